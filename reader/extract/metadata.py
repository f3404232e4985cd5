"""The article's metadata: for each field the candidates in their order of trust, and where the value came from.

JSON-LD is mostly written for machines and right about people and dates; meta tags come next; the visible page decides the
title, because the `h1` is what the reader was promised. Called by the pipeline; the text of the article is not known here
except where a field needs it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from reader.extract.around import Surroundings
from reader.extract.bylines import is_agency, parse_byline, split_names
from reader.extract.jsonld import LinkedData
from reader.extract.meta_tags import MetaTags
from reader.extract.person_names import is_person
from reader.extract.stamps import parse_date, parse_stamp
from reader.extract.tree import absolute_url
from reader.extract.visible import VisibleFacts
from reader.model.article import Metadata
from reader.model.dates import PageDate
from reader.model.text import clean_line

PUBLISHED_NAMES = ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dc.date.issued",
                   "dcterms.created", "parsely-pub-date", "publishdate", "publish-date", "publish_date", "pubdate", "sailthru.date",
                   "article.published", "og:published_time", "published_time", "cxenseparse:recs:publishtime", "last-modified-date",
                   "citation_publication_date", "article:post_date", "displaydate", "iso-8601-publish-date")  # fmt: skip
UPDATED_NAMES = ("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified",
                 "lastmod", "article.updated", "revised")  # fmt: skip
AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "cxenseparse:author",
                "article:author_name", "citation_author", "authors", "og:article:author")  # fmt: skip
WEAK_DATES = ("htmldate", "time element", "date line")
"""Sources of a date that a stamp right under the headline outdoes."""
MAX_NAMES_LETTERS = 120
HOUSE_ONLY = "names only the house"
MIN_VOUCHED_LETTERS = 15
MIN_TITLE_LETTERS = 8
_SEPARATORS = re.compile(r"\s+[|\-–—:·•«»/]+\s+|\s*[|•·]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that the page says about its article."""

    linked: LinkedData
    meta: MetaTags
    visible: VisibleFacts
    url: str = ""


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
    language = clean_language(take("language", (("html lang", meta.language), ("json-ld", linked.language),
                                                ("meta", meta.first("og:locale", "content-language", "language", "dc.language")))))  # fmt: skip
    title, title_source = choose_title(sources)
    if title:
        provenance["title"] = title_source
    people = choose_authors(sources, language)
    if people.source:
        provenance["authors"] = people.source
    site = take("site", (("meta og:site_name", meta.first("og:site_name", "application-name")), ("json-ld", linked.publisher),
                         ("address", host_of(sources.url))))  # fmt: skip
    published, published_source = choose_date(
        sources, (("json-ld", linked.published),), PUBLISHED_NAMES, visible.published, language
    )
    updated, updated_source = choose_date(
        sources, (("json-ld", linked.modified),), UPDATED_NAMES, visible.modified, language
    )
    if published is None:
        published, published_source = visible_date(visible, language)
    for field, source, value in (("published", published_source, published), ("updated", updated_source, updated)):
        if value is not None:
            provenance[field] = source
    tags = (
        linked.keywords
        or tuple(meta.all("article:tag"))
        or _split_keywords(meta.first("news_keywords", "keywords", "parsely-tags"))
    )
    if tags:
        provenance["tags"] = "json-ld" if linked.keywords else "meta"
    return Metadata(
        title=title,
        authors=people.authors,
        agencies=people.agencies,
        place=take("place", (("json-ld", linked.place), ("byline", people.place))),
        published=published,
        updated=updated,
        site=clean_line(site, 200),
        section=clean_line(take("section", (("meta", meta.first("article:section", "section", "parsely-section")), ("json-ld", linked.section))), 200),
        language=language,
        url=sources.url,
        canonical=choose_canonical(sources),
        tags=tags[:40],
        licence=take("licence", (("link rel=license", absolute_url(meta.licence, sources.url)), ("json-ld", linked.licence),
                                 ("meta", meta.first("dc.rights", "dcterms.license")))),
        lead_image=take("lead_image", (("meta og:image", absolute_url(meta.first("og:image", "og:image:url", "og:image:secure_url"), sources.url)),
                                       ("json-ld", absolute_url(linked.image, sources.url)),
                                       ("meta twitter:image", absolute_url(meta.first("twitter:image", "twitter:image:src"), sources.url)))),
        provenance=provenance,
    )  # fmt: skip


