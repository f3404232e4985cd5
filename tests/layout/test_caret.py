"""Motions over words, rows, sentences and blocks."""

import pytest

from reader.layout.caret import Caret, Motion, line_selection, move, selection
from reader.layout.cells import grapheme_end
from reader.layout.layout import Layout, Setting
from reader.layout.walk import TextWalk
from reader.model.article import Article, Metadata
from reader.model.blocks import Figure, Headline, Image, Paragraph
from reader.model.units import TextRange

ARTICLE = Article(
    metadata=Metadata(),
    blocks=(
        Headline(text="Two shores"),
        Paragraph(text="One two three. Four five six! Seven."),
        Figure(images=(Image(src="http://x/a.png"),)),
        Paragraph(text="👩‍👩‍👧‍👦 é 渡し船が来た。それで終わり。"),
    ),
)
LAYOUT = Layout(ARTICLE, Setting(width=16))
WALK = TextWalk(ARTICLE)
TEXT = ARTICLE.text


def go(start: int, motion: Motion, count: int = 1) -> int:
    return move(Caret(start), motion, count, LAYOUT, WALK).offset


def test_words_forward_back_and_to_their_ends() -> None:
    one = TEXT.index("One")
    assert go(one, Motion.NEXT_WORD) == TEXT.index("two")
    assert go(one, Motion.NEXT_WORD, 3) == TEXT.index("Four")
    assert go(one, Motion.WORD_END) == TEXT.index("One") + 2
    assert go(one, Motion.WORD_END, 2) == TEXT.index("two") + 2
    assert go(TEXT.index("Four"), Motion.PREVIOUS_WORD) == TEXT.index("three")
    assert go(one, Motion.PREVIOUS_WORD) == TEXT.index("shores")
    assert go(0, Motion.PREVIOUS_WORD) == 0
    assert go(TEXT.index("Seven"), Motion.NEXT_WORD, 99) == WALK.last_letter()


def test_letters_are_graphemes_and_cross_blocks() -> None:
    family = TEXT.index("👩")
    assert go(family, Motion.RIGHT) == TEXT.index(" é")
    assert go(TEXT.index(" é"), Motion.LEFT) == family
    assert go(TEXT.index("shores") + 5, Motion.RIGHT) == TEXT.index("One")
    assert go(TEXT.index("One"), Motion.LEFT) == TEXT.index("shores") + 5
    assert go(0, Motion.LEFT, 9) == 0
    assert go(WALK.last_letter(), Motion.RIGHT, 9) == WALK.last_letter()


def test_rows_keep_the_column_they_began_in() -> None:
    caret = Caret(TEXT.index("five"))
    column = LAYOUT.cell_of(caret.offset).x
    for _ in range(2):
        caret = move(caret, Motion.UP, 1, LAYOUT, WALK)
    assert caret.goal_x == column
    caret = move(caret, Motion.DOWN, 2, LAYOUT, WALK)
    assert caret.offset == TEXT.index("five")


def test_rows_end_at_the_ends() -> None:
    assert go(0, Motion.UP, 5) == 0
    last = WALK.last_letter()
    assert LAYOUT.row_of(go(last, Motion.DOWN, 5)) == LAYOUT.row_of(last)


def test_line_edges() -> None:
    two = TEXT.index("two")
    assert go(two, Motion.LINE_START) == TEXT.index("One")
    assert TEXT[go(two, Motion.LINE_END)] == "."
    assert go(go(two, Motion.LINE_END), Motion.LINE_END) == go(two, Motion.LINE_END)


def test_sentences_and_paragraphs() -> None:
    two = TEXT.index("two")
    assert go(two, Motion.NEXT_SENTENCE) == TEXT.index("Four")
    assert go(two, Motion.PREVIOUS_SENTENCE) == TEXT.index("One")
    assert go(TEXT.index("One"), Motion.PREVIOUS_SENTENCE) == 0
    assert go(two, Motion.NEXT_PARAGRAPH) == TEXT.index("\ufffc")
    assert go(two, Motion.PREVIOUS_PARAGRAPH) == TEXT.index("One")
    assert go(two, Motion.PREVIOUS_PARAGRAPH, 2) == 0
    assert go(two, Motion.TOP) == 0
    assert go(two, Motion.BOTTOM) == WALK.last_letter()
    assert go(TEXT.index("それで"), Motion.NEXT_SENTENCE) == WALK.last_letter()


