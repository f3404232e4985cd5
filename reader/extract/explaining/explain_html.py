"""Why each part of an HTML page stayed or went. Cleans the page as always and listens; called only when somebody asks.

Parts are the segments, and what pruning took out before there were any: an element each, in the place where it stood.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import field
from itertools import accumulate, islice

from reader.extract.decision.evidence import key_of
from reader.extract.decision.segments import BLOCK_TAGS, TEXT_KINDS, Segment, SegmentKind
from reader.extract.explaining.drafts import Draft, finish
from reader.extract.explaining.reasons import why
from reader.extract.html_page import CleanedHtml, clean_reading, read_html
from reader.extract.lines.stamps import parse_stamp
from reader.extract.markup.tree import Element, pieces_of
from reader.extract.user_rules.alignment import align, key_of_block, key_of_figure, key_of_text
from reader.extract.user_rules.user_rules import words_of
from reader.model.article import Article
from reader.model.blocks import Block, Deck, Figure
from reader.model.cleaning import CleanedPart, PartKind, SiteRule
from reader.model.page import Page
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_BOX_LETTERS = 300
"""Of the text of a removed element that are shown."""
MAX_BOX_PIECES = 400
"""Stretches of its text that are looked at; white space between elements counts."""
FIGURE_REACH = 3
"""Blocks on either side of the last one found among which the figure of a caption is looked for."""
MIN_INLINE_LETTERS = 25
"""Of an element inside a line that was removed: shorter ones are words for screen readers, icons, marks."""
MAX_LINE_LETTERS = 250
"""A byline or a date line is no longer."""
MAX_TAIL_LETTERS = 30
TAIL_REACH = 40
"""Loose lines of one box among which the one behind a removed element is looked for."""
_SILENT = frozenset(
    "script style template svg button select textarea canvas datalist input object applet map label noscript".split()
)
"""Elements that hold nothing to read, or what is pressed and filled in."""


@dataclass(frozen=True, slots=True)
class _Removed:
    line: tuple[Element, ...]
    text: str
    reason: str
    order: int
    tail: str
    """The key of the loose text right behind it, as far as it tells one segment of its box from another."""


@dataclass
class _Listener:
    """Hears what pruning removes; keeps where it stood by the order of the elements at the beginning."""

    removed: list[_Removed] = field(default_factory=list)
    order: dict[Element, int] = field(default_factory=dict)
    root: Element | None = None

    def __call__(self, element: Element, reason: str) -> None:
        line = (element, *element.iterancestors())
        if self.root is None:
            self.root = line[-1]
            self.order = {at: number for number, at in enumerate(self.root.iter())}
        if line[-1] is not self.root or element.tag in _SILENT:
            return  # a part of what went already, or nothing to read
        text = clean_line(" ".join(islice(pieces_of(element), MAX_BOX_PIECES)), MAX_BOX_LETTERS)
        if any(letter.isalnum() for letter in text) and (element.tag in BLOCK_TAGS or len(text) >= MIN_INLINE_LETTERS):
            self.removed.append(_Removed(line, text, reason, self.order.get(element, 0), _tail_key(element)))


def explain_html(page: Page, site_rules: Sequence[SiteRule] = ()) -> tuple[Article, tuple[CleanedPart, ...]]:
    """Return the article of an HTML page and every part of the page. Raises as `extract_html` does.

    Costs about a tenth more than cleaning the page, measured on 120 news pages.
    """
    listener = _Listener()
    reading = read_html(page, site_rules, on_removal=listener)
    words = [words_of(segment) for segment in reading.evidence.segments]  # before captions join their pictures
    cleaned = clean_reading(reading, cut=page.cut)
    drafts = _with_removed(_of_segments(cleaned, words), listener)
    return cleaned.article, finish(drafts)


def _of_segments(cleaned: CleanedHtml, words: Sequence[str]) -> list[Draft]:
    segments, decision = cleaned.reading.evidence.segments, cleaned.decision
    blocks = cleaned.article.blocks
    chosen = [index for index in decision.chosen if index not in cleaned.around.deck_segments]
    found = align([_key_of_segment(segments[index]) for index in chosen], [key_of_block(block) for block in blocks])
    places = dict(zip(chosen, found, strict=True))
    texts = [index for index in chosen if segments[index].kind in TEXT_KINDS]
    deck = next((index for index, block in enumerate(blocks) if isinstance(block, Deck)), -1)
    headline_key = key_of(cleaned.article.metadata.title)
    has_headline = False
    behind = 0
    drafts: list[Draft] = []
    for index, segment in enumerate(segments):
        draft = Draft(
            text="* * *" if segment.kind is SegmentKind.RULE else words_of(segment),
            kind=PartKind(segment.kind.value),
            line=(segment.element, *segment.element.iterancestors()),
            is_kept=places.get(index, -1) >= 0,
            chance=decision.chances[index] if segment.kind in TEXT_KINDS and decision.evidence[index] else None,
            block=places.get(index, -1),
            ruled_by=cleaned.reading.ruled.get(index),
            words=words[index],
        )
        if not draft.is_kept and segment.kind in TEXT_KINDS and not key_of(draft.text):
            continue  # an icon, a dash: nothing that anybody could miss
        drafts.append(draft)
        behind = max(behind, draft.block)
        if not has_headline and not draft.is_kept and headline_key and key_of(draft.text) == headline_key:
            has_headline, draft.kind, draft.is_kept = True, PartKind.HEADLINE, True
            draft.reason, draft.block = "became the headline", 0
        elif index in cleaned.around.deck_segments:
            draft.kind, draft.is_kept = PartKind.DECK, True
            draft.reason, draft.block = "became the deck", max(deck, 0)
        elif draft.ruled_by is not None:
            draft.name_rule()
        elif draft.is_kept:
            draft.reason = _why_kept(cleaned, index)
        else:
            block = _figure_with(segment, blocks, behind)
            draft.is_kept, draft.block = block >= 0, block
            draft.is_settled = index in places and block < 0
            draft.reason = (
                _CAPTION_OF if block >= 0 else _why_left_out(cleaned, index, texts, is_chosen=index in places)
            )
    return drafts


def _why_kept(cleaned: CleanedHtml, index: int) -> str:
    kind = cleaned.reading.evidence.segments[index].kind
    if kind in TEXT_KINDS:
        return (
            why(cleaned.reading.evidence, cleaned.decision, index, is_kept=True) or "more speaks for it than against it"
        )
    return "a caption" if kind is SegmentKind.CAPTION else "stands in the article's text"


def _why_left_out(cleaned: CleanedHtml, index: int, texts: Sequence[int], *, is_chosen: bool) -> str:
    """`texts` are the indexes of the text that was chosen."""
    evidence, metadata = cleaned.reading.evidence, cleaned.article.metadata
    segment = evidence.segments[index]
    key = key_of(segment.text)
    is_inside = bool(texts) and texts[0] < index < texts[-1]
    is_above = not texts or index < texts[min(1, len(texts) - 1)]
    if is_chosen:
        return _CHOSEN_BUT_GONE.get(segment.kind, "stands in the article already")
    if segment.kind is SegmentKind.FIGURE or segment.kind is SegmentKind.EMBED:
        return "stands with text that was left out" if is_inside else "stands outside the article's text"
    if segment.kind is SegmentKind.CAPTION:
        return "the caption of no picture of the article"
    if segment.kind is SegmentKind.RULE:
        return "a rule outside the article's text"
    if key and key == key_of(metadata.title):
        return "the headline again"
    if key and key == key_of(metadata.kicker):
        return "became the kicker"
    if segment.letters <= MAX_LINE_LETTERS and is_above:
        if any((name := key_of(author)) and name in key for author in (*metadata.authors, *metadata.agencies)):
            return "became the byline"
        if (metadata.published or metadata.updated) and parse_stamp(segment.text, metadata.language) is not None:
            return "became the date"
    return why(evidence, cleaned.decision, index, is_kept=False) or "more speaks against it than for it"


_CAPTION_OF = "the caption of the picture beside it"
_CHOSEN_BUT_GONE = {
    SegmentKind.FIGURE: "a picture that stands in the article already, or a portrait of its author",
    SegmentKind.CAPTION: "a caption that stands already, or none at all",
    SegmentKind.RULE: "a rule with nothing to divide",
    SegmentKind.PARAGRAPH: "stands in the article already, or became the time of an entry",
}


def _with_removed(drafts: list[Draft], listener: _Listener) -> list[Draft]:
    """Return the drafts with what pruning removed in the places where it stood."""
    orders = list(accumulate((listener.order.get(draft.line[0], 0) for draft in drafts), max))
    gaps: dict[int, list[Draft]] = {}
    for removed in sorted(listener.removed, key=lambda removed: removed.order):
        gap = bisect_left(orders, removed.order)
        parent = removed.line[1] if len(removed.line) > 1 else None
        for back in range(gap - 1, max(-1, gap - 1 - TAIL_REACH), -1) if removed.tail else ():
            if drafts[back].line[0] is not parent:
                break
            if removed.tail in key_of(drafts[back].text):
                gap = back
                break
        reason = removed.reason if removed.reason[0] != "<" else f"removed: {removed.reason}"
        gaps.setdefault(gap, []).append(
            Draft(text=removed.text, kind=PartKind.BOX, is_kept=False, reason=reason, line=removed.line)
        )
    result: list[Draft] = []
    for index in range(len(drafts) + 1):
        result += gaps.get(index, ())
        result += drafts[index : index + 1]
    return result


def _tail_key(element: Element) -> str:
    return key_of(clean_line((element.tail or "")[:200], MAX_TAIL_LETTERS))


def _key_of_segment(segment: Segment) -> str:
    match segment.kind:
        case SegmentKind.FIGURE:
            return key_of_figure(segment.figure) if segment.figure else ""
        case SegmentKind.EMBED:
            return f"embed {segment.embed.url}" if segment.embed else ""
        case SegmentKind.RULE:
            return "rule"
        case SegmentKind.CAPTION:
            return key_of_figure(Figure(caption=segment.text)) if segment.figure is None else ""
        case _:
            return key_of_text(segment.text)


def _figure_with(segment: Segment, blocks: Sequence[Block], behind: int) -> int:
    """Return the block of the figure that has the words of the caption `segment`, close to the block found last; else -1."""
    key = key_of(segment.text)
    if segment.kind is not SegmentKind.CAPTION or not key:
        return -1
    near = range(max(0, behind - FIGURE_REACH), min(len(blocks), behind + FIGURE_REACH + 1))
    for at in sorted(near, key=lambda at: abs(at - behind)):
        block = blocks[at]
        if isinstance(block, Figure) and (block.caption or block.credit):
            caption, credit = key_of(block.caption), key_of(block.credit)
            if caption + credit == key or (caption and caption in key) or (credit and credit in key):
                return at
    return -1