def complete_metadata(metadata: Metadata, around: Surroundings) -> Metadata:
    """Return `metadata` with what was read around the text: always deck, kicker and corrections, the rest where it is missing."""
    provenance = dict(metadata.provenance)
    changes: dict[str, Any] = {"deck": around.deck, "kicker": around.kicker, "corrections": around.corrections}
    provenance.update({field: "beside the headline" for field in ("deck", "kicker") if changes[field]})
    if around.authors and (not metadata.authors or provenance.get("authors", "").endswith(HOUSE_ONLY)):
        changes["authors"] = around.authors
        provenance["authors"] = "byline"
    if around.agencies and not metadata.agencies:
        changes["agencies"] = around.agencies
    if around.place and not metadata.place:
        changes["place"] = around.place
        provenance["place"] = "byline"
    for field, value in (("published", around.published), ("updated", around.updated)):
        if value is not None and (getattr(metadata, field) is None or provenance.get(field) in WEAK_DATES):
            changes[field] = value
            provenance[field] = "date line beside the headline"
    return replace(metadata, **changes, provenance=provenance)


def choose_title(sources: Sources) -> tuple[str, str]:
    """Return title and source: the first `h1` that a metadata title vouches for, else the best of those titles."""
    linked, meta, visible = sources.linked, sources.meta, sources.visible
    vouchers = (("json-ld", linked.headline), ("meta og:title", meta.first("og:title")), ("meta twitter:title", meta.first("twitter:title")),
                ("title element", meta.title), ("json-ld", linked.alternative))  # fmt: skip
    for heading in visible.headings:
        key = _key(heading)
        for source, value in vouchers:
            other = _key(value)
            if (
                key
                and other
                and (key == other or (len(key) >= MIN_VOUCHED_LETTERS and key in other))
                and not is_site_name(heading, sources)
            ):
                return heading, f"h1, vouched for by {source}"
    for heading in visible.lesser_headings:
        for source, value in vouchers:
            if (
                source == "title element"
                and len(_key(heading)) >= MIN_TITLE_LETTERS
                and _key(heading) in [_key(part) for part in _SEPARATORS.split(value)]
            ):
                return heading, "heading, vouched for by a part of the title element"
            if source != "title element" and value and _key(heading) == _key(value):
                return heading, f"heading, vouched for by {source}"
    long_headings = [heading for heading in visible.headings if len(heading) > 20]
    if len(visible.headings) == 1 and long_headings:
        return long_headings[0], "h1, the only one"
    for source, value in vouchers:
        if value:
            return (without_site(value, meta.first("og:site_name")) if source != "json-ld" else value), source
    if visible.headings:
        return visible.headings[0], "h1, the first one"
    return "", ""


def is_site_name(heading: str, sources: Sources) -> bool:
    """Whether a heading is the name of the site and not of the article."""
    key = _key(heading)
    if key in (_key(sources.meta.first("og:site_name")), _key(sources.linked.publisher)):
        return key not in (_key(sources.linked.headline), _key(sources.meta.first("og:title")))
    parts = [_key(part) for part in _SEPARATORS.split(sources.meta.title)]
    others = {_key(other) for other in sources.visible.lesser_headings}
    return (
        len(parts) > 1
        and key in parts
        and any(part in others and part != key and len(part) >= MIN_TITLE_LETTERS for part in parts)
        and (key not in (_key(sources.linked.headline), _key(sources.meta.first("og:title"))))
    )


