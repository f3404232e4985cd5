"""The page as a whole, measured once before anything is decided: sums below every element, landmarks, what the page vouches for.

`features` makes numbers of it for each segment; `decide`, `certainties` and `around` ask it where things stand. All is linear in
the number of segments times the depth of the tree, which parsing bounds.
"""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import field
from itertools import chain

from reader.extract.decision.guide import Guide
from reader.extract.decision.segments import TEXT_KINDS, Segment, SegmentKind
from reader.extract.markup.rules import Rules
from reader.extract.markup.tree import Element, hints_of
from reader.model.patterns import compile_late
from reader.model.values import dataclass

PROSE_LETTERS = 60
PROSE_LINK_SHARE = 0.35
MAX_CLASS_LETTERS = 200
MAX_HINT_LETTERS = 600
PROPOSED_TRUST = 1.5
GUIDED_TRUST = 3.0
MAX_GAIN_LETTERS = 400
"""Of one piece of prose, for the box that it stands in: several paragraphs make a text of what holds them, one does not."""
ASIDE_TRUST = 0.25
MIN_ARTICLE_PROSE = 100
"""Letters of prose that an `article` element around the headline must hold to be the one article among several."""
_ASIDE = frozenset({"comment", "teaser", "related", "hidden", "promotion"})
_NAMELESS = frozenset({"div", "td", "center", "span", "font", "body", "section"})
_WHOLE = frozenset({"html", "body", "main", "article"})
"""Elements around whole pages: their names say what else is on them."""
PARENT_DECAY = 0.6
"""How much less each further ancestor of a paragraph gains from it, as the container of our own choice is sought."""

_ENDS_SENTENCE = compile_late(r"[.!?…。！？।؟][\"'”’»“)\]】」』]*$")
_WORD = compile_late(r"\w+")


Look = tuple[str, str, str]
"""How a segment is set: tag and class of its element, class of the one around it, or its tag in angle brackets."""


@dataclass(kw_only=True)
class Totals:
    """Sums over the segments below an element."""

    letters: int = 0
    link_letters: float = 0.0
    prose: int = 0
    proposed: int = 0
    guided: float = 0.0
    count: int = 0
    first: int = -1
    """Index of the first segment below the element."""
    last: int = -1


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
    recipe: str = ""
    """Keys of the ingredients and steps that the page's data name, a line each."""
    totals: dict[Element, Totals] = field(default_factory=dict)
    shares: list[float] = field(default_factory=list)
    own: Element | None = None
    """The container of our own choice."""
    root: Element | None = None
    """The whole page."""
    container: Element | None = None
    """The deepest element that holds nine tenths of what readability keeps."""
    headline: int = -1
    other_articles: frozenset[Element] = frozenset()
    """The `article` elements beside the one that holds headline and prose; empty if there is no such one."""
    first_proposed: int = -1
    last_proposed: int = -1
    keys: list[str] = field(default_factory=list)
    """Of each segment of text its `key_of`; empty for others."""
    texts: Counter[str] = field(default_factory=Counter)
    hints: dict[str, frozenset[str]] = field(default_factory=dict)
    groups: dict[Element, frozenset[str]] = field(default_factory=dict)
    asides: dict[Element, bool] = field(default_factory=dict)
    prose: int = 0
    """Letters of prose inside the container of our own choice; looks and depths are of the same."""
    looks: Counter[Look] = field(default_factory=Counter)
    """Letters of prose by how it is set."""
    depths: Counter[int] = field(default_factory=Counter)
    """Letters of prose by its depth in the tree."""
    first_prose: int = -1
    """Index of the first prose inside the container of our own choice, or of all."""
    last_prose: int = -1

    def groups_of(self, element: Element) -> frozenset[str]:
        """Return what the names of an element hint at, by the groups of `site_rules.toml`."""
        groups = self.groups.get(element)  # asked again for each segment below it
        if groups is None:
            names = hints_of(element)[:MAX_HINT_LETTERS]
            groups = self.hints.get(names)  # most elements of a page share their names with others
            if groups is None:
                groups = self.hints[names] = self.rules.groups.of(names)
            self.groups[element] = groups
        return groups

    def is_aside(self, element: Element) -> bool:
        """Whether an element stands among comments, teasers or what is hidden, going by the names around it."""
        new: list[Element] = []
        answer = False
        for above in chain((element,), element.iterancestors()):
            known = self.asides.get(above)
            if known is not None:
                answer = known
                break
            new.append(above)
        for below in reversed(new):
            answer = answer or (below.tag not in _WHOLE and not _ASIDE.isdisjoint(self.groups_of(below)))
            self.asides[below] = answer
        return answer


def is_prose(segment: Segment) -> bool:
    """Whether a segment is long and free enough of links to speak for what stands around it."""
    return segment.kind in TEXT_KINDS and segment.letters >= PROSE_LETTERS and segment.link_share < PROSE_LINK_SHARE


def look_of(segment: Segment) -> Look:
    """Return how a segment is set; paragraphs of one text are set alike."""
    element = segment.element
    above = element.getparent()
    own = (element.get("class") or "")[:MAX_CLASS_LETTERS]
    around = (above.get("class") or "")[:MAX_CLASS_LETTERS] if above is not None else ""
    if not own and not around and element.tag in _NAMELESS:
        return (str(element.tag), str(id(element)), "")  # a box without a name is like no other
    return (str(element.tag), own, around or (f"<{above.tag}>" if above is not None else ""))


