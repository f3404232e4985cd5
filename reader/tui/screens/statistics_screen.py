"""What was read, over the whole screen: a week, a month or a year, and what can be opened from it. Comes with its key."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult

from reader.library.statistics import Period, Span, Statistics, period_of, stepped
from reader.tui.footer import statistics_hints
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.covering_screen import CoveringScreen
from reader.tui.statistics_page import Target
from reader.tui.widgets.statistics_view import StatisticsView, TargetChosen


class Read(NamedTuple):
    """What was asked for."""

    statistics: Statistics
    kept: frozenset[str]
    """Ids of its articles that can still be opened."""
    first_day: date | None
    """The first day on which anything was read."""
    now: datetime


Ask = Callable[[Period, Callable[[Read], object]], object]
"""Asks for a period; the answer comes on the screen's thread."""


class StatisticsScreen(CoveringScreen[Target]):
    """One period at a time; answers with what is to be opened."""

    reading_mode = Mode.STATISTICS
    DEFAULT_CSS = """
    StatisticsScreen { layers: base over; background: $ground; }
    StatisticsScreen > StatisticsView { margin-bottom: 2; }
    """

    def __init__(self, keymap: KeyMap, read: Read, ask: Ask, *, is_kept: bool) -> None:
        """`ask` brings other periods; `is_kept`: whether times are kept from now on."""
        super().__init__(keymap, lambda: (self, self.view))
        self.view = StatisticsView()
        self._read = read
        self._ask_for = ask
        self._is_kept = is_kept
        self._span = Span.WEEK
        self._wanted = read.statistics.period

    def compose(self) -> ComposeResult:
        """The page and a last row."""
        yield self.view
        yield self.status

    def on_mount(self) -> None:
        """Show the week."""
        self.set_focus(self.view)
        self._draw(self._read)
        if not self._is_kept:
            self.status.tell("How long you read is not kept.", "`stats = true` in the settings keeps it.")

    def on_resize(self, event: events.Resize) -> None:
        """Let the last row begin where the page does."""
        self.call_after_refresh(self.settle)

    # -- other periods ----------------------------------------------------------------------------------------------
    def do_stats_earlier(self, count: int, argument: str) -> None:
        """Show the period before."""
        first = self._read.first_day or self._today
        target = stepped(self._span, self._wanted, -max(1, count))
        if target.last < first:
            if self._wanted.first <= first:
                self.status.tell("Before that nothing was read in Pressmark.")
                return
            target = period_of(self._span, first)
        self._go(target)

    def do_stats_later(self, count: int, argument: str) -> None:
        """Show the period after, up to the one we are in."""
        latest = period_of(self._span, self._today)
        target = stepped(self._span, self._wanted, max(1, count))
        self._go(min(target, latest))

    def do_stats_now(self, count: int, argument: str) -> None:
        """Show the period we are in."""
        self._go(period_of(self._span, self._today))

    def do_stats_week(self, count: int, argument: str) -> None:
        """Show a week."""
        self._take_span(Span.WEEK)

    def do_stats_month(self, count: int, argument: str) -> None:
        """Show a month."""
        self._take_span(Span.MONTH)

    def do_stats_year(self, count: int, argument: str) -> None:
        """Show a year."""
        self._take_span(Span.YEAR)

    @property
    def _today(self) -> date:
        return self._read.now.date()

    def _take_span(self, span: Span) -> None:
        """Show the week, month or year with the last day of what is shown, or with today if that is in it."""
        day = self._today if self._today in self._wanted else self._wanted.last
        self._span = span
        self._go(period_of(span, day))

    def _go(self, period: Period) -> None:
        if period != self._wanted:
            self._wanted = period
            self._ask_for(period, self._show)

    def _show(self, read: Read) -> None:
        if (
            read.statistics.period == self._wanted and self.is_mounted
        ):  # else it was left, or another one is wanted by now
            self._draw(read)

    def _draw(self, read: Read) -> None:
        self._read = read
        self.view.show(read.statistics, self._span, read.now, read.kept)
        self.call_after_refresh(self.settle)

    # -- leaving ----------------------------------------------------------------------------------------------------
    def on_target_chosen(self, message: TargetChosen) -> None:
        """Leave for an article, or the articles of a site."""
        message.stop()
        self.dismiss(message.target)

    def do_leave(self, count: int, argument: str) -> None:
        """Take away a message, else leave."""
        if not self.status.dismiss():
            self.dismiss(None)

    do_statistics = CoveringScreen.do_back

    def settle(self) -> None:
        """Let the last row say where one is."""
        view = self.view
        self.status.align(view.left, max(2, self.size.width - view.left - view.page_width + 2), 0)
        self.status.hint(statistics_hints(self.keymap, self.mode, self._span, has_targets=view.has_targets))
        self.status.place("what you read", f"by {self._span.value}")
