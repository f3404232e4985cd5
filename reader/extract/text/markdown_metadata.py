"""What a Markdown file says about itself: its front matter, and the byline and stamp under its headline.

Knows the keys of Jekyll, Hugo, Pandoc, Obsidian's clipper and its like. Called by `markdown`.
"""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from reader.extract.lines.bylines import is_agency, parse_byline, split_names
from reader.extract.lines.stamps import Stamp, parse_date, parse_stamp
from reader.extract.text.front_matter import FrontMatter
from reader.extract.text.markdown_inline import image_source, link_target
from reader.model.article import Metadata
from reader.model.blocks import Block, Paragraph, SpanKind
from reader.model.patterns import compile_late
from reader.model.text import clean_line

MAX_BYLINE_LETTERS = 400
MAX_DECK_LETTERS = 600

_AUTHORS = ("author", "authors", "byline", "by", "creator", "writer", "params.author", "params.authors")
_PUBLISHED = (
    "published",
    "date",
    "pubdate",
    "publishdate",
    "published_at",
    "date_published",
    "datepublished",
    "issued",
)
_CLIPPED = ("created", "clipped", "saved")
"""When the file was made; the date of the text only where no other is given."""
_UPDATED = ("updated", "lastmod", "modified", "last_modified", "last_modified_at", "date_modified", "datemodified")
_DECKS = ("deck", "standfirst", "subtitle", "dek", "description", "summary", "excerpt", "lead", "abstract")
_SITES = ("site", "site_name", "sitename", "publication", "publisher", "website", "container-title", "source")
_ADDRESSES = ("canonical", "canonical_url", "url", "link", "source", "source_url", "original", "permalink")
_IMAGES = (
    "image",
    "cover",
    "lead_image",
    "thumbnail",
    "banner",
    "cover.image",
    "featured_image",
    "feature_image",
    "hero",
)
_TAGS = ("tags", "keywords", "topics", "taxonomies.tags", "params.tags", "tag")
_SECTIONS = ("section", "category", "categories", "taxonomies.categories")

