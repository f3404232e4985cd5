"""What a feed says leads into no private network, unless the reader typed the address of the feed."""

from dataclasses import replace

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.stores import open_stores
from reader.library.trusting import found_on, trusted_address
from reader.model.dates import utc_now
from reader.model.errors import FetchError
from reader.model.feed import Feed, FeedRef
from reader.model.kept import ArticleRecord
from reader.model.page import PageOrigin
from reader.store.feed_settings import change_feeds
from tests.loopback import Site, page_html

FEED = Feed(id="ab12cd34ef56ab78", url="https://hill.example/feed")
RECORD = ArticleRecord(id="0011223344556677", title="Ferry", added=utc_now(), source="http://10.0.0.1/admin")


@pytest.mark.parametrize(
    ("record", "feed", "page", "pictures"),
    [
        (RECORD, FEED, None, "http://10.0.0.1/admin"),  # the reader typed it
        (replace(RECORD, came_by_feed=True, feeds=(FeedRef(feed_id=FEED.id),)), FEED, "", ""),
        (
            replace(RECORD, came_by_feed=True, feeds=(FeedRef(feed_id=FEED.id),)),
            replace(FEED, is_typed=True),
            FEED.url,
            FEED.url,
        ),
        (replace(RECORD, came_by_feed=True, feeds=(FeedRef(feed_id="ffff223344556677"),)), FEED, "", ""),
        (replace(RECORD, origin=PageOrigin.FILE, source="/tmp/a.html"), FEED, None, ""),
    ],
)
def test_an_article_is_trusted_as_far_as_the_feed_it_came_by(
    folders: Folders, record: ArticleRecord, feed: Feed, page: str | None, pictures: str
) -> None:
    stores = open_stores(folders.data, folders)
    change_feeds(stores.places, lambda feeds: {feed.id: feed})
    assert found_on(stores, record) == page
    assert trusted_address(stores, record) == pictures


def test_the_page_of_an_entry_that_points_into_a_private_network_is_not_fetched_when_it_is_refreshed(
    site: Site, folders: Folders
) -> None:
    url = site.put("/admin", page_html("The settings of the router"))
    with Library.open(folders=folders, config=Config()) as library:
        article_id = library.add(url).article_id
        stores = open_stores(folders.data, folders)
        record = stores.record(article_id)
        stores.articles.update_record(replace(record, came_by_feed=True, feeds=(FeedRef(feed_id=FEED.id),)))
        asked = len(site.requests)
        with pytest.raises(FetchError, match="private network"):
            library.refresh(article_id)
        with pytest.raises(FetchError, match="private network"):
            library.add_link(f"{site.origin}/other", article_id)
    assert len(site.requests) == asked
