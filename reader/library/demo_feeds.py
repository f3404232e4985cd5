"""The feeds of the demo: those of the samples' list, as if they had been asked a while ago. Nothing is fetched.

Samples come through the feed of their site; some of them are news, as the plan says, and so is what the samples' own feed has
beside them.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from reader.feeds.opml import read_opml
from reader.feeds.reading_process import FeedReader
from reader.library.opening import Opening
from reader.library.samples import samples_folder
from reader.library.stores import Stores
from reader.library.sync.articles import EntryArticles
from reader.library.sync.entry_articles import EntryPlace
from reader.model.feed import Feed, FeedHealth, FeedRef, feed_id_of_url
from reader.model.identity import normalise_url
from reader.model.kept import ArticleRecord
from reader.store.feed_settings import change_feeds

LIST_NAME, FEED_NAME = "subscriptions.opml", "feed.xml"
"""Among the samples."""

FEED_URL = "https://www.hillgazette.example/feed.xml"
"""Where the samples' feed stands in their list."""

ASKED_MINUTES_AGO = 23
OLDEST_DAYS = 60
FAILING_HOST = "ada.slackwater.example"
"""The feed that did not come, so that one sees what that looks like."""


class DemoFeeds:
    """The subscriptions of a demo library."""

    def __init__(self, stores: Stores, now: datetime) -> None:
        self._stores = stores
        self._now = now
        self._taken: set[str] = set()
        """The addresses that samples were saved from: by those the library, which has them from files, does not know them."""
        outline = read_opml((samples_folder() / LIST_NAME).read_bytes())
        self._feeds = {
            _host(listed.home): Feed(
                id=feed_id_of_url(listed.url),
                url=listed.url,
                title=listed.title or listed.name,
                name=listed.name if listed.name != listed.title else "",
                folder=listed.folder,
                home=listed.home,
                added=now - timedelta(days=OLDEST_DAYS),
            )
            for listed in outline.feeds
        }

    def subscribe(self) -> None:
        """Subscribe to all of the list, each as it would stand after it was asked."""
        change_feeds(self._stores.places, lambda feeds: {**feeds, **{feed.id: feed for feed in self._feeds.values()}})
        for number, (host, feed) in enumerate(self._feeds.items()):
            self._stores.feeds.save(feed.id, self._health(number, is_failing=host == FAILING_HOST), ())

    def take(self, record: ArticleRecord, *, is_news: bool) -> ArticleRecord:
        """Return the record of a sample as if it had come through the feed of its site."""
        feed = self._feeds.get(_host(record.url))
        if feed is None:
            return record
        self._taken.add(normalise_url(record.url))
        return replace(record, feeds=(FeedRef(feed_id=feed.id, key=record.url),), came_by_feed=is_news)

    def bring_entries(self, opening: Opening) -> None:
        """Make articles of what the samples' feed has beside the samples. Raises FeedError, StoreError."""
        feed = self._feeds[_host(FEED_URL)]
        with FeedReader() as reader:
            parsed = reader.read((samples_folder() / FEED_NAME).read_bytes(), "application/rss+xml", FEED_URL)
        articles = EntryArticles(self._stores, opening, self._now, lambda record, article: "")
        for entry in parsed.entries:
            place = EntryPlace(feed, entry, parsed.title, parsed.language)
            if normalise_url(entry.url) not in self._taken:
                articles.keep(articles.clean(place, None), self._now - timedelta(minutes=ASKED_MINUTES_AGO))

    def _health(self, number: int, *, is_failing: bool) -> FeedHealth:
        asked = self._now - timedelta(minutes=ASKED_MINUTES_AGO)
        hours = 2 + 5 * number
        health = FeedHealth(
            asked=asked,
            came=asked,
            changed=self._now - timedelta(hours=hours),
            due=self._now + timedelta(minutes=60 - ASKED_MINUTES_AGO),
            due_because="as usual",
            status=200,
            size_bytes=6_100 + 2_300 * number,
            entry_count=20 + number,
            seconds=0.2 + 0.1 * number,
            per_day=6.0 / (1 + number),
            log=(f"{asked.isoformat()} nothing new", f"{(asked - timedelta(hours=hours)).isoformat()} 1 new article"),
        )
        if not is_failing:
            return health
        error = "the server did not answer within 15 seconds"
        return replace(
            health,
            came=asked - timedelta(hours=9),
            due=self._now + timedelta(hours=4),
            due_because="it failed 3 times in a row",
            status=0,
            failures=3,
            seconds=15.0,
            error=error,
            hint="it is asked again by itself",
            log=(f"{asked.isoformat()} {error}", *health.log[1:]),
        )


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
