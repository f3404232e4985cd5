"""From an entry of a feed to an article: what the feed says, what its page says, and the better of the two.

Pure: nothing here fetches or stores. What a feed says becomes a page of its own (`PageForm.ENTRY`), so that it is cleaned, kept
and cleaned again as any page is. Called by `sync.articles`.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from reader.model.article import Article, ArticleKind, Metadata
from reader.model.dates import PageDate
from reader.model.feed import Feed, FeedEntry, FeedImage
from reader.model.identity import article_id_of_bytes, article_id_of_url, normalise_url
from reader.model.page import Page, PageForm, PageOrigin
from reader.model.patterns import compile_late

MORE_WORDS = 1.25
"""A feed that has so many times the words of the page has the whole text, and the page a part of it. Less more is the sort of
thing that cleaning takes away."""
FEWEST_WORDS = 60
"""A feed with fewer words says what the text is about."""
FUTURE = timedelta(hours=26)
"""What is dated further ahead, whatever the zone, is an event, a mistake, or wants to stand above all others: it has no date."""
MOST_ENTRY_LETTERS = 1_000_000
"""Of what one entry says: far above any article, below what cleaning takes on."""

FEWEST_COMPARED_WORDS = 10
"""Different longer words of an entry by which it is told whether its page is about the same."""
LEAST_SHARED = 0.15
"""Of them, on a page of the same text in whatever words; what all texts of a language share is about as much."""
MOST_COMPARED_LETTERS = 3_000

_NO_ARTICLE = frozenset(
    (
        ArticleKind.INDEX,
        ArticleKind.SEARCH,
        ArticleKind.WALL,
        ArticleKind.LOGIN,
        ArticleKind.CHECK,
        ArticleKind.ERROR,
        ArticleKind.SHELL,
    )
)
_SEPARATORS = frozenset("|-–—·:»•")
_TAG = compile_late(r"<[^<>]{0,2000}>")
_WORD = compile_late(r"[^\W\d_]{2,}|[\u2e80-\u9fff\uac00-\ud7a3]")
_TEASER_END = compile_late(
    r"(?:\[\s?(?:…|\.{3}|&hellip;|&#8230;)\s?\]|(?:…|\.{3}|&hellip;|&#8230;)|(?:continue reading|read more|weiterlesen"
    r"|read (?:the )?(?:full|rest|whole)|keep reading|mehr lesen|zum artikel|lire la suite|lire plus|leer más|seguir leyendo"
    r"|leia mais|ler mais|leggi tutto|continua a leggere|lees meer|lees verder|läs mer|læs mere|les mer|lue lisää|czytaj więcej"
    r"|czytaj dalej|devamını oku|читать далее|читать полностью|続きを読む|阅读全文|閱讀全文|继续阅读|더 보기)"
    r"[^<>]{0,120})\W{0,12}\Z",
    re.IGNORECASE,
)


_IMG = compile_late(r"<img\b[^<>]{0,4000}>", re.IGNORECASE)
_COUNTER = compile_late(
    r"\b(?:width|height)\s{0,3}[=:]\s{0,3}[\"']?[0-2](?!\d)|display\s{0,3}:\s{0,3}none", re.IGNORECASE
)
"""In an image that counts readers and shows nothing."""
_LONG_WORD = compile_late(r"[^\W\d_]{4,}")


class EntryPlace(NamedTuple):
    """An entry and the feed it stands in."""

    feed: Feed
    entry: FeedEntry
    site: str = ""
    """What the feed calls itself."""
    language: str = ""
    """The feed's own."""


def id_of_entry(feed: Feed, entry: FeedEntry) -> str:
    """Return the id of the article of an entry: of its link; of one without, from its feed and key."""
    if entry.url:
        return article_id_of_url(entry.url)
    return article_id_of_bytes(f"{feed.id}\n{entry.key}".encode("utf-8", "surrogatepass"))


