"""The sheet of all keys: those that work where one is first, each under its heading; in columns on wide screens."""

from collections.abc import Sequence

from reader.layout.cells import cell_width
from reader.model.search_text import fold
from reader.tui.fuzzy import best_first
from reader.tui.keys.actions import PLACES, Action, Group, Mode
from reader.tui.keys.keymap import KeyMap, shown_keys
from reader.tui.screens.sheet import Sheet, SheetRow

MOST_KEYS = 2
"""Keys shown for an action; the rest are other ways to the same."""

OWN = "yours"
"""Stands beside keys that the user chose."""

_FIRST = {
    Mode.LIST: Group.LIST,
    Mode.READING: Group.MOVING,
    Mode.CARET: Group.CARET,
    Mode.MARGIN: Group.MARGIN,
    Mode.BENCH: Group.BENCH,
    Mode.DIFFERENCE: Group.VERSIONS,
    Mode.TRAY: Group.TRAY,
    Mode.SUBSCRIPTIONS: Group.SUBSCRIPTIONS,
    Mode.RULES: Group.RULES,
}
"""The heading that says most about a mode."""


class Help(Sheet[str]):
    """All keys; answers with the id of the action that was taken. A line filters them."""

    title_text = "Keys"
    empty_text = "No key does that. The commands may: they have all that has no key."
    hints = (("accept", "do it"), ("filter_choices", "filter"), ("choice_page_down", "more"), ("cancel", "leave"))
    width_cells = 196
    column_cells = 54
    left_width = 14
    text_rows = 3
    has_quiet_right = True
    has_filter = True

    def __init__(self, keymap: KeyMap, mode: Mode) -> None:
        super().__init__(keymap)
        self._where = mode
        self._shown: list[Action | None] = []

    def make_rows(self) -> Sequence[SheetRow]:
        """The actions that fit what is written, under their headings."""
        actions = [action for action in self.keymap.actions if action.keys]
        if self.line.text.strip():
            actions = _fitting(self.line.text, actions)
        rows: list[SheetRow] = []
        self._shown = []
        for heading, part in parts_of(actions, self._where):
            rows.append(SheetRow(text=heading, is_heading=True))
            self._shown.append(None)
            for action in part:
                own = OWN if action.id in self.keymap.changed else ""
                rows.append(SheetRow(left=_left(action), text=action.help, right=own))
                self._shown.append(action)
        return rows

    def choose(self, index: int) -> None:
        """Answer with the action."""
        if index >= 0 and (action := self._shown[index]) is not None:
            self.dismiss(action.id)


def _fitting(typed: str, actions: Sequence[Action]) -> list[Action]:
    """Return the actions that have all words typed, in the table's order; those that nearly have them if none does."""
    words = fold(typed).split()
    found = [action for action in actions if all(word in fold(_searched(action)) for word in words)]
    if found:
        return found
    near = best_first(typed, actions, _searched)
    return [action for action in actions if action in near]


def _left(action: Action) -> str:
    """Return an action's keys, as many as have room."""
    keys = shown_keys(action, MOST_KEYS)
    return keys if cell_width(keys) < Help.left_width else shown_keys(action, 1)


def _searched(action: Action) -> str:
    return f"{action.help} {action.id} {shown_keys(action)}"


def parts_of(actions: Sequence[Action], mode: Mode) -> list[tuple[str, list[Action]]]:
    """Return actions under their headings: those that work in `mode` first, and of them those that belong to it most."""
    here = [action for action in actions if mode in action.modes]
    elsewhere = [action for action in actions if mode not in action.modes]
    groups = sorted(Group, key=lambda group: group is not _FIRST.get(mode))
    parts = [(group.value, [action for action in here if action.group is group]) for group in groups]
    used = {action.group for action in here}
    for group in Group:
        others = [action for action in elsewhere if action.group is group]
        where = dict.fromkeys(PLACES[mode] for action in others for mode in action.modes[:1])
        heading = f"{group.value} · {', '.join(where)}" if group in used and len(where) < 3 else group.value
        parts.append((heading, others))
    return [(heading, part) for heading, part in parts if part]
