"""Annotations in the order and the groups that a workbench wants, and how many of them are of which kind.

`asking.find_annotations` answers searches, which want the first few; here all that is found is put in order at once: 100,000 in
some tenths of a second. What an order needs of other annotations of an article, and groups of days, is worked out here, not by
SQLite, which knows neither the reader's time zone nor names without accents.
"""

import sqlite3
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from itertools import chain
from operator import itemgetter
from typing import Any

from reader.model.query import NoteGroup, NoteSort, SortKey
from reader.store.index.asking import in_order, of_rows, ranked
from reader.store.index.clauses import Clause, Lookup, each
from reader.store.index.compiling import AnnotationCompiler
from reader.store.index.conditions import begin_of
from reader.store.index.rows import Asked, FoundNotes, NoteCounts, NoteSpan
from reader.store.index.schema import HERE

_COLOURS = ("yellow", "green", "blue", "pink", "violet")
"""The order of the digit keys."""

_FIRST_TAG = "ifnull((SELECT min(t.folded) FROM tags t WHERE t.docid = n.docid AND t.annotation = n.key), '')"

_NEWEST = "n.created DESC, n.key DESC"
_BY_COLOUR = " ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(_COLOURS))
_ORDERS = {
    NoteSort.NEWEST: _NEWEST,
    NoteSort.OLDEST: "n.created, n.key",
    NoteSort.CHANGED: "n.updated DESC, n.key DESC",
    NoteSort.PLACE: _NEWEST,
    NoteSort.COLOUR: f"CASE n.colour {_BY_COLOUR} ELSE 9 END, {_NEWEST}",
    NoteSort.TAG: f"{_FIRST_TAG} = '', {_FIRST_TAG}, {_NEWEST}",
}

_MOST_DAYS = 20_000
"""Groups of days there may be; what is older stands in the first of them: dates that are mistakes."""

_MOST_NAMED = 300
"""Tags and articles that are counted out."""

_KEY_BITS = 40
_KEY = (1 << _KEY_BITS) - 1

_Row = tuple[Any, ...]
"""The key, what it is gathered by if it is, docid and place if these put it in order."""

_PLACE_AND_KEY = itemgetter(-1, 0)


@of_rows
def find_notes(connection: sqlite3.Connection, asked: Asked, zone: tzinfo | None) -> FoundNotes:
    """Return the annotations that `asked` finds, in `asked.notes_by` and the groups of `asked.notes_in`."""
    compiler = AnnotationCompiler(asked, Lookup(connection), zone)
    where = _where(compiler)
    group, is_by_place = asked.notes_in, _sort(asked) is NoteSort.PLACE
    order, names = _order(asked, compiler, group)
    columns = ["n.key"]
    if group is not None:
        columns.append(_column(group))
    if is_by_place:
        columns += ["n.docid", "n.place"]
    is_best = SortKey.BEST in (_sort(asked), asked.query.sort)
    is_by_article = group is NoteGroup.ARTICLE or (group is None and is_by_place)
    if is_by_article and not is_best:
        columns = ["n.docid", *(["n.place"] if is_by_place else ()), "n.key"]
    sql = f"SELECT {', '.join(columns)} FROM annotations n CROSS JOIN articles a ON a.docid = n.docid{names}"
    found = connection.execute(f"{sql} WHERE {where.sql} ORDER BY {order}", where.values)
    if is_by_article and not is_best:
        return _by_article(found, is_by_place=is_by_place, has_groups=group is not None)
    rows = found.fetchall()
    if is_best:
        by_key = {row[0]: row for row in rows}
        rows = [by_key[key] for key in ranked(connection, array("q", by_key), asked, compiler)]
    elif is_by_place:
        rows = _by_place(rows)
    if group is None:
        return FoundNotes(array("q", map(itemgetter(0), rows)))
    return _gathered(rows, group, asked, zone)


def _where(compiler: AnnotationCompiler) -> Clause:
    """Return what is asked, of articles alone that are here: of no other there is anything to show."""
    where = compiler.where()
    return Clause(f"({where.sql}) AND (a.flags & {HERE}) <> 0", where.values)


def _sort(asked: Asked) -> NoteSort | None:
    """Return the order, None if the query names one of its own."""
    return asked.notes_by if asked.query.sort is None else None


def _order(asked: Asked, compiler: AnnotationCompiler, group: NoteGroup | None) -> tuple[str, str]:
    """Return ORDER BY, and the join it needs."""
    sort = _sort(asked)
    order = (
        in_order(asked.query.sort or SortKey.ADDED, asked.query, compiler)
        if sort is None
        else _ORDERS.get(sort, _NEWEST)
    )
    needs_names = "m." in order or group is NoteGroup.SITE
    return order, " JOIN names m ON m.docid = n.docid" if needs_names else ""


