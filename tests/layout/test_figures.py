"""Figures at a width: their rows are made when they are asked for, and where they stand is known before."""

import pytest

from reader.layout import figures
from reader.layout.layout import Layout, Setting
from reader.layout.picture_places import PictureRules, picture_rows
from reader.layout.rows import PictureSlice, Row
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Figure, Image, Paragraph

SHOWN = Setting(pictures=PictureRules(rows=6, has_picture=lambda src: True))


def article(*blocks: Block) -> Article:
    return Article(metadata=Metadata(), blocks=blocks)


def figure(number: int, pictures: int = 1, credit: str = "") -> Figure:
    images = tuple(Image(src=f"{number}-{at}", alt="", width=900, height=500) for at in range(pictures))
    return Figure(images=images, caption=f"Pier {number}", credit=credit)


def test_only_figures_that_are_looked_at_have_their_rows_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(lines: list[tuple[PictureSlice, ...]]) -> list[Row]:
        made.append(len(lines))
        return picture_rows(lines)

    monkeypatch.setattr(figures, "picture_rows", counted)
    layout = Layout(article(*(figure(number) for number in range(50))), SHOWN)
    assert len(list(layout.pictures())) == 50
    assert not made
    for row in layout.block_rows(20):
        layout.row(row)
    assert len(made) == 1


@pytest.mark.parametrize("pictures", [1, 2, 3, 5, 9])
@pytest.mark.parametrize("caption", ["", "Pier"])
def test_pictures_stand_where_their_rows_are(pictures: int, caption: str) -> None:
    gallery = Figure(images=figure(1, pictures).images, caption=caption, credit="K. Holm" if caption else "")
    layout = Layout(article(Paragraph(text="Before."), gallery, Paragraph(text="After.")), SHOWN)
    found = [
        (row, picture) for row in range(layout.row_count) for picture in layout.row(row).pictures if picture.line == 0
    ]
    assert found
    assert list(layout.pictures()) == found
    assert layout.row_text(layout.block_rows(2).start) is not None
    last = layout.row(layout.block_rows(1).stop - 1)
    assert bool(last.pieces) is bool(caption)


@pytest.mark.parametrize("caption", ["", "Pier", "The pier in the harbour, " * 12, "הרציף הישן בנמל " * 9])
@pytest.mark.parametrize("credit", ["", "K. Holm"])
@pytest.mark.parametrize("rules", [SHOWN.pictures, PictureRules()])
def test_a_figure_is_as_high_as_its_rows(caption: str, credit: str, rules: PictureRules) -> None:
    text = article(shown := Figure(images=figure(1).images, caption=caption, credit=credit)).text
    laid = figures.lay_figure(shown, text, 40, rules)
    assert laid.row(laid.height - 1) is not None
    with pytest.raises(IndexError):
        laid.row(laid.height)
