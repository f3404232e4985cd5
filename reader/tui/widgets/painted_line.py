"""One line of the screen being put together from letters and grounds, in as few segments as show the same.

Every change of style costs some forty bytes of escape sequences and a step in each loop on the way to the terminal; most rows
are letters of one kind with room around them. So room is written in the style of the letters beside it wherever one can't see
the difference. Called by the article painter.
"""

from functools import lru_cache
from operator import itemgetter

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.layout.cells import cell_width

_Part = tuple[int, int, str, Style | None, tuple[Segment, ...]]
"""Cell, width, letters and their style; no style where it is segments instead."""


class PaintedLine:
    """Takes parts that don't overlap, in any order, over grounds."""

    __slots__ = ("_base", "_grounds", "_parts", "_width")

    def __init__(self, width: int, base: Style) -> None:
        self._width = width
        self._base = base
        self._parts: list[_Part] = []
        self._grounds: list[tuple[int, int, Style]] = []

    def put(self, x: int, text: str, style: Style) -> int:
        """Write letters at cell `x`; return the cell after them."""
        if not text:
            return x
        width = cell_width(text)
        self._parts.append((x, width, text, style, ()))
        return x + width

    def put_segments(self, x: int, width: int, segments: tuple[Segment, ...]) -> None:
        """Write segments that are `width` cells wide."""
        self._parts.append((x, width, "", None, segments))

    def lay(self, x: int, width: int, ground: Style) -> None:
        """Lay a ground under what is written."""
        self._grounds.append((x, x + width, ground))

    def segments(self) -> list[Segment]:
        """Return the line, filled up with grounds."""
        run = _Runs()
        at = 0
        for x, width, text, style, segments in sorted(self._parts, key=itemgetter(0)):
            if x > at:
                self._fill(run, at, x)
            if style is None:
                run.take(segments)
            else:
                run.write(text, style)
            at = x + width
        if at < self._width:
            self._fill(run, at, self._width)
        segments_of_line = run.finish()
        if at > self._width:  # a measure wider than the pane: only while it is being resized
            return list(Strip(segments_of_line).crop(0, self._width))
        return segments_of_line

    def _fill(self, run: "_Runs", start: int, end: int) -> None:
        if not self._grounds:
            run.leave(end - start, self._base)
            return
        while start < end:
            style, stop = self._base, end
            for left, right, ground in self._grounds:
                if left <= start < right:
                    style, stop = ground, min(stop, right)
                elif start < left < stop:
                    stop = left
            run.leave(stop - start, style)
            start = stop


class _Runs:
    """Segments from left to right, joined where that shows the same."""

    __slots__ = ("_done", "_is_room", "_style", "_text")

    def __init__(self) -> None:
        self._done: list[Segment] = []
        self._text = ""
        self._style: Style | None = None
        self._is_room = False

    def write(self, text: str, style: Style) -> None:
        """Add letters."""
        if self._style is not None and (self._style is style or (self._is_room and is_alike(self._style, style))):
            self._text += text
        else:
            self._end()
            self._text = text
        self._style, self._is_room = style, False

    def leave(self, width: int, ground: Style) -> None:
        """Add empty cells."""
        if self._style is not None and (self._style is ground or is_alike(ground, self._style)):
            self._text += " " * width
        else:
            self._end()
            self._text, self._style, self._is_room = " " * width, ground, True

    def take(self, segments: tuple[Segment, ...]) -> None:
        """Add segments as they are."""
        self._end()
        self._done += segments

    def finish(self) -> list[Segment]:
        """Return all segments."""
        self._end()
        return self._done

    def _end(self) -> None:
        if self._style is not None:
            self._done.append(Segment(self._text, self._style))
            self._style = None
            self._text = ""


@lru_cache(maxsize=512)
def is_alike(ground: Style, letters: Style) -> bool:
    """Whether an empty cell looks the same on a ground and in the style of letters."""
    is_drawn_on = (
        letters.underline or letters.underline2 or letters.strike or letters.overline or letters.reverse or letters.link
    )
    return letters.bgcolor == ground.bgcolor and not is_drawn_on and not ground.reverse
