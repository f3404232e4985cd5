"""What was marked and what stands in its place now, as one running text with words put in and taken out.

For a sentence or two, as they stand beside one another in a list or a margin; two whole articles are another matter
(`difference`). Words that differ in nothing but typography count as the same, and are shown as they read now.
"""

from itertools import pairwise

from reader.anchor.wording import Wording
from reader.model.difference import Edit, Stretch
from reader.model.units import TextRange

LONGEST = 4_000
"""Words of both passages together beyond which nobody reads a word-by-word list: they are shown one after the other."""


def reworded(old: str, new: str) -> tuple[Stretch, ...]:
    """Return the stretches of two wordings, in reading order; joined without the removed they are `new`, without the added
    they have the words of `old`. What was removed stands before what took its place. Cost: O(words of both, multiplied)."""
    if old == new:
        return (Stretch(Edit.KEPT, new, TextRange(0, len(old)), TextRange(0, len(new))),) if new else ()
    ours, theirs = Wording(old), Wording(new)
    if not ours.words or not theirs.words or len(ours) + len(theirs) > LONGEST:
        return _merged([_removed(old, 0, len(old)), _added(new, 0, len(new))])
    from rapidfuzz.distance import Indel

    cuts, others = _cuts(ours), _cuts(theirs)
    found: list[Stretch] = []
    gone: list[Stretch] = []
    came: list[Stretch] = []
    for step in Indel.opcodes(ours.words, theirs.words):
        left, right = cuts[step.src_start], cuts[step.src_end]
        low, high = others[step.dest_start], others[step.dest_end]
        if step.tag == "equal":
            found += [*gone, *came, Stretch(Edit.KEPT, new[low:high], TextRange(left, right), TextRange(low, high))]
            gone, came = [], []
        else:
            gone.append(_removed(old, left, right))
            came.append(_added(new, low, high))
    return _merged([*found, *gone, *came])


def _cuts(wording: Wording) -> list[int]:
    """Return where each word begins with what stands before it, and the end: a word has the punctuation that follows it."""
    starts = [0]
    for before, word in pairwise(range(len(wording))):
        end, start = wording.ends[before], wording.starts[word]
        gap = wording.text[end:start]
        opens = len(gap) - len(gap.rstrip("([{“„«‘\"'¿¡"))  # what opens belongs to the word after it
        starts.append(start - opens if opens < len(gap) else start)
    return [*starts, len(wording.text)]


def _removed(old: str, start: int, end: int) -> Stretch:
    return Stretch(Edit.REMOVED, old[start:end], old=TextRange(start, end))


def _added(new: str, start: int, end: int) -> Stretch:
    return Stretch(Edit.ADDED, new[start:end], new=TextRange(start, end))


def _merged(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches without empty ones, neighbours of one fate as one."""
    found: list[Stretch] = []
    for one in stretches:
        if not one.text:
            continue
        if found and found[-1].edit is one.edit:
            last = found.pop()
            one = Stretch(one.edit, last.text + one.text, _joined(last.old, one.old), _joined(last.new, one.new))
        found.append(one)
    return tuple(found)


def _joined(first: TextRange | None, last: TextRange | None) -> TextRange | None:
    return TextRange(first.start, last.end) if first is not None and last is not None else None
