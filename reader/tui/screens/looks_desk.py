"""How it looks: the theme and the length of the lines, picked on the screen and remembered on this machine."""

from collections.abc import Mapping

from reader.tui.looks.themes import ThemeFile
from reader.tui.looks.theming import all_themes
from reader.tui.screens.host import Host
from reader.tui.window_state import Value, WindowState, save_window_state


class LooksDesk:
    """The theme in use, and what was chosen."""

    def __init__(self, host: Host, theme: ThemeFile, window: WindowState) -> None:
        self._host = host
        self._theme = theme
        self.window = window
        """What is remembered from one run to the next."""

    def do_choose_theme(self, count: int, argument: str) -> None:
        """Pick a theme; the screen wears each as the bar comes to it."""
        from reader.tui.screens.theme_picker import ThemePicker

        host = self._host
        found = all_themes(host.session.library.folders.config / "themes")
        themes: Mapping[str, ThemeFile] = {self._theme.name: self._theme, **found.themes}

        def keep(name: str) -> None:
            self._theme = themes[name]
            self.keep("theme", name)

        names = [(name, theme.title) for name, theme in themes.items()]
        host.show_sheet(ThemePicker(host.keymap, names, self._theme.name, lambda name: host.wear(themes[name])), keep)
        for problem in found.problems:
            host.tell(problem.message, problem.hint, is_error=True)

    def keep(self, setting: str, value: Value) -> None:
        """Remember what was chosen for a setting; it holds until the user's own settings say something else."""
        self.remember(self.window.with_choice(setting, value, self._host.config))

    def remember(self, window: WindowState) -> None:
        """Remember this from now on."""
        self.window = window
        save_window_state(self._host.session.library.folders.state, window)