def without_site(title: str, site: str) -> str:
    """Return a title without the site's name at its end or beginning; a part is only cut where it is short or the name."""
    parts = _SEPARATORS.split(title)
    if len(parts) < 2:
        return title
    ends = [found.start() for found in _SEPARATORS.finditer(title)]
    starts = [found.end() for found in _SEPARATORS.finditer(title)]
    first, last = parts[0], parts[-1]
    if site and _key(last) == _key(site) or len(last.split()) <= 3 < len(title[: ends[-1]].split()):
        return title[: ends[-1]].strip()
    if site and _key(first) == _key(site):
        return title[starts[0] :].strip()
    return title


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who wrote it: people, agencies, the place in the byline, and where that was read."""

    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    place: str = ""
    source: str = ""


def choose_authors(sources: Sources, language: str) -> People:
    """Return the people and agencies of the first source that names any."""
    visible = sources.visible
    candidates: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("json-ld", sources.linked.authors),
        ("meta", tuple(value for name in AUTHOR_NAMES for value in sources.meta.all(name))),
        ("author link", visible.author_links[:4]),
        ("byline", visible.bylines),
    )
    agencies: list[str] = []
    house: list[str] = []
    place = ""
    for source, lines in candidates:
        people: list[str] = []
        for line in lines:
            names, line_place = _names_in(line, is_free_text=source == "byline")
            agencies.extend(name for name in names if is_agency(name) and name not in agencies)
            named = [name for name in names if not is_agency(name) and not _is_no_name(name)]
            house.extend(name for name in named if _is_house(name, sources) and name not in house)
            people.extend(name for name in named if not _is_house(name, sources) and name not in people)
            place = place or line_place
            if source in ("byline", "meta") and people:
                break
        if people:
            return People(authors=tuple(people), agencies=tuple(agencies), place=place, source=source)
    return People(
        authors=tuple(house[:1]),
        agencies=tuple(agencies),
        place=place,
        source=f"json-ld or meta, {HOUSE_ONLY}" if house else "",
    )


_NO_NAME = re.compile(
    r"^\W*\d[\d\W]*$|https?:|www\.|^[a-z]+(?:-[a-z]+)+$|^\W*(?:image|photo|foto|picture)\b|^[\w.]+\.(?:com|de|org|net)$",
    re.IGNORECASE,
)


def _is_no_name(name: str) -> bool:
    """Numbers, addresses, slugs and credits that stand where a name should."""
    return bool(_NO_NAME.search(name)) and not (name[:1].isupper() and "-" in name)


def _is_house(name: str, sources: Sources) -> bool:
    """Whether `name` is the paper's own: its site, its publisher or the label of its host."""
    key = _key(name)
    if sources.linked.organisations and name in sources.linked.organisations:
        return True
    houses = [_key(sources.meta.first("og:site_name")), _key(sources.linked.publisher)]
    host = _key(host_of(sources.url).rpartition(".")[0])
    if any(
        house and (key == house or len(key) > 4 and key in house or len(house) > 4 and house in key) for house in houses
    ):
        return True
    return len(key) > 3 and bool(host) and (key in host or host in key)


def _names_in(line: str, *, is_free_text: bool) -> tuple[tuple[str, ...], str]:
    """Return the names in an author field or a byline of the page, and the place in it."""
    if line.startswith(("http:", "https:", "/", "@")):
        return (), ""
    if not is_free_text:
        return split_names(line), ""
    byline = parse_byline(line)
    if byline is None and len(line) <= MAX_NAMES_LETTERS:
        # The element is named a byline: what is shaped like a person's name in it is one, without a "by".
        return tuple(name for name in split_names(line) if is_person(name) and " " in name), ""
    return ((*byline.authors, *byline.agencies), byline.place) if byline is not None else ((), "")


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
            date = parse_date(value, language=language)
            if date is not None:
                return date, source
    return None, ""


def visible_date(visible: VisibleFacts, language: str) -> tuple[PageDate | None, str]:
    """Return the first date the page shows: in a `time` element, then in what is named like a date."""
    for value in visible.dates[:3]:
        date = parse_date(value, language=language)
        if date is not None:
            return date, "time element"
    for value in visible.date_lines[:6]:
        stamp = parse_stamp(value, language=language)
        if stamp is not None and stamp.published is not None:
            return stamp.published, "date line"
        date = parse_date(value, language=language)
        if date is not None:
            return date, "date line"
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


def same_site(one: str, other: str) -> bool:
    """Whether two addresses have the same registrable-looking end of the host: the last two labels, three if the second is short."""
    return _site_of(one) == _site_of(other) != ""


def _site_of(address: str) -> str:
    host = host_of(address)
    labels = host.split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-keep:])


def host_of(address: str) -> str:
    """Return the host of an address without `www.`, empty if it has none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def clean_language(value: str) -> str:
    """Return a BCP 47 tag as we write it: `pt-BR`; empty if the page says nonsense."""
    found = re.match(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?(?![A-Za-z])", value.strip())
    if not found:
        return ""
    parts = [found[1].lower(), (found[2] or "").title(), (found[3] or "").upper()]
    return "-".join(part for part in parts if part)


def _split_keywords(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in re.split(r"[,;]", value) if 0 < len(word.strip()) < 100))


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
