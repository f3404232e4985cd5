"""What can be marked, passages by sentence and paragraph, and ranges that grow and shrink by words across blocks."""

import pytest

from reader.layout.passages import (
    covers_figure,
    markable,
    paragraphs_from,
    sentences_from,
    why_not,
    with_end_moved,
    with_start_moved,
)
from reader.layout.walk import TextWalk
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Code, Embed, Figure, Image, ListItem, Paragraph, Quote, Rule, Table
from reader.model.units import TextRange

FIRST = "The ferry runs again. “Never,” she swore."
SECOND = "(Oda Brandt) changed her mind, then his."
PICTURE = Figure(images=(Image(src="a.png", alt="The pier"),))
CAPTIONED = Figure(images=(Image(src="b.png"),), caption="Boats at dawn.", credit="Oda Brandt")
TABLE = Table(rows=(("Year", "Boats"), ("1901", "3. or 4. at most"), ("", "12")), header_rows=1)


def article(*blocks: Block) -> Article:
    return Article(metadata=Metadata(), blocks=blocks)


def passage(made: Article, words: str) -> TextRange:
    start = made.text.index(words)
    return TextRange(start, start + len(words))


def read(made: Article, text: TextRange | None) -> str:
    assert text is not None
    return made.text[text.start : text.end]


def grown(made: Article, words: str, count: int = 1) -> str:
    return read(made, with_end_moved(made, passage(made, words), count))


def begun(made: Article, words: str, count: int = 1) -> str:
    return read(made, with_start_moved(made, passage(made, words), count))


def test_a_mark_grows_by_words_and_takes_what_closes_a_sentence() -> None:
    made = article(Paragraph(text=FIRST), Paragraph(text=SECOND))
    assert grown(made, "The") == "The ferry"
    assert grown(made, "The", 2) == "The ferry runs"
    assert grown(made, "The", 3) == "The ferry runs again."
    assert grown(made, "he ferry ru") == "he ferry runs"
    assert grown(made, "“Never,” she") == "“Never,” she swore."


def test_a_mark_grows_over_the_end_of_a_paragraph_and_never_ends_in_white_space() -> None:
    made = article(Paragraph(text=FIRST), Paragraph(text=SECOND))
    assert grown(made, "she swore.") == "she swore.\n\n(Oda"
    assert grown(made, "his.", 3) == "his."
    every = with_end_moved(made, passage(made, "The"), 99)
    assert every.end == len(made.text)
    text = TextRange(0, 3)
    while (after := with_end_moved(made, text, 1)) != text:
        assert not made.text[after.end - 1].isspace()
        text = after


def test_a_mark_shrinks_as_it_grew_and_keeps_a_word() -> None:
    made = article(Paragraph(text=FIRST), Paragraph(text=SECOND))
    text = TextRange(4, 9)
    steps = [text]
    while (text := with_end_moved(made, text, 1)) != steps[-1]:
        steps.append(text)
    back = [steps[-1]]
    while (text := with_end_moved(made, back[-1], -1)) != back[-1]:
        back.append(text)
    assert back == steps[::-1]
    assert with_end_moved(made, TextRange(5, 8), -1) == TextRange(5, 8)


def test_the_start_moves_in_the_same_way() -> None:
    made = article(Paragraph(text=FIRST), Paragraph(text=SECOND))
    assert begun(made, "again. “Never") == "runs again. “Never"
    assert begun(made, "Brandt) changed") == "(Oda Brandt) changed"
    assert begun(made, "(Oda Brandt)") == "swore.\n\n(Oda Brandt)"
    assert begun(made, "swore.\n\n(Oda Brandt)", -1) == "(Oda Brandt)"
    assert begun(made, "The ferry", 1) == "The ferry"
    assert begun(made, "The ferry", -9) == "ferry"
    assert begun(made, "again. “Never", -1) == "“Never"


def test_a_picture_is_a_word_and_breaks_and_cards_are_passed_over() -> None:
    made = article(
        Paragraph(text="Before it."), PICTURE, Rule(), Embed(url="https://a.example"), Paragraph(text="After.")
    )
    assert grown(made, "it.") == "it.\n\n\ufffc"
    assert read(made, with_end_moved(made, passage(made, "it.\n\n\ufffc"), 1)).endswith("After.")
    assert begun(made, "After.") == made.text[12:]
    assert begun(made, "After.", 2).startswith("it.")
    shrunk = with_end_moved(made, TextRange(0, len(made.text)), -1)
    assert read(made, shrunk) == "Before it.\n\n\ufffc"


