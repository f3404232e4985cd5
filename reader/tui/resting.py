"""Looking for garbage while the reader reads: in a library with long articles it takes as long as many frames.

Python looks through all it has whenever a quarter more was made, so in the middle of a save or a page, and everything waits for
it, in whichever thread it began. What was made last is still looked through at once, which takes no time; all of it when for some
seconds nobody has pressed a key, and only if enough has been made since.
"""

import gc
from collections.abc import Callable
from time import monotonic

LOOK_SECONDS = 5.0
"""How often it is asked whether the reader rests."""

REST_SECONDS = 4.0
"""Without a key, after which one is reading."""

_ENOUGH = 10
"""Looks through what was made last, some thousand objects each, after which all is worth one: Python's own measure."""

_TOO_MUCH = 2_000
"""Of the same: after so many it is looked without waiting for a rest. A save among ten thousand marks is worth twenty, and lets
nearly all that it made go again by itself."""


def put_off_whole_looks() -> None:
    """Let Python look through all that there is only if nobody rests for very long."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _TOO_MUCH)


class Rest:
    """Knows when something was pressed last."""

    def __init__(
        self,
        is_idle: Callable[[], bool],
        collect: Callable[[], object] = gc.collect,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`is_idle` says that nothing is under way for which the reader may be waiting."""
        self._is_idle = is_idle
        self._collect = collect
        self._clock = clock
        self._touched = clock()

    def touched(self) -> None:
        """Take note that something was pressed."""
        self._touched = self._clock()

    def look(self) -> None:
        """Look for garbage, if the reader rests and there may be some."""
        if not self._is_idle():
            self.touched()
        elif self._clock() - self._touched >= REST_SECONDS and gc.get_count()[2] >= _ENOUGH:
            self._collect()
