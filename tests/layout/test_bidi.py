"""Text that runs from right to left. In the cases capitals stand for Hebrew letters, as in the specification's examples."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.bidi import draw_in_order, levels_of, line_piece, visual
from reader.layout.cells import cell_width, with_direction
from reader.layout.flow import TextRules
from reader.layout.furniture import furniture
from reader.layout.layout import Layout, Setting
from reader.layout.overlay import Covering
from reader.layout.rows import LeftOut, Order
from reader.model.article import Article, Metadata
from reader.model.blocks import Figure, ListItem, Paragraph, Quote, Table
from reader.model.dates import PageDate
from tests.layout.round_trip import assert_round_trip

_HEBREW = {chr(ord("A") + number): chr(0x5D0 + number) for number in range(26)}
_ARABIC = {"1": "١", "2": "٢", "3": "٣"}
ARABIC = "ساعي البريد الذي رفض أن ينتهي البريد (الأول) في 12 مارس 2026، كتب «لا أحد» و English words."


def hebrew(text: str) -> str:
    return "".join(_HEBREW.get(letter, letter) for letter in text)


def levels(text: str, *, is_mirrored: bool = False) -> str:
    return "".join(map(str, levels_of(hebrew(text), is_mirrored=is_mirrored)))


@pytest.mark.parametrize(
    ("logical", "drawn"),
    [
        ("car is THE CAR in arabic", "car is RAC EHT in arabic"),
        ("CAR IS the car IN ENGLISH", "HSILGNE NI the car SI RAC"),
        ("he said “IT IS 123, 456, OK”.", "he said “KO ,456 ,123 SI TI”."),
        ("DID YOU SAY (he said OK)?", "?(KO he said) YAS UOY DID"),
        ("ABC (def) GHI", "IHG (def) CBA"),
        ("abc (DEF) ghi", "abc (FED) ghi"),
        ("abc (DEF", "abc (FED"),
        ("ABC 12.5% DEF", "FED 12.5% CBA"),
        ("ABC 1-2 DEF", "FED 1-2 CBA"),
        ("ABC 1:2 DEF", "FED 1:2 CBA"),
        ("A<B and C", "C and B>A"),
        ("a A\u200eB", "a AB"),
        ("a\u200fb", "ab"),
        ("plain", "plain"),
        ("abc.", "abc."),
        ("ABC.", ".CBA"),
    ],
)
def test_lines_are_drawn_as_the_specification_has_them(logical: str, drawn: str) -> None:
    assert visual(hebrew(logical), Order.HERE) == hebrew(drawn)


@pytest.mark.parametrize(
    ("text", "is_mirrored", "expected"),
    [
        ("abc", False, "000"),
        ("abc", True, "222"),
        ("ABC", False, "111"),
        ("ABC", True, "111"),
        ("a B", False, "001"),
        ("A b", True, "112"),
        ("A 1", True, "112"),
        ("A 1 B", False, "11211"),
        ("a 1", True, "222"),
        ("1 A", True, "211"),
        ("a!", True, "21"),
        ("A!", False, "10"),
        ("A! B", False, "1111"),
        ("a(b)", True, "2222"),
        ("A(b)c", True, "11212"),
        ("a(B)c", False, "00100"),
        ("A(B)c", False, "11110"),
        ("A\nb", True, "112"),
        ("A$1", True, "122"),
        ("A1$", True, "122"),
        ("A$b", True, "112"),
    ],
)
def test_levels_are_those_of_the_rules(text: str, is_mirrored: bool, expected: str) -> None:
    assert levels(text, is_mirrored=is_mirrored) == expected


def test_numbers_after_arabic_letters_are_arabic_numbers() -> None:
    assert list(levels_of("ن 1+2", is_mirrored=True)) == [1, 1, 2, 1, 2]  # W2 before W4: a sign parts them
    assert list(levels_of("א 1+2", is_mirrored=True)) == [1, 1, 2, 2, 2]


def test_marks_stay_with_their_letters() -> None:
    assert visual("שָׁלוֹם", Order.HERE) == "םוֹלשָׁ"


def test_letters_are_joined_and_lam_takes_its_alef() -> None:
    assert visual("سلام", Order.HERE) == "\ufee1\ufefc\ufeb3"
    assert visual("لا", Order.HERE) == "\ufefb"
    assert visual("میل", Order.HERE) == "\ufede\ufbff\ufee3"
    assert visual("كَتَبَ", Order.HERE) == "\ufe90\u064e\ufe98\u064e\ufedb\u064e"
    assert visual("می\u200cخواهم", Order.HERE).endswith("\ufbfd\ufee3")  # by a joiner that parts


def test_a_terminal_that_turns_words_round_gets_them_as_they_are() -> None:
    assert visual("سلام عليكم", Order.WORDS) == "عليكم سلام"
    assert visual("سلام (عليكم)", Order.WORDS) == "(عليكم) سلام"


def test_a_terminal_that_orders_lines_gets_them_as_they_are() -> None:
    assert visual(ARABIC, Order.TERMINAL) == ARABIC


def test_a_text_without_such_letters_is_the_very_text() -> None:
    text = "“Quoted” – and so on"
    assert visual(text, Order.HERE) is text


def test_a_range_of_letters_is_drawn_in_as_many_stretches_as_it_takes() -> None:
    text = hebrew("ab CDE fg")
    piece = line_piece(text, Order.HERE)
    drawn = draw_in_order(piece, text, [Covering(1, 5, "select")])  # b, a space, C and D
    assert [(letters, bool(values)) for letters, values in drawn] == [
        ("a", False),
        ("b ", True),
        (hebrew("E"), False),
        (hebrew("DC"), True),
        (" fg", False),
    ]


LETTERS = st.text(alphabet="abAB אבגשלו ساملاكَ12٣.,()«»-–渡👩\u0301\u200c\u200e\u200f", max_size=90)


@given(LETTERS, st.booleans())
def test_every_letter_is_drawn_once(text: str, is_mirrored: bool) -> None:
    found = levels_of(text, is_mirrored=is_mirrored)
    assert len(found) == len(text)
    drawn = unicodedata.normalize("NFKC", visual(text, Order.HERE))
    assert sorted(filter(str.isalnum, drawn)) == sorted(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


@given(
    st.lists(LETTERS, min_size=1, max_size=4),
    st.integers(8, 40),
    st.booleans(),
    st.booleans(),
    st.sampled_from(Order),
    st.sampled_from((Paragraph, ListItem, Quote)),
)
def test_offset_to_cell_and_back(
    texts: list[str],
    width: int,
    is_justified: bool,
    is_indented: bool,
    order: Order,
    kind: type[Paragraph] | type[ListItem] | type[Quote],
) -> None:
    rules = TextRules(is_justified=is_justified, is_indented=is_indented, order=order)
    assert_round_trip(tuple(kind(text=text) for text in texts), width, rules)


@pytest.mark.parametrize("order", Order)
def test_captions_and_tables_are_ordered_too(order: Order) -> None:
    figure = Figure(images=(), caption=ARABIC, credit="ليلى منصور")
    table = Table(rows=(("اسم", "age"), ("سلام (لا)", "12")))
    assert_round_trip((figure, table), 40, TextRules(order=order))


def test_a_row_begins_with_its_first_letter_whichever_edge_that_stands_at() -> None:
    article = Article(metadata=Metadata(), blocks=(Paragraph(text=ARABIC),))
    layout = Layout(article, Setting(width=30, rules=TextRules(order=Order.HERE)))
    first, second = layout.block_rows(0)[:2]
    assert layout.row_start(first) == 0
    assert layout.row_start(second) == layout.row_end(first) + 1
    assert layout.cell_of(0).x == 29
    assert layout.cell_of(layout.row_end(first)).x == layout.row(first).pieces[0].x - 1


def test_the_words_around_the_text_are_ordered_with_their_inks() -> None:
    article = Article(metadata=Metadata(site="صدى", section="بريد"), blocks=(Paragraph(text=ARABIC),))
    layout = Layout(article, Setting(width=40, furniture=furniture(article, 3), rules=TextRules(order=Order.HERE)))
    site = layout.row(1).ornaments
    assert "".join(mark.text for mark in site) == visual("صدى · بريد", Order.HERE)
    assert site[-1].x + cell_width(site[-1].text) == 40


def test_a_date_after_a_name_from_the_right_stays_one() -> None:
    published = PageDate(value=date(2026, 2, 22))
    article = Article(metadata=Metadata(authors=("ريم",), published=published), blocks=(Paragraph(text=ARABIC),))
    layout = Layout(article, Setting(width=40, furniture=furniture(article, 3), rules=TextRules(order=Order.HERE)))
    byline = "".join(mark.text for mark in layout.row(1).ornaments)
    assert byline == f"22 Feb 2026 · 3 min · {visual('ريم', Order.HERE)}"


def test_the_sign_at_the_end_stands_where_the_lines_begin() -> None:
    article = Article(metadata=Metadata(), blocks=(Paragraph(text=ARABIC),))
    layout = Layout(article, Setting(width=40, furniture=furniture(article, 3)))
    assert [mark.x for mark in layout.row(layout.row_count - 2).ornaments] == [39]


def test_lines_of_a_text_all_begin_at_its_side() -> None:
    text = hebrew("ABC 12 latin DEF")
    lines = [hebrew("ABC 12"), hebrew("latin DEF")]
    assert [visual(line, Order.HERE) for line in with_direction(lines, text)] == [hebrew("12 CBA"), hebrew("FED latin")]
    assert with_direction(["latin", "12"], "latin 12") == ["latin", "12"]


def test_what_was_left_out_begins_at_the_side_of_its_whole_text() -> None:
    article = Article(metadata=Metadata(), blocks=(Paragraph(text=ARABIC),))
    part = LeftOut(0, hebrew("ABC DEF ") * 4 + hebrew("latin ABC DEF"), "because")
    made = Layout(article, Setting(width=34, left_out=(part,), rules=TextRules(order=Order.HERE)))
    last = made.row(made.left_out_rows(0).stop - 1)
    assert last.is_right_to_left
    assert any(mark.text.endswith("latin") for mark in last.ornaments)


@pytest.mark.parametrize("order", Order)
def test_letters_on_a_line_of_their_own_are_drawn_in_the_order_of_the_text(order: Order) -> None:
    layout = Layout(Article(metadata=Metadata(), blocks=()), Setting(rules=TextRules(order=order)))
    assert layout.as_read(ARABIC) == visual(ARABIC, order)
    assert layout.as_read("latin") == "latin"
