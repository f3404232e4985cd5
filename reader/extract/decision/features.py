"""What speaks for and against a segment, as named numbers: the evidence that `decide` weighs.

Every number is between -1 and 1, most are 0 or 1. The first look sees the segment, its place in the tree and what readability
and JSON-LD say; the second look also knows how the neighbours fared in the first. All is linear in the number of segments
times the depth of the tree, which parsing bounds.
"""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import islice

from reader.extract.decision.evidence import PageEvidence, depth_of, ends_sentence, is_prose, look_of
from reader.extract.decision.segments import TEXT_KINDS, Segment, SegmentKind
from reader.extract.markup.tree import Element
from reader.model.patterns import compile_late

WINDOW = 4
MAX_LEVELS = 120
"""Boxes around a segment that are looked at: real pages have no more."""
MAX_STEPS = 400_000
"""Boxes that are looked at on one page, those around each segment counted: real pages have a tenth of this."""
FULL_LETTERS = 400

_ENDS_COLON = compile_late(r"[:：]$")
_DATE = compile_late(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b")
_CLOCK = compile_late(r"\b\d{1,2}[:.h]\d{2}\b")

_MINUTES = compile_late(r"\b\d+\s?(?:min\b|minut|мин|dakika|分)", re.IGNORECASE)
_COUNTER = compile_late(r"\b\d+\s?(?:/|of|von|de|sur|di|van|av|из)\s?\d+\b|^\(?\d+\)?$", re.IGNORECASE)
_OPENING = "\"'“”„«‘’¿¡([—–-「『【《"
_ARROWS = ">»→▶►▸❯•|+*➡👉"

Features = dict[str, float]


def first_look(page: PageEvidence) -> list[Features]:
    """Return the features of every segment of text; those of other segments are empty."""
    looks = [_look(page, index) if segment.kind in TEXT_KINDS else {} for index, segment in enumerate(page.segments)]
    is_begun = is_over = False
    for index, features in enumerate(looks):
        if not features:
            continue
        if is_over:
            features["below junk heading"] = 1.0
        if is_begun and features.get("junk heading"):
            is_over = True
        if page.first_prose <= index and is_prose(page.segments[index]):
            is_begun = True
    return looks


def _look(page: PageEvidence, index: int) -> Features:
    segment = page.segments[index]
    f: Features = {"bias": 1.0}
    _add_text(f, page, segment, page.keys[index])
    _add_witnesses(f, page, index)
    _add_tree(f, page, index)
    return {name: value for name, value in f.items() if value}


def _add_text(f: Features, page: PageEvidence, segment: Segment, key: str) -> None:
    text, rules = segment.text, page.rules
    letters = segment.letters
    wide = 2 if not text.isascii() and sum(ord(letter) > 0x3000 for letter in text[:40]) > 10 else 1
    size = min(1.0, math.log1p(letters * wide) / math.log1p(FULL_LETTERS))
    f["size"] = size
    f["tiny"] = float(letters * wide < 25)
    f["short"] = float(letters * wide < 80)
    f["long"] = float(letters * wide > 200)
    f["sentence"] = float(ends_sentence(text))
    f["short sentence"] = f["sentence"] * f["short"]
    f["colon"] = float(bool(_ENDS_COLON.search(text)))
    f["links"] = segment.link_share
    f["all link"] = float(segment.link_share > 0.9)
    f["some links in long"] = segment.link_share * f["long"]
    kind = segment.kind
    f[f"kind {kind.value}"] = 1.0
    f["heading h1"] = float(kind is SegmentKind.HEADING and segment.level == 1)
    f["heading low"] = float(kind is SegmentKind.HEADING and segment.level >= 4)
    f["loose text"] = float(kind is SegmentKind.PARAGRAPH and segment.element.tag != "p")
    f["leads away"] = float(bool(rules.lines.match(text)))
    f["leads away short"] = f["leads away"] * float(letters < 120)
    f["promotes"] = float(letters < 600 and bool(rules.lines_anywhere.search(text)))
    f["junk heading"] = float(
        (kind is SegmentKind.HEADING and bool(rules.headings.match(text)))
        or (letters < 40 and bool(rules.headings.match(text)))
    )
    f["date short"] = float(letters < 100 and bool(_DATE.search(text)))
    f["clock short"] = float(letters < 60 and bool(_CLOCK.search(text)))
    f["title again"] = float(bool(page.title) and key == page.title)
    f["description"] = float(
        len(key) > 30 and bool(page.description) and (key in page.description or page.description in key)
    )
    f["author"] = float(letters < 100 and any(name and name in key for name in page.authors))
    f["repeated"] = float(page.texts[key] > 1)
    f["sign"] = float("©" in text or ("|" in text and letters < 120))
    f["capitals"] = float(letters > 8 and text.isupper())
    marks = {span.kind.value for span in segment.rich.spans if span.end - span.start >= 0.95 * letters}
    f["all emphasis"] = float("emphasis" in marks)
    f["all strong"] = float("strong" in marks)
    f["ellipsis"] = float(text.endswith(("…", "...")) and letters > 40)
    heads = rules.headings.match(text) if letters < 60 else None
    f["junk heading whole"] = float(heads is not None and heads.end() >= len(text.rstrip(" :…!?.")))
    channels = len(rules.channels.findall(text)) if letters < 700 else 0
    f["channels"] = float(channels > 0)
    f["channels short"] = float(channels > 0 and letters < 200)
    f["channels two"] = float(channels > 1)
    f["contributors"] = float(letters < 500 and bool(rules.contributors.search(text)))
    f["author first"] = float(60 < letters < 700 and any(name and key.startswith(name) for name in page.authors))
    f["author alone"] = float(
        letters < 60 and any(name and name in key and len(key) < 2 * len(name) for name in page.authors)
    )
    f["address"] = float("@" in text or "://" in text or "www." in text)
    f["opens with sign"] = float(not text[:1].isalnum() and text[:1] not in _OPENING)
    f["opens with arrow"] = float(text[:1] in _ARROWS)
    f["opens small"] = float(text[:1].islower())
    f["asks"] = float(text.endswith(("?", "？", "؟")) and letters < 120)
    f["exclaims"] = float(text.endswith(("!", "！")))
    f["bar"] = float("|" in text)
    f["words joined"] = float(segment.link_share > 0.9 and kind is SegmentKind.PARAGRAPH and letters > 25)
    f["link and sentence"] = f["all link"] * f["sentence"]
    f["link and strong"] = f["all link"] * f["all strong"]
    f["link heading"] = f["all link"] * float(kind is SegmentKind.HEADING)
    f["link item"] = f["all link"] * float(kind is SegmentKind.ITEM)
    f["half link"] = float(0.35 < segment.link_share <= 0.9)
    f["minutes"] = float(letters < 60 and bool(_MINUTES.search(text)))
    f["counter"] = float(letters < 60 and bool(_COUNTER.search(text)))
    f["strong before colon"] = f["all strong"] * f["colon"]
    f["item short"] = float(kind is SegmentKind.ITEM and letters < 80)
    f["item sentence"] = float(kind is SegmentKind.ITEM) * f["sentence"]


def _add_witnesses(f: Features, page: PageEvidence, index: int) -> None:
    proposed = index in page.proposal
    f["proposed"] = float(proposed)
    f["no proposal"] = float(not page.proposal)
    if page.guide:
        share = page.shares[index]
        f["guided"] = share
        f["guided well"] = float(share > 0.8)
        f["guide silent"] = float(share < 0.1 and page.segments[index].letters > 40)
        f["guide silent, proposed"] = f["guide silent"] * f["proposed"]
    near = [
        i
        for i in range(max(0, index - WINDOW), min(len(page.segments), index + WINDOW + 1))
        if i != index and page.segments[i].kind in TEXT_KINDS
    ]
    letters = sum(page.segments[i].weighed_letters for i in near)
    if letters:
        f["near proposed"] = sum(page.segments[i].weighed_letters for i in near if i in page.proposal) / letters
        f["near prose"] = sum(page.segments[i].weighed_letters for i in near if is_prose(page.segments[i])) / letters
        f["near links"] = sum(page.segments[i].link_share * page.segments[i].weighed_letters for i in near) / letters
    if page.first_proposed >= 0:
        f["before proposal"] = float(index < page.first_proposed)
        f["after proposal"] = float(index > page.last_proposed)
        f["left out inside"] = float(not proposed and page.first_proposed < index < page.last_proposed)
    if page.first_prose >= 0:
        f["before prose"] = float(index < page.first_prose)
        f["after prose"] = float(index > page.last_prose)
        f["last prose"] = float(index == page.last_prose)
        f["first prose"] = float(index == page.first_prose)
        f["item before prose"] = float(index < page.first_prose and page.segments[index].kind is SegmentKind.ITEM)
        f["just after prose"] = float(page.last_prose < index <= page.last_prose + 3)
    before = page.segments[index - 1].kind if index else None
    after = page.segments[index + 1].kind if index + 1 < len(page.segments) else None
    f["after picture"] = float(before in (SegmentKind.FIGURE, SegmentKind.CAPTION))
    f["before picture"] = float(after in (SegmentKind.FIGURE, SegmentKind.CAPTION))
    f["after picture short"] = f["after picture"] * float(page.segments[index].letters < 160)
    f["after picture no sentence"] = f["after picture"] * (1 - f["sentence"])
    f["after rule"] = float(before is SegmentKind.RULE)
    f["after embed"] = float(before is SegmentKind.EMBED)
    if page.segments[index].kind is SegmentKind.HEADING:
        f["heading over heading"] = float(after is SegmentKind.HEADING)
        f["heading over items"] = float(after is SegmentKind.ITEM)
        f["heading over nothing"] = float(after is None)
        f["heading over link"] = float(after is not None and page.segments[index + 1].link_share > 0.6)
    if page.headline >= 0:
        f["just after headline"] = float(page.headline < index <= page.headline + 3)
        f["before headline"] = float(index < page.headline)
        f["after headline"] = float(index > page.headline)


def _add_tree(f: Features, page: PageEvidence, index: int) -> None:
    segment = page.segments[index]
    levels = min(MAX_LEVELS, MAX_STEPS // len(page.segments))
    line = [segment.element, *islice(segment.element.iterancestors(), levels)]
    container, own = page.container, page.own
    inside = in_cell = False
    branch: Element | None = None
    path: list[Element] = []
    for position, element in enumerate(line):
        if element is own:
            f["in own"] = 1.0
            f["in cell"] = float(in_cell)  # cells around the text are a layout, cells in it are a table
            f["own distance"] = min(position, 5) / 5
        if element is container:
            inside = True
            branch = line[position - 1] if position else element
            path = line[:position]
            f["container distance"] = min(position, 6) / 6
        if element.tag == "article":
            f["in article"] = 1.0
        elif element.tag == "main":
            f["in main"] = 1.0
        elif element.tag == "section":
            f["in section"] = 1.0
        elif element.tag in ("li", "ul"):
            f["in list"] = 1.0
        elif element.tag in ("td", "th"):
            in_cell = True
        elif element.tag == "header":
            f["in header"] = 1.0
        elif element.tag == "aside":
            f["in aside"] = 1.0
        elif element.tag == "a":
            f["in link"] = 1.0
        elif element.tag == "figure":
            f["in figure"] = 1.0
        if "articlebody" in (element.get("itemprop") or "").lower():
            f["in articleBody"] = 1.0
    f["in container"] = float(inside)
    if not inside:
        path = line[:4]
    for element in path[:7]:
        for name in page.groups_of(element):
            f[f"class {name}"] = 1.0
    if segment.element.tag in ("p", "h2", "h3", "li", "div"):
        own_groups = page.groups_of(segment.element)
        f["class own any"] = float(bool(own_groups))
    parent = (
        line[1]
        if len(line) > 1 and segment.element.tag in ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")
        else line[0]
    )
    body = page.totals.get(page.root) if page.root is not None else None
    totals = page.totals.get(parent)
    if totals is not None and body is not None and totals.letters:
        f["parent links"] = totals.link_letters / totals.letters
        f["parent prose share"] = totals.prose / max(1, body.prose)
        f["parent proposed"] = totals.proposed / totals.letters
        f["parent alone"] = float(totals.count == 1)
        if page.guide:
            f["parent guided"] = totals.guided / totals.letters
    grand = page.totals.get(parent.getparent()) if parent.getparent() is not None else None  # type: ignore[arg-type]
    if grand is not None and grand.letters and body is not None:
        f["grandparent links"] = grand.link_letters / grand.letters
        f["grandparent prose share"] = grand.prose / max(1, body.prose)
    if branch is not None and branch is not container:
        totals = page.totals.get(branch)
        if totals is not None and totals.letters:
            f["branch links"] = totals.link_letters / totals.letters
            f["branch prose"] = totals.prose / totals.letters
            f["branch many"] = float(totals.count > 3)
            whole = page.totals[container].prose if container is not None else 1
            f["branch share"] = totals.prose / max(1, whole)
            if page.guide:
                f["branch guided"] = totals.guided / totals.letters
    box = _box(page, path)
    if box is not None:
        opening = page.segments[page.totals[box].first]
        f["box opens with junk"] = float(_is_junk_opening(page, opening))
        f["box small"] = float(page.totals[box].letters < 600)
    if page.prose:
        f["look of prose"] = page.looks[look_of(segment)] / page.prose
        f["look of most prose"] = float(f["look of prose"] > 0.5)
        depth = len(line) - 1 if len(line) <= levels else depth_of(segment.element)
        f["depth of prose"] = page.depths[depth] / page.prose
        f["depth near prose"] = (page.depths[depth] + page.depths[depth - 1] + page.depths[depth + 1]) / page.prose
    for name in page.groups_of(segment.element) | (page.groups_of(parent) if parent is not container else frozenset()):
        f[f"near class {name}"] = 1.0
    heading = _heading_above(page, index)
    if heading is not None:
        f["under junk heading"] = float(bool(page.rules.headings.match(heading.text)))
        f["under heading beside"] = float(heading.element.getparent() is segment.element.getparent())


def _box(page: PageEvidence, path: Sequence[Element]) -> Element | None:
    """The nearest element around a segment, below the container, that holds others too."""
    for element in path[:-1]:
        totals = page.totals.get(element)
        if totals is not None and totals.count > 1:
            return element
    return None


def _is_junk_opening(page: PageEvidence, segment: Segment) -> bool:
    return segment.letters < 80 and bool(
        page.rules.headings.match(segment.text) or page.rules.lines.match(segment.text)
    )


def _heading_above(page: PageEvidence, index: int) -> Segment | None:
    """The heading a segment stands under, if there is one close above."""
    for at in range(index - 1, max(-1, index - 9), -1):
        if page.segments[at].kind is SegmentKind.HEADING:
            return page.segments[at]
    return None


def second_look(page: PageEvidence, first: Sequence[Features], chances: Sequence[float]) -> list[Features]:
    """Return the features of the second look: the first's and how the neighbourhood fared; `chances` are 0 to 1."""
    texts = [index for index, features in enumerate(first) if features]
    by_parent: dict[Element, list[int]] = {}
    by_grand: dict[Element, list[int]] = {}
    for index in texts:
        element = page.segments[index].element
        parent = element.getparent() if element.tag in ("p", "li", "h2", "h3", "h4", "blockquote") else element
        if parent is not None:
            by_parent.setdefault(parent, []).append(index)
            grand = parent.getparent()
            if grand is not None:
                by_grand.setdefault(grand, []).append(index)
    total = sum(chances[i] * page.segments[i].weighed_letters for i in texts) or 1.0
    means: dict[int, tuple[float, float]] = {}
    for group, which in ((by_parent, 0), (by_grand, 1)):
        for members in group.values():
            letters = sum(page.segments[i].weighed_letters for i in members)
            weighted = sum(chances[i] * page.segments[i].weighed_letters for i in members)
            for i in members:
                rest = letters - page.segments[i].weighed_letters
                mean = (weighted - chances[i] * page.segments[i].weighed_letters) / rest if rest else 0.5
                old = means.get(i, (0.5, 0.5))
                means[i] = (mean, old[1]) if which == 0 else (old[0], mean)
    result: list[Features] = [{} for _ in first]
    before = 0.0
    for rank, index in enumerate(texts):
        f = dict(first[index])
        for step, name in ((-1, "2 previous"), (-2, "2 previous 2"), (1, "2 next"), (2, "2 next 2")):
            at = rank + step
            f[name] = chances[texts[at]] if 0 <= at < len(texts) else 0.0
        window = texts[max(0, rank - 6) : rank], texts[rank + 1 : rank + 7]
        for side, name in zip(window, ("2 before", "2 after"), strict=True):
            letters = sum(page.segments[i].weighed_letters for i in side)
            f[name] = sum(chances[i] * page.segments[i].weighed_letters for i in side) / letters if letters else 0.0
        mass = chances[index] * page.segments[index].weighed_letters
        f["2 share before"] = before / total
        f["2 share after"] = max(0.0, (total - before - mass) / total)
        f["2 nothing before"] = float(before / total < 0.02)
        f["2 nothing after"] = float((total - before - mass) / total < 0.02)
        before += mass
        f["2 parent"], f["2 grandparent"] = means.get(index, (0.5, 0.5))
        if page.segments[index].kind is SegmentKind.HEADING:
            f["2 heading next"] = f["2 next"]
            f["2 heading after"] = f["2 after"]
        if f.get("short"):
            f["2 short between"] = min(f["2 previous"], f["2 next"])
        result[index] = f
    return result


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the chance, 0 to 1, that a segment with these features is the article: a logistic function of their weighted sum."""
    total = 0.0
    for name, value in features.items():  # a generator for `sum` costs half more, and there are hundreds of thousands
        if name in weights:
            total += weights[name] * value
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
