"""What the index stores of an article, a state and an annotation: searchable words, sort keys, and JSON for lists.

Pure. Everything here must take what a foreign or half-damaged file gives without falling: numbers that are none, letters that
UTF-8 has no form for.
"""

import dataclasses
import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from reader.model.annotation import Anchor, AnchorState, Annotation, PlacedAnnotation
from reader.model.dates import PageDate
from reader.model.feed_ref import FeedRef
from reader.model.kept import ArticleRecord, ReadingState, distinct
from reader.model.name_order import name_order
from reader.model.search_text import fold, index_form
from reader.store.block_codec import UNREADABLE
from reader.store.codec import annotation_from_json, annotation_to_json, record_from_json, record_to_json, stamp
from reader.store.index.rows import CountedTime, milliseconds
from reader.store.index.schema import ARCHIVED, GAP, HIDDEN, KEPT, READ, STARRED, TRASHED

_KEY_LETTERS = 48
"""As much of a name as sorting looks at."""

_HIGHEST = 2**62

_LONGEST = 2**24 - 1
"""Of two passages that begin at one place the shorter comes first; what is longer than this is alike."""


class BrokenRowError(Exception):
    """A row of the index cannot be read: it is damaged."""


class RecordForm(NamedTuple):
    """The columns of an article's record: of `articles`, `names`, `article_words` and `shown`."""

    columns: tuple[Any, ...]
    """added, published, is_floating, words, language"""
    keys: tuple[str, str, str]
    """title_key, site_key, author_key"""
    words: tuple[str, str, str, str]
    """title, byline, site, deck"""
    shown: str


def record_form(record: ArticleRecord) -> RecordForm:
    """Return what the index stores of a record."""
    added = milliseconds(record.added)
    published = published_time(record)
    return RecordForm(
        columns=(
            added,
            published.milliseconds,
            published.is_floating,
            _whole(record.words),
            storable(fold(record.language)),
        ),
        keys=(storable(name_order(record.title[:_KEY_LETTERS])), _key(record.site), _key(", ".join(record.authors))),
        words=(
            index_form(record.title),
            gapped(record.authors),
            gapped((record.site, host_of(record.url))),
            gapped((record.deck, record.section)),
        ),
        shown=record_text(record),
    )


def record_text(record: ArticleRecord) -> str:
    """Return what lists need of a record, as JSON: of its versions the current one, and nothing for fetching again."""
    count = len(distinct(record.versions)) if len(record.versions) > 1 else 0
    feeds = tuple(FeedRef(feed_id=ref.feed_id) for ref in record.feeds)
    listed = dataclasses.replace(
        record, versions=record.versions[-1:], version_count=count, etag="", last_modified="", feeds=feeds
    )
    return _compact(record_to_json(listed))


def record_of(text: str) -> ArticleRecord:
    """Return the record that `record_text` wrote."""
    try:
        return record_from_json(json.loads(text))
    except UNREADABLE as error:
        raise BrokenRowError(type(error).__name__) from error


def published_time(record: ArticleRecord) -> CountedTime:
    """Return when the page was published; where it does not say, when it was added.

    News that says that it is of tomorrow is not: it came when it was added, and would stand above all others for a day.
    """
    if record.published:
        with suppress(ValueError, TypeError, OverflowError):
            page_date = PageDate.from_iso(record.published)
            is_floating = not isinstance(page_date.value, datetime) or page_date.value.tzinfo is None
            found = CountedTime(milliseconds(page_date.sort_key()), is_floating)
            if not record.came_by_feed or found.milliseconds <= milliseconds(record.added):
                return found
    return CountedTime(milliseconds(record.added), False)


def flags_of(state: ReadingState) -> int:
    """Return the flags of a state."""
    flags = 0
    for is_set, bit in (
        (state.is_read, READ),
        (state.is_starred, STARRED),
        (state.is_archived, ARCHIVED),
        (state.is_trashed, TRASHED),
        (state.is_kept, KEPT),
        (state.is_hidden, HIDDEN),
    ):
        flags |= bit if is_set else 0
    return flags


