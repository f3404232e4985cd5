"""The decision block by block: which segments are the article, and why each stayed or went.

Input are the segments of the whole page and the proposal; output is the article's range with a reason for every segment that
readability or we have thrown out. Figures are taken from the headline on: the lead picture mostly stands above the container.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.extract.guide import Guide
from reader.extract.rules import Rules
from reader.extract.segments import Segment, SegmentKind
from reader.extract.tree import Element, hints_of

SHORT_LETTERS = 90
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟:][\"'”’»“)\]]*$")


@dataclass(kw_only=True)
class Decision:
    """The chosen segments in order, and the reason by index for those that were considered and left out."""

    chosen: list[int] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)


def decide(segments: Sequence[Segment], proposal: set[int], *, title: str, guide: Guide, rules: Rules) -> Decision:
    """Return which of `segments` are the article."""
    decision = Decision()
    title_key = _key(title)
    headline = next((i for i, s in enumerate(segments) if s.kind is SegmentKind.HEADING and _key(s.text) == title_key), None)
    prose = [i for i in sorted(proposal) if segments[i].kind in (SegmentKind.PARAGRAPH, SegmentKind.QUOTE, SegmentKind.ITEM)]
    if not prose:
        return decision
    first, last = prose[0], prose[-1]
    start = headline if headline is not None and headline < first else first
    for index in range(start, last + 1):
        segment = segments[index]
        if segment.kind in (SegmentKind.FIGURE, SegmentKind.CAPTION, SegmentKind.EMBED, SegmentKind.RULE):
            decision.chosen.append(index)
            continue
        if index not in proposal:
            decision.reasons[index] = "not proposed"
            continue
        reason = _reason_against(segment, title_key, rules)
        if reason:
            decision.reasons[index] = reason
        else:
            decision.chosen.append(index)
    _trim_end(segments, decision)
    return decision


def _reason_against(segment: Segment, title_key: str, rules: Rules) -> str:
    text = segment.text
    key = _key(text)
    if not key:
        return "no letters"
    if key == title_key:
        return "the title again"
    if segment.kind is SegmentKind.HEADING and rules.headings.match(text):
        return "heading of related matter"
    if len(text) < SHORT_LETTERS and rules.lines.match(text) and not _ENDS_SENTENCE.search(text):
        return "leads away"
    return ""


def _trim_end(segments: Sequence[Segment], decision: Decision) -> None:
    """Headings and short scraps after the last whole sentence are not the article."""
    while decision.chosen:
        index = decision.chosen[-1]
        segment = segments[index]
        if segment.kind in (SegmentKind.FIGURE, SegmentKind.CAPTION, SegmentKind.TABLE, SegmentKind.CODE, SegmentKind.EMBED):
            break
        if segment.kind is not SegmentKind.HEADING and not (segment.letters < 60 and not _ENDS_SENTENCE.search(segment.text)):
            break
        decision.reasons[index] = "a scrap at the end"
        decision.chosen.pop()


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
