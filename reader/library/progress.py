"""How long work tells how far it is, and how it is told to stop."""

from collections.abc import Callable
from threading import Event
from typing import NamedTuple


class Progress(NamedTuple):
    """A step of long work, in the user's words."""

    step: str
    """What is being done: "fetching hill.example"."""
    done: int = 0
    total: int = 0
    """Units of `done`; 0 if nobody knows."""


ReportProgress = Callable[[Progress], None]
"""Takes a Progress; called from the thread that works."""


class Work(NamedTuple):
    """Handed down through long work: a place to report to and an event that cancels it."""

    report: ReportProgress = lambda progress: None
    cancel: Event | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether the user has given up on this work."""
        return self.cancel is not None and self.cancel.is_set()
