"""News sitemaps, and sitemaps without news: from their text to a `ParsedFeed`, where a site has no feed.

A news sitemap names the articles of the last two days, with title and day (Google's schema `sitemap-news`). A plain one names
pages, perhaps with the day of their last change; an index names sitemaps. Read with libxml2 as the elements go by.
"""

from collections.abc import Iterator

from lxml import etree

from reader.feeds.addresses import web_address
from reader.feeds.dates import page_date
from reader.feeds.entries import (
    MAX_CAPTION_LETTERS,
    MAX_ENTRIES,
    each_once,
    key_of,
    language_of,
    tags_of,
    with_own_keys,
)
from reader.feeds.sitemap_names import is_not_for_news
from reader.feeds.texts import plain_text, short_text
from reader.feeds.xml_repair import repaired
from reader.model.errors import FeedError
from reader.model.feed import FeedEntry, FeedForm, FeedImage, ParsedFeed
from reader.model.identity import normalise_url
from reader.model.text import clean_line

MAX_SITEMAPS = 200
_MAX_PAGES = 50_000
"""As many as the protocol allows in one file (sitemaps.org); the newest `MAX_ENTRIES` of them are kept."""

_PIECE_BYTES = 65_536
_WHOLE_TEXT = etree.XPath("string()", smart_strings=False)
_NO_NEWS = "it names pages, not news: there are no titles in it, and no days of publication"


def read_sitemap(text: str, url: str) -> ParsedFeed:
    """Return what a sitemap names. `text` begins with its root element. Raises FeedError if nothing in it can be read.

    Entries of news in the order of the file; pages without news newest first.
    """
    news: list[FeedEntry] = []
    pages: list[FeedEntry] = []
    sitemaps: list[str] = []
    publication = ""
    language = ""
    notes = []
    parser = etree.XMLPullParser(
        events=("end",), recover=True, resolve_entities=False, no_network=True, huge_tree=False
    )
    is_cut = False
    for element in _elements(parser, repaired(text)):
        tag = _name(element)
        if tag == "sitemap":
            if (address := web_address(_child(element, "loc"), url)) and len(sitemaps) < MAX_SITEMAPS:
                sitemaps.append(address)
        elif tag == "url":
            entry, paper = _entry(element, url)
            if entry is not None:
                publication = publication or paper
                language = language or entry.language
                (news if entry.title or entry.published else pages).append(entry)
        else:
            continue
        _forget(element)
        if len(news) >= MAX_ENTRIES or len(pages) >= _MAX_PAGES:
            is_cut = True
            break
    if not news and not pages and not sitemaps and "</" not in text[-200:]:
        raise FeedError("This begins as a sitemap, and there is nothing in it")
    if news:
        entries = news
    else:
        entries = sorted(pages, key=_newness, reverse=True)
        is_cut = is_cut or len(pages) > MAX_ENTRIES
        notes += [_NO_NEWS] if pages else []
    if sitemaps:
        notes.append(f"it is an index of {len(sitemaps)} sitemaps")
    return ParsedFeed(
        form=FeedForm.SITEMAP,
        title=publication,
        language=language,
        entries=with_own_keys(entries),
        sitemaps=tuple(sorted(sitemaps, key=is_not_for_news)),
        is_cut=is_cut,
        notes=tuple(notes),
    )


def _elements(parser: etree.XMLPullParser, text: str) -> Iterator[etree._Element]:
    """Yield the elements as they end, without ever holding the tree of all."""
    content = text.encode("utf-8", "replace")
    for place in range(0, len(content), _PIECE_BYTES):
        try:
            parser.feed(content[place : place + _PIECE_BYTES])
        except etree.XMLSyntaxError:
            return
        for _, element in parser.read_events():
            if isinstance(element, etree._Element):
                yield element
    try:
        parser.close()
    except etree.XMLSyntaxError:
        return


def _entry(element: etree._Element, url: str) -> tuple[FeedEntry | None, str]:
    """Return the entry of a `url` element, and the name of the paper if it is said."""
    address = web_address(_child(element, "loc"), url)
    if not address:
        return None, ""
    said = {_name(child): _all_text(child) for child in element.iter() if _is_news(child)}
    entry = FeedEntry(
        key=key_of(normalise_url(address)),
        url=address,
        title=plain_text(said.get("title", "")),
        published=page_date(said.get("publication_date", "").strip()),
        updated=page_date(_child(element, "lastmod").strip()),
        tags=tags_of(said.get("keywords", "").split(",")),
        language=language_of(said.get("language", "").strip()),
        images=_images(element, address),
    )
    return entry, clean_line(said.get("name", ""), 200)


def _images(element: etree._Element, base: str) -> tuple[FeedImage, ...]:
    images = []
    for image in element:
        if _name(image) != "image":
            continue
        if address := web_address(_child(image, "loc"), base):
            caption = short_text(_child(image, "caption") or _child(image, "title"), MAX_CAPTION_LETTERS)
            images.append(FeedImage(url=address, caption=caption))
    return each_once(images)


def _is_news(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and "sitemap-news" in element.tag


def _name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, whatever that is: many sitemaps have a wrong one."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _child(element: etree._Element, name: str) -> str:
    return next((_all_text(child) for child in element if _name(child) == name), "")


def _all_text(element: etree._Element) -> str:
    return str(_WHOLE_TEXT(element))


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _newness(entry: FeedEntry) -> float:
    return entry.updated.sort_key().timestamp() if entry.updated is not None else 0.0
