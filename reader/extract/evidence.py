"""The page as a whole, measured once before anything is decided: sums below every element, landmarks, what the page vouches for.

`features` makes numbers of it for each segment; `decide`, `certainties` and `around` ask it where things stand. All is linear in
the number of segments times the depth of the tree, which parsing bounds.
"""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import chain

from reader.extract.guide import Guide
from reader.extract.rules import Rules
from reader.extract.segments import TEXT_KINDS, Segment, SegmentKind
from reader.extract.tree import Element

PROSE_LETTERS = 60
PROSE_LINK_SHARE = 0.35
PARENT_DECAY = 0.6
"""How much less each further ancestor of a paragraph gains from it, as the container of our own choice is sought."""

_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟][\"'”’»“)\]】」』]*$")
_WORD = re.compile(r"\w+")


@dataclass(kw_only=True)
class Totals:
    """Sums over the segments below an element."""

    letters: int = 0
    link_letters: int = 0
    prose: int = 0
    proposed: int = 0
    guided: float = 0.0
    count: int = 0
    first: int = -1
    """Index of the first segment below the element."""


@dataclass(kw_only=True)
class PageEvidence:
    """The page as a whole, measured once."""

    segments: Sequence[Segment]
    proposal: Set[int]
    guide: Guide
    rules: Rules
    title: str = ""
    authors: tuple[str, ...] = ()
    description: str = ""
    totals: dict[Element, Totals] = field(default_factory=dict)
    shares: list[float] = field(default_factory=list)
    own: Element | None = None
    """The container of our own choice."""
    container: Element | None = None
    """The deepest element that holds nine tenths of what readability keeps."""
    headline: int = -1
    first_proposed: int = -1
    last_proposed: int = -1
    texts: Counter[str] = field(default_factory=Counter)
    hints: dict[Element, frozenset[str]] = field(default_factory=dict)


def is_prose(segment: Segment) -> bool:
    """Whether a segment is long and free enough of links to speak for what stands around it."""
    return segment.kind in TEXT_KINDS and segment.letters >= PROSE_LETTERS and segment.link_share < PROSE_LINK_SHARE


def measure_page(
    segments: Sequence[Segment],
    proposal: Set[int],
    guide: Guide,
    rules: Rules,
    *,
    title: str,
    authors: tuple[str, ...],
    description: str,
) -> PageEvidence:
    """Return the sums and landmarks of the page that the features of its segments need."""
    page = PageEvidence(
        segments=segments,
        proposal=proposal,
        guide=guide,
        rules=rules,
        title=key_of(title),
        authors=tuple(key_of(name) for name in authors),
        description=key_of(description),
    )
    gains: Counter[Element] = Counter()
    for index, segment in enumerate(segments):
        share = guide.share(segment) if guide and segment.kind in TEXT_KINDS else 0.0
        page.shares.append(share)
        if segment.kind not in TEXT_KINDS:
            continue
        page.texts[key_of(segment.text)] += 1
        prose = is_prose(segment)
        gain = float(segment.letters)
        for element in chain((segment.element,), segment.element.iterancestors()):
            totals = page.totals.get(element)
            if totals is None:
                totals = page.totals[element] = Totals()
            totals.letters += segment.letters
            totals.link_letters += segment.link_letters
            totals.count += 1
            totals.first = index if totals.first < 0 else totals.first
            if index in proposal:
                totals.proposed += segment.letters
            totals.guided += share * segment.letters
            if prose:
                totals.prose += segment.letters
                if element is not segment.element or element.tag not in ("p", "li"):
                    gains[element] += int(gain)
                    gain *= PARENT_DECAY
        if (
            page.headline < 0
            and page.title
            and (segment.kind is SegmentKind.HEADING)
            and key_of(segment.text) == page.title
        ):
            page.headline = index
    if gains:
        page.own = max(gains, key=lambda element: gains[element])
    proposed = [i for i in sorted(proposal) if segments[i].kind in TEXT_KINDS]
    prose_proposed = [i for i in proposed if is_prose(segments[i])] or proposed
    if prose_proposed:
        page.first_proposed, page.last_proposed = prose_proposed[0], prose_proposed[-1]
        whole = sum(segments[i].letters for i in prose_proposed)
        best: Element | None = None
        for candidate, totals in page.totals.items():
            if totals.proposed >= 0.9 * whole and (best is None or depth_of(candidate) > depth_of(best)):
                best = candidate
        page.container = best if best is not None else segments[prose_proposed[0]].element
    return page


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does, in any script."""
    return bool(_ENDS_SENTENCE.search(text))


def depth_of(element: Element) -> int:
    """Return how many elements stand above `element`."""
    return sum(1 for _ in element.iterancestors())


def key_of(text: str) -> str:
    """Return letters and digits only, case folded: the form in which two texts are the same."""
    return "".join(_WORD.findall(text)).casefold()
