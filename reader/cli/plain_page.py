"""An article as lines of text: the same rows that the screen shows, without the screen."""

from reader.layout.cells import cell_width
from reader.layout.furniture import furniture
from reader.layout.layout import Layout, Setting
from reader.layout.rows import Ink, Row
from reader.model.article import Article
from reader.model.blocks import OBJECT

_STYLES = {
    Ink.HEADLINE: "\x1b[1m",
    Ink.HEADING: "\x1b[1m",
    Ink.SUBHEADING: "\x1b[1m",
    Ink.TABLE_HEAD: "\x1b[1m",
    Ink.SITE: "\x1b[1m",
    Ink.DECK: "\x1b[3m",
    Ink.CAPTION: "\x1b[3m",
    Ink.PULL_QUOTE: "\x1b[3m",
}
"""Weights only: which colours a terminal has, and on which ground, is not known here."""

_RESET = "\x1b[0m"


def render(article: Article, width: int, *, is_plain: bool) -> str:
    """Return the article set in `width` cells, one line a row, no blanks at line ends; `is_plain` leaves out all styles."""
    setting = Setting(width=width, furniture=furniture(article, article.minutes), moves_tables=False)
    layout = Layout(article, setting)
    lines = [_line(article, layout, row, is_plain=is_plain) for row in range(layout.row_count)]
    return "\n".join(lines).strip("\n") + "\n"


def _line(article: Article, layout: Layout, number: int, *, is_plain: bool) -> str:
    row = layout.row(number)
    stretches = sorted(_stretches(row, article.block_texts[layout.block_at(number)] if article.blocks else ""))
    parts: list[str] = []
    x = 0
    for start, text, style in stretches:
        if start > x:
            parts.append(" " * (start - x))
        parts.append(text if is_plain or not style else f"{style}{text}{_RESET}")
        x = max(x, start) + cell_width(text)
    return "".join(parts).rstrip()


def _stretches(row: Row, text: str) -> list[tuple[int, str, str]]:
    pieces = [
        (piece.x, piece.shown or text[piece.start : piece.end].replace(OBJECT, ""), _STYLES.get(piece.ink, ""))
        for piece in row.pieces
    ]
    # What keeps a date together on its line is no letter of it: it would be in the way of whoever searches the output.
    ornaments = [
        (ornament.x, ornament.text.replace("\xa0", " "), _STYLES.get(ornament.ink, "")) for ornament in row.ornaments
    ]
    return pieces + ornaments
