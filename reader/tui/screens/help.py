"""The help screen: the key map, as it is with the user's changes, under its headings."""

from collections.abc import Sequence

from reader.tui.keys.actions import Group
from reader.tui.keys.keymap import KeyMap, shown_keys
from reader.tui.screens.sheet import Sheet, SheetRow

MOST_KEYS = 2
"""Keys shown for an action; the rest are other ways to the same."""


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
            SheetRow(left=shown_keys(action, MOST_KEYS), text=action.help)
            for action in keymap.actions
            if action.group is group and action.keys
        )
    return rows
