"""The one clock of a fetch: name look-up, connecting, redirects and body all run against it."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from reader.model.errors import CancelledError

T = TypeVar("T")

SLICE_SECONDS = 0.1
"""The longest that anything waits without looking at the clock and at the user's wish to stop."""


class TooSlowError(Exception):
    """The deadline has passed. Never leaves the fetch: the door turns it into a FetchError or a cut page."""


class Deadline:
    """A point in time that nothing extends, and the user's way to come before it."""

    def __init__(self, seconds: float, cancel: threading.Event | None = None) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._cancel = cancel

    def check(self) -> None:
        """Raise CancelledError if the user stopped the fetch, TooSlowError if its time is over."""
        if self._cancel is not None and self._cancel.is_set():
            raise CancelledError("Stopped")
        if time.monotonic() >= self._end:
            raise TooSlowError

    def slice_seconds(self) -> float:
        """Return how long to wait before looking again. Raises as `check` does."""
        self.check()
        return max(0.001, min(SLICE_SECONDS, self._end - time.monotonic()))


def within(deadline: Deadline, work: Callable[[], T], name: str) -> T:
    """Return what `work` returns, or raise what it raises.

    For calls into the system that cannot be interrupted (its resolver, its keyring): they run in a thread of their own, which is
    left behind when the deadline comes. Raises as `Deadline.check` does.
    """
    results: list[T] = []
    failures: list[Exception] = []
    done = threading.Event()

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001  # whatever it is: raised where it is waited for, here nobody would see it
            failures.append(error)
        finally:
            done.set()

    threading.Thread(target=run, name=name, daemon=True).start()
    while not done.wait(deadline.slice_seconds()):
        pass
    if failures:
        raise failures[0]
    return results[0]
