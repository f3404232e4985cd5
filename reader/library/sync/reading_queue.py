"""Feeds that came and are to be read, the smallest first: what is huge is read when all others are. Called by `sync.round`, from
one thread."""

import heapq

from reader.library.sync.in_hand import FeedWork
from reader.library.sync.jobs import BIG_FEED_BYTES, MOST_UNREAD_BYTES, READERS, Delivered


class ReadingQueue:
    """What waits for the processes that read feeds, and what they are at."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, FeedWork, Delivered]] = []
        self._bytes = self._count = 0
        self._reading: dict[str, int] = {}
        """The sizes of those that are being read, by their ids."""

    def __bool__(self) -> bool:
        """Whether anything waits or is being read."""
        return bool(self._waiting or self._reading)

    @property
    def is_reading(self) -> bool:
        """Whether anything is being read."""
        return bool(self._reading)

    @property
    def is_full(self) -> bool:
        """Whether so much waits that nobody should be asked for more."""
        return self._bytes >= MOST_UNREAD_BYTES

    def add(self, work: FeedWork, delivered: Delivered) -> None:
        """Put a feed that came where its size belongs."""
        size = len(delivered.delivery.content)
        self._bytes += size
        self._count += 1
        heapq.heappush(self._waiting, (size, self._count, work, delivered))

    def take(self) -> tuple[FeedWork, Delivered] | None:
        """Return a feed that may be read now, None if none may. `done` has to follow."""
        if not self._waiting or not self._may_read(self._waiting[0][0]):
            return None
        size, _, work, delivered = heapq.heappop(self._waiting)
        self._bytes -= size
        self._reading[work.feed.id] = size
        return work, delivered

    def done(self, feed_id: str) -> None:
        """Note that a feed was read."""
        self._reading.pop(feed_id, None)

    def _may_read(self, size: int) -> bool:
        """Whether a feed of that size may be read now: one at a time, but a small one beside a big one."""
        return not self._reading or (
            len(self._reading) < READERS and size < BIG_FEED_BYTES <= min(self._reading.values())
        )
