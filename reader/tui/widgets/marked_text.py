"""Text with the words marked that were looked for, folded to a width: lines as runs. Pure; nothing is ever read as markup."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from rich.style import Style

from reader.layout.cells import cell_width, grapheme_end, grapheme_start, letters_of
from reader.layout.wrap import beginning, fold, wrap
from reader.tui.lines import Run

ELLIPSIS = "…"

Ranges = Sequence[tuple[int, int]]
"""Half-open ranges of code points, in order, none touching another."""


class MarkedText(NamedTuple):
    """A text, and which of its letters were looked for."""

    text: str
    marks: Ranges = ()

    def around_first_mark(self, room: int) -> "MarkedText":
        """Return the text from nearer to its first mark on, if that does not stand within the first `room` cells."""
        if not self.marks:
            return self
        first, last = self.marks[0]
        most = letters_of(room)
        if last <= most and cell_width(self.text[:last]) <= room - 1:
            return self
        last = min(last, first + most)
        lead = max(0, room - cell_width(self.text[first:last])) // 3
        start = first
        while start and cell_width(self.text[start - 1 : first]) <= lead:
            start -= 1
        space = self.text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
        shift = len(ELLIPSIS) - start
        return MarkedText(
            ELLIPSIS + self.text[start:],
            [(begin + shift, end + shift) for begin, end in self.marks if begin >= start],
        )

    def lines(self, x: int, width: int, limit: int, ink: Style, lit: Style) -> list[list[Run]]:
        """Return at most `limit` lines of `width` cells that begin at cell `x`, marked letters in `lit`."""
        return styled_lines(self.text, [(first, last, lit) for first, last in self.marks], x, width, limit, ink)


Spans = Sequence[tuple[int, int, Style]]
"""Half-open ranges of code points with the styles of their letters, in order, none over another."""


def styled_lines(text: str, spans: Spans, x: int, width: int, limit: int, ink: Style) -> list[list[Run]]:
    """Return at most `limit` lines of `width` cells that begin at cell `x`, letters outside of the spans in `ink`."""
    texts, shown = fold(text, width, limit), beginning(text, width, limit)
    starts = wrap(shown, width) if len(texts) > 1 else [0]
    spans = spans[: bisect_left(spans, len(shown), key=itemgetter(0))]
    return [_Line(text, spans, line, start).runs(x, ink) for line, start in zip(texts, starts, strict=False)]


class _Line(NamedTuple):
    """A line of a text that is folded."""

    text: str
    """The whole text."""
    spans: Spans
    line: str
    start: int
    """Where its letters begin in the text."""

    def runs(self, x: int, ink: Style) -> list[Run]:
        """Return its runs from cell `x` on."""
        line, start = self.line, self.start
        letters = len(line)
        if line.endswith(ELLIPSIS) and not self.text.startswith(line, start):
            letters -= len(ELLIPSIS)
        runs: list[Run] = []
        at = 0

        def put(end: int, style: Style) -> None:
            nonlocal at, x
            if at < end < len(line):
                end = grapheme_end(line, grapheme_start(line, end - 1))
            if end > at:
                runs.append(Run(x, line[at:end], style))
                x += cell_width(line[at:end])
                at = end

        for first, last, style in self.spans:
            put(max(at, min(first - start, letters)), ink)
            put(max(at, min(last - start, letters)), style)
        put(len(line), ink)
        return runs
