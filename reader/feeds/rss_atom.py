"""RSS 0.9x to 2.0, RDF and Atom, as they are and as they come: from their text to a `ParsedFeed`.

Three attempts, the next where one fails: as XML; as XML with the usual mistakes put right; as something that is meant to be
XML. A feed that was cut off is none of these: its whole entries are kept.
"""

from typing import Any, NamedTuple

from reader.feeds.addresses import base_for, web_address
from reader.feeds.authors import names_of
from reader.feeds.dates import page_date
from reader.feeds.drafts import Draft, Text
from reader.feeds.entries import (
    MAX_ENTRIES,
    dates_of,
    key_of,
    language_of,
    number_of,
    tags_of,
    with_authors,
    with_own_keys,
)
from reader.feeds.media import files_of
from reader.feeds.texts import MAX_TITLE_LETTERS, html_of, is_cut, plain_text, short_text
from reader.feeds.xml_parsers import MAX_LOOSE_LETTERS, LooseParser, StrictParser, parse_loosely, parse_strictly
from reader.feeds.xml_repair import repaired
from reader.model.dates import PageDate
from reader.model.feed import FeedEntry, FeedForm, ParsedFeed

_ENDS = ("</rss>", "</feed>", "</rdf>", ":rdf>", ":feed>", "</channel>")
_END_LETTERS = 2_000
_MINUTES = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_MAX_TTL_MINUTES = 10_080
"""A week: who asks for more has made a mistake."""

_MAX_DESCRIPTION_LETTERS = 1_000
_CUT = "it is cut off: what was not there whole is left out"


def read_xml_feed(text: str, url: str) -> ParsedFeed:
    """Return what a feed says. `text` begins with its root element; `url` is where it came from, "" if nobody knows.

    Never fails: what is no feed has no entries, and the notes say what was wrong.
    """
    parser, note, is_whole = _parsed(text)
    notes = [note] if note else []
    own: Any = parser.feeddata
    home = _home(own, url)
    base = base_for(url, home)
    form = _form(parser.version)
    drafts = [
        (draft, raw) for draft, raw in zip(parser.drafts, parser.entries, strict=False) if is_whole or draft.is_whole
    ]
    language = language_of(_text(own, "language")) or language_of(parser.own.language)
    authors = names_of(_people(parser.own))
    entries = with_own_keys(_entry(draft, raw, base, language) for draft, raw in drafts)
    if form is FeedForm.ATOM:
        entries = with_authors(entries, authors)
    if parser.has_more:
        notes.append(f"it has more entries than the {MAX_ENTRIES:,} that are read")
    return ParsedFeed(
        form=form,
        title=_title(parser.own),
        description=_description(parser.own),
        home=home,
        language=language,
        authors=authors,
        entries=entries,
        moved_to=web_address(_text(own, "itunes_new-feed-url") or _text(own, "newlocation"), url),
        ttl_minutes=_ttl(own),
        is_cut=not is_whole or parser.has_more or any(_is_cut(draft) for draft, _ in drafts),
        notes=tuple(notes),
    )


class _Parsed(NamedTuple):
    """A feed that went through a parser."""

    parser: StrictParser | LooseParser
    """The one that got furthest."""
    note: str = ""
    """What was wrong."""
    is_whole: bool = True
    """Whether the end of the feed came."""


def _parsed(text: str) -> _Parsed:
    is_whole = any(end in text[-_END_LETTERS:].lower() for end in _ENDS)
    strict, mistake = parse_strictly(text, MAX_ENTRIES)
    if not mistake:
        return _Parsed(strict)
    if not is_whole and _is_at_end(mistake):
        return _Parsed(strict, _CUT, is_whole=False)
    text = repaired(text)
    strict, second = parse_strictly(text, MAX_ENTRIES)
    if not second:
        return _Parsed(strict, f"mistakes in it were put right ({mistake})")
    if not is_whole and _is_at_end(second):
        return _Parsed(strict, _CUT, is_whole=False)
    loose = parse_loosely(text, MAX_ENTRIES)
    if len(loose.drafts) < len(strict.drafts):  # it looks at less of a long feed
        return _Parsed(strict, f"it is no whole XML ({second})", is_whole=False)
    note = f"it is no XML ({second}), and was read all the same"
    return _Parsed(loose, note, is_whole=is_whole and len(text) <= MAX_LOOSE_LETTERS)


def _is_at_end(mistake: str) -> bool:
    """Whether a parser stopped because there was no more: what Expat says then."""
    return mistake in ("no element found", "unclosed token", "unclosed CDATA section", "partial character")


def _form(version: str) -> FeedForm:
    if version.startswith("atom"):
        return FeedForm.ATOM
    return FeedForm.RDF if version in ("rss10", "rss090") else FeedForm.RSS


