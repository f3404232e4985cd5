"""A long text as lines, cut into rows of a width when they are asked for: cost follows the screen, not the text. Pure."""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from reader.layout.wrap import wrap
from reader.model.text import clean_text
from reader.model.units import TextRange
from reader.tui.widgets.finding import find_all, fold

LONGEST_LINE = 2_000
"""Letters after which a line is cut: pages come with all their scripts on one line, and wrapping is done line by line."""

_TAB = "    "
_KEPT_LINES = 500


class RawPlace(NamedTuple):
    """A row: the line it belongs to and which of its rows it is."""

    line: int
    row: int = 0


class RawLines:
    """The lines of a text from outside."""

    def __init__(self, text: str) -> None:
        """Take the text apart; costs about 0.1 s for a million letters, so do it in a thread."""
        text = clean_text(text).replace("\t", _TAB)
        self.lines = tuple(
            line[at : at + LONGEST_LINE]
            for line in text.split("\n")
            for at in range(0, max(1, len(line)), LONGEST_LINE)
        )
        self._text = "\n".join(self.lines)
        self._starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        self._folded = fold(self._text)
        self._wrapped = lru_cache(_KEPT_LINES)(self._wrap)

    @property
    def letters(self) -> int:
        """How many letters the text has."""
        return len(self._text)

    def row(self, place: RawPlace, width: int) -> TextRange:
        """Return the range of the text that stands on a row of `width` cells."""
        starts = self._wrapped(place.line, width)
        first = self._starts[place.line]
        end = starts[place.row + 1] if place.row + 1 < len(starts) else len(self.lines[place.line])
        return TextRange(first + starts[place.row], first + end)

    def letters_of(self, text: TextRange) -> str:
        """Return the letters of a range."""
        return self._text[text.start : text.end]

    def step(self, place: RawPlace, count: int, width: int) -> RawPlace:
        """Return the row `count` rows on (negative: back), as far as there are any."""
        line, row = place.line, place.row + count
        while row < 0 and line > 0:
            line -= 1
            row += len(self._wrapped(line, width))
        while line + 1 < len(self.lines) and row >= (height := len(self._wrapped(line, width))):
            row -= height
            line += 1
        return RawPlace(line, max(0, min(row, len(self._wrapped(line, width)) - 1)))

    def last(self, width: int) -> RawPlace:
        """Return the last row."""
        line = len(self.lines) - 1
        return RawPlace(line, len(self._wrapped(line, width)) - 1)

    def place_of(self, offset: int, width: int) -> RawPlace:
        """Return the row on which the letter at `offset` stands."""
        line = min(bisect_right(self._starts, offset), len(self.lines)) - 1
        return RawPlace(line, bisect_right(self._wrapped(line, width), offset - self._starts[line]) - 1)

    def find(self, query: str) -> tuple[TextRange, ...]:
        """Return where `query` stands, as finding in an article does."""
        return find_all(self._folded, query)

    def _wrap(self, line: int, width: int) -> tuple[int, ...]:
        return tuple(wrap(self.lines[line], width))
