"""Words one after the other, by parts of a text: the same words as of the whole, and no more of it looked through."""

import pytest

from reader.layout import word_steps
from reader.layout.caret import Caret, Motion, move
from reader.layout.layout import Layout, Setting
from reader.layout.passages import with_end_moved, with_start_moved
from reader.layout.walk import TextWalk
from reader.layout.word_steps import word_at, words_down, words_up
from reader.model import units
from reader.model.article import Article, Metadata
from reader.model.blocks import Figure, Headline, Image, Paragraph
from reader.model.units import WORD_PART_LETTERS, TextRange, word_parts, words

SENTENCE = "The ferry, once tied to both shores — 渡し船が来た — ran again. “So it did!” "


def _article(*texts: str) -> Article:
    return Article(metadata=Metadata(), blocks=tuple(Paragraph(text=text) for text in texts))


@pytest.mark.parametrize(
    "text", ["", "word", SENTENCE, SENTENCE * 400, "ab " * 9_000, "漢字かな" * 4_000, "a.b-" * 9_000]
)
def test_the_words_of_all_parts_are_those_of_the_text(text: str) -> None:
    parts = word_parts(text)
    pieces = zip(parts, (*parts[1:], len(text)), strict=True)
    found = [TextRange(start + left, start + right) for start, end in pieces for left, right in words(text[start:end])]
    assert [text[word.start : word.end] for word in found] == [text[word.start : word.end] for word in words(text)] or (
        not any(letter.isspace() for letter in text)
    )
    assert max(end - start for start, end in zip(parts, (*parts[1:], len(text)), strict=True)) <= 2 * WORD_PART_LETTERS


def test_words_go_down_and_up_across_parts_and_blocks() -> None:
    article = _article("One two.", "", SENTENCE * 200, "Three")
    starts = article.block_starts
    whole = [
        TextRange(start + word.start, start + word.end)
        for start, text in zip(starts, article.block_texts, strict=True)
        for word in words(text)
    ]
    assert [*words_down(article, 0, is_by_end=True)] == whole
    assert [*words_down(article, whole[40].start)] == whole[41:]
    assert [*words_down(article, whole[40].start, is_by_end=True)] == whole[40:]
    assert [*words_up(article, len(article.text))] == whole[::-1]
    assert [*words_up(article, whole[40].start)] == whole[39::-1]
    assert word_at(article, whole[40].start) == whole[40]
    assert word_at(article, starts[1]) is None


def test_a_picture_is_a_word_where_one_asks_for_it() -> None:
    article = Article(metadata=Metadata(), blocks=(Headline(text="One"), Figure(images=(Image(src="a.png"),))))
    assert len([*words_down(article, 0, is_by_end=True)]) == 1
    assert [*words_down(article, 0, with_pictures=True)] == [TextRange(5, 6)]


@pytest.mark.parametrize("paragraph", [SENTENCE * 20_000, "a" * 1_000_000, "漢字" * 400_000, "a.b-" * 250_000])
def test_a_step_by_words_looks_through_what_is_near_and_no_more(
    paragraph: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = _article("Before.", paragraph, "After.")
    looked = 0
    original = units.words

    def counted(text: str) -> tuple[TextRange, ...]:
        nonlocal looked
        looked += len(text)
        return original(text)

    monkeypatch.setattr(word_steps, "words", counted)
    layout, walk, middle = Layout(article, Setting()), TextWalk(article), len(paragraph) // 2
    for motion in (Motion.NEXT_WORD, Motion.WORD_END, Motion.PREVIOUS_WORD):
        move(Caret(middle), motion, 3, layout, walk)
    walk.word_at(middle)
    assert 0 < looked < 40 * WORD_PART_LETTERS
    looked = 0
    grown = with_start_moved(article, with_end_moved(article, TextRange(middle, middle + 5), 2), 2)
    with_start_moved(article, with_end_moved(article, grown, -1), -1)
    assert 0 < looked < 40 * WORD_PART_LETTERS
