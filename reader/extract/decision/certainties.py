"""What is settled whatever the weights say: footnotes belong to the text that calls them, a player's error line never does.

Each rule looks at the segments chosen so far and says which to add or to take away; `decide` applies them in order.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice, takewhile

from reader.extract.decision.evidence import PageEvidence, ends_sentence, is_prose, key_of, look_of
from reader.extract.decision.features import Features
from reader.extract.decision.recipes import marked_lines
from reader.extract.decision.segments import TEXT_KINDS, Segment, SegmentKind
from reader.extract.lines.bylines import parse_byline
from reader.extract.lines.furniture import FurnitureKind, furniture_kind
from reader.extract.lines.stamps import parse_stamp
from reader.extract.markup.tree import Element, elements
from reader.model.blocks import SpanKind

MAX_CALL_LETTERS = 6
"""A link to a footnote shows its number or a sign: `[12]`, `*`."""
MAX_NOTE_LETTERS = 3_000
MAX_LINE_LETTERS = 160
MAX_VOICE_LETTERS = 200
MAX_VOICE_LINK_SHARE = 0.5
MAX_LINE_LINK_SHARE = 0.5
MAX_AUTHORSHIP_LINES = 4
"""Byline, place, stamp, and when it was updated."""
MIN_RECIPE_LETTERS = 3
MIN_RECIPE_LINES = 4
"""A line or two are named on pages that lead to a recipe."""
MAX_LAST_LINES = 2
_AGAINST = frozenset(
    "leads away,promotes,junk heading,below junk heading,under junk heading,channels,contributors,author,date short,clock short,"
    "title again,repeated,sign,capitals,all emphasis,all strong,ellipsis,address,opens with sign,asks,exclaims,bar,minutes,"
    "counter,in aside,in header,in link,in figure,after picture,after rule,after embed".split(",")
)
MIN_ALIKE = 3
"""Headings of one name that open chosen text: so many make a rule of it."""


def footnotes_of(page: PageEvidence, chosen: set[int]) -> set[int]:
    """The segments that chosen text leads to by a footnote's number, with what stands in the same list item."""
    called = {
        span.target[1:]
        for index in chosen
        for span in page.segments[index].rich.spans
        if span.kind is SpanKind.LINK and span.target.startswith("#") and span.end - span.start <= MAX_CALL_LETTERS
    }
    if not called:
        return set()
    items: set[Element] = set()
    found: set[int] = set()
    for index, segment in enumerate(page.segments):
        if segment.kind not in (SegmentKind.ITEM, SegmentKind.PARAGRAPH) or segment.letters > MAX_NOTE_LETTERS:
            continue
        item = _item_of(segment)
        if not called.isdisjoint(segment.names):
            found.add(index)
            if item is not None:
                items.add(item)
        elif item is not None and item in items:
            found.add(index)
    return found - chosen


def voices_of(page: PageEvidence, chosen: set[int]) -> set[int]:
    """The lines that say who is quoted: in the same quote, or figure around it, as a chosen paragraph of the quote."""
    quotes = {
        holder
        for index in chosen
        if page.segments[index].kind is SegmentKind.QUOTE
        for holder in islice(page.segments[index].element.iterancestors("blockquote", "figure"), 2)
    }
    if not quotes:
        return set()
    return {
        index
        for index, segment in enumerate(page.segments)
        if index not in chosen
        and segment.kind is SegmentKind.QUOTE
        and segment.letters <= MAX_VOICE_LETTERS
        and segment.link_share < MAX_VOICE_LINK_SHARE
        and any(holder in quotes for holder in islice(chain((segment.element,), segment.element.iterancestors()), 4))
    }


def _item_of(segment: Segment) -> Element | None:
    return segment.element if segment.element.tag == "li" else next(segment.element.iterancestors("li"), None)


def heads_like_others(page: PageEvidence, chosen: set[int]) -> set[int]:
    """Headings right above chosen text that look like headings which were chosen: the entries of one page are treated alike."""
    texts = [index for index, segment in enumerate(page.segments) if segment.kind in TEXT_KINDS]
    names: Counter[tuple[str, str]] = Counter()
    candidates: list[tuple[int, tuple[str, str]]] = []
    for rank, index in enumerate(texts):
        segment = page.segments[index]
        name = (str(segment.element.tag), segment.element.get("class") or "")
        if segment.kind is not SegmentKind.HEADING or not name[1]:
            continue
        if index in chosen:
            names[name] += 1
        elif _opens_chosen(page, texts, rank, chosen):
            candidates.append((index, name))
    return {index for index, name in candidates if names[name] >= MIN_ALIKE and names[name] > _count(candidates, name)}


def last_lines(page: PageEvidence, chosen: set[int], looks: Sequence[Features]) -> set[int]:
    """The sentences behind the last paragraph of the text that stand beside it, set as it is, if nothing speaks against them.

    A short one at the end has nothing but its place to speak for it.
    """
    prose = [index for index in chosen if is_prose(page.segments[index])]
    if not prose:
        return set()
    last = page.segments[max(prose)]
    found: set[int] = set()
    for index in range(max(prose) + 1, min(max(prose) + 1 + MAX_LAST_LINES, len(page.segments))):
        segment = page.segments[index]
        is_beside = segment.kind is last.kind and segment.element.getparent() is last.element.getparent()
        if not is_beside or look_of(segment) != look_of(last) or segment.link_letters:
            break
        if not ends_sentence(segment.text) or not _AGAINST.isdisjoint(looks[index]):
            break
        found.add(index)
    return found


