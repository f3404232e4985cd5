"""The base of all lists of places in a text: contents, links, marks, jumps. A filter line narrows them down as it is written."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from reader.model.article import Article
from reader.model.units import TextRange
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow
from reader.tui.screens.sheet_rows import RowsToMake
from reader.tui.widgets.finding import fold

Result = TypeVar("Result")

LONGEST_WORDS = 400
"""Letters of a sentence that a row takes: more than its two lines hold."""


class PlaceRow(NamedTuple):
    """A row that is made when it is drawn or looked through."""

    make: Callable[[int], SheetRow]
    """Makes the row of an entry."""
    entry: int

    @property
    def row(self) -> SheetRow:
        """The row itself."""
        return self.make(self.entry)

    @property
    def is_heading(self) -> bool:
        """Whether it stands over others and for none of the sheet's own entries."""
        return self.entry < 0

    @property
    def words(self) -> str:
        """What is looked through, folded."""
        row = self.row
        return fold(f"{row.left} {row.text} {row.note}")


def heading(text: str, right: str = "") -> PlaceRow:
    """Return the row of a heading."""
    return PlaceRow(lambda _: SheetRow(text=text, right=right, is_heading=True), -1)


def place_rows(make: Callable[[int], SheetRow], entries: Iterable[int]) -> list[PlaceRow]:
    """Return a row for each entry."""
    return [PlaceRow(make, entry) for entry in entries]


class PlaceSheet(Sheet[Result]):
    """Rows that are made once and filtered by words; headings go with their last row."""

    has_quiet_right = True

    def __init__(self, keymap: KeyMap) -> None:
        super().__init__(keymap)
        self._all: Sequence[PlaceRow] = ()
        self._words: Sequence[str] | None = None
        self._shown: Sequence[PlaceRow] = ()
        self._kept = -1
        """The entry under the bar when the filter was closed."""

    # -- for subclasses ---------------------------------------------------------------------------------------------
    @abstractmethod
    def all_rows(self) -> Sequence[PlaceRow]:
        """Return all rows in order."""

    def first_row(self) -> int:
        """Return the entry that the bar begins at."""
        return 0

    def chosen(self, index: int) -> None:
        """Take an entry."""

    # -- life -------------------------------------------------------------------------------------------------------
    def first_at(self) -> int:
        """Make all rows, and begin where one is."""
        self._all = self.all_rows()
        first = self.first_row()
        return next((at for at, place in enumerate(self._all) if place.entry == first), 0)

    def remake(self) -> None:
        """Make all rows anew: an entry has gone."""
        self._all, self._words = self.all_rows(), None
        self.reload(self.at)

    def make_rows(self) -> Sequence[SheetRow]:
        """Return the rows that have all words of the line, under their headings."""
        wanted = fold(self.line.text).split()
        shown: list[PlaceRow] = []
        if wanted and self._words is None:
            self._words = [place.words for place in self._all]
        for place, words in zip(
            self._all, self._words if wanted and self._words else ("",) * len(self._all), strict=True
        ):
            if place.is_heading:
                if shown and shown[-1].is_heading:
                    shown.pop()
                shown.append(place)
            elif all(word in words for word in wanted):
                shown.append(place)
        if shown and shown[-1].is_heading:
            shown.pop()
        self._shown = shown
        headings = [at for at, place in enumerate(shown) if place.is_heading]
        return RowsToMake(len(shown), lambda at: shown[at].row, headings)

    @property
    def entry(self) -> int:
        """The entry under the bar; -1 if there is none."""
        return self._shown[self.at].entry if 0 <= self.at < len(self._shown) else -1

    def choose(self, index: int) -> None:
        """Take the entry of a row."""
        if 0 <= index < len(self._shown):
            self.chosen(self._shown[index].entry)
        else:
            self.dismiss(None)

    # -- the filter -------------------------------------------------------------------------------------------------
    @property
    def has_filter(self) -> bool:  # type: ignore[override]  # an empty list has nothing to filter
        """Whether there are rows to filter."""
        return bool(self._all)

    def do_cancel(self, count: int, argument: str) -> None:
        """Close the filter line and show everything, with the bar where it was; without one, leave."""
        self._kept = self.entry
        super().do_cancel(count, argument)

    def do_close(self, count: int, argument: str) -> None:
        """Leave without a choice."""
        self.leave()

    def unfiltered(self) -> None:
        """Show everything, with the bar at the entry it was at."""
        self.make_rows()
        self.reload(next((at for at, place in enumerate(self._shown) if place.entry == self._kept), 0))


def one_line(article: Article, text: TextRange) -> str:
    """Return a stretch of the text on one line, its end cut off where it is too long for a row."""
    return " ".join(article.text[text.start : min(text.end, text.start + LONGEST_WORDS)].split())
