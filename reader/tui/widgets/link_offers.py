"""What a link that is being typed may lead to: a short list under the cursor of a note. Drawn here, asked for by the screen."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from reader.layout.cells import cell_width, shorten
from reader.model.values import dataclass
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.widgets.inked import Inked

MOST_ROWS = 8
WIDEST = 64
"""Cells."""

_BAR = "▌"
_LEFT_EDGE, _RIGHT_EDGE = "▏", "▕"
"""Where a theme has one ground for all."""

_TEXT_X = 2
_GAP = 3
_DETAIL = 18
"""Cells that what describes a row has in any case, where the list is at least `_WIDE`."""

_WIDE = 48


class Offer(NamedTuple):
    """A row of the list."""

    text: str
    """What is written into the note if it is taken."""
    title: str
    detail: str


@dataclass
class OfferClicked(Message):
    """A row was clicked."""

    index: int


class LinkOffers(Inked):
    """Rows under a cursor; the bar is at one of them. Hidden until it is shown."""

    DEFAULT_CSS = """
    LinkOffers { display: none; position: absolute; layer: top; background: $panel; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.offers: Sequence[Offer] = ()
        self.at = 0

    def show(self, offers: Sequence[Offer], under: Offset, room: Size) -> None:
        """Show offers under a cell of a screen of `room`, or above it where there is more room; the bar at the first."""
        self.offers, self.at = offers[:MOST_ROWS], 0
        place = _place(len(self.offers), under, room)
        self.styles.offset = place.offset
        self.styles.width, self.styles.height = place.width, place.height
        self.display = bool(self.offers)
        self.refresh()

    def hide(self) -> None:
        """Take the list away."""
        self.offers = ()
        self.display = False

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.offers)

    def move(self, step: int) -> None:
        """Move the bar, from the last row to the first."""
        self.at = (self.at + step) % max(1, len(self.offers))
        self.refresh()

    @property
    def chosen(self) -> Offer:
        """The row under the bar."""
        return self.offers[self.at]

    def on_click(self, event: events.Click) -> None:
        """Say which row was clicked; the focus stays in the note."""
        event.stop()
        if event.y < len(self.offers):
            self.post_message(OfferClicked(event.y))

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        inks, width = self.inks, self.size.width
        if y >= len(self.offers):
            return lay_out((), width, inks.panel)
        offer, is_at = self.offers[y], y == self.at
        told = min(cell_width(offer.detail), _DETAIL) + _GAP if offer.detail and width >= _WIDE else 0
        title = shorten(offer.title, width - _TEXT_X - 1 - told)
        has_edges = not inks.has_panel_ground
        runs = [Run(0, _BAR, inks.accent)] if is_at else [Run(0, _LEFT_EDGE, inks.muted)] if has_edges else []
        runs.append(Run(_TEXT_X, title, inks.strong if is_at else inks.text))
        room = width - _TEXT_X - cell_width(title) - _GAP - 1
        if told:
            runs += flush_right([(shorten(offer.detail, room), inks.muted)], width - 1)
        if has_edges:
            runs.append(Run(width - 1, _RIGHT_EDGE, inks.muted))
        return lay_out(runs, width, inks.select if is_at else inks.panel)


def _place(rows: int, under: Offset, room: Size) -> Region:
    """Return where a list stands: below the cell, or above it if there are more rows; never over the last row of the screen."""
    below, above = room.height - 2 - under.y, under.y
    width = min(WIDEST, room.width - 2)
    x = max(0, min(under.x, room.width - width - 1))
    if rows <= below or below >= above:
        return Region(x, under.y + 1, width, max(1, min(rows, below)))
    height = min(rows, above)
    return Region(x, under.y - height, width, height)
