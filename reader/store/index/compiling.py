"""Questions as SQL: a query's tree becomes one WHERE over `articles AS a`, or over `annotations AS n` with their articles.

Words are looked up in FTS5 through `IN (SELECT rowid … MATCH ?)`, so that negation is an ordinary NOT, which FTS5 alone does
not have. What the user wrote reaches FTS5 only as tokens of `search_text` in quotation marks. Alternatives are handed to FTS5
as one expression; of several words that all must be there the rarest leads, and very common ones beside it are asked for
each article that is left, instead of being listed.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo
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

_FEW = 400
"""So many articles can be asked one by one (15 µs each) for less than it costs to list a common word (25 ms)."""

MOST_CONDITIONS = 200
_MOST_DEPTH = 12
"""Of brackets in brackets; SQLite's parser gives up at about fifty."""

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

_WORDS_COLUMN = {
    TextField.TITLE: "title",
    TextField.AUTHOR: "byline",
    TextField.SITE: "site",
    TextField.NOTE: "notes",
}


class Match(NamedTuple):
    """An FTS5 expression and the table it is asked of."""

    table: str
    expression: str


class Clause(NamedTuple):
    """A piece of SQL and the values of its marks."""

    sql: str
    values: tuple[object, ...] = ()


Count = Callable[[Match], int]
"""Tells in how many rows a match is found, up to COMMON."""


def counter(connection: sqlite3.Connection) -> Count:
    """Return a Count that asks each question once."""
    counts: dict[Match, int] = {}

    def count(match: Match) -> int:
        if match not in counts:
            found = connection.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM {match.table} WHERE {match.table} MATCH ? LIMIT {COMMON})",
                (match.expression,),
            ).fetchone()
            counts[match] = found[0]
        return counts[match]

    return count


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

    def __init__(self, asked: Asked, count: Count, zone: tzinfo | None) -> None:
        self._asked = asked
        self._count = count
        self._zone = zone

    id_column = "a.docid"

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
        """Return where words are looked for, in terms of `id_column`; () if it takes more than one step."""
        raise NotImplementedError

    def _shelf(self) -> tuple[int, int]:
        return _SHELVES[self._asked.shelf]

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
        """Return what holds if every one of `parts` does; its rarest word may lead."""
        words = [part for part in parts if isinstance(part, Words)]
        others = [part for part in parts if not isinstance(part, Words)]
        clauses = []
        if len(words) == 1:
            clauses.append(self._words(words, may_lead=True))
        elif words:
            by_count = sorted((self._frequency(one), index) for index, one in enumerate(words))
            is_few = by_count[0][0] <= _FEW
            for place, (count, index) in enumerate(by_count):
                if is_few and place and count >= COMMON:
                    clauses.append(self._asked_one_by_one(words[index]))
                else:
                    clauses.append(self._words((words[index],), may_lead=not place))
        clauses.extend(self._condition(part) for part in others)
        return _joined(clauses, "AND")

    def _alternatives(self, parts: Sequence[Condition]) -> Clause:
        """Return what holds if one of `parts` does; words of one field are one expression."""
        by_field: dict[TextField, list[Words]] = {}
        clauses = []
        for part in parts:
            if isinstance(part, Words):
                by_field.setdefault(part.field, []).append(part)
            else:
                clauses.append(self._condition(part))
        clauses = [self._words(words) for words in by_field.values()] + clauses
        return _joined(clauses, "OR")

    # Leaves.

    def _frequency(self, words: Words) -> int:
        matches = self.matches(words)
        return sum(map(self._count, matches)) if matches else COMMON

    def _words(self, alternatives: Sequence[Words], *, may_lead: bool = False) -> Clause:
        """Return that one of `alternatives` (of one field) is there. `may_lead`: SQLite may go by it from row to row."""
        matches = [self.matches(words) for words in alternatives]
        selects, values = [], []
        for table in dict.fromkeys(match.table for group in matches for match in group):
            selects.append(f"SELECT rowid FROM {table} WHERE {table} MATCH ?")
            values.append(" OR ".join(match.expression for group in matches for match in group if match.table == table))
        lead = "" if may_lead else "+"
        return Clause(f"{lead}{self._column(alternatives[0])} IN ({' UNION ALL '.join(selects)})", tuple(values))

    def _asked_one_by_one(self, words: Words) -> Clause:
        column = self._column(words)
        clauses = [
            Clause(
                f"EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = {column})",
                (expression,),
            )
            for table, expression in self.matches(words)
        ]
        return _joined(clauses, "OR")

    def _column(self, words: Words) -> str:
        return self.id_column

    def _label(self, label: Label) -> Clause:
        folded = storable(fold(label.text.strip()))
        match label.field:
            case LabelField.TAG:
                return self._tag(_compared("folded", folded, is_prefix=label.is_prefix))
            case LabelField.LANGUAGE:
                if label.is_prefix:
                    return _compared("a.language", folded, is_prefix=True) if folded else Clause("a.language <> ''")
                # Below "." in ASCII is "-": every tag that goes on.
                sql = "(a.language = ? OR (a.language >= ? || '-' AND a.language < ? || '.'))"
                return Clause(sql, (folded, folded, folded)) if folded else Clause("0")
            case LabelField.COLOUR:
                return self._colour(folded, is_prefix=label.is_prefix)

    def _tag(self, is_meant: Clause) -> Clause:
        raise NotImplementedError

    def _colour(self, folded: str, *, is_prefix: bool) -> Clause:
        raise NotImplementedError

    def _coloured(self, column: str, folded: str, *, is_prefix: bool) -> Clause:
        """Return that a colour's name, or the user's word for it, is the one meant."""
        if not is_prefix:
            return Clause(f"{column} = ?", (self._asked.colours.get(folded, folded),))
        meant = {name for word, name in self._asked.colours.items() if word.startswith(folded)}
        clauses = [
            _compared(column, folded, is_prefix=True),
            *(Clause(f"{column} = ?", (name,)) for name in sorted(meant)),
        ]
        return _joined(clauses, "OR")

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
            return Match("article_text", expression), Match("article_words", expression)
        if words.field is TextField.QUOTE:
            return ()
        return (Match("article_words", f"{_WORDS_COLUMN[words.field]} : {expression}"),)

    def _words(self, alternatives: Sequence[Words], *, may_lead: bool = False) -> Clause:
        if alternatives[0].field is not TextField.QUOTE:
            return super()._words(alternatives, may_lead=may_lead)
        expression = " OR ".join(f"quote : {expression_of(words)}" for words in alternatives)
        sql = (
            "a.docid IN (SELECT n.docid FROM annotation_words w CROSS JOIN annotations n ON n.key = w.rowid"
            " WHERE annotation_words MATCH ?)"
        )
        return Clause(sql, (expression,))

    def _tag(self, is_meant: Clause) -> Clause:
        return Clause(f"a.docid IN (SELECT docid FROM tags WHERE {is_meant.sql})", is_meant.values)

    def _colour(self, folded: str, *, is_prefix: bool) -> Clause:
        is_meant = self._coloured("colour", folded, is_prefix=is_prefix)
        return Clause(f"a.docid IN (SELECT docid FROM annotations WHERE {is_meant.sql})", is_meant.values)

    def _added(self, start: int, end: int) -> Clause:
        return Clause(f"((a.flags & {HERE}) <> 0 AND a.added >= ? AND a.added < ?)", (start, end))


