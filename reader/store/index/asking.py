"""Answers of the index: which articles and annotations a question finds, in which order, and the rows that lists show of them.

All on a connection that the caller holds. Rows that cannot be read raise BrokenRowError: the index is damaged then.
"""

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import tzinfo
from functools import wraps
from itertools import chain
from typing import ParamSpec, TypeVar

from reader.model.kept import AnnotationCounts, ListedArticle, Part
from reader.model.query import Query, SortKey, TextField, words_asked_for
from reader.store.block_codec import UNREADABLE
from reader.store.index.clauses import COMMON, Clause, Lookup, each, pieces
from reader.store.index.compiling import AnnotationCompiler, ArticleCompiler
from reader.store.index.conditions import Compiler, simplified
from reader.store.index.forms import BrokenRowError, placed_of, record_of, state_of
from reader.store.index.rows import AnnotationRow, Asked, Changes, Entry, Found
from reader.store.index.schema import FED, HERE, READ
from reader.store.index.stories import ALONE, folded, told_beside

_Asking = ParamSpec("_Asking")
_Answer = TypeVar("_Answer")

_RECENT = "(SELECT key FROM annotations ORDER BY created DESC, key DESC LIMIT 3000)"
"""Looking through these costs 2 ms."""

_WEIGHTS = {
    # title, byline, site, deck
    "article_words": "10.0, 5.0, 3.0, 5.0",
    "own_words": "8.0, 4.0, 6.0",
    "article_text": "1.0",
    # quote, note, tags
    "annotation_words": "1.0, 2.0, 3.0",
}

_ORDERS = {
    SortKey.ADDED: ("a.added DESC",),
    SortKey.PUBLISHED: ("a.published DESC", "a.added DESC"),
    SortKey.READ: ("a.opened IS NULL", "a.opened DESC", "a.added DESC"),
    SortKey.TITLE: ("m.title_key ASC", "a.added DESC"),
    SortKey.SITE: ("m.site_key = ''", "m.site_key ASC", "a.added DESC"),
    SortKey.AUTHOR: ("m.author_key = ''", "m.author_key ASC", "a.added DESC"),
    SortKey.WORDS: ("a.words DESC", "a.added DESC"),
    SortKey.ANNOTATED: ("max(a.highlights, a.notes) DESC", "a.added DESC"),
    SortKey.UNREAD: (f"(a.flags & {READ}) ASC", "a.added DESC"),
}
"""What is empty stands last either way round; the second column that has a direction decides among equals and keeps its own."""


def find_articles(connection: sqlite3.Connection, asked: Asked, zone: tzinfo | None) -> Found:
    """Return the articles that `asked` finds, in its order."""
    compiler = ArticleCompiler(asked, Lookup(connection), zone)
    where = compiler.where()
    key = asked.query.sort or asked.usual
    order = in_order(key, asked.query, compiler)
    if asked.group is not None:
        from reader.store.index.grouping import find_grouped

        return find_grouped(connection, asked, zone, where, order)
    names = " JOIN names m ON m.docid = a.docid" if "m." in order else ""
    found = _numbers(connection, f"SELECT a.docid FROM articles a{names} WHERE {where.sql} ORDER BY {order}", where)
    if asked.is_folded and (under := folded(connection, found)):
        found = array("q", [docid for docid in found if docid not in under])
    return Found(ranked(connection, found, asked, compiler) if key is SortKey.BEST else found)


