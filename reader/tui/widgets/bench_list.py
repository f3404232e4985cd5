"""The list of a workbench: annotations under the headings of their groups, for lists of any length.

It shows what it is given and says what was chosen; `long_list` says which rows are on the screen, `bench_rows` how they look.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from reader.layout.cells import cell_width, shorten
from reader.layout.wrap import fold_evenly
from reader.library.bench import BenchRow
from reader.model.annotation import Colour
from reader.model.dates import utc_now
from reader.model.values import dataclass
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.shown_bench import BenchAsk, BenchItem, LoadedBench, Shown
from reader.tui.shown_list import HeldRows
from reader.tui.widgets.bench_rows import ItemLook, row_height, row_lines
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.list_rows import RIGHT_ROOM, TEXT_X
from reader.tui.widgets.loaded_rows import Wanted
from reader.tui.widgets.long_list import LongList, ScreenRow

if TYPE_CHECKING:  # comes with the first search
    from reader.model.query import Words

HEAD = 3
"""Rows above the list: a blank one, what is listed, a blank one."""

WIDEST = 96
"""The most cells a row takes."""

INDENT = 2
"""Cells between a column of facets and the rows."""

EMPTY_MEASURE = 60
WHEEL_ROWS = 3

PATIENCE_SECONDS = 0.15
"""How long what is on the screen stays there while the rows that come in its place are read."""

_LEAST_TITLE = 10


@dataclass(repr=False, eq=False)
class BenchMoved(Message):
    """The bar, the selection or the place of the list changed."""


@dataclass(repr=False, eq=False)
class BenchRowsWanted(Message):
    """Rows near the screen are not here yet."""

    wanted: Wanted


@dataclass(repr=False, eq=False)
class BenchClicked(Message):
    """The row under the bar was clicked a second time, or the heading of a group was."""


class BenchList(Inked, can_focus=True):
    """Rows of annotations with a bar."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "BenchList { width: 1fr; height: 1fr; background: $ground; }"

    def __init__(self) -> None:
        super().__init__(id="bench-list")
        self.list: LongList[Shown] = LongList(lambda place, row: row_height(row, self._row_width))
        self.ask = BenchAsk()
        """What the list was asked for."""
        self.words: tuple[Words, ...] = ()
        self.meanings: Mapping[Colour, str] = {}
        self.title = ""
        """What is listed."""
        self.detail = ""
        """How it is ordered, muted at the right."""
        self.empty_text = ""
        self.is_loaded = False
        self._identity = ""
        """That of the index whose keys are listed."""
        self.indent = 0
        self.now: datetime = utc_now()
        self._arranged_for = Size(0, 0)
        self._drawn: list[tuple[ScreenRow[Shown], int]] = []
        """The rows on the screen, line by line, with the number of the line in its row."""
        self._patience: Timer | None = None

    # -- what is shown ----------------------------------------------------------------------------------------------
    def show(self, loaded: LoadedBench) -> None:
        """Show a list; the bar stays at its annotation if that is still there, and what is on the screen stays there."""
        is_same = self.is_loaded and same_list(loaded.ask, self.ask)
        self.ask, self.words, self.is_loaded = loaded.ask, loaded.words, True
        self.now = utc_now()
        if loaded.identity and loaded.identity != self._identity:
            self.list.selection.clear()  # the keys of an index that was made anew are those of other annotations
            self._identity = loaded.identity
        self.list.take(loaded, is_same=is_same)
        if not is_same and not self.list.cursor and self.list.places.heading(0) is not None:
            self.list.move_to(1)  # below the first heading, on what enter goes to
        self.stand()

    def held(self, ask: BenchAsk) -> HeldRows:
        """Return what is to be found again in the rows of `ask`, which are about to be asked for."""
        return self.list.held(is_same=self.is_loaded and same_list(ask, self.ask))

    def take_rows(self, start: int, rows: tuple[Shown | None, ...]) -> None:
        """Show rows that were asked for."""
        self.list.take_rows(start, rows)
        self.stand()
        self.post_message(BenchMoved())

    @property
    def current(self) -> BenchRow | None:
        """The annotation under the bar; None at a heading, in an empty list, and while its row is not here."""
        row = self.list.current
        return row.row if isinstance(row, BenchItem) else None

    @property
    def total(self) -> int:
        """How many annotations the list holds, those of folded groups too."""
        return self.list.places.articles

    def move_to(self, place: int) -> None:
        """Put the bar at a row."""
        if self.list.total:
            self.list.move_to(place)
            self.stand()
            self.post_message(BenchMoved())

    # -- layout -----------------------------------------------------------------------------------------------------
    @property
    def _row_width(self) -> int:
        return max(16, min(self.size.width - self.indent, WIDEST))

    @property
    def right_edge(self) -> int:
        """Cells right of the rows' own right edge."""
        return max(0, self.size.width - self.indent - self._row_width) + RIGHT_ROOM

    @property
    def _rows_shown(self) -> int:
        return max(1, self.size.height - HEAD - 1)

    def stand(self) -> None:
        """Work out what stands where, and ask for what is missing; called when something moved, never while drawing."""
        if not self.size:
            return
        self.list.fit(self._rows_shown, is_folded_anew=self._arranged_for != self.size)
        if self._arranged_for != self.size:
            self._arranged_for, self._drawn = self.size, []
        if (wanted := self.list.wanted()) is not None:
            self.post_message(BenchRowsWanted(wanted))
        if self.list.is_ready or not self._drawn:
            self._draw_anew()
        elif self._patience is None:
            self._patience = self.set_timer(PATIENCE_SECONDS, self._draw_anew)

    def _draw_anew(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        drawn = [(row, line) for row in self.list.on_screen() for line in range(max(0, -row.line), row.height)]
        self._drawn = drawn[: self._rows_shown]
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Fold rows anew."""
        self.stand()
        self.post_message(BenchMoved())

    # -- drawing ----------------------------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        """Draw what is listed, or a line of a row."""
        inks, width = self.inks, self.size.width
        ground = inks.ground + inks.text
        if y == 1:
            return lay_out(self._head_runs(), width, ground)
        line = y - HEAD
        if not 0 <= line < self._rows_shown or not self.is_loaded:
            return Strip.blank(width, ground)
        if not self.list.total:
            return self._empty_line(line, width)
        if line >= len(self._drawn):
            return Strip.blank(width, ground)
        row, number = self._drawn[line]
        look = ItemLook(
            is_current=row.is_current,
            is_focused=self.has_focus,
            is_chosen=self.list.selection.has(row.place),
            group=self.ask.order.group,
        )
        lines = row_lines(row.row, self._row_width, look, inks, self.now, self.meanings)
        if number >= len(lines):
            return Strip.blank(width, ground)
        strip = lay_out(lines[number], self._row_width, ground + inks.select if row.is_current else ground)
        return Strip.join([Strip.blank(self.indent, ground), strip]).adjust_cell_length(width, ground)

    def _head_runs(self) -> list[Run]:
        inks = self.inks
        end = self.indent + self._row_width - RIGHT_ROOM
        x = self.indent + TEXT_X
        room = end - x
        detail = self.detail if room - cell_width(self.detail) - 3 >= _LEAST_TITLE else ""
        title = shorten(self.title, room - (cell_width(detail) + 3 if detail else 0))
        return [Run(x, title, inks.strong), *flush_right([(detail, inks.muted)], end)]

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = fold_evenly(self.empty_text, min(self._row_width, EMPTY_MEASURE) - TEXT_X - RIGHT_ROOM, 8)
        runs = [Run(self.indent + TEXT_X, lines[y], self.inks.muted)] if y < len(lines) else []
        return lay_out(runs, width, self.inks.ground + self.inks.text)

    # -- mouse ------------------------------------------------------------------------------------------------------
    def on_click(self, event: events.Click) -> None:
        """Put the bar where it was clicked; with shift select up to there, with ctrl it alone; a second click goes there."""
        event.stop()
        self.focus(scroll_visible=False)
        line = event.y - HEAD
        if not 0 <= line < min(len(self._drawn), self._rows_shown):
            return
        place = self._drawn[line][0].place
        was_here = place == self.list.cursor
        if event.shift:
            self.list.selection.add(self.list.cursor, place)
        elif event.ctrl or event.meta:
            if (number := self.list.places.heading(place)) is not None:
                self.list.selection.toggle_group(number)
            else:
                self.list.selection.toggle(place, place)
        self.move_to(place)
        is_plain = not (event.shift or event.ctrl or event.meta)
        if is_plain and ((was_here and event.chain > 1) or self.list.places.heading(place) is not None):
            self.post_message(BenchClicked())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the list; the bar stays where it is."""
        self._scroll(event, WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the list back."""
        self._scroll(event, -WHEEL_ROWS)

    def _scroll(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        self.list.scroll(lines)
        self.stand()


def same_list(one: BenchAsk, other: BenchAsk) -> bool:
    """Whether two ask for the same: the text of one may still be being written."""
    return one._replace(is_typing=False) == other._replace(is_typing=False)
