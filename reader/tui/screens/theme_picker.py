"""The theme picker: the screen behind it takes each theme as the bar comes to it."""

from collections.abc import Callable, Sequence

from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow


class ThemePicker(Sheet[str]):
    """All themes by title; answers with the name of the one chosen. Leaving puts the first one back."""

    DEFAULT_CSS = "ThemePicker { align: right middle; background: transparent; }"
    title_text = "Themes"
    width_cells = 36
    """Narrow and at the side, so that one sees what is picked."""
    hints = (("accept", "take it"), ("cancel", "leave"))
    has_quiet_right = True

    def __init__(
        self, keymap: KeyMap, themes: Sequence[tuple[str, str]], current: str, try_on: Callable[[str], None]
    ) -> None:
        super().__init__(keymap)
        self._themes = themes
        """Name and title of each."""
        self._before = current
        self._try_on = try_on

    def first_at(self) -> int:
        """Begin at the theme in use."""
        return next((index for index, (name, _) in enumerate(self._themes) if name == self._before), 0)

    def make_rows(self) -> Sequence[SheetRow]:
        """One row a theme."""
        return [SheetRow(text=title, right="in use" if name == self._before else "") for name, title in self._themes]

    def moved(self) -> None:
        """Show the theme at once."""
        self._try_on(self._themes[self.at][0])

    def choose(self, index: int) -> None:
        """Keep the theme."""
        self._try_on(self._themes[index][0])
        self.dismiss(self._themes[index][0])

    def do_cancel(self, count: int, argument: str) -> None:
        """Put back the theme that was."""
        self._try_on(self._before)
        self.dismiss(None)

    do_close = do_cancel
