"""The sheet that says what filters and searches can ask. Made from the table that the command line's help is made from, too."""

from collections.abc import Sequence

from reader.library.query_language import QueryTerm
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow


class QueryHelp(Sheet[None]):
    """What can be written, and what it finds. There is nothing to choose: the keys move the page."""

    title_text = "Filters and searches"
    hints = (("choice_page_down", "more"), ("cancel", "leave"))
    has_bar = False
    left_width = 31
    text_rows = 6

    def __init__(self, keymap: KeyMap, terms: Sequence[QueryTerm]) -> None:
        super().__init__(keymap)
        self._terms = terms

    def make_rows(self) -> Sequence[SheetRow]:
        """A row for each thing that can be asked; its examples stand below each other."""
        rows: list[SheetRow] = []
        for term in self._terms:
            if not term.form:
                rows.append(SheetRow(text=term.meaning, is_heading=True))
                continue
            rows.append(SheetRow(left=term.form.replace("  ", "\n"), text=term.meaning))
        return rows

    def choose(self, index: int) -> None:
        """Close: a key that chooses has nothing else to mean here."""
        self.dismiss(None)
