"""A table with one field a line: the form for few columns where there is no room for them side by side."""

from collections.abc import Iterator
from itertools import zip_longest

from reader.layout.cells import cell_width, is_right_to_left
from reader.layout.parted import PartedBlock
from reader.layout.rows import Ink, Ornament, Piece, Row
from reader.layout.table_columns import GAP, TableMeasure, lines_of, mirrored, row_starts
from reader.layout.wrap import fold, wrap
from reader.model.units import TextRange

_LABEL_ROWS = 3

_NARROWEST_VALUE = 8
"""Cells that a field keeps beside a heading of long words."""


class Records(PartedBlock):
    """A table with one field a line, its column's heading before it; a blank row between records."""

    def __init__(self, measured: TableMeasure, text: str, width: int) -> None:
        self._table = measured
        self._width = width
        self._is_mirrored = is_right_to_left(text)
        self._labels = list(self._head_labels())
        widest = max(map(cell_width, self._labels), default=0)
        words = max((cell_width(word) for label in self._labels for word in label.split()), default=0)
        self._label_width = min(widest, max(width * 2 // 5, min(words, width - GAP - _NARROWEST_VALUE)))
        self._is_stacked = width - self._label_width - GAP < _NARROWEST_VALUE
        """Whether there is no room beside the headings: each stands above its field then."""
        if self._is_stacked:
            self._label_width = width
        self._indent = 0 if self._is_stacked or not widest else self._label_width + GAP
        self._row_starts = list(row_starts(measured))
        super().__init__(text, self._row_starts, (self._height(text, number) for number in range(len(measured.rows))))

    def make_part(self, part: int) -> list[Row]:
        """Return the fields of one row of the table; empty ones are left out."""
        is_head = part < self._table.header_rows
        rows: list[Row] = [Row()] if part and not is_head else []
        at = self._row_starts[part]
        for column, cell in enumerate(self._table.rows[part]):
            if cell:
                rows += self._field(part, column, TextRange(at, at + len(cell)))
            at += len(cell) + 1
        if not any(self._table.rows[part]):
            rows.append(Row((Piece(0, 0, self._row_starts[part], self._row_starts[part], Ink.TEXT),)))
        return [mirrored(row, self._width) for row in rows] if self._is_mirrored else rows

    def _field(self, part: int, column: int, cell: TextRange) -> list[Row]:
        left = self._left(part)
        ink = Ink.TABLE_HEAD if part < self._table.header_rows else Ink.TEXT
        values = [
            (Piece(left, cell_width(self.text[start:end]), start, end, ink),)
            for start, end in lines_of(self.text, self._width - left, cell)
        ]
        labels = [(Ornament(0, label, Ink.MUTED),) if label else () for label in self._label_rows(part, column)]
        if self._is_stacked:
            return [*(Row(ornaments=label) for label in labels), *map(Row, values)]
        return [Row(value, label) for value, label in zip_longest(values, labels, fillvalue=())]

    def _label_rows(self, part: int, column: int) -> list[str]:
        """Return the heading of a field; headings themselves and rows that are headings have none."""
        if part < self._table.header_rows or self._table.is_lone(part) or not self._labels[column]:
            return []
        return fold(self._labels[column], self._label_width, _LABEL_ROWS)

    def _height(self, text: str, part: int) -> int:
        at = self._row_starts[part]
        left = self._left(part)
        found = 1 if part and part >= self._table.header_rows else 0
        for column, cell in enumerate(self._table.rows[part]):
            if cell:
                label, value = (
                    len(self._label_rows(part, column)),
                    len(wrap(text, self._width - left, at, at + len(cell))),
                )
                found += label + value if self._is_stacked else max(label, value)
            at += len(cell) + 1
        return found + (not any(self._table.rows[part]))

    def _left(self, part: int) -> int:
        """Return the cell at which the fields of a row begin: headings and rows of one letter run have no labels."""
        return 0 if part < self._table.header_rows or self._table.is_lone(part) else self._indent

    def _head_labels(self) -> Iterator[str]:
        """The words over each column, those of several rows of headings one after the other."""
        heads = self._table.rows[: self._table.header_rows]
        for column in range(len(self._table.columns)):
            yield " ".join(row[column] for row in heads if column < len(row) and row[column])
