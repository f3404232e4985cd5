"""Code at a width: as it stands, on the panel. A line longer than that goes on below, under its own indent, behind a quiet sign.

It never moves sideways: a reader of an article reads code, and what is out of sight is not read. Rows are made line by line as
the screen asks for them. Its colours are no matter of width: `highlighting` has them.
"""

from reader.layout.cells import cell_width, widths
from reader.layout.parted import PartedBlock
from reader.layout.rows import Ink, Ornament, Piece, Row
from reader.model.blocks import Code

TAB_CELLS = 4
"""Cells between tab stops."""

GOES_ON = "↳"
"""Stands before what goes on from the row above."""

LONGEST_LINE = 5_000
"""Letters of a line that somebody may have written. What is longer is made part by part, and where it consists of plain letters
its rows end where they end: looking for good places in a million letters takes a second."""

_PAD = 2
_HANG = 2
"""Cells by which what goes on below is indented more than its line."""

_BREAKS = frozenset(" \t,;:|&=+/)]}>")
"""A long line is best divided after one of these."""


class CodeBlock(PartedBlock):
    """Lines of code."""

    def __init__(self, text: str, width: int, language: str = "") -> None:
        self._width = width
        self._language = language
        self._room = max(2, width - 2 * _PAD)
        starts: list[int] = []
        self._ends: list[int] = []
        at = 0
        for line in text.split("\n"):
            if len(line) <= LONGEST_LINE:
                starts.append(at)
                self._ends.append(at + len(line))
            else:
                for start in range(at, at + len(line), LONGEST_LINE):
                    starts.append(start)
                    self._ends.append(min(start + LONGEST_LINE, at + len(line)))
            at += len(line) + 1
        # Two cells are the most that a letter but a tab takes, and a line that goes on is indented.
        surely = (self._room - _HANG) // 2 if "\t" not in text else -1
        heights = (
            1 if end - start <= surely or self._is_one_row(start, end) else len(self._divide(text, start, end))
            for start, end in zip(starts, self._ends, strict=True)
        )
        super().__init__(text, starts, heights)

    def _is_one_row(self, start: int, end: int) -> bool:
        """Whether a line is seen to fit without measuring its letters."""
        text = self.text
        return end - start <= self._room and _is_even(text[start:end]) and not _goes_on(text, start)

    def make_part(self, part: int) -> list[Row]:
        """Return the rows of one line, or of a part of a long one; the language stands at the right of the first of all, where
        that has room for it.
        """
        start, end = self._starts[part], self._ends[part]
        rows = []
        for first, stop, left in self._divide(self.text, start, end):
            sign = (
                (Ornament(_PAD + left - _HANG, GOES_ON, Ink.FAINT),)
                if first > start or _goes_on(self.text, start)
                else ()
            )
            rows.append(Row(tuple(self._pieces(first, stop, left)), sign, has_panel=True))
        x = self._width - _PAD - cell_width(self._language)
        if part == 0 and self._language and x > max(piece.x + piece.width for piece in rows[0].pieces) + _PAD:
            rows[0] = rows[0]._replace(ornaments=(Ornament(x, self._language, Ink.MUTED),))
        return rows

    def _divide(self, text: str, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return the rows of a line: where each begins and ends, and its indent in cells."""
        is_later = _goes_on(text, start)
        if (is_later or text[end : end + 1] not in ("", "\n")) and _is_even(text[start:end]):
            return self._cut(start, end, _HANG if is_later else 0)
        cells = widths(text[start:end])
        indent = 0
        while start + indent < end and text[start + indent] == " ":
            indent += 1
        hang = min(indent + _HANG, self._room // 2)
        rows: list[tuple[int, int, int]] = []
        at, left = start, _HANG if is_later else 0
        while True:
            x, stop = left, at
            while stop < end:
                size = _tab(x - left) if text[stop] == "\t" else cells[stop - start]
                if x + size > self._room and stop > at:
                    break
                x += size
                stop += 1
            if stop == end:
                return [*rows, (at, end, left)]
            if text[stop] == " ":
                stop += 1  # one space may hang past the row
            else:
                stop = next((cut for cut in range(stop, at + (stop - at) // 2, -1) if _may_part(text, cut)), stop)
            rows.append((at, stop, left))
            at, left = stop, hang
            if at == end:
                return rows

    def _cut(self, start: int, end: int, left: int) -> list[tuple[int, int, int]]:
        """Return the rows of a part of a long line, whose letters are one cell each: as they come."""
        first, step = start + max(1, self._room - left), max(1, self._room - _HANG)
        return [(start, min(first, end), left), *((at, min(at + step, end), _HANG) for at in range(first, end, step))]

    def _pieces(self, start: int, end: int, left: int) -> list[Piece]:
        """Return the pieces of a row: its letters, and each tab as the blanks that it takes."""
        pieces: list[Piece] = []
        x = 0
        for number, letters in enumerate(self.text[start:end].split("\t")):
            if number:
                size = _tab(x)
                pieces.append(Piece(_PAD + left + x, size, start, start + 1, Ink.CODE, " " * size))
                start, x = start + 1, x + size
            size = cell_width(letters)
            if letters or not pieces:
                pieces.append(Piece(_PAD + left + x, size, start, start + len(letters), Ink.CODE))
            start, x = start + len(letters), x + size
        return pieces


def lay_code(code: Code, text: str, width: int) -> CodeBlock:
    """Return `code`, whose text is `text`, within `width` cells."""
    return CodeBlock(text, width, code.language)


def _goes_on(text: str, start: int) -> bool:
    """Whether a part begins within a line."""
    return start > 0 and text[start - 1] != "\n"


def _is_even(letters: str) -> bool:
    """Whether each letter takes one cell."""
    return letters.isascii() and "\t" not in letters


def _tab(x: int) -> int:
    return TAB_CELLS - x % TAB_CELLS


def _may_part(text: str, cut: int) -> bool:
    return text[cut - 1] in _BREAKS and text[cut] not in _BREAKS
