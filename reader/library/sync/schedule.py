"""When a feed is asked, and what its server's answer changes: pure functions of what was, what came and the time.

Nothing here fetches, stores or looks at a clock. Called by `syncing`.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from reader.model.dates import PageDate
from reader.model.feed import Feed, FeedHealth
from reader.model.values import dataclass

USUAL_MINUTES = 60
"""How often a feed is asked of which nobody knows yet how often it has something new."""
LEAST_MINUTES, MOST_MINUTES = 15, 6 * 60
"""However much or little comes: what is written in the morning is there by noon, and no server is asked more often than news
come. A feed is asked about twice for each new entry (miniflux's "entry frequency" goes by the same thought)."""
MOST_PATIENCE = timedelta(days=1)
"""The longest that headers or the feed itself may ask us to wait: some say a year and mean nothing by it."""
MOST_RETRY_AFTER = timedelta(days=7)
"""The longest that a server that is asked too often may keep us away."""
FIRST_WAIT = timedelta(minutes=15)
"""After the first failure; it doubles with each one, up to `MOST_PATIENCE`."""
JITTER = 0.1
"""Part of the wait by which feeds are moved apart, always the same for one feed: who failed together is not asked together."""
SLACK = timedelta(minutes=2)
"""What is due so soon is due: a timer that rings every half hour rings a little early at times."""
RATE_DAYS = 14.0
"""Over so many days the number of new entries a day is told."""
LOG_LINES = 20
RATES_SEEN = 3
"""Of so many dated entries a rate can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCame:
    """The server answered: with a feed, or that nothing has changed."""

    status: int = 200
    is_unchanged: bool = False
    """304, or the very bytes of the last time."""
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    size_bytes: int = 0
    seconds: float = 0.0
    entry_count: int = 0
    new_entries: int = 0
    dates: tuple[PageDate, ...] = ()
    """When its entries were published, of those that say so."""
    fresh_until: datetime | None = None
    """As Cache-Control or Expires have it."""
    ttl_minutes: int = 0
    """As the feed itself has it."""
    permanent_url: str = ""
    """Where every hop said that it has moved to for good; "" if none did, or not all."""
    knows_entries: bool = False
    """Whether what came from there holds entries that had come from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFailed:
    """There was no answer, or none that is a feed."""

    message: str
    hint: str = ""
    status: int = 0
    """0 if no server answered at all."""
    retry_at: datetime | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an answer changes."""

    health: FeedHealth
    moved_to: str = ""
    """The address to ask from now on; "" for the one it has."""
    paused_because: str = ""
    """Why it is not to be asked any more; "" if it is."""
    notes: tuple[str, ...] = ()


def is_due(feed: Feed, health: FeedHealth, now: datetime) -> bool:
    """Whether a feed is to be asked now. One that is paused never is.

    A clock that was ahead and was put right leaves times that lie further off than any wait: those do not count.
    """
    if feed.is_paused:
        return False
    if health.due is None or health.due <= now + SLACK:
        return True
    if health.asked is not None and health.asked > now + SLACK:
        return True
    return health.due > now + MOST_RETRY_AFTER * (1 + JITTER) + SLACK


def seconds_until_due(feed: Feed, health: FeedHealth, now: datetime) -> float:
    """Return in how many seconds a feed is due, 0 if it is; of one that is paused, infinity."""
    if feed.is_paused:
        return math.inf
    if health.due is None or is_due(feed, health, now):
        return 0.0
    return (health.due - now).total_seconds()


def judge(feed: Feed, before: FeedHealth, answer: FeedCame | FeedFailed, now: datetime) -> Verdict:
    """Return what `answer` makes of the health that was, and what it means for the subscription."""
    match answer:
        case FeedCame():
            return _came(feed, before, answer, now)
        case FeedFailed():
            return _failed(feed, before, answer, now)


def put_off(feed: Feed, before: FeedHealth, until: datetime, host: str, now: datetime) -> FeedHealth:
    """Return the health of a feed that was not asked because its server wants to be left alone for a while."""
    due = min(until, now + MOST_RETRY_AFTER)
    return replace(before, due=max(due, now), due_because=f"{host} asks to be left alone until then")


# -- a good answer ---------------------------------------------------------------------------------------------------
def _came(feed: Feed, before: FeedHealth, answer: FeedCame, now: datetime) -> Verdict:
    per_day = rate_per_day(answer.dates, before, answer.new_entries, now)
    has_entries = bool(before.entry_count if answer.is_unchanged else answer.entry_count)
    due, because = _due_after(feed, per_day, answer, now, has_entries=has_entries)
    words = _words_for(answer)
    moved_to, notes = _move(feed, before, answer)
    health = replace(
        before,
        asked=now,
        came=now,
        changed=now if answer.new_entries else before.changed,
        due=due,
        due_because=because,
        failures=0,
        error="",
        hint="",
        status=answer.status,
        etag=answer.etag or (before.etag if answer.is_unchanged else ""),
        last_modified=answer.last_modified or (before.last_modified if answer.is_unchanged else ""),
        digest=answer.digest or before.digest,
        size_bytes=answer.size_bytes or before.size_bytes,
        entry_count=before.entry_count if answer.is_unchanged else answer.entry_count,
        seconds=answer.seconds,
        per_day=per_day,
        moved_to="" if moved_to else answer.permanent_url,
        log=logged(before.log, now, words, *notes),
    )
    return Verdict(health=health, moved_to=moved_to, notes=notes)


def _words_for(answer: FeedCame) -> str:
    if answer.is_unchanged:
        return "nothing new"
    if not answer.new_entries:
        return f"nothing new among {answer.entry_count:,}" if answer.entry_count else "it has no entries"
    return f"{answer.new_entries:,} new of {answer.entry_count:,}"


def _due_after(
    feed: Feed, per_day: float, answer: FeedCame, now: datetime, *, has_entries: bool
) -> tuple[datetime, str]:
    """Return when to ask next: as the reader wishes, else by its rate; not before server and feed want to be asked."""
    own = feed.settings.every_minutes
    if own:
        minutes, because = float(own), f"every {_span(timedelta(minutes=own))}, as you set it"
    elif per_day > 0:
        minutes = min(max(24 * 60 / per_day / 2, LEAST_MINUTES), MOST_MINUTES)
        because = f"it has {_rate_words(per_day)}"
    else:
        minutes, because = (MOST_MINUTES, "nothing new in weeks") if has_entries else (USUAL_MINUTES, "as usual")
    wait = timedelta(minutes=minutes * (1 + _jitter(feed.id)))
    asked_for = [
        (min(answer.fresh_until - now, MOST_PATIENCE), "its server") if answer.fresh_until else (timedelta(0), ""),
        (min(timedelta(minutes=answer.ttl_minutes), MOST_PATIENCE), "the feed"),
    ]
    patience, who = max(asked_for)
    if patience > wait:
        return now + patience, f"{who} asks for {_span(patience)}"
    return now + wait, because


def _move(feed: Feed, before: FeedHealth, answer: FeedCame) -> tuple[str, tuple[str, ...]]:
    """Return the address a feed has moved to if that is sure: it has the entries we know, or it was said twice in a row.

    The portal of a hotel says so once, too.
    """
    fresh = answer.permanent_url
    if not fresh or fresh == feed.url:
        return "", ()
    if answer.knows_entries or before.moved_to == fresh:
        return fresh, (f"it has moved to {fresh}",)
    return "", ()


def rate_per_day(dates: Sequence[PageDate], before: FeedHealth, new_entries: int, now: datetime) -> float:
    """Return how many entries a day a feed has: by the dates in it, else by what was new since it last came."""
    moments = sorted(moment for date in dates if (moment := date.sort_key()) <= now + timedelta(days=1))
    if len(moments) >= RATES_SEEN:
        recent = [moment for moment in moments if moment >= now - timedelta(days=RATE_DAYS)]
        # A feed shows its last entries alone: of a busy one they reach back for an hour.
        span = RATE_DAYS if len(recent) < len(moments) else (now - recent[0]) / timedelta(days=1)
        return round(len(recent) / max(span, 1 / 24), 3)
    if before.came is None or before.came >= now:
        return before.per_day
    days = min((now - before.came) / timedelta(days=1), RATE_DAYS)
    kept = math.exp(-days / RATE_DAYS)
    return round(before.per_day * kept + (1 - kept) * new_entries / days, 3)


# -- a bad one -------------------------------------------------------------------------------------------------------
def _failed(feed: Feed, before: FeedHealth, answer: FeedFailed, now: datetime) -> Verdict:
    failures = before.failures + 1
    due, because = now + _back_off(feed, failures), _times(failures)
    if answer.retry_at is not None:
        asked_for = min(answer.retry_at, now + MOST_RETRY_AFTER)
        if asked_for > due:
            due, because = asked_for, "its server asks for patience"
    is_gone = answer.status == 410
    paused = "its server says that it is gone for good (410)" if is_gone else ""
    notes = ("it is gone and will not be asked again",) if is_gone else ()
    health = replace(
        before,
        asked=now,
        due=due,
        due_because=because,
        failures=failures,
        error=answer.message,
        hint=answer.hint,
        status=answer.status,
        seconds=answer.seconds,
        moved_to="",
        log=logged(before.log, now, answer.message),
    )
    return Verdict(health=health, paused_because=paused, notes=notes)


def _back_off(feed: Feed, failures: int) -> timedelta:
    """Return the wait after so many failures in a row."""
    doublings = min(failures - 1, 12)  # more than enough for any cap, and no overflow
    wait = min(FIRST_WAIT * int(2**doublings), MOST_PATIENCE)
    own = timedelta(minutes=feed.settings.every_minutes or 0)
    return max(wait, min(own, MOST_PATIENCE)) * (1 + _jitter(feed.id))


def _times(failures: int) -> str:
    return "it failed" if failures == 1 else f"it failed {failures} times in a row"


def logged(log: Sequence[str], now: datetime, *words: str) -> tuple[str, ...]:
    """Return a log with `words` as its newest lines; what only repeats the line before takes its place."""
    lines = list(log)
    for one in words:
        if lines and lines[0].partition(" ")[2] == one:
            del lines[0]
        lines.insert(0, f"{now.isoformat(timespec='seconds')} {one}")
    return tuple(lines[:LOG_LINES])


def _jitter(feed_id: str) -> float:
    """Return a number from 0 to `JITTER` that is always the same for a feed."""
    return hashlib.sha256(feed_id.encode()).digest()[0] / 255 * JITTER


def _rate_words(per_day: float) -> str:
    if per_day >= 1:
        return f"about {per_day:.0f} new a day"
    if per_day * 7 >= 1:
        return f"about {per_day * 7:.0f} new a week"
    return "less than one new a week"


def _span(span: timedelta) -> str:
    minutes = max(1, round(span / timedelta(minutes=1)))
    if minutes % (24 * 60) == 0:
        return _counted(minutes // (24 * 60), "day")
    if minutes % 60 == 0:
        return _counted(minutes // 60, "hour")
    return f"{minutes // 60} h {minutes % 60} min" if minutes > 60 else _counted(minutes, "minute")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
