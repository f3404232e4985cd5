"""The words for the five colours, written where they are shown; answers with those that were changed."""

from collections.abc import Mapping, Sequence

from reader.library.colours import clash
from reader.model.annotation import Colour
from reader.model.errors import UsageError
from reader.tui.keys.keymap import KeyMap
from reader.tui.line_edit import LineEdit
from reader.tui.screens.sheet import Sheet, SheetRow


class ColoursSheet(Sheet[Mapping[Colour, str]]):
    """A row an ink, as it looks; the line holds the word of the one under the bar."""

    title_text = "What the colours mean"
    hints = (("next_choice", "next colour"), ("accept", "save"), ("cancel", "leave"))
    has_line = True
    left_width = 3
    width_cells = 56
    has_quiet_right = True

    def __init__(self, keymap: KeyMap, meanings: Mapping[Colour, str], *, first: Colour = Colour.YELLOW) -> None:
        super().__init__(keymap)
        self._before = {colour: _own(colour, word) for colour, word in meanings.items()}
        self._words = dict(self._before)
        self._colours = tuple(Colour)
        self._first = self._colours.index(first)
        self._fault = ""

    def first_at(self) -> int:
        """Begin at the colour that was asked for."""
        self.at = self._first
        self._take_line()
        return self._first

    def make_rows(self) -> Sequence[SheetRow]:
        """The inks in the order of their keys."""
        return [
            SheetRow(
                text=f" {self._words[colour] or colour.value} ",
                left=str(number),
                right=colour.value if self._words[colour] else "",
                colour=colour.value,
                note=self._fault if number - 1 == self.at else "",
            )
            for number, colour in enumerate(self._colours, 1)
        ]

    def moved(self) -> None:
        """Write at the word of another colour; what was written stays."""
        self._fault = ""
        self._take_line()
        self.reload(self.at)

    def written(self) -> None:
        """Show the word as it is written."""
        self._fault = ""
        self._words[self._colours[self.at]] = self.line.text.strip()
        self.reload(self.at)

    def choose(self, index: int) -> None:
        """Save all words that were changed, unless two colours would go by the same."""
        fault = clash(self._words)
        if fault is not None:
            self._show_fault(fault)
            return
        changed = {colour: word for colour, word in self._words.items() if word != self._before[colour]}
        self.dismiss(changed)

    def click(self, index: int) -> None:
        """Write at the colour that was clicked."""
        if 0 <= index < len(self._colours):
            self.at = index
            self.moved()

    def _show_fault(self, fault: UsageError) -> None:
        self._fault = f"{fault.message[:1].upper()}{fault.message[1:]}."
        self.reload(self.at)

    def _take_line(self) -> None:
        self.line = LineEdit.holding(self._words[self._colours[self.at]])


def _own(colour: Colour, word: str) -> str:
    """Return the reader's word for a colour, "" if it goes by its own name."""
    return "" if word == colour.value else word
