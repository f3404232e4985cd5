"""The thin track in the last column: how much of the text is on the screen, where marks, notes and what was found lie. Pure.

It stands in for a scrollbar, which would cost half as much as the page itself. Drawn by the article pane, or by the margin
where that is docked at the screen's edge. What lies where is worked out when marks, finds or the layout change, not by page.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from rich.style import Style

from reader.layout.layout import Layout
from reader.tui.looks.inks import Inks, slip

TRACK = "▕"
MARK = "▐"
NOTE = "▪"
MARK_WITHOUT_COLOUR, NOTE_WITHOUT_COLOUR, FOUND_WITHOUT_COLOUR = "▪", "✎", "◂"
"""Where colours don't tell them apart; a mark has the same sign in the gutter."""

SPOT_NOTE, SPOT_CHANGE, SPOT_FOUND, SPOT_FOUND_HERE = "note", "change", "found", "found here"
"""What may lie on a line of the track beside a mark, which has its colour's name. The last one wins over those before it."""

_RANKS = (SPOT_NOTE, SPOT_CHANGE, SPOT_FOUND, SPOT_FOUND_HERE)

Spots: TypeAlias = Mapping[int, str]
"""Lines of the track, counted as lines of the screen, to what lies there."""

TrackCell: TypeAlias = tuple[str, Style]
"""A sign of one cell and its style."""


class SpotStarts(NamedTuple):
    """Where all of one kind begin that lie on a track, in order, and which of all kinds together they are."""

    offsets: list[int]
    ranks: list[int]

    def add(self, offset: int, rank: int) -> None:
        """Add one that begins after those before."""
        self.offsets.append(offset)
        self.ranks.append(rank)


class TrackScale:
    """Lines of a track `height` lines high beside a layout: from offsets to lines, in the time that finding a place takes."""

    def __init__(self, layout: Layout, height: int) -> None:
        rows = layout.row_count
        first_rows = range(height) if rows <= height else (-(-line * rows // height) for line in range(height))
        # In a table, a row below may begin with a letter that stands earlier in the text.
        self._starts = list(accumulate((layout.row_start(row) for row in first_rows), max))

    def spots(self, found: Iterable[tuple[int, str]]) -> dict[int, str]:
        """Return what lies on each line, given offsets and what lies there: of marks in several colours, the most; of as many,
        the first.
        """
        starts = self._starts
        colours: dict[int, Counter[str]] = {}
        spots: dict[int, str] = {}
        for offset, what in found:
            line = max(0, bisect_right(starts, offset) - 1)
            if what not in _RANKS:
                colours.setdefault(line, Counter())[what] += 1
            elif line not in spots or _RANKS.index(what) > _RANKS.index(spots[line]):
                spots[line] = what
        return {line: counts.most_common(1)[0][0] for line, counts in colours.items()} | spots

    def spots_of(self, kinds: Mapping[str, SpotStarts]) -> dict[int, str]:
        """Return the same of colours and notes whose places are known in order: a few looks for each line."""
        best: dict[int, tuple[float, int, str]] = {}
        for what, (offsets, ranks) in kinds.items():
            cuts = [0, *(bisect_left(offsets, start) for start in self._starts[1:]), len(offsets)]
            for line, (first, last) in enumerate(pairwise(cuts)):
                if first < last:
                    weight = float("inf") if what in _RANKS else last - first
                    best[line] = max(best.get(line, (0, 0, "")), (weight, -ranks[first], what))
        return {line: what for line, (_, _, what) in best.items()}


def track_cells(height: int, shown: range, row_count: int, spots: Spots, inks: Inks) -> tuple[TrackCell, ...]:
    """Return the cells of a track `height` lines high, from the top down.

    `shown` are the rows on the screen, `spots` what `TrackScale` gives. A text that fits has no track, but it has its spots.
    """
    if row_count <= height:
        elsewhere = here = (" ", inks.ground)
    else:
        elsewhere, here = (TRACK, inks.ground + inks.faint), (TRACK, inks.ground + inks.muted)
    lines = shown_lines(height, shown, row_count)
    cells = [here if y in lines else elsewhere for y in range(height)]
    for line, what in spots.items():
        if line < height:
            cells[line] = spot_cell(what, inks)
    return tuple(cells)


def spot_cell(what: str, inks: Inks) -> TrackCell:
    """Return the cell for what lies on a line: marks and finds as slips in their colours, a note as a point in the accent."""
    if what == SPOT_NOTE:
        return NOTE if inks.has_mark_grounds else NOTE_WITHOUT_COLOUR, inks.ground + inks.accent
    if what == SPOT_CHANGE:
        return MARK, inks.ground + inks.muted
    if what in (SPOT_FOUND, SPOT_FOUND_HERE):
        mark = inks.find_current if what == SPOT_FOUND_HERE else inks.find
        has_ground = mark.bgcolor is not None and mark.bgcolor != inks.ground.bgcolor
        strong = Style(bold=True) if what == SPOT_FOUND_HERE else Style()
    else:
        mark, has_ground, strong = inks.marks[what], inks.has_mark_grounds, Style()
    if has_ground:
        return MARK, inks.ground + slip(mark)
    return FOUND_WITHOUT_COLOUR if what in _RANKS else MARK_WITHOUT_COLOUR, inks.ground + inks.text + strong


def shown_lines(height: int, shown: range, row_count: int) -> range:
    """Return the lines of a track that stand for the rows on the screen."""
    return range(_line(shown.start, height, row_count), _line(shown.stop - 1, height, row_count) + 1)


def row_on_track(line: int, height: int, row_count: int) -> int:
    """Return the row that stands in the middle of the screen when one goes to a line of the track."""
    return line * row_count // max(1, height)


def _line(row: int, height: int, row_count: int) -> int:
    if row_count <= height:
        return row
    return min(height - 1, row * height // row_count)
