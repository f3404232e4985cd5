"""From offset to cell and back: what holds however a text is set."""

from reader.layout.cells import cell_width
from reader.layout.flow import TextRules
from reader.layout.layout import Layout, Setting
from reader.layout.pieces import draw, offset_in, x_in
from reader.layout.walk import TextWalk
from reader.model.article import Article, Metadata
from reader.model.blocks import Block


def assert_round_trip(blocks: tuple[Block, ...], width: int, rules: TextRules, language: str = "") -> None:
    """Each letter that is drawn is found where it is drawn, and what is drawn is as wide as its piece."""
    article = Article(metadata=Metadata(language=language), blocks=blocks)
    layout, walk = Layout(article, Setting(width=width, rules=rules)), TextWalk(article)
    for number in range(layout.row_count):
        block = layout.block_at(number)
        text = article.block_texts[block]
        for piece in layout.row(number).pieces:
            assert piece.x >= 0
            assert piece.x + piece.width <= layout.width
            if piece.shown:
                continue
            assert sum(cell_width(part.letters) for part in draw(piece, text, ())) == piece.width
            for offset in range(piece.start, piece.end):
                x = x_in(piece, text, offset)
                assert piece.x <= x < max(piece.x + piece.width, piece.x + 1)
                found = offset_in(piece, text, x)
                assert x_in(piece, text, found) == x
                cell = layout.cell_of(article.block_starts[block] + offset)
                if cell.row == number:
                    assert cell.x == x
                    on = layout.offset_at(number, x)
                    assert layout.cell_of(walk.on_letter(on)) == cell
