"""A read feed as it goes from one process to the other: JSON, which unlike a pickle can do nothing but say something.

What comes back is checked field by field as far as its types go: the process that wrote it has read what a stranger sent.
"""

import json
from collections.abc import Mapping
from typing import Any

from reader.model.dates import PageDate
from reader.model.feed import FeedEntry, FeedForm, FeedImage, ParsedFeed

_FEED_TEXTS = ("title", "description", "home", "language", "moved_to")
_FEED_LISTS = ("authors", "sitemaps", "notes")
_ENTRY_TEXTS = ("key", "url", "title", "summary", "content", "base", "language", "source_title")
_ENTRY_LISTS = ("authors", "tags")
_FILE_TEXTS = ("url", "media_type", "caption", "credit", "alt")


def feed_to_wire(feed: ParsedFeed) -> bytes:
    """Return `feed` as bytes; `feed_from_wire` gives back an equal one."""
    body = {
        **_texts(feed, _FEED_TEXTS),
        **_texts(feed, _FEED_LISTS),
        "form": feed.form,
        "ttl_minutes": feed.ttl_minutes,
        "is_cut": feed.is_cut,
        "entries": [_entry_to_wire(entry) for entry in feed.entries],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def feed_from_wire(content: bytes) -> ParsedFeed:
    """Return the feed that `feed_to_wire` wrote. Raises ValueError on anything else."""
    try:
        body = json.loads(content)
        values: dict[str, Any] = {name: str(body[name]) for name in _FEED_TEXTS}
        values |= {name: _strings(body[name]) for name in _FEED_LISTS}
        return ParsedFeed(
            **values,
            form=FeedForm(body["form"]),
            ttl_minutes=int(body["ttl_minutes"]),
            is_cut=bool(body["is_cut"]),
            entries=tuple(_entry_from_wire(entry) for entry in body["entries"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no read feed: {error!r}") from error


def _entry_to_wire(entry: FeedEntry) -> dict[str, Any]:
    body = {**_texts(entry, _ENTRY_TEXTS), **_texts(entry, _ENTRY_LISTS)}
    for name in ("published", "updated"):
        day: PageDate | None = getattr(entry, name)
        body[name] = None if day is None else [day.value.isoformat(), day.source]
    for name in ("images", "enclosures"):
        body[name] = [{**_texts(file, _FILE_TEXTS), "size": [file.width, file.height]} for file in getattr(entry, name)]
    return body


def _entry_from_wire(body: Mapping[str, Any]) -> FeedEntry:
    values: dict[str, Any] = {name: str(body[name]) for name in _ENTRY_TEXTS}
    values |= {name: _strings(body[name]) for name in _ENTRY_LISTS}
    values |= {name: _date(body[name]) for name in ("published", "updated")}
    values |= {name: tuple(_file(file) for file in body[name]) for name in ("images", "enclosures")}
    return FeedEntry(**values)


def _file(body: Mapping[str, Any]) -> FeedImage:
    width, height = body["size"]
    return FeedImage(**{name: str(body[name]) for name in _FILE_TEXTS}, width=int(width), height=int(height))


def _date(body: Any) -> PageDate | None:
    return None if body is None else PageDate.from_iso(str(body[0]), str(body[1]))


def _texts(thing: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _strings(values: Any) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
