"""Who wrote it: people apart from agencies and from the house, by the first source that names a person. Called by `metadata`."""

import re

from reader.extract.lines.bylines import is_agency, parse_byline, split_names
from reader.extract.lines.person_names import is_person
from reader.extract.metadata.sources import Sources, host_of, key_of
from reader.extract.metadata.visible import VisibleFacts
from reader.model.patterns import compile_late
from reader.model.values import dataclass

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
MAX_LINKS = 6
MAX_LINES = 200
"""Lines of one source that are read: hundreds of names are no byline."""
MAX_FAR = 2
"""More names than this below the text are the authors of other articles."""
HOUSE_ONLY = "names only the house"
"""How the source of authors ends if it names nobody but the paper itself: what stands beside the headline outdoes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who wrote it: people, agencies, the place in the byline, and where that was read."""

    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    place: str = ""
    source: str = ""
    agency_source: str = ""


def choose_authors(sources: Sources) -> People:
    """Return the people and agencies of the first source that names any."""
    visible = sources.visible
    candidates: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("json-ld", sources.linked.authors),
        ("meta", tuple(value for name in AUTHOR_NAMES for value in sources.meta.all(name))),
        ("author link", visible.author_links[:MAX_LINKS]),
        ("byline", visible.bylines),
        ("label on the page", visible.labelled_authors[:1]),
    )
    if len(visible.far_author_links) <= MAX_FAR:
        candidates += (("author link below the text", visible.far_author_links),)
    agencies: list[str] = []
    house: list[str] = []
    agency_source = place = ""
    for source, lines in candidates:
        if house and source.endswith("below the text"):
            break  # the house signs, and the link names somebody else
        people: list[str] = []
        for line in lines[:MAX_LINES]:
            names, line_place = _names_in(line, is_free_text=source == "byline")
            for name in names:
                if _is_agency(name):
                    agency_source = agency_source or source
                    agencies.extend([name] if name not in agencies else [])
                elif _is_house(name, sources, is_listed=source == "json-ld"):
                    house.extend([name] if name not in house else [])
                elif not _is_no_name(name) and name not in people:
                    people.append(name)
            place = place or line_place
            if source in ("byline", "meta") and people:
                break
        if people:
            return People(
                authors=tuple(dict.fromkeys(_spelled_out(name, visible) for name in people)),
                agencies=tuple(agencies),
                place=place,
                source=source,
                agency_source=agency_source,
            )
    if agencies:
        house = [name for name in house if "." not in name.strip(".")]  # an address is no author where an agency is
    return People(
        authors=tuple(house[:1]),
        agencies=tuple(agencies),
        place=place,
        source=f"json-ld or meta, {HOUSE_ONLY}" if house else "",
        agency_source=agency_source,
    )


_AGENCY_WORDS = compile_late(
    r"\b(?:news|press) agency\b|(?:presse|nachrichten)-?agentur|\bagence (?:de )?presse"
    r"|\bagencia de (?:prensa|noticias)|newswire",
    re.IGNORECASE,
)


def _is_agency(name: str) -> bool:
    """Whether `name` is a known agency or calls itself one."""
    return is_agency(name) or bool(_AGENCY_WORDS.search(name))


_NO_NAME = compile_late(
    r"^\W*\d[\d\W]*$|https?:|www\.|^[a-z]+(?:[-._][a-z]+)+$|\[at\]|\(at\)|^[\w.]+\.(?:com|de|org|net|at|ch|lt|fr|it|es|tv)$"
    r"|^\W*(?:image|photo|foto|picture|illustration|video|graphic|grafik|zeichnung)(?:s|ed|n|graphs|graphy)?\b",
    re.IGNORECASE,
)
_COMPANY = compile_late(
    r"\b(?:[Ii]nc|GmbH|Ltd|LLC|Corp|PLC|plc|Pvt|S\.A|S\.p\.A|S\.r\.l|AG|KG|B\.V|N\.V|e\.\s?V|Oyj?|A/S|d\.o\.o)\.?$"
    r"|\b(?:Verlag|Verlagsgesellschaft|Mediengruppe|Media Group|Publishing|Publications|Newspapers|Communications)\b"
    r"|株式会社|有限公司|\(주\)|주식회사"
)


def _is_no_name(name: str) -> bool:
    """Numbers, addresses, slugs and credits that stand where a name should."""
    return bool(_NO_NAME.search(name)) and not (name[:1].isupper() and "-" in name)


def _is_house(name: str, sources: Sources, *, is_listed: bool = False) -> bool:
    """Whether `name` is the paper's own: its site, publisher, company, the holder of its rights, or the label of its host.

    `is_listed`: the paper lists it as an author; a desk of its own that is named so stays one.
    """
    key = key_of(name)
    if sources.linked.organisations and name in sources.linked.organisations:
        return True
    houses = [key_of(sources.meta.first("og:site_name")), key_of(sources.linked.publisher)]
    if name.casefold().removeprefix("www.") == host_of(sources.url):
        return True
    labels = host_of(sources.url).rpartition(".")[0].split(".")
    host = key_of("".join(labels))
    if any(
        house and (key == house or (len(key) > 4 and key in house) or (len(house) > 4 and house in key))
        for house in houses
    ):
        return True
    if _COMPANY.search(name) or key in (key_of(holder) for holder in sources.visible.copyright_holders):
        return True
    words = name.split()
    initials = key_of("".join(word[0] for word in words))
    if len(words) > 1 and (
        (len(initials) > 1 and initials in (*labels, *houses))
        or (not is_listed and any(len(word) > 2 and word.isupper() and word.lower() in labels for word in words))
    ):
        return True
    return len(key) > 3 and bool(host) and (key in host or (host in key and len(host) >= 0.7 * len(key)))


def _spelled_out(name: str, visible: VisibleFacts) -> str:
    """Return a user's name as the page spells it: `adaquill` is Ada Quill if the page says so beside the headline."""
    if " " in name or not name.islower():
        return name
    for line in (*visible.author_links, *visible.bylines):
        for spelled in split_names(line) if len(line) <= MAX_NAMES_LETTERS else ():
            if key_of(spelled) == key_of(name):
                return spelled
    return name


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
