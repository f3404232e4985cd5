"""The article's metadata: for each field the candidates in their order of trust, and where the value came from.

JSON-LD is mostly written for machines and right about people and dates; meta tags come next; the visible page decides the
title, because the `h1` is what the reader was promised. Called by the pipeline; the text of the article is not known here
except where a field needs it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from reader.extract.lines.address_dates import date_in_address
from reader.extract.lines.anchored_dates import anchored_date
from reader.extract.lines.stamps import parse_date, parse_stamp
from reader.extract.markup.tree import absolute_url
from reader.extract.metadata.around import Surroundings
from reader.extract.metadata.authorship import HOUSE_ONLY, choose_authors
from reader.extract.metadata.sources import Sources, host_of, same_site
from reader.extract.metadata.titles import choose_title
from reader.extract.metadata.visible import VisibleFacts
from reader.model.article import Metadata
from reader.model.dates import PageDate
from reader.model.text import clean_line
from reader.model.values import dataclass

PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "sailthru.date",
    "article.published",
    "og:published_time",
    "published_time",
    "cxenseparse:recs:publishtime",
    "last-modified-date",
    "citation_publication_date",
    "article:post_date",
    "displaydate",
    "iso-8601-publish-date",
)
UPDATED_NAMES = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
    "article.updated",
    "revised",
)
MAX_TAGS = 40
WEAK_DATES = ("htmldate", "time element", "date line")
"""Sources of a date that a stamp right under the headline outdoes."""


def read_metadata(sources: Sources) -> Metadata:
    """Return what is known about the article, with the provenance of each field. `htmldate` is not asked here."""
    provenance: dict[str, str] = {}

    def take(field: str, candidates: Iterable[tuple[str, str]]) -> str:
        for source, value in candidates:
            if value:
                provenance[field] = source
                return value
        return ""

    linked, meta, visible = sources.linked, sources.meta, sources.visible
    canonical = choose_canonical(sources)
    language = clean_language(
        take(
            "language",
            (
                ("html lang", meta.language),
                ("json-ld", linked.language),
                ("meta", meta.first("og:locale", "content-language", "language", "dc.language")),
            ),
        )
    )
    title = choose_title(sources)
    if title.text:
        provenance["title"] = title.source
    people = choose_authors(sources)
    if people.source:
        provenance["authors"] = people.source
    if people.agencies:
        provenance["agencies"] = people.agency_source
    site = take(
        "site",
        (
            ("meta og:site_name", meta.first("og:site_name", "application-name")),
            ("json-ld", linked.publisher),
            ("address", host_of(sources.url or canonical)),
        ),
    )
    published, published_source = choose_date(
        sources, (("json-ld", linked.published),), PUBLISHED_NAMES, visible.published, language
    )
    updated, updated_source = choose_date(
        sources, (("json-ld", linked.modified),), UPDATED_NAMES, visible.modified, language
    )
    if published is None:
        published, published_source = visible_date(visible, language)
    in_address = date_in_address(sources.url)
    if in_address is not None and _is_doubtful(published, published_source, in_address):
        published, published_source = PageDate(value=in_address, source=sources.url), "address"
    anchor = updated.day if updated is not None else sources.fetched
    if published is None and anchor is not None:
        published, published_source = seen_from(anchor, visible, language)
    for field, source, value in (("published", published_source, published), ("updated", updated_source, updated)):
        if value is not None:
            provenance[field] = source
    tags = take_tags(sources)
    if tags.words:
        provenance["tags"] = tags.source
    return Metadata(
        title=title.text,
        authors=people.authors,
        agencies=people.agencies,
        place=take("place", (("json-ld", linked.place), ("byline", people.place))),
        published=published,
        updated=updated,
        site=clean_line(site, 200),
        section=clean_line(
            take(
                "section",
                (
                    ("meta", meta.first("article:section", "section", "parsely-section")),
                    ("json-ld", linked.section),
                    ("category link or microdata", visible.section),
                ),
            ),
            200,
        ),
        language=language,
        url=sources.url,
        canonical=canonical,
        tags=tags.words,
        licence=take(
            "licence",
            (
                ("licence link", absolute_url(meta.licence, sources.url)),
                ("json-ld", linked.licence),
                ("meta", meta.first("dc.rights", "dcterms.license")),
            ),
        ),
        lead_image=take(
            "lead_image",
            (
                (
                    "meta og:image",
                    absolute_url(meta.first("og:image", "og:image:url", "og:image:secure_url"), sources.url),
                ),
                ("json-ld", absolute_url(linked.image, sources.url)),
                ("meta twitter:image", absolute_url(meta.first("twitter:image", "twitter:image:src"), sources.url)),
            ),
        ),
        provenance=provenance,
    )


def complete_metadata(metadata: Metadata, around: Surroundings) -> Metadata:
    """Return `metadata` with what was read around the text: always deck, kicker and corrections, the rest where it is missing."""
    provenance = dict(metadata.provenance)
    changes: dict[str, Any] = {"deck": around.deck, "kicker": around.kicker, "corrections": around.corrections}
    provenance.update({field: "beside the headline" for field in ("deck", "kicker") if changes[field]})
    if not metadata.authors or provenance.get("authors", "").endswith(HOUSE_ONLY):
        bylined, signed = (
            tuple(name for name in names if name not in metadata.authors)
            for names in (around.authors, around.signatures)
        )
        if bylined or signed:
            changes["authors"] = bylined or signed
            provenance["authors"] = "byline" if bylined else "signature beside the text"
        elif around.agencies and any("." in name.strip(".") for name in metadata.authors):
            changes["authors"] = ()  # the site signs with its address, and an agency wrote it
            provenance.pop("authors")
    if around.corrections:
        provenance["corrections"] = "note in or after the text"
    if around.agencies and not metadata.agencies:
        changes["agencies"] = around.agencies
        provenance["agencies"] = "byline"
    if around.place and not metadata.place:
        changes["place"] = around.place
        provenance["place"] = "byline"
    for field, value in (("published", around.published), ("updated", around.updated)):
        if value is not None and (getattr(metadata, field) is None or provenance.get(field) in WEAK_DATES):
            changes[field] = value
            provenance[field] = "date line beside the headline"
    return replace(metadata, **changes, provenance=provenance)


def choose_date(
    sources: Sources, linked: tuple[tuple[str, str], ...], names: tuple[str, ...], microdata: str, language: str
) -> tuple[PageDate | None, str]:
    """Return the first date that can be read from JSON-LD, meta tags and microdata, in this order."""
    candidates = [
        *linked,
        *((f"meta {name}", value) for name in names for value in sources.meta.all(name)[:1]),
        ("microdata", microdata),
    ]
    for source, value in candidates:
        if value:
            found = parse_date(value, language=language)
            if found is not None:
                return found, source
    return None, ""


def seen_from(anchor: date, visible: VisibleFacts, language: str) -> tuple[PageDate | None, str]:
    """Return the first day that the page shows without a year, or as so long ago, as seen from a day that is known."""
    for value in (*visible.labelled_dates[:2], *visible.dates[:3], *visible.date_lines[:6]):
        found = anchored_date(value, anchor=anchor, language=language)
        if found is not None:
            return found, f"date line, as seen from {anchor.isoformat()}"
    return None, ""


def _is_doubtful(published: PageDate | None, source: str, in_address: date) -> bool:
    """Whether the day in the address is the better one: there is no other, or a weak one that is not the same or the next."""
    return published is None or (source in WEAK_DATES and abs((published.day - in_address).days) > 1)


def visible_date(visible: VisibleFacts, language: str) -> tuple[PageDate | None, str]:
    """Return the first date the page shows: behind a label, in a `time` element, then in what is named like a date."""
    for value in visible.labelled_dates[:2]:
        found = parse_date(value, language=language)
        if found is not None:
            return found, "labelled date"
    for value in visible.dates[:3]:
        found = parse_date(value, language=language)
        if found is not None:
            return found, "time element"
    for value in visible.date_lines[:6]:
        stamp = parse_stamp(value, language=language)
        if stamp is not None and stamp.published is not None:
            return stamp.published, "date line"
        found = parse_date(value, language=language)
        if found is not None:
            return found, "date line"
    return None, ""


def choose_canonical(sources: Sources) -> str:
    """Return the canonical address if it is sane: of the same site, and not the front page of a deeper address."""
    for value in (sources.meta.canonical, sources.meta.first("og:url"), sources.linked.url):
        address = absolute_url(value, sources.url)
        if not address:
            continue
        if not sources.url:
            return address
        if not same_site(address, sources.url):
            continue
        own, other = urlsplit(sources.url), urlsplit(address)
        if other.path.strip("/") == "" and not other.query and own.path.strip("/"):
            continue
        return address
    return ""


def clean_language(value: str) -> str:
    """Return a BCP 47 tag as we write it: `pt-BR`; empty if the page says nonsense."""
    found = re.match(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?(?![A-Za-z])", value.strip())
    if not found:
        return ""
    parts = [found[1].lower(), (found[2] or "").title(), (found[3] or "").upper()]
    return "-".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What an article is filed under, and where that was read."""

    words: tuple[str, ...] = ()
    source: str = ""


def take_tags(sources: Sources) -> Tags:
    """Return the tags of the first source that has any; what readers see stands above keywords for search engines."""
    meta = sources.meta
    candidates = (
        ("json-ld", sources.linked.keywords),
        ("meta article:tag", tuple(tag for value in meta.all("article:tag") for tag in _split_keywords(value))),
        ("tag links", sources.visible.tags),
        ("meta", _split_keywords(meta.first("news_keywords", "parsely-tags", "keywords"))),
    )
    for source, words in candidates:
        if words:
            return Tags(words=tuple(dict.fromkeys(words))[:MAX_TAGS], source=source)
    return Tags()


def _split_keywords(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in re.split(r"[,;、，；]", value) if 0 < len(word.strip()) < 100))
