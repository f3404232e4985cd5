"""Articles that stand together in a list: the order of the groups as SQL, and where in what is found each of them is.

Sites, authors and tags are compared as they are sorted. Days and years are stretches of time between boundaries that are worked
out here, in the user's time zone, and looked up for each article by bisection: SQLite's own dates know one zone alone.
"""

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta, tzinfo
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from reader.model.query import GroupKey, SortKey
from reader.store.index.clauses import Clause
from reader.store.index.conditions import begin_of
from reader.store.index.rows import Asked, Found, Group
from reader.store.index.schema import HERE, READ
from reader.store.index.stories import folded, id_of

_YEARS_BY_MONTH = 20
"""As far back days are gathered by month; before that by year, so that one old date does not make a thousand boundaries."""

_FIRST_YEAR = 1000
"""Earlier dates are mistakes; they stand under this year."""

_STRETCH = "stretch_of"
"""The function of two arguments, a time and whether it is floating, that gives the number of its stretch."""

_NAMED = {
    GroupKey.SITE: "m.site_key",
    # The key has all authors of an article.
    GroupKey.AUTHOR: "substr(m.author_key, 1, instr(m.author_key || ', ', ', ') - 1)",
    GroupKey.TAG: "ifnull((SELECT min(t.folded) FROM tags t WHERE t.docid = a.docid AND t.annotation = 0), '')",
}
_DATES = {SortKey.PUBLISHED: "a.published", SortKey.READ: "a.opened"}
"""The date that days go by in an order; in all others it is that of adding."""


_Row = tuple[int, object, int]
"""Docid, the value that it is gathered by, and whether it is unread."""


class _Stretches(NamedTuple):
    """Stretches of time, one after the other."""

    starts: Sequence[int]
    """When each begins, in milliseconds, rising."""
    floating: Sequence[int]
    """The same for dates without a zone."""
    keys: Sequence[str]

    def number_of(self, moment: int, is_floating: int) -> int:
        """Return the number of the stretch in which a moment lies; what is before all lies in the first."""
        return max(0, bisect_right(self.floating if is_floating else self.starts, moment) - 1)


def find_grouped(connection: sqlite3.Connection, asked: Asked, zone: tzinfo | None, where: Clause, order: str) -> Found:
    """Return the articles for which `where` holds, by groups as `asked` wants them, in `order` within each."""
    group = asked.group
    assert group is not None  # who asks for none has no business here
    stretches: _Stretches | None = None
    if group is GroupKey.FEED:
        column, direction = "NULL", "1"  # the same for all: what they are is found below
    elif group in _NAMED:
        column, direction = _NAMED[group], "g = '', g"
    else:
        date_column = "a.published" if group is GroupKey.YEAR else _DATES.get(_key(asked), "a.added")
        stretches = _stretches(connection, group, date_column, asked.today, zone)
        connection.create_function(_STRETCH, 2, stretches.number_of, deterministic=True)
        is_floating = "a.is_floating" if date_column == "a.published" else "0"
        column = f"CASE WHEN {date_column} IS NULL THEN -1 ELSE {_STRETCH}({date_column}, {is_floating}) END"
        direction = "g < 0, g ASC" if _goes_by(asked, date_column) and asked.query.is_reversed else "g DESC"
    names = " JOIN names m ON m.docid = a.docid" if "m." in order + column else ""
    sql = f"SELECT a.docid, {column} AS g, (a.flags & {READ}) = 0 FROM articles a{names}"
    rows = connection.execute(f"{sql} WHERE {where.sql} ORDER BY {direction}, {order}", where.values).fetchall()
    if asked.is_folded and (under := folded(connection, [row[0] for row in rows])):
        rows = [row for row in rows if row[0] not in under]
    key_of: Callable[[object], str] = _key_of(stretches)
    if group is GroupKey.FEED:
        rows, key_of = _by_feed(connection, asked, rows), _feed_of
    groups, start = [], 0
    for value, run in groupby(rows, itemgetter(1)):
        unread = [is_unread for _, _, is_unread in run]
        groups.append(Group(key_of(value), start, len(unread), sum(unread)))
        start += len(unread)
    return Found(array("q", map(itemgetter(0), rows)), tuple(groups))


def _key_of(stretches: _Stretches | None) -> Callable[[object], str]:
    if stretches is None:
        return str
    keys = stretches.keys
    return lambda value: keys[value] if isinstance(value, int) and value >= 0 else ""


def _feed_of(value: object) -> str:
    """Return the id of the feed whose place and number the value of a group says; "" for no feed."""
    match value:
        case (_, int(number)) if number:
            return id_of(number)
        case _:
            return ""


def _by_feed(connection: sqlite3.Connection, asked: Asked, rows: Sequence[_Row]) -> list[_Row]:
    """Return rows with their feeds, in the order of these; what came through none stands last."""
    from reader.store.index.feeding import first_feeds  # most libraries have no feeds

    feeds = first_feeds(connection, asked.named_feeds)
    nowhere = len(asked.named_feeds) + 1, 0
    found = [(docid, feeds.get(docid, nowhere), is_unread) for docid, _, is_unread in rows]
    return sorted(found, key=itemgetter(1))


def _key(asked: Asked) -> SortKey:
    return asked.query.sort or asked.usual


def _goes_by(asked: Asked, date_column: str) -> bool:
    """Whether the order goes by the very date that the groups do: then both turn round together."""
    return _DATES.get(_key(asked), "a.added" if _key(asked) is SortKey.ADDED else "") == date_column


def _stretches(
    connection: sqlite3.Connection, group: GroupKey, column: str, today: date, zone: tzinfo | None
) -> _Stretches:
    sql = f"SELECT min({column}), max({column}) FROM articles a WHERE (a.flags & {HERE}) <> 0"
    oldest, newest = (_year_of(moment, today) for moment in connection.execute(sql).fetchone())
    days: dict[date, str] = {}
    if group is GroupKey.YEAR:
        days |= {date(year, 1, 1): f"{year:04}" for year in range(oldest, newest + 1)}
    else:
        by_month = max(_FIRST_YEAR + 1, today.year - _YEARS_BY_MONTH)
        days |= {date(year, 1, 1): f"{year:04}" for year in range(min(oldest, by_month), by_month)}
        for year in range(by_month, today.year + 1):
            months = range(1, (today.month if year == today.year else 12) + 1)
            days |= {date(year, month, 1): f"{year:04}-{month:02}" for month in months}
        monday = today - timedelta(days=today.weekday())
        days = {day: key for day, key in days.items() if day <= monday}
        days[monday] = "week"
        days[today - timedelta(days=1)] = "yesterday"
        days[today] = "today"  # and whatever is dated later
    ordered = sorted(days)
    return _Stretches(
        [begin_of(day, zone) for day in ordered],
        [begin_of(day, None, is_floating=True) for day in ordered],
        [days[day] for day in ordered],
    )


def _year_of(moment: int | None, today: date) -> int:
    """Return about which year a moment lies in; a year too many does no harm, for empty groups are left out."""
    if moment is None:
        return today.year
    return max(_FIRST_YEAR, min(1970 + moment // 31_556_952_000, 9_998))
