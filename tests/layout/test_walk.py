"""Sentences are looked for around the place that is asked for, however long a block is."""

import pytest

from reader.layout import walk
from reader.layout.walk import TextWalk
from reader.model import sentence_ends
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Code, Paragraph, Quote
from reader.model.sentence_ends import PART_LETTERS, sentence_parts
from reader.model.units import TextRange, sentences

SENTENCE = "The ferry runs again. "


def _article(*blocks: Block) -> Article:
    return Article(metadata=Metadata(), blocks=blocks)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(text="The boat left.\nAt noon, they say. " * 9 + "It came back"),
        Paragraph(text=("no stop " * 6 + "\n") * 4 + "\n" * 60 + "The end."),
        Code(text="x = 1\n\n  y = [x, x, x]\n" * 9 + "z"),
    ],
)
def test_a_walk_through_parts_is_a_walk_through_the_whole(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    article = _article(
        Paragraph(text="Before. It."), block, Quote(text="Echo.", is_pull=True), Paragraph(text="After. All.")
    )
    whole = TextWalk(article)
    first, last = whole.sentence_at(0), whole.sentence_at(len(article.text))
    expected = [whole.next_sentence(first, count) for count in range(60)]
    expected_back = [whole.previous_sentence(last, count) for count in range(60)]
    at_each = [whole.sentence_at(offset) for offset in range(len(article.text) + 1)]
    after_each = [whole.next_sentence(TextRange(offset, offset)) for offset in range(len(article.text) + 1)]
    monkeypatch.setattr(sentence_ends, "PART_LETTERS", 40)
    monkeypatch.setattr(walk, "PART_LETTERS", 40)
    monkeypatch.setattr(walk, "sentence_parts", sentence_parts.__wrapped__)
    monkeypatch.setattr(walk, "_line_parts", walk._line_parts.__wrapped__)
    parted = TextWalk(article)
    assert len(parted._parts(1)) > 3
    assert [parted.next_sentence(first, count) for count in range(60)] == expected
    assert [parted.previous_sentence(last, count) for count in range(60)] == expected_back
    assert [parted.sentence_at(offset) for offset in range(len(article.text) + 1)] == at_each
    assert [parted.next_sentence(TextRange(offset, offset)) for offset in range(len(article.text) + 1)] == after_each


@pytest.mark.parametrize(
    "block", [Paragraph(text=SENTENCE * 50_000), Paragraph(text=(SENTENCE.strip() + "\n") * 50_000)]
)
def test_a_step_in_a_long_paragraph_looks_for_no_sentences_far_from_it(
    block: Paragraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = 0
    original = sentences

    def counted(text: str, *, is_weighed: bool) -> tuple[TextRange, ...]:
        nonlocal looked
        looked += len(text)
        return original(text, is_weighed=is_weighed)

    monkeypatch.setattr(walk, "sentences", counted)
    here = TextWalk(_article(block)).sentence_at(len(block.text) // 2)
    TextWalk(_article(block)).next_sentence(here)
    assert 0 < looked < 4 * PART_LETTERS
