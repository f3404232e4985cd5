"""Tables at a width, in the form that reads best there: columns as wide as they need; narrower ones, with their cells wrapped;
columns that scroll sideways beside the first one; or, where there are few columns and no room, one field a line.

Rows are made as they are asked for: a table of 2,000 rows costs what its measuring costs.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from reader.layout.cells import cell_width, is_right_to_left, shorten
from reader.layout.flow import FixedBlock, LaidBlock
from reader.layout.parted import PartedBlock
from reader.layout.rows import Ink, Ornament, Piece, Row
from reader.layout.table_columns import (
    GAP,
    Column,
    TableMeasure,
    lines_of,
    measure,
    mirrored,
    row_starts,
    share_width,
    split_number,
)
from reader.layout.table_records import Records
from reader.layout.wrap import wrap
from reader.model.blocks import Table
from reader.model.units import TextRange

MORE_LEFT, MORE_RIGHT = "‹", "›"
"""Stand for the columns that are not on the screen."""

_FEW_COLUMNS = 3
"""So many are easier to read as one field a line than by moving sideways."""

_TALL_CELLS = 5
"""Rows of a table's typical row above which wrapped columns are strips of words, and moving sideways reads better."""

_WIDEST_COLUMN = 30
"""Cells of a column that is moved sideways and has cells wider than the screen: they are wrapped."""

_SIGN_GAP = 3
"""Cells between the first column and those that move: a sign between two blanks."""


def lay_table(table: Table, text: str, width: int, shift: int = 0, *, is_moving: bool = True) -> LaidBlock:
    """Return `table`, whose block text is `text`, laid out within `width` cells.

    `shift` is how many columns after the first one are out of sight at the left; of no meaning for tables that fit.
    `is_moving` says whether one may be moved at all: where nothing can be, every column is shown.
    """
    if not text.strip("\t\n\ufffc"):
        return FixedBlock(text, [Row((Piece(0, 1, 0, min(1, len(text)), Ink.MUTED, "▦"),))])
    measured = measure(table, text)
    shared = share_width(measured.columns, width)
    if shared is not None and (len(shared) <= _FEW_COLUMNS or _typical_rows(measured, shared) <= _TALL_CELLS):
        return Grid(measured, text, shared, width)
    if is_moving and len(measured.columns) > _FEW_COLUMNS:
        moving = _moving_widths(measured.columns, width)
        if moving is not None:
            return SidewaysTable(measured, text, moving, width, shift)
    return Grid(measured, text, shared, width) if shared is not None else Records(measured, text, width)


