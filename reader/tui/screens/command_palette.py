"""The command palette: every action of the key map that can be chosen by its name, with its keys; those used last first."""

from collections.abc import Callable, Sequence

from reader.tui.fuzzy import best_first
from reader.tui.keys.actions import Action, Group
from reader.tui.keys.keymap import KeyMap, shown_keys
from reader.tui.screens.sheet import Sheet, SheetRow

RECENT_HEADING = "Used last"


class CommandPalette(Sheet[str]):
    """Typed letters choose among sentences; answers with an action's id."""

    title_text = "Commands"
    empty_text = "No command is called so."
    hints = (("accept", "do it"), ("cancel", "leave"))
    has_line = True
    text_rows = 2

    def __init__(self, keymap: KeyMap, can: Callable[[str], bool], recent: Sequence[str] = ()) -> None:
        """`recent` are the ids of the commands used last, the last first."""
        super().__init__(keymap)
        self._offered = [action for action in keymap.actions if action.in_palette and can(action.id)]
        by_id = {action.id: action for action in self._offered}
        self._recent = [by_id[action_id] for action_id in recent if action_id in by_id]
        self._shown: list[Action | None] = []

    def make_rows(self) -> Sequence[SheetRow]:
        """The commands that fit, best first; all of them under their headings while nothing is written."""
        if self.line.text.strip():
            found = best_first(self.line.text, [*self._recent, *self._others], _searched)
            self._shown = list(found)
            return [_row(action) for action in found]
        rows: list[SheetRow] = []
        self._shown = []
        parts = [(RECENT_HEADING, self._recent)]
        parts += [(group.value, [action for action in self._others if action.group is group]) for group in Group]
        for heading, actions in parts:
            if actions:
                rows += [SheetRow(text=heading, is_heading=True), *map(_row, actions)]
                self._shown += [None, *actions]
        return rows

    @property
    def _others(self) -> list[Action]:
        return [action for action in self._offered if action not in self._recent]

    def choose(self, index: int) -> None:
        """Answer with the command."""
        if index >= 0 and (action := self._shown[index]) is not None:
            self.dismiss(action.id)


def _searched(action: Action) -> str:
    return f"{action.help} {action.id}"


def _row(action: Action) -> SheetRow:
    return SheetRow(text=action.help, right=shown_keys(action))
