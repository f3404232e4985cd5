"""Questions as SQL: a query's tree becomes one WHERE over `articles AS a`, or over `annotations AS n` with their articles.

Words are looked up in FTS5 through `IN (SELECT rowid … MATCH ?)`, so that negation is an ordinary NOT, which FTS5 alone does not
have. What the user wrote reaches FTS5 only as tokens of `search_text` in quotation marks. Alternatives are handed to FTS5
as one expression; of several words that all must be there the rarest leads, and very common ones beside it are asked for
each article that is left, instead of being listed.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo
from functools import cached_property
from typing import NamedTuple

from reader.model.errors import QueryError
from reader.model.query import (
    All,
    Condition,
    DayField,
    Days,
    Either,
    Flag,
    FlagName,
    Label,
    LabelField,
    TextField,
    Unless,
    Words,
)
from reader.model.search_text import fold, query_tokens
from reader.store.index.forms import storable
from reader.store.index.rows import Asked, Shelf, milliseconds
from reader.store.index.schema import ARCHIVED, HERE, READ, STARRED, TRASHED

COMMON = 3_000
"""A word in more articles than this is not counted further, and says nothing about how well an article fits."""

_FEW = 1_500
"""So many articles can be asked one by one for less than it costs to list a few common words (25 ms each)."""

MOST_CONDITIONS = 200
_MOST_DEPTH = 28
"""Of alternatives, conjunctions and negations; the eight brackets of a query make 26, and SQLite's parser gives up at 37."""

_EDGE = 2**60
_LAST_LETTER = "\U0010ffff"

_SHELVES = {
    Shelf.INBOX: (HERE | TRASHED | ARCHIVED, HERE),
    Shelf.STARRED: (HERE | TRASHED | STARRED, HERE | STARRED),
    Shelf.ARCHIVE: (HERE | TRASHED | ARCHIVED, HERE | ARCHIVED),
    Shelf.KEPT: (HERE | TRASHED, HERE),
    Shelf.TRASH: (HERE | TRASHED, HERE | TRASHED),
    Shelf.EVERYTHING: (HERE, HERE),
}

_ARTICLE_COLUMNS = {
    TextField.TITLE: ("article_words", "title"),
    TextField.AUTHOR: ("article_words", "byline"),
    TextField.SITE: ("article_words", "site"),
    TextField.NOTE: ("own_words", "notes"),
    TextField.QUOTE: ("annotation_words", "quote"),
}


class Match(NamedTuple):
    """An FTS5 expression and the table it is asked of."""

    table: str
    expression: str
    is_textless: bool = False
    """Whether only articles are meant whose text is not in."""


class Clause(NamedTuple):
    """A piece of SQL and the values of its marks."""

    sql: str
    values: tuple[object, ...] = ()


