"""Lines for the Line API: runs laid out into strips, and ages. Pure but for textual's `Strip`.

Text goes in as it is and comes out as segments; nothing is ever read as markup.
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.layout.cells import cell_width, has_right_to_left, shorten
from reader.layout.furniture import LEFT_TO_RIGHT, MONTHS
from reader.layout.rows import Order


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
    has_order = True
    for run in runs:
        room = width - max(run.x, at)
        if room <= 0 or not run.text:
            continue
        if run.x > at:
            segments.append(Segment(" " * (run.x - at), ground))
            at = run.x
        text = run.text if cell_width(run.text) <= room else shorten(run.text, room)
        segments.append(Segment(text, ground + (run.style.without_color if ground.reverse else run.style)))
        has_order = has_order and (text.isascii() or not has_right_to_left(text))
        at += cell_width(text)
    if not has_order and _terminal.order is not Order.TERMINAL:
        segments = _in_order(segments, ground)
    if at < width:
        segments.append(Segment(" " * (width - at), ground))
    return Strip(segments, width)


class _Terminal:
    """The one terminal of the process."""

    order = Order.TERMINAL


_terminal = _Terminal()


def take_order(order: Order) -> None:
    """Say who puts letters that run from right to left in order. Every line of the screen asks, and there is one terminal."""
    _terminal.order = order


def _in_order(segments: list[Segment], ground: Style) -> list[Segment]:
    """Return the segments of a line with what stands side by side put in the order in which it is read."""
    from reader.layout.ordered import order_parts  # for texts with letters that run to the left

    ordered: list[Segment] = []
    for is_gap, group in groupby(segments, lambda segment: segment.style is ground and segment.text.isspace()):
        line = list(group)
        texts = [segment.text for segment in line]
        if is_gap or not has_right_to_left("".join(texts)):
            ordered += line
            continue
        parts = order_parts(texts, _terminal.order)
        ordered += [Segment(part.letters, line[part.number].style) for part in parts]
        missing = sum(map(cell_width, texts)) - sum(cell_width(part.letters) for part in parts)
        if missing:
            ordered.append(Segment(" " * missing, ground))  # lam and alef take one cell
    return ordered


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


def in_place(name: str) -> str:
    """Return a name that lets what follows it stand behind it: letters that run to the left would take a number along."""
    return name if name.isascii() or not has_right_to_left(name) else f"{LEFT_TO_RIGHT}{name}{LEFT_TO_RIGHT}"


def begun(words: str) -> str:
    """Return words as a sentence begins; an address that they begin with stays as it is."""
    return words if "://" in words.partition(" ")[0] else f"{words[:1].upper()}{words[1:]}"


def told(message: str, hint: str) -> str:
    """Return what an error says as the screen tells it: the message as it is, since it may begin with what was written, and
    the hint as a sentence.
    """
    ended = f"{message.rstrip('.')}."
    return f"{ended} {begun(hint).rstrip('.')}." if hint else ended
