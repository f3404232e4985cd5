"""Which articles of a list are selected: those that were chosen one by one, and a range that follows the bar. Pure.

Articles go by the numbers of the index, so that all of a hundred thousand are selected in some milliseconds and none of them is
read for it.
"""

from collections.abc import Sequence

from reader.tui.list_places import ListPlaces


class ListSelection:
    """The selection in one list."""

    def __init__(self) -> None:
        self._places = ListPlaces()
        self._chosen: set[int] = set()
        self._anchor: int | None = None
        """The row at which the range began that is being drawn; None if none is."""
        self._head = 0
        """The row at its other end."""

    def __bool__(self) -> bool:
        return bool(self._chosen) or self._anchor is not None

    def __len__(self) -> int:
        """How many articles are selected."""
        if self._anchor is None:
            return len(self._chosen)
        if not self._chosen:
            return self._places.count_between(*self._ends())
        return len(self._chosen.union(self._places.between(*self._ends())))

    @property
    def is_drawing(self) -> bool:
        """Whether a range follows the bar."""
        return self._anchor is not None

    def has(self, place: int) -> bool:
        """Whether the article in a row is selected."""
        if self._anchor is not None:
            first, last = self._ends()
            if first <= place <= last:
                return self._places.docid(place) is not None
        return bool(self._chosen) and self._places.docid(place) in self._chosen

    def docids(self) -> Sequence[int]:
        """Return the numbers of the articles that are selected, in the order of the list."""
        chosen = self._chosen
        if self._anchor is not None:
            drawn = list(self._places.between(*self._ends()))
            if not chosen:
                return drawn
            chosen = chosen.union(drawn)
        return [docid for docid in self._places.docids if docid in chosen]

    # -- changing ---------------------------------------------------------------------------------------------------
    def toggle(self, first: int, last: int) -> None:
        """Select the articles in the rows from `first` to `last`, or take them out if all of them are selected."""
        self.settle()
        docids = set(self._places.between(first, last))
        if (docid := self._places.docid(first)) is not None and first == last:
            docids = {docid}
        if docids <= self._chosen:
            self._chosen -= docids
        else:
            self._chosen |= docids

    def add(self, first: int, last: int) -> None:
        """Select the articles in the rows from `first` to `last`, in whichever order these are."""
        self._chosen.update(self._places.between(min(first, last), max(first, last)))

    def toggle_all(self) -> None:
        """Select all articles of the list, or none if all are selected."""
        self.settle()
        self._chosen = set() if len(self._chosen) == self._places.articles else set(self._places.docids)

    def begin(self, place: int) -> None:
        """Let a range begin at a row, to be drawn by moving the bar."""
        self.settle()
        self._anchor = self._head = place

    def draw_to(self, place: int) -> None:
        """Let the range that is being drawn end at a row."""
        self._head = place

    def settle(self) -> None:
        """Let the range stay as it is from now on."""
        if self._anchor is not None:
            self._chosen.update(self._places.between(*self._ends()))
            self._anchor = None

    def clear(self) -> bool:
        """Select nothing any more; return whether anything was selected."""
        had_any = bool(self)
        self._chosen, self._anchor = set(), None
        return had_any

    def take(self, places: ListPlaces) -> None:
        """Take another list: what is in it as well stays selected, and a range goes on being drawn from where it began."""
        anchor = None if self._anchor is None else self._places.docid(self._anchor)
        place = None if anchor is None else places.place_of(anchor)
        if place is None:
            self.settle()
        self._anchor = place
        if self._chosen and places.docids is not self._places.docids:
            self._chosen.intersection_update(places.docids)
        self._places = places

    def _ends(self) -> tuple[int, int]:
        assert self._anchor is not None  # asked for while a range is drawn
        return min(self._anchor, self._head), max(self._anchor, self._head)
