"""How pictures are shown: as half cells everywhere, as pixels where the terminal holds pictures itself.

A medium draws a file in a thread and then puts what it has drawn where it is seen; the rows that the article and the full screen
show come back the same way from both.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from reader.tui.pictures.shelf import PicturePlace, PictureRows
from reader.tui.pictures.zooming import WHOLE, Part

Rgb = tuple[int, int, int]


class Medium(Protocol):
    """Made for one screen; `draw` alone is called in threads."""

    cell_shape: float
    """How much higher than wide a cell is."""
    pixels_per_cell: float
    """The fewest pixels of a picture that a cell's width should show."""

    def draw(self, path: Path, place: PicturePlace, ground: Rgb, part: Part = WHOLE) -> object | None:
        """Return a picture, or a part of it, drawn to fill a place; None if it is no picture we can show."""

    def show(self, place: PicturePlace, drawn: object, ground: Rgb, then: Callable[[PictureRows], object]) -> None:
        """Make ready what was drawn and hand `then` its rows: at once, or when the terminal has it."""

    def forget(self, place: PicturePlace) -> None:
        """Let go of a picture that is not shown any more."""

    def close(self) -> None:
        """Let go of all."""


class HalfCells:
    """Two pixels to a cell. With `has_few_colours` they are of the 240 fixed colours of xterm."""

    cell_shape = 2.0
    pixels_per_cell = 4.0

    def __init__(self, *, has_few_colours: bool = False) -> None:
        self._has_few_colours = has_few_colours

    def draw(self, path: Path, place: PicturePlace, ground: Rgb, part: Part = WHOLE) -> object | None:
        """Return the rows of half cells."""
        from reader.tui.pictures.half_cells import decode  # brings Pillow

        return decode(path, place.width, place.rows, ground, part=part, has_few_colours=self._has_few_colours)

    def show(self, place: PicturePlace, drawn: object, ground: Rgb, then: Callable[[PictureRows], object]) -> None:
        """Hand the rows on."""
        assert isinstance(drawn, tuple)
        then(drawn)

    def forget(self, place: PicturePlace) -> None:
        """Nothing is kept anywhere."""

    def close(self) -> None:
        """Nothing is kept anywhere."""
