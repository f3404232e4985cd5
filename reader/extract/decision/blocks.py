"""From chosen segments to the blocks of an article. Called by the pipeline, last of the steps on the tree."""

from collections.abc import Sequence

from reader.extract.decision.bold_lines import find_bold_headings, rank_levels
from reader.extract.decision.captions import drop_repeats
from reader.extract.decision.segments import Segment, SegmentKind
from reader.extract.markup.preformatted import language_of
from reader.extract.markup.quotes import RepeatedText
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
    prose = RepeatedText(
        segment.text for segment in segments if segment.kind in (SegmentKind.PARAGRAPH, SegmentKind.ITEM)
    )
    bold = find_bold_headings(segments)
    ranks = rank_levels([segment.level for segment in segments if segment.kind is SegmentKind.HEADING])
    last_level = 1
    for index, segment in enumerate(segments):
        if segment.kind is SegmentKind.FIGURE:
            figure = next(figures) if segment.figure else None
            if figure is not None:
                blocks.append(figure)
            continue
        if segment.caption:
            whole = Span(start=0, end=len(segment.caption), kind=SpanKind.STRONG)
            blocks.append(Paragraph(text=segment.caption, spans=(whole,)))
        if segment.kind is SegmentKind.HEADING:
            last_level = ranks[segment.level]
            block: Block | None = _heading(segment, names, last_level)
        elif index in bold:
            block = _heading(segment, names, min(6, last_level + 1))
        else:
            block = _make(segment, names, prose)
        if block is not None and not (
            isinstance(block, Rule) and (not blocks or isinstance(blocks[-1], Rule | Headline | Deck))
        ):
            blocks.append(block)
    while blocks and isinstance(blocks[-1], Rule):
        blocks.pop()
    return tuple(blocks)


def _heading(segment: Segment, names: set[str], level: int) -> Heading | None:
    spans = tuple(s for s in _spans(segment, names) if s.kind not in (SpanKind.STRONG, SpanKind.EMPHASIS))
    return Heading(text=segment.text, level=level, spans=spans, names=segment.names) if segment.text else None


def _make(segment: Segment, names: set[str], prose: RepeatedText) -> Block | None:
    match segment.kind:
        case SegmentKind.RULE:
            return Rule()
        case SegmentKind.EMBED:
            return segment.embed
        case SegmentKind.TABLE:
            return Table(rows=segment.rows, header_rows=segment.header_rows)
        case SegmentKind.CODE:
            code = clean_text("".join(run.text for run in segment.runs)).strip("\n").rstrip()
            return Code(text=code, language=language_of(segment.element)) if code else None
        case SegmentKind.CAPTION:
            return Figure(caption=segment.text) if segment.text and segment.figure is None else None
    text, spans = segment.text, _spans(segment, names)
    if not text:
        return None
    match segment.kind:
        case SegmentKind.ITEM:
            return ListItem(text=text, spans=spans, names=segment.names, level=segment.level, number=segment.number)
        case SegmentKind.QUOTE:
            is_pull = prose.resembles(text) if segment.is_pull else prose.holds(text)
            return Quote(text=text, spans=spans, names=segment.names, level=segment.level, is_pull=is_pull)
        case _:
            return Paragraph(text=text, spans=spans, names=segment.names, time=segment.time)


def _spans(segment: Segment, names: set[str]) -> tuple[Span, ...]:
    return tuple(
        span
        for span in segment.rich.spans
        if not (span.kind is SpanKind.LINK and span.target.startswith("#") and span.target[1:] not in names)
    )
