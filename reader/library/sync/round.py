"""One round of asking feeds: many servers at once, few connections to each; what comes is cleaned and kept by one thread.

The order of each feed is what makes it safe to be stopped between any two writes:

1. the feed is fetched and read;
2. its new entries are written down as waiting, in one step with what spares the next fetch (ETag and the like);
3. each of them becomes an article, or is found to be one already (`round_entries`);
4. when all are done they are entered in the log of what was seen, and then nothing waits any more.

A round that was stopped leaves entries waiting: the next one begins with them, and finds by their addresses those that are
articles by then. Called by `syncing`.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from queue import Empty, PriorityQueue

from reader.library.config import Config
from reader.library.joining import Joined
from reader.library.opening import Opening
from reader.library.progress import Work
from reader.library.refreshing import Refreshing
from reader.library.stores import Stores
from reader.library.sync.aftermath import Aftermath
from reader.library.sync.articles import EntryArticles
from reader.library.sync.in_hand import Done, FeedWork, PageWork
from reader.library.sync.intake import keys_of, take_in
from reader.library.sync.jobs import (
    READERS,
    Delivered,
    Doors,
    FeedAnswer,
    FeedJob,
    PageAnswer,
    ask_feed,
    fetch_entry_page,
    read_delivered,
)
from reader.library.sync.reach import Reach
from reader.library.sync.reading_queue import ReadingQueue
from reader.library.sync.results import SyncProgress
from reader.library.sync.round_entries import RoundEntries, Turn
from reader.library.sync.schedule import FeedCame, FeedFailed, Verdict, judge, put_off
from reader.library.sync.telling import Telling
from reader.library.sync.turns import Politeness, Turns, host_of
from reader.library.sync.updates import Updates, UpdateWork
from reader.model.errors import ReaderError
from reader.model.feed import FeedEntry, FetchPages, ParsedFeed, SyncedFeed
from reader.store.feeds import SeenEntries

LOOK_SECONDS = 0.2
"""How soon it is seen that the user gave up, while all wait."""

log = logging.getLogger("pressmark")


class Round:
    """A round of asking. Made for one run, and run from one thread."""

    def __init__(
        self,
        stores: Stores,
        opening: Opening,
        config: Config,
        turn: Turn,
        doors: Doors,
        *,
        now: datetime,
        politeness: Politeness,
        on_progress: Callable[[SyncProgress], None],
        on_synced: Callable[[SyncedFeed], None],
        aftermath: Aftermath,
    ) -> None:
        """`turn` holds off others who change the library."""
        self._stores = stores
        self._opening = opening
        self._config = config
        self._turn = turn
        self._doors = doors
        self._now = now
        articles = EntryArticles(stores, opening, now, aftermath.story_of)
        self._updates = Updates(stores, Refreshing(stores, config, opening), articles, now)
        self._turns: Turns[FeedWork | PageWork | UpdateWork] = Turns(politeness)
        self._done: PriorityQueue[Done] = PriorityQueue()
        self._reach = Reach()
        self._to_read = ReadingQueue()
        self._telling = Telling(on_progress)
        self._entries = RoundEntries(
            stores,
            articles,
            config,
            turn,
            self._turns,
            self._reach,
            self._telling,
            now=now,
            aftermath=aftermath,
            on_synced=on_synced,
        )
        self.verdicts: dict[str, Verdict] = {}
        """What answers mean for subscriptions, by their ids."""
        self.titles: dict[str, tuple[str, str]] = {}
        """What feeds call themselves, and their sites' addresses, by their ids."""
        self.is_offline = False

    @property
    def progress(self) -> SyncProgress:
        """How far it is."""
        return self._telling.progress

    @property
    def synced(self) -> Sequence[SyncedFeed]:
        """The feeds that are done."""
        return self._entries.synced

    # -- the loop ----------------------------------------------------------------------------------------------------
    def run(self, works: Sequence[FeedWork]) -> None:
        """Go through all that is to be asked, and through what waits from another time; return early if the user gives up."""
        asked = [(host_of(work.feed.url), work) for work in works if work.is_asked]
        at_host = Counter(host for host, _ in asked)
        for host, work in sorted(asked, key=lambda one: -at_host[one[0]]):
            self._turns.add(host, work)
        self._telling.count(feeds_total=len(asked))
        for work in works:
            if work.pending:
                self._entries.begin(work)
                if not work.pending and not work.is_asked:
                    self._entries.finish(work)
        cancel = self._doors.cancel
        with ThreadPoolExecutor(self._turns.hosts_at_once + READERS, thread_name_prefix="syncing") as pool:
            try:
                while self._is_going_on and not cancel.is_set():
                    self._begin_jobs(pool)
                    self._take_one()
                    self._settle_pageless()
                    if not (self._turns.running or self._entries.has_pageless) and self._reach.is_lost:
                        self._turns.leave_all()
                        break
            finally:
                if cancel.is_set() or self._turns.running or self._to_read.is_reading:
                    cancel.set()  # else it would be waited for what is on its way
                    self._doors.reader.close()  # and for what is being read
                    pool.shutdown(wait=False, cancel_futures=True)
        self._entries.keep_batch()
        if not cancel.is_set():
            self._judge_the_unreached()
        self._telling.tell(is_last=True)

    @property
    def _is_going_on(self) -> bool:
        return bool(self._turns.running or self._turns.waiting or self._to_read or self._entries.has_pageless)

    @property
    def _may_ask(self) -> bool:
        """Whether anybody may be asked for more."""
        return not self._reach.is_lost and not self._to_read.is_full

    def _begin_jobs(self, pool: ThreadPoolExecutor) -> None:
        while (came := self._to_read.take()) is not None:
            feed_work, delivered = came
            pool.submit(self._run_job, "", feed_work, time.monotonic(), delivered)
        while self._may_ask and (taken := self._turns.take(time.monotonic())) is not None:
            host, work = taken
            pool.submit(self._run_job, host, work, time.monotonic())

    def _run_job(
        self, host: str, work: FeedWork | PageWork | UpdateWork, began: float, delivered: Delivered | None = None
    ) -> None:
        """Do a job, in its thread."""
        answer: FeedAnswer | Delivered | PageAnswer | Joined
        try:
            if isinstance(work, FeedWork) and delivered is not None:
                answer = read_delivered(FeedJob(work.feed, work.health), delivered, self._doors)
            elif isinstance(work, FeedWork):
                answer = ask_feed(FeedJob(work.feed, work.health), self._doors)
            elif isinstance(work, UpdateWork):
                answer = self._updates.fetch(work, self._doors.cancel)
            elif work.first is not None and work.article is not None:
                answer = self._opening.join_further_pages(work.first, work.article, Work(cancel=self._doors.cancel))
            else:
                answer = fetch_entry_page(work.job, self._doors)
        except ReaderError:  # given up while further pages came
            answer = PageAnswer(is_cancelled=True)
        except Exception as error:  # the end of a thread: without an answer the round would wait for ever
            # It is told as the feed's own, or the page counts as not come, and the round goes on with the others.
            log.exception("a job of a sync failed")
            failed = FeedFailed(message=f"it could not be read: {type(error).__name__}")
            answer = FeedAnswer(failed) if isinstance(work, FeedWork) else PageAnswer()
        seconds = time.monotonic() - began
        self._done.put(Done(host, work, answer, began, seconds, holds_host=delivered is None))

    def _take_one(self) -> None:
        """Wait for a job to end, not for long, and take what it brought."""
        pause = self._turns.wait_seconds(time.monotonic()) if self._may_ask else None
        if self._entries.has_pageless:
            pause = 0.0
        try:
            done = self._done.get(timeout=min(LOOK_SECONDS, pause) if pause is not None else LOOK_SECONDS)
        except Empty:
            self._keep_batch_if_due()
            return
        if done.holds_host:
            self._turns.done(done.host, time.monotonic())
        else:
            self._to_read.done(done.work.feed.id if isinstance(done.work, FeedWork) else "")
        match done.work, done.answer:
            case FeedWork() as work, Delivered() as delivered:
                self._reach.reached(done.host)
                self._to_read.add(work, delivered)
            case FeedWork() as work, FeedAnswer() as answer:
                self._take_feed(work, answer, done)
            case UpdateWork() as update, PageAnswer() as answer:
                if answer.page is not None or answer.error is not None:
                    with self._turn():
                        self._updates.take(update, answer, self._doors.cancel)
            case PageWork() as page_work, PageAnswer() as answer:
                self._entries.take_page(page_work, answer, done)
            case PageWork() as page_work, Joined() as joined:
                self._entries.take_joined(page_work, joined, done)
            case _:
                raise TypeError("an answer of another kind than its job")
        self._keep_batch_if_due()
        self._telling.tell()

    def _settle_pageless(self) -> None:
        """Clean one of those that are made of what their feeds say."""
        if self._entries.has_pageless:
            self._entries.settle_pageless()
            self._keep_batch_if_due()
            self._telling.tell()

    def _keep_batch_if_due(self) -> None:
        self._entries.keep_batch_if_due(is_idle=not (self._turns.running or self._to_read.is_reading))

    # -- feeds -------------------------------------------------------------------------------------------------------
    def _take_feed(self, work: FeedWork, answer: FeedAnswer, done: Done) -> None:
        if answer.is_cancelled:
            return
        if answer.slept and not answer.is_reached:
            self._turns.add(done.host, work, is_next=True)  # whoever closed the lid did not mean the feed
            return
        if answer.is_reached:
            self._reach.reached(host_of(work.feed.url))
        elif not answer.is_refused and self._reach.is_doubtful(done.host, done.began):
            self._reach.doubt(done.host, lambda: self._judge_feed(work, answer))
            return
        self._judge_feed(work, answer)

    def _judge_feed(self, work: FeedWork, answer: FeedAnswer) -> None:
        """Take what a feed's server answered, or that it did not."""
        work.is_asked = False
        feed_id, outcome = work.feed.id, answer.outcome
        if isinstance(outcome, FeedFailed):
            verdict = judge(work.feed, work.health, outcome, self._now)
            work.synced = replace(work.synced, error=outcome.message, hint=outcome.hint, notes=verdict.notes)
            self._note(work, verdict)
            with self._turn():
                self._stores.feeds.save(feed_id, work.health)
            if outcome.status in (429, 503) and outcome.retry_at is not None:
                self._leave_alone(host_of(work.feed.url), outcome.retry_at)
        else:
            self._take_entries(work, answer, outcome)
        self._telling.count(feeds_done=1, failed=isinstance(outcome, FeedFailed))
        if not work.pending:
            self._entries.finish(work)

    def _take_entries(self, work: FeedWork, answer: FeedAnswer, came: FeedCame) -> None:
        """Write down what is new in a feed, and begin to make articles of it."""
        feed, parsed = work.feed, answer.parsed
        seen = self._stores.feeds.seen(feed.id) if parsed is not None else SeenEntries({})
        if parsed is None:
            work.synced = replace(work.synced, is_unchanged=True)
            fresh: list[FeedEntry] = []
        else:
            is_first = work.health.came is None and not len(seen)
            intake = take_in(self._stores, feed, parsed, seen, tuple(work.pending.values()), is_first=is_first)
            fresh, work.present = intake.fresh, keys_of(parsed)
            came = replace(came, new_entries=len(fresh), knows_entries=any(key in seen for key in work.present))
            work.articles |= intake.passed
            for key, article_id in intake.known.items():
                self._entries.know(work, key, article_id)
            work.site, work.language = parsed.title or work.site, parsed.language
            self.titles[feed.id] = (parsed.title, parsed.home)
            if parsed.is_cut:
                work.synced = replace(work.synced, notes=(*work.synced.notes, "only the beginning of it was read"))
        came_before = work.health.came
        verdict = judge(feed, work.health, came, self._now)
        work.synced = replace(work.synced, notes=(*work.synced.notes, *verdict.notes))
        self._note(work, verdict)
        work.pending |= {entry.key: entry for entry in fresh}
        with self._turn():
            self._stores.feeds.save(feed.id, work.health, tuple(work.pending.values()))
        work.had_waiting = work.had_waiting or bool(fresh)
        self._entries.begin(work, fresh)
        if parsed is not None:
            self._begin_updates(work, parsed, seen, came_before)
        if (
            not work.articles
            and not work.pending
            and parsed is not None
            and seen.is_behind(work.present, self._now.date())
        ):
            work.had_waiting = True

    def _begin_updates(
        self, work: FeedWork, parsed: ParsedFeed, seen: SeenEntries, came_before: datetime | None
    ) -> None:
        """Have articles come again whose entries have changed, and pages that did not come the first time."""
        updates = self._updates
        if self._entries.pages_of(work.feed) is FetchPages.ALWAYS:
            wanted = [*updates.changed_pages(parsed, seen, came_before), *updates.missing_pages(parsed, seen)]
        else:
            wanted = [*updates.changed_words(parsed, seen, work.place)]
        for update in {update.record.id: update for update in wanted}.values():
            self._turns.add(host_of(update.record.source or update.record.url or work.feed.url), update)

    def _note(self, work: FeedWork, verdict: Verdict) -> None:
        work.health = verdict.health
        if verdict.moved_to or verdict.paused_because:
            self.verdicts[work.feed.id] = verdict

    def _leave_alone(self, host: str, until: datetime) -> None:
        """Ask a server that wants patience for nothing more in this round."""
        for work in self._turns.leave(host):
            if isinstance(work, FeedWork):
                work.is_asked = False
                work.health = put_off(work.feed, work.health, until, host, self._now)
                with self._turn():
                    self._stores.feeds.save(work.feed.id, work.health)
                work.synced = replace(work.synced, is_unchanged=True, notes=(f"{host} asks to be left alone for now",))
                self._telling.count(feeds_done=1)
                if not work.pending:
                    self._entries.finish(work)
            elif isinstance(work, PageWork):
                self._entries.settle_without_page(work, is_for_later=True)

    # -- the end -----------------------------------------------------------------------------------------------------
    def _judge_the_unreached(self) -> None:
        """Decide about those of whom nobody knows whether they or the network are to blame."""
        if self._reach.is_network_gone:
            self.is_offline = True
            return
        self._reach.give_up_doubt()
        while self._entries.has_pageless and not self._doors.cancel.is_set():
            self._settle_pageless()
        self._entries.keep_batch()