def _entry(draft: Draft, raw: Any, feed_base: str, language: str) -> FeedEntry:
    url = _link(draft, raw, feed_base)
    published, updated = _dates(raw)
    summary, content = _bodies(draft)
    enclosures = [(link["href"], link.get("type", "")) for link in _links(raw) if link.get("rel") == "enclosure"]
    base = url or feed_base
    images, others = files_of(draft, enclosures, base)
    texts = [text for name in ("content", "summary", "description") for text in draft.texts.get(name, ())]
    own_base = next((text.base for text in texts if text.base), "")
    html_base = web_address(own_base, base) or ("" if url else feed_base)
    source = dict.get(raw, "source")
    source = source if isinstance(source, dict) else {}
    return FeedEntry(
        key=key_of(_text(raw, "id")),
        url=url,
        title=_title(draft) or plain_text(draft.shared.title),
        authors=names_of(_people(draft)),
        published=published,
        updated=updated,
        summary=summary,
        content=content,
        base="" if html_base == url else html_base,
        tags=tags_of(str(tag.get("label") or tag.get("term") or "") for tag in _objects(raw, "tags")),
        language=language_of(_text(raw, "language")) or language_of(draft.language) or language,
        images=images,
        enclosures=others,
        source_title=short_text(str(source.get("title") or ""), 200),
    )


def _link(draft: Draft, raw: Any, base: str) -> str:
    """Return the page of an entry: before the redirect that counts readers, an alternate in HTML, any alternate, its guid."""
    links = _links(raw)
    alternates = [link for link in links if link.get("rel", "alternate") == "alternate"]
    pages = [link for link in alternates if "html" in link.get("type", "text/html")]
    others = [link for link in links if link.get("rel") in ("via", "related")]
    given = [draft.original_link, *(link["href"] for link in (*pages, *alternates, *others)), _text(raw, "link")]
    for href in given:
        if href and (address := web_address(href, base)):
            return address
    guid = _text(raw, "id")
    return web_address(guid) if draft.is_permalink or "://" in guid[:10] else ""


def _links(raw: Any) -> list[dict[str, str]]:
    return [link for link in _objects(raw, "links") if isinstance(link.get("href"), str)]


def _objects(raw: Any, name: str) -> list[Any]:
    """Return the objects of a list of feedparser's: an element of the feed that has that name takes its place."""
    value = dict.get(raw, name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _dates(raw: Any) -> tuple[PageDate | None, PageDate | None]:
    published = page_date(_text(raw, "published")) or page_date(_text(raw, "created"))
    return dates_of(published, page_date(_text(raw, "updated")))


def _bodies(draft: Draft) -> tuple[str, str]:
    """Return summary and whole text as HTML; "" for the one that is missing, or the same."""
    content = max((_html(text) for text in draft.texts.get("content", ()) if _is_text(text)), key=len, default="")
    summaries = [*draft.texts.get("summary", ()), *draft.texts.get("description", ())]
    if len(summaries) > 1 and not content:  # two texts, the longer of them the whole one: Dublin Core beside RSS
        content = max((_html(text) for text in summaries if _is_text(text)), key=len, default="")
    others = (_html(text) for text in summaries if _is_text(text))
    summary = next((html for html in others if html and html != content), "")
    if not summary and not content:
        names = ("itunes_summary", "itunes_subtitle", "media_description")
        summary = next((_html(text) for name in names for text in draft.texts.get(name, ()) if text.value.strip()), "")
    return summary, content


def _html(text: Text) -> str:
    return html_of(text.value, text.media_type)


def _is_text(text: Text) -> bool:
    """Whether it is to be read: Atom's content may be a picture in base64, or another feed."""
    return text.media_type.startswith("text/") or "html" in text.media_type or text.media_type in ("", "xhtml")


def _is_cut(draft: Draft) -> bool:
    return any(is_cut(text.value) for texts in draft.texts.values() for text in texts if _is_text(text))


def _title(draft: Draft) -> str:
    text = next((title for title in (*draft.titles, *draft.other_titles) if title.value.strip()), None)
    return "" if text is None else _plain(text)


def _plain(text: Text, limit: int = MAX_TITLE_LETTERS) -> str:
    return plain_text(text.value, limit, is_text=text.media_type == "text/plain")


def _people(draft: Draft) -> list[str]:
    """Return what is said of the authors by the element that says it best."""
    people = [person.name or person.text for person in draft.people]
    named = [text for text in people if text and names_of([text])]
    creators = [person.text for person in draft.creators]
    return creators if any(creators) else named or [person.text for person in draft.presenters]


def _description(own: Draft) -> str:
    names = ("description", "summary", "itunes_summary", "itunes_subtitle")
    text = next((text for name in names for text in own.texts.get(name, ()) if text.value.strip()), None)
    return "" if text is None else _plain(text, _MAX_DESCRIPTION_LETTERS)


def _home(own: Any, url: str) -> str:
    """Return the site's address: not the feed's own, which some give as that."""
    alternates = [link["href"] for link in _links(own) if link.get("rel", "alternate") == "alternate"]
    for href in (*alternates, _text(own, "link")):
        address = web_address(href, url)
        if address and address != url:
            return address
    return ""


def _ttl(own: Any) -> int:
    """Return how many minutes the feed asks to be left alone: `ttl`, or what the Syndication module says."""
    minutes = number_of(_text(own, "ttl"))
    period = _MINUTES.get(_text(own, "sy_updateperiod").strip().lower(), 0)
    if not minutes and period:
        minutes = period // max(1, number_of(_text(own, "sy_updatefrequency")))
    return min(minutes, _MAX_TTL_MINUTES)


def _text(raw: Any, name: str) -> str:
    """Return a value of feedparser's if it is a text: past its own look-up, which puts one thing for another."""
    value = dict.get(raw, name)
    return value if isinstance(value, str) else ""
