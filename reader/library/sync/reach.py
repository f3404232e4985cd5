"""Whether it is the network or the server: who fails while others answer is to blame, who fails with all others is not.

Pure. Called by `sync.round`, from one thread.
"""

import time
from collections.abc import Callable

MANY_HOSTS = 6
"""So many hosts that fail one after the other, and none that answers: nobody else need be tried."""
FEW_HOSTS = 2
"""A single host that fails last, or alone, has failed by itself as far as anybody can tell."""


class Reach:
    """Who was reached in a round, and who was not."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._answered_at: float | None = None
        self._failed: set[str] = set()
        """Hosts that failed while others answered."""
        self._doubtful: list[tuple[str, Callable[[], None]]] = []

    def reached(self, host: str) -> None:
        """Note that a host answered, whatever it said; what was doubtful until now has failed by itself."""
        self._answered_at = self._clock()
        self._failed.discard(host)
        self.give_up_doubt()

    def is_doubtful(self, host: str, began: float) -> bool:
        """Whether a failure of a job that began then may be the network's: nobody has answered since."""
        if host not in self._failed and (self._answered_at is None or self._answered_at < began):
            return True
        self._failed.add(host)
        return False

    def doubt(self, host: str, blame: Callable[[], None]) -> None:
        """Put a failure off; `blame` is called when somebody answers after all."""
        self._doubtful.append((host, blame))

    def give_up_doubt(self) -> None:
        """Blame those who failed."""
        doubtful, self._doubtful = self._doubtful, []
        for host, blame in doubtful:
            self._failed.add(host)
            blame()

    @property
    def is_lost(self) -> bool:
        """Whether so many fail that nothing more need be tried before somebody answers."""
        return len({host for host, _ in self._doubtful}) >= MANY_HOSTS

    @property
    def is_network_gone(self) -> bool:
        """Whether, now that all is over, it was the network: several hosts in a row failed, and none answered any more."""
        return len({host for host, _ in self._doubtful}) >= FEW_HOSTS
