"""Feeds for tests: the files beside this, and small ones made in the test that needs them."""

from pathlib import Path

from reader.feeds.reading import read_feed
from reader.model.feed import FeedEntry, ParsedFeed

FILES = Path(__file__).parent / "files"
HOST = "https://host.example/feed"

_NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def feed_in(name: str) -> ParsedFeed:
    """Return one of the files, read."""
    return read_feed((FILES / name).read_bytes(), url=HOST)


def rss(items: str, channel: str = "<title>Paper</title><link>https://paper.example/</link>") -> bytes:
    """Return an RSS feed with these items."""
    text = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {_NAMESPACES}><channel>{channel}{items}</channel></rss>'
    return text.encode()


def atom(entries: str, feed: str = "<title>Notes</title>", attributes: str = "") -> bytes:
    """Return an Atom feed with these entries."""
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>{feed}{entries}</feed>'.encode()


def only(content: bytes, url: str = HOST) -> FeedEntry:
    """Return the only entry of a feed."""
    (entry,) = read_feed(content, url=url).entries
    return entry


def item(inside: str) -> FeedEntry:
    """Return the entry of an RSS feed with one item, which has this in it."""
    return only(rss(f"<item>{inside}</item>"))
