"""Locks between the processes and threads of one machine. They order writers; readers never wait.

A lock is a file below the library's local folder. Names are few (articles share locks by the first letters of their ids),
so a library of any size has some hundred lock files. `filelock` is imported when the first lock is taken: opening and
reading a library must not pay for it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.model.errors import StoreError, StoreLockedError
from reader.store.atomic import make_folder, write_error

TIMEOUT_SECONDS = 10.0
"""A save takes milliseconds; who waits this long waits for a process that hangs."""

_POLL_SECONDS = 0.004
"""About one save: two busy writers take turns instead of starving one another."""


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
        from filelock import FileLock, Timeout

        path = self._folder / f"{name}.lock"
        lock = FileLock(path, mode=0o600, thread_local=False)
        try:
            make_folder(self._folder)
            lock.acquire(timeout=self._timeout_seconds, poll_interval=_POLL_SECONDS)
        except Timeout as error:
            raise StoreLockedError(
                f"Another program has kept {path} locked for {self._timeout_seconds:.0f} seconds",
                "Close other Pressmark windows that hang and try again.",
            ) from error
        except NotImplementedError as error:
            raise StoreError(f"{path} cannot be locked: this file system has no locks") from error
        except OSError as error:
            raise write_error(path, error) from error
        depths[name] = 1
        try:
            yield
        finally:
            depths[name] = 0
            lock.release()