def test_words_of_captions_tables_and_scripts_without_spaces() -> None:
    made = article(
        CAPTIONED, TABLE, Paragraph(text="東京都の猫。"), Paragraph(text="שלום עולם."), Paragraph(text="a 👩‍👩‍👧 b")
    )
    assert grown(made, "at dawn.") == "at dawn.\nOda"
    assert grown(made, "Brandt") == "Brandt\n\nYear"
    assert grown(made, "Year") == "Year\tBoats"
    assert grown(made, "東京") == "東京都"
    assert grown(made, "שלום") == "שלום עולם."
    assert grown(made, "a 👩‍👩‍👧") == "a 👩‍👩‍👧 b"


def test_no_white_space_break_or_card_stands_at_the_end_of_what_is_marked() -> None:
    made = article(Rule(), Paragraph(text="  Words. "), Embed(url="https://a.example", title="A post"), PICTURE)
    assert read(made, markable(made, TextRange(0, made.text.index("\n\n\ufffc\n\n\ufffc") + 3))) == "Words."
    assert read(made, markable(made, TextRange(0, len(made.text)))).endswith("\ufffc")
    assert markable(made, TextRange(0, 2)) is None
    assert markable(made, TextRange(5, 5)) is None
    assert markable(article(), TextRange(0, 0)) is None


@pytest.mark.parametrize(
    ("block", "words"),
    [(Rule(), "a break can't be marked"), (Embed(url="https://a.example"), "a card"), (Paragraph(text=" "), "nothing")],
)
def test_what_cannot_be_marked_says_why(block: Block, words: str) -> None:
    assert words in why_not(article(block), TextRange(0, 1))


def test_sentences_and_paragraphs_by_number() -> None:
    made = article(Paragraph(text=FIRST), Paragraph(text=SECOND), ListItem(text="One. Two."), Quote(text="Three."))
    walk = TextWalk(made)
    first = walk.sentence_at(0)
    assert read(made, sentences_from(walk, first, 2)) == FIRST
    assert read(made, sentences_from(walk, first, 3)) == f"{FIRST}\n\n{SECOND}"
    assert read(made, sentences_from(walk, first, 99)) == made.text
    assert read(made, paragraphs_from(walk, 5, 1)) == FIRST
    assert read(made, paragraphs_from(walk, 5, 2)) == f"{FIRST}\n\n{SECOND}"
    assert read(made, paragraphs_from(walk, 5, 99)) == made.text


def test_a_sentence_of_a_table_or_of_code_is_a_line_and_a_cell_is_known() -> None:
    made = article(TABLE, Code(text="a = b. c\n\n    d = 1. 5"), Paragraph(text="Text."))
    walk = TextWalk(made)
    assert read(made, walk.sentence_at(made.text.index("or 4"))) == "1901\t3. or 4. at most"
    assert read(made, walk.next_sentence(walk.sentence_at(made.text.index("1901")))) == "12"
    assert read(made, walk.sentence_at(made.text.index("d = 1"))) == "d = 1. 5"
    assert read(made, walk.cell_at(made.text.index("or 4"))) == "3. or 4. at most"
    assert read(made, walk.cell_at(0)) == "Year"
    assert walk.cell_at(made.text.index("\t12")) is None
    assert walk.cell_at(made.text.index("Text")) is None
    assert read(made, paragraphs_from(walk, 3, 1)).startswith("Year\tBoats\n1901")


def test_a_figure_is_covered_by_what_holds_all_its_words() -> None:
    made = article(CAPTIONED, PICTURE, Paragraph(text="Text."))
    assert covers_figure(made, 0, passage(made, "Boats at dawn.\nOda Brandt"))
    assert not covers_figure(made, 0, passage(made, "Boats at dawn."))
    assert covers_figure(made, 1, TextRange(0, len(made.text)))
    assert not covers_figure(made, 2, TextRange(0, len(made.text)))
