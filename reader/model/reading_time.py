"""What was read and how long: a while of reading as the screen tells it, and what is kept of a day. Values only.

Days and hours are those of the reader's clock where and when they read: what was Monday evening stays Monday evening, wherever
it is looked at later.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple


class Spell(NamedTuple):
    """A while in which one article was read."""

    article_id: str
    title: str
    site: str
    words: int
    """Of the whole article."""
    ended: datetime
    """When, by the reader's clock."""
    seconds: int
    """How long the reader was at it."""
    before: float = 0.0
    """How far the reader had come before, 0 to 1."""
    after: float = 0.0
    """How far the reader has come now."""


class ReadDay(NamedTuple):
    """What was read of one article on one day, on one machine."""

    day: date
    article_id: str
    title: str
    site: str
    words: int
    """Of the whole article."""
    hours: Mapping[int, int]
    """Hour of the day, 0 to 23, to the seconds read in it; only those in which something was."""
    before: float
    """How far the reader had come before that day, 0 to 1."""
    after: float
    """How far the reader came on it."""

    @property
    def seconds(self) -> int:
        """How long it was read on that day."""
        return sum(self.hours.values())
