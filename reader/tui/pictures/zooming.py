"""How large a picture is by itself on the screen, and which part of it is seen. Pure."""

from typing import NamedTuple

LARGEST = 8
"""Times that a picture may be enlarged over its fit."""

_STEP = 0.25
"""Of what is seen, by which one moves over an enlarged picture."""


class Part(NamedTuple):
    """A part of a picture: its corners, 0 to 1 from the left and from the top."""

    left: float
    top: float
    right: float
    bottom: float


WHOLE = Part(0.0, 0.0, 1.0, 1.0)


class View(NamedTuple):
    """The cells a picture takes and the part that they show."""

    columns: int
    rows: int
    part: Part


class Zoom(NamedTuple):
    """How many times a picture is enlarged, and around which point."""

    times: int = 1
    x: float = 0.5
    y: float = 0.5

    def larger(self) -> "Zoom":
        """Return twice as large."""
        return self._replace(times=min(LARGEST, self.times * 2))

    def smaller(self) -> "Zoom":
        """Return half as large; never smaller than the whole picture."""
        return self._replace(times=self.times // 2) if self.times > 2 else Zoom()

    def moved(self, view: View, across: int, down: int) -> "Zoom":
        """Return the view moved by steps, not beyond the picture's edges."""
        wide, high = view.part.right - view.part.left, view.part.bottom - view.part.top
        middle_x, middle_y = (view.part.left + view.part.right) / 2, (view.part.top + view.part.bottom) / 2
        return self._replace(
            x=_within(middle_x + across * _STEP * wide, wide), y=_within(middle_y + down * _STEP * high, high)
        )


class Room(NamedTuple):
    """What a picture by itself has."""

    columns: int
    rows: int
    cell_shape: float
    """How much higher than wide a cell is."""
    pixels_per_cell: float
    """The fewest pixels of a picture that a cell's width may show, unless it is enlarged."""


def view_of(size: tuple[int, int], room: Room, zoom: Zoom) -> View:
    """Return how a picture of `size` pixels is seen: all of it, as large as there is room; enlarged, a part of it.

    A size that is not known (0) is taken to have the shape of the room.
    """
    across, down = size
    if across <= 0 or down <= 0:
        return View(room.columns, room.rows, WHOLE)
    scale = min(room.columns / across, room.rows * room.cell_shape / down, 1 / room.pixels_per_cell)
    columns, rows = across * scale * zoom.times, down * scale * zoom.times / room.cell_shape
    seen = View(max(1, min(room.columns, round(columns))), max(1, min(room.rows, round(rows))), WHOLE)
    if zoom.times == 1:
        return seen
    wide, high = min(1.0, seen.columns / columns), min(1.0, seen.rows / rows)
    left, top = _within(zoom.x, wide) - wide / 2, _within(zoom.y, high) - high / 2
    return seen._replace(part=Part(left, top, left + wide, top + high))


def _within(middle: float, extent: float) -> float:
    return max(extent / 2, min(1 - extent / 2, middle))
