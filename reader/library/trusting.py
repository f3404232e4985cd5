"""Who may lead into a private network: what the reader typed, and nothing that others said.

An article that a feed brought stands at an address that the feed named. It is trusted as far as the feed is: if the reader typed
the address of the feed, what it points to may be where the feed itself is; else no private network is open to it.
"""

from reader.library.stores import Stores
from reader.model.kept import ArticleRecord
from reader.model.page import PageOrigin


def found_on(stores: Stores, record: ArticleRecord) -> str | None:
    """Return on whose word the page of an article is fetched: None for the reader's own, the address of a feed that the reader
    typed, "" for nobody's."""
    return typed_feed_of(stores, record) if record.came_by_feed else None


def trusted_address(stores: Stores, record: ArticleRecord) -> str:
    """Return the address whose host may serve what the article points to even if it is private, "" for none.

    Its source, and not where it says it belongs: what a page says of itself proves nothing.
    """
    if record.origin is not PageOrigin.URL:
        return ""
    return typed_feed_of(stores, record) if record.came_by_feed else record.source


def typed_feed_of(stores: Stores, record: ArticleRecord) -> str:
    """Return the address of a feed through which the article came and whose address the reader typed, "" if there is none."""
    feeds = stores.settings.load_or_last().feeds
    found = (feeds.get(ref.feed_id) for ref in record.feeds)
    return next((feed.url for feed in found if feed is not None and feed.is_typed), "")
