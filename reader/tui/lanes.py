"""Lanes: daemon threads that do blocking work one piece after the other, in the order it was asked for.

The session has one for each kind of work. Writes must not overtake each other, so they share a lane and are drained before the
program ends; network work may be abandoned, so nobody waits for it. Knows neither textual nor the library.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue

Job = Callable[[], None]


class Lane:
    """A queue with one thread, which starts with the first job."""

    def __init__(self, name: str, on_crash: Callable[[BaseException], None]) -> None:
        self._name = name
        self._on_crash = on_crash
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._open = 0
        self._lock = threading.Lock()

    def put(self, job: Job) -> None:
        """Do `job` after all jobs put before it. It must not raise; if it does, the crash is reported and the lane goes on."""
        with self._lock:
            self._open += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=f"pressmark-{self._name}", daemon=True)
                self._thread.start()
        self._jobs.put(job)

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
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception as error:  # noqa: BLE001  a border: the thread must outlive a job that failed
                self._on_crash(error)
            finally:
                with self._lock:
                    self._open -= 1
