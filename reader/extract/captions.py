"""Joining loose captions with loose pictures, and taking each caption once. Called by the pipeline after the decision."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.extract.bylines import parse_byline
from reader.extract.credits import split_credit
from reader.extract.rules import load_rules
from reader.extract.segments import Segment, SegmentKind
from reader.extract.stamps import parse_stamp
from reader.extract.tree import Element, letters_of
from reader.model.blocks import Figure
from reader.model.text import clean_line

MAX_BYLINE_LETTERS = 120
MAX_BOX_LEVELS = 5
MAX_BOX_LETTERS = 350
"""Picture and text in one box: longer text is an article with a picture."""
NEAR_SEGMENTS = 3
"""A caption belongs to a picture at most so many segments away."""


def join_captions(segments: Sequence[Segment]) -> None:
    """Move the text of loose captions into the figures beside them, in place; a caption without a picture stays alone."""
    for index, segment in enumerate(segments):
        if segment.kind is not SegmentKind.CAPTION:
            continue
        parts = split_credit(clean_line(segment.text))
        if is_no_caption(segment.text):
            segment.figure = Figure()
            continue
        for near in _neighbours(segments, index):
            figure = near.figure
            if figure is None:
                continue
            if not figure.caption and parts.caption:
                near.figure = replace(figure, caption=parts.caption, credit=figure.credit or parts.credit)
            elif figure.caption == parts.caption or not parts.caption:
                near.figure = replace(figure, credit=figure.credit or parts.credit)
            else:
                continue
            segment.figure = near.figure
            break


def name_captions(segments: Sequence[Segment]) -> None:
    """Turn the text that stands alone with a picture in one element into captions, in place.

    A caption needs no class name to be one: picture and short text in a box of their own. Boxes with a heading or with links
    are teasers.
    """
    for index, segment in enumerate(segments):
        if (
            segment.kind is not SegmentKind.FIGURE
            or segment.figure is None
            or segment.figure.caption
            or not segment.figure.images
        ):
            continue
        near = [
            at
            for at in range(max(0, index - NEAR_SEGMENTS), min(len(segments), index + NEAR_SEGMENTS + 2))
            if at != index
        ]
        for level, box in enumerate(segment.element.iterancestors()):
            if level >= MAX_BOX_LEVELS or box.tag in ("body", "main", "article", "a", "li", "td"):
                break
            inside = [
                at
                for at in near
                if any(above is box for above in (segments[at].element, *segments[at].element.iterancestors()))
            ]
            if not inside:
                continue
            if _is_caption_box(box, [segments[at] for at in inside]):
                for at in inside:
                    segments[at].kind = SegmentKind.CAPTION
            break


def _is_caption_box(box: Element, inside: list[Segment]) -> bool:
    if len(inside) > 3 or any(segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.CAPTION) for segment in inside):
        return False
    letters = sum(segment.letters for segment in inside)
    return (
        3 < letters <= MAX_BOX_LETTERS
        and letters_of(box) <= letters + 20
        and sum(segment.link_letters for segment in inside) < 0.3 * letters
    )


def _neighbours(segments: Sequence[Segment], index: int) -> list[Segment]:
    """The figures near a caption, those before it first; running text ends the neighbourhood."""
    found: list[Segment] = []
    for step in (-1, 1):
        for distance in range(1, NEAR_SEGMENTS + 1):
            at = index + step * distance
            if not 0 <= at < len(segments):
                break
            near = segments[at]
            if near.kind is SegmentKind.FIGURE:
                found.append(near)
                break
            if near.kind is not SegmentKind.CAPTION and near.letters > 60:
                break
    return found


def is_no_caption(text: str) -> bool:
    """Whether what stands in the place of a caption is none: a button's label, promotion, a byline under its author's picture."""
    rules = load_rules()
    if rules.no_captions.match(text) or rules.lines_anywhere.search(text):
        return True
    if len(text) >= MAX_BYLINE_LETTERS or text.endswith((".", "!", "?", "…", "”", "»", "。")):
        return False  # a sentence, whatever time or name it begins with
    return parse_stamp(text) is not None or parse_byline(text) is not None


def caption_key(text: str) -> str:
    """Return the form in which two captions are the same."""
    return re.sub(r"\W+", "", text).casefold()


def drop_repeats(figures: Sequence[Figure]) -> list[Figure | None]:
    """Return the figures with every picture and every caption once; None where nothing is left of one."""
    seen_sources: set[str] = set()
    seen_captions: set[str] = set()
    result: list[Figure | None] = []
    for figure in figures:
        if figure.caption and not figure.credit and is_no_caption(figure.caption):
            if len(figure.images) < 2 and not figure.url and parse_byline(figure.caption) is not None:
                result.append(None)  # the author's portrait
                continue
            figure = replace(figure, caption="", spans=())
        images = tuple(image for image in figure.images if _source_key(image.src) not in seen_sources)
        seen_sources |= {_source_key(image.src) for image in images}
        key = caption_key(figure.caption)
        if key and key in seen_captions:
            figure = replace(figure, caption="", credit="", spans=())
            if not figure.url:
                result.append(None)
                continue
        seen_captions |= {key} if key else set()
        if figure.images and not images and not figure.caption and not figure.url:
            result.append(None)
            continue
        result.append(replace(figure, images=images) if images or not figure.images else figure)
    return result


def _source_key(source: str) -> str:
    """Sizes of one picture differ in query and in numbers after an x; the path names it."""
    return source.partition("?")[0]
