"""Where a site's feeds are: those its page names, those where most sites have them, its news sitemaps. Pure.

A page is looked through as text, tag by tag, and not parsed: what is wanted stands in three kinds of tags.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from urllib.parse import urlsplit

from reader.feeds.addresses import host_of, web_address
from reader.feeds.charsets import decode
from reader.feeds.texts import short_text
from reader.model.feed import FeedForm
from reader.model.patterns import compile_late
from reader.model.values import dataclass

MAX_LINKS = 30
MAX_BYTES = 3 * 1024 * 1024
"""Of a page. The head comes first, and the links to feeds in the foot of a page, within this in all but the longest."""

_MAX_TITLE_LETTERS = 200
_MAX_TAGS = 50_000
_FORMS = {
    "application/rss+xml": FeedForm.RSS,
    "application/x-rss+xml": FeedForm.RSS,
    "text/rss+xml": FeedForm.RSS,
    "text/rss": FeedForm.RSS,
    "application/rdf+xml": FeedForm.RDF,
    "application/atom+xml": FeedForm.ATOM,
    "application/x-atom+xml": FeedForm.ATOM,
    "text/atom+xml": FeedForm.ATOM,
    "application/feed+json": FeedForm.JSON,
}
_VAGUE_TYPES = frozenset(("application/xml", "text/xml", "application/json"))
_TAG = compile_late(r"<(link|a|base)\s((?:[^<>\"']++|\"[^\"<>]{0,4000}+\"|'[^'<>]{0,4000}+')*+)", re.IGNORECASE)
_ATTRIBUTE = compile_late(r"([a-z][a-z-]{0,30})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE)
_FEEDLIKE_PATH = compile_late(
    r"(?:^|[/._-])(?:rss\d?|atom|feeds?|rdf|index)\.(?:xml|rdf|rss|atom|json)$|\.(?:rss|atom|rdf)$"
    r"|/(?:feed|rss|atom)(?:/(?:rss2?|atom|rdf|index))?/?$|/feeds?/[^?#]{1,80}$|^/rss/[^?#]{1,80}$",
    re.IGNORECASE,
)
_COMMENTS_PATH = compile_late(r"[/._-]comments(?:[/._-]|$)|kommentar|commentaires|comentarios", re.IGNORECASE)
_COMMENTS_TITLE = compile_late(
    r"\bcomments feed\b|[:»>|–-] comments$|^comments (?:on|for):? |kommentar|commentaires|comentarios", re.IGNORECASE
)
_FEEDLIKE_QUERY = compile_late(r"(?:^|&)(?:feed|format|output|type)=(?:rss2?|atom|feed|xml|json)(?:&|$)", re.IGNORECASE)
_FEED_HOSTS = frozenset(("feeds.feedburner.com", "feeds2.feedburner.com"))
_NO_FEED_HOSTS = frozenset(
    ("feedly.com", "add.my.yahoo.com", "www.inoreader.com", "www.newsblur.com", "theoldreader.com", "validator.w3.org")
)
_SILENT = ("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<template", "</template")
_FEED_PATHS = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json", "/rss/index.rss")
_SITEMAP_PATHS = (
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap_news.xml",
    "/sitemaps/news.xml",
    "/sitemap/news.xml",
)
_ROBOTS_LINE = compile_late(r"^\s{0,20}sitemap\s{0,9}:\s{0,9}(\S{1,2000})", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that a page names."""

    url: str
    title: str = ""
    """What the page calls it."""
    form: FeedForm | None = None
    """None if the page does not say."""


def feeds_on_page(content: bytes, url: str, content_type: str = "") -> tuple[FeedLink, ...]:
    """Return the feeds that a page at `url` names, each once, the likeliest first.

    Those of its head (`<link rel=alternate>`), the ones for the comments of an article last; only where it has none, the links in
    its text that look like feeds. Nothing says yet that they are. Linear in the length of the page.
    """
    text = decode(content[:MAX_BYTES], content_type)
    base = url
    named: dict[str, FeedLink] = {}
    linked: dict[str, FeedLink] = {}
    for tag, attributes in _tags(text):
        href = attributes.get("href", "")
        if tag == "base" and base == url:
            base = web_address(href, url) or url
        elif tag == "link" and (link := _named(attributes, base)):
            named.setdefault(link.url, link)
        elif tag == "a" and len(linked) < MAX_LINKS and _looks_like_feed(address := web_address(href, base)):
            title = short_text(attributes.get("title", ""), _MAX_TITLE_LETTERS)
            linked.setdefault(address, FeedLink(url=address, title=title))
    links = sorted(named.values(), key=is_of_comments) if named else list(linked.values())
    return tuple(link for link in links if link.url != url)[:MAX_LINKS]


