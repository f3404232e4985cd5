"""What is written is read back equal; what is newer or odd is passed over."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.annotation import Annotation, Selectors
from reader.model.article import Article, ArticleKind, Metadata
from reader.model.blocks import Block, Figure, Heading, Image, ListItem, Quote, Span, SpanKind, block_spans, block_text
from reader.model.dates import PageDate
from reader.model.kept import ArticleRecord, Version
from reader.model.page import Cut
from reader.model.text import clean_line
from reader.store.block_codec import UNREADABLE
from reader.store.codec import (
    annotation_from_document,
    annotation_from_json,
    annotation_to_document,
    annotation_to_json,
    article_from_json,
    article_to_json,
    record_from_json,
    record_to_json,
    stamp,
)
from tests.fuzzing.odd import oddly_changed
from tests.store.typed_values import misplaced

ZONES = st.sampled_from([None, UTC, timezone(datetime.resolution * 0), timezone.min, timezone.max])
TEXT = st.text(max_size=20).map(clean_line)
TIMES = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2099, 1, 1), timezones=st.just(UTC))
NUMBERS = st.integers(min_value=0, max_value=10**6)
SEEDS = st.integers(0, 2**32)

for kind, strategy in {
    str: TEXT,
    int: NUMBERS,
    datetime: TIMES,
    PageDate: st.builds(PageDate, value=st.one_of(st.dates(), st.datetimes(timezones=ZONES)), source=TEXT),
}.items():
    st.register_type_strategy(kind, strategy)

SPANS = st.lists(st.builds(Span, kind=st.sampled_from(SpanKind)), max_size=3).map(tuple)
IDS = st.text("0123456789abcdef", min_size=16, max_size=16)


def in_bounds(block: Block) -> Block:
    """Return a block without spans that cross its end, and no deeper than any page is."""
    changed = {"level": block.level % 7} if isinstance(block, (Heading, Quote, ListItem)) else {}
    letters = len(block.caption if isinstance(block, Figure) else getattr(block, "text", ""))
    if spans := block_spans(block):
        kept = tuple(replace(span, start=span.start % (letters + 1), end=letters) for span in spans)
        return replace(block, spans=kept, **changed)  # type: ignore[arg-type]  # every block with spans has both
    return replace(block, **changed)  # type: ignore[arg-type]


BLOCKS: st.SearchStrategy[Block] = st.from_type(Block).map(in_bounds)  # type: ignore[arg-type]  # a union is a type form
METADATA = st.from_type(Metadata)
st.register_type_strategy(
    Selectors,
    st.builds(Selectors, start=NUMBERS, end=NUMBERS).map(lambda one: replace(one, end=one.start + one.end)),
)
st.register_type_strategy(Version, st.builds(Version, id=IDS, snapshots=st.lists(IDS, max_size=2).map(tuple)))
RECORDS = st.builds(
    ArticleRecord,
    id=IDS,
    minutes=st.integers(1, 1000),
    versions=st.lists(st.from_type(Version), max_size=3).map(tuple),
)
ARTICLES = st.builds(Article, blocks=st.lists(BLOCKS, max_size=6).map(tuple))


@given(ARTICLES)
def test_an_article_comes_back_equal(article: Article) -> None:
    stored = json.loads(json.dumps(article_to_json(article)))
    assert article_from_json(stored) == article
    assert article_from_json(stored).text == article.text


@given(RECORDS)
def test_a_record_comes_back_equal(record: ArticleRecord) -> None:
    assert record_from_json(json.loads(json.dumps(record_to_json(record)))) == record


@given(st.builds(Annotation, id=st.integers(min_value=0, max_value=2**63 - 1)))
def test_an_annotation_comes_back_equal(annotation: Annotation) -> None:
    assert annotation_from_json(json.loads(json.dumps(annotation_to_json(annotation)))) == annotation
    document = json.loads(json.dumps(annotation_to_document(annotation)))
    assert annotation_from_document(document, annotation.id, annotation.article_id, annotation.others) == annotation


@given(ARTICLES, SEEDS)
def test_whatever_stands_in_a_file_is_an_article_or_none(article: Article, seed: int) -> None:
    changed = oddly_changed(article_to_json(article), random.Random(seed))
    try:
        read = article_from_json(changed)
    except UNREADABLE:
        return
    assert not list(misplaced(read, type(read)))
    for block in read.blocks:
        assert all(0 <= span.start <= span.end <= len(block_text(block)) for span in block_spans(block))


@given(RECORDS, SEEDS)
def test_whatever_stands_in_a_file_is_a_record_or_none(record: ArticleRecord, seed: int) -> None:
    try:
        read = record_from_json(oddly_changed(record_to_json(record), random.Random(seed)))
    except UNREADABLE:
        return
    assert not list(misplaced(read, type(read)))


@given(st.from_type(Annotation), SEEDS)
def test_whatever_stands_in_a_file_is_an_annotation_or_none(annotation: Annotation, seed: int) -> None:
    try:
        read = annotation_from_document(oddly_changed(annotation_to_document(annotation), random.Random(seed)), 1, "a")
    except UNREADABLE:
        return
    assert not list(misplaced(read, type(read)))


def test_only_what_differs_from_its_default_is_written() -> None:
    article = Article(
        metadata=Metadata(title="T"),
        blocks=(Quote(text="q"), Heading(text="h", level=3), Figure(images=(Image(src="https://example.org/a.png"),))),
    )
    assert article_to_json(article) == {
        "metadata": {"title": "T"},
        "blocks": [
            {"is": "quote", "text": "q", "level": 1},
            {"is": "heading", "level": 3, "text": "h"},
            {"is": "figure", "images": [{"src": "https://example.org/a.png"}]},
        ],
    }


def test_a_document_names_every_field_for_those_who_query_it() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    document = annotation_to_document(Annotation(id=1, article_id="a", created=now, updated=now))
    assert document == {
        "created": "2026-01-02T00:00:00.000+00:00",
        "updated": "2026-01-02T00:00:00.000+00:00",
        "version": "",
        "selectors": None,
        "colour": "yellow",
        "note": "",
        "tags": [],
    }


def test_words_of_a_newer_program_have_their_defaults() -> None:
    stored = {"metadata": {"title": "T", "mood": "blue"}, "kind": "opera", "blocks": [], "smell": 1}
    assert article_from_json(stored) == Article(metadata=Metadata(title="T"), blocks=(), kind=ArticleKind.ARTICLE)
    spans = [[0, 1, "blink"], [0, 1, "strong"]]
    (block,) = article_from_json({"blocks": [{"is": "paragraph", "text": "x", "spans": spans}]}).blocks
    assert block.spans == (Span(start=0, end=1, kind=SpanKind.STRONG),)  # type: ignore[union-attr]


def test_what_was_cut_before_there_were_reasons_stays_cut() -> None:
    assert article_from_json({"is_cut": True}).cut is Cut.UNKNOWN
    assert article_from_json({"cut": "a reason of a newer program"}).cut is Cut.UNKNOWN
    assert article_from_json({}).cut is None


def test_an_unknown_block_is_an_error_and_not_a_hole_in_the_text() -> None:
    with pytest.raises(ValueError, match="unknown block"):
        article_from_json({"blocks": [{"is": "hologram"}]})


def test_stamps_are_utc_and_sort_as_text() -> None:
    early, late = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), datetime(2026, 1, 2, 3, 4, 5, 6_000, tzinfo=UTC)
    assert stamp(early) == "2026-01-02T03:04:05.000+00:00" < stamp(late)
    assert stamp(early.astimezone(timezone.max)) == stamp(early)


def test_versions_keep_their_pages() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    version = Version(id="v", made=now, fetched=now, snapshots=("a", "b"), words=3)
    record = ArticleRecord(id="a", title="T", added=now, versions=(version,))
    assert record_from_json(record_to_json(record)).versions == (version,)
