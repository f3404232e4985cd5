"""What a sync does in its threads: it asks a server for a feed or a page, and has the feed read. Nothing is stored here.

Called by `syncing`. What goes wrong is in the answer; nothing but a bug is raised.
"""

import time
from contextlib import suppress
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.library.sync.schedule import FeedCame, FeedFailed
from reader.model.errors import CancelledError, FeedError, FetchError, ReaderError, RefusedError, UnreadableError
from reader.model.feed import Feed, FeedHealth, ParsedFeed
from reader.model.identity import content_digest
from reader.model.page import Page

if TYPE_CHECKING:
    from reader.fetch.access import Access
    from reader.fetch.feed import FeedDelivery, FetchLimits

MOST_FEED_BYTES = 6 * 1024 * 1024
"""Of one feed; what lies beyond is cut. Feeds with the whole text of fifty articles stay below one."""
MOST_PAGE_BYTES = 4 * 1024 * 1024
"""Of one page: the heaviest of news sites are under three, and dozens may lie about until they are cleaned."""
READERS = 2
"""Processes that read feeds: a big one, which takes seconds, does not hold up all others. Of small ones one process reads as many
as come, and starting another costs as much as reading a hundred."""
BIG_FEED_BYTES = 1024 * 1024
"""Feeds from this size on are read by themselves: reading one takes twenty times its size in memory."""
MOST_UNREAD_BYTES = 32 * 1024 * 1024
"""Of feeds that came and are not read yet: while there are more, no further page and no further feed is asked for."""
SLEPT_SECONDS = 20.0
"""The clock on the wall went ahead of the one that counts running time by as much: the machine was asleep."""


class Reader(Protocol):
    """What reads feeds (`reader.feeds.reading_process.FeedReader`)."""

    def read(self, content: bytes, *, content_type: str = "", url: str = "") -> ParsedFeed:
        """Return what a feed says. Raises FeedError. May be called from any thread."""
        ...

    def close(self) -> None:
        """Read nothing more; what is being read fails. May be called again, and from any thread."""
        ...


class Doors(NamedTuple):
    """What the jobs of one sync share."""

    reader: Reader
    limits: "FetchLimits"
    confirmed_hosts: frozenset[str]
    access: "Access"
    cancel: Event


class FeedJob(NamedTuple):
    """A feed to be asked."""

    feed: Feed
    health: FeedHealth


class PageJob(NamedTuple):
    """A page to be fetched: that of an entry."""

    url: str
    found_on: str
    """The feed's address if what it points to may be where it is itself, else ""."""


class FeedAnswer(NamedTuple):
    """What asking a feed brought."""

    outcome: FeedCame | FeedFailed
    parsed: ParsedFeed | None = None
    """None if nothing has changed, and if it failed."""
    final_url: str = ""
    is_reached: bool = True
    """Whether a server answered at all."""
    is_refused: bool = False
    """Whether no server was asked, because the address is none that may be: that says nothing of the network."""
    slept: bool = False
    """Whether the machine was asleep meanwhile."""
    is_cancelled: bool = False


class Delivered(NamedTuple):
    """A feed that came and is to be read."""

    delivery: "FeedDelivery"
    digest: str


class PageAnswer(NamedTuple):
    """What asking for a page brought: the page, or why not."""

    page: Page | None = None
    error: FetchError | None = None
    is_reached: bool = True
    is_refused: bool = False
    """As of a feed."""
    slept: bool = False
    is_cancelled: bool = False

    @property
    def is_for_later(self) -> bool:
        """Whether the page may well come another time."""
        return (
            self.error is not None
            and (self.error.status == 429 or not 400 <= self.error.status < 500)
            and (not isinstance(self.error, UnreadableError))
        )

    @property
    def wants_patience(self) -> bool:
        """Whether the server wants to be left alone."""
        return self.error is not None and self.error.status in (429, 503)


class _Clocks:
    """Both clocks when a job began."""

    def __init__(self) -> None:
        self._monotonic, self._wall = time.monotonic(), time.time()

    @property
    def slept(self) -> bool:
        """Whether the machine was asleep since."""
        return (time.time() - self._wall) - (time.monotonic() - self._monotonic) > SLEPT_SECONDS


