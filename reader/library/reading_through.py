"""Marking all that a list holds as read: the morning's rest, a feed, a folder of feeds."""

from collections.abc import Iterator

from reader.library.listing import Listing, View, ViewKind
from reader.library.progress import Work
from reader.library.tending_many import ChangedMany, TendingMany

ROWS_AT_ONCE = 500


def mark_read(found: Listing, tending: TendingMany, label: str, work: Work) -> ChangedMany:
    """Mark the unread articles of a list as read, in one step called `label`. Those that come into it meanwhile stay unread."""
    unread = tuple(_unread(found))
    return tending.set_field(unread, "is_read", True, label, work) if unread else ChangedMany()


def _unread(found: Listing) -> Iterator[str]:
    for start in range(0, len(found), ROWS_AT_ONCE):
        for row in found.rows(start, start + ROWS_AT_ONCE):
            if not row.state.is_read:
                yield row.record.id


def label_of(view: View, feed_name: str) -> str:
    """Return what marking a view read is called in the history, before the words for how many; `feed_name` if it is a feed."""
    match view.kind:
        case ViewKind.FEED:
            return f"all of “{feed_name}” read:"
        case ViewKind.FEED_FOLDER | ViewKind.SAVED:
            return f"all of “{view.name}” read:"
        case ViewKind.TAG:
            return f"all of #{view.tag} read:"
        case ViewKind.NEWS | ViewKind.FRONT:
            return "all news read:"
        case _:
            return "all read:"
