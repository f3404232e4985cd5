"""Rows of a block as letters, to be compared with."""

from rich.cells import cell_len

from reader.layout.layout import Layout, Setting
from reader.model.article import Article, Metadata
from reader.model.blocks import Block


def drawn(*blocks: Block, width: int = 60, setting: Setting | None = None) -> list[str]:
    """Return all rows of an article of these blocks, without those around the text."""
    layout = Layout(Article(metadata=Metadata(), blocks=blocks), setting or Setting(width=width))
    last = layout.block_rows(len(blocks) - 1).stop
    return [drawn_row(layout, row) for row in range(layout.block_rows(0).start, last)]


def drawn_row(layout: Layout, number: int) -> str:
    """Return the letters of one row at their cells."""
    row = layout.row(number)
    text = layout.article.block_texts[layout.block_at(number)]
    parts = [(piece.x, piece.shown or text[piece.start : piece.end]) for piece in row.pieces if piece.width]
    parts += [(mark.x, mark.text) for mark in row.ornaments]
    line = ""
    for x, letters in sorted(parts):
        line += " " * (x - cell_len(line)) + letters
    return line.rstrip()
