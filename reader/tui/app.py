"""The app: the theme, the first screen, and the border that no traceback crosses. What one sees is on the screens."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.console import RenderableType
from textual import events
from textual._context import active_message_pump  # says what failed; there is no public name for it
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

from reader.library.library import Library
from reader.tui.curtain import Curtain
from reader.tui.driver import driver_from
from reader.tui.keys.keymap import KeyMap
from reader.tui.looks.terminal_colours import Answers
from reader.tui.looks.themes import ThemeFile, to_textual
from reader.tui.screens.reading import ReadingScreen, Start
from reader.tui.window_state import WindowState

if TYPE_CHECKING:  # comes with the first list
    from reader.tui.resting import Rest

CURTAIN_SECONDS = 0.25
"""How long the frame that was drawn beforehand stands at most, when the list takes its time."""

REHEARSAL_SECONDS = 2.0
"""How long a run that nobody sees waits for its list, which is there in 0.1 s: the shell is being waited for."""

MOST_FAULTS = 5
"""Unexpected errors after which the program ends itself: a screen that fails at every repaint can't be left by keys."""

log = logging.getLogger("pressmark")


class Setup(NamedTuple):
    """What the app is started with."""

    library: Library
    keymap: KeyMap
    theme: ThemeFile
    environ: Mapping[str, str]
    """The environment as it was when the program began."""
    start: Start = Start()
    window: WindowState = WindowState()
    curtain: Curtain | None = None
    """The frame that stands on the terminal already."""
    answers: Answers = Answers()
    """What the terminal said before the screen began."""
    rehearsed_size: tuple[int, int] | None = None
    """Columns and rows of a run that nobody sees; None if it is seen."""
    is_strict: bool = False
    """Whether an unexpected error ends the program with its traceback: for tests."""


class PressmarkApp(App[None], inherit_bindings=False):
    """The reader in the terminal."""

    TITLE = "Pressmark"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, setup: Setup) -> None:
        self._first_theme = to_textual(setup.theme)
        # Textual picks its filter for NO_COLOR here, before it has our theme: one for native ANSI must be said by hand.
        curtain = setup.curtain if setup.curtain is not None and setup.curtain.is_shown else None
        super().__init__(
            driver_class=driver_from(curtain, setup.answers.typed) if curtain or setup.answers.typed else None,
            ansi_color=True if setup.environ.get("NO_COLOR") else None,
        )
        self.setup = setup
        self._curtain = curtain
        self._reading: ReadingScreen | None = None
        self.rehearsed = ""
        """What draws the first frame, after a run that nobody saw."""
        self.fault = ""
        """What made the program end itself, in words; "" if nothing did."""
        self._faults = 0
        self._rest: Rest | None = None
        self.register_theme(self._first_theme)
        self.theme = setup.theme.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give every slot a colour under any theme."""
        return dict(self._first_theme.variables)

    def get_default_screen(self) -> ReadingScreen:
        """Return the one screen that is always there."""
        setup = self.setup
        self._reading = ReadingScreen(
            setup.library,
            setup.keymap,
            start=setup.start._replace(list_shown=self.list_shown, is_rehearsal=setup.rehearsed_size is not None),
            environ=setup.environ,
            theme=setup.theme,
            window=setup.window,
        )
        return self._reading

    @property
    def left_open(self) -> str:
        """The id of the article that is open, or was when the screen was left; "" if none was."""
        opened = self._reading.opened if self._reading is not None else None
        return opened.kept.record.id if opened is not None else ""

    def on_ready(self) -> None:
        """Let nobody wait for a list that takes long, or that can't be read."""
        if self._curtain is not None:
            self.set_timer(CURTAIN_SECONDS, self.lift_curtain)
        if self.setup.rehearsed_size is not None:
            self.set_timer(REHEARSAL_SECONDS, self.exit)

    def exit(self, *arguments: Any, **named: Any) -> None:
        """End; while the terminal is given back, which takes textual a moment, what watches the library ends as well."""
        if self._reading is not None:
            self._reading.session.lists.begin_close()
        super().exit(*arguments, **named)

    def list_shown(self) -> None:
        """Take note that the first list stands: the frame is whole."""
        if self.setup.rehearsed_size is not None:
            # What textual writes to a terminal for a whole screen; it has no public name.
            self.rehearsed = self.screen._compositor.render_full_update().render_segments(self.console)
            self.exit()
        self.lift_curtain()
        from reader.tui.resting import LOOK_SECONDS, Rest

        self._rest = Rest(lambda: self._reading is None or self._reading.session.is_idle)
        self.set_interval(LOOK_SECONDS, self._rest.look)

    async def on_event(self, event: events.Event) -> None:
        """Take note that something was pressed."""
        if self._rest is not None and isinstance(event, events.InputEvent):
            self._rest.touched()
        await super().on_event(event)

    def lift_curtain(self) -> None:
        """Draw the screen over the frame that stood for it, which it resembles to the last cell if nothing has happened."""
        if self._curtain is not None:
            self._curtain = None
            self.screen.refresh()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Draw nothing as long as the curtain stands: textual's own `batch_update` would hold up the layout as well."""
        if self._curtain is not None:
            if self.size == self._curtain.size:
                return
            self.lift_curtain()
        super()._display(screen, renderable)

    def _handle_exception(self, error: Exception) -> None:
        """Log what nobody expected and tell the reader, who goes on where they are, unless it comes again and again."""
        self._faults += 1
        log.error("unexpected", exc_info=error)
        if self.setup.is_strict:
            super()._handle_exception(error)
            return
        screen = next((screen for screen in self.screen_stack if isinstance(screen, ReadingScreen)), None)
        if screen is None or not screen.is_mounted or self._faults > MOST_FAULTS:
            self.fault = type(error).__name__
            self.exit(return_code=1)
            return
        screen.tell(f"That went wrong: {type(error).__name__}", "The log file says more.", is_error=True)
        failed: MessagePump | None = active_message_pump.get(None)
        takes_keys = isinstance(failed, Screen) or failed is self.focused
        if takes_keys and failed is not None and failed._task is not None:
            failed._task.add_done_callback(lambda _ended: self._end_unless_heard(failed, type(error).__name__))

    def _end_unless_heard(self, pump: MessagePump, fault: str) -> None:
        """End the program if what takes the keys has died: textual leaves standing what failed at a message, and deaf."""
        if pump._closing or self._exit:
            return
        self.fault = fault
        self.exit(return_code=1)
