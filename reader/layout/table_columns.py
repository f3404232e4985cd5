"""What the columns of a table hold, and how wide they may stand: measured once, in cells, for any form of the table.

A row with letters in its first cell alone is a *lone row*: a heading over a part of the table, which runs across it. A heading
with empty cells to its right spans them, as the cleaner leaves cells that reached over several columns.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from reader.layout.cells import cell_width, is_plain
from reader.layout.rows import Row
from reader.layout.wrap import trim_row, wrap
from reader.model.blocks import Table
from reader.model.units import TextRange

GAP = 2
"""Cells between two columns."""

_NARROWEST = 7
"""Cells of a column below which wrapped words are no longer read as words."""

_LONGEST_WORD = 16
"""Cells of a word for which a column is kept wide enough; an address or a chemical's name may be divided."""

_SAMPLE = 100
"""Rows, evenly spread, that are asked whether a column holds numbers and how long its words are. A column that holds a hundred
numbers holds numbers; asking all cells of the largest table there can be (2,000 rows of 60) takes a fifth of a second."""


_PARTED_COLUMNS = 3
"""A table of two columns has rows whose value is not known rather than headings over parts of it."""


class Column(NamedTuple):
    """One column of a table. All widths are in cells."""

    natural: int
    """What its widest cell takes."""
    least: int
    """What it needs for words and numbers that are not divided."""
    before_point: int = 0
    """Of its numbers: the widest part before the decimal point."""
    after_point: int = 0
    """Of its numbers: the widest part from the decimal point on, the unit with it."""
    point: str = ""
    """Its decimal point, `.` or `,`; empty if its numbers have none."""
    is_numeric: bool = False


class TableMeasure(NamedTuple):
    """A table and the cells that each of its cells takes."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int
    widths: list[tuple[int, ...]]
    """By row and column."""
    columns: list[Column]

    def is_lone(self, row: int) -> bool:
        """Whether a row has letters in its first cell alone, so that they may run across the table."""
        return is_lone(self.rows[row])

    def is_part_heading(self, row: int) -> bool:
        """Whether a row is a heading over a part of the table: a lone one where a value alone would be missing among many."""
        return row >= self.header_rows and len(self.rows[row]) >= _PARTED_COLUMNS and self.is_lone(row)

    def reach(self, row: int, column: int) -> int:
        """Return the column after the last one that the cell at `column` spans."""
        return _reach(self.rows[row], column) if row < self.header_rows else column + 1


def _reach(cells: Sequence[str], column: int) -> int:
    """Return the column after the last one that a heading spans; that of the first column is of itself, or of the whole table."""
    stop = column + 1
    while stop < len(cells) and not cells[stop]:
        stop += 1
    return stop if column or stop == len(cells) else 1


def is_lone(cells: Sequence[str]) -> bool:
    """Whether only the first of several cells has letters."""
    return len(cells) > 1 and bool(cells[0]) and not any(cells[1:])


def measure(table: Table, text: str) -> TableMeasure:
    """Measure `table`, whose block text is `text`; about 20 ms for the largest one there can be."""
    measured = len if is_plain(text.replace("\t", "").replace("\n", "")) else cell_width
    widths = [tuple(map(measured, row)) for row in table.rows]
    heads = table.header_rows
    count = max((len(row) for row in table.rows), default=0)
    alone = [is_lone(row) for row in table.rows]
    body = [row for row, lone in zip(table.rows[heads:], alone[heads:], strict=True) if not lone]
    widest = [0] * count
    # Where all rows are lone ones there is one column.
    counted = [row for row, lone in zip(widths[heads:], alone[heads:], strict=True) if not lone or not body]
    for at, column in enumerate(zip_longest(*counted, fillvalue=0)):
        widest[at] = max(column)
    for row, sizes in zip(table.rows[:heads], widths, strict=False):
        for at, size in enumerate(sizes):
            stop = _reach(row, at)
            room = sum(widest[at : stop - 1]) + GAP * (stop - 1 - at)
            # What spans several columns asks them for no more than its longest word needs.
            needed = size if stop == at + 1 else min(_longest_word(row[at]), _LONGEST_WORD)
            widest[stop - 1] = max(widest[stop - 1], needed - room)
    sample = body[:: max(1, len(body) // _SAMPLE)]
    columns = [
        _column([row[at] for row in sample if at < len(row)], _head_words(table, at), widest[at]) for at in range(count)
    ]
    return TableMeasure(table.rows, heads, widths, columns)


def _head_words(table: Table, column: int) -> int:
    """Return the widest word of a column's headings."""
    return max(
        (
            _longest_word(row[column])
            for row in table.rows[: table.header_rows]
            if column < len(row) and _reach(row, column) == column + 1
        ),
        default=0,
    )


