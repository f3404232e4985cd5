"""A sheet: a list over the screen, with a line to write in if it wants one. All dialogs are made of it.

Drawn by one widget, line by line; keys come through the key map in the modes `choice` and `input`. A subclass says which rows
there are for what is written, and what choosing one means.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeVar

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from reader.layout.cells import cell_width, grapheme_end, index_at
from reader.layout.wrap import fold
from reader.tui.keys.actions import Mode
from reader.tui.keys.dispatch import Dispatcher
from reader.tui.keys.key_names import key_label, key_of_event
from reader.tui.keys.keymap import KeyMap
from reader.tui.line_edit import LineEdit
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.looks.inks import Inks
from reader.tui.widgets.marked_text import MarkedText

Result = TypeVar("Result")

SHEET_WIDTH = 76
"""The most cells a sheet takes."""

EDGE = 3
"""Cells left free at both sides inside it."""

BAR = "▌"
_FAR = 1_000_000
NOTE_ROWS = 2
"""The most rows of a row's second part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of a sheet. All texts may come from outside."""

    text: str
    right: str = ""
    """Stands at the right edge: keys, a share, a sign."""
    note: str = ""
    """Stands below in muted ink, on up to two rows."""
    left: str = ""
    """Stands before the text in a column of its own: keys in the help."""
    indent: int = 0
    colour: str = ""
    """The name of a mark's colour, shown as a patch before the text."""
    is_heading: bool = False
    """Whether it parts the rows and can't be chosen."""
    text_marks: tuple[tuple[int, int], ...] = ()
    """Half-open ranges of the text that were looked for, in order."""
    note_marks: tuple[tuple[int, int], ...] = ()
    """The same of the note."""

    def with_right(self, right: str) -> "SheetRow":
        """Return the row with other words at its right edge."""
        return replace(self, right=right)


class Sheet(ModalScreen[Result]):
    """The base of all sheets."""

    DEFAULT_CSS = """
    Sheet { align: center middle; background: $ground 55%; }
    """
    title_text = ""
    empty_text = ""
    left_width = 0
    """Cells of the column for `left`."""
    hints: tuple[tuple[str, str], ...] = ()
    """Action ids and their words in the sheet's last row, where the key map's own word will not do."""
    has_line = False
    width_cells = SHEET_WIDTH
    text_rows = 1
    """How many rows the text of a row may take; what is longer ends with an ellipsis."""
    has_bar = True
    """Whether one row is marked as the one that would be taken."""

    def __init__(self, keymap: KeyMap) -> None:
        super().__init__()
        self.keymap = keymap
        self.line = LineEdit()
        self.rows: Sequence[SheetRow] = ()
        self.at = 0
        """Index of the row under the bar."""
        self._body = _SheetBody(self)
        self._dispatcher = Dispatcher(keymap, lambda: self.mode, lambda: (self,))

    @property
    def mode(self) -> Mode:
        """Whether keys are text or commands."""
        return Mode.INPUT if self.has_line else Mode.CHOICE

    # -- for subclasses ---------------------------------------------------------------------------------------------
    def make_rows(self) -> Sequence[SheetRow]:
        """Return the rows for what is written."""
        return ()

    def choose(self, index: int) -> None:
        """Take the row at `index`, -1 if there is none."""

    def moved(self) -> None:
        """The bar moved."""

    # -- life -------------------------------------------------------------------------------------------------------
    def compose(self) -> ComposeResult:
        """One widget draws it all."""
        yield self._body

    def on_mount(self) -> None:
        """Show the first rows."""
        self.reload()

    def reload(self, at: int = 0) -> None:
        """Make the rows again and put the bar at row `at`, or at the next one that can be chosen."""
        self.rows = self.make_rows()
        self.at = self._choosable(at, 1)
        self._body.take_size()

    def on_key(self, event: events.Key) -> None:
        """Feed the key map; what it leaves over is text, if there is a line for it."""
        key = key_of_event(event.key, event.character)
        if self._dispatcher.press(key) or (self.has_line and self.type_key(key)):
            event.stop()
            event.prevent_default()

    def type_key(self, key: str) -> bool:
        """Put a key into the line; return whether it meant anything there."""
        before = self.line.text
        if not self.line.press(key):
            return False
        if self.line.text != before:
            self.written()
        self._body.refresh()
        return True

    def written(self) -> None:
        """The line changed: show the rows for it."""
        self.reload()

    def on_paste(self, event: events.Paste) -> None:
        """Put pasted text into the line."""
        event.stop()
        if self.has_line:
            self.line.insert(event.text)
            self.written()

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_accept(self, count: int, argument: str) -> None:
        """Take the row under the bar."""
        self.choose(self.at if 0 <= self.at < len(self.rows) else -1)

    def do_cancel(self, count: int, argument: str) -> None:
        """Leave without a choice."""
        self.dismiss(None)

    do_close = do_cancel

    def do_quit(self, count: int, argument: str) -> None:
        """Leave the program."""
        self.app.exit()

    def do_next_choice(self, count: int, argument: str) -> None:
        """Move the bar down."""
        self._move(self.at + 1, 1)

    def do_previous_choice(self, count: int, argument: str) -> None:
        """Move the bar up."""
        self._move(self.at - 1, -1)

    do_choice_down = do_next_choice
    do_choice_up = do_previous_choice

    def do_choice_page_down(self, count: int, argument: str) -> None:
        """Move the bar down a page."""
        self._move(self.at + self._body.page, -1)

    def do_choice_page_up(self, count: int, argument: str) -> None:
        """Move the bar up a page."""
        self._move(self.at - self._body.page, 1)

    def do_first_choice(self, count: int, argument: str) -> None:
        """Move the bar to the first row."""
        self._move(0 if self.has_bar else -_FAR, 1)

    def do_last_choice(self, count: int, argument: str) -> None:
        """Move the bar to the last row."""
        self._move(len(self.rows) - 1 if self.has_bar else _FAR, -1)

    def _move(self, index: int, step: int) -> None:
        if not self.has_bar:
            self._body.scroll_by(index - self.at)
            return
        target = self._choosable(max(0, min(index, len(self.rows) - 1)), step)
        if target != self.at:
            self.at = target
            self.moved()
        self._body.reveal()

    def _choosable(self, index: int, step: int) -> int:
        """Return the first row from `index` on, in steps of `step`, that can be chosen; else the one the bar is at."""
        at = index
        while 0 <= at < len(self.rows):
            if not self.rows[at].is_heading:
                return at
            at += step
        return min(self.at, max(0, len(self.rows) - 1))

    def click(self, index: int) -> None:
        """Take the row that was clicked."""
        if 0 <= index < len(self.rows) and not self.rows[index].is_heading:
            self.at = index
            self.choose(index)


