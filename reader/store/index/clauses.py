"""Pieces of SQL, and how words are looked up in FTS5.

What the user wrote reaches FTS5 only as tokens of `search_text` in quotation marks.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from reader.model.query import Words
from reader.model.search_text import query_tokens
from reader.store.index.forms import storable

COMMON = 3_000
"""A word in more rows than this is not counted further, and says nothing about how well a row fits."""

_MANY_MARKS = 500
"""Values in one statement; older SQLites allow 999."""

_LAST_LETTER = "\U0010ffff"


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
        self._counts: dict[tuple[Match, int], int] = {}

    @cached_property
    def has_textless(self) -> bool:
        """Whether there are articles whose text is not in."""
        sql = "SELECT 1 FROM names WHERE version_id <> text_id LIMIT 1"
        return self._connection.execute(sql).fetchone() is not None

    def count(self, match: Match, most: int = COMMON) -> int:
        """Return in how many rows a match is found, up to `most`."""
        if (match, most) not in self._counts:
            rows = select(match)
            found = self._connection.execute(f"SELECT count(*) FROM ({rows.sql} LIMIT {most})", rows.values).fetchone()
            self._counts[match, most] = found[0]
        return self._counts[match, most]

    def numbers(self, clause: Clause) -> list[int]:
        """Return the first column of what is selected."""
        return [number for (number,) in self._connection.execute(*clause)]


def expression_of(words: Words) -> str:
    """Return words as an FTS5 expression without a column."""
    tokens, is_prefix = query_tokens(words)
    phrase = storable(" ".join(tokens)).replace('"', '""')
    return f'"{phrase}"*' if is_prefix else f'"{phrase}"'


def select(match: Match) -> Clause:
    """Return a SELECT of the rows in which a match is found."""
    sql = f"SELECT rowid FROM {match.table} WHERE {match.table} MATCH ?"
    if match.is_textless:
        sql += " AND +rowid IN (SELECT docid FROM names WHERE version_id <> text_id)"
    return Clause(sql, (match.expression,))


def has(match: Match, number: str) -> Clause:
    """Return that the row named by the column `number` has a match."""
    rows = select(match)
    return Clause(f"EXISTS ({rows.sql} AND rowid = {number})", rows.values)


def union(selects: Sequence[Clause]) -> Clause:
    return Clause(
        " UNION ALL ".join(select.sql for select in selects),
        tuple(value for select in selects for value in select.values),
    )


def listed(numbers: Iterable[int]) -> str:
    return ", ".join(f"({number})" for number in numbers)


def joined(clauses: Sequence[Clause], operator: str) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    sql = f" {operator} ".join(clause.sql for clause in clauses)
    return Clause(f"({sql})", tuple(value for clause in clauses for value in clause.values))


def compared(column: str, text: str, *, is_prefix: bool) -> Clause:
    """Return that a column holds `text`, or begins with it; an index serves both."""
    if is_prefix:
        return Clause(f"({column} >= ? AND {column} < ?)", (text, text + _LAST_LETTER))
    return Clause(f"{column} = ?", (text,))


def each(connection: sqlite3.Connection, sql: str, numbers: Sequence[int]) -> Iterator[Any]:
    """Give the rows of a statement whose `{}` stands for the marks of values, asked for some of them at a time."""
    for piece in pieces(numbers):
        yield from connection.execute(sql.format(", ".join("?" * len(piece))), tuple(piece))


def pieces(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Give numbers in pieces of as many as one statement takes."""
    for start in range(0, len(numbers), _MANY_MARKS):
        yield numbers[start : start + _MANY_MARKS]
