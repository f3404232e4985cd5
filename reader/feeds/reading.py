"""What came for a feed, read: RSS, RDF, Atom, JSON Feed, sitemaps.

Pure, but for the time and memory that hostile feeds may cost: whoever may not wait reads through `reading_process.FeedReader`,
where a process of its own does this.
"""

from dataclasses import replace

from reader.feeds.charsets import decode
from reader.feeds.json_feed import read_json_feed
from reader.feeds.sniffing import Form, sniff
from reader.feeds.xml_repair import made_safe
from reader.model.errors import FeedError
from reader.model.feed import ParsedFeed
from reader.model.text import clean_line

MAX_BYTES = 32 * 1024 * 1024
"""Of one feed. What is longer is cut, and its whole entries are kept."""

_MAX_SHOWN_LETTERS = 200


def read_feed(content: bytes, *, content_type: str = "", url: str = "") -> ParsedFeed:
    """Return what `content` says, in whatever form it is.

    `content_type` is the header as it came; `url` where it came from, without credentials: relative addresses are relative to
    it. Raises FeedError, naming `url`, if it is no feed: empty, a web page, a list of feeds, anything else.
    """
    text = decode(content[:MAX_BYTES], content_type)
    try:
        feed = _read(text, url)
    except FeedError as error:
        shown = clean_line(url, _MAX_SHOWN_LETTERS)
        raise FeedError(f"{error.message}: {shown}" if shown else error.message, error.hint) from error
    return replace(feed, is_cut=True) if len(content) > MAX_BYTES else feed


def _read(text: str, url: str) -> ParsedFeed:
    if not text.strip():
        raise FeedError("There is nothing in it")
    found = sniff(text)
    match found.form:
        case Form.JSON:
            return read_json_feed(text.strip(), url)
        case Form.SITEMAP:
            from reader.feeds.sitemap import read_sitemap  # late: libxml2

            return read_sitemap(made_safe(text[found.start :]), url)
        case Form.XML_FEED:
            from reader.feeds.rss_atom import read_xml_feed  # late: feedparser, 50 ms

            feed = read_xml_feed(made_safe(text[found.start :]), url)
            if feed.notes and not feed.entries and not feed.title and not feed.home:
                raise FeedError("This begins as a feed, and nothing in it can be read")
            return feed
        case Form.PAGE:
            raise FeedError("This is a web page, not a feed")
        case Form.OPML:
            raise FeedError("This is a list of feeds (OPML), not a feed", "`pressmark feeds import` takes it.")
        case Form.NOTHING:
            raise FeedError("This is no feed")
