"""What stays of the news and what goes: so many days, so many articles of a feed, and never what the reader did anything with.

What is due is told by the index; whether an article may go is looked at in its files as they are then (`store.care.expiry`). It
goes with its text, its pages and its pictures. Called at the end of a sync.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from reader.library.config import Config
from reader.library.news.all_news import news_ages, news_rows
from reader.library.progress import Progress, Work
from reader.library.stores import Stores
from reader.model.dates import utc_now
from reader.store.care.expiry import Expiry, is_touched
from reader.store.care.purging import Purging
from reader.store.drafts import Drafts

if TYPE_CHECKING:  # comes with whoever has feeds
    from reader.library.indexing import Indexing
    from reader.model.feed import Feed
    from reader.model.kept import ArticleRecord, ListedArticle
    from reader.store.index.ageing import NewsAge
    from reader.store.index.library_index import LibraryIndex

_BATCH = 500
"""Articles after which the index is told: other windows see them go."""


class KeepLimits(NamedTuple):
    """How much of a feed stays; 0 for no limit."""

    days: int = 0
    most: int = 0


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


def due(
    news: "Iterable[NewsAge]", limits_of: Callable[[str], KeepLimits | None], now: datetime
) -> "tuple[NewsAge, ...]":
    """Return the articles whose time is over, the oldest first: those that no feed they came through would keep.

    `news` are all of them, the newest first. Of a feed the newest are counted, whatever the reader did with them.
    """
    counted: Counter[str] = Counter()
    over: list[NewsAge] = []
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
    over = due(news_ages(indexing), keep_limits(stores.settings.load().feeds, config), now)
    planned = {row.record.id: row.record for row in news_rows(indexing, over) if not _is_touched(row, now)}
    if planned:
        stays = _others_that_stay(stores, indexing, planned)
        told = len(gone)
        for part in expiry.remove(planned, stays):
            gone += part.article_ids
            failures += part.failures
            work.report(Progress(step="clearing old news away", done=len(gone), total=len(planned)))
            if len(gone) - told >= _BATCH:
                indexing.flush()
                told = len(gone)
            if work.is_cancelled:
                is_whole = False
                break
        ids = frozenset(gone)
        expiry.settle(ids)
        Purging(stores.places).undo(ids, frozenset())
    indexing.flush()
    return Expired(len(gone), tuple(failures), is_whole)


def _is_over(article: "NewsAge", limits: KeepLimits | None, number: int, now: datetime) -> bool:
    """Whether a feed would let an article go that is the `number`th of it, from 1."""
    if limits is None:
        return True
    is_old = bool(limits.days) and now - article.came > timedelta(days=limits.days)
    return is_old or bool(limits.most and number > limits.most)


def _is_touched(row: "ListedArticle", now: datetime) -> bool:
    """Whether an article need not be looked at: what keeps one stays for years, and would be read at every sync."""
    return bool(row.counts.highlights or row.counts.notes) or is_touched(row.record, row.state, now)


def _others_that_stay(
    stores: Stores, indexing: "Indexing", planned: "Mapping[str, ArticleRecord]"
) -> Callable[[str], bool]:
    """Return what tells whether an article stays for something that is not among its own files: a draft, a link in a note."""
    drafted = Drafts(stores.places.drafts).article_ids()

    def is_linked(index: "LibraryIndex", article_id: str) -> bool:
        return bool(index.referring_keys(article_id, planned[article_id].title, None))

    def stays(article_id: str) -> bool:
        return article_id in drafted or indexing.glance(lambda index: is_linked(index, article_id), otherwise=True)

    return stays
