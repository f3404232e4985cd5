"""The thin track in the last column: how much of the text is on the screen, and where its marks are. Pure.

It stands in for a scrollbar, which would cost half as much as the page itself. Drawn by the article pane, or by the margin
where that is docked at the screen's edge.
"""

from collections.abc import Iterable
from typing import TypeAlias

from rich.style import Style

from reader.tui.looks.inks import Inks

TRACK = "▕"
MARK = "▪"


TrackCell: TypeAlias = tuple[str, Style]
"""A sign of one cell and its style."""


def track_cells(height: int, shown: range, row_count: int, marked: frozenset[int], inks: Inks) -> tuple[TrackCell, ...]:
    """Return the cells of a track `height` lines high, from the top down.

    `shown` are the rows on the screen, `marked` lines as `track_lines` gives them. A text that fits has no track.
    """
    mark = (MARK, inks.ground + inks.accent)
    if row_count <= height:
        elsewhere = here = (" ", inks.ground)
    else:
        elsewhere, here = (TRACK, inks.ground + inks.faint), (TRACK, inks.ground + inks.muted)
    lines = shown_lines(height, shown, row_count)
    return tuple(mark if y in marked else here if y in lines else elsewhere for y in range(height))


def shown_lines(height: int, shown: range, row_count: int) -> range:
    """Return the lines of a track that stand for the rows on the screen."""
    return range(_line(shown.start, height, row_count), _line(shown.stop - 1, height, row_count) + 1)


def track_lines(rows: Iterable[int], height: int, row_count: int) -> frozenset[int]:
    """Return the lines of a track that stand for rows of the text."""
    return frozenset(_line(row, height, row_count) for row in rows)


def _line(row: int, height: int, row_count: int) -> int:
    if row_count <= height:
        return row
    return min(height - 1, row * height // row_count)