class Lookup:
    """What has to be known of the index before a question is put into SQL; asked once for each question."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._counts: dict[Match, int] = {}

    @cached_property
    def has_textless(self) -> bool:
        """Whether there are articles whose text is not in."""
        sql = "SELECT 1 FROM names WHERE version_id <> text_id LIMIT 1"
        return self._connection.execute(sql).fetchone() is not None

    def count(self, match: Match) -> int:
        """Return in how many rows a match is found, up to COMMON."""
        if match not in self._counts:
            select = _select(match)
            found = self._connection.execute(
                f"SELECT count(*) FROM ({select.sql} LIMIT {COMMON})", select.values
            ).fetchone()
            self._counts[match] = found[0]
        return self._counts[match]

    def numbers(self, clause: Clause) -> list[int]:
        """Return the first column of what is selected."""
        return [number for (number,) in self._connection.execute(*clause)]


def simplified(condition: Condition | None) -> Condition | None:
    """Return the condition without words that have no letters, without brackets that change nothing; None if nothing is left.

    Raises QueryError if there is more of it than can be answered.
    """
    leaves = 0

    def simplify(condition: Condition, depth: int) -> Condition | None:
        nonlocal leaves
        if depth > _MOST_DEPTH:
            raise QueryError("the query has too many brackets in brackets", f"At most {_MOST_DEPTH} are understood.")
        match condition:
            case Words():
                leaves += 1
                return condition if query_tokens(condition).tokens else None
            case Unless(part=Unless(part=inner)):
                return simplify(inner, depth)
            case Unless(part=part):
                kept = simplify(part, depth + 1)
                return Unless(part=kept) if kept else None
            case All(parts=parts) | Either(parts=parts):
                flat: list[Condition] = []
                for part in parts:
                    if (one := simplify(part, depth + 1)) is None:
                        continue
                    flat.extend(one.parts if isinstance(one, type(condition)) else (one,))
                return replace(condition, parts=tuple(flat)) if len(flat) > 1 else flat[0] if flat else None
            case _:
                leaves += 1
                return condition

    simple = simplify(condition, 0) if condition is not None else None
    if leaves > MOST_CONDITIONS:
        raise QueryError(f"the query has {leaves} words and conditions", f"At most {MOST_CONDITIONS} are understood.")
    return simple


def expression_of(words: Words) -> str:
    """Return words as an FTS5 expression without a column."""
    tokens, is_prefix = query_tokens(words)
    phrase = storable(" ".join(tokens)).replace('"', '""')
    return f'"{phrase}"*' if is_prefix else f'"{phrase}"'


class Compiler:
    """What articles and annotations are asked alike. `zone` is where the user's days begin and end."""

    number = "a.docid"
    """The column that names what is asked for."""

    def __init__(self, asked: Asked, lookup: Lookup, zone: tzinfo | None) -> None:
        self._asked = asked
        self._lookup = lookup
        self._zone = zone

    def where(self) -> Clause:
        """Return what holds for all that is found."""
        mask, value = self._shelf()
        clauses = [Clause(f"(a.flags & {mask}) = {value}")]
        if self._asked.tag:
            sql = "a.docid IN (SELECT docid FROM tags WHERE folded = ? AND name = ? AND annotation = 0)"
            clauses.append(Clause(sql, (storable(fold(self._asked.tag)), storable(self._asked.tag))))
        condition = simplified(self._asked.query.condition)
        if condition is not None:
            clauses.insert(0, self._conjunction(condition.parts if isinstance(condition, All) else (condition,)))
        return _joined(clauses, "AND")

    def matches(self, words: Words) -> tuple[Match, ...]:
        """Return where words are looked for: in any of these."""
        raise NotImplementedError

    def frequency(self, words: Words) -> int:
        """Return in how many rows words are found; COMMON stands for many."""
        return min(COMMON, sum(map(self._lookup.count, self.matches(words))))

    def _shelf(self) -> tuple[int, int]:
        return _SHELVES[self._asked.shelf]

    def _column(self, table: str) -> str:
        """Return the column that a table's rowid is of."""
        raise NotImplementedError

    # Trees.

    def _condition(self, condition: Condition) -> Clause:
        match condition:
            case All(parts=parts):
                return _joined([self._condition(part) for part in parts], "AND")
            case Either(parts=parts):
                return self._alternatives(parts)
            case Unless(part=part):
                sql, values = self._condition(part)
                return Clause(f"NOT {sql}", values)
            case Words():
                return self._words((condition,))
            case Label():
                return self._label(condition)
            case Flag(name=name):
                return Clause(self._flag(name))
            case Days():
                return self._days(condition)

    def _conjunction(self, parts: Sequence[Condition]) -> Clause:
        """Return what holds if every one of `parts` does; SQLite may go by the words among them from row to row."""
        groups: dict[tuple[str, ...], list[Words]] = {}
        others = []
        for part in parts:
            if isinstance(part, Words):
                groups.setdefault(tuple(match.table for match in self.matches(part)), []).append(part)
            else:
                others.append(part)
        clauses = []
        for tables, words in groups.items():
            if len(tables) == 1:
                expression = " AND ".join(match.expression for one in words for match in self.matches(one))
                clauses.append(self._is_in([_select(Match(tables[0], expression))], tables[0], may_lead=not clauses))
            elif len(words) == 1:
                clauses.append(self._words(words, may_lead=not clauses))
            else:
                clauses.append(self._all_words(words, may_lead=not clauses))
        clauses.extend(self._condition(part) for part in others)
        return _joined(clauses, "AND")

    def _all_words(self, words: Sequence[Words], *, may_lead: bool) -> Clause:
        """Return that all of `words` are there, each in any of several tables."""
        raise NotImplementedError

    def _alternatives(self, parts: Sequence[Condition]) -> Clause:
        """Return what holds if one of `parts` does; words that are looked for in one place are one expression."""
        groups: dict[tuple[str, ...], list[Words]] = {}
        clauses = []
        for part in parts:
            if isinstance(part, Words):
                groups.setdefault(tuple(match.table for match in self.matches(part)), []).append(part)
            else:
                clauses.append(self._condition(part))
        return _joined([self._words(words) for words in groups.values()] + clauses, "OR")

    # Leaves.

    def _words(self, alternatives: Sequence[Words], *, may_lead: bool = False) -> Clause:
        """Return that one of `alternatives`, all looked for in the same tables, is there."""
        selects = self._selects(alternatives)
        table = self.matches(alternatives[0])[0].table
        return self._is_in(selects, table, may_lead=may_lead)

    def _selects(self, alternatives: Sequence[Words]) -> list[Clause]:
        """Return a SELECT for each table, of the rows in which one of `alternatives` is found."""
        groups = zip(*map(self.matches, alternatives), strict=True)
        return [
            _select(group[0]._replace(expression=" OR ".join(match.expression for match in group))) for group in groups
        ]

    def _is_in(self, selects: Sequence[Clause], table: str, *, may_lead: bool) -> Clause:
        lead = "" if may_lead else "+"  # SQLite looks up rows by a column without a sign alone
        chosen = _union(selects)
        return Clause(f"{lead}{self._column(table)} IN ({chosen.sql})", chosen.values)

    def _label(self, label: Label) -> Clause:
        folded = storable(fold(label.text.strip()))
        match label.field:
            case LabelField.TAG:
                return self._tag(folded)
            case LabelField.LANGUAGE:
                # In ASCII "." is the next after "-": every tag that goes on.
                sql = "(a.language = ? OR (a.language >= ? || '-' AND a.language < ? || '.'))"
                return Clause(sql, (folded, folded, folded)) if folded else Clause("0")
            case LabelField.COLOUR:
                return self._colour(self._asked.colours.get(folded, folded))

    def _tag(self, folded: str) -> Clause:
        raise NotImplementedError

    def _colour(self, name: str) -> Clause:
        raise NotImplementedError

    def _flag(self, name: FlagName) -> str:
        match name:
            case FlagName.IS_READ:
                return f"(a.flags & {READ}) <> 0"
            case FlagName.IS_UNREAD:
                return f"(a.flags & {READ}) = 0"
            case FlagName.IS_STARRED:
                return f"(a.flags & {STARRED}) <> 0"
            case FlagName.IS_ARCHIVED:
                return f"(a.flags & {ARCHIVED}) <> 0"
            case FlagName.HAS_NOTE:
                return "a.notes > 0"
            case FlagName.HAS_HIGHLIGHT:
                return "a.highlights > 0"
            case FlagName.IS_ORPHAN:
                return "a.orphans > 0"

    def _days(self, days: Days) -> Clause:
        start, end = self._instant(days.start, -_EDGE), self._instant(days.end, _EDGE)
        match days.field:
            case DayField.ADDED:
                return self._added(start, end)
            case DayField.READ:
                return Clause("(a.opened IS NOT NULL AND a.opened >= ? AND a.opened < ?)", (start, end))
            case DayField.PUBLISHED:
                floating = (_floating(days.start, -_EDGE), _floating(days.end, _EDGE))
                sql = (
                    f"((a.flags & {HERE}) <> 0 AND CASE WHEN a.is_floating THEN a.published >= ? AND a.published < ?"
                    " ELSE a.published >= ? AND a.published < ? END)"
                )
                return Clause(sql, (*floating, start, end))

    def _added(self, start: int, end: int) -> Clause:
        raise NotImplementedError

    def _instant(self, day: date | None, edge: int) -> int:
        """Return when a day begins where the user is."""
        if day is None:
            return edge
        try:
            begins = datetime.combine(day, time.min)
            return milliseconds(begins.replace(tzinfo=self._zone) if self._zone else begins.astimezone())
        except (OverflowError, ValueError, OSError):  # the first and the last days that Python knows
            return _floating(day, edge)


