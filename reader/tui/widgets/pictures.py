"""Pictures as half cells: a file, decoded to fit its place in the text, two pixels to a cell.

`PictureShelf` remembers what was decoded and says what still has to be; the widget that owns it runs `decode` in a thread.
Pillow is imported at the first decoding. A file that can't be decoded is remembered as such: its place shows its alt text.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

MOST_PIXELS = 60_000_000
"""Pictures with more are not decoded: a 60-megapixel photograph takes about 180 MB of memory."""

_KEPT = 48
"""Decoded pictures kept; each is about a thousand segments."""

_FOCUS = (0.5, 0.4)
"""Where a picture is cropped to when its place is flatter than itself: a little above the middle, where faces are."""

MOST_SQUEEZE = 1.6
"""How much flatter than it is a picture may be drawn before any of it is cut off: a boat stays a boat, and whole."""

HALF_CELL = "▀"

PictureRows = tuple[tuple[Segment, ...], ...]


class PicturePlace(NamedTuple):
    """A picture and the cells it has to fill."""

    src: str
    width: int
    rows: int


class PictureShelf:
    """Decoded pictures by place. Touched by the main thread only."""

    def __init__(self, lookup: Callable[[str], Path | None]) -> None:
        self._lookup = lookup
        self._paths: dict[str, Path | None] = {}
        self._decoded: dict[PicturePlace, PictureRows | None] = {}
        self._asked: set[PicturePlace] = set()

    def path(self, src: str) -> Path | None:
        """Return the file of a picture; None if it is not in the library."""
        if src not in self._paths:
            self._paths[src] = self._lookup(src)
        return self._paths[src]

    def has(self, src: str) -> bool:
        """Whether there is a file for `src`."""
        return self.path(src) is not None

    def rows(self, place: PicturePlace) -> PictureRows | None:
        """Return the rows of a picture; None as long as it is not decoded, or if it can't be."""
        return self._decoded.get(place)

    def is_done(self, place: PicturePlace) -> bool:
        """Whether nothing more will come for `place`."""
        return place in self._decoded

    def claim(self, place: PicturePlace) -> Path | None:
        """Return the file that is to be decoded for `place`; None if that was done or is being done already."""
        if place in self._decoded or place in self._asked:
            return None
        self._asked.add(place)
        return self.path(place.src)

    def put(self, place: PicturePlace, rows: PictureRows | None) -> None:
        """Keep what was decoded; None if it could not be."""
        self._asked.discard(place)
        while len(self._decoded) >= _KEPT:
            del self._decoded[next(iter(self._decoded))]
        self._decoded[place] = rows


def decode(path: Path, width: int, rows: int, ground: tuple[int, int, int]) -> PictureRows | None:
    """Return a picture as `rows` rows of `width` half cells, cropped to fill them; None if the file is no picture we can show.

    Transparent parts show `ground`. Takes some 10 ms for a photograph; call it in a thread.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            opened.draft("RGB", (width * 2, rows * 4))  # a JPEG is decoded small at once
            upright = ImageOps.exif_transpose(opened)
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                layer = upright.convert("RGBA")
                backed = Image.new("RGBA", layer.size, (*ground, 255))
                backed.alpha_composite(layer)
                upright = backed
            box = _crop(upright.width, upright.height, width / (rows * 2))
            pixels = upright.convert("RGB").resize((width, rows * 2), Image.Resampling.BOX, box).tobytes()
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError, MemoryError):
        return None
    except Image.DecompressionBombWarning:
        return None  # raised where warnings are errors
    return tuple(_half_cells(pixels, width, row) for row in range(rows))


def _crop(width: int, height: int, ratio: float) -> tuple[float, float, float, float]:
    """Return the part of a picture (left, top, right, bottom) that is shown in a place `ratio` times as wide as high."""
    if width > height * ratio:  # the place is higher: the sides go
        shown = height * ratio
        left = (width - shown) * _FOCUS[0]
        return (left, 0.0, left + shown, float(height))
    shown = min(float(height), width / ratio * MOST_SQUEEZE)
    top = (height - shown) * _FOCUS[1]
    return (0.0, top, float(width), top + shown)


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
