"""Offset to cell and back, for every offset, at many widths, in every kind of block and many scripts."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.layout.cells import grapheme_start
from reader.layout.flow import TextRules
from reader.layout.layout import Layout, Setting
from reader.layout.picture_places import PictureRules
from reader.layout.rows import Furniture, Ink, LeftOut, Row, Run
from reader.model.article import Article, Metadata
from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Embed,
    Figure,
    FigureKind,
    Heading,
    Headline,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from reader.model.text import clean_text

LATIN = "The ferry that once tied the two shores of the lake will run again from April — after “eleven” winters."
JAPANESE = "湖の両岸を結んでいた渡し船が、十一年ぶりに四月から再び運航される。「もう一度」と船長は語った。"
ARABIC = "ستعود العبارة التي كانت تربط ضفتي البحيرة إلى العمل من جديد في نيسان بعد أحد عشر شتاء."
THAI = "เรือข้ามฟากที่เคยเชื่อมสองฝั่งของทะเลสาบจะกลับมาวิ่งอีกครั้งในเดือนเมษายน"
HINDI = "झील के दोनों किनारों को जोड़ने वाली नाव अप्रैल से फिर चलेगी।"
EMOJI = "On board: 👩‍👩‍👧‍👦 and 🏳️‍🌈, ❤️ and 👍🏽, ends"
MARKS = "e\u0323\u0302 n\u0303o\u0301 a\u0308\u0304 combining l\u0336i\u0336n\u0336e\u0336 marks"
LONG_WORD = "x" * 5000

TEXTS = (
    LATIN,
    JAPANESE,
    ARABIC,
    THAI,
    HINDI,
    EMOJI,
    MARKS,
    LONG_WORD,
    JAPANESE + LATIN + EMOJI,
    "a  b   c" * 9,
    "渡" * 500,
)

LETTERS = " \n\tab—-/渡。「船ーア👩👍🏽\u0301\u200d\ufe0f❤กำเ한글ابשé1"

EVERY_BLOCK: tuple[Block, ...] = (
    Headline(text="Ferry line to reopen after eleven winters"),
    Deck(text="The last captain comes out of retirement, and the reeds will have to go."),
    Paragraph(text=LATIN, time="18:25"),
    Heading(text="二つの岸 and more", level=2),
    Quote(text=LATIN),
    Quote(text=ARABIC, level=2),
    ListItem(text=LATIN, number=11),
    ListItem(text=THAI, level=1),
    Code(text="def f():\n\treturn 1\n\n    # 渡し船\tx" + "y" * 100, language="python"),
    Table(rows=(("Year", "Boats", "Remarks"), ("2015", "2", LATIN), ("2016", "1,204", EMOJI)), header_rows=1),
    Table(rows=tuple(tuple(f"cell {r}.{c} with words" for c in range(9)) for r in range(3)), header_rows=1),
    Table(rows=()),
    Figure(images=(Image(src="http://x/a.png"),), caption=LATIN, credit="I. Rask / Lakeside Press"),
    Figure(images=(Image(src="http://x/b.png", alt="A boat"),)),
    Figure(kind=FigureKind.VIDEO, title="Sailing again", duration="01:52", caption="Watch."),
    Quote(text=LATIN, is_pull=True),
    Figure(kind=FigureKind.GALLERY, images=tuple(Image(src=f"http://x/{n}.png") for n in range(9)), credit="Nobody"),
    Rule(),
    Embed(url="http://x/post", provider="Chatter", quote=LATIN * 9),
    Paragraph(text="Last."),
)


def lay(*blocks: Block, width: int = 60, furniture: Furniture | None = None) -> Layout:
    article = Article(metadata=Metadata(), blocks=blocks)
    pictures = {"http://x/a.png", *(f"http://x/{n}.png" for n in range(9))}
    return Layout(
        article,
        Setting(
            width=width, pictures=PictureRules(has_picture=pictures.__contains__), furniture=furniture or Furniture()
        ),
    )


def shown(layout: Layout, row: Row, block: int) -> str:
    text = layout.article.block_texts[block]
    return "".join(piece.shown or text[piece.start : piece.end] for piece in row.pieces)


def check_round_trip(layout: Layout) -> None:
    article = layout.article
    for block, text in enumerate(article.block_texts):
        for inside in range(len(text)):
            offset = article.offset((block, inside))
            cell = layout.cell_of(offset)
            assert cell.row in layout.block_rows(block)
            row = layout.row(cell.row)
            start = article.block_starts[block]
            holder = next((piece for piece in row.pieces if piece.start <= inside < piece.end), None)
            if holder and not holder.shown and not cell_len(text[holder.start : inside + 1]):
                continue  # marks with no letter before them have no cell of their own
            back = layout.offset_at(cell.row, cell.x)
            assert layout.cell_of(back) == cell, (block, inside, text[inside], back)
            if holder and holder.shown:
                assert back == start + holder.start  # a sign stands for several letters
            elif holder:
                assert back == start + grapheme_start(text, inside), (block, inside)
            else:
                assert text[inside] in " \n\t"


@pytest.mark.parametrize("width", [8, 13, 31, 60, 72])
def test_every_offset_of_every_block_finds_its_cell_and_back(width: int) -> None:
    check_round_trip(lay(*EVERY_BLOCK, width=width))


@pytest.mark.parametrize("width", [9, 24, 61])
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:4]))
def test_every_offset_of_the_worlds_scripts_finds_its_cell_and_back(text: str, width: int) -> None:
    check_round_trip(lay(Headline(text="T"), Paragraph(text=clean_text(text)), width=width))


@given(
    st.text(alphabet=st.sampled_from(LETTERS), max_size=80),
    st.integers(8, 30),
)
def test_any_text_at_any_width_finds_its_cells_and_back(text: str, width: int) -> None:
    text = clean_text(text).strip()
    if text:
        check_round_trip(lay(Paragraph(text=text.replace("\t", " ")), Code(text=text), width=width))


@pytest.mark.parametrize("width", [8, 20, 60])
def test_no_row_is_wider_than_the_measure(width: int) -> None:
    layout = lay(*EVERY_BLOCK, *(Paragraph(text=clean_text(text)) for text in TEXTS), width=width)
    for number in range(layout.row_count):
        row = layout.row(number)
        assert all(piece.x + piece.width <= max(width, 8) for piece in row.pieces), number
        if width >= 20:
            assert all(mark.x + cell_len(mark.text) <= width for mark in row.ornaments), (number, row)
        assert all(place.x + place.width <= width for place in row.pictures)


def test_pieces_are_as_wide_as_the_screen_draws_them() -> None:
    layout = lay(*EVERY_BLOCK, *(Paragraph(text=clean_text(text)) for text in TEXTS))
    for block, text in enumerate(layout.article.block_texts):
        for number in layout.block_rows(block):
            for piece in layout.row(number).pieces:
                if piece.width:
                    assert piece.width == cell_len(piece.shown or text[piece.start : piece.end])


def test_pieces_hold_every_letter_once() -> None:
    layout = lay(*EVERY_BLOCK, width=40)
    for block, text in enumerate(layout.article.block_texts):
        held = sorted(
            (piece.start, piece.end) for number in layout.block_rows(block) for piece in layout.row(number).pieces
        )
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(held))
        lost = set(range(len(text))).difference(*(range(*each) for each in held))
        assert all(text[index] in " \n\t" for index in lost)


def test_header_stands_around_headline_and_deck() -> None:
    furniture = Furniture(
        site=(Run("Hill Gazette", Ink.SITE), Run(" · Lake", Ink.MUTED)), byline=(Run("Oda Brandt", Ink.TEXT),)
    )
    layout = lay(*EVERY_BLOCK[:3], furniture=furniture)
    words = ["".join(mark.text for mark in layout.row(number).ornaments) for number in range(12)]
    assert words[1] == "Hill Gazette · Lake"
    assert layout.cell_of(0).row == 3
    assert words[7] == "Oda Brandt"
    assert layout.row_of(layout.article.block_starts[2]) == 10
    assert words[9] == "18:25"


def test_byline_has_its_place_when_there_is_nothing_but_a_headline() -> None:
    layout = lay(Headline(text="T"), furniture=Furniture(byline=(Run("Oda Brandt", Ink.TEXT),)))
    assert any(mark.text == "Oda Brandt" for n in range(layout.row_count) for mark in layout.row(n).ornaments)


def test_credit_stands_on_the_captions_line_only_if_it_fits() -> None:
    short = Figure(caption="A boat.", credit="I. Rask")
    layout = lay(short, width=40)
    assert layout.row_of(0) == layout.row_of(len("A boat.\n"))
    piece = layout.row(layout.row_of(0)).pieces[-1]
    assert piece.x + piece.width == 40
    layout = lay(Figure(caption="A boat that sails on water.", credit="I. Rask / Lakeside"), width=40)
    assert layout.row_of(layout.article.text.index("I.")) == layout.row_of(0) + 1


def test_right_to_left_paragraphs_end_at_the_right_edge() -> None:
    layout = lay(Paragraph(text=ARABIC), width=40)
    for number in layout.block_rows(0):
        piece = layout.row(number).pieces[0]
        assert piece.x + piece.width == 40


def test_a_right_to_left_caption_has_its_credit_at_the_left() -> None:
    layout = lay(Figure(caption="باب مكتب البريد.", credit="ليلى"), width=40)
    caption, credit = layout.row(layout.row_of(0)).pieces
    assert caption.x + caption.width == 40
    assert credit.x == 0


def test_a_picture_takes_its_rows_before_it_is_there() -> None:
    layout = lay(Figure(images=(Image(src="http://x/a.png", width=400, height=200),), caption="A boat."), width=24)
    rows = [layout.row(number) for number in layout.block_rows(0)]
    assert [row.pictures[0].line for row in rows[:6]] == [0, 1, 2, 3, 4, 5]
    assert rows[6].pieces
    assert not rows[6].pictures


def test_a_picture_that_is_not_there_says_its_alt_text() -> None:
    layout = lay(Figure(images=(Image(src="http://x/gone.png", alt="A red boat"),), caption="A boat."))
    row = layout.row(layout.block_rows(0)[0])
    assert "A red boat" in [mark.text for mark in row.ornaments]
    assert layout.offset_at(layout.block_rows(0)[0], 3) == 0


def test_an_article_without_blocks_has_a_place_for_the_caret() -> None:
    layout = lay()
    assert layout.row_count >= 1
    assert layout.offset_at(0, 0) == 0
    assert (layout.cell_of(5).row, layout.cell_of(5).x) == (0, 0)


def test_rows_outside_the_layout_are_blank() -> None:
    layout = lay(Paragraph(text="a"))
    assert not layout.row(-1).pieces
    assert not layout.row(99).pieces
    assert layout.offset_at(99, 0) == 1


def test_row_text_and_row_end_agree_with_the_pieces() -> None:
    layout = lay(Paragraph(text="one two three four"), width=8)
    rows = layout.block_rows(0)
    assert layout.row_text(rows[0]) == (0, 7)
    assert layout.row_end(rows[0]) == 7
    assert layout.row_text(rows[-1]) == (14, 18)
    assert layout.row_text(0) is None


def ornaments(layout: Layout, block: int) -> list[str]:
    return ["|".join(mark.text for mark in layout.row(row).ornaments) for row in layout.block_rows(block)]


def test_a_pull_quote_hangs_by_its_sign_apart_from_the_quotes() -> None:
    layout = lay(
        Quote(text="A lake is turned.", is_pull=True), Quote(text="“A lake.”", is_pull=True), Quote(text="Said.")
    )
    assert [ornaments(layout, block) for block in range(3)] == [["“"], [""], ["▎"]]
    assert layout.cell_of(0).x > layout.cell_of(layout.article.block_starts[2]).x
    assert layout.row(layout.block_rows(1).start - 1).ornaments == ()


def test_a_gallery_that_is_not_there_counts_its_pictures_and_says_what_they_show() -> None:
    bottles = tuple(Image(src=f"http://x/gone-{n}.png", alt=f"Bottle {n}") for n in range(3))
    layout = lay(Figure(kind=FigureKind.GALLERY, images=bottles, caption="Three winters."))
    assert ornaments(layout, 0)[0] == "▦|3 pictures · Bottle 0 · Bottle 1 · Bottle 2"


def test_the_time_of_an_entry_stands_above_its_heading_or_its_text() -> None:
    layout = lay(
        Paragraph(text="First."),
        Heading(text="The gate is open"),
        Paragraph(text="By hand.", time="17:46"),
        Paragraph(text="No heading.", time="17:20"),
    )
    above = [
        ornaments(layout, 0),
        *([mark.text for mark in layout.row(layout.block_rows(block).start - 1).ornaments] for block in (1, 2, 3)),
    ]
    assert above == [[""], ["17:46"], [], ["17:20"]]


def blocks_laid(monkeypatch: pytest.MonkeyPatch) -> list[Block]:
    """Return a list that grows by each block that is laid out from now on."""
    laid: list[Block] = []
    original = Layout._lay

    def counted(layout: Layout, index: int, block: Block, text: str) -> object:
        laid.append(block)
        return original(layout, index, block, text)

    monkeypatch.setattr(Layout, "_lay", counted)
    return laid


def test_what_stands_around_the_text_wraps_no_block_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(metadata=Metadata(), blocks=EVERY_BLOCK)
    setting = Setting(width=40)
    plain = Layout(article, setting)
    laid = blocks_laid(monkeypatch)
    around = setting._replace(
        furniture=Furniture(site=(Run("Hill Gazette", Ink.SITE),), byline=(Run("By Ada Reed", Ink.MUTED),)),
        left_out=(LeftOut(block=2, text="Read more about ferries", reason="a list of links"),),
    )
    taken = Layout(article, around, plain)
    assert all(isinstance(block, Figure) for block in laid)
    for changed in (
        around,
        around._replace(width=52),
        around._replace(rules=TextRules(is_justified=True, is_indented=True)),
    ):
        fresh, taken = Layout(article, changed), Layout(article, changed, taken)
        assert [taken.row(row) for row in range(-1, fresh.row_count + 1)] == [
            fresh.row(row) for row in range(-1, fresh.row_count + 1)
        ]


def test_a_layout_of_another_article_is_nothing_to_take_over() -> None:
    before = Layout(Article(metadata=Metadata(), blocks=(Paragraph(text=LATIN),)), Setting(width=40))
    article = Article(metadata=Metadata(), blocks=(Paragraph(text=ARABIC), Paragraph(text=THAI)))
    fresh = Layout(article, Setting(width=40))
    taken = Layout(article, Setting(width=40), before)
    assert [taken.row(row) for row in range(taken.row_count)] == [fresh.row(row) for row in range(fresh.row_count)]


def test_blocks_of_one_row_are_laid_when_they_come_on_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    laid = blocks_laid(monkeypatch)
    items = (ListItem(text="An item of the list", number=number) for number in range(1, 2_001))
    paragraphs = (Paragraph(text="Short it was.") for _ in range(2_000))
    layout = Layout(Article(metadata=Metadata(), blocks=(*items, *paragraphs)), Setting(width=66))
    assert not laid
    assert layout.row_count == 2_000 + 4_000 + 3
    for row in range(1_990, 2_014):
        layout.row(row)
    assert 0 < len(laid) < 24


@pytest.mark.parametrize("width", range(8, 70, 3))
def test_what_is_taken_for_one_row_is_one(width: int) -> None:
    deep = (
        Quote(text="ab cd ef", level=9),
        ListItem(text="渡し船 ab", level=0, number=9),
        ListItem(text="渡し船 ab", level=5, number=10_000),
        Paragraph(text="渡渡渡渡 cd"),
        ListItem(text="ab cd ef", level=5, number=10_001),
        Quote(text="渡渡渡渡渡", level=4),
        Quote(text="Ferry, they say", is_pull=True),
        Paragraph(text="ab cd ef gh ij"),
        Paragraph(text="渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡渡"),
    )
    article = Article(metadata=Metadata(language="zh"), blocks=deep)
    layout = Layout(article, Setting(width=width, rules=TextRules(is_justified=True, is_indented=True)))
    for index, (block, text) in enumerate(zip(article.blocks, article.block_texts, strict=True)):
        laid = layout._lay(index, block, text)
        assert layout.row_of(article.block_starts[index]) == layout.block_rows(index).start
        assert len(layout.block_rows(index)) == laid.height
