"""What may follow the keys that were typed: a panel over the last row, in columns. It comes when nothing follows for a while.

Drawn from what it is told; a click on a line does what its key would do.
"""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.layout.cells import cell_width, shorten
from reader.tui.lines import Run, lay_out
from reader.tui.widgets.inked import Inked

EDGE = 3
GAP = 3
"""Cells between two columns."""

LEAST_WORDS = 19
"""Cells that the words of a line have at least, or there is one column fewer. The labels of actions keep to it, so that three
columns stand at 80 cells and two at 60."""

FEW_ROWS = 8
"""So many rows are taken in with a glance; more are parted into columns where there is room."""

ROWS_LEFT = 4
"""Rows of the screen that are never covered: one knows where one is."""


class NextKey(NamedTuple):
    """A key that may follow."""

    key: str
    """As people read it."""
    words: str
    action_id: str = ""
    """What a click does; empty if the key alone does it."""


class Columns(NamedTuple):
    """How lines stand side by side."""

    number: int
    rows: int
    width: int
    """Cells of each."""
    key_width: int


class KeyTaken(Message):
    """A line was clicked."""

    def __init__(self, action_id: str) -> None:
        super().__init__()
        self.action_id = action_id


class NextKeys(Inked):
    """The panel."""

    ALLOW_SELECT = False
    DEFAULT_CSS = (
        "NextKeys { layer: over; dock: bottom; margin-bottom: 1; width: 100%; background: $panel; display: none; }"
    )

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[NextKey] = ()
        self._columns = Columns(1, 0, 0, 0)

    def show(self, keys: Sequence[NextKey]) -> None:
        """Show these keys, as many as the screen has room for."""
        size = self.screen.size
        self._columns = arrange_columns(keys, size.width - 2 * EDGE, size.height - ROWS_LEFT - 2)
        self._keys = keys[: self._columns.number * self._columns.rows]
        self.styles.height = self._columns.rows + 2
        self.display = True
        self.refresh()

    def hide(self) -> None:
        """Go away."""
        self.display = False

    def render_line(self, y: int) -> Strip:
        """Draw the lines of one row."""
        inks, columns = self.inks, self._columns
        if y == 0 and not inks.has_panel_ground:
            return lay_out([Run(0, "─" * self.size.width, inks.muted)], self.size.width, inks.ground + inks.text)
        runs: list[Run] = []
        row = y - 1
        if 0 <= row < columns.rows:
            for number, key in enumerate(self._keys[row :: columns.rows]):
                x = EDGE + number * (columns.width + GAP)
                words = short_words(key.words, columns.width - columns.key_width - 2)
                runs += [Run(x, key.key, inks.key), Run(x + columns.key_width + 2, words, inks.text)]
        return lay_out(runs, self.size.width, inks.panel + inks.text)

    def on_click(self, event: events.Click) -> None:
        """Do what the key of the clicked line does."""
        event.stop()
        columns = self._columns
        row, column = event.y - 1, (event.x - EDGE) // (columns.width + GAP)
        index = column * columns.rows + row
        if 0 <= row < columns.rows and 0 <= index < len(self._keys) and self._keys[index].action_id:
            self.post_message(KeyTaken(self._keys[index].action_id))


def arrange_columns(keys: Sequence[NextKey], room: int, most_rows: int) -> Columns:
    """Return how `keys` stand in `room` cells: in as many columns as leave words whole, or more if rows run out."""
    key_width = max((cell_width(key.key) for key in keys), default=1)
    widest = key_width + 2 + max((cell_width(key.words) for key in keys), default=1)
    count = 1
    most_columns = max(1, (room + GAP) // (key_width + 2 + LEAST_WORDS + GAP))
    while -(-len(keys) // count) > min(FEW_ROWS, most_rows) and count < most_columns:
        count += 1
    width = min(widest, (room - GAP * (count - 1)) // count)
    return Columns(count, max(1, min(most_rows, -(-len(keys) // count))), width, key_width)


def short_words(words: str, width: int) -> str:
    """Return `words` in `width` cells: whole, or their first clause, or as many words as fit, with an ellipsis."""
    if cell_width(words) <= width:
        return words
    for sign in (";", ":", ","):
        first = words.partition(sign)[0]
        if cell_width(first) <= width:
            return first
    whole = shorten(words, width).removesuffix("…").rpartition(" ")[0]
    return f"{whole} …" if whole else shorten(words, width)
