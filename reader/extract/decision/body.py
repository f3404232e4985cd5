"""Which part of the page readability-lxml takes for the article: one witness among those that `decide` hears.

A proposal is a set of segments. readability works on a copy of the pruned tree in which every segment's element carries its
number, so that what it keeps can be found again in ours. The decision block by block is made in `decide`.
"""

import copy
import logging

import lxml.html
from lxml import etree

from reader.extract.decision.segments import MAX_WEIGHED_LETTERS, Segment
from reader.extract.markup.tree import Element, elements, remove, text_of
from reader.extract.unloaded import import_without
from reader.model.text import clean_line

MARK = "data-segment"
"""Attribute on the elements of the copy: the number of the element in the list of owners."""

MAX_FIGURE_LETTERS = 400
"""A figure with less text is taken out before readability sees it: captions tilt its scores."""

MAX_ELEMENTS = 25_000
"""readability has quadratic spots; pages with more elements than this (the corpora's largest has 9,000) do without it."""

MAX_LETTERS = 800_000
"""readability takes 150 bytes of memory for each letter of a paragraph; a long book has as many letters as this."""

MAX_WORK = 20_000_000
"""Letters that readability may gather on one page, counted each time: on the corpora's most laborious it comes to 8 million."""
CALL_WORK = 500
"""What it costs to ask an element for its text, counted in letters, however short that is."""


def propose(root: Element, segments: list[Segment]) -> set[int]:
    """Return the indexes of the segments that readability would keep; empty if it finds nothing or fails."""
    if sum(segment.letters for segment in segments) > MAX_LETTERS or sum(1 for _ in elements(root)) > MAX_ELEMENTS:
        return set()
    owners: dict[Element, int] = {}
    for segment in segments:
        owners.setdefault(segment.element, len(owners))
    for element, number in owners.items():
        element.set(MARK, str(number))
    page = copy.deepcopy(root)
    for element in owners:
        del element.attrib[MARK]
    for figure in list(elements(page, "figure", "figcaption")):
        if figure.getparent() is not None and len(text_of(figure)) < MAX_FIGURE_LETTERS:
            remove(figure)
    _shorten(page)
    kept = _run_readability(page)
    return {index for index, segment in enumerate(segments) if owners[segment.element] in kept}


def _shorten(page: Element) -> None:
    """Cut the texts that have no end: beside them all else would score next to nothing."""
    for element in elements(page):
        text, tail = element.text or "", element.tail or ""
        if len(text) > MAX_WEIGHED_LETTERS:
            element.text = clean_line(
                text[:MAX_WEIGHED_LETTERS]
            )  # a tree takes no control characters but from its parser
        if len(tail) > MAX_WEIGHED_LETTERS:
            element.tail = clean_line(tail[:MAX_WEIGHED_LETTERS])


class _TooMuchWorkError(Exception):
    """The page is one on which readability would not come to an end in good time."""


class _Meter:
    """Makes trees whose elements count what they are asked for, and raise when it was more than `MAX_WORK` altogether.

    readability asks every box for the text of the boxes beside it and around it: its time grows with the square of a page
    that is made for it, long before the page has as many elements or letters as real ones have.
    """

    def __init__(self) -> None:
        left = MAX_WORK

        class Metered(lxml.html.HtmlElement):  # type: ignore[misc]  # published without types
            def text_content(self) -> str:
                nonlocal left
                text = str(super().text_content())
                left -= CALL_WORK + len(text)
                if left < 0:
                    raise _TooMuchWorkError
                return text

        self._parser = etree.HTMLParser()
        self._parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=Metered))

    def take(self, root: Element) -> Element:
        """Return a tree with all that is in `root`, which is left empty; the root's own attributes tell readability nothing."""
        taken = self._parser.makeelement(root.tag)
        taken.text = root.text
        taken.extend(list(root))
        return taken


def _cleaned_letters(element: Element) -> int:
    """What readability's `text_length` says, without its three substitutions where there is nothing to substitute."""
    from readability.readability import clean

    text = element.text_content().strip()  # type: ignore[attr-defined]  # of lxml.html
    if len(text) < 255 and not ("\n" in text or "\t" in text or "  " in text):
        return len(text)
    return len(clean(text))


def _run_readability(page: Element) -> set[int]:
    import_without(
        "readability", "chardet", "urllib.request"
    )  # it can fetch a page and guess its charset; it gets a tree
    from readability import Document  # heavy; only when a page is cleaned
    from readability.readability import Unparseable

    meter = _Meter()

    class Proposer(Document):  # type: ignore[misc]  # published without types
        """readability on a tree of ours: no parsing, no cleaning, no serialising with attributes cut by patterns."""

        def _parse(self, page: Element) -> Element:
            return copy.deepcopy(page)

        def get_link_density(self, elem: Element) -> float:
            linked = sum(_cleaned_letters(link) for link in elem.findall(".//a"))
            return linked / max(_cleaned_letters(elem), 1)

        def sanitize(self, node: Element, candidates: object, keep_all_images: bool = False) -> str:
            return str(super().sanitize(meter.take(node), candidates, keep_all_images))

        def get_clean_html(self) -> str:
            return text_of(self.html)

    logging.getLogger("readability.readability").setLevel(logging.CRITICAL)
    proposer = Proposer(meter.take(page))
    try:
        proposer.summary(html_partial=True)
    except Unparseable:
        return set()
    return {int(element.get(MARK) or -1) for element in elements(proposer.html) if element.get(MARK)}
