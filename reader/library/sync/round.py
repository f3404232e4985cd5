"""One round of asking feeds: many servers at once, few connections to each; what comes is cleaned and kept by one thread.

The order of each feed is what makes it safe to be stopped between any two writes:

1. the feed is fetched and read;
2. its new entries are written down as waiting, in one step with what spares the next fetch (ETag and the like);
3. each of them becomes an article, or is found to be one already;
4. when all are done they are entered in the log of what was seen, and then nothing waits any more.

A round that was stopped leaves entries waiting: the next one begins with them, and finds by their addresses those that are
articles by then. Called by `syncing`.
"""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from queue import Empty, PriorityQueue

from reader.library.config import Config
from reader.library.joining import Joined
from reader.library.opening import Opening
from reader.library.progress import Work
from reader.library.refreshing import Refreshing
from reader.library.stores import Stores
from reader.library.sync.aftermath import Aftermath
from reader.library.sync.articles import Cleaned, EntryArticles
from reader.library.sync.entry_articles import id_of_entry
from reader.library.sync.in_hand import Done, FeedWork, PageWork
from reader.library.sync.intake import keys_of, take_in
from reader.library.sync.jobs import (
    READERS,
    Delivered,
    Doors,
    FeedAnswer,
    FeedJob,
    PageAnswer,
    PageJob,
    ask_feed,
    fetch_entry_page,
    read_delivered,
)
from reader.library.sync.patience import Patience
from reader.library.sync.reach import Reach
from reader.library.sync.reading_queue import ReadingQueue
from reader.library.sync.results import SyncProgress
from reader.library.sync.schedule import FeedCame, FeedFailed, Verdict, judge, put_off
from reader.library.sync.turns import Politeness, Turns, host_of
from reader.library.sync.updates import Updates, UpdateWork
from reader.model.errors import ReaderError
from reader.model.feed import Feed, FeedEntry, FetchPages, SyncedFeed
from reader.store.feeds import SeenEntries

BATCH_ARTICLES = 32
BATCH_SECONDS = 1.0
"""So many articles are kept together, or those of so long a time: the index is told once for all of them. What is cleaned and not
kept yet is still waiting, and comes again if the sync is killed."""
TELL_SECONDS = 0.1
LOOK_SECONDS = 0.2
"""How soon it is seen that the user gave up, while all wait."""

log = logging.getLogger("pressmark")

