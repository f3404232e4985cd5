"""Running text: justified, with hyphens, with indents."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cell_width
from reader.layout.flow import HYPHEN, MOST_ADDED, TextRules
from reader.layout.layout import Layout, Setting
from reader.layout.pieces import draw
from reader.layout.rows import Piece
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Figure, Heading, Headline, ListItem, Paragraph, Quote, Table
from tests.layout.round_trip import assert_round_trip

TEXT = (
    "The harbour commission announced on Thursday that the reconstruction of the northern breakwater would begin "
    "immediately, notwithstanding considerable disagreement about responsibility for maintenance. Representatives of "
    "neighbouring municipalities, meanwhile, described the arrangement as extraordinarily complicated; the engineers "
    "remained characteristically optimistic, and the ferry left at seven as it always does."
)
JUSTIFIED = TextRules(is_justified=True)
HYPHENATED = TextRules(is_hyphenated=True)
BOTH = TextRules(is_justified=True, is_hyphenated=True)
INDENTED = TextRules(is_indented=True)


def layout(*blocks: Block, rules: TextRules, width: int = 44, language: str = "en") -> Layout:
    article = Article(metadata=Metadata(language=language), blocks=blocks)
    return Layout(article, Setting(width=width, rules=rules))


def rows(made: Layout, block: int = 0) -> list[tuple[Piece, str]]:
    """Return the piece and the letters of each row of a block."""
    text = made.article.block_texts[block]
    pieces = [made.row(number).pieces[0] for number in made.block_rows(block)]
    return [(piece, "".join(part.letters for part in draw(piece, text, ()))) for piece in pieces]


def test_justified_rows_end_at_the_edge_but_for_the_last() -> None:
    *others, (last, _) = rows(layout(Paragraph(text=TEXT), rules=BOTH))
    full = [piece for piece, _ in others if piece.x + piece.width == 44]
    assert len(full) >= len(others) - 1
    assert last.gaps == ()
    assert last.tail == ""


@pytest.mark.parametrize("width", range(20, 90, 7))
def test_no_space_is_wider_than_the_limit(width: int) -> None:
    for piece, letters in rows(layout(Paragraph(text=TEXT), rules=JUSTIFIED, width=width)):
        assert cell_width(letters) == piece.width <= width
        assert len(piece.gaps) <= MOST_ADDED * len(re.findall(" +", letters))
        assert max(map(len, re.findall(" +", letters)), default=0) <= 3
        assert len(piece.gaps) == 0 or piece.width == width


def test_a_row_that_would_need_holes_keeps_its_ragged_end() -> None:
    made = rows(layout(Paragraph(text="one " + "x" * 30 + " two"), rules=JUSTIFIED, width=32))
    assert next(letters for _, letters in made) == "one"


def test_spaces_are_wider_from_the_other_side_in_every_other_row() -> None:
    line = "aaaa bbbb cccc dddd eeee"  # 24 cells, so that a row of 26 lacks two
    made = rows(layout(Paragraph(text=" ".join([line] * 4)), rules=JUSTIFIED, width=26))
    first, second = (tuple(gap - piece.start for gap in piece.gaps) for piece, _ in made[:2])
    spaces = [4, 9, 14, 19]
    assert len(first) == len(second) == 2
    assert sorted(3 - spaces.index(gap) for gap in first) == [spaces.index(gap) for gap in second]


def test_a_short_word_does_not_end_a_paragraph_alone() -> None:
    text = "The ferry leaves at seven and comes back when it does it."
    assert [letters for _, letters in rows(layout(Paragraph(text=text), rules=TextRules(), width=54))][-1] == "it."
    made = rows(layout(Paragraph(text=text), rules=JUSTIFIED, width=54))
    assert [letters for _, letters in made][-1] == "does it."
    assert made[0][0].width == 54


def test_a_short_word_stays_alone_where_holes_would_come_of_it() -> None:
    text = "Characteristically extraordinarily complicated it."
    made = rows(layout(Paragraph(text=text), rules=JUSTIFIED, width=47))
    assert [letters for _, letters in made][-1] == "it."


def test_a_line_of_a_poem_keeps_its_end() -> None:
    made = rows(layout(Paragraph(text="The ferry leaves\nat seven as it always does and\ncomes back"), rules=JUSTIFIED))
    assert all(piece.gaps == () for piece, _ in made)


def test_words_are_divided_where_a_long_gap_would_stay() -> None:
    made = rows(layout(Paragraph(text=TEXT), rules=HYPHENATED))
    tails = [letters for piece, letters in made if piece.tail]
    assert tails
    assert all(letters.endswith(HYPHEN) for letters in tails)
    assert "".join(TEXT[piece.start : piece.end] for piece, _ in made).replace(" ", "") == TEXT.replace(" ", "")


@pytest.mark.parametrize("width", range(16, 70, 3))
def test_hyphens_keep_their_rules(width: int) -> None:
    made = rows(layout(Paragraph(text=TEXT), rules=HYPHENATED, width=width))
    ends = [letters[-1] == HYPHEN for _, letters in made]
    assert not any(all(ends[at : at + 3]) for at in range(len(ends) - 2))  # no ladder
    if len(made) > 1:
        assert made[-1][0].start <= TEXT.rindex(" ") + 1  # the last word is whole
    for piece, _ in made:
        if piece.tail:
            before = re.split(r"\W", TEXT[: piece.end])[-1]
            after = re.split(r"\W", TEXT[piece.end :])[0]
            assert len(before) >= 2
            assert len(after) >= 3


@pytest.mark.parametrize(
    "word",
    [
        "https://gazette.example/reconstruction",
        "reconstruction@example.org",
        "INTERNATIONALISATION",
        "a1reconstruction2b",
    ],
)
def test_what_is_no_common_word_has_no_hyphen(word: str) -> None:
    text = f"It was written in the {word} and nowhere else in the world"
    assert not any(piece.tail for piece, _ in rows(layout(Paragraph(text=text), rules=HYPHENATED, width=40)))


def test_without_patterns_for_its_language_words_stay_whole() -> None:
    made = layout(Paragraph(text=TEXT), rules=HYPHENATED, language="xx")
    assert not made.can_hyphenate
    assert not any(piece.tail for piece, _ in rows(made))


def test_what_stands_out_from_the_text_is_set_as_ever() -> None:
    blocks = (
        Headline(text=TEXT),
        Heading(text=TEXT, level=2),
        Quote(text=TEXT, is_pull=True),
        Figure(images=(), caption=TEXT),
        Table(rows=((TEXT, TEXT),)),
    )
    usual, made = layout(*blocks, rules=TextRules()), layout(*blocks, rules=TextRules(True, True, True))
    assert [made.row(at) for at in range(made.row_count)] == [usual.row(at) for at in range(usual.row_count)]


def test_indented_paragraphs_have_no_blank_row_between_them() -> None:
    made = layout(
        Headline(text="A line"),
        Paragraph(text=TEXT),
        Paragraph(text=TEXT),
        Heading(text="Water", level=2),
        Paragraph(text=TEXT),
        Paragraph(text=TEXT),
        rules=INDENTED,
    )
    indents = [rows(made, block)[0][0].x for block in (1, 2, 4, 5)]
    assert indents == [0, 2, 0, 2]
    assert all(piece.x == 0 for piece, _ in rows(made, 2)[1:])
    assert made.block_rows(1).stop == made.block_rows(2).start
    assert made.block_rows(2).stop < made.block_rows(3).start


def test_chinese_is_indented_by_two_letters() -> None:
    made = layout(Paragraph(text="渡し船" * 30), Paragraph(text="渡し船" * 30), rules=INDENTED, language="zh-Hans")
    assert rows(made, 1)[0][0].x == 4
    assert all(piece.x + piece.width <= 44 for piece, _ in rows(made, 1))


def test_the_indent_of_a_text_from_the_right_is_at_the_right() -> None:
    made = layout(Paragraph(text="שלום " * 30), Paragraph(text="שלום " * 30), rules=INDENTED)
    first, second = (piece for piece, _ in rows(made, 1)[:2])
    assert first.x + first.width == 42
    assert second.x + second.width == 44


WORDS = st.lists(
    st.sampled_from(
        [
            "a",
            "ferry",
            "immediately",
            "reconstruction",
            "“notwithstanding,”",
            "渡し船",
            "é\u0301",
            "👩‍👩‍👧",
            "x" * 90,
            "—",
            "\n",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(
    st.lists(WORDS, min_size=1, max_size=3), st.integers(8, 72), st.tuples(st.booleans(), st.booleans(), st.booleans())
)
def test_offset_to_cell_and_back(texts: list[str], width: int, chosen: tuple[bool, bool, bool]) -> None:
    kinds = (Paragraph, ListItem, Quote)
    blocks = tuple(kinds[at % 3 if width % 2 else 0](text=text) for at, text in enumerate(texts))
    assert_round_trip(blocks, width, TextRules(*chosen), "en")
