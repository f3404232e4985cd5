"""The doctor's look at the index: whether SQLite finds it whole, and whether it knows the files as they are."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import quote

from reader.model.errors import StoreError
from reader.store.care.findings import Round
from reader.store.index.library_index import LibraryIndex
from reader.store.plain_files import open_plain

Reindex = Callable[[bool], object]
"""Brings the index up to date with the files; with True from nothing."""


def examine_index(looking: Round, reindex: Reindex) -> tuple[str, ...]:
    """Look at the index; return what is to be said of one that is behind. That is no damage: the next list reads what differs."""
    index = LibraryIndex(looking.places)
    if not index.path.exists():
        return ()
    looking.files += 1
    if problem := _problem(index.path):
        index.close()
        looking.mend(index.path, problem, "makes it anew from the files", partial(reindex, True))
        return ()
    try:
        behind = len(index.stale())
    except StoreError as error:
        looking.mend(index.path, f"cannot be asked: {error}", "makes it anew from the files", partial(reindex, True))
        return ()
    finally:
        index.close()
    if not behind:
        return ()
    articles = "1 article" if behind == 1 else f"{behind:,} articles"
    if not looking.fix:
        return (f"the index is behind the files of {articles}; the next list brings it up to date",)
    reindex(False)
    return (f"the index was behind the files of {articles} and is up to date now",)


def _problem(path: Path) -> str:
    """Return what SQLite says is wrong with the file, "" if nothing is."""
    try:
        open_plain(path, most_bytes=None).close()  # a pipe would be waited for
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return f"is damaged: {error}"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return "" if said == "ok" else f"is damaged: {str(said).splitlines()[-1]}"
