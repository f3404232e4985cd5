"""The rows of a long list that are here: those near the screen. Says which others are to be asked for. Pure.

Rows come and go in stretches of `STRETCH`, so that a list that is scrolled through asks seldom and forgets what is far away.
"""

from collections.abc import Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

STRETCH = 32
"""Rows asked for together: more than most screens hold."""

FAR = 12
"""Stretches from the screen at which rows are forgotten."""


class Wanted(NamedTuple):
    """Rows to be asked for, from the place `start` up to `stop`."""

    start: int
    stop: int


class Identified(Protocol):
    """A row that is known by something that stays the same when the list comes anew."""

    @property
    def id(self) -> str:
        """The id of what it shows."""


RowT = TypeVar("RowT", bound=Identified)


class LoadedRows(Generic[RowT]):
    """Rows by their places."""

    def __init__(self) -> None:
        self.total = 0
        self._rows: dict[int, RowT | None] = {}
        self._asked: set[int] = set()
        """Stretches that are under way."""

    def begin(self, total: int) -> None:
        """Forget all rows: the list is another one, of `total` rows."""
        self.total = total
        self._rows = {}
        self._asked = set()

    def put(self, start: int, rows: Sequence[RowT | None]) -> None:
        """Take rows that have come; None stands for one whose article is gone."""
        self._rows.update(enumerate(rows, start))
        for stretch in range(start // STRETCH, (start + len(rows)) // STRETCH + 1):
            self._asked.discard(stretch)

    def get(self, place: int) -> RowT | None:
        """Return the row at a place, None if it is not here."""
        return self._rows.get(place)

    def has(self, first: int, last: int) -> bool:
        """Whether all rows from `first` to `last` are here."""
        return all(place in self._rows for place in range(first, last + 1))

    def place_of(self, id: str) -> int | None:
        """Return the place of the row with an id, None if it is not here."""
        return next((place for place, row in self._rows.items() if row is not None and row.id == id), None)

    def here(self) -> Mapping[int, RowT | None]:
        """Return all rows that are here, by their places."""
        return self._rows

    def wanted(self, first: int, last: int) -> Wanted | None:
        """Return what to ask for while the rows from `first` to `last` are on the screen, None if all of it is here or
        under way; and forget what is far from there.
        """
        near = range(max(0, first - STRETCH // 2) // STRETCH, min(self.total - 1, last + STRETCH) // STRETCH + 1)
        missing = [stretch for stretch in near if stretch not in self._asked and not self._has_stretch(stretch)]
        if not missing:
            return None
        self._forget_beyond(near.start - FAR, near.stop + FAR)
        self._asked.update(missing)
        return Wanted(missing[0] * STRETCH, min(self.total, (missing[-1] + 1) * STRETCH))

    def _has_stretch(self, stretch: int) -> bool:
        return self.has(stretch * STRETCH, min(self.total, (stretch + 1) * STRETCH) - 1)

    def _forget_beyond(self, first: int, stop: int) -> None:
        low, high = first * STRETCH, stop * STRETCH
        for place in [place for place in self._rows if not low <= place < high]:
            del self._rows[place]
