"""What becomes of the entries of a round: each is an article already, or one is made of its page, or of what its feed says.

Pages are judged as they come and cleaned at once; what is cleaned is kept in batches, and a feed that has no entry left is ticked
off. Called by `sync.round`, from its one thread.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from reader.library.config import Config
from reader.library.joining import Joined
from reader.library.stores import Stores
from reader.library.sync.aftermath import Aftermath
from reader.library.sync.articles import Cleaned, EntryArticles
from reader.library.sync.entry_articles import id_of_entry
from reader.library.sync.in_hand import Done, FeedWork, PageWork
from reader.library.sync.jobs import PageAnswer, PageJob
from reader.library.sync.patience import Patience
from reader.library.sync.reach import Reach
from reader.library.sync.telling import Telling
from reader.library.sync.turns import Turns, host_of
from reader.library.sync.updates import UpdateWork
from reader.model.feed import Feed, FeedEntry, FetchPages, SyncedFeed

BATCH_ARTICLES = 32
BATCH_SECONDS = 1.0
"""So many articles are kept together, or those of so long a time: the index is told once for all of them. What is cleaned and not
kept yet is still waiting, and comes again if the sync is killed."""

Turn = Callable[[], AbstractContextManager[None]]


class RoundEntries:
    """The entries of one round, on their way to being articles."""

    def __init__(
        self,
        stores: Stores,
        articles: EntryArticles,
        config: Config,
        turn: Turn,
        turns: Turns[FeedWork | PageWork | UpdateWork],
        reach: Reach,
        telling: Telling,
        *,
        now: datetime,
        aftermath: Aftermath,
        on_synced: Callable[[SyncedFeed], None],
    ) -> None:
        """`turn` holds off others who change the library."""
        self._stores, self._config, self._turn = stores, config, turn
        self._turns, self._reach, self._telling = turns, reach, telling
        self._now, self._aftermath, self._on_synced = now, aftermath, on_synced
        self._articles = articles
        self._patience = Patience()
        self._claimed: dict[str, PageWork] = {}
        """Pages that are waited for, by the id that their link makes."""
        self._pageless: deque[tuple[PageWork, bool]] = deque()
        """What is made of the feed's own words, and whether its page is still to be fetched. One at a time, as pages that came
        are: a thousand at once would hold up who gives up, and all others' turns."""
        self._cleaned: deque[tuple[Cleaned, PageWork]] = deque()
        self._batch_began = 0.0
        self._added = now
        self.synced: list[SyncedFeed] = []
        """The feeds that are done."""

    @property
    def has_pageless(self) -> bool:
        """Whether any is to be made of what its feed says."""
        return bool(self._pageless)

    def begin(self, work: FeedWork, entries: Sequence[FeedEntry] | None = None) -> None:
        """Begin to make articles of entries that wait, of all if none are named."""
        pages = self.pages_of(work.feed)
        chosen = list(work.pending.values()) if entries is None else list(entries)
        self._telling.count(pages_total=len(chosen))
        self._added += timedelta(milliseconds=len(chosen))
        for place, entry in enumerate(chosen):
            if article_id := self._articles.is_here(work.place(entry)):
                if entries is None:  # a sync that was stopped may have kept it, and gone no further
                    with self._turn():
                        self._aftermath.kept_before((article_id,))
                self.know(work, entry.key, article_id)
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

    def know(self, work: FeedWork, key: str, article_id: str) -> None:
        """Remember that an entry's article is here already."""
        with self._turn():
            self._articles.note_known(work.feed, key, article_id)
        work.articles[key] = article_id
        work.count(known=1)

    def pages_of(self, feed: Feed) -> FetchPages:
        """Return which pages of its entries a feed is to have fetched."""
        return feed.settings.pages or FetchPages(self._config.feed_pages)

    def take_page(self, work: PageWork, answer: PageAnswer, done: Done) -> None:
        """Take the page of an entry, or that it did not come."""
        if answer.is_cancelled:
            return
        self._patience.waited(done.host, done.seconds)
        if answer.slept and not answer.is_reached:
            self._turns.add(done.host, work, is_next=True)
            return
        if answer.is_reached:
            self._reach.reached(done.host)
        elif not answer.is_refused and self._reach.is_doubtful(done.host, done.began):
            self._reach.doubt(done.host, lambda: self._judge_page(work, answer, done.host))
            return
        self._judge_page(work, answer, done.host)

    def take_joined(self, work: PageWork, joined: Joined, done: Done) -> None:
        """Take an article all of whose further pages have come."""
        self._patience.waited(done.host, done.seconds)
        self._settle(work, joined)

    def _judge_page(self, work: PageWork, answer: PageAnswer, host: str) -> None:
        page = answer.page
        if page is None:
            self._patience.failed(host, answer)
            self.settle_without_page(work, is_for_later=answer.is_for_later)
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
            self.settle_without_page(work, is_for_later=False)

    def _leave_if_over(self, host: str) -> None:
        """Ask a host for no further pages that has had its share of the round, or wants to be left alone."""
        if self._patience.is_over(host):
            for left in self._turns.leave(host):
                if isinstance(left, PageWork):
                    self.settle_without_page(left, is_for_later=True)
                elif isinstance(left, FeedWork):
                    self._turns.add(host, left)

    def _settle(self, work: PageWork, joined: Joined | None, *, awaits_page: bool = False) -> None:
        """Clean what there is of an entry; it is kept with the next batch."""
        feed_work, entry = work.entries[0]
        if not self._cleaned:
            self._batch_began = time.monotonic()
        cleaned = self._articles.clean(feed_work.place(entry), joined, awaits_page=awaits_page)
        self._cleaned.append((cleaned, work))

    def settle_without_page(self, work: PageWork, *, is_for_later: bool) -> None:
        """Take what the feed says: the page did not come, or there is no article on it."""
        work.entries[0][0].count(failed_pages=1)
        self._pageless.append((work, is_for_later))

    def settle_pageless(self) -> None:
        """Clean one of those that are made of what their feeds say."""
        work, awaits_page = self._pageless.popleft()
        self._settle(work, None, awaits_page=awaits_page)

    def keep_batch_if_due(self, *, is_idle: bool) -> None:
        """Keep what is cleaned if it is much, or old, or if there is nothing else to do."""
        is_old = time.monotonic() - self._batch_began > BATCH_SECONDS
        if len(self._cleaned) >= BATCH_ARTICLES or is_old or (is_idle and not self._pageless):
            self.keep_batch()

    def keep_batch(self) -> None:
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
        self._telling.count(new=len(fresh))
        for work in finished:
            if not work.is_asked:
                self.finish(work)

    def _ended(self, work: FeedWork, entry: FeedEntry) -> bool:
        """Note that an entry is done; return whether its feed has no other."""
        work.pending.pop(entry.key, None)
        self._telling.count(pages_done=1)
        return not work.pending

    def finish(self, work: FeedWork) -> None:
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