def _count(candidates: list[tuple[int, tuple[str, str]]], name: tuple[str, str]) -> int:
    return sum(other == name for _, other in candidates)


def _opens_chosen(page: PageEvidence, texts: list[int], rank: int, chosen: set[int]) -> bool:
    """Whether the next two segments of text hold chosen prose in the same part of the page as the heading at `rank`."""
    part = page.segments[texts[rank]].element.getparent()
    return any(
        index in chosen and any(above is part for above in page.segments[index].element.iterancestors())
        for index in texts[rank + 1 : rank + 3]
    )


def lines_of_recipes(page: PageEvidence, chosen: set[int]) -> set[int]:
    """The ingredients and steps that the page's data name, with the headings right above them."""
    marked = marked_lines(page.root) if page.root is not None else set()
    if not page.recipe and not marked:
        return set()
    lines = {
        index
        for index, segment in enumerate(page.segments)
        if segment.kind in TEXT_KINDS
        and segment.link_share < MAX_LINE_LINK_SHARE
        and (segment.element in marked or _is_of_recipe(page, segment))
    }
    if len(lines) < MIN_RECIPE_LINES:
        return set()
    heads = {
        at
        for index in lines
        for at in (index - 1, index - 2)
        if at > page.headline and page.segments[at].kind is SegmentKind.HEADING and not page.segments[at].link_letters
    }
    return (lines | heads) - chosen


def pull_quotes_of(page: PageEvidence, chosen: set[int]) -> set[int]:
    """Pull quotes that repeat chosen text: they are shown as what they are, and not read twice."""
    pulls = [
        index
        for index, segment in enumerate(page.segments)
        if segment.is_pull and segment.kind is SegmentKind.QUOTE and index not in chosen
    ]
    if not pulls or not chosen:
        return set()
    text = "\n".join(key_of(page.segments[index].text) for index in sorted(chosen))
    first, last = min(chosen), max(chosen)
    return {index for index in pulls if first < index < last and key_of(page.segments[index].text) in text}


def lines_of_names(page: PageEvidence, chosen: set[int]) -> set[int]:
    """Lines that are nothing but an author's name, wherever they stand: over an entry of a live blog, under the text."""
    return {
        index
        for index in chosen
        if page.segments[index].kind is SegmentKind.PARAGRAPH
        and page.segments[index].letters <= MAX_LINE_LETTERS
        and key_of(page.segments[index].text) in page.authors
    }


def _is_of_recipe(page: PageEvidence, segment: Segment) -> bool:
    key = key_of(segment.text) if page.recipe else ""
    return len(key) >= MIN_RECIPE_LETTERS and key in page.recipe


def lines_of_players(page: PageEvidence, chosen: set[int]) -> set[int]:
    """What a player says instead of playing."""
    return {
        index
        for index in chosen
        if page.segments[index].letters <= MAX_LINE_LETTERS
        and page.segments[index].kind is SegmentKind.PARAGRAPH
        and page.segments[index].letters > 20  # shorter lines ("Watch", "Live") are words of any text
        and furniture_kind(page.segments[index].text) is FurnitureKind.PLAYER
    }


def lines_before_headline(page: PageEvidence, chosen: set[int]) -> set[int]:
    """Short lines before the headline of an article whose text begins after it: section, kicker, date."""
    before = {index for index in chosen if index < page.headline}
    if any(is_prose(page.segments[index]) for index in before):
        return set()
    if not any(is_prose(page.segments[index]) for index in chosen if index > page.headline):
        return set()
    return {index for index in before if not ends_sentence(page.segments[index].text)}


def lines_of_authorship(page: PageEvidence, chosen: set[int]) -> set[int]:
    """Bylines and stamps between headline and text: they are read as such by `around`."""
    if page.headline < 0:
        return set()
    first = next(
        (i for i in sorted(chosen) if i > page.headline and _is_opening(page, page.segments[i])), page.headline
    )
    before = {
        index
        for index in range(page.headline + 1, first)
        if index in chosen and is_authorship(page, page.segments[index])
    }
    return before | _authorship_behind(page, chosen, first) if first > page.headline else before


def _authorship_behind(page: PageEvidence, chosen: set[int], first: int) -> set[int]:
    """The same right behind the first paragraph, which then is the standfirst; nothing if more lines of that kind follow.

    A chronicle has its days between the paragraphs, an interview or a round-up its names.
    """
    behind = sorted(index for index in chosen if index > first)
    found = list(takewhile(lambda index: is_authorship(page, page.segments[index]), behind[:MAX_AUTHORSHIP_LINES]))
    rest = behind[len(found) :]
    if not found or not rest or any(is_authorship(page, page.segments[index]) for index in rest):
        return set()
    return set(found)


def _is_opening(page: PageEvidence, segment: Segment) -> bool:
    return is_prose(segment) and ends_sentence(segment.text) and key_of(segment.text) not in page.description


def is_authorship(page: PageEvidence, segment: Segment) -> bool:
    """Whether a line is a byline or a stamp, and no sentence."""
    text = segment.text
    if segment.kind is not SegmentKind.PARAGRAPH or len(text) > MAX_LINE_LETTERS or ends_sentence(text):
        return False
    if parse_byline(text) is not None or parse_stamp(text) is not None:
        return True
    key = key_of(text)
    return any(name and name in key for name in page.authors) and _is_marked(segment.element)


def _is_marked(element: Element) -> bool:
    """Whether a line holds a `time` or a link to its author."""
    return any(
        child.tag == "time" or "author" in (child.get("rel") or "").split() for child in elements(element, "time", "a")
    )
