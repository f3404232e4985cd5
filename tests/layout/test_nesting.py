"""Lists and quotes inside each other, what belongs to an item, who said a quote, the caption of a table."""

import pytest

from reader.layout import layout as layouts
from reader.layout.layout import Layout, Setting
from reader.layout.nesting import Nesting
from reader.layout.rows import Ink
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Heading, ListItem, Paragraph, Quote, Span, SpanKind, Table
from tests.layout.drawn import drawn


def item(text: str, number: int | None = None, level: int = 0) -> ListItem:
    return ListItem(text=text, number=number, level=level)


def test_items_begin_where_the_text_above_them_begins() -> None:
    assert drawn(
        item("Cast off:", 99), item("the bow line,", level=1), item("if calm;", 1, 2), item("Look back.", 100)
    ) == [" 99. Cast off:", "     ◦ the bow line,", "       1. if calm;", "100. Look back."]


def test_paragraphs_between_two_numbers_of_a_list_belong_to_the_first() -> None:
    blocks = (item("Ring.", 98), Paragraph(text="Twice."), item("Go.", 99), item("Look back.", 100))
    assert drawn(*blocks) == [" 98. Ring.", "", "     Twice.", "", " 99. Go.", "100. Look back."]


@pytest.mark.parametrize(
    "last",
    [
        (Paragraph(text="After."), item("Another.", 1)),
        (Paragraph(text="After."), item("Another.")),
        (Paragraph(text="After."),),
        (Heading(text="After."), item("Another.", 2)),
    ],
)
def test_what_follows_a_list_that_does_not_go_on_stands_by_itself(last: tuple[Block, ...]) -> None:
    assert "After." in drawn(item("First.", 1), *last)


def test_a_quote_between_two_numbers_stands_under_its_item_with_its_bar() -> None:
    blocks = (item("Look.", 1), Quote(text="Never back."), Quote(text="Said twice."), item("Go.", 2))
    assert drawn(*blocks) == ["1. Look.", "", "   ▎ Never back.", "   ▎", "   ▎ Said twice.", "", "2. Go."]


def test_a_list_between_two_quotes_stands_in_the_quote() -> None:
    assert drawn(Quote(text="Three:"), item("a boat,"), item("a captain."), Quote(text="And ice.", level=2)) == [
        "▎ Three:",
        "▎",
        "▎ • a boat,",
        "▎ • a captain.",
        "▎",
        "▎ ▎ And ice.",
    ]
    assert "• a boat," in drawn(Quote(text="Three:"), item("a boat,"), Paragraph(text="No more."))


def test_who_said_it_stands_quietly_right_under_the_quote() -> None:
    blocks = (Quote(text="It is turned."), Quote(text="— Ines Toll"))
    assert drawn(*blocks) == ["▎ It is turned.", "▎ — Ines Toll"]
    layout = Layout(Article(metadata=Metadata(), blocks=blocks), Setting())
    assert [layout.row(layout.block_rows(block)[0]).pieces[0].ink for block in (0, 1)] == [Ink.QUOTE, Ink.CREDIT]


def test_a_bold_paragraph_above_a_table_is_its_caption() -> None:
    said = "Boats by year"
    caption = Paragraph(text=said, spans=(Span(start=0, end=len(said), kind=SpanKind.STRONG),))
    table = Table(rows=(("a", "b"), ("c", "d")))
    assert drawn(caption, table)[:2] == [said, "a  b"]
    assert drawn(Paragraph(text=said), table)[:2] == [said, ""]


def test_deep_lists_leave_room_for_their_words() -> None:
    for width in (8, 20, 40):
        deep = [item("words that wrap at last", level=level) for level in range(9)]
        assert all(len(row) <= width for row in drawn(*deep, width=width))


def test_items_that_begin_deep_are_indented_all_the_same() -> None:
    assert drawn(item("alone", level=2))[0].index("a") > 4


def test_one_nesting_serves_all_widths_of_its_article_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(metadata=Metadata(), blocks=(item("Ring.", 1), item("Go.", 2)))
    other = Article(metadata=Metadata(), blocks=(item("Ring.", 100),))
    nesting = Nesting(article.blocks)
    made: list[Nesting] = []

    def counted(blocks: tuple[Block, ...]) -> Nesting:
        made.append(Nesting(blocks))
        return made[-1]

    monkeypatch.setattr(layouts, "Nesting", counted)
    first = Layout(article, Setting(), nesting=nesting)
    Layout(article, Setting(width=30), first)
    assert not made
    assert Layout(other, Setting(), first, nesting).row(1) == Layout(other, Setting()).row(1)
    assert len(made) == 2
