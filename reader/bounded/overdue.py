"""Who takes too long: one thread that looks after all requests of an owner, and is there only while there are any.

A thread for each request, which is what `threading.Timer` is, costs as much as handing the request over.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic


class Watch:
    """Calls for what is not done in time. Safe to use from many threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._due: dict[object, tuple[float, Callable[[], None]]] = {}
        self._wakes_at: float | None = None
        """When the thread looks again; None if there is no thread."""

    @contextmanager
    def over(self, seconds: float, late: Callable[[], None]) -> Iterator[None]:
        """Call `late` if the block has not ended in so many seconds: from another thread, once, and it must not take long."""
        request = object()
        due_at = monotonic() + seconds
        with self._changed:
            self._due[request] = due_at, late
            if self._wakes_at is None:
                self._wakes_at = due_at
                threading.Thread(target=self._run, name="overdue", daemon=True).start()
            elif due_at < self._wakes_at:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._due.pop(request, None)

    def close(self) -> None:
        """Let the thread go at once if nothing is under way, instead of at its next look."""
        with self._changed:
            self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while self._due:
                now = monotonic()
                for request in [request for request, (due_at, _) in self._due.items() if due_at <= now]:
                    self._due.pop(request)[1]()
                self._wakes_at = min((due_at for due_at, _ in self._due.values()), default=now)
                self._changed.wait(max(0.0, self._wakes_at - now))
            self._wakes_at = None