Turn = Callable[[], AbstractContextManager[None]]


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
        self._on_progress, self._on_synced, self._aftermath = on_progress, on_synced, aftermath
        self._articles = EntryArticles(stores, opening, now, aftermath.story_of)
        self._updates = Updates(stores, Refreshing(stores, config, opening))
        self._turns: Turns[FeedWork | PageWork | UpdateWork] = Turns(politeness)
        self._done: PriorityQueue[Done] = PriorityQueue()
        self._reach = Reach()
        self._patience = Patience()
        self._to_read = ReadingQueue()
        self._claimed: dict[str, PageWork] = {}
        """Pages that are waited for, by the id that their link makes."""
        self._pageless: deque[tuple[PageWork, bool]] = deque()
        """What is made of the feed's own words, and whether its page is still to be fetched. One at a time, as pages that came
        are: a thousand at once would hold up who gives up, and all others' turns."""
        self._cleaned: deque[tuple[Cleaned, PageWork]] = deque()
        self._batch_began = 0.0
        self._told_at = 0.0
        self._added = now
        self.progress = SyncProgress()
        self.verdicts: dict[str, Verdict] = {}
        """What answers mean for subscriptions, by their ids."""
        self.titles: dict[str, tuple[str, str]] = {}
        """What feeds call themselves, and their sites' addresses, by their ids."""
        self.is_offline = False
        self.synced: list[SyncedFeed] = []

    # -- the loop ----------------------------------------------------------------------------------------------------
    def run(self, works: Sequence[FeedWork]) -> None:
        """Go through all that is to be asked, and through what waits from another time; return early if the user gives up."""
        asked = [(host_of(work.feed.url), work) for work in works if work.is_asked]
        at_host = Counter(host for host, _ in asked)
        for host, work in sorted(asked, key=lambda one: -at_host[one[0]]):
            self._turns.add(host, work)
        self.progress = SyncProgress(feeds_total=len(asked))
        for work in works:
            if work.pending:
                self._begin_entries(work)
                if not work.pending and not work.is_asked:
                    self._finish(work)
        cancel = self._doors.cancel
        with ThreadPoolExecutor(self._turns.hosts_at_once + READERS, thread_name_prefix="syncing") as pool:
            try:
                while self._is_going_on and not cancel.is_set():
                    self._begin_jobs(pool)
                    self._take_one()
                    self._settle_pageless()
                    if not (self._turns.running or self._pageless) and self._reach.is_lost:
                        self._turns.leave_all()
                        break
            finally:
                if cancel.is_set() or self._turns.running or self._to_read.is_reading:
                    cancel.set()  # else it would be waited for what is on its way
                    self._doors.reader.close()  # and for what is being read
                    pool.shutdown(wait=False, cancel_futures=True)
        self._keep_batch()
        if not cancel.is_set():
            self._judge_the_unreached()
        self._tell(is_last=True)

    @property
    def _is_going_on(self) -> bool:
        return bool(self._turns.running or self._turns.waiting or self._to_read or self._pageless)

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
        # The end of a thread: an error that nobody foresaw would leave the round waiting for an answer for ever. It is told as
        # the feed's own, or the page counts as not come, and the round goes on with the others.
        except Exception as error:
            log.exception("a job of a sync failed")
            failed = FeedFailed(message=f"it could not be read: {type(error).__name__}")
            answer = FeedAnswer(failed) if isinstance(work, FeedWork) else PageAnswer()
        seconds = time.monotonic() - began
        self._done.put(Done(host, work, answer, began, seconds, holds_host=delivered is None))

    def _take_one(self) -> None:
        """Wait for a job to end, not for long, and take what it brought."""
        pause = self._turns.wait_seconds(time.monotonic()) if self._may_ask else None
        if self._pageless:
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
                if answer.page is not None:
                    with self._turn():
                        self._updates.take(update, answer, self._doors.cancel)
            case PageWork() as page_work, PageAnswer() as answer:
                self._take_page(page_work, answer, done)
            case PageWork() as page_work, Joined() as joined:
                self._patience.waited(done.host, done.seconds)
                self._settle(page_work, joined)
            case _:
                raise TypeError("an answer of another kind than its job")
        self._keep_batch_if_due()
        self._tell()

    # -- feeds -------------------------------------------------------------------------------------------------------
    def _take_feed(self, work: FeedWork, answer: FeedAnswer, done: Done) -> None:
        if answer.is_cancelled:
            return
        if answer.slept and not answer.is_reached:
            self._turns.add(done.host, work, is_next=True)  # whoever closed the lid did not mean the feed
            return
        if answer.is_reached:
            self._reach.reached(host_of(work.feed.url))
        elif self._reach.is_doubtful(done.host, done.began):
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
        self.progress = self.progress._replace(
            feeds_done=self.progress.feeds_done + 1, failed=self.progress.failed + isinstance(outcome, FeedFailed)
        )
        if not work.pending:
            self._finish(work)

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
                self._know(work, key, article_id)
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
        self._begin_entries(work, fresh)
        if parsed is not None and self._pages_of(feed) is FetchPages.ALWAYS:
            for update in self._updates.wanted(parsed, seen, came_before, self._now):
                self._turns.add(host_of(update.record.source or update.record.url), update)
        if (
            not work.articles
            and not work.pending
            and parsed is not None
            and seen.is_behind(work.present, self._now.date())
        ):
            work.had_waiting = True

    def _note(self, work: FeedWork, verdict: Verdict) -> None:
        work.health = verdict.health
        if verdict.moved_to or verdict.paused_because:
            self.verdicts[work.feed.id] = verdict

    def _know(self, work: FeedWork, key: str, article_id: str) -> None:
        """Remember that an entry's article is here already."""
        with self._turn():
            self._articles.note_known(work.feed, key, article_id)
        work.articles[key] = article_id
        work.count(known=1)

    def _leave_alone(self, host: str, until: datetime) -> None:
        """Ask a server that wants patience for nothing more in this round."""
        for work in self._turns.leave(host):
            if isinstance(work, FeedWork):
                work.is_asked = False
                work.health = put_off(work.feed, work.health, until, host, self._now)
                with self._turn():
                    self._stores.feeds.save(work.feed.id, work.health)
                work.synced = replace(work.synced, is_unchanged=True, notes=(f"{host} asks to be left alone for now",))
                self.progress = self.progress._replace(feeds_done=self.progress.feeds_done + 1)
                if not work.pending:
                    self._finish(work)
            elif isinstance(work, PageWork):
                self._settle_without_page(work, is_for_later=True)

    def _finish(self, work: FeedWork) -> None:
        """Tick off what is done: first in the log that says so, then among what waits."""
        if work.articles or work.had_waiting:
            with self._turn():
                self._stores.feeds.tick_off(work.feed.id, work.articles, self._now.date(), present=work.present)
                if work.had_waiting:
                    self._stores.feeds.save(work.feed.id, work.health, ())
        work.articles, work.had_waiting = {}, False
        if not work.is_asked:
            self.synced.append(work.synced)
            self._on_synced(work.synced)

    # -- entries -----------------------------------------------------------------------------------------------------
    def _begin_entries(self, work: FeedWork, entries: Sequence[FeedEntry] | None = None) -> None:
        """Begin to make articles of entries that wait, of all if none are named."""
        pages = self._pages_of(work.feed)
        chosen = list(work.pending.values()) if entries is None else list(entries)
        self.progress = self.progress._replace(pages_total=self.progress.pages_total + len(chosen))
        self._added += timedelta(milliseconds=len(chosen))
        for place, entry in enumerate(chosen):
            if article_id := self._articles.is_here(work.place(entry)):
                if entries is None:  # a sync that was stopped may have kept it, and gone no further
                    with self._turn():
                        self._aftermath.kept_before((article_id,))
                self._know(work, entry.key, article_id)
                self._ended(work, entry)
                continue
            job = PageJob(entry.url, work.feed.url if work.feed.is_typed else "")
            added = self._added - timedelta(milliseconds=place)
            page_work = PageWork(job=job, added=added, entries=[(work, entry)], host=host_of(entry.url))
            claim = id_of_entry(work.feed, entry)
            if (other := self._claimed.get(claim)) is not None:
                other.entries.append((work, entry))
            elif not entry.url or pages is not FetchPages.ALWAYS:
                self._claimed[claim] = page_work
                self._pageless.append((page_work, pages is FetchPages.OPEN))
            else:
                self._claimed[claim] = page_work
                self._turns.add(page_work.host, page_work)

    def _pages_of(self, feed: Feed) -> FetchPages:
        return feed.settings.pages or FetchPages(self._config.feed_pages)

    def _take_page(self, work: PageWork, answer: PageAnswer, done: Done) -> None:
        if answer.is_cancelled:
            return
        self._patience.waited(done.host, done.seconds)
        if answer.slept and not answer.is_reached:
            self._turns.add(done.host, work, is_next=True)
            return
        if answer.is_reached:
            self._reach.reached(done.host)
        elif self._reach.is_doubtful(done.host, done.began):
            self._reach.doubt(done.host, lambda: self._judge_page(work, answer, done.host))
            return
        self._judge_page(work, answer, done.host)

    def _judge_page(self, work: PageWork, answer: PageAnswer, host: str) -> None:
        page = answer.page
        if page is None:
            self._patience.failed(host, answer)
            self._settle_without_page(work, is_for_later=answer.is_for_later)
            self._leave_if_over(host)
            return
        self._patience.came(host)
        self._leave_if_over(host)
        self._turns.learn(host, host_of(page.url))
        article = self._articles.read_page(page)
        if article is not None and article.next_pages:
            work.first, work.article = page, article
            self._turns.add(host, work, is_next=True)
        elif article is not None:
            self._settle(work, Joined(article=article, pages=(page,)))
        else:
            self._settle_without_page(work, is_for_later=False)

    def _leave_if_over(self, host: str) -> None:
        """Ask a host for no further pages that has had its share of the round, or wants to be left alone."""
        if self._patience.is_over(host):
            for left in self._turns.leave(host):
                if isinstance(left, PageWork):
                    self._settle_without_page(left, is_for_later=True)
                elif isinstance(left, FeedWork):
                    self._turns.add(host, left)

    def _settle(self, work: PageWork, joined: Joined | None, *, awaits_page: bool = False) -> None:
        """Clean what there is of an entry; it is kept with the next batch."""
        feed_work, entry = work.entries[0]
        if not self._cleaned:
            self._batch_began = time.monotonic()
        cleaned = self._articles.clean(feed_work.place(entry), joined, awaits_page=awaits_page)
        self._cleaned.append((cleaned, work))

    def _settle_without_page(self, work: PageWork, *, is_for_later: bool) -> None:
        """Take what the feed says: the page did not come, or there is no article on it."""
        work.entries[0][0].count(failed_pages=1)
        self._pageless.append((work, is_for_later))

    def _settle_pageless(self) -> None:
        """Clean one of those that are made of what their feeds say."""
        if self._pageless:
            work, awaits_page = self._pageless.popleft()
            self._settle(work, None, awaits_page=awaits_page)
            self._keep_batch_if_due()
            self._tell()

    def _keep_batch_if_due(self) -> None:
        is_old = time.monotonic() - self._batch_began > BATCH_SECONDS
        if (
            len(self._cleaned) >= BATCH_ARTICLES
            or is_old
            or not (self._turns.running or self._to_read.is_reading or self._pageless)
        ):
            self._keep_batch()

    def _keep_batch(self) -> None:
        """Keep what is cleaned; the index has it when this returns."""
        if not self._cleaned:
            return
        fresh: list[str] = []
        finished: list[FeedWork] = []
        with self._turn():
            while self._cleaned:
                cleaned, page_work = self._cleaned[0]
                entries = page_work.entries
                if self._articles.are_wanted(work.feed for work, _ in entries):  # else they go on waiting
                    kept = self._articles.keep(cleaned, page_work.added)
                    fresh += [kept.article_id] if kept.is_new else []
                    for place, (work, entry) in enumerate(entries):
                        is_new = kept.is_new and place == 0
                        if place:
                            self._articles.note_known(work.feed, entry.key, kept.article_id)
                        work.articles[entry.key] = kept.article_id
                        work.count(new=is_new, known=not is_new)
                        finished += [work] if self._ended(work, entry) else []
                self._claimed.pop(id_of_entry(entries[0][0].feed, entries[0][1]), None)
                self._cleaned.popleft()
        if fresh:
            with self._turn():
                self._aftermath.kept(fresh)
        self.progress = self.progress._replace(new=self.progress.new + len(fresh))
        for work in finished:
            if not work.is_asked:
                self._finish(work)

    def _ended(self, work: FeedWork, entry: FeedEntry) -> bool:
        """Note that an entry is done; return whether its feed has no other."""
        work.pending.pop(entry.key, None)
        self.progress = self.progress._replace(pages_done=self.progress.pages_done + 1)
        return not work.pending

    # -- the end -----------------------------------------------------------------------------------------------------
    def _judge_the_unreached(self) -> None:
        """Decide about those of whom nobody knows whether they or the network are to blame."""
        if self._reach.is_network_gone:
            self.is_offline = True
            return
        self._reach.give_up_doubt()
        while self._pageless and not self._doors.cancel.is_set():
            self._settle_pageless()
        self._keep_batch()

    def _tell(self, *, is_last: bool = False) -> None:
        now = time.monotonic()
        if is_last or now - self._told_at >= TELL_SECONDS:
            self._told_at = now
            self._on_progress(self.progress)