def _typical_rows(measured: TableMeasure, columns: Sequence[int]) -> int:
    """Return the height of the row in the middle when rows stand by their heights, wrapped at these widths."""
    heights = sorted(
        max((-(-size // max(1, width)) for size, width in zip(row, columns, strict=False)), default=1)
        for row in measured.widths[measured.header_rows :]
    )
    return heights[len(heights) // 2] if heights else 1


def _moving_widths(columns: Sequence[Column], width: int) -> list[int] | None:
    """Return the widths of columns that move sideways; None if the widest of them would not fit beside the first one."""
    first = max(1, min(columns[0].natural, max(columns[0].least, width // 3)))
    room = width - first - _SIGN_GAP - GAP
    others = [column.natural if column.natural <= room else max(column.least, _WIDEST_COLUMN) for column in columns[1:]]
    most = max(column.least for column in columns[1:])
    return [first, *(max(1, min(other, room)) for other in others)] if most <= room else None


class Grid(PartedBlock):
    """A table whose columns all stand side by side."""

    tall_share = 0.2
    """Of the rows of a table, that take several lines: above it blanks part them all."""

    def __init__(self, measured: TableMeasure, text: str, columns: Sequence[int], width: int) -> None:
        self._table = measured
        self._columns = columns
        self._width = width
        self.is_mirrored = is_right_to_left(text)
        """Whether its columns stand from right to left."""
        self._lefts = list(accumulate((column + GAP for column in columns), initial=0))
        self._row_starts = list(row_starts(measured))
        self._letter_heights = [self._letter_rows(text, number) for number in range(len(measured.rows))]
        heights = list(self._letter_heights)
        body = heights[measured.header_rows :]
        self._is_spaced = sum(height > 1 for height in body) > len(body) * self.tall_share
        for number in range(len(heights)):
            heights[number] += self._has_blank(number) + self._has_line(number)
        super().__init__(text, self._row_starts, heights)

    def make_part(self, part: int) -> list[Row]:
        """Return the rows of one row of the table."""
        rows: list[Row] = [Row()] if self._has_blank(part) else []
        rows += [Row(tuple(pieces)) for pieces in self.pieces(part)]
        if self._has_line(part):
            rows.append(Row(ornaments=self._ruler()))
        return [mirrored(row, self._width) for row in rows] if self.is_mirrored else rows

    def _ruler(self) -> tuple[Ornament, ...]:
        """The line under the headings."""
        return (Ornament(0, "─" * (self._lefts[-1] - GAP), Ink.FAINT),)

    def pieces(self, part: int) -> list[list[Piece]]:
        """Return the pieces on each of the rows of letters of one row of the table."""
        lines: list[list[Piece]] = [[]]
        free = 0
        for column, cell in enumerate(self.cells(part)):
            if column >= free:  # no letters of a cell reach over this one
                put_cell(lines, self._set_cell(part, column, cell))
                is_lone = column == 0 and self._table.is_lone(part)
                free = len(self._columns) if is_lone else self._table.reach(part, column)
        return lines if lines[0] else [[self._nothing(part)]]

    def _nothing(self, part: int) -> Piece:
        """What stands on a row of the table without cells, so that the caret finds it."""
        return Piece(0, 0, self._row_starts[part], self._row_starts[part], Ink.TEXT)

    def cells(self, part: int) -> Iterator[TextRange]:
        """Return where the cells of one row of the table stand in the block's text."""
        at = self._row_starts[part]
        for cell in self._table.rows[part]:
            yield TextRange(at, at + len(cell))
            at += len(cell) + 1

    def _set_cell(self, part: int, column: int, cell: TextRange, left: int | None = None) -> list[Piece]:
        """Return the pieces of one cell, one a row."""
        text, room = self.text, self._room(part, column)
        is_head = part < self._table.header_rows
        ink = Ink.TABLE_HEAD if is_head else Ink.TABLE_CAPTION if self._table.is_part_heading(part) else Ink.TEXT
        left = self._lefts[column] if left is None else left
        pieces = []
        for start, end in lines_of(text, room, cell):
            size = cell_width(text[start:end])
            pieces.append(Piece(left + self._indent(part, column, text[start:end], size), size, start, end, ink))
        return pieces

    def _indent(self, part: int, column: int, letters: str, size: int) -> int:
        """Return the cells before the letters of a column's cell: numbers have their points in line, at the right."""
        about, width = self._table.columns[column], self._columns[column]
        if not about.is_numeric or size > width or (part >= self._table.header_rows and self._table.is_lone(part)):
            return 0
        if part < self._table.header_rows:
            at = width - size if self._table.reach(part, column) == column + 1 else 0
        else:
            whole, _ = split_number(letters, about.point)
            at = max(0, min(width - size, width - about.after_point - cell_width(whole)))
        # Numbers are read from left to right in every script: turned round, their points still stand in line.
        return width - size - at if self.is_mirrored and part >= self._table.header_rows else at

    def _room(self, part: int, column: int) -> int:
        """Return the cells that a cell may take: those of its column, and of the empty ones it spans."""
        table = self._table
        if column == 0 and table.is_lone(part) and part >= table.header_rows:
            return self._width
        if part < table.header_rows and (stop := table.reach(part, column)) > column + 1:
            return self._lefts[stop] - GAP - self._lefts[column]
        return self._columns[column]

    def _letter_rows(self, text: str, part: int) -> int:
        table = self._table
        found = 1
        at = self._row_starts[part]
        for column, (cell, size) in enumerate(zip(table.rows[part], table.widths[part], strict=True)):
            if size > self._columns[column]:
                found = max(found, len(wrap(text, self._room(part, column), at, at + len(cell))))
            at += len(cell) + 1
        return found

    def _has_blank(self, part: int) -> bool:
        """Whether a blank stands above a row: between high rows, and above a heading over a part of the table."""
        heads = self._table.header_rows
        is_heading = self._table.is_part_heading(part) and not self._table.is_part_heading(part - 1)
        return part > heads and (self._is_spaced or is_heading)

    def _has_line(self, part: int) -> bool:
        return part == self._table.header_rows - 1


class SidewaysTable(Grid):
    """A table with more columns than there is room for: the first one stays, the others move under it by whole columns.

    A sign at either edge stands for the cells out of sight there, so that marks and hits in them show on it. How high the
    table is does not depend on the shift.
    """

    tall_share = 0.5
    """What makes its rows high may be out of sight, and the blanks between them would say nothing."""

    def __init__(self, measured: TableMeasure, text: str, columns: Sequence[int], width: int, shift: int = 0) -> None:
        super().__init__(measured, text, columns, width)
        self._first = columns[0] + _SIGN_GAP
        """The cell at which the first of the moving columns stands."""
        self.last_shift = self._shift_with(len(columns) - 1)
        """The shift that shows the last column."""
        self.shift = max(0, min(shift, self.last_shift))
        """How many columns after the first one are out of sight at the left."""

    def shifted(self, shift: int) -> "SidewaysTable":
        """Return the table with another shift."""
        other = object.__new__(SidewaysTable)
        other.__dict__.update(self.__dict__)
        other._parts = {}
        other.shift = max(0, min(shift, self.last_shift))
        return other

    def shift_to(self, offset: int) -> int:
        """Return the shift nearest to that of now with which the letter at `offset` is on the screen."""
        part = self.part_at(offset)
        cells = list(self.cells(part))
        column = max((at for at, cell in enumerate(cells) if cell.start <= offset), default=0)
        if column == 0 or self._table.is_lone(part):
            return self.shift
        return max(self._shift_with(column), min(self.shift, column - 1))

    @property
    def shown(self) -> range:
        """The columns beside the first one that are on the screen."""
        first = 1 + self.shift
        return range(first, self._stop(first))

    def make_part(self, part: int) -> list[Row]:
        """Return the rows of one row of the table; where columns run to the left, the signs point the other way."""
        rows = super().make_part(part)
        if not self.is_mirrored:
            return rows
        turned = {MORE_LEFT: MORE_RIGHT, MORE_RIGHT: MORE_LEFT}
        return [
            row._replace(
                pieces=tuple(piece._replace(shown=turned.get(piece.shown, piece.shown)) for piece in row.pieces)
            )
            for row in rows
        ]

    def pieces(self, part: int) -> list[list[Piece]]:
        """Return the pieces on each of the rows of letters of one row of the table; as many rows whatever the shift."""
        lines: list[list[Piece]] = [[] for _ in range(self._letter_heights[part])]
        table, shown = self._table, self.shown
        cells = list(self.cells(part))
        if not cells:
            lines[0].append(self._nothing(part))
            return lines
        self._put(lines, part, 0, cells[0], 0)
        if table.is_lone(part):
            return lines
        sign_ink = Ink.MUTED if part < max(1, table.header_rows) else Ink.FAINT
        if shown.start > 1 and len(cells) > 1:
            hidden = cells[1 : shown.start]
            sign = Piece(self._columns[0] + 1, 1, hidden[0].start, hidden[-1].end, sign_ink, MORE_LEFT)
            lines[0].append(sign)
        for column in range(1, min(shown.stop, len(cells))):
            is_said = cells[column].start < cells[column].end
            if is_said and table.reach(part, column) > shown.start:
                self._put(lines, part, column, cells[column], self._x(max(column, shown.start)))
        if shown.stop < len(cells):
            hidden = cells[shown.stop :]
            lines[0].append(Piece(self._width - 1, 1, hidden[0].start, hidden[-1].end, sign_ink, MORE_RIGHT))
        return lines

    def _put(self, lines: list[list[Piece]], part: int, column: int, cell: TextRange, x: int) -> None:
        """Set a cell; a heading over several columns stands on one row over those of them that are shown."""
        stop = self._table.reach(part, column)
        if stop == column + 1:
            put_cell(lines, self._set_cell(part, column, cell, x))
            return
        if column == 0:
            room = self._width
        else:
            last = min(stop, self.shown.stop) - 1
            room = self._x(last) + self._columns[last] - x
        letters = self.text[cell.start : cell.end]
        short = shorten(letters, room)
        shown = "" if short == letters else short
        lines[0].append(Piece(x, cell_width(short), cell.start, cell.end, Ink.TABLE_HEAD, shown))

    def _x(self, column: int) -> int:
        """Return the cell at which a column that is shown stands."""
        if column == 0:
            return 0
        return self._first + sum(self._columns[at] + GAP for at in range(self.shown.start, column))

    def _ruler(self) -> tuple[Ornament, ...]:
        """The line under the headings, with the places of the columns that are shown among all of them."""
        shown, total = self.shown, len(self._columns)
        where = f"{shown.start + 1}–{shown.stop}" if len(shown) > 1 else f"{shown.stop}"
        word = f" {where} of {total} "
        x = self._width - len(word) - 1
        if x < self._first:
            return (Ornament(0, "─" * self._width, Ink.FAINT),)
        return (Ornament(0, "─" * x, Ink.FAINT), Ornament(x, word, Ink.MUTED), Ornament(x + len(word), "─", Ink.FAINT))

    def _room(self, part: int, column: int) -> int:
        table = self._table
        if column == 0 and table.is_lone(part) and part >= table.header_rows:
            return self._width
        if table.reach(part, column) > column + 1:
            return max(self._width, table.widths[part][column])  # on one row, shortened if it must be
        return self._columns[column]

    def _stop(self, first: int) -> int:
        """Return the column after the last one that is shown when `first` is the first one."""
        stop, x = first, self._first
        while stop < len(self._columns) and x + self._columns[stop] <= self._width - (
            GAP if stop + 1 < len(self._columns) else 0
        ):
            x += self._columns[stop] + GAP
            stop += 1
        return max(stop, first + 1)

    def _shift_with(self, column: int) -> int:
        """Return the least shift that shows a column."""
        shift = column - 1
        while shift > 0 and self._stop(shift) > column:
            shift -= 1
        return shift


def put_cell(lines: list[list[Piece]], pieces: Sequence[Piece]) -> None:
    """Put the pieces of a cell on the rows it takes."""
    while len(lines) < len(pieces):
        lines.append([])
    for depth, piece in enumerate(pieces):
        lines[depth].append(piece)
