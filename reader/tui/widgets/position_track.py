"""The thin track in the last column: how much of the text is on the screen, and where its marks are. Pure.

It stands in for a scrollbar, which would cost half as much as the page itself. Drawn by the article pane, or by the margin
where that is docked at the screen's edge.
"""

from collections.abc import Iterable

from rich.style import Style

from reader.tui.looks.inks import Inks

TRACK = "▕"
MARK = "▪"


def track_cell(
    y: int, height: int, shown: range, row_count: int, marked: frozenset[int], inks: Inks
) -> tuple[str, Style]:
    """Return the sign and style at line `y` of a track `height` lines high.

    `shown` are the rows on the screen, `marked` lines as `track_lines` gives them. A text that fits has no track.
    """
    if y in marked:
        return MARK, inks.ground + inks.accent
    if row_count <= height:
        return " ", inks.ground
    return TRACK, inks.ground + (inks.muted if y in shown_lines(height, shown, row_count) else inks.faint)


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
