"""From what a reader of one form found in an entry to a `FeedEntry`: keys, caps, doubles. The same for all forms."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.feeds.texts import short_text
from reader.model.dates import PageDate
from reader.model.feed import FeedEntry, FeedImage
from reader.model.identity import normalise_url
from reader.model.text import clean_line

MAX_ENTRIES = 1_000
"""Of one feed, the first ones: feeds begin with the newest. The longest that news sites send have a few hundred."""

MAX_TAGS = 50
MAX_FILES = 30
MAX_CAPTION_LETTERS = 2_000

_MAX_KEY_LETTERS = 300
_MAX_TAG_LETTERS = 100
_MAX_LANGUAGE_LETTERS = 35  # of a tag in BCP 47, as RFC 5646, 4.4.1, counts
_NO_TAGS = frozenset(("uncategorized", "uncategorised", "allgemein", "unkategorisiert", "non classé", "sin categoría"))


def key_of(guid: str) -> str:
    """Return the key that a guid gives, short enough to be kept for long; "" for none."""
    return clean_line(guid) if len(guid) <= _MAX_KEY_LETTERS else _digest(guid)


def with_own_keys(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Return the entries with a key each, none twice, at most `MAX_ENTRIES`.

    An entry without a guid is known by its address, without one by what it says. A guid that stands for several addresses
    (there are feeds where it is that of the site, for all) says nothing, and their addresses are taken; an entry that is there
    twice stays once.
    """
    entries = list(entries)
    addresses_by_guid = Counter(guid for guid, _ in {(entry.key, entry.url) for entry in entries} if guid)
    known: dict[str, FeedEntry] = {}
    for entry in entries:
        key = entry.key if addresses_by_guid[entry.key] == 1 else ""
        key = key or key_of(normalise_url(entry.url) if entry.url else "") or _digest(_said(entry))
        known.setdefault(key, entry if key == entry.key else replace(entry, key=key))
        if len(known) == MAX_ENTRIES:
            break
    return tuple(known.values())


def with_authors(entries: Iterable[FeedEntry], authors: tuple[str, ...]) -> tuple[FeedEntry, ...]:
    """Return the entries, those without an author with those of the feed.

    For the forms that have it so (RFC 4287, 4.2.1; JSON Feed 1.1). What was taken over from another feed stays without.
    """
    return tuple(entry if entry.authors or entry.source_title else replace(entry, authors=authors) for entry in entries)


def dates_of(published: PageDate | None, updated: PageDate | None) -> tuple[PageDate | None, PageDate | None]:
    """Return the days of publication and change. An entry with one date is of that day, whatever its form calls it.

    RSS has no date of changes, and Dublin Core's is the entry's; Atom asks for that of the last change, and many feeds have no
    other.
    """
    if published is None:
        return updated, None
    return published, updated if updated is not None and updated.value != published.value else None


def tags_of(given: Iterable[str]) -> tuple[str, ...]:
    """Return the tags, each once, without those that blogs set by themselves."""
    tags: dict[str, str] = {}
    for text in given:
        tag = short_text(text[: 4 * _MAX_TAG_LETTERS], _MAX_TAG_LETTERS)
        if tag and tag.casefold() not in _NO_TAGS:
            tags.setdefault(tag.casefold(), tag)
        if len(tags) == MAX_TAGS:
            break
    return tuple(tags.values())


def language_of(given: str) -> str:
    """Return a language tag as BCP 47 writes it (`en_us` is `en-US`); "" for what is none."""
    parts = clean_line(given[:100]).replace("_", "-").split("-")
    if not all(part.isascii() and part.isalnum() for part in parts) or not (
        parts[0].isalpha() and 2 <= len(parts[0]) <= 8
    ):
        return ""
    tag = "-".join(
        [parts[0].lower()]
        + [
            part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part.lower()
            for part in parts[1:]
        ]
    )
    return tag if len(tag) <= _MAX_LANGUAGE_LETTERS else parts[0].lower()


def each_once(files: Sequence[FeedImage]) -> tuple[FeedImage, ...]:
    """Return the files, each address once, with what any of its doubles says of it."""
    known: dict[str, FeedImage] = {}
    for file in files:
        first = known.get(file.url)
        if first is None:
            if len(known) < MAX_FILES:
                known[file.url] = file
            continue
        known[file.url] = FeedImage(
            url=first.url,
            media_type=first.media_type or file.media_type,
            caption=first.caption or file.caption,
            credit=first.credit or file.credit,
            alt=first.alt or file.alt,
            width=first.width or file.width,
            height=first.height or file.height,
        )
    return tuple(known.values())


def number_of(text: object) -> int:
    """Return a width or height; 0 for what is none ("100%", -1, 1e400)."""
    if isinstance(text, bool):
        return 0
    if isinstance(text, (int, float)):
        return int(text) if 0 < text < 100_000 else 0
    digits = str(text).strip().removesuffix("px")[:6]
    return int(digits) if digits.isascii() and digits.isdigit() and int(digits) < 100_000 else 0


def _said(entry: FeedEntry) -> str:
    """What an entry is told by that has neither guid nor address: not its dates, which some templates print anew each time."""
    return "\x00".join((entry.title, entry.content or entry.summary))


def _digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