def entry_page(place: EntryPlace, fetched_at: datetime) -> Page:
    """Return what the feed says in an entry as a page: the whole text if it has it, else the summary."""
    entry = place.entry
    text = (entry.content if rough_words(entry.content) >= rough_words(entry.summary) else entry.summary) or ""
    text = text[:MOST_ENTRY_LETTERS]
    language = entry.language or place.language
    head = [
        '<meta charset="utf-8">',
        f'<base href="{escape(entry.base)}">' if entry.base else "",
        f"<title>{escape(entry.title)}</title>",
        _meta("og:title", entry.title),
        _meta("og:site_name", entry.source_title or place.site),
        *(_meta("author", author) for author in entry.authors),
        *(_meta("article:tag", tag) for tag in entry.tags),
        _meta("article:published_time", _written(entry.published, fetched_at)),
        _meta("article:modified_time", _written(entry.updated, fetched_at)),
    ]
    body = f"{_figures(entry, text)}{_with_caption(entry, text)}"
    markup = (
        f'<!doctype html>\n<html lang="{escape(language)}"><head>{"".join(head)}</head>\n<body>{body}</body></html>'
    )
    return Page(
        content=markup.encode("utf-8", "replace"),
        form=PageForm.ENTRY,
        origin=PageOrigin.URL,
        url=entry.url,
        requested_url=entry.url,
        content_type="text/html; charset=utf-8",
        fetched_at=fetched_at,
    )


def is_teaser(entry: FeedEntry) -> bool:
    """Whether what the feed says is the beginning of a longer text, as far as it tells."""
    text = entry.content or entry.summary
    return bool(_TEASER_END.search(_TAG.sub("", text[-400:]).strip()))


def rough_words(markup: str) -> int:
    """Return about how many words HTML has, at a hundredth of the price of cleaning it."""
    return len(_WORD.findall(_TAG.sub(" ", markup[:MOST_ENTRY_LETTERS])))


def plain_words(markup: str) -> str:
    """Return the words of HTML without its tags, for when nothing better can be had."""
    return unescape(_TAG.sub(" ", markup[:MOST_ENTRY_LETTERS]))


def is_readable(article: Article) -> bool:
    """Whether there is an article on a page, and not what stands in its place."""
    return article.kind not in _NO_ARTICLE and bool(article.body or article.figures)


def is_page_enough(page: Article, entry: FeedEntry) -> bool:
    """Whether the page has as much as the feed beyond doubt: then what the feed says need not be cleaned."""
    feed_words = max(rough_words(entry.content), rough_words(entry.summary))
    if is_of_something_else(page, entry):
        return False
    is_whole = not (page.is_partial or page.is_cut)
    return is_readable(page) and (feed_words <= page.words or (is_whole and feed_words < FEWEST_WORDS))


def is_of_something_else(page: Article, entry: FeedEntry) -> bool:
    """Whether a page is beyond doubt not that of an entry: a notice about cookies or a door in its place.

    Next to none of the longer words of the entry's title and text stand on it. Scripts without spaces are not judged by that,
    nor is a page in another language than its feed.
    """
    if page.metadata.language and entry.language and page.metadata.language[:2] != entry.language[:2]:
        return False
    said = f"{entry.title} {plain_words(entry.content or entry.summary)[:MOST_COMPARED_LETTERS]}".casefold()
    words = set(_LONG_WORD.findall(said))
    if len(words) < FEWEST_COMPARED_WORDS or any(letter >= "\u2e80" for letter in said):
        return False
    shown = set(_LONG_WORD.findall(f"{page.metadata.title} {page.body}".casefold()))
    return len(words & shown) < LEAST_SHARED * len(words)


def is_feed_better(page: Article, from_feed: Article, *, is_elsewhere: bool = False) -> bool:
    """Whether what the feed says is more than what its page shows. `is_elsewhere`: the page is that of something else."""
    if not is_readable(page) or is_elsewhere:
        return True
    if page.is_partial or page.is_cut:
        return from_feed.words > page.words
    return from_feed.words >= FEWEST_WORDS and from_feed.words > MORE_WORDS * page.words


def filled(article: Article, place: EntryPlace, now: datetime) -> Article:
    """Return the article with what its feed knows and its page does not say: title, authors, dates, language, tags, site.

    Its text stays what cleaning makes of the page, so that the same page makes the same text when it comes again.
    """
    entry, metadata = place.entry, article.metadata
    known: dict[str, object] = {}
    if entry.title and (not metadata.title or is_title_with_site(metadata.title, entry.title)):
        known["title"] = entry.title
    authors = {name.casefold(): name for name in metadata.authors}
    agencies = {name.casefold() for name in metadata.agencies}
    named = [name for name in entry.authors if name.casefold() not in agencies]  # a feed calls an agency an author
    if authors.keys() < {name.casefold() for name in named}:
        known["authors"] = tuple(authors.get(name.casefold(), name) for name in named)
    published = _believable(metadata.published, now) or _believable(entry.published, now)
    updated = _believable(metadata.updated, now)
    if published is None and updated is None:
        published = _believable(entry.updated, now)
    if published != metadata.published:
        known["published"] = published
    if updated != metadata.updated:
        known["updated"] = updated
    if not metadata.language and (entry.language or place.language):
        known["language"] = entry.language or place.language
    if not metadata.tags and entry.tags:
        known["tags"] = entry.tags
    if place.site and (not metadata.site or metadata.site == _host(metadata.url)):
        known["site"] = entry.source_title or place.site
    if not metadata.lead_image and entry.images:
        known["lead_image"] = entry.images[0].url
    if not known:
        return article
    provenance = {**metadata.provenance, **dict.fromkeys(known, "its feed")}
    return replace(article, metadata=_with(metadata, known, provenance))


