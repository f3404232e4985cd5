"""Lines for the Line API: runs laid out into strips, and ages. Pure but for textual's `Strip`.

Text goes in as it is and comes out as segments; nothing is ever read as markup.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.layout.cells import cell_width, shorten
from reader.layout.furniture import MONTHS


class Run(NamedTuple):
    """Letters with a style, from cell `x` of their line on."""

    x: int
    text: str
    style: Style


def lay_out(runs: Iterable[Run], width: int, ground: Style) -> Strip:
    """Return one line of `width` cells: runs in order of x over `ground`; what overlaps the run before it or the edge is cut.

    On a ground that is letters reversed, a run's own colour would be another ground: it is left out.
    """
    segments: list[Segment] = []
    at = 0
    for run in runs:
        room = width - max(run.x, at)
        if room <= 0 or not run.text:
            continue
        if run.x > at:
            segments.append(Segment(" " * (run.x - at), ground))
            at = run.x
        text = run.text if cell_width(run.text) <= room else shorten(run.text, room)
        segments.append(Segment(text, ground + (run.style.without_color if ground.reverse else run.style)))
        at += cell_width(text)
    if at < width:
        segments.append(Segment(" " * (width - at), ground))
    return Strip(segments, width)


def flush_right(pairs: Iterable[tuple[str, Style]], right: int) -> list[Run]:
    """Return runs that stand side by side and end at cell `right`."""
    texts = list(pairs)
    x = right - sum(cell_width(text) for text, _ in texts)
    runs = []
    for text, style in texts:
        runs.append(Run(x, text, style))
        x += cell_width(text)
    return runs


_HOUR, _DAY = 3_600, 86_400
_LONG_AGO_DAYS = 300


def age(then: datetime, now: datetime) -> str:
    """Return how long ago `then` was, in as few letters as a list has room for: `now`, `2h`, `5d`, `3w`, `2 Mar`, `Mar 2024`."""
    seconds = (now - then).total_seconds()
    if seconds < _HOUR:
        return "now"
    if seconds < _DAY:
        return f"{int(seconds // _HOUR)}h"
    days = int(seconds // _DAY)
    if days < 7:
        return f"{days}d"
    if days < 56:
        return f"{days // 7}w"
    return short_day(then.date(), now.date())


def short_day(day: date, today: date) -> str:
    """Return a day in as few letters: `2 Mar`, `Mar 2024` for one that is long ago."""
    month = MONTHS[day.month - 1]
    return f"{day.day} {month}" if abs((today - day).days) < _LONG_AGO_DAYS else f"{month} {day.year}"


def told(message: str, hint: str) -> str:
    """Return what an error says as the screen tells it: the message as it is, since it may begin with what was written, and
    the hint as a sentence.
    """
    ended = f"{message.rstrip('.')}."
    return f"{ended} {hint[:1].upper()}{hint[1:].rstrip('.')}." if hint else ended
