"""Asking the feeds: which of them, and what their answers mean for the subscriptions. The asking itself: `sync.round`.

One sync at a time in a library: a second one is told so, and need not wait, for the first brings what it would bring.
"""

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import NamedTuple

from reader.library.config import Config
from reader.library.indexing import Indexing
from reader.library.news.pictures import FETCHING_PICTURES
from reader.library.news.ruling import RuleReport
from reader.library.opening import Opening
from reader.library.progress import Progress, Work
from reader.library.site_access import access_of, cookie_problems
from reader.library.stores import Stores
from reader.library.sync.aftermath import Aftermath, told_notices
from reader.library.sync.in_hand import FeedWork
from reader.library.sync.intake import still_waiting
from reader.library.sync.jobs import MOST_FEED_BYTES, READERS, Doors
from reader.library.sync.results import BUSY_WORDS, SyncProgress, SyncReport
from reader.library.sync.round import Round
from reader.library.sync.round_entries import Turn
from reader.library.sync.schedule import Verdict, is_due, seconds_until_due
from reader.library.sync.turns import Politeness, host_of
from reader.model.dates import utc_now
from reader.model.errors import NotFoundError, StoreLockedError
from reader.model.feed import Feed, FeedHealth, SyncedFeed
from reader.store.locks import Locks

LOCK = "feeds"


class SyncTools(NamedTuple):
    """What a sync needs of its library."""

    stores: Stores
    opening: Opening
    config: Config
    turn: Turn
    """Holds off others who change the library; when it ends, the index has what was changed."""
    indexing: Indexing
    recent_news: Callable[[], Iterable[str]]
    """Gives the ids of the news, the newest first."""
    follow_rules: Callable[[Sequence[str]], RuleReport] = lambda article_ids: RuleReport()
    """Does what the reader's rules say with articles that have just come."""


class SyncWishes(NamedTuple):
    """What is to be asked, and how."""

    feed_ids: Sequence[str] = ()
    """All if none are named."""
    is_forced: bool = False
    politeness: Politeness = Politeness()
    clock: Callable[[], datetime] = utc_now


class SyncEars(NamedTuple):
    """Who is told what while it goes on, from the calling thread."""

    on_progress: Callable[[SyncProgress], None] = lambda progress: None
    on_synced: Callable[[SyncedFeed], None] = lambda feed: None


def sync_feeds(tools: SyncTools, wishes: SyncWishes, ears: SyncEars, work: Work) -> SyncReport:
    """Ask feeds, as `Library.sync_feeds` says."""
    stores = tools.stores
    subscribed = stores.settings.load().feeds
    for feed_id in wishes.feed_ids:
        if feed_id not in subscribed:
            raise NotFoundError(f"no feed {feed_id} in the library", "`pressmark feeds` lists them")
    if not subscribed:
        return SyncReport()
    with ExitStack() as stack:
        try:
            stack.enter_context(Locks(stores.places.local / "locks", timeout_seconds=0).hold(LOCK))
        except StoreLockedError as error:
            raise StoreLockedError(BUSY_WORDS, "wait until it is done") from error
        return _sync(tools, wishes, ears, work, subscribed)


