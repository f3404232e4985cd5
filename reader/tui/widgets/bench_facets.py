"""The column of facets beside a workbench: what the list can be narrowed down to, chosen by key or by click.

It shows what it is given and says what was chosen. On narrow screens it is a drawer over the list.
"""

from collections.abc import Mapping

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.layout.cells import shorten
from reader.model.annotation import Colour
from reader.model.values import dataclass
from reader.tui.bench_filter import Counted, Facet, colour_facet
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.looks.inks import slip
from reader.tui.widgets.facet_rows import FacetRow, facet_rows
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.list_rows import BAR, CHOSEN, PATCH

WIDTH = 28
NAME = "Workbench"
TOP = 3
"""Rows above the first: a blank one, the name, a blank one."""

TEXT_X = 3
RIGHT = 2


@dataclass(repr=False, eq=False)
class FacetChosen(Message):
    """A facet is to be chosen, or to be chosen no more."""

    facet: Facet


class BenchFacets(Inked, can_focus=True):
    """Rows that narrow the list down."""

    ALLOW_SELECT = False
    DEFAULT_CSS = f"""
    BenchFacets {{ width: {WIDTH}; height: 1fr; background: $panel; }}
    BenchFacets.-drawer {{ layer: over; dock: left; }}
    """

    def __init__(self) -> None:
        super().__init__(id="bench-facets")
        self.rows: tuple[FacetRow, ...] = ()
        self.at = 0
        """Index of the row under the bar."""
        self._top = 0

    def show(self, counted: Counted, meanings: Mapping[Colour, str]) -> None:
        """Show what may be chosen; the bar stays at its facet."""
        before = self.facet
        self.rows = facet_rows(counted, meanings)
        at = next((index for index, row in enumerate(self.rows) if before is not None and row.facet == before), self.at)
        self.at = self._choosable(max(0, min(at, len(self.rows) - 1)), 1)
        self._reveal()

    @property
    def facet(self) -> Facet | None:
        """The facet under the bar."""
        return self.rows[self.at].facet if 0 <= self.at < len(self.rows) else None

    # -- moving -----------------------------------------------------------------------------------------------------
    def do_bench_down(self, count: int, argument: str) -> None:
        """Move the bar down."""
        self._step(count)

    def do_bench_up(self, count: int, argument: str) -> None:
        """Move the bar up."""
        self._step(-count)

    def do_bench_first(self, count: int, argument: str) -> None:
        """Go to the first."""
        self._go_to(0, 1)

    def do_bench_last(self, count: int, argument: str) -> None:
        """Go to the last."""
        self._go_to(len(self.rows) - 1, -1)

    def do_bench_page_down(self, count: int, argument: str) -> None:
        """Move the bar down a page."""
        self._go_to(self.at + self._page, -1)

    def do_bench_page_up(self, count: int, argument: str) -> None:
        """Move the bar up a page."""
        self._go_to(self.at - self._page, 1)

    def do_bench_next_group(self, count: int, argument: str) -> None:
        """Go to the first below the next heading."""
        headings = [index for index, row in enumerate(self.rows) if row.facet is None and row.text and index > self.at]
        if headings:
            self._go_to(headings[0], 1)

    def do_bench_previous_group(self, count: int, argument: str) -> None:
        """Go to the first below the heading before."""
        headings = [index for index, row in enumerate(self.rows) if row.facet is None and row.text and index < self.at]
        if headings:
            self._go_to(headings[-2] if len(headings) > 1 else headings[0], 1)

    def do_bench_select(self, count: int, argument: str) -> None:
        """Choose the facet, or take it back."""
        if self.facet is not None:
            self.post_message(FacetChosen(self.facet))

    do_bench_open = do_bench_select

    def do_bench_colour(self, count: int, argument: str) -> None:
        """Choose the facet of a colour by its digit; in the list it gives that colour."""
        self.post_message(FacetChosen(colour_facet(tuple(Colour)[int(argument) - 1])))

    def do_bench_delete(self, count: int, argument: str) -> None:
        """Delete nothing: nobody among the facets means the mark under the bar of the list."""

    def _step(self, steps: int) -> None:
        direction = 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            at = self.at + direction
            while 0 <= at < len(self.rows) and self.rows[at].facet is None:
                at += direction
            if not 0 <= at < len(self.rows):
                break
            self.at = at
        self._reveal()

    def _go_to(self, index: int, step: int) -> None:
        self.at = self._choosable(max(0, min(index, len(self.rows) - 1)), step)
        self._reveal()

    def _choosable(self, index: int, step: int) -> int:
        onwards = range(index, len(self.rows)) if step > 0 else range(index, -1, -1)
        found = (at for at in (*onwards, *range(len(self.rows))) if self.rows[at].facet is not None)
        return next(found, 0)

    @property
    def _page(self) -> int:
        return max(1, self._stop - TOP)

    @property
    def _stop(self) -> int:
        """The line below the rows: blank. A drawer reaches under the last row of the screen."""
        height: int = self.size.height
        return height - (2 if self.has_class("-drawer") else 1)

    def _reveal(self) -> None:
        first = self.at
        while first > 0 and self.rows[first - 1].facet is None:
            first -= 1  # with the heading above it
        self._top = max(0, min(self._top, first, len(self.rows) - 1))
        if self.at >= self._top + self._page:
            self._top = self.at - self._page + 1
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the bar on the screen."""
        self._top = max(0, min(self._top, len(self.rows) - self._page))
        self._reveal()

    # -- drawing ----------------------------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        """Draw the name or a row."""
        inks, width = self.inks, self.size.width
        ground = inks.panel + inks.text
        if y == 1:
            return lay_out([Run(TEXT_X, NAME, inks.key)], width, ground)
        index = y - TOP + self._top
        if y < TOP or y >= self._stop or index >= len(self.rows):
            return Strip.blank(width, ground)
        row = self.rows[index]
        if row.facet is None:
            return lay_out([Run(TEXT_X, row.text, inks.strong)] if row.text else [], width, ground)
        is_current = index == self.at and self.has_focus
        runs = [Run(0, BAR, inks.accent)] if is_current else []
        if row.is_chosen:
            runs.append(Run(1, CHOSEN, inks.key))
        count = flush_right([(f"{row.leaves:,}", inks.muted)], width - RIGHT)
        x = TEXT_X
        if row.colour:
            runs.append(Run(x, PATCH, slip(inks.marks[row.colour])))
            x += 2
        ink = inks.strong if row.is_chosen or is_current else inks.text
        runs.append(Run(x, shorten(row.text, count[0].x - x - 1), ink))
        return lay_out([*runs, *count], width, ground + inks.select if is_current or row.is_chosen else ground)

    # -- mouse ------------------------------------------------------------------------------------------------------
    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        event.stop()
        index = event.y - TOP + self._top
        if event.y >= TOP and 0 <= index < len(self.rows) and (facet := self.rows[index].facet) is not None:
            self.at = index
            self.post_message(FacetChosen(facet))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column."""
        self._scroll(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll it back."""
        self._scroll(event, -3)

    def _scroll(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        self._top = max(0, min(self._top + rows, len(self.rows) - self._page))
        self.refresh()
