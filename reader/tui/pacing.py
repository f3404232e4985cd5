"""When the next row is due while the text moves by itself. Pure: whoever asks has the clock and the timers."""

from collections.abc import Callable

from reader.library.config import SPEED_RANGE

STEP = 20
"""Words a minute that one key changes."""

MOST_BEHIND_SECONDS = 2.0
"""One who is further behind was asleep: the lid was closed, the program stood still. What was missed is not made up for."""


class Pacer:
    """Times of rows one after the other: each is counted from when the last one was due, not from when it came."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives seconds that only grow."""
        self._clock = clock
        self._due = clock()

    def wait(self, seconds: float) -> float:
        """Return how long to wait until a row is over that takes `seconds`; never below 0."""
        now = self._clock()
        if now - self._due > MOST_BEHIND_SECONDS:
            self._due = now
        self._due += seconds
        return max(0.0, self._due - now)


def changed_speed(words_per_minute: int, steps: int) -> int:
    """Return the speed so many steps faster (negative: slower), on a whole step and within bounds."""
    whole = round(words_per_minute / STEP) * STEP
    slowest, fastest = SPEED_RANGE
    return max(slowest, min(fastest, whole + steps * STEP))
