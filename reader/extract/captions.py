"""Joining loose captions with loose pictures, and taking each caption once. Called by the pipeline after the decision."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.extract.credits import split_credit
from reader.extract.segments import Segment, SegmentKind
from reader.model.blocks import Figure
from reader.model.text import clean_line

NEAR_SEGMENTS = 3
"""A caption belongs to a picture at most so many segments away."""


def join_captions(segments: Sequence[Segment]) -> None:
    """Move the text of loose captions into the figures beside them, in place; a caption without a picture stays alone."""
    for index, segment in enumerate(segments):
        if segment.kind is not SegmentKind.CAPTION:
            continue
        parts = split_credit(clean_line(segment.text))
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


def caption_key(text: str) -> str:
    """Return the form in which two captions are the same."""
    return re.sub(r"\W+", "", text).casefold()


def drop_repeats(figures: Sequence[Figure]) -> list[Figure | None]:
    """Return the figures with every picture and every caption once; None where nothing is left of one."""
    seen_sources: set[str] = set()
    seen_captions: set[str] = set()
    result: list[Figure | None] = []
    for figure in figures:
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
