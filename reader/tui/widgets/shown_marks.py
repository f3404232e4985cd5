"""An article's annotations as the screen asks for them: by place, by id, by what they look like. Pure.

All that costs by their number is worked out once, when they come, and beside the screen where they come from a lane. After that a
row, a step and a line of the track cost a few looks each, whether ten marks were made or ten thousand.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from reader.layout.layout import Layout
from reader.layout.overlay import Covering, CoveringIndex, LayerIndex
from reader.model.annotation import AnchorState, Colour, PlacedAnnotation
from reader.tui.widgets.margin_notes import belongs_in_margin, is_lost
from reader.tui.widgets.position_track import SPOT_NOTE, SpotStarts

MOST_TOLD_APART = 5
"""Marks over each other that are told apart by their ground; more look like so many."""


class _Look(NamedTuple):
    """How a mark is drawn."""

    start: int
    end: int
    colour: str
    has_pen: bool
    is_doubtful: bool


class ShownMarks(tuple[PlacedAnnotation, ...]):
    """Annotations in reading order, with what was worked out of them."""

    by_id: Mapping[int, PlacedAnnotation]
    ranges: CoveringIndex[PlacedAnnotation]
    """Those with a place, by it."""
    layers: LayerIndex
    """The names of their colours, as they lie over each other."""
    looks: frozenset[_Look]
    notes: tuple[PlacedAnnotation, ...]
    """Those with anything to say beside the text."""
    lost: int
    """How many have no place any more."""
    spots: Mapping[str, SpotStarts]
    """Where they begin, by what lies on the track for them."""

    def __init__(self, annotations: Iterable[PlacedAnnotation] = ()) -> None:
        self.by_id = {placed.annotation.id: placed for placed in self}
        self.ranges = CoveringIndex(
            Covering(placed.anchor.start, placed.anchor.end, placed)
            for placed in self
            if placed.is_placed and placed.anchor is not None
        )
        looks = [_look(covering) for covering in self.ranges]
        self.looks = frozenset(looks)
        self.layers = LayerIndex(((look.start, look.end, look.colour) for look in looks), MOST_TOLD_APART)
        self.notes = tuple(filter(belongs_in_margin, self))
        self.lost = sum(map(is_lost, self.notes))
        self.spots = {name: SpotStarts([], []) for name in (*(colour.value for colour in Colour), SPOT_NOTE)}
        for rank, covering in enumerate(self.ranges):
            annotation = covering.value.annotation
            self.spots[SPOT_NOTE if annotation.note else annotation.colour.value].add(covering.start, rank)
        self._starts = [look.start for look in looks]
        self._pens = [look.start for look in looks if look.has_pen]
        self._doubts = [look.start for look in looks if look.is_doubtful]

    def begin(self, start: int, end: int) -> bool:
        """Whether any begins in a half-open range."""
        return _has_any(self._starts, start, end)

    def begin_with_pen(self, start: int, end: int) -> bool:
        """Whether any begins there that has a note, or other words than when it was made."""
        return _has_any(self._pens, start, end)

    def begin_in_doubt(self, start: int, end: int) -> bool:
        """Whether any begins there that needs a look."""
        return _has_any(self._doubts, start, end)


def shown_marks(annotations: Iterable[PlacedAnnotation]) -> ShownMarks:
    """Return annotations with what is worked out of them, if that was not done yet."""
    return annotations if isinstance(annotations, ShownMarks) else ShownMarks(annotations)


class NotePlaces(Mapping[int, int]):
    """By the ids of annotations with anything to say, the rows beside which they stand: looked for when they are asked for."""

    def __init__(self, marks: ShownMarks, layout: Layout, row_of: Callable[[int], int]) -> None:
        """`row_of` finds the row of an offset."""
        self._marks = marks
        self._layout = layout
        self._row_of = row_of

    def __getitem__(self, annotation_id: int) -> int:
        placed = self._marks.by_id[annotation_id]
        if not belongs_in_margin(placed):
            raise KeyError(annotation_id)
        if placed.anchor is not None and placed.is_placed:
            return self._row_of(placed.anchor.start)
        return self._layout.row_count - 2 if placed.annotation.is_highlight else self._row_of(0)

    def __iter__(self) -> Iterator[int]:
        return (placed.annotation.id for placed in self._marks.notes)

    def __len__(self) -> int:
        return len(self._marks.notes)


def bears_pen(placed: PlacedAnnotation) -> bool:
    """Whether there is a note to it, or other words stand in its place than when it was made."""
    has_changed = placed.anchor is not None and placed.anchor.state is AnchorState.CHANGED
    return has_changed or bool(placed.annotation.note)


def needs_look(placed: PlacedAnnotation) -> bool:
    """Whether its place is doubtful."""
    return placed.anchor is not None and placed.anchor.needs_look


def _look(covering: Covering[PlacedAnnotation]) -> _Look:
    placed = covering.value
    return _Look(covering.start, covering.end, placed.annotation.colour.value, bears_pen(placed), needs_look(placed))


def _has_any(starts: list[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end