def ask_feed(job: FeedJob, doors: Doors) -> FeedAnswer | Delivered:
    """Ask for a feed on the condition that it has changed; what came is to be read by `read_delivered`."""
    from reader.fetch.feed import NotModified, Validators, fetch_feed

    feed, health, clocks, began = job.feed, job.health, _Clocks(), time.monotonic()
    found_on = None if feed.is_typed else ""
    validators = Validators(etag=health.etag, last_modified=health.last_modified)
    try:
        delivery = fetch_feed(
            feed.url,
            limits=doors.limits,
            validators=validators if health.etag or health.last_modified else None,
            found_on=found_on,
            confirmed_hosts=doors.confirmed_hosts,
            access=doors.access,
            cancel=doors.cancel,
        )
        if isinstance(delivery, NotModified):
            came = FeedCame(
                status=304,
                is_unchanged=True,
                etag=delivery.etag,
                last_modified=delivery.last_modified,
                seconds=time.monotonic() - began,
                fresh_until=delivery.fresh_until,
                permanent_url=delivery.permanent_url,
            )
            return FeedAnswer(came, final_url=delivery.url)
    except CancelledError:
        return FeedAnswer(FeedFailed(message="Stopped"), is_cancelled=True)
    except FetchError as error:
        return FeedAnswer(
            _failed(error, time.monotonic() - began, error.status, error.retry_at),
            is_reached=error.status > 0 or isinstance(error, UnreadableError),
            is_refused=isinstance(error, RefusedError),
            slept=clocks.slept,
        )
    digest = content_digest(delivery.content)
    if digest == health.digest:
        return FeedAnswer(_came(delivery, digest, None), final_url=delivery.url)
    return Delivered(delivery, digest)


def read_delivered(job: FeedJob, delivered: Delivered, doors: Doors) -> FeedAnswer:
    """Have a feed read that came. Waits for a process that reads feeds."""
    try:
        return _read(job, delivered.delivery, delivered.digest, doors)
    except CancelledError:
        return FeedAnswer(FeedFailed(message="Stopped"), is_cancelled=True)
    except ReaderError as error:
        if doors.cancel.is_set():  # the reader was closed under it
            return FeedAnswer(FeedFailed(message="Stopped"), is_cancelled=True)
        return FeedAnswer(_failed(error, delivered.delivery.seconds, delivered.delivery.status))


def _read(job: FeedJob, delivery: "FeedDelivery", digest: str, doors: Doors) -> FeedAnswer:
    parsed = doors.reader.read(delivery.content, content_type=delivery.content_type, url=delivery.url)
    if (
        parsed.moved_to
        and parsed.moved_to not in (job.feed.url, delivery.url)
        and (moved := _moved(parsed.moved_to, doors))
    ):
        return moved
    return FeedAnswer(_came(delivery, digest, parsed), parsed, delivery.url)


def _moved(url: str, doors: Doors) -> FeedAnswer | None:
    """Return what is at the address where a feed says that it has moved to, None if that is no feed."""
    from reader.fetch.feed import FeedDelivery, fetch_feed

    with suppress(FetchError, FeedError):
        delivery = fetch_feed(
            url,
            limits=doors.limits,
            found_on="",
            confirmed_hosts=doors.confirmed_hosts,
            access=doors.access,
            cancel=doors.cancel,
        )
        if isinstance(delivery, FeedDelivery):
            parsed = doors.reader.read(delivery.content, content_type=delivery.content_type, url=delivery.url)
            came = _came(delivery, content_digest(delivery.content), parsed, permanent_url=url)
            return FeedAnswer(came, parsed, delivery.url)
    return None


def _came(delivery: "FeedDelivery", digest: str, parsed: ParsedFeed | None, *, permanent_url: str = "") -> FeedCame:
    """Return what came in the words of the schedule; of a feed that was cut nothing is remembered that would spare it."""
    entries = parsed.entries if parsed else ()
    dates = tuple(date for entry in entries if (date := entry.published or entry.updated))
    is_cut = delivery.is_cut
    return FeedCame(
        status=delivery.status,
        is_unchanged=parsed is None,
        etag="" if is_cut else delivery.etag,
        last_modified="" if is_cut else delivery.last_modified,
        digest="" if is_cut else digest,
        size_bytes=len(delivery.content),
        seconds=delivery.seconds,
        entry_count=len(entries),
        dates=dates,
        fresh_until=delivery.fresh_until,
        ttl_minutes=parsed.ttl_minutes if parsed else 0,
        permanent_url=permanent_url or delivery.permanent_url,
    )


def _failed(error: ReaderError, seconds: float, status: int, retry_at: datetime | None = None) -> FeedFailed:
    return FeedFailed(message=error.message, hint=error.hint, status=status, retry_at=retry_at, seconds=seconds)


def fetch_entry_page(job: PageJob, doors: Doors) -> PageAnswer:
    """Fetch the page of an entry."""
    from reader.fetch.client import FetchLimits, fetch_page

    clocks = _Clocks()
    try:
        page = fetch_page(
            job.url,
            limits=FetchLimits(
                deadline_seconds=doors.limits.deadline_seconds,
                max_wire_bytes=MOST_PAGE_BYTES,
                max_decoded_bytes=MOST_PAGE_BYTES,
            ),
            found_on=job.found_on,
            confirmed_hosts=doors.confirmed_hosts,
            access=doors.access,
            cancel=doors.cancel,
        )
    except CancelledError:
        return PageAnswer(is_cancelled=True)
    except FetchError as error:
        return PageAnswer(
            error=error,
            is_reached=error.status > 0 or isinstance(error, UnreadableError),
            is_refused=isinstance(error, RefusedError),
            slept=clocks.slept,
        )
    assert isinstance(page, Page)  # it is asked for without conditions
    return PageAnswer(page)
