"""What a sync of the feeds tells while it runs, and at its end."""

from enum import StrEnum
from typing import NamedTuple

from reader.model.errors import CancelledError, ReaderError, StoreError, StoreLockedError
from reader.model.feed import SyncedFeed


class SyncProgress(NamedTuple):
    """How far a sync is. `feeds 123/500 · 45 new` is made of it."""

    feeds_done: int = 0
    """Feeds that were asked and are read, or that failed."""
    feeds_total: int = 0
    pages_done: int = 0
    """New entries that are articles now."""
    pages_total: int = 0
    """New entries so far: grows as long as feeds are being asked."""
    new: int = 0
    """New articles so far; entries whose article was here already are none."""
    failed: int = 0
    """Feeds that failed so far."""
    pictures_done: int = 0
    """Pictures of new articles that came, or failed: when all else is done."""
    pictures_total: int = 0

    @property
    def step(self) -> str:
        """What is being done, in the reader's words."""
        if self.pictures_total:
            return "fetching their pictures"
        return "asking the feeds" if self.feeds_done < self.feeds_total else "fetching their articles"


class SyncReport(NamedTuple):
    """What a sync came to."""

    feeds: tuple[SyncedFeed, ...] = ()
    """Those that were asked, in the order in which they were done."""
    skipped: int = 0
    """Of the feeds that were meant, those that were not due yet or are paused."""
    next_due_seconds: float = 0.0
    """In how many seconds the next of all feeds is due; 0 if one is, or if there is none."""
    is_whole: bool = True
    """Whether all were gone through: not so if the user gave up. What has come by then stays."""
    is_offline: bool = False
    """Whether nobody at all could be reached: then the feeds are not to blame, and none counts as failed."""
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    """What the reader should know beside what stands with the feeds."""
    notices: tuple[str, ...] = ()
    """What rules say that the reader is to be told at once, a line each."""

    @property
    def new(self) -> int:
        """New articles."""
        return sum(feed.new for feed in self.feeds)

    @property
    def failed(self) -> tuple[SyncedFeed, ...]:
        """The feeds that did not come."""
        return tuple(feed for feed in self.feeds if feed.error)


class SyncOutcome(StrEnum):
    """How a sync in a process of its own ended."""

    DONE = "done"
    BUSY = "busy"
    """Another sync of this library is under way."""
    STOPPED = "stopped"
    """The user gave up; what had come by then stays."""
    FAILED = "failed"
    """It could not be done at all: the library cannot be written, or the process was ended."""


BUSY_WORDS = "another sync of this library is under way"


def error_of(outcome: SyncOutcome, message: str) -> ReaderError | None:
    """Return the error for an outcome, None if it is none."""
    match outcome:
        case SyncOutcome.DONE:
            return None
        case SyncOutcome.BUSY:
            return StoreLockedError(BUSY_WORDS, "wait until it is done")
        case SyncOutcome.STOPPED:
            return CancelledError("Stopped")
        case SyncOutcome.FAILED:
            return StoreError(message)
