"""What exports tell of marks that a new version has put in doubt."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from reader.exchange.marks import MarkedArticle
from reader.exchange.registry import format_named
from reader.model.annotation import AnchorState, FormerPassage, PlacedAnnotation, Selectors

Make = Callable[..., MarkedArticle]
MakeOne = Callable[..., PlacedAnnotation]

FORMS = ("md", "html", "text")


def doubtful(one: PlacedAnnotation) -> PlacedAnnotation:
    """Return a mark as it is when its place is hard to believe, and its words are others."""
    assert one.anchor is not None
    assert one.annotation.selectors is not None
    selectors = replace(one.annotation.selectors, exact="Everybody <i>knew</i> why.")
    return PlacedAnnotation(
        annotation=replace(one.annotation, selectors=selectors),
        anchor=replace(one.anchor, state=AnchorState.CHANGED, confidence=0.2),
    )


def put_elsewhere(one: PlacedAnnotation) -> PlacedAnnotation:
    """Return a mark that was made on other words."""
    selectors = Selectors(exact="The words of <b>before</b>", prefix="", suffix="", start=0, end=1)
    former = FormerPassage(selectors=selectors, version_id="old")
    return replace(one, annotation=replace(one.annotation, marked_as=former))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("is_full", [False, True])
def test_a_doubtful_place_is_flagged_with_both_wordings(
    marked: Make, highlight: MakeOne, form: str, is_full: bool
) -> None:
    if is_full and form == "text":
        pytest.skip("the whole text as letters has no notes in it")
    chosen = format_named(form)
    article = marked(doubtful(highlight("Nobody knew why.")))
    out = chosen.export_full(article) if is_full else chosen.export_notes(article)
    assert "needs a look" in out
    assert "Everybody" in out
    assert "Nobody knew why." in out
    assert form == "text" or "<i>knew" not in out.replace("\\<", "")


@pytest.mark.parametrize("form", FORMS)
def test_what_was_marked_first_is_told(marked: Make, highlight: MakeOne, form: str) -> None:
    out = format_named(form).export_notes(marked(put_elsewhere(highlight("Nobody knew why."))))
    assert "t was marked when it read" in out
    assert "The words of" in out
    assert form == "text" or "<b>before" not in out.replace("\\<", "")


@pytest.mark.parametrize("form", FORMS)
def test_a_mark_that_is_where_it_was_has_no_word_about_it(marked: Make, highlight: MakeOne, form: str) -> None:
    out = format_named(form).export_notes(marked(highlight("Nobody knew why.")))
    assert not any(words in out for words in ("needs a look", "now reads", "was marked when", "It stood"))


def test_json_says_what_is_read_now_and_what_was_marked(marked: Make, highlight: MakeOne) -> None:
    one = put_elsewhere(doubtful(highlight("Nobody knew why.")))
    (told,) = json.loads(format_named("json").export_notes(marked(one)))["annotations"]
    assert told["now"] == "Nobody knew why."
    assert told["anchor"]["needs_look"] is True
    assert told["marked_as"] == {"quote": "The words of <b>before</b>", "version": "old"}
