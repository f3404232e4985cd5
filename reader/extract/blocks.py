"""From chosen segments to the blocks of an article. Called by the pipeline, last of the steps on the tree."""

import re
from collections.abc import Sequence

from reader.extract.captions import drop_repeats
from reader.extract.segments import Segment, SegmentKind
from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Figure,
    Heading,
    Headline,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    SpanKind,
    Table,
)
from reader.model.text import clean_text

_LANGUAGE = re.compile(r"(?:language|lang|highlight(?:-source)?|brush:?)[-_ ]([\w+#-]{1,20})", re.IGNORECASE)
MIN_PULL_LETTERS = 30


def make_blocks(segments: Sequence[Segment], *, title: str, deck: str) -> tuple[Block, ...]:
    """Return the article's blocks: headline, deck, then one for each segment.

    Links to places that are not in it lose their target.
    """
    blocks: list[Block] = []
    if title:
        blocks.append(Headline(text=title))
    if deck:
        blocks.append(Deck(text=deck))
    figures = iter(
        drop_repeats([segment.figure for segment in segments if segment.kind is SegmentKind.FIGURE and segment.figure])
    )
    names = {name for segment in segments for name in segment.names}
    prose = _key(
        " ".join(segment.text for segment in segments if segment.kind in (SegmentKind.PARAGRAPH, SegmentKind.ITEM))
    )
    for segment in segments:
        if segment.kind is SegmentKind.FIGURE:
            figure = next(figures) if segment.figure else None
            if figure is not None:
                blocks.append(figure)
            continue
        block = _make(segment, names, prose)
        if block is not None and not (
            isinstance(block, Rule) and (not blocks or isinstance(blocks[-1], Rule | Headline | Deck))
        ):
            blocks.append(block)
    while blocks and isinstance(blocks[-1], Rule):
        blocks.pop()
    return tuple(blocks)


def _make(segment: Segment, names: set[str], prose: str) -> Block | None:
    match segment.kind:
        case SegmentKind.RULE:
            return Rule()
        case SegmentKind.EMBED:
            return segment.embed
        case SegmentKind.TABLE:
            return Table(rows=segment.rows, header_rows=segment.header_rows)
        case SegmentKind.CODE:
            code = clean_text("".join(run.text for run in segment.runs)).strip("\n").rstrip()
            return Code(text=code, language=_language(segment)) if code else None
        case SegmentKind.CAPTION:
            return Figure(caption=segment.text) if segment.text and segment.figure is None else None
    text, spans = segment.text, _spans(segment, names)
    if not text:
        return None
    match segment.kind:
        case SegmentKind.HEADING:
            return Heading(text=text, level=max(2, segment.level), spans=spans, names=segment.names)
        case SegmentKind.ITEM:
            return ListItem(text=text, spans=spans, names=segment.names, level=segment.level, number=segment.number)
        case SegmentKind.QUOTE:
            key = _key(text)
            is_pull = len(key) >= MIN_PULL_LETTERS and key in prose
            return Quote(text=text, spans=spans, names=segment.names, level=segment.level, is_pull=is_pull)
        case _:
            return Paragraph(text=text, spans=spans, names=segment.names, time=segment.time)


def _spans(segment: Segment, names: set[str]) -> tuple[Span, ...]:
    return tuple(
        span
        for span in segment.rich.spans
        if not (span.kind is SpanKind.LINK and span.target.startswith("#") and span.target[1:] not in names)
        and not (span.kind in (SpanKind.STRONG, SpanKind.EMPHASIS) and segment.kind is SegmentKind.HEADING)
    )


def _language(segment: Segment) -> str:
    for element in (segment.element, segment.element.getparent(), *segment.element.iterdescendants("code")):
        if element is None:
            continue
        found = _LANGUAGE.search((element.get("class") or "")[:500]) or re.fullmatch(
            r"()([\w+#-]{1,20})", element.get("data-lang") or ""
        )
        if found:
            return found[found.lastindex or 1].lower()
    return ""


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
