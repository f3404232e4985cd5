"""Draws the page of statistics, and moves the bar through what can be opened from it. Knows neither screen nor library."""

from datetime import datetime

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.library.statistics import Span, Statistics
from reader.tui.lines import Run, lay_out
from reader.tui.screens.sheet_body import BAR, EDGE
from reader.tui.statistics_page import WIDEST, Line, Target, page_lines
from reader.tui.widgets.inked import Inked

_WHEEL_ROWS = 3


class TargetChosen(Message):
    """An article or a site of the page was chosen."""

    def __init__(self, target: Target) -> None:
        super().__init__()
        self.target = target


class StatisticsView(Inked):
    """The page: it scrolls by lines, and the bar goes from one thing that can be opened to the next."""

    ALLOW_SELECT = False
    can_focus = True
    DEFAULT_CSS = "StatisticsView { width: 1fr; height: 1fr; background: $ground; }"

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Statistics, Span, datetime, frozenset[str]] | None = None
        self._lines: list[Line] = []
        self._top = 0
        self._at = -1
        """The line under the bar, -1 for none."""

    # -- what is shown ----------------------------------------------------------------------------------------------
    def show(self, statistics: Statistics, span: Span, now: datetime, kept: frozenset[str]) -> None:
        """Show a period from its top, the bar at nothing yet: one looks first."""
        self._shown = (statistics, span, now, kept)
        self._top, self._at = 0, -1
        self._fold()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the page out anew."""
        target = self.target
        self._fold()
        if target is not None:
            self._at = next((at for at, line in enumerate(self._lines) if line.target == target), -1)
            self._reveal()

    def _fold(self) -> None:
        self._lines = []
        if self._shown is not None and self.size.width:
            statistics, span, now, kept = self._shown
            self._lines = page_lines(statistics, span, now, self.page_width, kept)
        self._scroll(self._top)

    @property
    def page_width(self) -> int:
        """Cells of the page."""
        return max(20, min(WIDEST, self.size.width - 2 * EDGE + 2))

    @property
    def left(self) -> int:
        """The cell at which its text begins: it stands in the middle of a wide screen."""
        return self._shift + 2

    @property
    def _shift(self) -> int:
        return max(EDGE - 2, (self.size.width - self.page_width) // 2)

    @property
    def target(self) -> Target | None:
        """What is under the bar."""
        return self._lines[self._at].target if 0 <= self._at < len(self._lines) else None

    @property
    def has_targets(self) -> bool:
        """Whether there is anything to choose."""
        return any(line.target for line in self._lines)

    @property
    def is_whole(self) -> bool:
        """Whether all of the page is on the screen."""
        return len(self._lines) <= self.size.height

    # -- moving -----------------------------------------------------------------------------------------------------
    def do_stats_down(self, count: int, argument: str) -> None:
        """Move the bar to the next thing that can be opened; scroll first if it is not on the screen yet."""
        for _ in range(max(1, count)):
            self._step(1)

    def do_stats_up(self, count: int, argument: str) -> None:
        """The same, upwards."""
        for _ in range(max(1, count)):
            self._step(-1)

    def do_stats_first(self, count: int, argument: str) -> None:
        """Go to the top."""
        self._at = -1
        self._scroll(0)

    def do_stats_last(self, count: int, argument: str) -> None:
        """Go to the end."""
        self._at = next((at for at in reversed(range(len(self._lines))) if self._lines[at].target), -1)
        self._scroll(len(self._lines))

    def do_stats_page_down(self, count: int, argument: str) -> None:
        """Go down a page, the bar with it."""
        self._page(max(1, count))

    def do_stats_page_up(self, count: int, argument: str) -> None:
        """Go up a page, the bar with it."""
        self._page(-max(1, count))

    def _page(self, pages: int) -> None:
        self._scroll(self._top + pages * max(1, self.size.height - 2))
        if self._at >= 0 and not self._top <= self._at < self._top + self.size.height:
            shown = range(self._top, min(len(self._lines), self._top + self.size.height))
            self._at = next((at for at in shown if self._lines[at].target), -1)

    def _step(self, step: int) -> None:
        begin = self._at + step if self._at >= 0 else (self._top if step > 0 else -1)
        end = len(self._lines) if step > 0 else -1
        found = next((at for at in range(begin, end, step) if self._lines[at].target), -1) if begin >= 0 else -1
        # What is further than the next line of the screen comes into sight first: nothing is jumped over unread.
        if found >= 0 and self._top - 2 <= found < self._top + self.size.height + 1:
            self._at = found
            self._reveal()
        else:
            self._scroll(self._top + step)

    def _reveal(self) -> None:
        last = self._at + 1
        while last < len(self._lines) and self._lines[last].goes_on:
            last += 1
        if self._at < self._top + 1:
            self._scroll(self._at - 1)
        elif last > self._top + self.size.height:
            self._scroll(last - self.size.height)
        else:
            self.refresh()

    def _scroll(self, top: int) -> None:
        self._top = max(0, min(top, len(self._lines) - self.size.height))
        self.refresh()

    # -- choosing ---------------------------------------------------------------------------------------------------
    def do_stats_open(self, count: int, argument: str) -> None:
        """Choose what is under the bar; with the bar nowhere, put it at the first thing there is."""
        if (target := self.target) is not None:
            self.post_message(TargetChosen(target))
        else:
            self._step(1)

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        event.stop()
        at = self._top + event.y
        while 0 < at < len(self._lines) and self._lines[at].goes_on:
            at -= 1
        if at < len(self._lines) and (target := self._lines[at].target) is not None:
            self._at = at
            self.refresh()
            self.post_message(TargetChosen(target))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by the wheel."""
        event.stop()
        self._scroll(self._top + _WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by the wheel."""
        event.stop()
        self._scroll(self._top - _WHEEL_ROWS)

    # -- drawing ----------------------------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        """Draw a line of the page."""
        inks, width = self.inks, self.size.width
        ground = inks.ground + inks.text
        at = self._top + y
        if at >= len(self._lines):
            return Strip.blank(width, ground)
        line = self._lines[at]
        shift = self._shift
        is_here = at == self._at
        runs = [
            Run(shift + ink.x, ink.text, inks.strong if is_here and ink.ink == "text" else getattr(inks, ink.ink))
            for ink in line.inks
        ]
        if is_here or (line.goes_on and at - 1 == self._at):
            place = Run(shift + line.bar_x, BAR, inks.accent)
            runs = sorted([place, *runs], key=lambda run: run.x)
        return lay_out(runs, width, ground)
