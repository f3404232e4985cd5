"""How many articles lie on each shelf and have each tag, and how many of them are new: neither read nor archived."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from reader.model.name_order import name_order
from reader.model.search_text import fold
from reader.store.index.asking import of_rows
from reader.store.index.clauses import each
from reader.store.index.forms import storable
from reader.store.index.rows import ShelfCounts, TagBranch, TagUse
from reader.store.index.schema import ARCHIVED, HERE, HIDDEN, IN_NEWS, NEWS, READ, STARRED, TRASHED
from reader.store.index.stories import count_folded

_STATE = HERE | TRASHED | HIDDEN | ARCHIVED | READ
# What has a tag stands under it, hidden or not: the reader put it there.
_TAGGED = f"(a.flags & {HERE | TRASHED}) = {HERE}"
_NEW_TAGGED = f"(a.flags & {HERE | TRASHED | ARCHIVED | READ}) = {HERE}"
_NEW = f"(a.flags & {_STATE}) = {HERE}"


@of_rows
def count_shelves(connection: sqlite3.Connection) -> ShelfCounts:
    """Count what lies on each shelf, and the tags of the articles."""
    kept = Counter[int]()
    inbox = unread = trash = new_starred = news = unread_news = 0
    for flags, count in connection.execute("SELECT flags, count(*) FROM articles GROUP BY flags"):
        if flags & HERE and flags & TRASHED:
            trash += count
        elif flags & HERE:
            kept.update({bit: count for bit in (STARRED, ARCHIVED) if flags & bit})
            kept[HERE] += 0 if flags & HIDDEN else count
            inbox += 0 if flags & (ARCHIVED | NEWS) else count
            unread += 0 if flags & (ARCHIVED | NEWS | READ) else count
            new_starred += count if flags & STARRED and not flags & (ARCHIVED | READ) else 0
            if flags & IN_NEWS == HERE | NEWS:
                news += count
                unread_news += 0 if flags & READ else count
    feeds: dict[str, tuple[int, int]] = {}
    if news:
        from reader.store.index.feeding import count_feeds  # most libraries have no feeds

        folded, folded_unread = count_folded(connection)
        news, unread_news, feeds = news - folded, unread_news - folded_unread, count_feeds(connection)
    uses = _tag_counts(connection, "annotation = 0")
    new_tags = _new_tags(connection) if uses else {}
    tagged, new_tagged = _tagged(connection, "t.annotation = 0", ()) if uses else (0, 0)
    return ShelfCounts(
        inbox=inbox,
        unread=unread,
        starred=kept[STARRED],
        archive=kept[ARCHIVED],
        kept=kept[HERE],
        trash=trash,
        tags=tuple((name, uses[name]) for name in _in_order(uses)),
        annotated=_annotated(connection),
        tagged=tagged,
        new_starred=new_starred,
        new_tags=new_tags,
        new_tagged=new_tagged,
        branches=tuple(_branch(connection, name) for name in _in_order(_branches(uses))),
        news=news,
        unread_news=unread_news,
        feeds=feeds,
    )


@of_rows
def count_new(connection: sqlite3.Connection, docids: Sequence[int]) -> int:
    """Return how many of `docids` are new."""
    sql = f"SELECT count(*) FROM articles a WHERE {_NEW} AND a.docid IN ({{}})"
    return sum(count for (count,) in each(connection, sql, docids))


@of_rows
def tag_uses(connection: sqlite3.Connection) -> tuple[TagUse, ...]:
    """Return every tag in use outside the trash, in alphabetical order."""
    of_articles, of_annotations = (_tag_counts(connection, kind) for kind in ("annotation = 0", "annotation > 0"))
    names = _in_order({**of_articles, **of_annotations})
    return tuple(TagUse(name, of_articles.get(name, 0), of_annotations.get(name, 0)) for name in names)


def _annotated(connection: sqlite3.Connection) -> int:
    sql = (
        f"SELECT count(*) FROM articles a WHERE (a.flags & {HERE | TRASHED}) = {HERE}"
        " AND (a.highlights > 0 OR a.notes > 0)"
    )
    return int(connection.execute(sql).fetchone()[0])


def _tag_counts(connection: sqlite3.Connection, kind: str) -> dict[str, int]:
    """Count the tags of one kind. Counting all and taking off the few that are in the trash spares asking each of the many.
    Annotations count wherever their article is, but for the trash."""
    counts = dict(connection.execute(f"SELECT name, count(*) FROM tags WHERE {kind} GROUP BY folded, name").fetchall())
    is_of_articles = kind == "annotation = 0"
    is_gone = f"(flags >= {TRASHED} OR (flags & {HERE}) = 0)" if is_of_articles else f"flags >= {TRASHED}"
    gone = f"SELECT name FROM articles a CROSS JOIN tags t ON t.docid = a.docid AND {kind} WHERE {is_gone}"
    for (name,) in connection.execute(gone):
        counts[name] -= 1
    return {name: count for name, count in counts.items() if count}


def _new_tags(connection: sqlite3.Connection) -> dict[str, int]:
    sql = (
        f"SELECT t.name, count(*) FROM articles a CROSS JOIN tags t ON t.docid = a.docid AND t.annotation = 0"
        f" WHERE {_NEW_TAGGED} GROUP BY t.folded, t.name"
    )
    return dict(connection.execute(sql).fetchall())


def _branches(names: Iterable[str]) -> set[str]:
    """Return the names that others are nested in, whether they are tags themselves or not."""
    found = set()
    for name in names:
        parts = name.split("/")
        found |= {"/".join(parts[:count]) for count in range(1, len(parts)) if all(parts[: count + 1])}
    return found


def _branch(connection: sqlite3.Connection, name: str) -> TagBranch:
    folded, stored = storable(fold(name)), storable(name)
    is_meant = (
        "t.annotation = 0 AND (t.folded = ? AND t.name = ? OR t.folded >= ? || '/' AND t.folded < ? || '0'"
        " AND substr(t.name, 1, length(?) + 1) = ? || '/')"
    )
    articles, unread = _tagged(connection, is_meant, (folded, stored, folded, folded, stored, stored))
    return TagBranch(name, articles, unread)


def _tagged(connection: sqlite3.Connection, is_meant: str, values: tuple[str, ...]) -> tuple[int, int]:
    """Return how many articles have a tag that is meant, and how many of them are new."""
    sql = (
        f"SELECT count(*), total({_NEW_TAGGED}) FROM articles a"
        f" WHERE a.docid IN (SELECT t.docid FROM tags t WHERE {is_meant}) AND {_TAGGED}"
    )
    articles, unread = connection.execute(sql, values).fetchone()
    return articles, int(unread)


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (name_order(name), name))
