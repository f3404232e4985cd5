"""How far a round is, told now and then. Called by `sync.round`, from one thread."""

import time
from collections.abc import Callable

from reader.library.sync.results import SyncProgress

TELL_SECONDS = 0.1


class Telling:
    """Counts what a round has done, and tells it."""

    def __init__(self, on_progress: Callable[[SyncProgress], None]) -> None:
        self._on_progress = on_progress
        self._told_at = 0.0
        self.progress = SyncProgress()

    def count(self, **more: int) -> None:
        """Count on, by the fields of `SyncProgress`."""
        self.progress = self.progress._replace(**{name: getattr(self.progress, name) + n for name, n in more.items()})

    def tell(self, *, is_last: bool = False) -> None:
        """Tell how far it is, unless that was told just now."""
        now = time.monotonic()
        if is_last or now - self._told_at >= TELL_SECONDS:
            self._told_at = now
            self._on_progress(self.progress)
