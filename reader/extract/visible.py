"""What a reader sees of the metadata: headings, bylines, dates and standfirst in the page itself.

These stand below JSON-LD and meta tags in the order of trust, except the headline: the `h1` on the page is what the reader
was promised. Called by the pipeline before pruning.
"""

import re
from dataclasses import dataclass

from reader.extract.rules import Rules
from reader.extract.tree import Element, elements, has_ancestor, hints_of, text_of
from reader.model.text import clean_line

MAX_FOUND = 12
MAX_BYLINE_LETTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleFacts:
    """Candidates in document order, as they stand on the page."""

    headings: tuple[str, ...] = ()
    """Texts of the `h1` elements."""
    bylines: tuple[str, ...] = ()
    """Whole byline lines."""
    author_links: tuple[str, ...] = ()
    """Texts of `rel=author` and `itemprop=author` elements."""
    dates: tuple[str, ...] = ()
    """`datetime` attributes and texts of `<time>` elements near the headline."""
    date_lines: tuple[str, ...] = ()
    """Texts of elements named like a date."""
    published: str = ""
    """Microdata `datePublished`."""
    modified: str = ""


_DATE_NAMES = re.compile(r"(?:^|[\s_-])(?:date|time|timestamp|published?|pub-?date|datum|fecha|posted)(?:$|[\s_-])", re.IGNORECASE)


def read_visible_facts(root: Element, rules: Rules) -> VisibleFacts:
    """Return what the page shows about its article."""
    headings = [clean_line(text_of(heading)) for heading in elements(root, "h1")]
    author_links: list[str] = []
    bylines: list[str] = []
    date_lines: list[str] = []
    dates: list[str] = []
    published = modified = ""
    for element in elements(root):
        prop = (element.get("itemprop") or "").lower()
        if prop == "datepublished":
            published = published or clean_line(element.get("datetime") or element.get("content") or text_of(element), 200)
        elif prop == "datemodified":
            modified = modified or clean_line(element.get("datetime") or element.get("content") or text_of(element), 200)
        rel = (element.get("rel") or "").lower()
        if ("author" in rel.split() and element.tag == "a") or prop == "author" or prop == "name" and _is_in_author(element):
            if len(author_links) < MAX_FOUND and not has_ancestor(element, "footer"):
                text = clean_line(_author_text(element), 200)
                if 2 < len(text) <= 100:
                    author_links.append(text)
            continue
        if element.tag == "time":
            if len(dates) < MAX_FOUND:
                dates.append(clean_line(element.get("datetime") or text_of(element), 100))
            continue
        if element.tag in ("html", "body", "main", "article", "script", "style", "meta", "link", "img", "svg"):
            continue
        hints = hints_of(element)
        if not hints or len(hints) > 500:
            continue
        if len(bylines) < MAX_FOUND and rules.bylines.search(hints):
            text = clean_line(text_of(element), MAX_BYLINE_LETTERS + 1)
            if 2 < len(text) <= MAX_BYLINE_LETTERS:
                bylines.append(text)
        elif len(date_lines) < MAX_FOUND and _DATE_NAMES.search(hints):
            text = clean_line(text_of(element), 121)
            if 5 < len(text) <= 120 and any(letter.isdigit() for letter in text):
                date_lines.append(text)
    return VisibleFacts(
        headings=tuple(heading for heading in headings if heading),
        bylines=tuple(dict.fromkeys(bylines)),
        author_links=tuple(dict.fromkeys(author_links)),
        dates=tuple(dict.fromkeys(date for date in dates if date)),
        date_lines=tuple(dict.fromkeys(date_lines)),
        published=published,
        modified=modified,
    )


def _author_text(element: Element) -> str:
    named = next((child for child in elements(element) if child.get("itemprop") == "name"), None)
    return (named.get("content") or text_of(named)) if named is not None else element.get("content") or text_of(element)


def _is_in_author(element: Element) -> bool:
    return any((parent.get("itemprop") or "").lower() == "author" for parent in element.iterancestors())
