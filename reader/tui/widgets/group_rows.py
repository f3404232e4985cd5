"""The headings of groups in the list: what they are called, how they look, and what an order is called. Pure."""

from reader.layout.cells import cell_width, shorten
from reader.layout.furniture import MONTH_NAMES
from reader.library.listing import ListOrder, View, usual_order
from reader.tui.lines import Run, flush_right
from reader.tui.looks.inks import Inks
from reader.tui.shown_feeds import NO_FEEDS, ShownFeeds
from reader.tui.shown_list import EVENT, GroupRow
from reader.tui.widgets.list_rows import CHOSEN, RIGHT_ROOM, TEXT_X, RowLook, barred

_NUMBER_CELLS = 5
"""Room for how much is in a group, so that what is unread stands in a column of its own."""

_DAYS = {"today": "Today", "yesterday": "Yesterday", "week": "This week"}
_NONE = {
    "day": "Never opened",
    "site": "No site",
    "tag": "No tag",
    "author": "No author",
    "year": "No date",
    "feed": "No feed",
    EVENT: "Also in the news",
}

SORT_NAMES = {
    "added": "added, newest first",
    "-added": "added, oldest first",
    "published": "published, newest first",
    "-published": "published, oldest first",
    "read": "last read first",
    "title": "by title",
    "site": "by site",
    "author": "by author",
    "words": "longest first",
    "-words": "shortest first",
    "annotated": "most annotated first",
    "unread": "unread first",
    "best": "best match first",
}

GROUP_NAMES = {
    "none": "no groups",
    "day": "by day",
    "site": "by site",
    "tag": "by tag",
    "author": "by author",
    "year": "by year of publication",
    "feed": "by feed",
}


def group_name(row: GroupRow, group: str, feeds: ShownFeeds = NO_FEEDS) -> str:
    """Return what the heading of a group says; `group` is what the list is gathered by."""
    key = row.group.key
    if row.group.sources:
        return row.name if row.is_folded else _sources(row)
    if group == "feed" and key:
        return feeds.name_of(key) or "A feed that is not subscribed to any more"
    if not key:
        return _NONE.get(group, "Others")
    if row.name:
        return f"#{row.name}" if group == "tag" else row.name
    if group == "day" and (name := _DAYS.get(key)):
        return name
    year, _, month = key.partition("-")
    return f"{MONTH_NAMES[int(month) - 1]} {year}" if group == "day" and month else key


def _sources(row: GroupRow) -> str:
    return f"{row.group.sources:,} sources"


def _unread(row: GroupRow) -> str:
    return f"{row.group.unread:,}" if row.group.unread else ""


def order_words(order: ListOrder, view: View) -> str:
    """Return how a view is ordered, in words; "" for the usual order of such a view."""
    return "" if order.sort in ("best", usual_order(view).sort) else SORT_NAMES.get(order.sort, "")


def group_height(row: GroupRow) -> int:
    """Return the lines of a heading: one, and a blank one below it unless the group is folded, or its articles follow closely."""
    return 1 if row.is_folded or row.group.sources else 2


def group_lines(row: GroupRow, group: str, width: int, look: RowLook, inks: Inks) -> list[list[Run]]:
    """Return the lines of a heading: the sign of folding, the name, what is unread, how many there are; of an event that is
    folded, what it is, and how many sources tell of it.

    Where all of a folded group is selected, the sign of that stands in place of the first.
    """
    is_lead = bool(row.group.sources) and row.is_folded
    numbers = [(f"{row.group.size:,}".rjust(_NUMBER_CELLS), inks.muted)]
    if group == EVENT:
        numbers = [(_unread(row).rjust(_NUMBER_CELLS), inks.accent), *numbers]
    elif row.group.unread:
        numbers = [(f"{_unread(row)} ", inks.accent), *numbers]
    if is_lead:
        numbers = [(_sources(row), inks.muted), *numbers]
    right = flush_right(numbers, width - RIGHT_ROOM)
    room = width - TEXT_X - RIGHT_ROOM - sum(cell_width(text) for text, _ in numbers) - 2
    sign = Run(1, CHOSEN, inks.key) if look.is_chosen else Run(1, "▸" if row.is_folded else "▾", inks.muted)
    # Over an event that is not folded comes its first headline forward, and not how many tell of it.
    ink = inks.muted if row.group.sources and not row.is_folded and not look.is_current else inks.strong
    return [barred([sign, Run(TEXT_X, shorten(group_name(row, group, look.feeds), room), ink), *right], look, inks)]
