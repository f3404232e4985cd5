"""A workbench as its list shows it: annotations, and headings of the groups they stand in.

Lives in the session's thread: every method may read the disk. The list gets rows by their places and knows no listing.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from reader.library.bench import BenchCounts, BenchGroup, BenchListing, BenchOrder, BenchRow, Target
from reader.model.errors import QueryError
from reader.model.kept import ArticleRecord
from reader.tui.bench_filter import BenchFilter
from reader.tui.list_places import HEADING_SIGN, NO_FOLDS, Folds, ListPlaces

if TYPE_CHECKING:  # comes with the first question
    from reader.model.query import Words

USUAL_ORDER = BenchOrder()


class BenchItem(NamedTuple):
    """A row with an annotation in it."""

    row: BenchRow

    @property
    def id(self) -> str:
        """What it is known by, however often the list comes anew."""
        return id_of(self.row.target)


class BenchHeading(NamedTuple):
    """A row that is the heading of a group."""

    group: BenchGroup
    name: str
    """As it is written; the key itself for colours, days and weeks."""
    detail: str
    """Of an article its site."""
    is_folded: bool

    @property
    def id(self) -> str:
        """What it is known by."""
        return HEADING_SIGN + self.group.key


Shown = BenchItem | BenchHeading


class GroupAbout(NamedTuple):
    """What is told of a group beside the list."""

    heading: BenchHeading
    by: str
    """What the list is gathered by."""
    counts: BenchCounts
    record: ArticleRecord | None = None
    """Of a group of an article that article."""


class BenchAsk(NamedTuple):
    """What a workbench is asked for."""

    filter: BenchFilter = BenchFilter()
    order: BenchOrder = USUAL_ORDER
    is_typing: bool = False
    """Whether the text of the filter is still being written."""


class LoadedBench(NamedTuple):
    """A workbench that was asked for: how long it is, and its rows around the bar."""

    ask: BenchAsk
    rows_of: ListPlaces = ListPlaces()
    """Which place stands for what."""
    start: int = 0
    """The place of the first of `rows`."""
    rows: tuple[Shown | None, ...] = ()
    places: Mapping[str, int] = {}
    """Where what was held is now; what is not in the list any more is left out."""
    words: "tuple[Words, ...]" = ()
    """What was looked for."""
    error: QueryError | None = None
    """What is wrong with the query; there are no rows then."""
    identity: str = ""
    """Names the index whose keys stand in `rows_of`; "" if there are none."""

    @property
    def total(self) -> int:
        """How many annotations were found."""
        return self.rows_of.articles


def id_of(target: Target) -> str:
    """Return what an annotation is known by in the list."""
    return f"{target[0]}/{target[1]}"


def target_of(id: str) -> Target | None:
    """Return the annotation that an id stands for, None for that of a heading."""
    article_id, slash, number = id.rpartition("/")
    return (article_id, int(number)) if slash and number.isdecimal() else None


class ShownBench:
    """The rows of a listing by the places at which they are shown, from 0."""

    def __init__(self, listing: BenchListing, folds: Folds = NO_FOLDS) -> None:
        self.listing = listing
        self.places = ListPlaces(listing.keys, listing.groups, folds=folds)

    def folded(self, folds: Folds) -> "ShownBench":
        """Return the list with other groups folded."""
        return ShownBench(self.listing, folds)

    def __len__(self) -> int:
        return self.places.total

    def place_of(self, id: str) -> int | None:
        """Return where a row is shown that was known by `id`; of an annotation in a folded group its heading."""
        if id.startswith(HEADING_SIGN):
            return self.places.heading_named(id.removeprefix(HEADING_SIGN))
        target = target_of(id)
        listed = None if target is None else self.listing.place_of(target)
        return None if listed is None else self.places.shown(listed)

    def rows(self, start: int, stop: int) -> tuple[Shown | None, ...]:
        """Return the rows from `start` up to `stop`; None for one whose annotation is gone meanwhile."""
        at, stop = max(0, start), min(stop, len(self))
        rows: list[Shown | None] = []
        while at < stop:
            stretch = self.places.stretch(at, stop)
            if stretch is None:
                rows.append(self._heading(at))
                at += 1
                continue
            found = self.listing.rows(*stretch)
            rows += (None if row is None else BenchItem(row) for row in found)
            at += len(found)
        return tuple(rows)

    def _heading(self, place: int) -> BenchHeading:
        number = self.places.heading(place)
        assert number is not None  # a row is an annotation or a heading
        group = self.listing.groups[number]
        name, detail = self.listing.group_name(group), ""
        if self.listing.order.group == "article":
            first = self.listing.rows(group.start, group.start + 1)
            detail = first[0].record.site if first and first[0] is not None else ""
        return BenchHeading(group, name, detail, self.places.folds.has(group.key))