class ArticleCompiler(Compiler):
    """Questions to articles."""

    def matches(self, words: Words) -> tuple[Match, ...]:
        expression = expression_of(words)
        if words.field is TextField.ANY:
            anywhere = (Match("article_text", expression), Match("own_words", expression))
            if self._lookup.has_textless:
                return (*anywhere, Match("article_words", expression, is_textless=True))
            return anywhere
        table, column = _ARTICLE_COLUMNS[words.field]
        return (Match(table, f"{column} : {expression}"),)

    def _column(self, table: str) -> str:
        return "a.docid"

    def _is_in(self, selects: Sequence[Clause], table: str, *, may_lead: bool) -> Clause:
        if table == "annotation_words":  # of quotes: the rows are those of annotations
            selects = [
                Clause(f"SELECT docid FROM annotations WHERE key IN ({chosen.sql})", chosen.values)
                for chosen in (_union(selects),)
            ]
        return super()._is_in(selects, table, may_lead=may_lead)

    def _conjunction(self, parts: Sequence[Condition]) -> Clause:
        # Two quotes need not stand in one annotation.
        quotes = [part for part in parts if isinstance(part, Words) and part.field is TextField.QUOTE]
        if len(quotes) < 2:
            return super()._conjunction(parts)
        rest = [part for part in parts if part not in quotes]
        clauses = [self._words((quote,)) for quote in quotes]
        return _joined(clauses + ([super()._conjunction(rest)] if rest else []), "AND")

    def _all_words(self, words: Sequence[Words], *, may_lead: bool) -> Clause:
        """Return that all of `words` are in an article, each in its text or among the reader's own words.

        Nearly always the text has them all, which is one expression. The few articles where the reader's words are needed as
        well are found one by one; only if they are many are all words listed.
        """
        first, *others = zip(*map(self.matches, words), strict=True)
        in_text = Match(first[0].table, " AND ".join(match.expression for match in first))
        rarest = min(words, key=self.frequency)
        chosen = []
        for group in others:
            some = _select(group[0]._replace(expression=" OR ".join(match.expression for match in group)))
            text = _select(in_text)
            sql, values = f"{some.sql} AND +rowid NOT IN ({text.sql})", (*some.values, *text.values)
            if self.frequency(rarest) < COMMON:
                leading = _union(self._selects((rarest,)))
                sql, values = f"{sql} AND +rowid IN ({leading.sql})", (*values, *leading.values)
            chosen += self._lookup.numbers(Clause(f"{sql} LIMIT {_FEW + 1}", values))
        if len(chosen) > _FEW:
            return _joined([self._words((one,), may_lead=may_lead and one is rarest) for one in words], "AND")
        found = self._with_all(chosen, words)
        selects = [_select(in_text)] + ([Clause(f"VALUES {_listed(found)}")] if found else [])
        return self._is_in(selects, in_text.table, may_lead=may_lead)

    def _with_all(self, docids: Sequence[int], words: Sequence[Words]) -> list[int]:
        """Return those of `docids` that have all of `words`; each is asked for by itself."""
        if not docids:
            return []
        each = [_joined([_has(match, "some.docid") for match in self.matches(one)], "OR") for one in words]
        every = _joined(each, "AND")
        return self._lookup.numbers(
            Clause(
                f"WITH some (docid) AS (VALUES {_listed(docids)}) SELECT docid FROM some WHERE {every.sql}",
                every.values,
            )
        )

    def _tag(self, folded: str) -> Clause:
        return Clause("a.docid IN (SELECT docid FROM tags WHERE folded = ?)", (folded,))

    def _colour(self, name: str) -> Clause:
        return Clause("a.docid IN (SELECT docid FROM annotations WHERE colour = ?)", (name,))

    def _added(self, start: int, end: int) -> Clause:
        return Clause(f"((a.flags & {HERE}) <> 0 AND a.added >= ? AND a.added < ?)", (start, end))


