"""Filling a whole index: FTS5 leaves its segments as they come, and merges them once at the end.

While an index grows, FTS5 merges its segments again and again, each word some four times over; a fifth of what filling costs.
Nobody misses that: searches go through some hundred small segments meanwhile, and through one from then on.
"""

import sqlite3

from reader.store.index.schema import WORD_TABLES

_MOST_SEGMENTS = 500
"""On one level while the index is filled; FTS5 has room for 2,000."""

_MERGED_PAGES = 500
"""In one step, which takes less than a tenth of a second: writers of other windows get their turn in between."""

_MERGING_LATER = {"automerge": 0, "crisismerge": _MOST_SEGMENTS}
_USUAL_MERGING = {"automerge": 4, "crisismerge": 16}
"""What FTS5 does unless told."""


def put_off_merging(connection: sqlite3.Connection) -> None:
    """Leave segments as they come from now on. It stays so, for all windows, until `merge_some` has come to its end."""
    for table in WORD_TABLES:
        _set(connection, table, _MERGING_LATER)


def merge_some(connection: sqlite3.Connection) -> bool:
    """Do a step of what was put off; return whether there is more. After the last step merging is as usual."""
    for table in WORD_TABLES:
        before = connection.total_changes
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (_MERGED_PAGES,))
        if connection.total_changes - before > 1:  # documented: less says that there was nothing to do
            return True
    for table in WORD_TABLES:
        _set(connection, table, _USUAL_MERGING)
    return False


def _set(connection: sqlite3.Connection, table: str, options: dict[str, int]) -> None:
    for name, value in options.items():
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)", (name, value))
