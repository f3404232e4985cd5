"""The choice of a format in which annotations leave the workbench, and of where they go; answers with both."""

from collections.abc import Sequence
from typing import NamedTuple

from reader.library.exporting_notes import note_formats
from reader.tui.bench_session import counted
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow


class ExportChoice(NamedTuple):
    """What was chosen."""

    form: str
    """The name of the format."""
    suffix: str
    is_copied: bool
    """Whether it goes to the clipboard, not into a file."""


class ExportSheet(Sheet[ExportChoice]):
    """Formats for a file, and those that are pasted elsewhere."""

    width_cells = 46
    hints = (("accept", "take it"), ("cancel", "leave"))

    def __init__(self, keymap: KeyMap, count: int) -> None:
        """`count` is how many annotations are meant."""
        super().__init__(keymap)
        self.title_text = f"Export {counted(count)}"
        formats = note_formats()
        self._choices: list[ExportChoice | None] = []
        self._rows: list[SheetRow] = []
        for heading, is_copied, names in (
            ("Into a file", False, [known.name for known in formats]),
            ("To the clipboard", True, ["md", "text", "csv", "json"]),
        ):
            self._choices.append(None)
            self._rows.append(SheetRow(text=heading, is_heading=True))
            for known in formats:
                if known.name in names:
                    self._choices.append(ExportChoice(known.name, known.suffix, is_copied))
                    self._rows.append(SheetRow(text=known.title, right="" if is_copied else known.suffix))

    has_quiet_right = True

    def make_rows(self) -> Sequence[SheetRow]:
        """The formats."""
        return self._rows

    def choose(self, index: int) -> None:
        """Answer with the format."""
        if index >= 0 and (choice := self._choices[index]) is not None:
            self.dismiss(choice)

    def do_cancel(self, count: int, argument: str) -> None:
        """Leave without a choice."""
        self.dismiss(None)

    do_close = do_cancel