def usual_feed_addresses(url: str) -> tuple[str, ...]:
    """Return where a site may have a feed without saying so, the likeliest first: beside the page that was asked for, then at the
    root of its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    origin = f"{parts.scheme}://{parts.netloc}"
    folder = parts.path.rstrip("/")
    nearby = [f"{origin}{folder}{path}" for path in ("/feed", "/rss")] if folder.count("/") in (1, 2) else []
    return tuple(dict.fromkeys([*nearby, *(origin + path for path in _FEED_PATHS)]))


def usual_sitemap_addresses(url: str) -> tuple[str, ...]:
    """Return where a site may have a sitemap of its news."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    return tuple(f"{parts.scheme}://{parts.netloc}{path}" for path in _SITEMAP_PATHS)


def sitemaps_in_robots(content: bytes, url: str) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names (sitemaps.org), those that sound like news first."""
    from reader.feeds.sitemap_names import is_not_for_news

    text = content[:MAX_BYTES].decode("utf-8", "replace")
    addresses = dict.fromkeys(web_address(found[1], url) for found in _ROBOTS_LINE.finditer(text))
    return tuple(sorted(filter(None, addresses), key=is_not_for_news))[:MAX_LINKS]


def _named(attributes: Mapping[str, str], base: str) -> FeedLink | None:
    """Return the feed that a `<link>` names; None if it names something else."""
    relations = attributes.get("rel", "").lower().split()
    media_type = attributes.get("type", "").partition(";")[0].strip().lower()
    url = web_address(attributes.get("href", ""), base)
    if not url or not {"alternate", "feed"}.intersection(relations) or "stylesheet" in relations:
        return None
    is_vague = media_type in _VAGUE_TYPES or not media_type
    if media_type not in _FORMS and "feed" not in relations and not (is_vague and _looks_like_feed(url)):
        return None
    if media_type in ("application/json", "text/html") and not _looks_like_feed(url):
        return None
    title = short_text(attributes.get("title", ""), _MAX_TITLE_LETTERS)
    return FeedLink(url=url, title=title, form=_FORMS.get(media_type))


def _looks_like_feed(url: str) -> bool:
    if not url:
        return False
    parts = urlsplit(url)
    host = host_of(url)
    if host in _NO_FEED_HOSTS:
        return False
    return host in _FEED_HOSTS or bool(_FEEDLIKE_PATH.search(parts.path) or _FEEDLIKE_QUERY.search(parts.query))


def is_of_comments(link: FeedLink) -> bool:
    """Whether a feed holds what readers say beneath articles, as its address or title tells."""
    return bool(_COMMENTS_PATH.search(urlsplit(link.url).path) or _COMMENTS_TITLE.search(link.title))


def _tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield names and attributes of the tags that matter, those in comments, scripts and the like passed over."""
    count = 0
    for stretch in _read_aloud(text):
        for found in _TAG.finditer(stretch):
            count += 1
            if count > _MAX_TAGS:
                return
            yield found[1].lower(), _attributes(found[2])


def _read_aloud(text: str) -> Iterable[str]:
    """Yield the stretches of a page that are no comment, script, style or template. Each place is looked at once."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters become two in lower case, and the places would not fit
        lower = text
    starts = {opening: lower.find(opening) for opening, _ in _SILENT}
    place = 0
    while True:
        first = min(((at, opening) for opening, at in starts.items() if at >= 0), default=None)
        if first is None:
            yield text[place:]
            return
        at, opening = first
        yield text[place:at]
        closing = dict(_SILENT)[opening]
        end = lower.find(closing, at)
        if end < 0:  # never closed: a browser would show nothing more, but a broken page has feeds all the same
            starts[opening] = -1
            place = at + 1
            continue
        place = end + len(closing)
        for other, known in starts.items():
            if 0 <= known < place:
                starts[other] = lower.find(other, place)


def _attributes(text: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text):
        value = next((part for part in found.groups()[1:] if part is not None), "")
        attributes.setdefault(found[1].lower(), unescape(value) if "&" in value else value)
    return attributes
