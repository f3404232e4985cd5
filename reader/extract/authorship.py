"""Who wrote it: people apart from agencies and from the house, by the first source that names a person. Called by `metadata`."""

import re
from dataclasses import dataclass

from reader.extract.bylines import is_agency, parse_byline, split_names
from reader.extract.person_names import is_person
from reader.extract.sources import Sources, host_of, key_of

AUTHOR_NAMES = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
    "article:author_name",
    "citation_author",
    "authors",
    "og:article:author",
)
MAX_NAMES_LETTERS = 120
HOUSE_ONLY = "names only the house"
"""How the source of authors ends if it names nobody but the paper itself: what stands beside the headline outdoes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who wrote it: people, agencies, the place in the byline, and where that was read."""

    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    place: str = ""
    source: str = ""


def choose_authors(sources: Sources) -> People:
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
            agencies.extend(name for name in names if _is_agency(name) and name not in agencies)
            named = [name for name in names if not _is_agency(name) and not _is_no_name(name)]
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


_AGENCY_WORDS = re.compile(
    r"\b(?:news|press) agency\b|(?:presse|nachrichten)-?agentur|\bagence (?:de )?presse"
    r"|\bagencia de (?:prensa|noticias)|newswire",
    re.IGNORECASE,
)


def _is_agency(name: str) -> bool:
    """Whether `name` is a known agency or calls itself one."""
    return is_agency(name) or bool(_AGENCY_WORDS.search(name))


_NO_NAME = re.compile(
    r"^\W*\d[\d\W]*$|https?:|www\.|^[a-z]+(?:-[a-z]+)+$|^\W*(?:image|photo|foto|picture)\b|^[\w.]+\.(?:com|de|org|net)$",
    re.IGNORECASE,
)


def _is_no_name(name: str) -> bool:
    """Numbers, addresses, slugs and credits that stand where a name should."""
    return bool(_NO_NAME.search(name)) and not (name[:1].isupper() and "-" in name)


def _is_house(name: str, sources: Sources) -> bool:
    """Whether `name` is the paper's own: its site, its publisher or the label of its host."""
    key = key_of(name)
    if sources.linked.organisations and name in sources.linked.organisations:
        return True
    houses = [key_of(sources.meta.first("og:site_name")), key_of(sources.linked.publisher)]
    host = key_of(host_of(sources.url).rpartition(".")[0])
    if any(
        house and (key == house or (len(key) > 4 and key in house) or (len(house) > 4 and house in key))
        for house in houses
    ):
        return True
    return len(key) > 3 and bool(host) and (key in host or (host in key and len(host) >= 0.7 * len(key)))


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
