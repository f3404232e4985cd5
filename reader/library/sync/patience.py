"""How long one round waits for the pages of a host before it makes do with what feeds say. Pure. Called by `sync.round`."""

from collections import defaultdict

from reader.library.sync.jobs import PageAnswer

HOST_FAILURES = 3
"""After so many pages that did not come from a host in one round it is left alone: what is dead costs a deadline each time."""
HOST_SECONDS = 600.0
"""So long one host may take for all its pages in one round, over all connections to it: a thousand pages of one that is quick,
sixty of one that takes ten seconds for each. Its other articles say what their feed says, and their pages come when they are
opened; else one slow server would keep the round from its end for hours, and all feeds from being asked again."""


class Patience:
    """What the pages of each host have cost in a round."""

    def __init__(self) -> None:
        self._failures: defaultdict[str, int] = defaultdict(int)
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def waited(self, host: str, seconds: float) -> None:
        """Note how long a host took for a page, whether it came or not."""
        self._seconds[host] += seconds

    def came(self, host: str) -> None:
        """Note that a page came: those that did not come before are forgotten."""
        self._failures.pop(host, None)

    def failed(self, host: str, answer: PageAnswer) -> None:
        """Note that a page did not come."""
        self._failures[host] += HOST_FAILURES if answer.wants_patience else not answer.is_reached

    def is_over(self, host: str) -> bool:
        """Whether the host is to be asked for no further pages in this round."""
        return self._failures[host] >= HOST_FAILURES or self._seconds[host] > HOST_SECONDS