def find_annotations(
    connection: sqlite3.Connection, asked: Asked, zone: tzinfo | None, limit: int | None
) -> "array[int]":
    """Return the keys of the annotations that `asked` finds, in its order, at most `limit`."""
    compiler = AnnotationCompiler(asked, Lookup(connection), zone)
    key = asked.query.sort or asked.usual
    order = in_order(key, asked.query, compiler)
    names = " JOIN names m ON m.docid = n.docid" if "m." in order else ""
    sql = f"SELECT n.key FROM annotations n CROSS JOIN articles a ON a.docid = n.docid{names}"
    expressions = _rankable(asked, compiler) if key is SortKey.BEST else {}
    is_cut_later = bool(expressions) or (key is SortKey.BEST and asked.query.is_reversed)
    end = "" if limit is None or is_cut_later else f" LIMIT {max(0, limit)}"  # before ranking nothing may be cut off
    is_newest_first = key in (SortKey.BEST, SortKey.ADDED) and not asked.query.is_reversed
    everywhere = compiler.everywhere() if end and key in (SortKey.BEST, SortKey.ADDED) else None
    where = everywhere or compiler.where()
    found = array("q")
    if everywhere is not None:
        sql = sql.replace("annotations n", "annotations n INDEXED BY annotations_by_date")
    elif limit and end and is_newest_first and not words_asked_for(asked.query):
        # Of a common tag or colour the newest are soon together; going through all that have it takes ten times as long.
        recent = sql.replace("annotations n", f"{_RECENT} r CROSS JOIN annotations n ON n.key = r.key")
        found = _numbers(connection, f"{recent} WHERE {where.sql} ORDER BY {order}{end}", where)
    if not found or len(found) < (limit or 0):
        found = _numbers(connection, f"{sql} WHERE {where.sql} ORDER BY {order}{end}", where)
    if key is SortKey.BEST:
        found = ranked(connection, found, asked, compiler)
    return found if limit is None else found[: max(0, limit)]


def of_rows(answer: Callable[_Asking, _Answer]) -> Callable[_Asking, _Answer]:
    """Tell what rows of another form than ours do to an answer as what it is: damage."""

    @wraps(answer)
    def told(*arguments: _Asking.args, **named: _Asking.kwargs) -> _Answer:
        try:
            return answer(*arguments, **named)
        except UNREADABLE as error:
            raise BrokenRowError(type(error).__name__) from error

    return told


@of_rows
def listed_articles(connection: sqlite3.Connection, docids: Sequence[int]) -> tuple[ListedArticle | None, ...]:
    """Return a row for each of `docids`, None for one that is gone."""
    rows: dict[int, ListedArticle] = {}
    sql = (
        "SELECT a.docid, a.flags, a.highlights, a.notes, s.record, s.state FROM articles a JOIN shown s ON s.docid = a.docid"
        " WHERE a.docid IN ({})"
    )
    found = list(each(connection, sql, docids))
    colours = _colours(connection, [docid for docid, _, highlights, *_ in found if highlights])
    fed = [docid for docid, flags, *_ in found if flags & FED]
    beside = told_beside(connection, fed) if fed else {}
    for docid, flags, highlights, notes, record_text, state in found:
        if flags & HERE:
            record = record_of(record_text)
            counts = AnnotationCounts(highlights=highlights, notes=notes, colours=tuple(colours.get(docid, ())))
            if flags & FED:
                told = beside.get(docid, ALONE)
                feeds = tuple(dict.fromkeys((*(ref.feed_id for ref in record.feeds), *told.feeds)))
                rows[docid] = ListedArticle(
                    record=record, state=state_of(flags, state), counts=counts, feeds=feeds, also=told.also
                )
            else:
                rows[docid] = ListedArticle(record=record, state=state_of(flags, state), counts=counts)
    return tuple(map(rows.get, docids))


def _colours(connection: sqlite3.Connection, docids: Sequence[int]) -> dict[int, list[str]]:
    """Return the colours that articles are marked in, the most used first."""
    sql = (
        "SELECT docid, colour FROM annotations WHERE docid IN ({}) AND is_highlight"
        " GROUP BY docid, colour ORDER BY docid, count(*) DESC, colour"
    )
    colours: dict[int, list[str]] = {}
    for docid, colour in each(connection, sql, docids):
        colours.setdefault(docid, []).append(colour)
    return colours


