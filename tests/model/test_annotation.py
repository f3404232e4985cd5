from datetime import UTC, datetime

from reader.model.annotation import (
    Anchor,
    AnchorState,
    Annotation,
    Colour,
    PlacedAnnotation,
    Selectors,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SELECTORS = Selectors(exact="fog", prefix="the ", suffix=" lay", start=4, end=7)
HIGHLIGHT = Annotation(id=1, article_id="a" * 16, created=NOW, updated=NOW, selectors=SELECTORS)
NOTE = Annotation(id=2, article_id="a" * 16, created=NOW, updated=NOW, note="Read twice.")


def test_a_highlight_has_a_quote_and_a_note_on_the_article_has_none() -> None:
    assert HIGHLIGHT.is_highlight
    assert HIGHLIGHT.quote == "fog"
    assert not NOTE.is_highlight
    assert NOTE.quote == ""


def test_only_what_has_a_passage_is_placed() -> None:
    anchored = PlacedAnnotation(annotation=HIGHLIGHT, anchor=Anchor(state=AnchorState.CHANGED, start=4, end=7))
    assert anchored.is_placed
    assert not PlacedAnnotation(annotation=HIGHLIGHT, anchor=Anchor(state=AnchorState.ORPHAN)).is_placed
    assert not PlacedAnnotation(annotation=NOTE).is_placed


def test_the_inks_keep_their_order_and_names() -> None:
    """The digit keys and stored files depend on them."""
    assert [colour.value for colour in Colour] == ["yellow", "green", "blue", "pink", "violet"]
