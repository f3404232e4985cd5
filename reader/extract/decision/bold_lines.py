"""Lines in bold that are headings in all but their tag, and the levels headings have among themselves. Called by `blocks`.

Only lines that cannot well be anything else are taken: short, in bold as a whole, no sentence and no question (those are the
voices of an interview), with running text right below.
"""

from collections.abc import Sequence

from reader.extract.decision.segments import Segment, SegmentKind
from reader.extract.markup.lists import is_question
from reader.model.blocks import SpanKind

MAX_LETTERS = 80
MIN_LETTERS = 3
MIN_BELOW_LETTERS = 60
"""Of the paragraph below: what follows a signature or an address is shorter."""
BOLD_SHARE = 0.95
MAX_LINK_SHARE = 0.5
_ENDS = ".!:;,…。！：；،۔।-–—"
_BESIDE = frozenset({SegmentKind.FIGURE, SegmentKind.CAPTION, SegmentKind.EMBED})
"""Stands between a heading and its text without parting them."""
_BELOW = frozenset({SegmentKind.ITEM, SegmentKind.QUOTE, SegmentKind.TABLE, SegmentKind.CODE})


def find_bold_headings(segments: Sequence[Segment]) -> frozenset[int]:
    """Return the indexes of the paragraphs among an article's `segments` that are headings."""
    texts = [index for index, segment in enumerate(segments) if segment.kind not in _BESIDE]
    found: list[int] = []
    for before, index, after in zip(texts, texts[1:], texts[2:], strict=False):
        segment, below = segments[index], segments[after]
        if segment.kind is not SegmentKind.PARAGRAPH or segments[before].kind is SegmentKind.HEADING:
            continue
        if not MIN_LETTERS <= segment.letters <= MAX_LETTERS or not _looks_like_heading(segment):
            continue
        is_text = below.kind is SegmentKind.PARAGRAPH and below.letters >= MIN_BELOW_LETTERS and not _is_bold(below)
        if is_text or below.kind in _BELOW:
            found.append(index)
    return frozenset(found)


def rank_levels(levels: Sequence[int]) -> dict[int, int]:
    """Return the levels, 2 to 6, that stand for the levels a page uses: pages begin at `h1`, at `h3`, or leave one out."""
    return {level: min(6, rank) for rank, level in enumerate(sorted(set(levels)), 2)}


def _looks_like_heading(segment: Segment) -> bool:
    text = segment.text
    return (
        _is_bold(segment)
        and "\n" not in text
        and text[-1] not in _ENDS
        and not text[0].islower()
        and any(letter.isalpha() for letter in text)
        and not is_question(text)
        and segment.link_share < MAX_LINK_SHARE
    )


def _is_bold(segment: Segment) -> bool:
    bold = sum(span.end - span.start for span in segment.rich.spans if span.kind is SpanKind.STRONG)
    return bold >= BOLD_SHARE * segment.letters
