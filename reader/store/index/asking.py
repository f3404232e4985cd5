"""Answers of the index: which articles and annotations a question finds, in which order, and the rows that lists show of them.

All on a connection that the caller holds. Rows whose JSON cannot be read raise one of UNREADABLE: the index is damaged then.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from itertools import chain
from typing import Any

from reader.model.kept import AnnotationCounts, ListedArticle, Part
from reader.model.query import Query, SortKey, words_asked_for
from reader.store.index.compiling import (
    COMMON,
    AnnotationCompiler,
    ArticleCompiler,
    Clause,
    Compiler,
    Count,
    Match,
    counter,
    simplified,
)
from reader.store.index.forms import placed_of, record_of, state_of
from reader.store.index.rows import AnnotationRow, Asked, Changes, Entry, ShelfCounts, TagUse
from reader.store.index.schema import ARCHIVED, HERE, READ, STARRED, TRASHED

_MANY_MARKS = 500
"""Values in one statement; older SQLites allow 999."""

_WEIGHTS = {
    # title, byline, site, deck, tags, notes, note_tags
    "article_words": "10.0, 5.0, 3.0, 5.0, 8.0, 4.0, 6.0",
    "article_text": "1.0",
    # quote, note, tags
    "annotation_words": "1.0, 2.0, 3.0",
}

_ARTICLE_ORDERS = {
    SortKey.ADDED: ("a.added DESC",),
    SortKey.PUBLISHED: ("a.published DESC", "a.added DESC"),
    SortKey.READ: ("a.opened IS NULL", "a.opened DESC", "a.added DESC"),
    SortKey.TITLE: ("a.title_key ASC", "a.added DESC"),
    SortKey.SITE: ("a.site_key = ''", "a.site_key ASC", "a.added DESC"),
    SortKey.AUTHOR: ("a.author_key = ''", "a.author_key ASC", "a.added DESC"),
    SortKey.WORDS: ("a.words DESC", "a.added DESC"),
}
"""What is empty stands last either way round; the second column that has a direction decides among equals and keeps its own."""


def find_articles(connection: sqlite3.Connection, asked: Asked, zone: tzinfo | None) -> "array[int]":
    """Return the docids of the articles that `asked` finds, in its order."""
    count = counter(connection)
    compiler = ArticleCompiler(asked, count, zone)
    where = compiler.where()
    key = asked.query.sort or asked.usual
    order = _order(key, asked.query, "a.docid")
    found = _numbers(
        connection, Clause(f"SELECT a.docid FROM articles a WHERE {where.sql} ORDER BY {order}", where.values)
    )
    return _ranked(connection, found, asked, compiler, count, None) if key is SortKey.BEST else found


def find_annotations(
    connection: sqlite3.Connection, asked: Asked, zone: tzinfo | None, limit: int | None
) -> "array[int]":
    """Return the keys of the annotations that `asked` finds, in its order, at most `limit`."""
    count = counter(connection)
    compiler = AnnotationCompiler(asked, count, zone)
    where = compiler.where()
    key = asked.query.sort or asked.usual
    order = _order(key, asked.query, "n.key").replace("a.added", "n.created")
    # Before ranking nothing may be cut off.
    end = "" if limit is None or key is SortKey.BEST else f" LIMIT {max(0, limit)}"
    sql = f"SELECT n.key FROM annotations n CROSS JOIN articles a ON a.docid = n.docid WHERE {where.sql} ORDER BY {order}{end}"
    found = _numbers(connection, Clause(sql, where.values))
    return _ranked(connection, found, asked, compiler, count, limit) if key is SortKey.BEST else found


def listed_articles(connection: sqlite3.Connection, docids: Sequence[int]) -> tuple[ListedArticle | None, ...]:
    """Return a row for each of `docids`, None for one that is gone."""
    rows: dict[int, ListedArticle] = {}
    sql = (
        "SELECT a.docid, a.flags, a.highlights, a.notes, s.record, s.state FROM articles a JOIN shown s ON s.docid = a.docid"
        " WHERE a.docid IN ({})"
    )
    for docid, flags, highlights, notes, record, state in _each(connection, sql, docids):
        if flags & HERE:
            counts = AnnotationCounts(highlights=highlights, notes=notes)
            rows[docid] = ListedArticle(record=record_of(record), state=state_of(flags, state), counts=counts)
    return tuple(map(rows.get, docids))


def annotation_rows(connection: sqlite3.Connection, keys: Sequence[int]) -> tuple[AnnotationRow | None, ...]:
    """Return a row for each of `keys`, None for one that is gone."""
    sql = "SELECT key, docid, document FROM annotations WHERE key IN ({})"
    rows = {
        key: AnnotationRow(key=key, docid=docid, placed=placed_of(document))
        for key, docid, document in _each(connection, sql, keys)
    }
    return tuple(map(rows.get, keys))


def article_ids(connection: sqlite3.Connection, docids: Sequence[int]) -> tuple[str | None, ...]:
    """Return the id of each of `docids`, None for one that is gone."""
    sql = "SELECT docid, article_id FROM articles WHERE docid IN ({})"
    rows: dict[int, str] = dict(_each(connection, sql, docids))
    return tuple(map(rows.get, docids))


def first_unread(connection: sqlite3.Connection, docids: Sequence[int], places: Iterable[int]) -> int | None:
    """Return the first of `places` in `docids` whose article is unread; asks in pieces, so a near one costs little."""
    for piece in _pieces(list(places)):
        sql = f"SELECT docid FROM articles WHERE docid IN ({{}}) AND (flags & {READ | HERE}) = {HERE}"
        unread = {docid for (docid,) in _each(connection, sql, [docids[place] for place in piece])}
        for place in piece if unread else ():
            if docids[place] in unread:
                return place
    return None


def count_shelves(connection: sqlite3.Connection) -> ShelfCounts:
    """Count what lies on each shelf, in one walk over an index that holds nothing but dates and flags."""
    here, inbox = HERE, HERE | ARCHIVED | TRASHED
    kept = f"(flags & {HERE | TRASHED}) = {here}"
    sums = (
        f"(flags & {inbox}) = {here}",
        f"(flags & {inbox | READ}) = {here}",
        f"{kept} AND (flags & {STARRED}) <> 0",
        f"{kept} AND (flags & {ARCHIVED}) <> 0",
        kept,
        f"(flags & {HERE | TRASHED}) = {HERE | TRASHED}",
    )
    row = connection.execute(f"SELECT {', '.join(f'total({one})' for one in sums)} FROM articles").fetchone()
    tags = tuple((use.name, use.articles) for use in tag_uses(connection) if use.articles)
    inbox_count, unread, starred, archive, kept_count, trash = map(int, row)
    return ShelfCounts(inbox_count, unread, starred, archive, kept_count, trash, tags)


def tag_uses(connection: sqlite3.Connection) -> tuple[TagUse, ...]:
    """Return every tag in use outside the trash, in alphabetical order."""
    # Counting all and taking off the few that do not count spares asking each of the many.
    uses: dict[str, list[int]] = {}
    total = "SELECT name, annotation <> 0, count(*) FROM tags GROUP BY folded, name, annotation <> 0"
    for name, of_annotation, count in connection.execute(total):
        uses.setdefault(name, [0, 0])[of_annotation] = count
    hidden = (
        "SELECT t.name, t.annotation <> 0, count(*) FROM articles a CROSS JOIN tags t ON t.docid = a.docid"
        f" WHERE (a.flags & {TRASHED}) <> 0 OR ((a.flags & {HERE}) = 0 AND t.annotation = 0) GROUP BY 1, 2"
    )
    for name, of_annotation, count in connection.execute(hidden):
        uses[name][of_annotation] -= count
    return tuple(TagUse(name, *counts) for name, counts in uses.items() if any(counts))


def changes_since(connection: sqlite3.Connection, seq: int, writer: int) -> Changes:
    """Return what writers other than `writer` wrote since `seq`."""
    oldest, newest = connection.execute("SELECT min(seq), max(seq) FROM log").fetchone()
    start = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'log'").fetchone()[0]
    newest = newest or start
    if seq == newest:
        return Changes(seq)
    if seq > newest or seq < (oldest or newest) - 1:
        return Changes(newest, is_whole=False)
    rows = connection.execute(
        "SELECT DISTINCT article_id, part FROM log WHERE seq > ? AND writer <> ? ORDER BY seq", (seq, writer)
    ).fetchall()
    if any(not article_id for article_id, _ in rows):
        return Changes(newest, is_whole=False)
    return Changes(newest, tuple(Entry(article_id, Part(part)) for article_id, part in rows))


def _order(key: SortKey, query: Query, number: str) -> str:
    """Return the columns of ORDER BY; best matches are found newest first and ranked afterwards."""
    columns = list(_ARTICLE_ORDERS[SortKey.ADDED if key is SortKey.BEST else key])
    columns.append(f"{number} DESC")
    if query.is_reversed and key is not SortKey.BEST:
        turned = next(place for place, column in enumerate(columns) if column.endswith(("ASC", "DESC")))
        name, direction = columns[turned].rsplit(" ", 1)
        columns[turned] = f"{name} {'ASC' if direction == 'DESC' else 'DESC'}"
        if key is SortKey.ADDED:
            columns[-1] = f"{number} ASC"
    return ", ".join(columns)


def _ranked(
    connection: sqlite3.Connection,
    found: "array[int]",
    asked: Asked,
    compiler: Compiler,
    count: Count,
    limit: int | None,
) -> "array[int]":
    """Return `found` with the best matches first; what only has very common words follows, newest first."""
    condition = simplified(asked.query.condition)
    words = words_asked_for(Query(condition=condition))
    expressions: dict[str, list[str]] = {}
    if len(found) > 1:
        for match in dict.fromkeys(match for one in words for match in compiler.matches(one)):
            if _can_rank(match, compiler) and 0 < count(match) < COMMON:
                expressions.setdefault(match.table, []).append(match.expression)
    scores: dict[int, float] = {}
    for table, matches in expressions.items():
        sql = f"SELECT rowid, bm25({table}, {_WEIGHTS[table]}) FROM {table} WHERE {table} MATCH ?"
        for number, score in connection.execute(sql, (" OR ".join(matches),)):
            scores[number] = scores.get(number, 0.0) + score
    if scores:
        best = sorted((number for number in found if number in scores), key=scores.__getitem__)
        found = array("q", chain(best, (number for number in found if number not in scores)))
    if asked.query.is_reversed:
        found.reverse()
    return found if limit is None else found[: max(0, limit)]


def _can_rank(match: Match, compiler: Compiler) -> bool:
    """Whether the rows of a match are what is ranked: an article's words say nothing about one of its annotations."""
    return (match.table == "annotation_words") == isinstance(compiler, AnnotationCompiler)


def _numbers(connection: sqlite3.Connection, clause: Clause) -> "array[int]":
    return array("q", chain.from_iterable(connection.execute(clause.sql, clause.values)))


def _each(connection: sqlite3.Connection, sql: str, numbers: Sequence[int]) -> Iterator[Any]:
    for piece in _pieces(numbers):
        yield from connection.execute(sql.format(", ".join("?" * len(piece))), tuple(piece))


def _pieces(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _MANY_MARKS):
        yield numbers[start : start + _MANY_MARKS]
