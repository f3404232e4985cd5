"""Which part of the page is the article: readability-lxml proposes, other witnesses are heard when its proposal fails.

A proposal is a set of segments. readability works on a copy of the pruned tree in which every segment's element carries its
number, so that what it keeps can be found again in ours. The decision block by block is made in `decide`.
"""

import copy
import logging
from collections import Counter

from reader.extract.segments import Segment, SegmentKind
from reader.extract.tree import Element, elements, remove, text_of

MARK = "data-segment"
"""Attribute on the elements of the copy: the number of the element in the list of owners."""

MAX_FIGURE_LETTERS = 400
"""A figure with less text is taken out before readability sees it: captions tilt its scores."""

MIN_PROPOSAL_LETTERS = 250
PROSE = (SegmentKind.PARAGRAPH, SegmentKind.QUOTE, SegmentKind.ITEM)


def propose(root: Element, segments: list[Segment]) -> set[int]:
    """Return the indexes of the segments that readability would keep; empty if it finds nothing or fails."""
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
    kept = _run_readability(page)
    return {index for index, segment in enumerate(segments) if owners[segment.element] in kept}


def _run_readability(page: Element) -> set[int]:
    from readability import Document  # heavy; only when a page is cleaned
    from readability.readability import Unparseable

    class Proposer(Document):  # type: ignore[misc]  # published without types
        """readability on a tree of ours: no parsing, no cleaning, no serialising with attributes cut by patterns."""

        def _parse(self, page: Element) -> Element:
            return copy.deepcopy(page)

        def get_clean_html(self) -> str:
            return text_of(self.html)

    logging.getLogger("readability.readability").setLevel(logging.CRITICAL)
    proposer = Proposer(page)
    try:
        proposer.summary(html_partial=True)
    except Unparseable:
        return set()
    return {int(element.get(MARK) or -1) for element in elements(proposer.html) if element.get(MARK)}


def choose_container(segments: list[Segment], kept: set[int]) -> Element | None:
    """Return the deepest element that holds at least nine tenths of the letters of the kept prose."""
    weights: Counter[Element] = Counter()
    total = 0
    for index in kept:
        segment = segments[index]
        if segment.kind not in PROSE or segment.link_share > 0.5:
            continue
        total += segment.letters
        weights[segment.element] += segment.letters
        for parent in segment.element.iterancestors():
            weights[parent] += segment.letters
    if not total:
        return None
    holders = [element for element, letters in weights.items() if letters >= 0.9 * total]
    return max(holders, key=lambda element: sum(1 for _ in element.iterancestors()))
