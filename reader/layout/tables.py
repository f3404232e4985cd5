"""Tables at a width: columns as wide as they need, narrower with cells wrapped where they must, one field a line where even
that is too wide. Numbers stand at the right of their column."""

import re
from functools import cache
from itertools import accumulate

from reader.layout.cells import cell_width, shorten
from reader.layout.flow import FixedBlock
from reader.layout.rows import Ink, Ornament, Piece, Row
from reader.layout.wrap import trim_row, wrap
from reader.model.blocks import Table
from reader.model.units import TextRange

_GAP = 2
"""Cells between two columns."""

_NARROWEST = 7
"""Cells of a column below which wrapped words are no longer read as words."""


def lay_table(table: Table, text: str, width: int) -> FixedBlock:
    """Return `table`, whose block text is `text`, laid out within `width` cells."""
    cells = _cell_ranges(table, text)
    columns = max((len(row) for row in cells), default=0)
    if not columns or not text.strip("\t\n\ufffc"):
        return FixedBlock(text, [Row((Piece(0, 1, 0, min(1, len(text)), Ink.MUTED, "▦"),))])
    natural = [
        max((cell_width(text[row[column].start : row[column].end]) for row in cells if column < len(row)), default=0)
        for column in range(columns)
    ]
    fitted = _fit(natural, width)
    if fitted is None:
        return FixedBlock(text, _records(table, text, cells, width))
    numeric = [_is_numeric(text, cells[table.header_rows :], column) for column in range(columns)]
    return FixedBlock(text, _grid(table, text, cells, fitted, numeric))


def _cell_ranges(table: Table, text: str) -> list[list[TextRange]]:
    """Return where each cell stands in the block's text."""
    ranges: list[list[TextRange]] = []
    at = 0
    for row in table.rows:
        line: list[TextRange] = []
        for cell in row:
            line.append(TextRange(at, at + len(cell)))
            at += len(cell) + 1
        if not row:
            at += 1
        ranges.append(line)
    return ranges


def _fit(natural: list[int], width: int) -> list[int] | None:
    """Return column widths that fit, narrowing the widest first; None if a column would become too narrow."""
    room = width - _GAP * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    if room < sum(min(column, _NARROWEST) for column in natural):
        return None
    low, high = _NARROWEST, max(natural)
    while low < high:  # the highest ceiling under which all columns fit
        middle = (low + high + 1) // 2
        if sum(min(column, middle) for column in natural) <= room:
            low = middle
        else:
            high = middle - 1
    fitted = [min(column, low) for column in natural]
    spare = room - sum(fitted)
    for index, column in enumerate(natural):
        if spare and fitted[index] < column:
            fitted[index] += 1
            spare -= 1
    return fitted


def _is_numeric(text: str, rows: list[list[TextRange]], column: int) -> bool:
    values = [text[row[column].start : row[column].end].strip() for row in rows if column < len(row)]
    values = [value for value in values if value not in ("", "-", "–", "—", "n/a")]
    return bool(values) and all(_number().fullmatch(value) for value in values)


def _grid(table: Table, text: str, cells: list[list[TextRange]], columns: list[int], numeric: list[bool]) -> list[Row]:
    lefts = list(accumulate((column + _GAP for column in columns), initial=0))
    rows: list[Row] = []
    has_tall = any(
        cell_width(text[cell.start : cell.end]) > columns[number] for row in cells for number, cell in enumerate(row)
    )
    for index, line in enumerate(cells):
        is_head = index < table.header_rows
        ink = Ink.TABLE_HEAD if is_head else Ink.TEXT
        pieces: list[list[Piece]] = []
        for number, cell in enumerate(line):
            starts = wrap(text, columns[number], cell.start, cell.end)
            for depth, start in enumerate(starts):
                end = trim_row(text, start, starts[depth + 1] if depth + 1 < len(starts) else cell.end)
                cells_wide = cell_width(text[start:end])
                x = lefts[number] + (columns[number] - cells_wide if numeric[number] else 0)
                while len(pieces) <= depth:
                    pieces.append([])
                pieces[depth].append(Piece(x, cells_wide, start, end, ink))
        if has_tall and rows and not is_head and index > table.header_rows:
            rows.append(Row())
        rows += [Row(tuple(depth)) for depth in pieces] or [Row()]
        if is_head and index == table.header_rows - 1:
            total = lefts[-1] - _GAP
            rows.append(Row(ornaments=(Ornament(0, "─" * total, Ink.FAINT),)))
    return rows


def _records(table: Table, text: str, cells: list[list[TextRange]], width: int) -> list[Row]:
    """One field a line, its column's heading before it; a blank row between records."""
    heads = cells[: table.header_rows]
    labels: list[str] = []
    for number in range(max(len(row) for row in cells)):
        parts = (text[row[number].start : row[number].end] for row in heads if number < len(row))
        labels.append(" ".join(part for part in parts if part))
    label_width = min(max((cell_width(label) for label in labels), default=0), width // 3)
    indent = label_width + _GAP if label_width else 0
    rows: list[Row] = []
    for index, line in enumerate(cells):
        is_head = index < table.header_rows
        if rows and (not is_head or index == 0):
            rows.append(Row())
        for number, cell in enumerate(line):
            left = 0 if is_head else indent
            starts = wrap(text, width - left, cell.start, cell.end)
            for depth, start in enumerate(starts):
                end = trim_row(text, start, starts[depth + 1] if depth + 1 < len(starts) else cell.end)
                piece = Piece(left, cell_width(text[start:end]), start, end, Ink.TABLE_HEAD if is_head else Ink.TEXT)
                label = labels[number] if depth == 0 and not is_head else ""
                ornaments = (Ornament(0, shorten(label, label_width), Ink.MUTED),) if label else ()
                rows.append(Row((piece,), ornaments))
    return rows or [Row()]


@cache
def _number() -> re.Pattern[str]:
    """What stands to the right in its column. Compiled when the first table comes."""
    return re.compile(r"[-+−–±≈~<>]?\s*[$€£¥]?\s*\d[\d.,'’\s\xa0]*\s*(?:%|‰|°C?|€|\$|£|[a-zA-Z]{1,3})?")
