"""Merging that is put off while an index is filled."""

import sqlite3
from contextlib import closing
from pathlib import Path

from reader.store.index.filling import merge_some, put_off_merging
from reader.store.index.schema import TABLES, WORD_TABLES

BATCHES = 40


def segments(connection: sqlite3.Connection, table: str) -> int:
    """Return how many segments have an entry in the table that FTS5 finds pages with."""
    found: int = connection.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx").fetchone()[0]
    return found


def fill(connection: sqlite3.Connection) -> None:
    """Write as many segments as there are batches."""
    for number in range(1, BATCHES + 1):
        connection.execute("BEGIN")
        connection.execute("INSERT INTO article_text (rowid, body) VALUES (?, ?)", (number, f"harbour w{number}"))
        values = (number, "harbour", f"n{number}", "")
        connection.execute("INSERT INTO annotation_words (rowid, quote, note, tags) VALUES (?, ?, ?, ?)", values)
        connection.execute("COMMIT")


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in filter(str.strip, TABLES.split(";")):
        connection.execute(statement)
    return connection


def test_segments_are_left_as_they_come_and_merged_at_the_end(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "index.sqlite")) as connection:
        put_off_merging(connection)
        fill(connection)
        assert segments(connection, "article_text") == segments(connection, "annotation_words") == BATCHES
        while merge_some(connection):
            pass
        assert segments(connection, "article_text") == segments(connection, "annotation_words") == 1
        for table in WORD_TABLES:
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        found = connection.execute("SELECT rowid FROM article_text WHERE article_text MATCH 'harbour'").fetchall()
        assert len(found) == BATCHES


def test_afterwards_merging_is_as_usual_for_every_connection(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with closing(opened(path)) as connection:
        put_off_merging(connection)
        fill(connection)
        while merge_some(connection):
            pass
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for number in range(BATCHES + 1, 3 * BATCHES):
            connection.execute("INSERT INTO article_text (rowid, body) VALUES (?, 'quay')", (number,))
        assert segments(connection, "article_text") < BATCHES
