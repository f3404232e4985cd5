"""A picture as half cells, two pixels to a cell: what every terminal with colours can show."""

from itertools import product
from pathlib import Path

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from reader.tui.pictures.drawing import Pixels, draw
from reader.tui.pictures.shelf import PictureRows
from reader.tui.pictures.zooming import WHOLE, Part

HALF_CELL = "▀"

_PALETTE_STEPS = (0, 95, 135, 175, 215, 255)
_GREYS = range(8, 248, 10)
"""Of the 256 colours of xterm, the cube's steps and the greys beside it. The first sixteen are the user's own."""


def decode(
    path: Path,
    width: int,
    rows: int,
    ground: tuple[int, int, int],
    *,
    part: Part = WHOLE,
    has_few_colours: bool = False,
) -> PictureRows | None:
    """Return a picture as `rows` rows of `width` half cells that fill their place; None if it is no picture we can show.

    With `has_few_colours` it is drawn in the 240 fixed colours of xterm, each the nearest one: with cells for pixels, dithering
    is noise. Call it in a thread.
    """
    drawn = draw(path, Pixels(width, rows * 2, ground, part=part))
    if drawn is None:
        return None
    if has_few_colours:
        from PIL import Image

        table = Image.new("P", (1, 1))
        table.putpalette(_palette())
        drawn = drawn.quantize(palette=table, dither=Image.Dither.NONE).convert("RGB")
    pixels = drawn.tobytes()
    return tuple(_half_cells(pixels, width, row) for row in range(rows))


def _palette() -> list[int]:
    """Return the 240 colours as Pillow takes them, red, green and blue one after the other."""
    cube = [part for colour in product(_PALETTE_STEPS, repeat=3) for part in colour]
    return cube + [grey for grey in _GREYS for _ in range(3)]


def _half_cells(pixels: bytes, width: int, row: int) -> tuple[Segment, ...]:
    """Return one row of segments; neighbours of the same two colours are one segment."""
    stride = width * 3
    top, bottom = pixels[2 * row * stride : (2 * row + 1) * stride], pixels[(2 * row + 1) * stride :]
    segments: list[Segment] = []
    run = 0
    last: tuple[bytes, bytes] | None = None
    for x in range(0, stride, 3):
        pair = (top[x : x + 3], bottom[x : x + 3])
        if pair != last and last is not None:
            segments.append(_segment(last, run))
            run = 0
        last = pair
        run += 1
    if last is not None:
        segments.append(_segment(last, run))
    return tuple(segments)


def _segment(pair: tuple[bytes, bytes], cells: int) -> Segment:
    top, bottom = pair
    if top == bottom:
        return Segment(" " * cells, Style(bgcolor=Color.from_rgb(*bottom)))
    return Segment(HALF_CELL * cells, Style(color=Color.from_rgb(*top), bgcolor=Color.from_rgb(*bottom)))
