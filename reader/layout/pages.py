"""From page to page: which row stands at the top, so that no heading and no single row of a paragraph is left alone at an edge.

A page is what the screen holds. It is never made shorter for this, only turned a few rows less; what was read already then
stands a little longer at the top. Called by the article pane when a page is turned.
"""

from reader.layout.layout import Layout
from reader.model.blocks import Heading, Headline

OVERLAP = 2
"""Rows of the last page that stay on the screen, for the eye to hold on to."""

_MOST_KEPT = 4
"""Rows by which a page is turned less at most: a heading of two rows, the space under it, the first row of its text."""


def next_top(layout: Layout, top: int, height: int, count: int = 1) -> int:
    """Return the row that comes to the top when `count` pages of `height` rows are turned."""
    wanted = top + count * max(1, height - OVERLAP)
    if wanted >= layout.row_count - height:
        return wanted
    found = wanted
    while found > max(top + 1, wanted - _MOST_KEPT) and _belongs_below(layout, found + height - 1):
        found -= 1
    return wanted if _belongs_below(layout, found + height - 1) else found


def previous_top(layout: Layout, top: int, height: int, count: int = 1) -> int:
    """Return the row that comes to the top when `count` pages are turned back; a paragraph's last row alone is left above."""
    wanted = top - count * max(1, height - OVERLAP)
    if wanted <= 0 or wanted + 1 >= top:
        return wanted
    rows = layout.block_rows(layout.block_at(wanted))
    return wanted + 1 if len(rows) > 1 and wanted == rows.stop - 1 else wanted


def _belongs_below(layout: Layout, row: int) -> bool:
    """Whether `row`, the last one on the screen, says nothing without the next: a heading, a paragraph's first row."""
    block = layout.block_at(row)
    rows = layout.block_rows(block)
    if row < rows.start:  # the space above a block: a heading may stand above that
        return row + 1 == rows.start and block > 0 and _is_heading(layout, block - 1)
    return _is_heading(layout, block) or (row == rows.start and len(rows) > 1)


def _is_heading(layout: Layout, block: int) -> bool:
    return isinstance(layout.article.blocks[block], Heading | Headline)