def test_selections_hold_both_letters_and_whole_lines() -> None:
    family = TEXT.index("👩")
    assert TEXT[slice(*selection(family, family, WALK))] == "👩‍👩‍👧‍👦"
    assert TEXT[slice(*selection(TEXT.index("two") + 2, TEXT.index("One"), WALK))] == "One two"
    assert TEXT[slice(*line_selection(TEXT.index("two"), TEXT.index("two"), LAYOUT))] == "One two three."


def test_sentences_are_walked_across_blocks_and_objects() -> None:
    first = WALK.sentence_at(0)
    assert TEXT[slice(*WALK.next_sentence(first, 4))] == "\ufffc"
    assert WALK.previous_sentence(WALK.next_sentence(first, 4), 4) == first
    assert WALK.next_sentence(first, 99) == WALK.sentence_at(WALK.last_letter())
    assert TEXT[slice(*WALK.sentence_from(TEXT.index("two")))] == "Four five six!"


def test_an_article_without_blocks_keeps_the_caret_at_its_start() -> None:
    empty = Article(metadata=Metadata(), blocks=())
    walk = TextWalk(empty)
    assert all(move(Caret(0), motion, 3, Layout(empty, Setting()), walk) == Caret(0) for motion in Motion)
    assert walk.sentence_at(5) == (0, 0)
    assert walk.next_word(0) == walk.previous_word(0) == walk.word_end(0) == 0


def _asked_rows(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the list of rows that are asked for from now on."""
    asked: list[int] = []
    original = layout.row_text

    def counted(row: int) -> TextRange | None:
        asked.append(row)
        return original(row)

    monkeypatch.setattr(layout, "row_text", counted)
    return asked


def test_a_selection_of_many_lines_looks_at_those_at_its_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(
        metadata=Metadata(), blocks=(Headline(text="Two shores"), Paragraph(text="渡し船が来た " * 9_000))
    )
    layout = Layout(article, Setting(width=40))
    asked = _asked_rows(layout, monkeypatch)
    assert line_selection(3, len(article.text) - 2, layout) == (0, len(article.text) - 1)
    assert 0 < len(asked) < 10


def test_thousands_of_rows_of_running_text_are_passed_over_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Figure(images=(Image(src="http://x/a.png"),))
    paragraph = Paragraph(text="One two three four five. " * 2_000)
    article = Article(metadata=Metadata(), blocks=(paragraph, picture, paragraph))
    layout, walk = Layout(article, Setting(width=40)), TextWalk(article)
    rows = [row for row in range(layout.row_count) if layout.row_text(row) is not None]
    asked = _asked_rows(layout, monkeypatch)
    for count in (1, 5, len(rows) // 2 + 3, len(rows) - 1, 9_999):
        below = move(Caret(0), Motion.DOWN, count, layout, walk)
        assert layout.row_of(below.offset) == rows[min(count, len(rows) - 1)]
        above = move(Caret(len(article.text) - 1), Motion.UP, count, layout, walk)
        assert layout.row_of(above.offset) == rows[max(0, len(rows) - 1 - count)]
    assert len(asked) < 100


@pytest.mark.parametrize("letters", ["ab c", "渡し船", "e\u0301o\u0302", "👩‍👩‍👧‍👦 👩‍🚀", "x\n\ty", "कि🇫🇮🇸🇪"])
def test_thousands_of_letters_are_the_steps_of_each(letters: str) -> None:
    article = Article(
        metadata=Metadata(), blocks=(Headline(text="Two"), Paragraph(text=letters * 300), Paragraph(text="End"))
    )
    walk, text = TextWalk(article), article.block_texts[1]
    starts = [0]
    while (after := grapheme_end(text, starts[-1])) < len(text):
        starts.append(after)
    offsets = [
        0,
        1,
        2,
        *(article.block_starts[1] + start for start in starts),
        *range(article.block_starts[2], len(article.text)),
    ]
    for at, offset in [*enumerate(offsets)][::37]:
        for count in (1, 2, 7, 100, 9_999):
            assert walk.step_letters(offset, count) == offsets[min(at + count, len(offsets) - 1)]
            assert walk.step_letters(offset, -count) == offsets[max(0, at - count)]
