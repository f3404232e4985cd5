"""A sheet: a list over the screen, with a line to write in if it wants one. All dialogs are made of it.

Drawn by `SheetBody`; keys come through the key map in the modes `choice` and `input`. A subclass says which rows
there are for what is written, and what choosing one means.
"""

from collections.abc import Sequence
from typing import TypeVar

from textual import events
from textual.app import ComposeResult

from reader.tui.keys.actions import Mode
from reader.tui.keys.dispatch import Dispatcher
from reader.tui.keys.key_names import key_of_event
from reader.tui.keys.keymap import KeyMap
from reader.tui.line_edit import LineEdit
from reader.tui.screens.leaving_screen import LeavingScreen
from reader.tui.screens.sheet_body import NOTE_ROWS, SheetBody
from reader.tui.screens.sheet_rows import SheetRow, parting_rows
from reader.tui.screens.type_ahead import pass_on

__all__ = ["Sheet", "SheetRow"]

Result = TypeVar("Result")

SHEET_WIDTH = 76
"""The most cells a sheet takes."""

_FAR = 1_000_000


class Sheet(LeavingScreen[Result]):
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
    column_cells = 0
    """Cells that a column of rows has at least, where there may be several beside each other; 0 for one."""
    text_rows = 1
    """How many rows the text of a row may take; what is longer ends with an ellipsis."""
    note_rows = NOTE_ROWS
    """The same of its second part."""
    has_quiet_left = False
    """Whether what stands in the column at the left names what the row says, and is no key."""
    has_quiet_right = False
    """Whether what stands at the right edge describes, and is no key and no count."""
    has_filter = False
    """Whether a key opens a line that filters the rows."""
    has_bar = True
    """Whether one row is marked as the one that would be taken."""

    def __init__(self, keymap: KeyMap) -> None:
        super().__init__()
        self.keymap = keymap
        self.line = LineEdit()
        self.rows: Sequence[SheetRow] = ()
        self.parting: Sequence[int] = ()
        """The rows that are headings or groups: they are not counted."""
        self.at = 0
        """Index of the row under the bar."""
        self._body = SheetBody(self)
        self._dispatcher = Dispatcher(keymap, lambda: self.mode, lambda: (self,))

    @property
    def mode(self) -> Mode:
        """Whether keys are text or commands."""
        return Mode.INPUT if self.has_line else Mode.CHOICE

    # -- for subclasses ---------------------------------------------------------------------------------------------
    def make_rows(self) -> Sequence[SheetRow]:
        """Return the rows for what is written."""
        return ()

    def first_at(self) -> int:
        """Return the row that the bar begins at; called before the rows are made."""
        return 0

    def choose(self, index: int) -> None:
        """Take the row at `index`, -1 if there is none."""

    def moved(self) -> None:
        """The bar moved."""

    def unfiltered(self) -> None:
        """The line that filters was closed: show everything."""
        self.reload()

    def leave(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)

    # -- life -------------------------------------------------------------------------------------------------------
    def compose(self) -> ComposeResult:
        """One widget draws it all."""
        yield self._body

    def on_mount(self) -> None:
        """Show the first rows."""
        self.reload(self.first_at())

    def on_resize(self, event: events.Resize) -> None:
        """Take the size that the screen has room for now."""
        self._body.take_size(is_anew=True)

    def reload(self, at: int = 0) -> None:
        """Make the rows again and put the bar at row `at`, or at the next one that can be chosen."""
        self.rows = self.make_rows()
        self.parting = parting_rows(self.rows)
        self.at = self._choosable(at, 1)
        self._body.take_size()

    def on_key(self, event: events.Key) -> None:
        """Feed the key map; what it leaves over is text, if there is a line for it."""
        if pass_on(self, event):
            return
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
        if pass_on(self, event):
            return
        event.stop()
        if self.has_line:
            self.line.insert(event.text)
            self.written()

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_accept(self, count: int, argument: str) -> None:
        """Take the row under the bar."""
        self.choose(self.at if 0 <= self.at < len(self.rows) else -1)

    def do_cancel(self, count: int, argument: str) -> None:
        """Close the line that filters, and show everything; without one, leave without a choice."""
        if self.has_filter and self.has_line:
            self.has_line = False
            self.line.replace(0, len(self.line.text), "")
            self.unfiltered()
        else:
            self.leave()

    def do_close(self, count: int, argument: str) -> None:
        """Close the line that filters; without one, leave without a choice."""
        self.do_cancel(count, argument)

    def do_filter_choices(self, count: int, argument: str) -> None:
        """Open the line that filters."""
        if self.has_filter:
            self.has_line = True
            self.reload(self.at)

    def do_quit(self, count: int, argument: str) -> None:
        """Leave the program."""
        self.app.exit()

    def do_help(self, count: int, argument: str) -> None:
        """Show the keys, those of this list first."""
        from reader.tui.screens.help import Help

        def perform(action_id: str | None) -> None:
            if action_id is not None:
                self._dispatcher.perform(action_id)

        self.app.push_screen(Help(self.keymap, self.mode), perform)

    def do_next_choice(self, count: int, argument: str) -> None:
        """Move the bar down."""
        self._move(self.at + count, 1)

    def do_previous_choice(self, count: int, argument: str) -> None:
        """Move the bar up."""
        self._move(self.at - count, -1)

    do_choice_down = do_next_choice
    do_choice_up = do_previous_choice

    def do_choice_page_down(self, count: int, argument: str) -> None:
        """Move the bar down a page."""
        self._move_page(1)

    def do_choice_page_up(self, count: int, argument: str) -> None:
        """Move the bar up a page."""
        self._move_page(-1)

    def do_first_choice(self, count: int, argument: str) -> None:
        """Move the bar to the first row."""
        self._move(0 if self.has_bar else -_FAR, 1)

    def do_last_choice(self, count: int, argument: str) -> None:
        """Move the bar to the last row, or to that of the number that was typed; what stands over others is not counted."""
        if argument and self.has_bar:
            self._move(self._counted_row(count), -1)
        else:
            self._move(len(self.rows) - 1 if self.has_bar else _FAR, -1)

    def _counted_row(self, count: int) -> int:
        """Return the `count`-th row that is counted, the last one if there are fewer."""
        at = min(count, len(self.rows) - len(self.parting)) - 1
        for index in self.parting:
            at += index <= at
        return max(0, at)

    def _move_page(self, step: int) -> None:
        if self.has_bar:
            before, target = self.at, self._body.row_a_page_on(self.at, step)
            self._move(target, -step)
            if self.at == before:  # a heading stands there, at the top of the next column
                self._move(target, step)
        else:
            self._body.scroll_by(step * self._body.page)

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

    def click_hint(self, action_id: str) -> None:
        """Do what a hint in the sheet's last row says."""
        self._dispatcher.perform(action_id)

    def on_click(self, event: events.Click) -> None:
        """Leave the sheet by a click beside it."""
        event.stop()
        self._dispatcher.perform("cancel")