@of_rows
def annotation_rows(connection: sqlite3.Connection, keys: Sequence[int]) -> tuple[AnnotationRow | None, ...]:
    """Return a row for each of `keys`, None for one that is gone."""
    sql = "SELECT n.key, n.docid, d.document FROM annotations n JOIN documents d ON d.key = n.key WHERE n.key IN ({})"
    rows = {
        key: AnnotationRow(key=key, docid=docid, placed=placed_of(document))
        for key, docid, document in each(connection, sql, keys)
    }
    return tuple(map(rows.get, keys))


@of_rows
def article_ids(connection: sqlite3.Connection, docids: Sequence[int]) -> tuple[str | None, ...]:
    """Return the id of each of `docids`, None for one that is gone."""
    sql = "SELECT docid, article_id FROM names WHERE docid IN ({})"
    rows: dict[int, str] = dict(each(connection, sql, docids))
    return tuple(map(rows.get, docids))


@of_rows
def first_unread(connection: sqlite3.Connection, docids: Sequence[int], places: Iterable[int]) -> int | None:
    """Return the first of `places` in `docids` whose article is unread; asks in pieces, so a near one costs little."""
    for piece in pieces(list(places)):
        sql = f"SELECT docid FROM articles WHERE docid IN ({{}}) AND (flags & {READ | HERE}) = {HERE}"
        unread = {docid for (docid,) in each(connection, sql, [docids[place] for place in piece])}
        for place in piece if unread else ():
            if docids[place] in unread:
                return place
    return None


@of_rows
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


def in_order(key: SortKey, query: Query, compiler: Compiler) -> str:
    """Return the columns of ORDER BY; best matches are found newest first and ranked afterwards."""
    columns = [*_ORDERS[SortKey.ADDED if key is SortKey.BEST else key], f"{compiler.number} DESC"]
    if query.is_reversed and key is not SortKey.BEST:
        turned = next(place for place, column in enumerate(columns) if column.endswith(("ASC", "DESC")))
        for place in (turned, -1) if key is SortKey.ADDED else (turned,):
            name, direction = columns[place].rsplit(" ", 1)
            columns[place] = f"{name} {'ASC' if direction == 'DESC' else 'DESC'}"
    order = ", ".join(columns)
    return order.replace("a.added", "n.created") if isinstance(compiler, AnnotationCompiler) else order


def _rankable(asked: Asked, compiler: Compiler) -> dict[str, list[str]]:
    """Return what says how well something fits: for each table, the expressions of words that are not common."""
    words = words_asked_for(Query(condition=simplified(asked.query.condition)))
    expressions: dict[str, list[str]] = {}
    for one in words:
        matches = compiler.matches(one)
        # An article's words say nothing about one of its annotations, nor the other way round.
        if (matches[0].table == "annotation_words") != isinstance(compiler, AnnotationCompiler):
            continue
        if not 0 < compiler.frequency(one) < COMMON:
            continue
        tables = {match.table: match.expression for match in matches}
        if one.field is TextField.ANY and "article_text" in tables:
            tables["article_words"] = tables["article_text"]  # a word in the headline says more than one in the text
        for table, expression in tables.items():
            expressions.setdefault(table, []).append(expression)
    return expressions


def ranked(connection: sqlite3.Connection, found: "array[int]", asked: Asked, compiler: Compiler) -> "array[int]":
    """Return `found` with the best matches first; what only has very common words follows, newest first."""
    scores: dict[int, float] = {}
    for table, expressions in _rankable(asked, compiler).items() if len(found) > 1 else ():
        sql = f"SELECT rowid, bm25({table}, {_WEIGHTS[table]}) FROM {table} WHERE {table} MATCH ?"
        for number, score in connection.execute(sql, (" OR ".join(expressions),)):
            scores[number] = scores.get(number, 0.0) + score
    if scores:
        best = sorted((number for number in found if number in scores), key=scores.__getitem__)
        found = array("q", chain(best, (number for number in found if number not in scores)))
    if asked.query.is_reversed:
        found.reverse()
    return found


@of_rows
def _numbers(connection: sqlite3.Connection, sql: str, where: Clause) -> "array[int]":
    return array("q", chain.from_iterable(connection.execute(sql, where.values)))
