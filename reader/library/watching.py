"""Watching a library: what other windows, other machines and the indexing bring is told as it comes."""

from collections.abc import Callable

from reader.library.results import LibraryChange

OnChange = Callable[[LibraryChange], None]
"""Takes what changed; called from the watcher's thread."""


class Watch:
    """A library that is being watched, until `stop`."""

    def __init__(self, on_change: OnChange) -> None:
        self._on_change = on_change

    def stop(self) -> None:
        """Watch no more; no change is told when this has returned. May be called again."""
