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
        """Whether the article in a row is selected; at the heading of a folded group, whether all of it is."""
        number = self._places.heading(place)
        if number is not None and not self._places.folds.has(self._places.groups[number].key):
            return False
        if self._anchor is not None:
            first, last = self._ends()
            if first <= place <= last:
                return True
        if number is None:
            return bool(self._chosen) and self._places.docid(place) in self._chosen
        group = self._places.of_group(number)
        return len(group) <= len(self._chosen) and all(docid in self._chosen for docid in group)

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
        self._toggle(set(self._places.between(first, last)))

    def toggle_group(self, number: int) -> None:
        """Select all articles of a group, or take them out if all of them are selected."""
        self.settle()
        self._toggle(set(self._places.of_group(number)))

    def _toggle(self, docids: set[int]) -> None:
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

    def take(self, places: ListPlaces, bar: int = 0) -> None:
        """Take another list, with the bar at a row of it: what is in it as well stays selected.

        A range goes on being drawn from where it began, unless articles would come into it that the bar never went over: in
        another order, in a folded group, or because of what others do.
        """
        if self._anchor is not None:
            drawn = set(self._places.between(*self._ends()))
            docid = self._places.docid(self._anchor)
            place = None if docid is None else places.place_of(docid)
            if place is None or not drawn.issuperset(places.between(min(place, bar), max(place, bar))):
                self._chosen |= drawn
                self._anchor = None
            else:
                self._anchor, self._head = place, bar
        if self._chosen and places.docids is not self._places.docids:
            self._chosen.intersection_update(places.docids)
        self._places = places

    def _ends(self) -> tuple[int, int]:
        assert self._anchor is not None  # asked for while a range is drawn
        return min(self._anchor, self._head), max(self._anchor, self._head)
