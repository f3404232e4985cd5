"""Articles that come again while their entries are in their feed: what was changed, and pages that did not come the first time.

A page that the newsroom has changed is fetched again if the reader has not touched the article, so that what is opened first is
what the newsroom says by now. What was read, opened, starred or marked stays as the reader knows it: a text does not change under
a reader; `R` asks for it. A page that failed is asked for again, each time after as long as it was missing before.

What is made of the feed's own words is made anew when these change, whatever the reader has done with it: nobody could ask for
it, and marks are carried over as with `R`. Both are new versions; the former ones stay. Called by `sync.round`.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from threading import Event

from reader.library.joining import Joined
from reader.library.progress import Work
from reader.library.refreshing import Refreshing
from reader.library.stores import Stores
from reader.library.sync.articles import EntryArticles
from reader.library.sync.awaited_pages import with_what_the_feed_knew
from reader.library.sync.entry_articles import EntryPlace, entry_page, id_of_entry
from reader.library.sync.intake import without_link
from reader.library.sync.jobs import PageAnswer
from reader.model.errors import CancelledError, FetchError, ReaderError, RefusedError
from reader.model.feed import FeedEntry, ParsedFeed
from reader.model.identity import content_digest
from reader.model.kept import ArticleRecord
from reader.store.feeds import SeenEntries

MOST_UPDATES = 10
"""Of one feed in one round: a desk that corrects more than that at once has a new system, and not new texts."""

FIRST_RETRY = timedelta(hours=1)
"""So long after it failed a page is asked for again; then after as long as it has been missing: after 1, 2, 4, 8 … hours."""
LAST_RETRY = timedelta(days=7)
"""A page that did not come in so long a time comes when its article is opened, if ever."""

WORDS_AGAIN = timedelta(hours=20)
"""So often the words of one entry are made anew at most: some feeds count something in them."""

log = logging.getLogger("pressmark")


@dataclass(slots=True, kw_only=True)
class UpdateWork:
    """An article that is to come again."""

    record: ArticleRecord
    place: EntryPlace | None = None
    """The entry of whose words it is made; None if its page is to be fetched."""


class Updates:
    """Brings the articles of one library up to date."""

    def __init__(self, stores: Stores, refreshing: Refreshing, articles: EntryArticles, now: datetime) -> None:
        self._stores = stores
        self._refreshing = refreshing
        self._articles = articles
        self._now = now

    def changed_pages(
        self, parsed: ParsedFeed, seen: SeenEntries, came_before: datetime | None
    ) -> Sequence[UpdateWork]:
        """Return what its feed says was changed since the feed was read last, as far as that may be brought up to date.

        Feeds that call most of what they have changed, every time, mean nothing by it.
        """
        if came_before is None:
            return ()
        known = [entry for entry in parsed.entries if entry.key in seen]
        changed = [entry for entry in known if came_before < _last_moment(entry, came_before) <= self._now]
        if len(changed) > max(1, len(known) // 2):
            return ()
        works = []
        for entry in changed[:MOST_UPDATES]:
            record = self._untouched(seen.article_of(entry.key))
            if record is not None and entry.url:
                works.append(UpdateWork(record=record))
        return works

    def missing_pages(self, parsed: ParsedFeed, seen: SeenEntries) -> Sequence[UpdateWork]:
        """Return the articles of which only what their feed says is here, and whose pages are to be asked for again by now."""
        since = (self._now - LAST_RETRY).date()
        recent = (
            seen.article_of(entry.key) for entry in parsed.entries if entry.url and seen.is_since(entry.key, since)
        )
        missing = (record for record in map(self._record, recent) if record is not None and self._is_due(record))
        works = (UpdateWork(record=record) for record in missing if self._untouched(record.id) is not None)
        return tuple(islice(works, MOST_UPDATES))

    def changed_words(
        self, parsed: ParsedFeed, seen: SeenEntries, place_of: Callable[[FeedEntry], EntryPlace]
    ) -> Sequence[UpdateWork]:
        """Return the articles that are made of what their feed says, and of which it says something else by now. As with pages,
        a feed most of whose entries are others every time means nothing by it."""
        found = list(self._made_of_words(parsed, seen, place_of))
        changed = [work for work, is_changed in found if is_changed]
        return () if len(changed) > max(1, len(found) // 2) else changed[:MOST_UPDATES]

    def _made_of_words(
        self, parsed: ParsedFeed, seen: SeenEntries, place_of: Callable[[FeedEntry], EntryPlace]
    ) -> Iterator[tuple[UpdateWork, bool]]:
        """Give the articles of entries that are made of their words, and whether these have changed."""
        for entry in parsed.entries:
            record = self._record(seen.article_of(entry.key))
            if record is None or not record.versions[-1].is_of_feed or len(record.feeds) != 1:
                continue  # two feeds that have it in different words would take turns
            for place in map(place_of, (entry, without_link(entry))):
                if id_of_entry(place.feed, place.entry) == record.id:
                    digest = content_digest(entry_page(place, self._now).content)
                    was_just_asked = record.checked is not None and self._now - record.checked < WORDS_AGAIN
                    is_changed = digest not in record.versions[-1].snapshots and not was_just_asked
                    yield UpdateWork(record=record, place=place), is_changed
                    break

    def _is_due(self, record: ArticleRecord) -> bool:
        """Whether a page that failed is to be asked for again."""
        if not record.awaits_page or self._now - record.added > LAST_RETRY:
            return False
        return self._now - record.last_asked >= max(FIRST_RETRY, record.last_asked - record.added)

    def fetch(self, work: UpdateWork, cancel: Event) -> PageAnswer:
        """Fetch the page of an article again, in a thread; without page and error: it has not changed."""
        if work.place is not None:
            return PageAnswer(entry_page(work.place, self._now))
        try:
            return PageAnswer(self._refreshing.fetch(work.record, work=Work(cancel=cancel)))
        except CancelledError:
            return PageAnswer(is_cancelled=True)
        except FetchError as error:
            return PageAnswer(error=error, is_reached=error.status > 0, is_refused=isinstance(error, RefusedError))

    def take(self, work: UpdateWork, answer: PageAnswer, cancel: Event) -> None:
        """Take over what came, unless the reader has touched the article meanwhile, or the page shows less than is here."""
        try:
            if work.place is not None:
                self._take_words(work.record, work.place, cancel)
            elif self._untouched(work.record.id) is not None:
                self._take_page(work.record, answer, cancel)
        except ReaderError as error:  # what is here stays, and is as good as it was
            log.info("not brought up to date: %s", error)

    def _take_page(self, before: ArticleRecord, answer: PageAnswer, cancel: Event) -> None:
        articles = self._stores.articles
        if answer.page is None:
            if before.awaits_page and answer.error is not None:
                articles.note_checked(before.id, self._now)
                awaits_page = answer.is_for_later
                articles.update_record(replace(articles.record(before.id), awaits_page=awaits_page))
            return
        try:
            self._refreshing.take(before, answer.page, work=Work(cancel=cancel))
        except CancelledError:
            return
        finally:
            # A page without an article, or with less than its feed says, has been asked for, and is awaited no more.
            after = with_what_the_feed_knew(articles.record(before.id), before)
            articles.update_record(replace(after, awaits_page=before.awaits_page and cancel.is_set()))

    def _take_words(self, before: ArticleRecord, place: EntryPlace, cancel: Event) -> None:
        articles = self._stores.articles
        if self._stores.states.load(before.id).is_trashed:
            return
        cleaned = self._articles.clean(place, None)
        joined = Joined(article=cleaned.article, pages=cleaned.pages)
        self._refreshing.take_article(before, joined, work=Work(cancel=cancel))
        articles.update_record(replace(articles.record(before.id), awaits_page=before.awaits_page))

    def _record(self, article_id: str) -> ArticleRecord | None:
        """Return the record of an article that came by a feed, None if there is none."""
        try:
            record = self._stores.record(article_id) if article_id else None
        except ReaderError:
            return None
        return record if record is not None and record.came_by_feed and record.versions else None

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
