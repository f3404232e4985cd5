"""The command palette: every action of the key map that can be chosen by its name, with its keys."""

from collections.abc import Callable, Sequence

from reader.tui.fuzzy import best_first
from reader.tui.keys.actions import Action
from reader.tui.keys.key_names import key_label
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow


class CommandPalette(Sheet[str]):
    """Typed letters choose among sentences; answers with an action's id."""

    title_text = "Commands"
    empty_text = "No command is called so."
    hints = (("accept", "do it"), ("cancel", "leave"))
    has_line = True

    def __init__(self, keymap: KeyMap, can: Callable[[str], bool]) -> None:
        super().__init__(keymap)
        self._offered = [action for action in keymap.actions if action.in_palette and can(action.id)]
        self._shown: list[Action] = []

    def make_rows(self) -> Sequence[SheetRow]:
        """The commands that fit, best first."""
        self._shown = best_first(self.line.text, self._offered, lambda action: f"{action.help} {action.id}")
        return [
            SheetRow(text=action.help, right="  ".join(key_label(key) for key in action.keys)) for action in self._shown
        ]

    def choose(self, index: int) -> None:
        """Answer with the command."""
        if index >= 0:
            self.dismiss(self._shown[index].id)
