import json
from collections.abc import Callable

import pytest

from reader.exchange.marks import MarkedArticle
from reader.exchange.registry import FORMATS, format_named
from reader.model.annotation import PlacedAnnotation
from reader.model.article import Article
from reader.model.errors import ExchangeError

Make = Callable[..., MarkedArticle]
MakeOne = Callable[..., PlacedAnnotation]


def test_markdown_is_another_name_for_md() -> None:
    assert format_named("Markdown") is format_named("md")


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(ExchangeError, match="md, html, json, text"):
        format_named("pdf")


def test_names_are_unique() -> None:
    names = [name for known in FORMATS for name in (known.name, *known.aliases)]
    assert len(set(names)) == len(names)


def test_every_format_writes_what_was_marked(marked: Make, highlight: MakeOne, article_note: MakeOne) -> None:
    subject = marked(
        highlight("Nobody knew why.", note="Ask Vik."), highlight("gone words", 3), article_note("Twice read.")
    )
    for known in FORMATS:
        for written in (known.export_notes(subject), known.export_full(subject)):
            assert all(words in written for words in ("Nobody knew why.", "Ask Vik.", "gone words", "Twice read."))
            assert written.endswith("\n")


def test_an_article_alone_is_shown(article: Article) -> None:
    assert "The Aurelia left at noon." in format_named("text").show(article)
    assert format_named("md").show(article).startswith("# ")
    with pytest.raises(ExchangeError):
        format_named("json").show(article)


def test_json_has_ids_as_strings_and_ranges_into_the_text(
    marked: Make, highlight: MakeOne, article_note: MakeOne
) -> None:
    found = json.loads(
        format_named("json").export_notes(
            marked(highlight("gone words", 2**62), highlight("Nobody knew why.", 7), article_note("n"))
        )
    )
    note, placed, orphan = found["annotations"]
    assert note["kind"] == "note"
    assert note["anchor"] is None
    assert found["text"][placed["anchor"]["start"] : placed["anchor"]["end"]] == "Nobody knew why."
    assert orphan["id"] == str(2**62)
    assert orphan["anchor"]["state"] == "orphan"
    assert orphan["anchor"]["start"] is None
    assert found["colours"]["yellow"] == "claim"


def test_plain_text_draws_lists_and_figures(article: Article) -> None:
    text = format_named("text").show(article)
    assert "1. first\n  - inner\n2. second" in text
    assert "[The ferry in the fog\nIda Holm]" in text
    assert "\ufffc" not in text
