"""The app: the theme, the first screen, and the border that no traceback crosses. What one sees is on the screens."""

import logging
from collections.abc import Mapping
from typing import NamedTuple

from textual.app import App

from reader.library.library import Library
from reader.tui.keys.keymap import KeyMap
from reader.tui.looks.themes import ThemeFile, to_textual
from reader.tui.screens.reading import ReadingScreen, Start
from reader.tui.window_state import WindowState

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
    is_strict: bool = False
    """Whether an unexpected error ends the program with its traceback: for tests."""


class PressmarkApp(App[None], inherit_bindings=False):
    """The reader in the terminal."""

    TITLE = "Pressmark"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, setup: Setup) -> None:
        self._first_theme = to_textual(setup.theme)
        # Textual picks its filter for NO_COLOR here, before it has our theme: one for native ANSI must be said by hand.
        super().__init__(ansi_color=True if setup.environ.get("NO_COLOR") else None)
        self.setup = setup
        self.fault = ""
        """What made the program end itself, in words; "" if nothing did."""
        self._faults = 0
        self.register_theme(self._first_theme)
        self.theme = setup.theme.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give every slot a colour under any theme."""
        return dict(self._first_theme.variables)

    def get_default_screen(self) -> ReadingScreen:
        """Return the one screen that is always there."""
        setup = self.setup
        return ReadingScreen(
            setup.library,
            setup.keymap,
            start=setup.start,
            environ=setup.environ,
            theme=setup.theme,
            window=setup.window,
        )

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
