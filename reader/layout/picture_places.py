"""Where pictures stand: how many cells each takes, galleries in rows of two or three.

A picture is as wide as the measure, by its own shape, as long as that leaves room for the text: one that lies is cropped a
little, one that stands is narrower instead and seen whole. A picture with few pixels stays small.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.layout.rows import PictureSlice, Row
from reader.layout.wrap import fold
from reader.model.blocks import Image

GALLERY_PICTURES = 6
"""Pictures of a gallery that are shown in the text; the line under them says how many there are."""

_GALLERY_GAP = 1
_FEWEST_ROWS = 3
"""Of a picture as wide as the measure: below that, the sides of a panorama go."""

_SMALLEST = 2
"""Cells of an icon, either way."""

_NARROWEST = 12
"""Cells of a tall picture, so that it is no mere stripe."""

_LYING = 0.85
"""Height to width up to which a picture lies: it is cropped and stays as wide as the measure."""

_LEAST_SEEN = 0.6
"""A picture that stands is made narrower rather than losing more than the rest of it."""

_TALLER = 1.5
"""Rows that a picture that stands may take, to those of one that lies."""

_USUAL_SHAPE = 9 / 16


class PictureRules(NamedTuple):
    """How pictures stand in the text."""

    rows: int = 10
    """The tallest a picture that lies may be."""
    has_picture: Callable[[str], bool] = lambda src: False
    """Whether a picture will be there for an address; its rows are reserved before it is decoded."""
    size: Callable[[Image], tuple[int, int]] = lambda image: (image.width, image.height)
    """Its width and height in pixels, 0 where they are not known."""
    cell_shape: float = 2.0
    """How much higher than wide a cell is."""
    pixels_per_cell: float = 4.0
    """The fewest pixels of a picture that a cell's width may show: fewer, and it is blown up."""


def picture_cells(size: tuple[int, int], width: int, rules: PictureRules) -> tuple[int, int]:
    """Return the columns and rows of a picture of `size` pixels in a column of `width` cells."""
    across, down = size
    is_known = across > 0 and down > 0
    ratio = (down / across if is_known else _USUAL_SHAPE) / rules.cell_shape
    columns = min(width, max(_SMALLEST, round(across / rules.pixels_per_cell))) if is_known else width
    limit = max(1, rules.rows)
    rows = columns * ratio
    if rows > limit / _LEAST_SEEN and ratio * rules.cell_shape > _LYING:
        limit = round(limit * _TALLER)
        columns = min(columns, max(min(_NARROWEST, width), round(limit / ratio)))
        rows = columns * ratio
    fewest = _FEWEST_ROWS if columns == width else 1
    return columns, max(min(fewest, limit), min(limit, round(rows)))


def placed_pictures(
    images: Sequence[Image], width: int, rules: PictureRules, *, is_mirrored: bool = False
) -> list[tuple[PictureSlice, ...]]:
    """Return the first rows of a figure's pictures, those beside each other together; those of a gallery stand so.

    A narrow one begins where text does.
    """
    if not images:
        return []
    if len(images) == 1:
        image = images[0]
        columns, height = picture_cells(rules.size(image), width, rules)
        return [(PictureSlice(image.src, image.alt, width - columns if is_mirrored else 0, columns, height, 0),)]
    images = images[:GALLERY_PICTURES]
    columns = 3 if len(images) % 3 == 0 and width >= 54 else 2
    each = (width - _GALLERY_GAP * (columns - 1)) // columns
    lines = []
    for first in range(0, len(images), columns):
        line_of = images[first : first + columns]
        height = _gallery_height(line_of, each, rules)
        lines.append(
            tuple(
                PictureSlice(image.src, image.alt, number * (each + _GALLERY_GAP), each, height, 0)
                for number, image in enumerate(line_of)
            )
        )
    return lines


def picture_starts(lines: Sequence[tuple[PictureSlice, ...]]) -> list[int]:
    """Return the row at which each line of pictures begins, with one between two of them, and the one below the last."""
    starts = [0]
    for number, line in enumerate(lines, 1):
        starts.append(starts[-1] + line[0].rows + (number < len(lines)))
    return starts


def picture_rows(lines: Sequence[tuple[PictureSlice, ...]]) -> list[Row]:
    """Return all rows of pictures that were placed."""
    rows: list[Row] = []
    for line in lines:
        if rows:
            rows.append(Row())
        rows += [Row(pictures=tuple(part._replace(line=at) for part in line)) for at in range(line[0].rows)]
    return rows


def alt_line(place: PictureSlice) -> str:
    """Return what stands on one row of a picture's place where the picture can't be shown: its alt text, in the middle."""
    room = place.width - 4
    if not place.alt or room < _NARROWEST // 2:
        return ""
    lines = fold(place.alt, room, max(1, place.rows - 2))
    at = place.line - (place.rows - len(lines)) // 2
    return lines[at] if 0 <= at < len(lines) else ""


def _gallery_height(images: Sequence[Image], width: int, rules: PictureRules) -> int:
    """Return the rows of a line of a gallery: those of its flattest picture that lies, so that little is cut off of any."""
    limit = max(3, rules.rows * 2 // 3)
    flat = rules._replace(rows=limit, pixels_per_cell=0.001)
    heights = [picture_cells(rules.size(image), width, flat)[1] for image in images]
    return max(3, min(limit, round(sum(heights) / len(heights))))
