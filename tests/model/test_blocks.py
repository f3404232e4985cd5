import pytest

from reader.model.blocks import (
    OBJECT,
    Block,
    Code,
    Deck,
    Embed,
    Figure,
    Heading,
    Headline,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    SpanKind,
    Table,
    block_spans,
    block_text,
)

SPAN = Span(start=0, end=1, kind=SpanKind.EMPHASIS)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Headline(text="Late"), "Late"),
        (Deck(text="Why"), "Why"),
        (Heading(text="Fog", level=3), "Fog"),
        (Paragraph(text="One.", time="12:00"), "One."),
        (Quote(text="We waited."), "We waited."),
        (ListItem(text="first", number=1), "first"),
        (Code(text="a\n  b"), "a\n  b"),
        (Table(rows=(("a", "b"), ("c",))), "a\tb\nc"),
        (Table(rows=()), OBJECT),
        (Figure(caption="Fog", credit="Holm"), "Fog\nHolm"),
        (Figure(credit="Holm"), "Holm"),
        (Figure(), OBJECT),
        (Rule(), OBJECT),
        (Embed(url="https://e.example/", title="A post"), OBJECT),
    ],
)
def test_every_block_has_its_text_for_good(block: Block, text: str) -> None:
    """Text schema 1: stored offsets depend on each of these; a change needs a new schema number."""
    assert block_text(block) == text


def test_spans_of_blocks_that_have_none_are_empty() -> None:
    assert block_spans(Paragraph(text="x", spans=(SPAN,))) == (SPAN,)
    assert block_spans(Figure(caption="x", spans=(SPAN,))) == (SPAN,)
    assert block_spans(Headline(text="x")) == ()
    assert block_spans(Code(text="x")) == ()