_WIKI = compile_late(r"!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_LINKED = compile_late(r"\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
_ISO_DATE = compile_late(r"\d{4}(?:-\d\d){1,2}(?:T\d\d:\d\d\S{0,30})?")
_PARTS = compile_late(r"\s+·\s+")


def read_matter(
    matter: FrontMatter, *, base: str, url: str, language: str, title: str, provenance: dict[str, str]
) -> Metadata:
    """Return what the front matter says; `provenance` says where `title` came from and is added to."""
    names = tuple(dict.fromkeys(name for value in matter.every(*_AUTHORS) for name in split_names(_unlinked(value))))
    language = language or matter.first("lang", "language", "locale", "languagecode")
    address = next((value for value in map(_address, _each(matter, _ADDRESSES)) if link_target(value, "")), "")
    site = next((value for value in _each(matter, _SITES) if not _is_address(value)), "")
    canonical = link_target(address or matter.first(*_ADDRESSES), base)
    fields = {
        "deck": _unlinked(matter.first(*_DECKS)),
        "place": matter.first("place", "dateline", "location"),
        "site": _unlinked(site) or _host(canonical),
        "section": matter.first(*_SECTIONS),
        "licence": matter.first("licence", "license", "copyright"),
        "canonical": canonical,
        "lead_image": image_source(_address(matter.first(*_IMAGES)), base),
    }
    if fields["deck"] == title:
        fields["deck"] = ""
    published = parse_date(matter.first(*_PUBLISHED) or matter.first(*_CLIPPED), language=language)
    metadata = Metadata(
        title=title,
        authors=tuple(name for name in names if not is_agency(name)),
        agencies=tuple(name for name in names if is_agency(name)),
        published=published,
        updated=parse_date(matter.first(*_UPDATED), language=language),
        language=language,
        url=url,
        tags=_tags(matter),
        deck=fields["deck"],
        place=fields["place"],
        site=fields["site"],
        section=fields["section"],
        licence=fields["licence"],
        canonical=fields["canonical"],
        lead_image=fields["lead_image"],
    )
    told = ("authors", "agencies", "published", "updated", "tags", *fields)
    return replace(metadata, provenance=provenance | {name: "front matter" for name in told if getattr(metadata, name)})


def take_signature(metadata: Metadata, blocks: Sequence[Block]) -> tuple[int, Metadata]:
    """Return how many of the first blocks are byline and stamp, and `metadata` with what they say.

    What the front matter says stays; a line that only repeats it is taken all the same.
    """
    taken = 0
    while taken < len(blocks) and isinstance(line := blocks[taken], Paragraph):
        if len(line.text) > MAX_BYLINE_LETTERS:
            break
        following = _signed(metadata, line)
        if following is None:
            break
        metadata, taken = following, taken + 1
    return taken, metadata


def _signed(metadata: Metadata, line: Paragraph) -> Metadata | None:
    """Return `metadata` with what a line under the headline says; None if it says nothing of the kind."""
    if any(span.kind is SpanKind.LINK for span in line.spans) or _ISO_DATE.fullmatch(_PARTS.split(line.text)[-1]):
        whole = _own_signature(metadata, _PARTS.split(line.text))
        if whole is not None:
            return whole
    provenance = dict(metadata.provenance)
    byline = parse_byline(_PARTS.split(line.text)[0])
    known = {*metadata.authors, *metadata.agencies}
    stamp = parse_stamp(line.text, metadata.language)
    is_known_stamp = stamp is not None and _is_known(stamp, metadata)
    if byline is not None and known and not {*byline.authors, *byline.agencies} <= known:
        byline = None
    if byline is None and (stamp is None or ((metadata.published or metadata.updated) and not is_known_stamp)):
        return None
    if byline is not None:
        authors, agencies = metadata.authors or byline.authors, metadata.agencies or byline.agencies
        if authors or agencies:
            provenance.setdefault("authors" if authors else "agencies", "text, byline")
        metadata = replace(metadata, authors=authors, agencies=agencies, place=metadata.place or byline.place)
    if stamp is not None and not (metadata.published or metadata.updated):
        provenance["published" if stamp.published else "updated"] = "text, stamp"
        metadata = replace(metadata, published=stamp.published, updated=stamp.updated)
    return replace(metadata, provenance=provenance)


def _own_signature(metadata: Metadata, parts: Sequence[str]) -> Metadata | None:
    """Read the line that our own export sets under the headline: `By A, B · Place · Site · 2026-03-02 · <address>`."""
    rest = list(parts)
    address = link_target(rest[-1], "") if rest else ""
    rest = rest[:-1] if address else rest
    stamp = rest[-1] if rest and _ISO_DATE.fullmatch(rest[-1]) else ""
    rest = rest[:-1] if stamp else rest
    byline = split_names(rest[0].removeprefix("By ")) if rest and rest[0].startswith("By ") else ()
    rest = rest[1:] if byline else rest
    if not ((address or stamp) and (byline or rest or stamp)) or len(rest) > 2 or any(len(part) > 80 for part in rest):
        return None
    place, site = (rest[0], rest[1]) if len(rest) == 2 else ("", rest[0] if rest else "")
    authors = tuple(name for name in byline if not is_agency(name))
    agencies = tuple(name for name in byline if is_agency(name))
    signed = replace(
        metadata,
        authors=metadata.authors or authors,
        agencies=metadata.agencies or agencies,
        place=metadata.place or place,
        site=metadata.site or site,
        canonical=metadata.canonical or address,
        published=metadata.published or parse_date(stamp),
    )
    told = ("authors", "agencies", "place", "site", "canonical", "published")
    provenance = {name: "text, byline" for name in told if getattr(signed, name)} | dict(metadata.provenance)
    return replace(signed, provenance=provenance)


def take_deck(metadata: Metadata, blocks: Sequence[Block]) -> tuple[int, Metadata]:
    """Return 1 and `metadata` with its deck if the first block is one: italic from end to end, with a signature beneath."""
    first = blocks[0] if blocks else None
    if metadata.deck or not isinstance(first, Paragraph) or len(first.text) > MAX_DECK_LETTERS or len(blocks) < 2:
        return 0, metadata
    is_italic = any(
        span.kind is SpanKind.EMPHASIS and span.start == 0 and span.end == len(first.text) for span in first.spans
    )
    if not is_italic or _signed(metadata, first) is not None or take_signature(metadata, blocks[1:])[0] == 0:
        return 0, metadata
    return 1, replace(metadata, deck=first.text, provenance={**metadata.provenance, "deck": "text, under the headline"})


def _is_known(stamp: Stamp, metadata: Metadata) -> bool:
    """Whether a stamp only says again what the front matter says."""
    known = {date.isoformat()[:10] for date in (metadata.published, metadata.updated) if date is not None}
    return all(date.isoformat()[:10] in known for date in (stamp.published, stamp.updated) if date is not None)


def _each(matter: FrontMatter, keys: Sequence[str]) -> list[str]:
    return [value for key in keys if (value := matter.first(key))]


def _tags(matter: FrontMatter) -> tuple[str, ...]:
    found = (_unlinked(tag).strip(" #") for value in matter.every(*_TAGS) for tag in value.split(","))
    return tuple(dict.fromkeys(tag for tag in found if tag))


def _unlinked(value: str) -> str:
    """Return a value without the marks of links: `[[Jane Doe]]`, `[Jane Doe](https://…)`."""
    return clean_line(_LINKED.sub(r"\1", _WIKI.sub(r"\1", value)))


def _address(value: str) -> str:
    """Return the address in a value that is one, or a Markdown link to one."""
    found = _LINKED.search(value)
    return found[2] if found else _WIKI.sub(r"\1", value)


def _is_address(value: str) -> bool:
    return bool(link_target(_address(value), ""))


def _host(address: str) -> str:
    try:
        return clean_line((urlsplit(address).hostname or "").removeprefix("www."), 253)
    except ValueError:
        return ""
