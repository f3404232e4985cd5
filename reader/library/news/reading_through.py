"""Marking all that a list holds as read: the morning's rest, a feed, a folder of feeds."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from reader.library.listing import Listing, View, ViewKind
from reader.library.progress import Work
from reader.library.step_words import title_words
from reader.library.tending_many import ChangedMany, TendingMany

ROWS_AT_ONCE = 500


def mark_read(found: Sequence[Listing], tending: TendingMany, where: str, work: Work) -> ChangedMany:
    """Mark the unread articles of lists as read, in one step that says `where`. What comes into them meanwhile stays unread."""
    unread = tuple(dict.fromkeys(chain.from_iterable(map(_unread, found))))
    return tending.set_field(unread, "is_read", True, "read", work, where=where) if unread else ChangedMany()


def _unread(found: Listing) -> Iterator[str]:
    for start in range(0, len(found), ROWS_AT_ONCE):
        for row in found.rows(start, start + ROWS_AT_ONCE):
            if not row.state.is_read:
                yield row.record.id


def where_of(views: Sequence[View], feed_names: Mapping[str, str]) -> str:
    """Return what the history calls views, "" for the library as a whole. `feed_names` are those of feeds, by their ids."""
    words = [_where_of(view, feed_names) for view in views]
    return " and ".join(words if len(words) < 3 else (words[0], f"{len(words) - 1} more"))


def _where_of(view: View, feed_names: Mapping[str, str]) -> str:
    match view.kind:
        case ViewKind.FEED:
            return title_words(feed_names.get(view.name, "a feed"))  # one that is given up may have left news
        case ViewKind.FEED_FOLDER | ViewKind.SAVED:
            return title_words(view.name)
        case ViewKind.TAG:
            return f"#{view.tag}"
        case ViewKind.NEWS | ViewKind.FRONT:
            return "the news"
        case _:
            return ""
