"""JSON Feed 1.0 and 1.1 (jsonfeed.org), and what calls itself that: from its text to a `ParsedFeed`.

Any value may be of any type; one of the wrong type is passed over.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from reader.feeds.addresses import base_for, web_address
from reader.feeds.authors import names_of
from reader.feeds.dates import page_date
from reader.feeds.entries import (
    MAX_ENTRIES,
    dates_of,
    each_once,
    key_of,
    language_of,
    number_of,
    tags_of,
    with_authors,
    with_own_keys,
)
from reader.feeds.media import media_type_of
from reader.feeds.texts import html_of, html_of_plain, is_cut, plain_text, short_text
from reader.model.errors import FeedError
from reader.model.feed import FeedEntry, FeedForm, FeedImage, ParsedFeed
from reader.model.text import clean_text

_MAX_DESCRIPTION_LETTERS = 1_000
_MAX_TITLE_LETTERS = 300


def read_json_feed(text: str, url: str) -> ParsedFeed:
    """Return what a JSON Feed says; `url` is where it came from, "" if nobody knows. Raises FeedError if it is none."""
    try:
        body = json.loads(text)
    except RecursionError:
        raise FeedError("This is JSON, nested too deep for a feed") from None
    except ValueError as error:
        raise FeedError("This begins as JSON and is none", "A feed that was cut off can't be read.") from error
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        raise FeedError("This is JSON, but no JSON Feed: it has no items")
    home = web_address(_text(body, "home_page_url"), url)
    base = base_for(url, home)
    items = [item for item in body["items"][:MAX_ENTRIES] if isinstance(item, dict)]
    language = language_of(_text(body, "language"))
    authors = names_of(_names(body))
    wrong = sum(not isinstance(item, dict) for item in body["items"][:MAX_ENTRIES])
    notes = [f"{wrong} of its items are none"] if wrong else []
    if len(body["items"]) > MAX_ENTRIES:
        notes.append(f"it has more entries than the {MAX_ENTRIES:,} that are read")
    return ParsedFeed(
        form=FeedForm.JSON,
        title=plain_text(_text(body, "title")),
        description=plain_text(_text(body, "description"), _MAX_DESCRIPTION_LETTERS),
        home=home,
        language=language,
        authors=authors,
        entries=with_authors(with_own_keys(_entry(item, base, language) for item in items), authors),
        is_cut=len(body["items"]) > MAX_ENTRIES
        or any(is_cut(_text(item, name)) for item in items for name in ("content_html", "content_text")),
        notes=tuple(notes),
    )


def _entry(item: Mapping[str, Any], base: str, language: str) -> FeedEntry:
    url = web_address(_text(item, "url"), base) or web_address(_text(item, "external_url"), base)
    guid = _id(item)
    if not url and "://" in guid[:10]:
        url = web_address(guid)
    plain = clean_text(_text(item, "content_text"))
    content = html_of(_text(item, "content_html")) or html_of(html_of_plain(plain))
    summary = html_of(_text(item, "summary"), "text/plain")
    published, updated = dates_of(page_date(_text(item, "date_published")), page_date(_text(item, "date_modified")))
    images, others = _files(item, url or base)
    return FeedEntry(
        key=key_of(guid),
        url=url,
        title=plain_text(_text(item, "title")),
        authors=names_of(_names(item)),
        published=published,
        updated=updated,
        summary=summary if summary != content else "",
        content=content,
        base="" if url else base,
        tags=tags_of(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        language=language_of(_text(item, "language")) or language,
        images=images,
        enclosures=others,
    )


def _files(item: Mapping[str, Any], base: str) -> tuple[tuple[FeedImage, ...], tuple[FeedImage, ...]]:
    pictures = [
        FeedImage(url=url) for name in ("image", "banner_image") if (url := web_address(_text(item, name), base))
    ]
    others = []
    for attachment in _list(item, "attachments"):
        if not isinstance(attachment, dict) or not (url := web_address(_text(attachment, "url"), base)):
            continue
        media_type = media_type_of(_text(attachment, "mime_type"), url=url)
        file = FeedImage(
            url=url,
            media_type=media_type,
            caption=short_text(_text(attachment, "title"), _MAX_TITLE_LETTERS),
            width=number_of(attachment.get("width", 0)),
            height=number_of(attachment.get("height", 0)),
        )
        if media_type.startswith("image/"):
            pictures.append(file)
        elif media_type.startswith(("audio/", "video/")):
            others.append(file)
    return each_once(pictures), each_once(others)


def _names(thing: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the authors: `authors` of 1.1, `author` of 1.0, or, against both, names without more."""
    for author in (*_list(thing, "authors"), thing.get("author")):
        if isinstance(author, dict):
            yield _text(author, "name")
        elif isinstance(author, str):
            yield author


def _list(thing: Mapping[str, Any], name: str) -> list[Any]:
    value = thing.get(name)
    return value if isinstance(value, list) else []


def _id(item: Mapping[str, Any]) -> str:
    """Return the id; a number as a text, as the format asks readers to take it."""
    value = item.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**30 else ""
    return _text(item, "id")


def _text(thing: Mapping[str, Any], name: str) -> str:
    value = thing.get(name)
    return value if isinstance(value, str) else ""