class _SheetBody(Widget):
    """Draws a sheet."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "_SheetBody { background: $panel; }"

    def __init__(self, sheet: "Sheet[Result]") -> None:
        super().__init__()
        self._sheet = sheet
        self._top = 0
        self._starts: list[int] = [0]
        self._inks: Inks | None = None

    @property
    def inks(self) -> Inks:
        """The theme's styles."""
        if self._inks is None:
            self._inks = Inks.from_variables(self.app.theme_variables)
        return self._inks

    def notify_style_update(self) -> None:
        """Take the colours anew when the theme has changed."""
        super().notify_style_update()
        self._inks = None

    @property
    def _head(self) -> int:
        """Rows above the list: a blank one, the title, the line, a blank one."""
        return 4 if self._sheet.has_line else 3

    @property
    def page(self) -> int:
        """How many rows of the list are shown."""
        return max(1, self.size.height - self._head - 3)

    def take_size(self) -> None:
        """Take the size that the rows need and the screen has."""
        screen = self.screen.size
        width = min(self._sheet.width_cells, screen.width - 2)
        text_width = width - 2 * EDGE
        rows = self._sheet.rows
        heights = [self._height(row, text_width, after) for row, after in zip(rows, (None, *rows), strict=False)]
        self._starts = list(accumulate(heights, initial=0))
        wanted = max(1, self._starts[-1]) if self._sheet.rows else len(fold(self._sheet.empty_text, text_width, 6))
        self.styles.width = width
        self.styles.height = min(self._head + wanted + 3, screen.height - 2)
        self._top = 0
        self.call_after_refresh(self.reveal)
        self.refresh()

    def reveal(self) -> None:
        """Scroll so that the row under the bar is on the screen, with its heading if it is the first below one."""
        at = self._sheet.at
        if at + 1 >= len(self._starts):
            return
        first = at - 1 if at and self._sheet.rows[at - 1].is_heading else at
        if self._starts[first] < self._top:
            self._top = self._starts[first]
        elif self._starts[at + 1] > self._top + self.page:
            self._top = self._starts[at + 1] - self.page
        self.refresh()

    def _height(self, row: SheetRow, width: int, after: SheetRow | None) -> int:
        if row.is_heading:  # with a blank row above it, where there is none yet
            return 1 if after is None or after.note else 2
        texts = len(fold(row.text, self._text_room(row, width), self._sheet.text_rows))
        return texts + (len(fold(row.note, width - row.indent, NOTE_ROWS)) + 1 if row.note else 0)

    def render_line(self, y: int) -> Strip:
        """Draw the title, the line, the rows or the hints."""
        inks, width, sheet = self.inks, self.size.width, self._sheet
        ground = inks.panel + inks.text
        if y == 1:
            return lay_out([Run(EDGE, sheet.title_text, inks.strong), *self._count(width)], width, ground)
        if y == 2 and sheet.has_line:
            return lay_out(self._line_runs(width), width, ground)
        if y == self.size.height - 2:
            return lay_out(self._hint_runs(width), width, ground)
        row = y - self._head
        if not 0 <= row < self.page:
            return Strip.blank(width, ground)
        if not sheet.rows:
            lines = fold(sheet.empty_text, width - 2 * EDGE, 6)
            return lay_out([Run(EDGE, lines[row], inks.muted)] if row < len(lines) else (), width, ground)
        return self._row_line(row + self._top, width, ground)

    def _count(self, width: int) -> list[Run]:
        if self._starts[-1] <= self.page or not self._sheet.has_bar:
            return []
        choices = [index for index, row in enumerate(self._sheet.rows) if not row.is_heading]
        number = choices.index(self._sheet.at) + 1 if self._sheet.at in choices else 0
        return flush_right([(f"{number}/{len(choices)}", self.inks.muted)], width - EDGE)

    def _line_runs(self, width: int) -> list[Run]:
        inks = self.inks
        text, caret = self._sheet.line.shown(width - 2 * EDGE - 3)
        at = index_at(text, 0, len(text), caret)
        under = text[at : grapheme_end(text, at)] or " "
        x = EDGE + 2
        return [
            Run(EDGE, "›", inks.key),
            Run(x, text[:at], inks.text),
            Run(x + caret, under, inks.caret),
            Run(x + caret + cell_width(under), text[at + len(under) :], inks.text),
        ]

    def _hint_runs(self, width: int) -> list[Run]:
        pairs = []
        for action_id, word in self._sheet.hints:
            keys = self._sheet.keymap.keys(action_id)
            if keys:
                pairs += [(key_label(keys[0]), self.inks.key), (f" {word}", self.inks.muted), ("   ", self.inks.text)]
        runs, x = [], EDGE
        for text, style in pairs[:-1]:
            runs.append(Run(x, text, style))
            x += cell_width(text)
        return runs

    def _row_line(self, line: int, width: int, ground: Style) -> Strip:
        if line >= self._starts[-1]:
            return Strip.blank(width, ground)
        index = bisect_right(self._starts, line) - 1
        row, inside = self._sheet.rows[index], line - self._starts[index]
        height = self._starts[index + 1] - self._starts[index]
        if row.is_heading:
            return lay_out([Run(EDGE, row.text, self.inks.key)] if inside == height - 1 else (), width, ground)
        if row.note and inside == height - 1:
            return Strip.blank(width, ground)
        is_current = index == self._sheet.at and self._sheet.has_bar
        runs = [Run(1, BAR, self.inks.accent)] if is_current else []
        runs += self._row_runs(row, inside, width, is_current)
        return lay_out(runs, width, ground + self.inks.select if is_current else ground)

    def _row_runs(self, row: SheetRow, inside: int, width: int, is_current: bool) -> list[Run]:
        inks = self.inks
        x = EDGE + row.indent + self._sheet.left_width
        room = self._text_room(row, width - 2 * EDGE)
        text = MarkedText(row.text, row.text_marks).around_first_mark(room * self._sheet.text_rows)
        ink = inks.strong if is_current else inks.text
        if row.colour:
            ink = ink + inks.marks[row.colour]
        texts = text.lines(x, room, self._sheet.text_rows, ink, ink + inks.lit)
        if inside >= len(texts):
            note = MarkedText(row.note, row.note_marks)
            return note.lines(x, width - EDGE - x, NOTE_ROWS, inks.muted, inks.lit)[inside - len(texts)]
        right = flush_right([(row.right, inks.key)], width - EDGE) if row.right else []
        runs = [Run(EDGE + row.indent, row.left, inks.key)] if row.left else []
        if inside:
            return texts[inside]
        return [*runs, *texts[0], *right]

    def _text_room(self, row: SheetRow, width: int) -> int:
        """Return the cells for a row's text; `width` is without the sheet's edges."""
        return width - row.indent - self._sheet.left_width - (cell_width(row.right) + 2 if row.right else 0)

    def on_click(self, event: events.Click) -> None:
        """Take the row that was clicked."""
        event.stop()
        line = event.y - self._head + self._top
        if 0 <= event.y - self._head < self.page and line < self._starts[-1]:
            self._sheet.click(bisect_right(self._starts, line) - 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the bar stays where it is."""
        self._scroll(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        self._scroll(event, -3)

    def _scroll(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        self.scroll_by(lines)

    def scroll_by(self, lines: int) -> None:
        """Move the rows by so many lines, as far as there are any."""
        self._top = max(0, min(self._top + lines, self._starts[-1] - self.page))
        self.refresh()