def is_title_with_site(shown: str, title: str) -> bool:
    """Whether a page's title is that of its entry with the name of the site behind it."""
    return shown.startswith(f"{title} ") and shown[len(title) :].lstrip()[:1] in _SEPARATORS


def _with(metadata: Metadata, known: Mapping[str, object], provenance: Mapping[str, str]) -> Metadata:
    changes: dict[str, object] = {**known, "provenance": provenance}
    return replace(metadata, **changes)  # type: ignore[arg-type]  # fields of Metadata, each of its own type


def sure_canonical(canonical: str, link: str, final_url: str) -> str:
    """Return the address an article belongs at by its page's word, or where it came from if that word is worth nothing.

    Pages that name the front page of their site as the canonical address of every article would make one article of them all.
    """
    if not canonical:
        return final_url or link
    parts = urlsplit(normalise_url(canonical))
    names_front = not parts.path.strip("/") and not parts.query
    if names_front and urlsplit(normalise_url(final_url or link)).path.strip("/"):
        return final_url or link
    return canonical


def _believable(date: PageDate | None, now: datetime) -> PageDate | None:
    return date if date is not None and date.sort_key() <= now + FUTURE else None


def _written(date: PageDate | None, now: datetime) -> str:
    found = _believable(date, now)
    return found.isoformat() if found else ""


def _meta(name: str, value: str) -> str:
    if not value:
        return ""
    attribute = "property" if ":" in name else "name"
    return f'<meta {attribute}="{name}" content="{escape(value)}">'


def _figures(entry: FeedEntry, text: str) -> str:
    """Return the pictures, and what is to be heard or seen, that came beside the text and do not stand in it."""
    has_picture = any(not _COUNTER.search(found[0]) for found in _IMG.finditer(text))
    shown = [_picture(image) for image in entry.images[:1] if not has_picture and _name(image.url) not in text]
    shown += [_player(file) for file in entry.enclosures if _name(file.url) not in text]
    return "".join(shown)


def _with_caption(entry: FeedEntry, text: str) -> str:
    """Return the text, its first picture with the caption and credit that came beside it, if the text has none."""
    caption = _caption(entry.images[0]) if entry.images else ""
    name = _name(entry.images[0].url) if entry.images else ""
    if not caption or "<figcaption" in text or any(said and said in text for said in _said_of(entry.images[0])):
        return text
    found = next((found for found in _IMG.finditer(text) if name in found[0]), None)
    if found is None or "<figure" in text[: found.start()]:
        return text
    return f"{text[: found.start()]}<figure>{found[0]}{caption}</figure>{text[found.end() :]}"


def _said_of(image: FeedImage) -> tuple[str, ...]:
    return tuple(escape(said, quote=False) for said in (image.caption, image.credit))


def _picture(image: FeedImage) -> str:
    size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
    return f'<figure><img src="{escape(image.url)}" alt="{escape(image.alt)}"{size}>{_caption(image)}</figure>\n'


def _caption(image: FeedImage) -> str:
    has_credit = not image.credit or image.credit.casefold() in image.caption.casefold()
    caption = image.caption if has_credit else f"{image.caption} Photo: {image.credit}".strip()
    return f"<figcaption>{escape(caption)}</figcaption>" if caption else ""


def _player(file: FeedImage) -> str:
    kind = file.media_type.partition("/")[0]
    if kind not in ("audio", "video"):
        return ""
    under = f"<figcaption>{escape(file.caption)}</figcaption>" if file.caption else ""
    return f'<figure><{kind} controls src="{escape(file.url)}"></{kind}>{under}</figure>\n'


def _name(url: str) -> str:
    """Return what of a picture's address stands in a page that shows it, whatever its size and server."""
    return urlsplit(url).path.rpartition("/")[2] or url


def _host(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return host.removeprefix("www.")