def state_text(state: ReadingState) -> str:
    """Return what the flags do not say of a state, as JSON."""
    body = {
        "tags": list(state.tags),
        "position": state.position,
        "furthest": state.furthest,
        "opened": stamp(state.opened) if state.opened else "",
        "marks": dict(state.marks),
    }
    return _compact({name: value for name, value in body.items() if value})


def state_of(flags: int, text: str) -> ReadingState:
    """Return the state that stands in the index."""
    try:
        body = json.loads(text) if text else {}
        return ReadingState(
            is_read=bool(flags & READ),
            is_starred=bool(flags & STARRED),
            is_archived=bool(flags & ARCHIVED),
            is_trashed=bool(flags & TRASHED),
            is_kept=bool(flags & KEPT),
            is_hidden=bool(flags & HIDDEN),
            tags=tuple(body.get("tags", ())),
            position=body.get("position", 0),
            furthest=body.get("furthest", 0),
            opened=datetime.fromisoformat(body["opened"]) if "opened" in body else None,
            marks=body.get("marks", {}),
        )
    except UNREADABLE as error:
        raise BrokenRowError(type(error).__name__) from error


def placed_text(placed: PlacedAnnotation) -> str:
    """Return an annotation and its place as JSON."""
    body = annotation_to_json(placed.annotation)
    if (anchor := placed.anchor) is not None:
        body["anchor"] = [anchor.state.value, anchor.start, anchor.end, anchor.confidence]
    return _compact(body)


def placed_of(text: str) -> PlacedAnnotation:
    """Return what `placed_text` wrote."""
    try:
        body = json.loads(text)
        anchor = None
        if "anchor" in body:
            state, start, end, confidence = body["anchor"]
            anchor = Anchor(state=AnchorState(state), start=start, end=end, confidence=confidence)
        return PlacedAnnotation(annotation=annotation_from_json(body), anchor=anchor)
    except UNREADABLE as error:
        raise BrokenRowError(type(error).__name__) from error


def reading_place(placed: PlacedAnnotation) -> int:
    """Return a number by which the annotations of an article are in reading order: notes on all of it, passages, orphans."""
    anchor = placed.anchor
    if anchor is None:
        return -1
    if not placed.is_placed:
        return _HIGHEST
    return min(_HIGHEST - 1, _whole(anchor.start) * (_LONGEST + 1) + min(_whole(anchor.end - anchor.start), _LONGEST))


def annotation_form(annotation: Annotation) -> tuple[str, str, str]:
    """Return the searchable words of an annotation: quote, note, tags. Notes kept beside its own count as note."""
    # Hardly any has others, and few have tags: of 100,000 this is half a second.
    note = gapped((annotation.note, *annotation.other_notes)) if annotation.others else index_form(annotation.note)
    return index_form(annotation.quote), note, gapped(annotation.tags) if annotation.tags else ""


def whole_text(text: str, record_words: Iterable[str]) -> str:
    """Return the searchable words of a text and those of its record; what of these stands in the text is not repeated."""
    body = index_form(text)
    missing = [words for words in record_words if words and f" {words} " not in f" {body} "]
    return f" {GAP} ".join((body, *missing))


def gapped(texts: Iterable[str]) -> str:
    """Return the searchable words of several texts, so that no phrase goes from one to the next."""
    return f" {GAP} ".join(filter(None, map(index_form, texts)))


def host_of(url: str) -> str:
    """Return the host of an address without `www.`, "" if it has none."""
    with suppress(ValueError):
        return (urlsplit(url).hostname or "").removeprefix("www.")
    return ""


def storable(text: str) -> str:
    """Return `text` as SQLite can hold it: without lone surrogates."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _key(text: str) -> str:
    return storable(fold(text)[:_KEY_LETTERS])


def _whole(number: object) -> int:
    return number if isinstance(number, int) and abs(number) < _HIGHEST else 0


_compact = json.JSONEncoder(separators=(",", ":")).encode
