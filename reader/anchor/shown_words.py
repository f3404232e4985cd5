"""A text as the words that a difference shows as wholes: `don't`, `3.5` and `U.S` are one, a letter of Han or Thai is one.

What is compared is their form without case and typography; what is shown are the letters as they stand.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from functools import cached_property

from reader.anchor.wording import Wording

_JOINERS = "'’.,:"
"""One of these between two letters or digits, and they are one word."""

_APOSTROPHES = "'’"
APOSTROPHE_LETTERS = "\u02bb\u02bc"
"""Signs that Unicode counts among the letters; some typographers set them for apostrophes."""

FIRST_MARK = "\u0300"
"""No letter before this one is a combining mark."""


class ShownWords(Wording):
    """The words of a text, glued where a person sees one word."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        fine = self.words, self.starts, self.ends
        self.words, self.starts, self.ends = [], [], []
        for word, start, end in zip(*fine, strict=True):
            end = _with_marks(text, end)
            for letter in APOSTROPHE_LETTERS:
                word = word.replace(letter, "'")
            if self.words and start - self.ends[-1] == 1 and _is_joined(text, start):
                self.words[-1] += f"'{word}" if text[start - 1] in _APOSTROPHES else f"{text[start - 1]}{word}"
                self.ends[-1] = end
            elif self.words and start < self.ends[-1]:
                self.words[-1] += (
                    word  # a mark over the letter before, which counts as a word of its own in some scripts
                )
                self.ends[-1] = max(end, self.ends[-1])
            else:
                self.words.append(word)
                self.starts.append(start)
                self.ends.append(end)

    @cached_property
    def sizes(self) -> list[int]:
        """How much each word says: its letters, of scripts without spaces twice."""
        text = self.text
        return [
            (end - start) * (2 if is_unspaced(text[start]) else 1)
            for start, end in zip(self.starts, self.ends, strict=True)
        ]

    def signs_from(self, low: int, high: int) -> int:
        """Return how many letters from offset `low` stand before the first word, at most those up to `high`."""
        at = bisect_left(self.starts, low)
        return min(high, self.starts[at] if at < len(self.starts) else high) - low

    def signs_to(self, low: int, high: int) -> int:
        """Return how many letters behind offset `low` the last word before `high` ends, 0 if there is none."""
        at = bisect_right(self.ends, high) - 1
        return max(0, self.ends[at] - low) if at >= 0 else 0


def _is_joined(text: str, start: int) -> bool:
    """Whether the word that begins at `start` goes on with the one before, from which one sign parts it."""
    before, joiner, after = text[start - 2], text[start - 1], text[start]
    if joiner not in _JOINERS or is_unspaced(before) or is_unspaced(after):
        return False
    return joiner in _APOSTROPHES or joiner == "." or (before.isdigit() and after.isdigit())


def _with_marks(text: str, end: int) -> int:
    """Return where a word ends with the marks over its last letter."""
    while end < len(text) and text[end] >= FIRST_MARK and unicodedata.category(text[end])[0] == "M":
        end += 1
    return end


def is_unspaced(letter: str) -> bool:
    """Whether a letter is of a script written without spaces: then it is a word of its own here."""
    return (
        "\u0e00" <= letter <= "\u0eff"
        or "\u1000" <= letter <= "\u109f"
        or "\u1780" <= letter <= "\u17ff"
        or "\u3040" <= letter <= "\u30ff"
        or "\u31f0" <= letter <= "\u31ff"
        or "\u3400" <= letter <= "\u4dbf"
        or "\u4e00" <= letter <= "\u9fff"
        or "\uf900" <= letter <= "\ufaff"
        or letter >= "\U00020000"
    )
