"""Who may lead into a private network and to files: what the reader typed, and nothing that others said.

An article that a feed brought stands at an address that the feed named. It is trusted as far as the feed is: if the reader typed
the address of the feed, what it points to may be where the feed itself is; else no private network is open to it. One that stood
as a link in another article is trusted as far as that one was, then and whenever it comes again.
"""

from reader.library.stores import Stores
from reader.model.kept import ArticleRecord
from reader.model.page import PageOrigin


def found_on(stores: Stores, record: ArticleRecord) -> str | None:
    """Return on whose word the page of an article is fetched: None for the reader's own, the address that the reader typed of
    what led there (a feed, another article), "" for nobody's."""
    return typed_feed_of(stores, record) if record.came_by_feed else record.found_on


def trusted_address(stores: Stores, record: ArticleRecord) -> str:
    """Return the address whose host may serve what the article points to even if it is private, "" for none.

    Its source, and not where it says it belongs: what a page says of itself proves nothing.
    """
    if record.origin is not PageOrigin.URL:
        return ""
    word = found_on(stores, record)
    return record.source if word is None else word


def own_file(stores: Stores, record: ArticleRecord) -> str:
    """Return the path of the file that the reader gave on this machine and that the article was made of, "" for none.

    Not the path that the record names: it may have come from elsewhere, and what lies there is nobody's business.
    """
    return stores.own_files.path_of(record.id) if record.origin is PageOrigin.FILE else ""


def typed_feed_of(stores: Stores, record: ArticleRecord) -> str:
    """Return the address of a feed through which the article came and whose address the reader typed, "" if there is none."""
    feeds = stores.settings.load_or_last().feeds
    found = (feeds.get(ref.feed_id) for ref in record.feeds)
    return next((feed.url for feed in found if feed is not None and feed.is_typed), "")