def measure_page(
    segments: Sequence[Segment],
    proposal: Set[int],
    guide: Guide,
    rules: Rules,
    *,
    title: str,
    authors: tuple[str, ...],
    description: str,
    recipe: tuple[str, ...] = (),
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
        recipe="\n".join(map(key_of, recipe)),
    )
    page.root = segments[0].element.getroottree().getroot() if segments else None
    page.keys = [key_of(segment.text) if segment.kind in TEXT_KINDS else "" for segment in segments]
    page.headline = _headline_of(page)
    page.other_articles = _other_articles(page)
    gains: Counter[Element] = Counter()
    for index, segment in enumerate(segments):
        share = guide.share(segment) if guide and segment.kind in TEXT_KINDS else 0.0
        page.shares.append(share)
        if segment.kind not in TEXT_KINDS:
            continue
        page.texts[page.keys[index]] += 1
        prose = is_prose(segment)
        gain = _trust(page, index, share) * min(segment.letters, MAX_GAIN_LETTERS) if prose else 0.0
        for element in chain((segment.element,), segment.element.iterancestors()):
            totals = page.totals.get(element)
            if totals is None:
                totals = page.totals[element] = Totals()
            totals.letters += segment.weighed_letters
            totals.link_letters += segment.link_share * segment.weighed_letters
            totals.count += 1
            totals.first = index if totals.first < 0 else totals.first
            totals.last = index
            if index in proposal:
                totals.proposed += segment.weighed_letters
            totals.guided += share * segment.weighed_letters
            if prose:
                totals.prose += segment.weighed_letters
                if element is not segment.element or element.tag not in ("p", "li"):
                    gains[element] += int(gain)
                    gain *= PARENT_DECAY
    if gains:
        page.own = max(gains, key=lambda element: gains[element])
    _mark_prose(page)
    proposed = [i for i in sorted(proposal) if segments[i].kind in TEXT_KINDS]
    prose_proposed = [i for i in proposed if is_prose(segments[i])] or proposed
    if prose_proposed:
        page.first_proposed, page.last_proposed = prose_proposed[0], prose_proposed[-1]
        whole = sum(segments[i].weighed_letters for i in prose_proposed)
        best: Element | None = None
        for candidate, totals in page.totals.items():
            if totals.proposed >= 0.9 * whole and (best is None or depth_of(candidate) > depth_of(best)):
                best = candidate
        page.container = best if best is not None else segments[prose_proposed[0]].element
    return page


def _headline_of(page: PageEvidence) -> int:
    """The first heading that is the title, -1 if there is none."""
    if not page.title:
        return -1
    headings = (i for i, segment in enumerate(page.segments) if segment.kind is SegmentKind.HEADING)
    return next((index for index in headings if page.keys[index] == page.title), -1)


def _other_articles(page: PageEvidence) -> frozenset[Element]:
    """Where the headline and some prose stand in one `article` element, those beside it: other articles, or comments."""
    if page.headline < 0 or page.root is None:
        return frozenset()
    heading = page.segments[page.headline].element
    around = set(heading.iterancestors("article"))
    own = next(heading.iterancestors("article"), None)
    if own is None:
        return frozenset()
    prose = sum(s.weighed_letters for s in page.segments if is_prose(s) and own in s.element.iterancestors("article"))
    if prose < MIN_ARTICLE_PROSE:
        return frozenset()
    return frozenset(
        article
        for article in page.root.iter("article")
        if article not in around and own not in article.iterancestors("article")
    )


def is_of_another(page: PageEvidence, segment: Segment) -> bool:
    """Whether a segment stands in an `article` element beside the one of the headline."""
    return bool(page.other_articles) and any(
        above in page.other_articles for above in chain((segment.element,), segment.element.iterancestors("article"))
    )


def _trust(page: PageEvidence, index: int, share: float) -> float:
    """How much the letters of a piece of prose count in the choice of the container: witnesses for it, signs against it."""
    segment = page.segments[index]
    trust = (1 + PROPOSED_TRUST * (index in page.proposal)) * (1 + GUIDED_TRUST * share)
    if page.is_aside(segment.element) or is_of_another(page, segment):
        trust *= ASIDE_TRUST
    if segment.text.endswith(("…", "...")):
        trust *= ASIDE_TRUST
    return trust


def _mark_prose(page: PageEvidence) -> None:
    """Note where the prose of the container of our own choice stands and how it is set."""
    own = page.totals.get(page.own) if page.own is not None else None
    if own is None:
        return
    inside = [
        index
        for index in range(own.first, own.last + 1)
        if is_prose(page.segments[index]) and _is_below(page.segments[index].element, page.own)
    ]
    if not inside:
        return
    page.first_prose, page.last_prose = inside[0], inside[-1]
    before_headline = 0
    for index in inside:
        segment = page.segments[index]
        page.prose += segment.weighed_letters
        page.looks[look_of(segment)] += segment.weighed_letters
        page.depths[depth_of(segment.element)] += segment.weighed_letters
        before_headline += segment.weighed_letters if index < page.headline else 0
    if 2 * before_headline > page.prose:
        page.headline = -1  # a heading below the text is of another article, whatever the page's title says


def _is_below(element: Element, holder: Element | None) -> bool:
    return element is holder or any(above is holder for above in element.iterancestors())


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does, in any script."""
    return bool(_ENDS_SENTENCE.search(text))


def depth_of(element: Element) -> int:
    """Return how many elements stand above `element`."""
    return sum(1 for _ in element.iterancestors())


def key_of(text: str) -> str:
    """Return letters and digits only, case folded: the form in which two texts are the same."""
    return "".join(_WORD.findall(text)).casefold()
