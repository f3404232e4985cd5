"""A text over the whole screen that is only read: keys of its own, a last row, and a line in it for what is looked for.

The raw text of a page and what changed between two versions are such screens.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from textual import events

from reader.tui.keys.actions import Mode
from reader.tui.keys.dispatch import Dispatcher
from reader.tui.keys.key_names import key_of_event
from reader.tui.keys.keymap import KeyMap
from reader.tui.prompt import Prompt
from reader.tui.screens.leaving_screen import LeavingScreen
from reader.tui.screens.type_ahead import pass_on
from reader.tui.widgets.status_line import HintTaken, StatusLine

Result = TypeVar("Result")


class CoveringScreen(LeavingScreen[Result]):
    """The keys, the last row, and what is asked in it."""

    AUTO_FOCUS = ""
    reading_mode = Mode.READING
    """What keys mean while nothing is asked."""

    def __init__(self, keymap: KeyMap, performers: Callable[[], Sequence[object]]) -> None:
        """`performers` gives who does actions, the first that can."""
        super().__init__()
        self.keymap = keymap
        self.status = StatusLine()
        self._prompt: Prompt | None = None
        self._dispatcher = Dispatcher(keymap, lambda: self.mode, performers, self.pend)

    # -- for the screen built on it ---------------------------------------------------------------------------------
    def settle(self) -> None:
        """Let the last row say where one is."""

    def pend(self, pending: str) -> None:
        """Show keys that wait for others."""
        self.status.pend(pending)

    # -- keys -------------------------------------------------------------------------------------------------------
    @property
    def mode(self) -> Mode:
        """Whether keys move the text or are written."""
        return self.reading_mode if self._prompt is None else Mode.INPUT

    def on_key(self, event: events.Key) -> None:
        """Feed the key map; what it leaves over is text for the line that is being written."""
        if pass_on(self, event):
            return
        key = key_of_event(event.key, event.character)
        if self._dispatcher.press(key) or self._type(key):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Put pasted text into the line that is being written."""
        if pass_on(self, event):
            return
        event.stop()
        if self._prompt is not None:
            self._prompt.line.insert(event.text)
            self._prompt.edited()
            self.status.fit()

    def _type(self, key: str) -> bool:
        prompt = self._prompt
        if prompt is None:
            return False
        before = prompt.line.text
        prompt.line.press(key)
        if prompt.line.text != before:
            prompt.edited()
        self.status.fit()
        return True

    def on_hint_taken(self, message: HintTaken) -> None:
        """Do what was clicked in the last row."""
        self._dispatcher.perform(message.action_id)

    # -- the line ---------------------------------------------------------------------------------------------------
    def ask(self, prompt: Prompt | None) -> None:
        """Ask for a line in the last row; None ends it."""
        self._prompt = prompt
        self.status.ask(prompt)
        self.settle()

    def do_accept(self, count: int, argument: str) -> None:
        """Take the line as it is written."""
        prompt = self._prompt
        self.ask(None)
        if prompt is not None:
            prompt.accepted(prompt.line.text)

    def do_cancel(self, count: int, argument: str) -> None:
        """Leave the line."""
        prompt = self._prompt
        self.ask(None)
        if prompt is not None:
            prompt.cancelled()

    # -- leaving ----------------------------------------------------------------------------------------------------
    def do_back(self, count: int, argument: str) -> None:
        """Leave the text."""
        self.dismiss(None)

    def do_help(self, count: int, argument: str) -> None:
        """Show all keys."""
        from reader.tui.screens.help import Help

        def perform(action_id: str | None) -> None:
            if action_id is not None:
                self._dispatcher.perform(action_id)

        self.app.push_screen(Help(self.keymap, self.mode), perform)

    def do_quit(self, count: int, argument: str) -> None:
        """Leave the program."""
        self.app.exit()
