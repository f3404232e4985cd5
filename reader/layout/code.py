"""Code at a width: as it stands, on the panel. A line longer than that goes on below, under its own indent, behind a quiet sign.

It never moves sideways: a reader of an article reads code, and what is out of sight is not read. Rows are made line by line as
the screen asks for them. Its colours are no matter of width: `highlighting` has them.
"""

from itertools import accumulate

from reader.layout.cells import cell_width, widths
from reader.layout.parted import PartedBlock
from reader.layout.rows import Ink, Ornament, Piece, Row
from reader.model.blocks import Code

TAB_CELLS = 4
"""Cells between tab stops."""

GOES_ON = "↳"
"""Stands before what goes on from the row above."""

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
        lines = text.split("\n")
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
        self._ends = [start + len(line) for start, line in zip(starts, lines, strict=True)]
        heights = (
            1
            if len(line) <= self._room and line.isascii() and "\t" not in line
            else len(self._divide(text, start, end))
            for line, start, end in zip(lines, starts, self._ends, strict=True)
        )
        super().__init__(text, starts, heights)

    def make_part(self, part: int) -> list[Row]:
        """Return the rows of one line; the language stands at the right of the first one, where that has room for it."""
        start, end = self._starts[part], self._ends[part]
        rows = []
        for first, stop, left in self._divide(self.text, start, end):
            sign = (Ornament(_PAD + left - _HANG, GOES_ON, Ink.FAINT),) if first > start else ()
            rows.append(Row(tuple(self._pieces(first, stop, left)), sign, has_panel=True))
        x = self._width - _PAD - cell_width(self._language)
        if part == 0 and self._language and x > max(piece.x + piece.width for piece in rows[0].pieces) + _PAD:
            rows[0] = rows[0]._replace(ornaments=(Ornament(x, self._language, Ink.MUTED),))
        return rows

    def _divide(self, text: str, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return the rows of a line: where each begins and ends, and its indent in cells."""
        cells = widths(text[start:end])
        indent = 0
        while start + indent < end and text[start + indent] == " ":
            indent += 1
        hang = min(indent + _HANG, self._room // 2)
        rows: list[tuple[int, int, int]] = []
        at, left = start, 0
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


def _tab(x: int) -> int:
    return TAB_CELLS - x % TAB_CELLS


def _may_part(text: str, cut: int) -> bool:
    return text[cut - 1] in _BREAKS and text[cut] not in _BREAKS
