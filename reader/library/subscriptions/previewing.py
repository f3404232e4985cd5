"""Reading a feed without subscribing: an address, a file or a pipe becomes a read feed, and nothing is stored."""

from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from reader.library.config import Config
from reader.library.progress import Progress, Work
from reader.library.references import is_file
from reader.library.site_access import access_of
from reader.library.subscriptions.addresses import addresses_meant
from reader.model.dates import PageDate
from reader.model.errors import FeedError, FetchError
from reader.model.feed import FeedEntry, FeedImage, ParsedFeed
from reader.model.text import clean_line
from reader.model.values import dataclass

_PATHS = ("/", "./", "../", "~")
"""So begins what can be no address without a scheme, whether there is such a file or not."""

MOST_PIPED_BYTES = 32 * 1024 * 1024
_MAX_SHOWN_LINK_LETTERS = 200
_MAX_SUMMARY_LETTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPreview:
    """A feed that was read, and not subscribed to."""

    feed: ParsedFeed
    url: str = ""
    """Where it came from in the end; "" for a file and a pipe."""


def preview_feed(target: str, *, stream: BinaryIO | None = None, config: Config, work: Work) -> FeedPreview:
    """Read the feed at `target`, an address or a path, or the one that comes through `stream`.

    Raises FeedError if there is none (of a page that names feeds, its hint names the first), FetchError and its kin,
    UsageError for an address with a login in it.
    """
    from reader.feeds.reading_process import FeedReader

    with FeedReader() as reader:
        reader.warm()
        came = _content(target, stream, config, work)
        work.report(Progress(step="reading the feed"))
        try:
            feed = reader.read(came.content, came.content_type, came.url)
        except FeedError as error:
            _name_feeds(error, came)
            raise
    return FeedPreview(feed=replace(feed, is_cut=feed.is_cut or came.is_cut), url=came.url if "://" in came.url else "")


class _Content(NamedTuple):
    """What is to be read as a feed."""

    content: bytes
    url: str = ""
    """Of a file its path: what an error names."""
    content_type: str = ""
    is_cut: bool = False


def _content(target: str, stream: BinaryIO | None, config: Config, work: Work) -> _Content:
    if stream is not None:
        content = stream.read(MOST_PIPED_BYTES + 1)
        return _Content(content[:MOST_PIPED_BYTES], is_cut=len(content) > MOST_PIPED_BYTES)
    if is_file(target) or target.startswith(_PATHS) or not target.strip():
        from reader.fetch.source import read_bytes

        content, path = read_bytes(Path(target))
        return _Content(content, clean_line(path, 200))
    from reader.fetch.feed import FeedDelivery, FetchLimits, fetch_feed

    failure: FetchError | None = None
    for url in addresses_meant(target):
        work.report(Progress(step=f"fetching {clean_line(url, 200)}"))
        try:
            came = fetch_feed(
                url,
                limits=FetchLimits(deadline_seconds=config.fetch_deadline_seconds),
                confirmed_hosts=frozenset(config.confirmed_hosts),
                access=access_of(config),
                cancel=work.cancel,
            )
        except FetchError as error:
            failure = failure or error
            if error.status:  # somebody is there, and another scheme would say the same
                raise
            continue
        assert isinstance(came, FeedDelivery)  # no validators were sent
        return _Content(came.content, came.url, came.content_type, came.is_cut)
    assert failure is not None
    raise failure


def _name_feeds(error: FeedError, came: _Content) -> None:
    """Let an error about a web page say which feeds it names."""
    from reader.feeds.discovery import feeds_on_page

    links = feeds_on_page(came.content, came.url, came.content_type) if b"<" in came.content[:1_000] else ()
    if links:
        others = f", and {len(links) - 1} more" if len(links) > 1 else ""
        error.hint = f"It names a feed: {clean_line(links[0].url, _MAX_SHOWN_LINK_LETTERS)}{others}."


def preview_json(preview: FeedPreview, limit: int | None) -> dict[str, Any]:
    """Return a read feed with its first `limit` entries (None: all) as a JSON object; null for what it does not say."""
    feed = preview.feed
    return {
        "form": feed.form.value,
        "title": feed.title or None,
        "description": feed.description or None,
        "url": preview.url or None,
        "home": feed.home or None,
        "language": feed.language or None,
        "authors": list(feed.authors),
        "moved_to": feed.moved_to or None,
        "ttl_minutes": feed.ttl_minutes or None,
        "cut": feed.is_cut,
        "notes": list(feed.notes),
        "sitemaps": list(feed.sitemaps),
        "entry_count": len(feed.entries),
        "entries": [_entry_json(entry) for entry in feed.entries[:limit]],
    }


def summary_of(entry: FeedEntry) -> str:
    """Return what an entry says of itself, without markup, on one line."""
    from reader.feeds.texts import plain_text

    return plain_text(entry.summary or entry.content, _MAX_SUMMARY_LETTERS)


def _entry_json(entry: FeedEntry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "url": entry.url or None,
        "title": entry.title or None,
        "shown_title": shown_title(entry),
        "authors": list(entry.authors),
        "published": _date(entry.published),
        "updated": _date(entry.updated),
        "summary": summary_of(entry) or None,
        "summary_html": entry.summary or None,
        "content_html": entry.content or None,
        "base": entry.base or None,
        "tags": list(entry.tags),
        "language": entry.language or None,
        "images": [_file_json(file) for file in entry.images],
        "enclosures": [_file_json(file) for file in entry.enclosures],
        "source": entry.source_title or None,
    }


def shown_title(entry: FeedEntry) -> str:
    """Return what stands for an entry in a list: its title, else how it begins, else its address."""
    return entry.title or summary_of(entry) or entry.url or "(an entry without words)"


def _file_json(file: FeedImage) -> dict[str, Any]:
    return {
        "url": file.url,
        "type": file.media_type or None,
        "caption": file.caption or None,
        "credit": file.credit or None,
        "alt": file.alt or None,
        "width": file.width or None,
        "height": file.height or None,
    }


def _date(day: PageDate | None) -> str | None:
    return None if day is None else day.isoformat()
