"""What the screen says of feeds: how they are doing, how often they have news, when they are asked next. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from reader.model.feed import FOLDER_SEPARATOR, Feed, FeedCounts, FeedHealth, FetchPages
from reader.model.name_order import path_order
from reader.tui.lines import begun
from reader.tui.version_words import day, day_and_time

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_WEEK_DAYS, _MONTH_DAYS = 7, 30

PAGES_WORDS: Mapping[FetchPages, str] = {
    FetchPages.ALWAYS: "fetched at once",
    FetchPages.OPEN: "fetched when opened",
    FetchPages.NEVER: "what the feed says",
}
"""What is shown of an article, in the words of the settings."""


class Subscriptions(NamedTuple):
    """All feeds, and what is known of them."""

    feeds: tuple[Feed, ...] = ()
    healths: Mapping[str, FeedHealth] = {}
    """By feed id; none for one that was never asked here."""
    counts: Mapping[str, FeedCounts] = {}
    """By feed id: how many of its articles are here, and how many of those are unread."""
    folder_counts: Mapping[str, FeedCounts] = {}
    """The same of every folder with all that is in it; an article of two of its feeds, and a story, count once."""

    def health(self, feed_id: str) -> FeedHealth:
        """Return how a feed is doing."""
        return self.healths.get(feed_id) or FeedHealth()

    def held(self, feed_id: str) -> FeedCounts:
        """Return how much of a feed is here."""
        return self.counts.get(feed_id) or FeedCounts()

    def held_in(self, folder: str) -> FeedCounts:
        """Return how much of the feeds of a folder is here."""
        return self.folder_counts.get(folder) or FeedCounts()

    def feed(self, feed_id: str) -> Feed | None:
        """Return a feed; None if it is gone."""
        return next((feed for feed in self.feeds if feed.id == feed_id), None)

    def within(self, folder: str) -> tuple[Feed, ...]:
        """Return the feeds of a folder and of those in it; all for ""."""
        return tuple(feed for feed in self.feeds if is_within(feed.folder, folder))

    @property
    def folders(self) -> tuple[str, ...]:
        """All folders, those that only hold others too, in order."""
        paths: set[str] = set()
        for feed in self.feeds:
            paths.update(folders_above(feed.folder))
        return tuple(sorted(paths, key=path_order))


def folders_above(folder: str) -> tuple[str, ...]:
    """Return a folder and those it is in, the outermost first: `a`, `a/b`."""
    parts = folder.split(FOLDER_SEPARATOR) if folder else []
    return tuple(FOLDER_SEPARATOR.join(parts[:depth]) for depth in range(1, len(parts) + 1))


def is_within(folder: str, other: str) -> bool:
    """Whether a folder is another one or nested in it; everything is in ""."""
    return not other or folder == other or folder.startswith(other + FOLDER_SEPARATOR)


def counted_feeds(number: int) -> str:
    """Return `1 feed`, `12 feeds`."""
    return f"{number:,} {'feed' if number == 1 else 'feeds'}"


def rate_words(per_day: float) -> str:
    """Return how often there is something new, rounded to what one remembers; "" where nothing came for long."""
    if per_day <= 0:
        return ""
    if per_day >= 0.95:
        return f"{round(per_day):,} a day"
    if per_day * _WEEK_DAYS >= 0.95:
        return f"{round(per_day * _WEEK_DAYS)} a week"
    return f"{max(1, round(per_day * _MONTH_DAYS))} a month"


def ago_words(then: datetime, now: datetime) -> str:
    """Return how long ago something was: `just now`, `5 min ago`, `3 h ago`, then its day and time."""
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min ago"
    if seconds < _DAY:
        return f"{int(seconds // _HOUR)} h ago"
    return day_and_time(then, now)


def due_words(due: datetime, now: datetime) -> str:
    """Return when something is to be: `now`, `in 5 min`, `in 3 h`, then its day and time."""
    seconds = (due - now).total_seconds()
    if seconds <= 0:
        return "with the next round"
    if seconds < _HOUR:
        return f"in {max(1, round(seconds / _MINUTE))} min"
    if seconds < _DAY:
        return f"in {round(seconds / _HOUR)} h"
    return day_and_time(due, now)


def trouble_words(feed: Feed, health: FeedHealth) -> str:
    """Return what is wrong with a feed in one sentence, "" if nothing is."""
    if feed.is_paused:
        return f"{begun(feed.paused_because).rstrip('.')}." if feed.paused_because else ""
    if not health.is_failing:
        return ""
    times = f" ({health.failures:,} times in a row)" if health.failures > 1 else ""
    return f"{begun(health.error).rstrip('.')}{times}."


def state_words(feed: Feed, health: FeedHealth) -> str:
    """Return how a feed is doing in a word or two."""
    if feed.is_paused:
        return "paused"
    if health.is_failing:
        return "failing"
    return "fine" if health.came is not None else "not asked yet"


def since_words(health: FeedHealth, now: datetime) -> str:
    """Return since when a feed fails; "" if it never came, or does not fail."""
    return f"last came {ago_words(health.came, now)}" if health.is_failing and health.came is not None else ""


def size_words(size_bytes: int) -> str:
    """Return a size: `34 KB`, `1.2 MB`."""
    if size_bytes < 1_000:
        return f"{size_bytes} bytes"
    if size_bytes < 1_000_000:
        return f"{size_bytes / 1_000:.0f} KB"
    return f"{size_bytes / 1_000_000:.1f} MB"


def log_line(entry: str, now: datetime) -> tuple[str, str]:
    """Return when something of a feed's log happened, and what; the whole line as what if it has no time."""
    stamp, _, words = entry.partition(" ")
    try:
        then = datetime.fromisoformat(stamp)
    except ValueError:
        return "", entry
    if then.tzinfo is None or not words:
        return "", entry
    here, today = then.astimezone(), now.astimezone()
    return (f"{here:%H:%M}" if here.date() == today.date() else f"{day(then, now)} {here:%H:%M}"), words


def named(names: Sequence[str], most: int = 3) -> str:
    """Return names in a row, the first of many: `A, B, C and 4 more`."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most:,} more" if len(names) > most else shown
