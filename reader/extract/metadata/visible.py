"""What a reader sees of the metadata: headings, bylines, dates and standfirst in the page itself.

These stand below JSON-LD and meta tags in the order of trust, except the headline: the `h1` on the page is what the reader
was promised. Called by the pipeline before pruning.
"""

import re
from itertools import islice

from reader.extract.markup.prune import is_hidden
from reader.extract.markup.rules import AnyCase, Rules
from reader.extract.markup.tree import Element, elements, has_ancestor, hints_of, letters_of, text_of
from reader.extract.metadata.author_marks import MAX_FOUND, AuthorMarks
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_BYLINE_LETTERS = 200
MAX_TAGS = 40
MAX_TAG_LETTERS = 80
MAX_HEADINGS = 40
MAX_LESSER = 30
MIN_PROSE_LETTERS = 60
"""A shorter paragraph is a line of something."""
MAX_PROSE_BEFORE = 1_500
"""A byline stands above the text or in its first paragraphs; further down the names belong to other people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleFacts:
    """Candidates in document order, as they stand on the page."""

    headings: tuple[str, ...] = ()
    """Texts of the `h1` elements, without those that are a link to the front page: the name of the site."""
    linked_headings: tuple[str, ...] = ()
    """Those of `headings` that are nothing but a link: to the page itself, or to another article or section."""
    lesser_headings: tuple[str, ...] = ()
    """Texts of the first `h2` and `h3` elements, and of what is named a title."""
    bylines: tuple[str, ...] = ()
    """Whole byline lines."""
    author_links: tuple[str, ...] = ()
    """Texts of the elements beside the headline that are made to name an author."""
    far_author_links: tuple[str, ...] = ()
    """The same further down the page."""
    labelled_authors: tuple[str, ...] = ()
    """What stands behind a word like "Author" that has an element of its own."""
    copyright_holders: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    """`datetime` attributes and texts of `<time>` elements near the headline."""
    labelled_dates: tuple[str, ...] = ()
    """What stands behind a word like "Published" that has an element of its own."""
    date_lines: tuple[str, ...] = ()
    """Texts of elements named like a date."""
    published: str = ""
    """Microdata `datePublished`."""
    modified: str = ""
    tags: tuple[str, ...] = ()
    """Texts of the `rel=tag` links."""
    section: str = ""
    """Text of the first `rel="category tag"` link, else microdata `articleSection`."""


_ELSEWHERE = ("nav", "footer", "aside", "form")
_DATE_NAMES = AnyCase(r"(?:^|[\s_-])(?:date|time|timestamp|published?|pub-?date|datum|fecha|posted)(?:$|[\s_-])")
_NAMED_FOR_OTHERS = frozenset("html body main article script style meta link img svg".split())
"""What these are called says what else is on the page, or nothing about a line."""


def read_visible_facts(root: Element, rules: Rules) -> VisibleFacts:
    """Return what the page shows about its article."""
    headings: list[str] = []
    linked_headings: list[str] = []
    for element in islice(elements(root, "h1"), MAX_HEADINGS):
        if (heading := clean_line(_text_without_readings(element))) and not _leads_home(element):
            headings.append(heading)
            if _is_link(element):
                linked_headings.append(heading)
    tags, section = _read_tags(root)
    lesser = [
        clean_line(text_of(heading))
        for heading in islice(elements(root, "h2", "h3"), MAX_LESSER)
        if not _leads_home(heading)
    ]
    marks = AuthorMarks()
    bylines: list[str] = []
    date_lines: list[str] = []
    dates: list[str] = []
    published = modified = ""
    names: dict[str, tuple[bool, bool]] = {}
    has_headline, prose_letters = not headings, 0
    for element in elements(root):
        if element.tag == "h1" and not has_headline:
            has_headline = clean_line(_text_without_readings(element)) in headings
        elif element.tag == "p" and has_headline:
            letters = letters_of(element)
            prose_letters += letters if letters >= MIN_PROSE_LETTERS else 0
        if prop := element.get("itemprop"):
            if prop.lower() == "datepublished":
                published = published or _moment_of(element)
            elif prop.lower() == "datemodified":
                modified = modified or _moment_of(element)
        is_near = has_headline and prose_letters <= MAX_PROSE_BEFORE
        if marks.look(element, is_near=is_near):
            continue
        if element.tag == "time":
            if len(dates) < MAX_FOUND:
                dates.append(clean_line(element.get("datetime") or text_of(element), 100))
            continue
        if element.tag in _NAMED_FOR_OTHERS:
            continue
        hints = hints_of(element)
        if not hints or len(hints) > 500:
            continue
        named = names.get(hints)  # most elements of a page share their names with others
        if named is None:
            named = names[hints] = bool(rules.bylines.search(hints)), bool(_DATE_NAMES.search(hints))
        if named == (False, False):
            continue
        is_byline, is_date = named
        if len(bylines) < MAX_FOUND and is_byline:
            text = text_of(element)
            if (
                2 < len(text) <= MAX_BYLINE_LETTERS
                and is_near
                and not is_hidden(element)
                and not has_ancestor(element, *_ELSEWHERE)
            ):
                bylines.append(clean_line(byline_of_pieces(element)))
        elif len(date_lines) < MAX_FOUND and is_date:
            text = clean_line(text_of(element), 121)
            if 5 < len(text) <= 120 and any(letter.isdigit() for letter in text):
                date_lines.append(text)
    return VisibleFacts(
        headings=tuple(headings),
        linked_headings=tuple(linked_headings),
        lesser_headings=tuple(heading for heading in lesser if heading),
        bylines=tuple(dict.fromkeys(bylines)),
        author_links=tuple(marks.near),
        far_author_links=tuple(marks.far),
        labelled_authors=tuple(marks.labelled),
        copyright_holders=tuple(dict.fromkeys(marks.holders)),
        dates=tuple(dict.fromkeys(date for date in dates if date)),
        labelled_dates=tuple(marks.labelled_dates),
        date_lines=tuple(dict.fromkeys(date_lines)),
        published=published,
        modified=modified,
        tags=tags,
        section=section,
    )


def _moment_of(element: Element) -> str:
    return clean_line(element.get("datetime") or element.get("content") or text_of(element), 200)


def _read_tags(root: Element) -> tuple[tuple[str, ...], str]:
    """Return the tags and the section that links and microdata name outside of sidebars and menus."""
    tags: list[str] = []
    section = marked = ""
    for element in elements(root, "a"):
        relation = element.get("rel")
        if not relation:
            continue
        words = relation.lower()[:100].split()
        if ("tag" not in words and "category" not in words) or has_ancestor(element, "aside", "nav"):
            continue
        text = clean_line(text_of(element), MAX_TAG_LETTERS + 1).lstrip("#")
        if not 0 < len(text) <= MAX_TAG_LETTERS:
            continue
        if "category" in words:
            section = section or text
        elif len(tags) < MAX_TAGS:
            tags.append(text)
    for element in root.iterfind(".//*[@itemprop]"):
        if not marked and (element.get("itemprop") or "").lower() == "articlesection":
            marked = clean_line(element.get("content") or text_of(element), MAX_TAG_LETTERS)
    return tuple(dict.fromkeys(tags)), section or marked


def _text_without_readings(element: Element) -> str:
    """Return the text of an element without the readings that stand beside its characters (`ruby`)."""
    if element.find(".//rt") is None:
        return text_of(element)
    pieces = [
        str(piece)
        for piece in element.xpath(".//text()[not(ancestor::rt) and not(ancestor::rp)]")  # type: ignore[union-attr]
    ]
    return " ".join("".join(pieces).split())


def _is_link(heading: Element) -> bool:
    link = heading.find(".//a[@href]")
    return link is not None and len(text_of(link)) >= 0.9 * len(text_of(heading))


def _leads_home(heading: Element) -> bool:
    """Whether a heading is nothing but a link to a front page."""
    link = heading.find(".//a[@href]")
    if link is None:
        link = next(heading.iterancestors("a"), None)
    if link is None:
        return False
    href = (link.get("href") or "").strip()
    if len(text_of(link)) < 0.8 * len(text_of(heading)) and link.tag != "a":
        return False
    path = re.sub(r"^(?:https?:)?//[^/?#]*", "", href)
    return "home" in (link.get("rel") or "").split() or (
        path.split("#")[0].split("?")[0] in ("", "/", "/index.html", "/index.php") and not href.startswith("#")
    )


def byline_of_pieces(element: Element) -> str:
    """Return the text of a byline with a comma between the pieces that stand in elements of their own.

    Names side by side in links, name and role below each other: their text alone runs together.
    """
    pieces = [
        piece for text in element.itertext() if (piece := clean_line(str(text)).strip(" ,;|·•/")) and piece != "&"
    ]
    if len(pieces) > 1 and len(pieces[0]) <= 6:
        pieces[:2] = [f"{pieces[0]} {pieces[1]}"]
    return ", ".join(dict.fromkeys(pieces))
