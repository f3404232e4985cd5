"""Which place of a shown list stands for what: articles, headings of groups, folded groups, the article to continue first. Pure.

Two orders meet here: that of the *listing*, as the index gave it, and that of the *rows*, as they are shown. Neither is walked
through: a list is a handful of stretches, some more for each group, and looked up by bisection.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

HEADING_SIGN = "§"
"""Stands before a group's key where the id of an article would: no id begins so."""


class Group(Protocol):
    """Rows of a list that stand together."""

    @property
    def key(self) -> str:
        """What they have in common."""

    @property
    def start(self) -> int:
        """The place of the first of them in the listing."""

    @property
    def size(self) -> int:
        """How many they are."""


class Folds(NamedTuple):
    """Which groups are folded."""

    are_all: bool = False
    others: frozenset[str] = frozenset()
    """The keys of the groups that are otherwise."""

    def has(self, key: str) -> bool:
        """Whether the group with a key is folded."""
        return (key in self.others) != self.are_all

    def turned(self, key: str) -> "Folds":
        """Return them with one group turned over."""
        return self._replace(others=self.others ^ {key})


NO_FOLDS = Folds()


class _Ungrouped(NamedTuple):
    """A list without groups, as if it were one."""

    size: int
    key: str = ""
    start: int = 0


class _Stretch(NamedTuple):
    """Rows that follow each other in both orders; or one heading."""

    shown: int
    """The place of the first row."""
    listed: int
    """The place of the first article in the listing; of a heading that of the group's first."""
    size: int
    """Rows; a heading is one."""
    group: int = -1
    """Of a heading: the number of its group."""


