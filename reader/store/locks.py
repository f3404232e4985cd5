"""Locks between the processes and threads of one machine. They order writers; readers never wait.

A lock is a file below the library's local folder, locked with flock(2): the system lets go of it when its holder dies,
however it dies. Names are few (articles share locks by the first letters of their ids), so a library of any size has some
hundred lock files; they are never removed. Taking a lock is a tenth of what a save may cost, so nothing stands between.
"""

import errno
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.model.errors import StoreError, StoreLockedError
from reader.store.atomic import make_folder, write_error

TIMEOUT_SECONDS = 10.0
"""A save takes milliseconds; who waits this long waits for a process that hangs."""

SETTINGS_LOCK = "settings"
"""The lock under which `library.toml` is written."""

_POLL_SECONDS = 0.004
"""About one save: two busy writers take turns instead of starving one another."""

_NO_LOCKS = frozenset((errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP))


class Locks:
    """The named locks in one folder. A thread may take a lock again that it holds already."""

    def __init__(self, folder: Path, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._folder = folder
        self._timeout_seconds = timeout_seconds
        self._held = threading.local()

    def of_article(self, subject: str, article_id: str) -> str:
        """Return the name of the lock for what `subject` keeps about an article."""
        return f"{subject}-{article_id[:2]}"

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold the lock `name` for the length of the block.

        Raises StoreLockedError if another process keeps it for longer than the timeout, StoreError if there can be no lock.
        """
        depths: dict[str, int] = self._held.__dict__.setdefault("depths", {})
        if depths.get(name):
            depths[name] += 1
            try:
                yield
            finally:
                depths[name] -= 1
            return
        descriptor = self._take(self._folder / f"{name}.lock")
        depths[name] = 1
        try:
            yield
        finally:
            depths[name] = 0
            # Closing is not enough while a process that is just starting has it too.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            os.close(descriptor)

    def _take(self, path: Path) -> int:
        """Return the descriptor that holds the lock."""
        last_moment = 0.0
        while True:
            try:
                if (descriptor := self._try(path)) is not None:
                    return descriptor
            except OSError as error:
                if error.errno in _NO_LOCKS:
                    raise StoreError(f"{path} cannot be locked: this file system has no locks") from error
                raise write_error(path, error) from error
            last_moment = last_moment or time.monotonic() + self._timeout_seconds
            if time.monotonic() >= last_moment:
                raise StoreLockedError(
                    f"Another program has kept {path} locked for {self._timeout_seconds:.0f} seconds",
                    "Close other Pressmark windows that hang and try again.",
                )
            time.sleep(_POLL_SECONDS)

    def _try(self, path: Path) -> int | None:
        """Return the descriptor that holds the lock, None if somebody else holds it."""
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except FileNotFoundError:
            make_folder(self._folder)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Somebody may have cleared the folder away since we opened the file: then the next one locks another file.
            if os.path.samestat(os.fstat(descriptor), os.stat(path)):  # noqa: PTH116  # a Path's stat costs twice as much
                return descriptor
        except (BlockingIOError, FileNotFoundError):
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        return None
