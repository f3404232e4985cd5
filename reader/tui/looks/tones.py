"""Rows that step back or come forward as a whole: those around the paragraph in focus, and the one under the ruler. Pure."""

from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache

from rich.color import Color, blend_rgb
from rich.segment import Segment
from rich.style import Style

from reader.tui.looks.inks import Inks

_BACK = 0.62
"""How far letters go towards the ground: they can be read by who wants to, and call nobody."""

_DIM = Style(dim=True)
_UNDERLINE = Style(underline=True)


class Tone(Enum):
    """How a row is drawn."""

    PLAIN = auto()
    DIMMED = auto()
    """It stands outside the paragraph in focus."""
    RULED = auto()
    """The ruler lies on it."""


def dimmed(segments: Iterable[Segment], inks: Inks) -> list[Segment]:
    """Return a row that steps back: letters, marks and pictures nearer to the ground."""
    ground = inks.ground.bgcolor
    return [Segment(text, _dimmed(style, ground)) if style else Segment(text) for text, style, _ in segments]


def ruled(segments: Iterable[Segment], left: int, right: int, inks: Inks) -> list[Segment]:
    """Return a row with the ruler under the cells from `left` to `right`: a quiet ground; an underline where a theme has none."""
    found: list[Segment] = []
    x = 0
    for segment in segments:
        end = x + segment.cell_length
        rest = segment
        for cut in (left, right):
            if x < cut < end:
                part, rest = rest.split_cells(cut - x)
                found.append(_ruled(part, inks) if left <= x < right else part)
                x = cut
        found.append(_ruled(rest, inks) if left <= x < right else rest)
        x = end
    return found


def _ruled(segment: Segment, inks: Inks) -> Segment:
    style = segment.style or Style()
    if inks.select.bgcolor == inks.ground.bgcolor:
        return Segment(segment.text, style + _UNDERLINE)
    if style.bgcolor == inks.ground.bgcolor:
        return Segment(segment.text, style + Style(bgcolor=inks.select.bgcolor))
    return segment


@lru_cache(maxsize=4096)
def _dimmed(style: Style, ground: Color | None) -> Style:
    if ground is None or ground.triplet is None or style.color is None or style.color.triplet is None:
        # Colours of the terminal's own: it knows how to dim letters, but no grounds. A mark keeps its colour in its letters.
        if style.bgcolor is not None and ground is not None and style.bgcolor != ground:
            return style + Style(color=style.bgcolor, bgcolor=ground, dim=True)
        return style + _DIM
    color = blend_rgb(style.color.triplet, ground.triplet, _BACK)
    changed = Style(color=Color.from_triplet(color), bold=False)
    if style.bgcolor is not None and style.bgcolor.triplet is not None and style.bgcolor != ground:
        changed += Style(bgcolor=Color.from_triplet(blend_rgb(style.bgcolor.triplet, ground.triplet, _BACK)))
    return style + changed
