"""The pictures of new articles, fetched so that they are there on the train, within a budget for the pictures of all news.

Several servers are asked at once, each by two at most; a server that fails twice in a row is left alone. What does not come now
comes when its article is opened. Over the budget the pictures of the oldest news go; of what the reader has starred, tagged,
written on or opened in the last days none do. Called at the end of a sync.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from reader.library.config import Config
from reader.library.news.all_news import news_ages, news_rows
from reader.library.progress import Progress, Work
from reader.library.site_access import access_of
from reader.library.stores import Stores
from reader.library.trusting import trusted_address
from reader.model.dates import utc_now
from reader.model.errors import CancelledError, FetchError, NotFoundError, StoreError
from reader.store.care.expiry import is_touched
from reader.store.pictures import drop_pictures, picture_bytes

if TYPE_CHECKING:  # comes with the first new article
    from reader.library.indexing import Indexing
    from reader.model.feed import Feed
    from reader.model.kept import ArticleRecord
    from reader.store.index.ageing import NewsAge

MOST_PICTURES = 24
"""Of one article: a report has some, a gallery comes when it is opened."""

MOST_SECONDS = 240.0
"""So long a sync waits for pictures; the rest comes when its articles are opened."""

_SERVERS_AT_ONCE = 12
_AT_ONE_SERVER = 2
_FAILURES = 2
"""After so many in a row a server is left alone."""

_TOLD_SECONDS = 0.25
"""Between two words of how far it is."""

FETCHING_PICTURES = "fetching pictures"
"""The step that is reported."""

MEGABYTE = 1_000_000


class KeptPictures(NamedTuple):
    """What came, and what went for it."""

    came: int = 0
    failed: int = 0
    size_bytes: int = 0
    """Of what came."""
    dropped: int = 0
    """Articles whose pictures went."""


class _Wanted(NamedTuple):
    article_id: str
    src: str
    """An address on the web."""
    trusted: str
    """The address whose host may serve it even if it is private; "" for none."""


def keep_pictures(
    stores: Stores,
    indexing: "Indexing",
    config: Config,
    article_ids: Sequence[str],
    work: Work | None = None,
    *,
    now: datetime | None = None,
) -> KeptPictures:
    """Fetch the pictures of new articles, the newest first, and make room for them; one that fails is passed over.

    Nothing is fetched where the config or their feed wants none. Ends within a moment if `work` is cancelled; what has come
    stays. Raises StoreError, ConfigError.
    """
    work = work or Work()
    budget = config.picture_budget_mb * MEGABYTE
    if not article_ids or not budget or not config.images:
        return KeptPictures()
    wanted = list(_wanted(stores, config, article_ids))
    if not wanted:
        return KeptPictures()
    errand = _Errand(stores, config, budget, work)
    errand.run(wanted)
    dropped = make_room(stores, indexing, budget, now=now) if errand.came else 0
    return KeptPictures(errand.came, errand.failed, errand.size_bytes, dropped)


def make_room(stores: Stores, indexing: "Indexing", budget: int, *, now: datetime | None = None) -> int:
    """Drop the pictures of the oldest news until all take no more than `budget` bytes; return of how many articles.

    Looks into the folder of every article among the news.
    """
    now = now or utc_now()
    total, dropped = 0, 0
    having: list[NewsAge] = []
    sizes: dict[str, int] = {}
    for age in news_ages(indexing):
        if size := picture_bytes(stores.places, age.article_id):
            total += size
            having.append(age)
            sizes[age.article_id] = size
    if total <= budget:
        return 0
    locks = stores.places.locks
    for row in news_rows(indexing, having[::-1]):
        if total <= budget:
            break
        article_id = row.record.id
        if not (row.counts.highlights or row.counts.notes or is_touched(row.record, row.state, now)):
            with locks.hold(locks.of_article("articles", article_id)):
                drop_pictures(stores.places, article_id)
            total -= sizes[article_id]
            dropped += 1
    return dropped


class _Errand:
    """Fetches pictures in threads; what it counts is changed under a lock."""

    def __init__(self, stores: Stores, config: Config, budget: int, work: Work) -> None:
        self._articles = stores.articles
        from reader.fetch.image import image_limits  # brings httpx, which a sync has anyway

        self._limits = image_limits(config.fetch_deadline_seconds)
        self._confirmed_hosts = frozenset(config.confirmed_hosts)
        self._access = access_of(config)
        self._budget = budget
        self._work = work
        self._lock = Lock()
        self._until = time.monotonic() + MOST_SECONDS
        self._total = 0
        self._done = 0
        self.came = self.failed = self.size_bytes = 0

    def run(self, wanted: Iterable[_Wanted]) -> None:
        """Fetch all, each server's by two at a time. Raises StoreError."""
        lanes = _lanes(wanted)
        self._total = sum(map(len, lanes))
        with ThreadPoolExecutor(min(len(lanes), _SERVERS_AT_ONCE), thread_name_prefix="pictures") as pool:
            under_way = {pool.submit(self._fetch_lane, lane) for lane in lanes}
            while under_way:
                done, under_way = wait(under_way, timeout=_TOLD_SECONDS)
                self._work.report(Progress(step=FETCHING_PICTURES, done=self._done, total=self._total))
                for lane in done:
                    lane.result()

    def _fetch_lane(self, lane: Sequence[_Wanted]) -> None:
        failures = 0
        for one in lane:
            if failures == _FAILURES or not self._goes_on():
                return
            try:
                size = self._fetch(one)
            except CancelledError:
                return
            except (FetchError, NotFoundError):  # no picture there, or its article has gone meanwhile
                size = 0
            failures = 0 if size else failures + 1
            with self._lock:
                self._done += 1
                self.came += size > 0
                self.failed += not size
                self.size_bytes += size

    def _goes_on(self) -> bool:
        return not self._work.is_cancelled and self.size_bytes < self._budget and time.monotonic() < self._until

    def _fetch(self, one: _Wanted) -> int:
        """Fetch and keep a picture; return its size in bytes."""
        from reader.fetch.image import fetch_image  # brings httpx, which a sync has anyway

        image = fetch_image(
            one.src,
            page_url=one.trusted,
            limits=self._limits,
            confirmed_hosts=self._confirmed_hosts,
            access=self._access,
            cancel=self._work.cancel,
        )
        if not self._articles.has(one.article_id):
            return 0
        self._articles.save_image(one.article_id, one.src, image.content, image.content_type)
        return len(image.content)


