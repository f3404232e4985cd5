"""A picture's file as pixels that fill a place: turned upright, on the ground of the theme, cropped as little as possible.

Called in threads. Pillow is imported here and nowhere else, at the first picture.
"""

from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from reader.tui.pictures.zooming import WHOLE, Part

MOST_PIXELS = 60_000_000
"""Pictures with more are not decoded: a 60-megapixel photograph takes about 180 MB of memory."""

MOST_SQUEEZE = 1.2
"""How much flatter than it is a picture may be drawn before any of it is cut off. At a fifth, faces still look like faces."""

_FOCUS = (0.5, 0.4)
"""Where a picture is cropped to when its place is flatter than itself: a little above the middle, where faces are."""


class Pixels(NamedTuple):
    """Pixels to be filled, and the colour that shows through what is transparent."""

    width: int
    height: int
    ground: tuple[int, int, int]
    squeeze: float = MOST_SQUEEZE
    part: Part = WHOLE
    """What of the picture is drawn."""


def draw(path: Path, place: Pixels) -> "Image.Image | None":
    """Return the picture in `path` as RGB pixels that fill `place`; None if the file is no picture we can show.

    Takes some 10 ms for a photograph.
    """
    try:
        with Image.open(path) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            if place.part == WHOLE:
                opened.draft("RGB", (place.width, place.height * 2))  # a JPEG is decoded small at once
            upright = ImageOps.exif_transpose(opened)
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                layer = upright.convert("RGBA")
                backed = Image.new("RGBA", layer.size, (*place.ground, 255))
                backed.alpha_composite(layer)
                upright = backed
            part = place.part
            box = (
                _crop(upright.width, upright.height, place.width / place.height, place.squeeze)
                if part == WHOLE
                else (
                    part.left * upright.width,
                    part.top * upright.height,
                    part.right * upright.width,
                    part.bottom * upright.height,
                )
            )
            # Enlarged, the mean of a box is a mosaic; a curve is not.
            is_enlarged = box[2] - box[0] < place.width
            method = Image.Resampling.BICUBIC if is_enlarged else Image.Resampling.BOX
            return upright.convert("RGB").resize((place.width, place.height), method, box)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError, MemoryError):
        return None
    except Image.DecompressionBombWarning:
        return None  # raised where warnings are errors


def _crop(width: int, height: int, ratio: float, squeeze: float) -> tuple[float, float, float, float]:
    """Return the part of a picture (left, top, right, bottom) that is shown in a place `ratio` times as wide as high."""
    if width > height * ratio:  # the place is higher: the sides go
        shown = height * ratio
        left = (width - shown) * _FOCUS[0]
        return (left, 0.0, left + shown, float(height))
    shown = min(float(height), width / ratio * squeeze)
    top = (height - shown) * _FOCUS[1]
    return (0.0, top, float(width), top + shown)
