"""The file of the index: opening it, two connections to it, and what happens when it is damaged, gone, locked or not writable.

One connection reads, one writes, each behind a lock of its own, so that a long batch of writing holds up no list. WAL lets
the other windows read and write beside us; `synchronous=NORMAL` keeps the file whole through a power cut, at the price of
the last changes, which the signatures of the files then tell. Whatever is wrong with the file, it is thrown away and a new one
begun: everything in it is derived. Opening and throwing away take turns under a lock between processes, because SQLite's
side files (-wal, -shm) go by name: a new database must never meet those of the one before.

Where the folder cannot be written the index lives in memory, for this process alone.
"""

import fcntl
import logging
import os
import random
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reader.model.errors import StoreError, StoreLockedError
from reader.store.atomic import make_folder
from reader.store.index.rows import IndexLostError
from reader.store.index.schema import APPLICATION_ID, FORM, TABLES

BUSY_SECONDS = 5.0
"""A write of another window takes milliseconds, a batch of a rebuild less than a second."""

_LOCK_POLL_SECONDS = 0.005

_CACHE_KIB = 6_000
_BULK_CACHE_KIB = 64_000
_BULK_CHECKPOINT_PAGES = 16_000
_WAL_BYTES_KEPT = 16 * 2**20
_HIGHEST_FIRST_DOCID = 2**27
"""Docids of a new index begin somewhere below, so that numbers of the index before name nothing in it."""

Identity = tuple[int, int]
"""Device and inode of a file."""

_IN_MEMORY: Identity = (0, 0)

_log = logging.getLogger(__name__)


