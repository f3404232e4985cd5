"""Marking all that a list holds as read: the morning's rest, a feed, a folder of feeds."""

from collections.abc import Iterator

from reader.library.listing import Listing, View, ViewKind
from reader.library.progress import Work
from reader.library.step_words import title_words
from reader.library.tending_many import ChangedMany, TendingMany

ROWS_AT_ONCE = 500


def mark_read(found: Listing, tending: TendingMany, where: str, work: Work) -> ChangedMany:
    """Mark the unread articles of a list as read, in one step that says `where`. What comes into it meanwhile stays unread."""
    unread = tuple(_unread(found))
    return tending.set_field(unread, "is_read", True, "read", work, where=where) if unread else ChangedMany()


def _unread(found: Listing) -> Iterator[str]:
    for start in range(0, len(found), ROWS_AT_ONCE):
        for row in found.rows(start, start + ROWS_AT_ONCE):
            if not row.state.is_read:
                yield row.record.id


def where_of(view: View, feed_name: str) -> str:
    """Return what the history calls a view, "" for the library as a whole; `feed_name` if it is that of a feed."""
    match view.kind:
        case ViewKind.FEED:
            return title_words(feed_name)
        case ViewKind.FEED_FOLDER | ViewKind.SAVED:
            return title_words(view.name)
        case ViewKind.TAG:
            return f"#{view.tag}"
        case ViewKind.NEWS | ViewKind.FRONT:
            return "the news"
        case _:
            return ""