def _column(group: NoteGroup | None) -> str:
    match group:
        case NoteGroup.COLOUR:
            return "CASE WHEN n.is_highlight THEN n.colour ELSE '' END"
        case NoteGroup.TAG:
            return _FIRST_TAG
        case NoteGroup.SITE:
            return "m.site_key"
        case NoteGroup.DAY | NoteGroup.WEEK:
            return "n.created"
        case _:
            return "n.docid"


def _by_place(rows: Iterable[_Row]) -> list[_Row]:
    """Return rows by their articles, in reading order; the articles as they come first. Docid and place are the last columns."""
    articles: dict[int, list[_Row]] = {}
    for row in rows:
        articles.setdefault(row[-2], []).append(row)
    for article in articles.values():
        if len(article) > 1:
            article.sort(key=_PLACE_AND_KEY)
    return list(chain.from_iterable(articles.values()))


def _by_article(rows: Iterable[_Row], *, is_by_place: bool, has_groups: bool) -> FoundNotes:
    """Return rows of docid, place if it puts them in order, and key by their articles; the articles as they come first.

    As `_by_place` and `_gathered`, in half their time: no row is held.
    """
    articles: defaultdict[int, list[int]] = defaultdict(list)
    if (
        is_by_place
    ):  # one number for place and key: tuples by the hundred thousand would be gone through by the collector
        for docid, place, key in rows:
            articles[docid].append(place << _KEY_BITS | key)
        for some in articles.values():
            some.sort()
        keys = array("q", [number & _KEY for number in chain.from_iterable(articles.values())])
    else:
        for docid, key in rows:
            articles[docid].append(key)
        keys = array("q", chain.from_iterable(articles.values()))
    if not has_groups:
        return FoundNotes(keys)
    spans, start = [], 0
    for docid, found in articles.items():
        spans.append(NoteSpan(str(docid), start, len(found)))
        start += len(found)
    return FoundNotes(keys, tuple(spans))


def _gathered(rows: Sequence[_Row], group: NoteGroup, asked: Asked, zone: tzinfo | None) -> FoundNotes:
    """Return rows by the value in their second column."""
    by_value: dict[Any, list[int]] = {}
    for row in rows:
        by_value.setdefault(row[1], []).append(row[0])
    gathered: dict[str, list[int]] = {}
    name_of: Callable[[Any], str] = str
    if group in (NoteGroup.DAY, NoteGroup.WEEK):
        name_of = _day_of(by_value, group, asked.today, zone)
    for value, some in by_value.items():
        gathered.setdefault(name_of(value), []).extend(some)
    keys, spans = array("q"), []
    for name in _in_order(gathered, group, asked):
        spans.append(NoteSpan(name, len(keys), len(gathered[name])))
        keys.extend(gathered[name])
    return FoundNotes(keys, tuple(spans))


def _in_order(names: Mapping[str, object], group: NoteGroup, asked: Asked) -> Iterable[str]:
    """Return the groups in their order: articles as they come, colours as their keys do, days like their annotations, names by
    the alphabet; what belongs to none comes last."""
    match group:
        case NoteGroup.ARTICLE:
            return names
        case NoteGroup.COLOUR:
            return sorted(names, key=lambda name: _COLOURS.index(name) if name in _COLOURS else len(_COLOURS))
        case NoteGroup.DAY | NoteGroup.WEEK:
            return sorted(names, reverse=_sort(asked) is not NoteSort.OLDEST)
        case _:
            return sorted(names, key=lambda name: (not name, name))


def _day_of(moments: Iterable[int], group: NoteGroup, today: date, zone: tzinfo | None) -> Callable[[int], str]:
    """Return what tells of a moment the day, or the Monday of the week, in which it lies where the reader is."""
    step = timedelta(days=7 if group is NoteGroup.WEEK else 1)
    last = today - timedelta(days=today.weekday()) if group is NoteGroup.WEEK else today
    oldest = min(moments, default=begin_of(today, zone))
    days, starts = [last], [begin_of(last, zone)]
    while starts[-1] > oldest and len(days) < _MOST_DAYS and days[-1] > date.min + step:
        days.append(days[-1] - step)
        starts.append(begin_of(days[-1], zone))
    days.reverse()
    starts.reverse()
    names = [day.isoformat() for day in days]
    return lambda moment: names[max(0, bisect_right(starts, moment) - 1)]


