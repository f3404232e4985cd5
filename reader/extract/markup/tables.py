"""Tables: which ones hold data and which only lay out a page; the grid of those that hold data. Called by `segments`."""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from reader.extract.markup.tree import Element, elements, letters_of, text_of
from reader.model.text import MAX_LINE_LETTERS, clean_line, collapse
from reader.model.values import dataclass

MAX_CELL_LETTERS = 400
"""A longer cell is running text: the table lays out the page."""

MAX_LINK_SHARE = 0.8
"""A table without a single heading that is links for the most part is navigation."""

MAX_ROWS = 2_000
MAX_COLUMNS = 60
MAX_SPAN = 1_000
_LAYOUT = ("table", "figure", "iframe", "h1", "h2", "blockquote", "form", "ul", "ol")
_UNLESS_HEADED = ("img", "picture")
"""Elements that stand in the cells of data only where the table has headings: else they are parts of a page."""
_BORDERS = frozenset("br p div dt dd tr".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """The rows of a data table, all of one length; the first `header_rows` are headings."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int
    caption: str = ""
    is_cut: bool = False
    """Whether the table has more rows, columns or words above it than are read."""


def read_table(table: Element) -> TableRows | None:
    """Return the grid of a data table, or None if `table` lays out the page and has to be read as what stands in it.

    A cell that spans columns or rows has its text once, at its upper left corner; the other places are empty, so that every
    column stays one. Linear in the cells, of which there are at most `MAX_ROWS` times `MAX_COLUMNS`.
    """
    if (table.get("role") or "").strip().lower() in ("presentation", "none"):
        return None
    is_headed = next(table.iterdescendants("th", "thead", "caption"), None) is not None
    if next(table.iterdescendants(*_LAYOUT, *(() if is_headed else _UNLESS_HEADED)), None) is not None:
        return None
    grid = _Grid()
    is_cut = False
    for count, row in enumerate(islice(elements(table, "tr"), MAX_ROWS + 1)):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        is_cut = is_cut or count == MAX_ROWS or len(cells) > MAX_COLUMNS
        if count == MAX_ROWS:
            break
        cells = cells[:MAX_COLUMNS]
        for cell in cells:
            if letters_of(cell) > MAX_CELL_LETTERS or (not is_headed and sum(1 for _ in elements(cell, "p")) > 1):
                return None
        if cells:
            grid.add(row, cells)
    rows, header_rows = grid.finish()
    if len(rows) < 2 or len(rows[0]) < 2 or (not is_headed and _is_navigation(table)):
        return None
    element = table.find("caption")
    caption = collapse(_cell_text(element)) if element is not None else ""
    return TableRows(
        rows=rows,
        header_rows=header_rows,
        caption=clean_line(caption),
        is_cut=is_cut or len(caption) > MAX_LINE_LETTERS,
    )


class _Grid:
    """The rows read so far, and the cells above that reach down into the next ones."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._is_head: list[bool] = []
        self._reaching: dict[int, int] = {}
        """By column: how many further rows a cell above covers."""

    def add(self, row: Element, cells: list[Element]) -> None:
        texts: list[str] = []
        covered = {column for column, rows in self._reaching.items() if rows > 0}
        for column in covered:
            self._reaching[column] -= 1
        for cell in cells:
            while len(texts) in covered:
                texts.append("")
            across, down = _span(cell, "colspan", MAX_COLUMNS), _span(cell, "rowspan", MAX_SPAN)
            for column in range(len(texts), min(MAX_COLUMNS, len(texts) + across)):
                if down > 1:
                    self._reaching[column] = down - 1
            texts += [clean_line(_cell_text(cell), MAX_CELL_LETTERS), *[""] * (across - 1)]
            if len(texts) >= MAX_COLUMNS:
                break
        self._rows.append(texts[:MAX_COLUMNS])
        self._is_head.append(_is_head(row, cells))

    def finish(self) -> tuple[tuple[tuple[str, ...], ...], int]:
        """Return the rows that say anything, without columns that are empty throughout, and how many of them are headings."""
        kept = [(row, head) for row, head in zip(self._rows, self._is_head, strict=True) if any(row)]
        width = max((len(row) for row, _ in kept), default=0)
        full = [row + [""] * (width - len(row)) for row, _ in kept]
        columns = [column for column in range(width) if any(row[column] for row in full)]
        heads = next((at for at, (_, head) in enumerate(kept) if not head), len(kept))
        return tuple(tuple(row[column] for column in columns) for row in full), min(heads, max(0, len(kept) - 1))


def _is_head(row: Element, cells: list[Element]) -> bool:
    """Whether a row is one of headings: in the table's head, all of heading cells, or all in bold."""
    above = row.getparent()
    if (above is not None and above.tag == "thead") or all(cell.tag == "th" for cell in cells):
        return True
    said = [cell for cell in cells if text_of(cell)]
    return len(said) > 1 and all(_is_bold(cell) for cell in said)


def _is_bold(cell: Element) -> bool:
    if cell.tag == "th":
        return True
    letters = letters_of(cell)
    return any(letters_of(bold) == letters for bold in islice(elements(cell, "b", "strong"), 2))


def _span(cell: Element, name: str, most: int) -> int:
    written = (cell.get(name) or "").strip()
    return max(1, min(most, int(written))) if written.isascii() and written.isdigit() and len(written) < 7 else 1


def _is_navigation(table: Element) -> bool:
    links = sum(letters_of(link) for link in elements(table, "a"))
    return links > MAX_LINK_SHARE * max(1, letters_of(table))


def _cell_text(cell: Element) -> str:
    """All text of a cell: inline elements join what they stand in, breaks and blocks part it."""
    return "".join(_cell_pieces(cell))


def _cell_pieces(cell: Element) -> Iterator[str]:
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            if element.tag in _BORDERS:
                yield " "
            yield element.text or ""
        elif element is not cell:
            if element.tag in _BORDERS and element.tag != "br":
                yield " "
            yield element.tail or ""
