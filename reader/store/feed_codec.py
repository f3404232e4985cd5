"""Entries and the health of feeds to JSON objects and back, as `codec` does it for articles: only what differs from its default
is written, unknown fields are passed over, missing ones have their defaults. No file is touched here."""

from collections.abc import Mapping
from typing import Any

from reader.model.feed import FeedEntry, FeedHealth, FeedImage
from reader.store.block_codec import without_defaults
from reader.store.codec import page_date_from_json, page_date_to_json, read_stamp, stamp
from reader.store.sealed import JsonObject
from reader.store.typed import amount, count, text, texts

_ENTRY_TEXTS = ("key", "url", "title", "summary", "content", "base", "language", "source_title")
_ENTRY_LISTS = ("authors", "tags")
_ENTRY_DATES = ("published", "updated")
_ENTRY_FILES = ("images", "enclosures")

_FILE_TEXTS = ("url", "media_type", "caption", "credit", "alt")
_FILE_COUNTS = ("width", "height")

_HEALTH_TIMES = ("asked", "came", "changed", "due")
_HEALTH_TEXTS = ("due_because", "error", "hint", "etag", "last_modified", "moved_to", "digest")
_HEALTH_COUNTS = ("failures", "status", "size_bytes", "entry_count")
_HEALTH_AMOUNTS = ("seconds", "per_day")


def entry_to_json(entry: FeedEntry) -> JsonObject:
    """Return `entry` as a JSON object; `entry_from_json` gives back an equal one."""
    body: JsonObject = {name: getattr(entry, name) for name in _ENTRY_TEXTS}
    body |= {name: list(getattr(entry, name)) for name in _ENTRY_LISTS}
    body |= {name: page_date_to_json(getattr(entry, name)) for name in _ENTRY_DATES}
    body |= {name: [_file_to_json(file) for file in getattr(entry, name)] for name in _ENTRY_FILES}
    return without_defaults(body)


def entry_from_json(body: Mapping[str, Any]) -> FeedEntry:
    """Return the entry that `entry_to_json` wrote. Raises one of UNREADABLE on anything else."""
    values: JsonObject = {name: text(body[name]) for name in _ENTRY_TEXTS if name in body}
    values |= {name: texts(body[name]) for name in _ENTRY_LISTS if name in body}
    values |= {name: page_date_from_json(body[name]) for name in _ENTRY_DATES if name in body}
    values |= {name: tuple(map(_file_from_json, body[name])) for name in _ENTRY_FILES if name in body}
    return FeedEntry(**values)


def health_to_json(health: FeedHealth) -> JsonObject:
    """Return `health` as a JSON object; `health_from_json` gives back an equal one."""
    body: JsonObject = {name: getattr(health, name) for name in (*_HEALTH_TEXTS, *_HEALTH_COUNTS, *_HEALTH_AMOUNTS)}
    body |= {name: stamp(moment) for name in _HEALTH_TIMES if (moment := getattr(health, name)) is not None}
    return without_defaults({**body, "log": list(health.log)})


def health_from_json(body: Mapping[str, Any]) -> FeedHealth:
    """Return the health that `health_to_json` wrote. Raises one of UNREADABLE on anything else."""
    values: JsonObject = {name: text(body[name]) for name in _HEALTH_TEXTS if name in body}
    values |= {name: count(body[name]) for name in _HEALTH_COUNTS if name in body}
    values |= {name: amount(body[name]) for name in _HEALTH_AMOUNTS if name in body}
    values |= {name: read_stamp(body[name]) for name in _HEALTH_TIMES if name in body}
    return FeedHealth(**values, log=texts(body.get("log", ())))


def _file_to_json(file: FeedImage) -> JsonObject:
    return without_defaults({name: getattr(file, name) for name in (*_FILE_TEXTS, *_FILE_COUNTS)})


def _file_from_json(body: Mapping[str, Any]) -> FeedImage:
    values: JsonObject = {name: text(body[name]) for name in _FILE_TEXTS if name in body}
    values |= {name: count(body[name]) for name in _FILE_COUNTS if name in body}
    return FeedImage(**values)