def _column(values: list[str], head: int, widest: int) -> Column:
    said = [value for value in values if value.strip() not in _NOTHING]
    if not said or not all(_number().fullmatch(value.strip()) for value in said):
        longest = max(map(_longest_word, values), default=0)
        return Column(widest, min(widest, max(_NARROWEST, min(_LONGEST_WORD, max(longest, head)))))
    point = _decimal_point(said)
    parts = [split_number(value, point) for value in values]
    before = max(cell_width(whole) for whole, _ in parts)
    after = max(cell_width(rest) for _, rest in parts)
    return Column(
        natural=max(widest, before + after),
        least=max(before + after, min(head, _LONGEST_WORD)),
        before_point=before,
        after_point=after,
        point=point,
        is_numeric=True,
    )


def _longest_word(text: str) -> int:
    return max(map(cell_width, text.split()), default=0)


def split_number(value: str, point: str) -> tuple[str, str]:
    """Return a number's part before its decimal point, and the rest of it, the unit with it."""
    at = value.rfind(point) if point else -1
    if at < 0:
        digits = max((found.end() for found in re.finditer(r"\d", value)), default=len(value))
        at = digits
    return value[:at], value[at:]


def _decimal_point(values: Iterable[str]) -> str:
    """Return which of `.` and `,` parts the fractions of `values`; empty if neither surely does.

    Three digits after the one separator of a number may be thousands: such a number says nothing.
    """
    votes = {".": 0, ",": 0}
    for value in values:
        last = max(value.rfind("."), value.rfind(","))
        if last < 0:
            continue
        point = value[last]
        other = "," if point == "." else "."
        digits = len(re.match(r"\d*", value[last + 1 :]).group())  # type: ignore[union-attr]  # matches always
        if value.count(point) == 1 and (digits != 3 or other in value[:last]):
            votes[point] += 1
    if votes["."] == votes[","]:
        return ""
    return max(votes, key=lambda sign: votes[sign])


_NOTHING = frozenset(("", "-", "–", "—", "n/a", "N/A", "…", "..", "·"))
"""What stands in a cell that has no number."""


@cache
def _number() -> re.Pattern[str]:
    """What stands to the right in its column: spaces fit in one way only, as a cell may hold many. Compiled when the first table
    comes."""
    return re.compile(
        r"[-+−–±≈~<>]?(?:\s*[$€£¥])?\s*\d[\d.,'’ \xa0\u2009\u202f]*+\s*(?:%|‰|°C?|€|\$|£|[a-zA-Zµ]{1,3}[²³]?)?[*†‡]?"
    )


def share_width(columns: Sequence[Column], width: int) -> list[int] | None:
    """Return widths with which all columns stand within `width` cells, the widest narrowed first; None if they can't."""
    room = width - GAP * (len(columns) - 1)
    if sum(column.natural for column in columns) <= room:
        return [column.natural for column in columns]
    if sum(column.least for column in columns) > room:
        return None
    low, high = 1, max(column.natural for column in columns)
    while low < high:  # the highest ceiling under which all columns fit
        middle = (low + high + 1) // 2
        if sum(_under(column, middle) for column in columns) <= room:
            low = middle
        else:
            high = middle - 1
    shared = [_under(column, low) for column in columns]
    spare = room - sum(shared)
    for index, column in enumerate(columns):
        if spare and shared[index] < column.natural:
            shared[index] += 1
            spare -= 1
    return shared


def _under(column: Column, ceiling: int) -> int:
    return max(column.least, min(column.natural, ceiling))


def row_starts(measured: TableMeasure) -> Iterator[int]:
    """Return where each row of a table begins in the block's text."""
    at = 0
    for row in measured.rows:
        yield at
        at += sum(map(len, row)) + max(1, len(row))


def mirrored(row: Row, width: int) -> Row:
    """Return a row of a table whose columns stand from right to left in a measure of `width` cells."""
    return Row(
        tuple(piece._replace(x=max(0, width - piece.x - piece.width)) for piece in row.pieces),
        tuple(mark._replace(x=max(0, width - mark.x - cell_width(mark.text))) for mark in row.ornaments),
        is_right_to_left=True,
    )


def lines_of(text: str, width: int, cell: TextRange) -> list[tuple[int, int]]:
    """Return the ranges of the rows that a stretch of `text` takes in a column."""
    starts = wrap(text, width, *cell)
    return [(start, trim_row(text, start, end)) for start, end in zip(starts, [*starts[1:], cell.end], strict=True)]