@of_rows
def count_notes(connection: sqlite3.Connection, asked: Asked, zone: tzinfo | None) -> NoteCounts:
    """Count what `asked` finds by colour, tag, article and time: each as the query language would find it."""
    where = _where(AnnotationCompiler(asked, Lookup(connection), zone))
    found = f"FROM annotations n CROSS JOIN articles a ON a.docid = n.docid WHERE {where.sql}"
    days = [begin_of(day, zone) for day in _beginnings(asked.today)]
    since = ", ".join("total(n.created >= ?)" for _ in days)
    kinds = "total(n.has_note), total(n.is_orphan), total(n.is_changed), total(n.is_unsure)"
    sums = connection.execute(f"SELECT count(*), {kinds}, {since} {found}", (*days, *where.values)).fetchone()
    total, with_note, orphans, changed, unsure, *by_day = (int(number) for number in sums)
    colours = dict(
        connection.execute(
            f"SELECT n.colour, count(*) {found} AND n.is_highlight GROUP BY n.colour", where.values
        ).fetchall()
    )
    tags = connection.execute(
        "SELECT name, count(DISTINCT key) FROM (SELECT t.folded, t.name, n.key FROM annotations n"
        " CROSS JOIN articles a ON a.docid = n.docid CROSS JOIN tags t ON t.docid = n.docid AND t.annotation IN (0, n.key)"
        f" WHERE {where.sql}) GROUP BY folded ORDER BY count(DISTINCT key) DESC, folded LIMIT {_MOST_NAMED}",
        where.values,
    ).fetchall()
    by_docid = connection.execute(
        f"SELECT n.docid, count(*) {found} GROUP BY n.docid ORDER BY count(*) DESC, max(n.created) DESC LIMIT {_MOST_NAMED}",
        where.values,
    ).fetchall()
    return NoteCounts(
        total=total,
        with_note=with_note,
        orphans=orphans,
        changed=changed,
        unsure=unsure,
        colours=colours,
        tags=tuple(tags),
        articles=tuple(by_docid),
        since=dict(zip(_PERIODS, by_day, strict=True)),
    )


@of_rows
def count_keys(connection: sqlite3.Connection, keys: Sequence[int]) -> NoteCounts:
    """Count annotations by what they are; of the periods nothing is said, and tags are their own. 40 ms for 10,000."""
    colours: Counter[str] = Counter()
    articles: Counter[int] = Counter()
    kinds = [0, 0, 0, 0]
    sql = "SELECT docid, colour, is_highlight, has_note, is_orphan, is_changed, is_unsure FROM annotations WHERE key IN ({})"
    for docid, colour, is_highlight, *flags in each(connection, sql, keys):
        articles[docid] += 1
        colours[colour] += is_highlight
        kinds = [number + bool(flag) for number, flag in zip(kinds, flags, strict=True)]
    tags: Counter[str] = Counter()
    names: dict[str, str] = {}
    for folded, name in each(connection, "SELECT folded, name FROM tags WHERE annotation IN ({})", keys):
        tags[folded] += 1
        names.setdefault(folded, name)
    with_note, orphans, changed, unsure = kinds
    return NoteCounts(
        total=articles.total(),
        with_note=with_note,
        orphans=orphans,
        changed=changed,
        unsure=unsure,
        colours=+colours,
        tags=tuple((names[folded], count) for folded, count in tags.most_common(_MOST_NAMED)),
        articles=tuple(articles.most_common(_MOST_NAMED)),
    )


_PERIODS = ("today", "week", "month", "year")
"""As the query language calls them."""


def _beginnings(today: date) -> tuple[date, ...]:
    monday = today - timedelta(days=today.weekday())
    return today, monday, today.replace(day=1), today.replace(month=1, day=1)


@of_rows
def note_targets(connection: sqlite3.Connection, keys: Sequence[int]) -> tuple[tuple[str, int] | None, ...]:
    """Return the ids of article and annotation of each of `keys`, None for one that is gone."""
    sql = (
        "SELECT n.key, m.article_id, n.annotation_id FROM annotations n JOIN names m ON m.docid = n.docid"
        " WHERE n.key IN ({})"
    )
    found = {key: (article_id, int(annotation_id)) for key, article_id, annotation_id in each(connection, sql, keys)}
    return tuple(map(found.get, keys))


@of_rows
def note_key(connection: sqlite3.Connection, article_id: str, annotation_id: int) -> int | None:
    """Return the key of an annotation, None if it is not there."""
    sql = "SELECT n.key FROM annotations n JOIN names m ON m.docid = n.docid WHERE m.article_id = ? AND n.annotation_id = ?"
    row = connection.execute(sql, (article_id, str(annotation_id))).fetchone()
    return int(row[0]) if row else None


@of_rows
def common_note_tags(connection: sqlite3.Connection, keys: Sequence[int]) -> tuple[str, ...]:
    """Return the tags that all of `keys` have of their own, in alphabetical order."""
    counts: dict[str, int] = {}
    for name, count in each(connection, "SELECT name, count(*) FROM tags WHERE annotation IN ({}) GROUP BY name", keys):
        counts[name] = counts.get(name, 0) + count
    return tuple(sorted(name for name, count in counts.items() if count == len(keys)))
