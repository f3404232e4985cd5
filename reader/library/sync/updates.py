"""Entries that the newsroom has changed since they came: their pages come again, where nobody minds.

An article that the reader has not touched is brought up to date, as a new version, so that what is opened first is what the
newsroom says by now. What was read, opened, starred or marked stays as the reader knows it: a text does not change under a
reader; `R` asks for it. Called by `sync.round`.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from reader.library.progress import Work
from reader.library.refreshing import Refreshing
from reader.library.stores import Stores
from reader.library.sync.awaited_pages import with_what_the_feed_knew
from reader.library.sync.jobs import PageAnswer
from reader.model.errors import CancelledError, FetchError, ReaderError
from reader.model.feed import FeedEntry, ParsedFeed
from reader.model.kept import ArticleRecord
from reader.store.feeds import SeenEntries

MOST_UPDATES = 10
"""Of one feed in one round: a desk that corrects more than that at once has a new system, and not new texts."""

log = logging.getLogger("pressmark")


@dataclass(slots=True, kw_only=True)
class UpdateWork:
    """An article whose page is to come again."""

    record: ArticleRecord


class Updates:
    """Brings articles up to date that the reader has not touched."""

    def __init__(self, stores: Stores, refreshing: Refreshing) -> None:
        self._stores = stores
        self._refreshing = refreshing

    def wanted(
        self, parsed: ParsedFeed, seen: SeenEntries, came_before: datetime | None, now: datetime
    ) -> Sequence[UpdateWork]:
        """Return what its feed says was changed since the feed was read last, as far as that may be brought up to date.

        Feeds that call most of what they have changed, every time, mean nothing by it.
        """
        if came_before is None:
            return ()
        known = [entry for entry in parsed.entries if entry.key in seen]
        changed = [entry for entry in known if came_before < _last_moment(entry, came_before) <= now]
        if len(changed) > max(1, len(known) // 2):
            return ()
        works = []
        for entry in changed[:MOST_UPDATES]:
            record = self._untouched(seen.article_of(entry.key))
            if record is not None and entry.url:
                works.append(UpdateWork(record=record))
        return works

    def fetch(self, work: UpdateWork, cancel: Event) -> PageAnswer:
        """Fetch the page of an article again, in a thread; without page and error: it has not changed."""
        try:
            return PageAnswer(self._refreshing.fetch(work.record, work=Work(cancel=cancel)))
        except CancelledError:
            return PageAnswer(is_cancelled=True)
        except FetchError as error:
            return PageAnswer(error=error, is_reached=error.status > 0)

    def take(self, work: UpdateWork, answer: PageAnswer, cancel: Event) -> None:
        """Take over what came, unless the reader has touched the article meanwhile, or the page shows less than is here."""
        if answer.page is None or self._untouched(work.record.id) is None:
            return
        try:
            self._refreshing.take(work.record, answer.page, work=Work(cancel=cancel))
            after = self._stores.record(work.record.id)
            self._stores.articles.update_record(with_what_the_feed_knew(after, work.record))
        except ReaderError as error:  # what is here stays, and is as good as it was
            log.info("not brought up to date: %s", error)

    def _untouched(self, article_id: str) -> ArticleRecord | None:
        """Return the record of an article that came by a feed and that the reader has done nothing with, else None."""
        if not article_id or not self._stores.articles.has(article_id):
            return None
        try:
            record, state = self._stores.record(article_id), self._stores.states.load(article_id)
            is_touched = (
                state.is_read or state.is_starred or state.is_trashed or state.is_kept or state.opened is not None
            )
            if not record.came_by_feed or is_touched or self._stores.annotations.load(article_id):
                return None
        except ReaderError:
            return None
        return record


def _last_moment(entry: FeedEntry, otherwise: datetime) -> datetime:
    """Return when an entry was last changed, if it says so to the second."""
    date = entry.updated or entry.published
    if date is None or not isinstance(date.value, datetime) or date.value.tzinfo is None:
        return otherwise
    return date.value
