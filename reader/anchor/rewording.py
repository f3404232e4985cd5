"""What was marked and what stands in its place now, as one running text with words put in and taken out.

Told as between two versions (`difference`), so that a change reads the same in a list of marks and in the article.
"""

from reader.anchor.word_edits import word_edits
from reader.model.difference import Edit, Stretch
from reader.model.units import TextRange


def reworded(old: str, new: str) -> tuple[Stretch, ...]:
    """Return the stretches of two wordings, in reading order, what was removed before what took its place.

    Joined without the removed they are `new`, without the added they are `old`. Cost: linear, some 10 µs a word.
    """
    return tuple(
        Stretch(
            edit,
            old[start:end] if edit is Edit.REMOVED else new[new_start:new_end],
            old=None if edit is Edit.ADDED else TextRange(start, end),
            new=None if edit is Edit.REMOVED else TextRange(new_start, new_end),
        )
        for edit, start, end, new_start, new_end in word_edits(old, new)
    )
