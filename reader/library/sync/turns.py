"""Whose turn it is: what is to be fetched stands in a queue for each host, and hosts are asked side by side.

Pure but for what it holds: the time is handed in, and nothing is fetched here. Called by `syncing`, from one thread.
"""

import heapq
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

Job = TypeVar("Job")


class Politeness(NamedTuple):
    """How hosts are asked."""

    at_once: int = 2
    """Connections to one host at a time, as browsers were long asked to keep to (RFC 2616, 8.1.4)."""
    pause_seconds: float = 0.25
    """Between the end of one and the beginning of the next, at one host."""
    hosts_at_once: int = 128
    """Connections in all. What takes time is waiting for the slow and the dead, each of which holds one: of 500 feeds some eighty
    (with 64, tests/benchmarks/feed_farm took a third longer). Systems that let a program have 256 files open have room for it."""


@dataclass(slots=True)
class _Host(Generic[Job]):
    waiting: deque[Job] = field(default_factory=deque)
    running: int = 0
    ready_at: float = 0.0
    is_listed: bool = False


class Turns(Generic[Job]):
    """Queues of jobs by host."""

    def __init__(self, politeness: Politeness) -> None:
        self._politeness = politeness
        self._hosts: dict[str, _Host[Job]] = {}
        self._listed: list[tuple[float, int, int, str]] = []
        """A heap of the hosts that may be asked, by when, and by how much waits for them: who has the longest queue is done last,
        and had better begin first. Each stands here once at most."""
        self._order = 0
        self._same: dict[str, str] = {}
        """Hosts that only send on, and where to: who asks them asks the other."""
        self.running = 0
        """Jobs that were taken and are not done."""
        self.waiting = 0
        """Jobs that nobody has taken."""

    @property
    def hosts_at_once(self) -> int:
        """Connections in all."""
        return self._politeness.hosts_at_once

    def add(self, host: str, job: Job, *, is_next: bool = False) -> None:
        """Put a job at the end of the queue of its host, or at its beginning."""
        host = self._same.get(host, host)
        queue = self._hosts.setdefault(host, _Host())
        (queue.waiting.appendleft if is_next else queue.waiting.append)(job)
        self.waiting += 1
        self._list(host, queue)

    def take(self, now: float) -> tuple[str, Job] | None:
        """Return a job that may begin now, with the host whose turn it is; None if none may. `done` has to follow."""
        while self._listed and self.running < self._politeness.hosts_at_once and self._listed[0][0] <= now:
            *_, host = heapq.heappop(self._listed)
            queue = self._hosts[host]
            queue.is_listed = False
            if not queue.waiting:
                continue
            if queue.ready_at > now:
                self._list(host, queue)
                continue
            job = queue.waiting.popleft()
            queue.running += 1
            self.running += 1
            self.waiting -= 1
            self._list(host, queue)
            return host, job
        return None

    def done(self, host: str, now: float) -> None:
        """Note that a job of the host is done: its next one may begin after the pause."""
        queue = self._hosts[host]
        queue.running -= 1
        self.running -= 1
        queue.ready_at = now + self._politeness.pause_seconds
        self._list(host, queue)

    def wait_seconds(self, now: float) -> float | None:
        """Return in how many seconds the next job may begin as far as pauses go; None if none waits for a pause to end."""
        if not self._listed or self.running >= self._politeness.hosts_at_once:
            return None
        return max(0.0, self._listed[0][0] - now)

    def leave(self, host: str) -> Iterable[Job]:
        """Take all jobs out that wait for the host, and return them."""
        queue = self._hosts.get(self._same.get(host, host))
        if queue is None:
            return ()
        left = tuple(queue.waiting)
        queue.waiting.clear()
        self.waiting -= len(left)
        return left

    def leave_all(self) -> Iterable[Job]:
        """Take all jobs out that wait, and return them."""
        return [job for host in list(self._hosts) for job in self.leave(host)]

    def learn(self, asked: str, answered: str) -> None:
        """Note that a host only sends on to another, as proxies of feeds do: from now on both stand in one queue."""
        answered = self._same.get(answered, answered)
        if not asked or not answered or asked == answered or asked in self._same:
            return
        self._same = {host: answered if other == asked else other for host, other in self._same.items()}
        self._same[asked] = answered
        for job in (left := tuple(self._left_at(asked))):
            self.add(answered, job)
        self.waiting -= len(left)

    def _left_at(self, host: str) -> Iterable[Job]:
        queue = self._hosts.get(host)
        if queue is None:
            return ()
        left = tuple(queue.waiting)
        queue.waiting.clear()
        return left

    def _list(self, host: str, queue: _Host[Job]) -> None:
        if queue.waiting and not queue.is_listed and queue.running < self._politeness.at_once:
            queue.is_listed = True
            self._order += 1
            heapq.heappush(self._listed, (queue.ready_at, -len(queue.waiting), self._order, host))


def host_of(url: str) -> str:
    """Return whom one asks for what is at `url`."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