def _sync(
    tools: SyncTools, wishes: SyncWishes, ears: SyncEars, work: Work, subscribed: Mapping[str, Feed]
) -> SyncReport:
    from reader.feeds.reading_process import FeedReader
    from reader.fetch.errand import FetchLimits

    stores, config = tools.stores, tools.config
    began, now = time.monotonic(), wishes.clock()
    stores.feeds.sweep()  # what another machine has seen, in a copy that a synchronising program left, does not come again
    works, healths = _works(stores, subscribed, wishes, now)
    limits = FetchLimits(
        deadline_seconds=config.fetch_deadline_seconds,
        max_wire_bytes=MOST_FEED_BYTES,
        max_decoded_bytes=MOST_FEED_BYTES,
    )
    cancel = work.cancel or Event()
    aftermath = Aftermath(stores, tools.indexing, config, tools.recent_news, tools.follow_rules, now)
    asked = sum(one.is_asked for one in works)
    with FeedReader(READERS) as reader:
        asking = Round(
            tools.stores,
            tools.opening,
            config,
            tools.turn,
            Doors(reader, limits, frozenset(config.confirmed_hosts), access_of(config), cancel),
            now=now,
            politeness=wishes.politeness,
            on_progress=ears.on_progress,
            on_synced=ears.on_synced,
            aftermath=aftermath,
        )
        asking.run(works)
    with tools.turn():
        notes = _settle_subscriptions(stores, asking)
    notes += tuple(cookie_problems(config, {host_of(url) for one in works for url in (one.feed.url, one.feed.home)}))
    if works and not cancel.is_set():

        def tell(done: Progress) -> None:
            if done.step == FETCHING_PICTURES:
                ears.on_progress(asking.progress._replace(pictures_done=done.done, pictures_total=done.total))

        notes += aftermath.end(Work(tell, cancel))
    healths |= {one.feed.id: one.health for one in works}
    due = [seconds_until_due(feed, healths.get(feed.id, FeedHealth()), now) for feed in subscribed.values()]
    return SyncReport(
        feeds=tuple(asking.synced),
        skipped=len(set(wishes.feed_ids) or subscribed) - asked,
        next_due_seconds=min((seconds for seconds in due if 0 < seconds < math.inf), default=0.0),
        is_whole=not cancel.is_set() and not asking.is_offline,
        is_offline=asking.is_offline,
        seconds=time.monotonic() - began,
        notes=notes + tuple(aftermath.problems),
        notices=told_notices(aftermath.notices),
    )


def _works(
    stores: Stores, subscribed: Mapping[str, Feed], wishes: SyncWishes, now: datetime
) -> tuple[list[FeedWork], dict[str, FeedHealth]]:
    """Return the feeds that there is something to do for, and how the others are doing."""
    wanted = frozenset(wishes.feed_ids or subscribed)
    works: list[FeedWork] = []
    healths: dict[str, FeedHealth] = {}
    for feed_id, feed in subscribed.items():
        health, waiting, _ = stores.feeds.load(feed_id)
        healths[feed_id] = health
        is_named = feed_id in wishes.feed_ids
        is_asked = feed_id in wanted and (
            is_due(feed, health, now) or (wishes.is_forced and (is_named or not feed.is_paused))
        )
        pending = still_waiting(waiting, stores.feeds.seen(feed_id)) if waiting and feed_id in wanted else []
        if is_asked or (waiting and feed_id in wanted):
            works.append(
                FeedWork(
                    feed=feed,
                    health=health,
                    pending={entry.key: entry for entry in pending},
                    is_asked=is_asked,
                    had_waiting=bool(waiting),
                )
            )
    return works, healths


def _settle_subscriptions(stores: Stores, asking: Round) -> tuple[str, ...]:
    """Write down which feeds have moved or are gone, and what those without a title call themselves, all at once."""
    notes: list[str] = []

    def change(feeds: Mapping[str, Feed]) -> Mapping[str, Feed]:
        changed = dict(feeds)
        addresses = {feed.url: feed for feed in feeds.values()}
        for feed_id, (title, home) in asking.titles.items():
            if (feed := changed.get(feed_id)) is not None:
                changed[feed_id] = replace(feed, title=feed.title or title, home=feed.home or home)
        for feed_id, verdict in asking.verdicts.items():
            if (feed := changed.get(feed_id)) is None:
                continue
            changed[feed_id] = _after(feed, verdict)
            same = addresses.get(verdict.moved_to)
            if same is not None and same.id != feed_id:
                notes.append(f"{feed.shown_name} has moved to where {same.shown_name} is: they are one feed by now")
        return changed

    known = stores.settings.load_or_last().feeds
    has_news = any(
        (feed := known.get(feed_id)) is not None and ((title and not feed.title) or (home and not feed.home))
        for feed_id, (title, home) in asking.titles.items()
    )
    if asking.verdicts or has_news:
        from reader.store.feed_settings import change_feeds

        change_feeds(stores.places, change)
    return tuple(notes)


def _after(feed: Feed, verdict: Verdict) -> Feed:
    """Return a subscription after what its server said."""
    if verdict.paused_because:
        return replace(feed, is_paused=True, paused_because=verdict.paused_because)
    # The reader typed the address that it had. What a server names instead is its word, but for another path of the same host.
    is_typed = feed.is_typed and host_of(verdict.moved_to) == host_of(feed.url)
    return replace(feed, url=verdict.moved_to, is_typed=is_typed)