class ListPlaces:
    """The rows of one list. Never changes; may be handed from thread to thread."""

    def __init__(
        self,
        docids: Sequence[int] = (),
        groups: Sequence[Group] = (),
        *,
        continued: int | None = None,
        folds: Folds = NO_FOLDS,
    ) -> None:
        """`continued` is the place in the listing of the article that is shown first."""
        self.docids = docids
        self.groups = groups
        self.continued = continued
        self.folds = folds
        self._stretches = list(_stretches(len(docids), groups, continued, folds))
        self._shown = [stretch.shown for stretch in self._stretches]
        self._by_listed = sorted(stretch for stretch in self._stretches if stretch.group < 0)
        self._by_listed.sort(key=lambda stretch: stretch.listed)
        self._listed = [stretch.listed for stretch in self._by_listed]
        self._headings = [stretch.shown for stretch in self._stretches if stretch.group >= 0]
        self._group_starts = [group.start for group in groups]
        last = self._stretches[-1] if self._stretches else _Stretch(0, 0, 0)
        self.total = last.shown + last.size
        """How many rows there are."""

    @property
    def articles(self) -> int:
        """How many articles the list holds, those of folded groups too."""
        return len(self.docids)

    def stretch(self, place: int, stop: int) -> tuple[int, int] | None:
        """Return the half-open range of the listing for the rows from `place` on that follow each other in it, at most up to
        the row `stop`; None if a heading stands there."""
        found = self._stretches[bisect_right(self._shown, place) - 1]
        if found.group >= 0:
            return None
        first = found.listed + place - found.shown
        return first, min(found.listed + found.size, first + stop - place)

    def listed(self, place: int) -> int | None:
        """Return the place in the listing of the article in a row, None for a heading and outside of the list."""
        if not 0 <= place < self.total or (found := self.stretch(place, place + 1)) is None:
            return None
        return found[0]

    def heading(self, place: int) -> int | None:
        """Return the number of the group whose heading stands in a row, None if none does."""
        if not 0 <= place < self.total:
            return None
        group = self._stretches[bisect_right(self._shown, place) - 1].group
        return group if group >= 0 else None

    def shown(self, listed: int) -> int:
        """Return the row of the article at a place of the listing; of one in a folded group, that of the group's heading."""
        at = bisect_right(self._listed, listed) - 1
        if at >= 0 and listed < self._by_listed[at].listed + self._by_listed[at].size:
            return self._by_listed[at].shown + listed - self._by_listed[at].listed
        return self._headings[bisect_right(self._group_starts, listed) - 1]

    def heading_of(self, place: int) -> int | None:
        """Return the row of the heading above a row, or its own; None if there is none."""
        at = bisect_right(self._headings, place) - 1
        return self._headings[at] if at >= 0 else None

    def group_of(self, place: int) -> tuple[int, int] | None:
        """Return the number of the group that the article in a row belongs to, and which of the group's it is, from 0; None for
        a heading, and in a list without groups."""
        listed = self.listed(place)
        if listed is None or not self.groups:
            return None
        number = bisect_right(self._group_starts, listed) - 1
        return number, listed - self.groups[number].start

    def heading_named(self, key: str) -> int | None:
        """Return the row of the heading of the group with a key."""
        number = next((number for number, group in enumerate(self.groups) if group.key == key), None)
        return None if number is None else self._headings[number]

    def next_heading(self, place: int, step: int) -> int | None:
        """Return the row of the next heading, the previous one with `step` -1, from a row on; None if there is none."""
        at = bisect_right(self._headings, place) if step > 0 else bisect_left(self._headings, place) - 1
        return self._headings[at] if 0 <= at < len(self._headings) else None

    def docid(self, place: int) -> int | None:
        """Return the number of the article in a row, None for a heading."""
        listed = self.listed(place)
        return None if listed is None else self.docids[listed]

    def place_of(self, docid: int) -> int | None:
        """Return the row of the article with a number, None if it is not in the list. 1 ms where there are 100,000."""
        try:
            return self.shown(self.docids.index(docid))
        except ValueError:
            return None

    def between(self, first: int, last: int) -> Iterator[int]:
        """Give the numbers of the articles in the rows from `first` to `last`, both with them; of a folded group all.

        Each comes once, also that which is shown first and belongs to such a group.
        """
        return chain.from_iterable(self.docids[start:stop] for start, stop in self._ranges(first, last))

    def of_group(self, number: int) -> Sequence[int]:
        """Return the numbers of all articles of a group, wherever they are shown."""
        group = self.groups[number]
        return self.docids[group.start : group.start + group.size]

    def count_between(self, first: int, last: int) -> int:
        """Return how many articles `between` gives, without looking at them."""
        return sum(stop - start for start, stop in self._ranges(first, last))

    def _ranges(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        place, stop = max(0, first), min(last + 1, self.total)
        while place < stop:
            number = self.heading(place)
            if number is None:
                found = self.stretch(place, stop)
                assert found is not None  # no heading stands there
                yield found
                place += found[1] - found[0]
                continue
            group = self.groups[number]
            if self.folds.has(group.key):  # with the article to continue, unless that was given with its own row
                yield from _without(self.continued if first <= 0 else None, group.start, group.start + group.size)
            place += 1


def _stretches(total: int, groups: Sequence[Group], continued: int | None, folds: Folds) -> Iterator[_Stretch]:
    shown = 0
    if continued is not None:
        yield _Stretch(0, continued, 1)
        shown = 1
    for number, group in enumerate(groups or (_Ungrouped(size=total),)):
        if groups:
            yield _Stretch(shown, group.start, 1, number)
            shown += 1
        end = group.start + group.size
        if groups and folds.has(group.key):
            continue
        for start, stop in _without(continued, group.start, end):
            yield _Stretch(shown, start, stop - start)
            shown += stop - start


def _without(cut: int | None, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give what is left of the half-open range from `start` to `end` when the place `cut` is taken out of it."""
    if cut is None or not start <= cut < end:
        cut = end
    for first, stop in ((start, cut), (cut + 1, end)):
        if first < stop:
            yield first, stop
