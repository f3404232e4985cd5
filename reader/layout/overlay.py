"""What lies over the text: marks, hits, selection. Ranges of offsets in, stretches with everything that covers them out.

Knows no colours: a range carries a value of the caller's, which comes back for every stretch it covers, in the order in which
the ranges were given. Called by the article painter, row by row.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, groupby, pairwise, repeat
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")


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

    def most_touching(self, start: int, end: int) -> int:
        """Return how many ranges there may be at most that share a letter with a half-open range."""
        return bisect_left(self._starts, end) - bisect_right(self._reach, start)

    def touching(self, start: int, end: int) -> tuple[Covering[V], ...]:
        """Return the ranges that share a letter with the half-open range `start` to `end`, by their starts."""
        last = bisect_left(self._starts, end)
        first = bisect_right(self._reach, start)
        return tuple(r for r in self._ranges[first:last] if r.end > start)


class LayerIndex:
    """How many ranges with each name lie over a stretch: what is drawn of thousands of them over each other.

    Past `most` that lie over the same letter more can't be told apart, and they are given as so many.
    """

    def __init__(self, ranges: Iterable[tuple[int, int, str]], most: int) -> None:
        edges: list[tuple[int, int, str]] = []
        for start, end, name in ranges:
            edges += ((start, 1, name), (end, -1, name))
        edges.sort(key=itemgetter(0))
        self._most = most
        self._names = sorted({name for _, _, name in edges})
        self._starts: list[int] = []
        """Where the stretches begin; the last one has nothing over it."""
        self._layers: list[tuple[int, ...]] = []
        """How many of each name lie over them, in the order of the names."""
        number = {name: at for at, name in enumerate(self._names)}
        layers = [0] * len(number)
        for start, changes in groupby(edges, key=itemgetter(0)):
            for _, change, name in changes:
                layers[number[name]] += change
            self._starts.append(start)
            self._layers.append(tuple(layers))

    def touching(self, start: int, end: int, without: Sequence[Covering[str]] = ()) -> list[Covering[str]]:
        """Return what lies over a half-open range as ranges that share no letter or all of them, by their names; `without` are
        some of the ranges of the index that are left out."""
        found: list[Covering[str]] = []
        first = max(0, bisect_right(self._starts, start) - 1)
        for at in range(first, min(bisect_left(self._starts, end), len(self._starts) - 1)):
            left, right = self._starts[at], self._starts[at + 1]
            gone = [one.value for one in without if one.start <= left and right <= one.end]
            layers = zip(self._names, self._layers[at], strict=True)
            names = chain.from_iterable(repeat(name, count - gone.count(name)) for name, count in layers)
            found += [Covering(left, right, name) for name, _ in zip(names, range(self._most), strict=False)]
        return found


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
