"""Where the reader jumped from, across articles: a list that is gone back through and forward again. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

MOST_JUMPS = 100


class Place(NamedTuple):
    """An offset in the text of an article."""

    article_id: str
    offset: int


class JumpList:
    """Places in the order they were left, and which of them one stands at; past the last while one reads on."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = 0

    @property
    def places(self) -> Sequence[Place]:
        """All of them, the oldest first."""
        return tuple(self._places)

    @property
    def at(self) -> int:
        """The index of the place one went back to; the number of places while one is at none of them."""
        return self._at

    def remember(self, place: Place) -> None:
        """Add the place that is left; those one could have gone forward to are forgotten."""
        del self._places[self._at :]
        if not self._places or self._places[-1] != place:
            self._places.append(place)
        del self._places[:-MOST_JUMPS]
        self._at = len(self._places)

    def back(self, count: int, here: Place) -> Place | None:
        """Return the place `count` steps back, and stand at it; None if there are not so many. `here` can be gone forward to."""
        if not self._at:
            return None
        if self._at == len(self._places):
            self.remember(here)
            self._at = len(self._places) - 1
        return self._step(-count)

    def forward(self, count: int) -> Place | None:
        """Return the place `count` steps forward, and stand at it; None if there are not so many."""
        return self._step(count)

    def go(self, index: int, here: Place) -> Place:
        """Return the place at an index, and stand at it."""
        if self._at == len(self._places):
            chosen = self._places[index]
            self.remember(here)
            index = self._places.index(chosen) if chosen in self._places else index
        self._at = index
        return self._places[index]

    def forget(self) -> None:
        """Forget all places: something else was opened."""
        self._places.clear()
        self._at = 0

    def _step(self, count: int) -> Place | None:
        at = self._at + count
        if not 0 <= at < len(self._places):
            return None
        self._at = at
        return self._places[at]
