"""Tables: which ones hold data and which only lay out a page; the rows of those that hold data. Called by `segments`."""

from dataclasses import dataclass

from reader.extract.tree import Element, elements, pieces_of, text_of
from reader.model.text import clean_line

MAX_CELL_LETTERS = 400
"""A longer cell is running text: the table lays out the page."""

MAX_ROWS = 2_000
MAX_COLUMNS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """The rows of a data table; the first `header_rows` are headings."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int


def read_table(table: Element) -> TableRows | None:
    """Return the rows of a data table, or None if `table` lays out the page and has to be read as what stands in it."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return None
    if next(table.iterdescendants("table", "ul", "ol", "figure", "iframe", "h1", "h2", "blockquote"), None) is not None:
        return None
    rows: list[tuple[str, ...]] = []
    header_rows = 0
    for row in elements(table, "tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if not cells:
            continue
        if any(sum(1 for _ in elements(cell, "p")) > 1 or len(text_of(cell)) > MAX_CELL_LETTERS for cell in cells):
            return None
        texts: list[str] = []
        for cell in cells[:MAX_COLUMNS]:
            texts.append(clean_line(" ".join(pieces_of(cell)), MAX_CELL_LETTERS))
            span = cell.get("colspan") or ""
            texts.extend([""] * (min(int(span), 20) - 1 if span.isdigit() else 0))
        in_head = row.getparent() is not None and row.getparent().tag == "thead"  # type: ignore[union-attr]  # asked just before
        if len(rows) == header_rows and (in_head or all(cell.tag == "th" for cell in cells)):
            header_rows += 1
        rows.append(tuple(texts[:MAX_COLUMNS]))
        if len(rows) >= MAX_ROWS:
            break
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return None
    width = max(len(row) for row in rows)
    return TableRows(
        rows=tuple(row + ("",) * (width - len(row)) for row in rows), header_rows=min(header_rows, len(rows) - 1)
    )