def _lanes(wanted: Iterable[_Wanted]) -> list[list[_Wanted]]:
    """Return what is to be fetched one after the other: two rows for each server, and each picture once an article."""
    by_host: dict[str, list[_Wanted]] = defaultdict(list)
    for one in dict.fromkeys(wanted):
        by_host[urlsplit(one.src).netloc].append(one)
    return [
        lane for queue in by_host.values() for start in range(_AT_ONE_SERVER) if (lane := queue[start::_AT_ONE_SERVER])
    ]


def _wanted(stores: Stores, config: Config, article_ids: Sequence[str]) -> Iterable[_Wanted]:
    """Give the pictures that are wanted and not here, article by article, what is folded under another one left out."""
    feeds = stores.settings.load().feeds
    for article_id in article_ids:
        try:
            record = stores.articles.record(article_id)
            if record.story or not _wants_pictures(record, feeds, config):
                continue
            article = stores.articles.load(article_id, record.version_id)
        except (NotFoundError, StoreError):  # it has gone meanwhile, or is damaged, which others tell
            continue
        trusted = trusted_address(stores, record)
        for image in article.images[:MOST_PICTURES]:
            is_web = image.src.startswith(("http://", "https://"))
            if is_web and stores.articles.image_path(article_id, image.src) is None:
                yield _Wanted(article_id, image.src, trusted)


def _wants_pictures(record: "ArticleRecord", feeds: "Mapping[str, Feed]", config: Config) -> bool:
    """Whether any of the feeds that an article came through is to have its pictures kept."""
    wishes = [feed.settings.with_pictures for ref in record.feeds if (feed := feeds.get(ref.feed_id)) is not None]
    return any(config.feed_pictures if wish is None else wish for wish in wishes or [None])
