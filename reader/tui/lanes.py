"""Lanes: daemon threads that do blocking work one piece after the other, in the order it was asked for.

The session has one for each kind of work. Writes must not overtake each other, so they share a lane and are drained before the
program ends; network work may be abandoned, so nobody waits for it. Knows neither textual nor the library.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue

Job = Callable[[], object]
Failed = Callable[[Exception], object]
"""Told, in the lane's thread, what a job raised."""


class Lane:
    """A queue with one thread, which starts with the first job."""

    def __init__(self, name: str, failed: Failed) -> None:
        """`failed` is told what jobs raise, unless they say themselves who is."""
        self._name = name
        self._failed = failed
        self._jobs: SimpleQueue[tuple[Job, Failed] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._open = 0
        self._lock = threading.Lock()

    def put(self, job: Job, failed: Failed | None = None) -> None:
        """Do `job` after all jobs put before it. What it raises is told to `failed`, and the lane goes on."""
        with self._lock:
            self._open += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=f"pressmark-{self._name}", daemon=True)
                self._thread.start()
        self._jobs.put((job, failed or self._failed))

    @property
    def is_idle(self) -> bool:
        """Whether every job put so far is done."""
        with self._lock:
            return self._open == 0

    def drain(self, timeout_seconds: float) -> bool:
        """Take no more jobs and wait until those put before are done; return whether they are."""
        if self._thread is None:
            return True
        self._jobs.put(None)
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (waiting := self._jobs.get()) is not None:
            job, failed = waiting
            try:
                job()
            except Exception as error:  # noqa: BLE001  # nobody waits for a thread's: it would end all later writes without a word
                failed(error)
            finally:
                with self._lock:
                    self._open -= 1
