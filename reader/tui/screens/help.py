"""The help screen: the key map, as it is with the user's changes, under its headings."""

from collections.abc import Sequence

from reader.tui.keys.actions import Action, Argument, Group
from reader.tui.keys.key_names import key_label
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow

MOST_KEYS = 2
"""Keys shown for an action; the rest are other ways to the same."""


def shown_keys(action: Action) -> str:
    """Return an action's keys as help shows them: `j ↓`, `m + letter`, `H 1–5`."""
    if action.argument is Argument.LETTER:
        return f"{key_label(action.keys[0])} + letter" if action.keys else ""
    if action.argument is Argument.KEY:
        return f"{key_label(action.keys[0])}–{key_label(action.keys[-1])}" if action.keys else ""
    return "  ".join(key_label(key) for key in action.keys[:MOST_KEYS])


class Help(Sheet[None]):
    """All keys. There is nothing to choose: the keys move the page."""

    title_text = "Keys"
    hints = (("choice_page_down", "more"), ("cancel", "leave"))
    has_bar = False
    left_width = 16
    text_rows = 2

    def __init__(self, keymap: KeyMap) -> None:
        super().__init__(keymap)
        self._made = rows_of(keymap)

    def make_rows(self) -> Sequence[SheetRow]:
        """Groups in their order, actions in the table's."""
        return self._made

    def choose(self, index: int) -> None:
        """Close: a key that chooses has nothing else to mean here."""
        self.dismiss(None)


def rows_of(keymap: KeyMap) -> list[SheetRow]:
    """Return the rows of the help: a heading for each group, a row for each action that has a key."""
    rows: list[SheetRow] = []
    for group in Group:
        rows.append(SheetRow(text=group.value, is_heading=True))
        rows.extend(
            SheetRow(left=shown_keys(action), text=action.help)
            for action in keymap.actions
            if action.group is group and action.keys
        )
    return rows