class _Link:
    """A connection, its lock, and the file it was opened on."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.connection: sqlite3.Connection | None = None
        self.identity: Identity | None = None
        self.depth = 0

    def close(self) -> None:
        if self.connection is not None:
            with suppress(sqlite3.Error):
                self.connection.close()
            self.connection = None


class Database:
    """The index file `path` with its tables. Every method raises StoreError and nothing else."""

    def __init__(
        self, path: Path, *, is_bulk: bool = False, in_memory: bool = False, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        self.path = path
        self._is_bulk = is_bulk
        self._busy_seconds = busy_seconds
        self._known: Identity | None = None
        self._opening = threading.RLock()
        self._reader = _Link()
        self._writer = self._reader if in_memory else _Link()
        self._closer = weakref.finalize(self, _close_all, (self._reader, self._writer))

    @property
    def is_lasting(self) -> bool:
        """Whether the index is in a file; otherwise in memory, and gone with this process. True before it is opened."""
        return self._reader is not self._writer

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for reading, to this thread alone."""
        link = self._reader
        with link.lock:
            connection = self._connection(link)
            try:
                yield connection
            except sqlite3.Error as error:
                raise self._judged(link, error) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for writing in a transaction; within another one of this thread, in that one.

        What is raised in it takes the whole transaction back.
        """
        link = self._writer
        with link.lock:
            if link.depth and link.connection is not None:
                link.depth += 1
                try:
                    yield link.connection
                finally:
                    link.depth -= 1
                return
            connection = self._connection(link)
            try:
                connection.execute("BEGIN IMMEDIATE")
                link.depth = 1
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    with suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                    raise
                finally:
                    link.depth = 0
            except sqlite3.Error as error:
                raise self._judged(link, error) from error

    def lose(self, why: str) -> IndexLostError:
        """Throw the index away because of what was read in it; return the error to raise. Inside `reading` or `writing` only."""
        link = self._writer if self._writer.depth else self._reader
        return self._lost(link.identity, why)

    def version(self) -> tuple[int, int, int]:
        """Return something that is equal as long as nobody has committed anything. Takes microseconds."""
        with self.reading() as connection:
            device, inode = self._known or _IN_MEMORY
            version: int = connection.execute("PRAGMA data_version").fetchone()[0]
            return device, inode, version

    def close(self) -> None:
        """Close both connections; the next use opens them again."""
        for link in (self._reader, self._writer):
            with link.lock:
                link.close()
        with self._opening:
            self._known = None

    def discard(self) -> None:
        """Throw the index away; the next use begins a new one."""
        with self._writer.lock, self._reader.lock:
            self._writer.close()
            self._reader.close()
            if self.is_lasting:
                with self._opening, self._held():
                    self._known = None
                    self._remove()

    # Opening.

    def _connection(self, link: _Link) -> sqlite3.Connection:
        """Return the connection of `link` on the file that is there now; IndexLostError if that is another, unfilled one."""
        found = _identity(self.path) if self.is_lasting else _IN_MEMORY
        if link.connection is not None and link.identity == found == self._known:
            return link.connection
        link.close()
        with self._opening:
            if not self.is_lasting:
                return self._open_in_memory(link)
            is_another = self._known is not None and self._known != found
            try:
                connection = self._open()
            except _NotWritableError as error:
                _log.warning("The index is kept in memory: %s", error)
                return self._open_in_memory(link)
            link.connection, link.identity = connection, self._known
            if is_another and not _is_complete(connection):
                raise IndexLostError(f"{self.path} was deleted or replaced; it is made anew")
            return connection

    def _open(self) -> sqlite3.Connection:
        try:
            make_folder(self.path.parent)
        except StoreError as error:
            raise _NotWritableError(str(error)) from error
        with self._held():
            for _ in range(2):
                connection = None
                try:
                    if not self.path.exists():
                        self._remove()
                        _make_private(self.path)
                    connection = self._connect(str(self.path))
                    if _is_ours(connection):
                        self._known = _identity(self.path)
                        return connection
                    connection.close()
                    why = "it is of another form"
                except sqlite3.Error as error:
                    if connection is not None:
                        connection.close()
                    if _is_not_writable(error):
                        raise _NotWritableError(f"{self.path}: {error}") from error
                    if (judged := _judge(self.path, error)) is not None:
                        raise judged from error
                    why = str(error)
                _log.warning("The index %s is begun anew: %s", self.path, why)
                self._remove()
        raise StoreError(f"{self.path} cannot be used as an index", "Delete it; it is made again.")

    def _connect(self, name: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            name, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False, cached_statements=200
        )
        try:
            cache = _BULK_CACHE_KIB if self._is_bulk else _CACHE_KIB
            connection.execute(f"PRAGMA cache_size = -{cache}")
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = OFF").fetchone()
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES_KEPT}").fetchone()
            if self._is_bulk:
                connection.execute(f"PRAGMA wal_autocheckpoint = {_BULK_CHECKPOINT_PAGES}").fetchone()
            _make_tables(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _open_in_memory(self, link: _Link) -> sqlite3.Connection:
        """Turn to an index in memory, with one connection for reading and writing."""
        self._writer.close()
        link.connection = self._connect(":memory:")
        link.identity = self._known = _IN_MEMORY
        self._reader = self._writer = link
        self._closer.detach()
        self._closer = weakref.finalize(self, _close_all, (link,))
        return link.connection

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the lock between processes for opening and throwing away; where there are no locks, hope for the best."""
        path = self.path.with_name(f"{self.path.name}.lock")
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            yield
            return
        try:
            deadline = time.monotonic() + self._busy_seconds
            while not _flock(descriptor):
                if time.monotonic() > deadline:
                    raise _locked(path)
                time.sleep(_LOCK_POLL_SECONDS)
            yield
        finally:
            os.close(descriptor)

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                try:
                    self.path.with_name(f"{self.path.name}{ending}").unlink()
                except OSError as error:
                    if isinstance(error, FileNotFoundError):
                        raise
                    raise _NotWritableError(f"{self.path} cannot be removed: {error.strerror or error}") from error

    # Judging.

    def _judged(self, link: _Link, error: sqlite3.Error) -> StoreError:
        # Python's own errors quote what stands in the row.
        why = str(error).partition("\n")[0] if _code(error) else type(error).__name__
        return _judge(self.path, error) or self._lost(link.identity, why)

    def _lost(self, identity: Identity | None, why: str) -> IndexLostError:
        """Throw away the file that `identity` was, unless it is gone already."""
        _log.warning("The index %s is thrown away: %s", self.path, why)
        with self._opening:
            if not self.is_lasting:
                self._writer.close()
            else:
                with self._held():
                    if identity is not None and _identity(self.path) == identity:
                        with suppress(_NotWritableError):
                            self._remove()
                if self._known == identity:
                    self._known = None
        return IndexLostError(f"{self.path} was damaged; it is made anew")