class AnnotationCompiler(Compiler):
    """Questions to annotations: what they have of their own is asked of them, the rest of their articles."""

    id_column = "n.key"

    def matches(self, words: Words) -> tuple[Match, ...]:
        expression = expression_of(words)
        match words.field:
            case TextField.ANY:
                return (Match("annotation_words", expression),)
            case TextField.NOTE | TextField.QUOTE:
                return (Match("annotation_words", f"{words.field.value} : {expression}"),)
            case _:
                return (Match("article_words", f"{_WORDS_COLUMN[words.field]} : {expression}"),)

    def _shelf(self) -> tuple[int, int]:
        mask, value = _SHELVES[self._asked.shelf]
        return mask & ~HERE, value & ~HERE  # what is written about an article that is not here yet is found

    def _column(self, words: Words) -> str:
        own = words.field in (TextField.ANY, TextField.NOTE, TextField.QUOTE)
        return self.id_column if own else "n.docid"

    def _tag(self, is_meant: Clause) -> Clause:
        sql = (
            f"(n.key IN (SELECT annotation FROM tags WHERE {is_meant.sql})"
            f" OR n.docid IN (SELECT docid FROM tags WHERE {is_meant.sql} AND annotation = 0))"
        )
        return Clause(sql, is_meant.values * 2)

    def _colour(self, folded: str, *, is_prefix: bool) -> Clause:
        return self._coloured("n.colour", folded, is_prefix=is_prefix)

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


def _compared(column: str, text: str, *, is_prefix: bool) -> Clause:
    """Return that a column holds `text`, or begins with it; an index serves both."""
    if is_prefix:
        return Clause(f"({column} >= ? AND {column} < ?)", (text, text + _LAST_LETTER))
    return Clause(f"{column} = ?", (text,))


def _joined(clauses: Sequence[Clause], operator: str) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    sql = f" {operator} ".join(clause.sql for clause in clauses)
    return Clause(f"({sql})", tuple(value for clause in clauses for value in clause.values))


def _floating(day: date | None, edge: int) -> int:
    return edge if day is None else milliseconds(datetime.combine(day, time.min, UTC))