class AnnotationCompiler(Compiler):
    """Questions to annotations: what they have of their own is asked of them, the rest of their articles."""

    number = "n.key"

    def matches(self, words: Words) -> tuple[Match, ...]:
        expression = expression_of(words)
        match words.field:
            case TextField.ANY:
                return (Match("annotation_words", expression),)
            case TextField.NOTE | TextField.QUOTE:
                return (Match("annotation_words", f"{words.field.value} : {expression}"),)
            case _:
                table, column = _ARTICLE_COLUMNS[words.field]
                return (Match(table, f"{column} : {expression}"),)

    def _shelf(self) -> tuple[int, int]:
        mask, value = _SHELVES[self._asked.shelf]
        return mask & ~HERE, value & ~HERE  # what is written about an article that is not here yet is found

    def _column(self, table: str) -> str:
        return "n.key" if table == "annotation_words" else "n.docid"

    def is_everywhere(self) -> bool:
        """Whether what is asked for is in so many annotations that going through them by date soon finds enough."""
        condition = simplified(self._asked.query.condition)
        words = condition.parts if isinstance(condition, Either) else (condition,)
        return all(
            isinstance(one, Words) and self._column(self.matches(one)[0].table) == "n.key" for one in words
        ) and any(isinstance(one, Words) and self.frequency(one) >= COMMON for one in words)

    def one_by_one(self) -> Clause:
        """Return `where` for a question that `is_everywhere`, so that each annotation is asked by itself."""
        condition = simplified(self._asked.query.condition)
        words = condition.parts if isinstance(condition, Either) else (condition,)
        mask, value = self._shelf()
        some = [_has(match, "n.key") for one in words if isinstance(one, Words) for match in self.matches(one)]
        return _joined([Clause(f"(a.flags & {mask}) = {value}"), _joined(some, "OR")], "AND")

    def _tag(self, folded: str) -> Clause:
        sql = (
            "(n.key IN (SELECT annotation FROM tags WHERE folded = ?)"
            " OR n.docid IN (SELECT docid FROM tags WHERE folded = ? AND annotation = 0))"
        )
        return Clause(sql, (folded, folded))

    def _colour(self, name: str) -> Clause:
        return Clause("n.colour = ?", (name,))

    def _flag(self, name: FlagName) -> str:
        match name:
            case FlagName.HAS_NOTE:
                return "n.has_note"
            case FlagName.HAS_HIGHLIGHT:
                return "n.is_highlight"
            case FlagName.IS_ORPHAN:
                return "n.is_orphan"
            case _:
                return super()._flag(name)

    def _added(self, start: int, end: int) -> Clause:
        return Clause("(n.created >= ? AND n.created < ?)", (start, end))


def _select(match: Match) -> Clause:
    """Return a SELECT of the rows in which a match is found."""
    sql = f"SELECT rowid FROM {match.table} WHERE {match.table} MATCH ?"
    if match.is_textless:
        sql += " AND +rowid IN (SELECT docid FROM names WHERE version_id <> text_id)"
    return Clause(sql, (match.expression,))


def _has(match: Match, number: str) -> Clause:
    """Return that the row named by the column `number` has a match."""
    select = _select(match)
    return Clause(f"EXISTS ({select.sql} AND rowid = {number})", select.values)


def _union(selects: Sequence[Clause]) -> Clause:
    return Clause(
        " UNION ALL ".join(select.sql for select in selects),
        tuple(value for select in selects for value in select.values),
    )


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(f"({number})" for number in numbers)


def _joined(clauses: Sequence[Clause], operator: str) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    sql = f" {operator} ".join(clause.sql for clause in clauses)
    return Clause(f"({sql})", tuple(value for clause in clauses for value in clause.values))


def _floating(day: date | None, edge: int) -> int:
    return edge if day is None else milliseconds(datetime.combine(day, time.min, UTC))