class _NotWritableError(StoreError):
    """There can be no index in that folder."""


def _identity(path: Path) -> Identity | None:
    try:
        found = os.stat(path)  # noqa: PTH116  # asked before every read: half the cost of the method
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _make_private(path: Path) -> None:
    """Make an empty file for its owner alone: SQLite would ask the umask. Its side files get the same mode."""
    with suppress(OSError):  # SQLite says better why it cannot be written
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


def _flock(descriptor: int) -> bool:
    """Take the lock on an open file; False if another process has it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _locked(path: Path) -> StoreLockedError:
    return StoreLockedError(
        f"Another program keeps {path} locked", "Close other Pressmark windows that hang and try again."
    )


def _close_all(links: tuple[_Link, ...]) -> None:
    for link in links:
        link.close()


def _make_tables(connection: sqlite3.Connection) -> None:
    """Create the tables in a database that is empty."""
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        return
    try:
        connection.execute("BEGIN IMMEDIATE")
        for statement in filter(str.strip, TABLES.split(";")):
            connection.execute(statement)
        meta = (("form", FORM), ("is_complete", 0), ("dead_texts", 0))
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
        # The numbers of a new log go on above whatever the one before it had.
        starts = (("articles", random.randrange(_HIGHEST_FIRST_DOCID)), ("log", time.time_ns() // 1_000))
        connection.executemany("INSERT INTO sqlite_sequence VALUES (?, ?)", starts)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        if "no such module" in str(error):
            raise StoreError("The SQLite of this Python was built without FTS5, which searching needs") from error
        raise


def _is_ours(connection: sqlite3.Connection) -> bool:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return False
    found = connection.execute("SELECT value FROM meta WHERE name = 'form'").fetchone()
    return found is not None and found[0] == FORM


def _is_complete(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT value FROM meta WHERE name = 'is_complete'").fetchone()
    return bool(found and found[0])


_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_OUTER = (
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
    *(sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_PROTOCOL),
    *(sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_NOLFS),
)
"""Errors of what is around the file."""

_GONE = (sqlite3.SQLITE_READONLY_DBMOVED, sqlite3.SQLITE_IOERR_SHORT_READ)


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's extended code of an error; 0 for those of Python's own."""
    return getattr(error, "sqlite_errorcode", 0) or 0


def _is_not_writable(error: sqlite3.Error) -> bool:
    code = _code(error)
    return code not in _GONE and (code & 0xFF) in (
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
        *(sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOLFS),
    )


def _judge(path: Path, error: sqlite3.Error) -> StoreError | None:
    """Return the error for what is around the file; None if the file itself is to blame."""
    code = _code(error)
    kind = code & 0xFF
    if code in _GONE:
        return None
    if kind in _LOCKED:
        return _locked(path)
    if kind == sqlite3.SQLITE_FULL:
        return StoreError(f"No space left to write {path}", "Free some space and try again.")
    if kind in _OUTER:
        return StoreError(f"{path} could not be used: {error}")
    if kind == sqlite3.SQLITE_ERROR and "syntax error" in str(error):
        return StoreError(f"{path} could not be asked: {error}")
    if isinstance(error, sqlite3.ProgrammingError):
        return StoreError(f"{path} could not be asked: {error}")
    return None
