"""What questions may call feeds by, and which feeds a folder holds. Pure."""

from collections.abc import Iterable, Mapping

from reader.model.feed import FOLDER_SEPARATOR, Feed
from reader.model.name_order import name_order
from reader.store.index.rows import NamedFeed


def named_feeds(feeds: Iterable[Feed]) -> tuple[NamedFeed, ...]:
    """Return what queries may call feeds by, in the order of their names."""
    named = (
        NamedFeed(
            feed.id, feed.shown_name, f"{feed.shown_name} {feed.title}" if feed.name else feed.shown_name, feed.folder
        )
        for feed in feeds
    )
    return tuple(sorted(named, key=lambda feed: (name_order(feed.name), feed.feed_id)))


def feeds_in_folders(feeds: Iterable[Feed]) -> Mapping[str, list[str]]:
    """Return of every folder the ids of the feeds in it and in those nested in it."""
    found: dict[str, list[str]] = {}
    for feed in feeds:
        names = feed.folder.split(FOLDER_SEPARATOR) if feed.folder else []
        for depth in range(1, len(names) + 1):
            found.setdefault(FOLDER_SEPARATOR.join(names[:depth]), []).append(feed.id)
    return found
