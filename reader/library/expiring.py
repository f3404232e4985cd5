"""What stays of the news and what goes: so many days, so many articles of a feed, and never what the reader did anything with.

What is due is told by the index; whether an article may go is looked at in its files as they are then (`store.care.expiry`). It
goes with its text, its pages and its pictures. Called at the end of a sync.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from reader.library.config import Config
from reader.library.progress import Progress, Work
from reader.library.stores import Stores
from reader.model.dates import utc_now
from reader.model.identity import article_id_of_url
from reader.store.care.expiry import Expiry
from reader.store.care.purging import Purging
from reader.store.drafts import Drafts

if TYPE_CHECKING:  # comes with whoever has feeds
    from reader.library.indexing import Indexing
    from reader.model.feed import Feed
    from reader.model.kept import ListedArticle
    from reader.store.index.library_index import LibraryIndex

_ROWS = 1_000
"""Rows that are read at a time."""

_BATCH = 500
"""Articles after which the index is told: other windows see them go."""


class KeepLimits(NamedTuple):
    """How much of a feed stays; 0 for no limit."""

    days: int = 0
    most: int = 0


class AgedNews(NamedTuple):
    """An article among the news."""

    article_id: str
    came: datetime
    feed_ids: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    """Ids of addresses that may lead to it."""


class Expired(NamedTuple):
    """What went."""

    articles: int = 0
    failures: tuple[str, ...] = ()
    """What could not be removed, and why, a line each."""
    is_whole: bool = True
    """Whether all that was due was gone through; the rest goes the next time."""


def keep_limits(feeds: "Mapping[str, Feed]", config: Config) -> Callable[[str], KeepLimits | None]:
    """Return what tells the limits of a feed by its id, None for one that is not subscribed to; "" has what is usual."""
    usual = KeepLimits(config.feed_keep_days, config.feed_keep_most)

    def limits_of(feed_id: str) -> KeepLimits | None:
        if not feed_id:
            return usual
        if (feed := feeds.get(feed_id)) is None:
            return None
        days, most = feed.settings.keep_days, feed.settings.keep_most
        return KeepLimits(usual.days if days is None else days, usual.most if most is None else most)

    return limits_of


def due(news: Iterable[AgedNews], limits_of: Callable[[str], KeepLimits | None], now: datetime) -> tuple[AgedNews, ...]:
    """Return the articles whose time is over, the oldest first: those that no feed they came through would keep.

    `news` are all of them, the newest first. Of a feed the newest are counted, whatever the reader did with them.
    """
    counted: Counter[str] = Counter()
    over: list[AgedNews] = []
    for article in news:
        feed_ids = [feed_id for feed_id in article.feed_ids if limits_of(feed_id) is not None] or [""]
        counted.update(feed_ids)
        if all(_is_over(article, limits_of(feed_id), counted[feed_id], now) for feed_id in feed_ids):
            over.append(article)
    return tuple(reversed(over))


def expire(
    stores: Stores, indexing: "Indexing", config: Config, work: Work | None = None, *, now: datetime | None = None
) -> Expired:
    """Remove the news whose time is over, with all files; what cannot be removed is told. Raises StoreError, ConfigError.

    Stopped at any time, killed too, it leaves no article half: it goes on where it was the next time. A millisecond an article.
    """
    now, work = now or utc_now(), work or Work()
    expiry = Expiry(stores.places, now)
    finished = expiry.finish()
    gone, failures, is_whole = list(finished.article_ids), list(finished.failures), True
    waiting = due(_news(indexing), keep_limits(stores.settings.load().feeds, config), now)
    if waiting:
        stays = _others_that_stay(stores, indexing)
        addresses = {article.article_id: article.addresses for article in waiting}
        told = len(gone)
        for part in expiry.remove(addresses, stays):
            gone += part.article_ids
            failures += part.failures
            work.report(Progress(step="clearing old news away", done=len(gone), total=len(waiting)))
            if len(gone) - told >= _BATCH:
                indexing.flush()
                told = len(gone)
            if work.is_cancelled:
                is_whole = False
                break
        ids = frozenset(gone)
        expiry.settle(ids, (address for article_id in gone for address in addresses.get(article_id, ())))
        Purging(stores.places).undo(ids, frozenset())
    indexing.flush()
    return Expired(len(gone), tuple(failures), is_whole)


def _is_over(article: AgedNews, limits: KeepLimits | None, number: int, now: datetime) -> bool:
    """Whether a feed would let an article go that is the `number`th of it, from 1."""
    if limits is None:
        return True
    is_old = bool(limits.days) and now - article.came > timedelta(days=limits.days)
    return is_old or bool(limits.most and number > limits.most)


def _news(indexing: "Indexing") -> Iterator[AgedNews]:
    """Give all news, hidden and archived too, the newest first."""
    from reader.model.query import Flag, FlagName, Query, SortKey
    from reader.store.index.rows import Asked, Shelf

    asked = Asked(query=Query(condition=Flag(name=FlagName.IS_NEWS), sort=SortKey.ADDED), shelf=Shelf.SHOWN_OR_HIDDEN)
    docids = indexing.answer(lambda index: index.article_docids(asked))
    for start in range(0, len(docids), _ROWS):
        for row in _rows(indexing, docids[start : start + _ROWS]):
            if row is not None:
                record = row.record
                urls = dict.fromkeys(url for url in (record.url, record.source) if url)
                feed_ids = tuple(dict.fromkeys(ref.feed_id for ref in record.feeds))
                yield AgedNews(record.id, record.added, feed_ids, tuple(map(article_id_of_url, urls)))


def _rows(indexing: "Indexing", docids: Sequence[int]) -> "Sequence[ListedArticle | None]":
    return indexing.glance(lambda index: index.rows(docids), (None,) * len(docids))


def _others_that_stay(stores: Stores, indexing: "Indexing") -> Callable[[str], bool]:
    """Return what tells whether an article stays for something that is not among its own files: a draft, a link in a note."""
    drafted = Drafts(stores.places.drafts).article_ids()

    def is_linked(index: "LibraryIndex", article_id: str) -> bool:
        return bool(index.referring_keys(article_id, stores.articles.record(article_id).title, None))

    def stays(article_id: str) -> bool:
        return article_id in drafted or indexing.glance(lambda index: is_linked(index, article_id), otherwise=True)

    return stays
