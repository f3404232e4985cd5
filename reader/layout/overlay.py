"""What lies over the text: marks, hits, selection. Ranges of offsets in, stretches with everything that covers them out.

Knows no colours: a range carries a value of the caller's, which comes back for every stretch it covers, in the order in which
the ranges were given. Called by the article painter, row by row.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")
W = TypeVar("W")


class Covering(NamedTuple, Generic[V]):
    """A half-open range of offsets and what it means."""

    start: int
    end: int
    value: V


class Stretch(NamedTuple, Generic[V]):
    """A half-open range over all of which the same values lie."""

    start: int
    end: int
    values: tuple[V, ...]


class CoveringIndex(Generic[V]):
    """Ranges, sorted, asked for those that touch a stretch: a few steps however many there are."""

    def __init__(self, ranges: Iterable[Covering[V]] = ()) -> None:
        self._ranges = sorted((r for r in ranges if r.end > r.start), key=lambda r: (r.start, -r.end))
        self._starts = [r.start for r in self._ranges]
        self._reach = list(accumulate((r.end for r in self._ranges), max))

    def __len__(self) -> int:
        return len(self._ranges)

    def __iter__(self) -> Iterator[Covering[V]]:
        return iter(self._ranges)

    def with_values(self, value_of: Callable[[V], W]) -> "CoveringIndex[W]":
        """Return an index of the same ranges with other values: nothing is sorted again."""
        other: CoveringIndex[W] = CoveringIndex()
        other._ranges = [Covering(start, end, value_of(value)) for start, end, value in self._ranges]
        other._starts, other._reach = self._starts, self._reach
        return other

    def touching(self, start: int, end: int) -> tuple[Covering[V], ...]:
        """Return the ranges that share a letter with the half-open range `start` to `end`, by their starts."""
        last = bisect_left(self._starts, end)
        first = bisect_right(self._reach, start)
        return tuple(r for r in self._ranges[first:last] if r.end > start)


def split(start: int, end: int, ranges: Sequence[Covering[V]]) -> list[Stretch[V]]:
    """Cut the half-open range `start` to `end` wherever one of `ranges` begins or ends in it."""
    if not ranges:
        return [Stretch(start, end, ())] if end > start else []
    inside = [(max(start, r.start), min(end, r.end), r.value) for r in ranges if r.start < end and r.end > start]
    cuts = sorted({start, end, *(left for left, _, _ in inside), *(right for _, right, _ in inside)})
    number = {cut: at for at, cut in enumerate(cuts)}
    values: list[list[V]] = [[] for _ in cuts]
    for left, right, value in inside:
        for at in range(number[left], number[right]):
            values[at].append(value)
    return [Stretch(*edges, tuple(over)) for edges, over in zip(pairwise(cuts), values, strict=False)]
