"""Fuzzy matching of a few typed letters with short sentences: command names, tags, headings. Pure; fine for hundreds of them.

Each word typed must stand in the text as a run of letters or as a subsequence; runs, beginnings of words and early places
score more, so that what one means comes first.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from reader.model.search_text import fold

Item = TypeVar("Item")

_RUN = 40
_WORD_START = 30
_LETTER = 4
_LATE = 1


def score(typed: str, text: str) -> int:
    """Return how well `typed` fits `text`, more is better; 0 if it does not. Nothing typed fits everything."""
    folded = fold(text)
    total = 1
    for word in fold(typed).split():
        best = _score_word(word, folded)
        if not best:
            return 0
        total += best
    return total


def best_first(typed: str, items: Iterable[Item], text_of: Callable[[Item], str]) -> list[Item]:
    """Return the items that fit, best first; equals keep their order."""
    scored = [(score(typed, text_of(item)), item) for item in items]
    # Where something fits as it is written, what fits by scattered letters alone is noise.
    least = _RUN if any(points > _RUN for points, _ in scored) else 1
    return [item for points, item in sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: -pair[0])]


def _score_word(word: str, text: str) -> int:
    at = text.find(word)
    if at >= 0:
        starting = f" {text}".find(f" {word}")
        if starting >= 0:
            return _RUN + _WORD_START + _LETTER * len(word) - min(20, _LATE * starting)
        return _RUN + _LETTER * len(word) - min(20, _LATE * at)
    points, at = 0, -1
    for letter in word:
        found = text.find(letter, at + 1)
        if found < 0:
            return 0
        points += _LETTER if found == 0 or text[found - 1] == " " or found == at + 1 else 1
        at = found
    return points
