"""Annotations of several articles in one file: gathered, cited, linked, orphans marked, and nothing in them a sign."""

import csv
import io
import json
from dataclasses import replace

import pytest

from reader.exchange.collection import COLLECTION_FORMATS, Collection, Gathered, citation_of, collection_format
from reader.model.annotation import Anchor, AnchorState, Annotation, Colour, OtherVersion, PlacedAnnotation, Selectors
from reader.model.errors import ExchangeError
from reader.model.kept import ArticleRecord
from tests.exchange.conftest import NOW

FERRY = ArticleRecord(
    id="aa", title="Ferry <b>line</b>", added=NOW, authors=("Ada Holm", "Bo"), site="Gazette", published="2026-02-03T04:05:06Z",
    url="https://gazette.example/ferry",
)  # fmt: skip
ODD = ArticleRecord(id="bb", title="", added=NOW, url="javascript:alert(1)")


def mark(number: int, article: str, **fields: object) -> PlacedAnnotation:
    annotation = Annotation(
        id=number,
        article_id=article,
        created=NOW,
        updated=NOW,
        selectors=Selectors(exact=f"quote *{number}* <i>", prefix="", suffix="", start=0, end=9),
    )
    return PlacedAnnotation(
        annotation=replace(annotation, **fields),  # type: ignore[arg-type]
        anchor=Anchor(state=AnchorState.ANCHORED, start=0, end=9),
    )


@pytest.fixture
def collection() -> Collection:
    orphan = replace(
        mark(2, "aa", colour=Colour.GREEN, note="why?", tags=("sea",)), anchor=Anchor(state=AnchorState.ORPHAN)
    )
    whole = PlacedAnnotation(annotation=replace(mark(3, "bb").annotation, selectors=None, note="on all of it"))
    return Collection(
        title="tag:sea & more",
        articles=(
            Gathered(record=FERRY, annotations=(mark(1, "aa"), orphan)),
            Gathered(record=ODD, annotations=(whole,)),
        ),
        exported_at=NOW,
        meanings={Colour.GREEN: "doubt"},
    )


def test_every_format_has_all_of_it(collection: Collection) -> None:
    for known in COLLECTION_FORMATS:
        text = known.write(collection)
        for words in ("why?", "sea", "doubt", "on all of it", "gazette.example/ferry"):
            assert words in text, (known.name, words)
        assert text.endswith("\n")


def test_orphans_are_marked(collection: Collection) -> None:
    for name, sign in (("md", "no longer in the text"), ("html", "no longer in the text"), ("text", "no longer in the text"),
                       ("json", '"orphan"'), ("csv", ",orphan,")):  # fmt: skip
        assert sign in collection_format(name).write(collection), name


def test_markdown_has_a_heading_and_a_citation_for_each_article(collection: Collection) -> None:
    text = collection_format("markdown").write(collection)
    assert text.startswith("# tag:sea & more\n\n3 marks and notes in 2 articles\n")
    assert text.count("\n## ") == 2
    assert "](https://gazette.example/ferry)" in text
    assert "javascript" not in text
    assert "quote \\*1\\*" in text


def test_html_has_nothing_of_them_as_markup(collection: Collection) -> None:
    text = collection_format("html").write(collection)
    assert "<b>line" not in text
    assert "<i>" not in text
    assert "javascript" not in text
    assert '<mark class="green">' in text


def test_json_is_one_object_with_articles(collection: Collection) -> None:
    found = json.loads(collection_format("json").write(collection))
    assert found["colours"]["green"] == "doubt"
    assert [[one["id"] for one in part["annotations"]] for part in found["articles"]] == [["1", "2"], ["3"]]


def test_a_table_says_what_needs_a_look_and_what_was_written_elsewhere() -> None:
    doubtful = replace(mark(1, "aa"), anchor=Anchor(state=AnchorState.MOVED, start=0, end=9, confidence=0.1))
    other = OtherVersion(note="=written on the train", written=NOW)
    both = mark(2, "aa", others=(other,))
    gathered = Gathered(record=FERRY, annotations=(doubtful, both))
    text = collection_format("csv").write(Collection(title="", articles=(gathered,), exported_at=NOW))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["id"], row["look"], row["other_notes"]) for row in rows] == [
        ("aa#1", "needed", ""),
        ("aa#2", "", "'=written on the train"),
    ]


def test_a_citation_leaves_out_what_is_not_known() -> None:
    assert citation_of(FERRY) == "Ada Holm, Bo, “Ferry <b>line</b>”, Gazette, 2026-02-03"
    assert citation_of(ODD) == "“Untitled”"


def test_a_format_that_is_none_is_told_with_those_there_are() -> None:
    with pytest.raises(ExchangeError) as caught:
        collection_format("docx")
    assert "md, html, json, text, csv" in caught.value.hint
