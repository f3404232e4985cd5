"""How old the news is, and through which feeds it came: for what lets it go. Two walks through trees, nothing is read of rows."""

import sqlite3
from collections import defaultdict
from datetime import UTC, datetime
from typing import NamedTuple

from reader.store.index.schema import HERE, NEWS, TRASHED
from reader.store.index.stories import id_of


class NewsAge(NamedTuple):
    """An article among the news."""

    docid: int
    article_id: str
    came: datetime
    feed_ids: tuple[str, ...]


def news_ages(connection: sqlite3.Connection) -> list[NewsAge]:
    """Return all news outside the trash, archived and hidden too, what came last first; some 3 µs each."""
    feeds: dict[int, list[int]] = defaultdict(list)
    for docid, feed in connection.execute("SELECT docid, feed FROM feed_articles"):
        feeds[docid].append(feed)
    names = {number: id_of(number) for number in {number for some in feeds.values() for number in some}}
    rows = connection.execute(
        "SELECT a.docid, m.article_id, a.added FROM articles a JOIN names m ON m.docid = a.docid"
        f" WHERE (a.flags & {NEWS}) <> 0 AND (a.flags & {HERE | TRASHED}) = {HERE} ORDER BY a.added DESC, a.docid DESC"
    )
    return [
        NewsAge(docid, article_id, _moment(added), tuple(names[feed] for feed in feeds.get(docid, ())))
        for docid, article_id, added in rows
    ]


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1_000, UTC)
