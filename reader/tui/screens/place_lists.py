"""Lists of places with a sentence each: those with a letter, and those one jumped from."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.contents import CURRENT
from reader.tui.screens.place_sheet import PlaceRow, PlaceSheet, place_rows
from reader.tui.screens.sheet import SheetRow


class Spot(NamedTuple):
    """A place as a list shows it."""

    sentence: str
    label: str
    """How far into the text it stands."""
    title: str = ""
    """The headline of its article, where that is another one."""


class MarkList(PlaceSheet[str]):
    """Letters with the sentences at them; answers with a letter."""

    title_text = "Marks"
    left_width = 3
    hints = (("accept", "go there"), ("delete_choice", "delete"), ("cancel", "leave"))

    def __init__(
        self, keymap: KeyMap, spots: Mapping[str, Spot], remove: Callable[[str], object], empty_text: str
    ) -> None:
        """`spots` by their letters; `remove` takes a letter away."""
        super().__init__(keymap)
        self.empty_text = empty_text
        self._spots = dict(sorted(spots.items()))
        self._remove = remove

    @property
    def _letters(self) -> tuple[str, ...]:
        return tuple(self._spots)

    def all_rows(self) -> Sequence[PlaceRow]:
        """One row a letter."""
        return place_rows(self._row, range(len(self._spots)))

    def _row(self, index: int) -> SheetRow:
        letter = self._letters[index]
        spot = self._spots[letter]
        return SheetRow(text=spot.sentence, left=letter, right=spot.label)

    def do_delete_choice(self, count: int, argument: str) -> None:
        """Take the letter under the bar away."""
        if self.entry >= 0:
            letter = self._letters[self.entry]
            del self._spots[letter]
            self._remove(letter)
            self.remake()

    def chosen(self, index: int) -> None:
        """Answer with the letter."""
        self.dismiss(self._letters[index])


class JumpSheet(PlaceSheet[int]):
    """Places one jumped from, the last one first; answers with the number of one, counted from the oldest."""

    title_text = "Jumps"
    left_width = 2
    hints = (("accept", "go there"), ("filter_choices", "filter"), ("cancel", "leave"))

    def __init__(self, keymap: KeyMap, spots: Sequence[Spot], at: int, empty_text: str) -> None:
        """`spots` from the oldest on; `at` is the one that one went back to."""
        super().__init__(keymap)
        self.empty_text = empty_text
        self._spots = spots
        self._at = at

    def all_rows(self) -> Sequence[PlaceRow]:
        """One row a jump."""
        return place_rows(self._row, reversed(range(len(self._spots))))

    def _row(self, index: int) -> SheetRow:
        spot = self._spots[index]
        return SheetRow(
            text=spot.sentence or spot.title,
            note=spot.title if spot.sentence else "",
            left=CURRENT if index == self._at else "",
            right=spot.label,
        )

    def first_row(self) -> int:
        """Begin at the place one stands at, else at the last one."""
        return min(self._at, len(self._spots) - 1)

    def chosen(self, index: int) -> None:
        """Answer with the place."""
        self.dismiss(index)
