"""Draws the pictures of the sample articles. Run it to make them anew:  python tests/pictures/draw_samples.py [NAME…]

Every picture is a small function of numbers: no photograph, no font, nothing from elsewhere. The results are in the
repository, at most 40 KB each; the same Pillow gives the same pictures.
"""

import math
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

SAMPLES = Path(__file__).resolve().parents[2] / "sample_articles"
MAX_BYTES = 40_000

Colour = tuple[int, int, int]


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Return the colour `share` (0 to 1) of the way from `a` to `b`."""
    share = max(0.0, min(1.0, share))
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def sky(size: tuple[int, int], *stops: tuple[float, Colour]) -> Image.Image:
    """Return a picture whose rows blend from one stop (height 0 to 1, colour) to the next."""
    width, height = size
    column = Image.new("RGB", (1, height))
    for y in range(height):
        at = y / (height - 1)
        below = next((n for n, stop in enumerate(stops) if stop[0] >= at), len(stops) - 1)
        (low, first), (high, second) = stops[max(0, below - 1)], stops[below]
        column.putpixel((0, y), mix(first, second, (at - low) / (high - low) if high > low else 0))
    return column.resize(size)


def glow(picture: Image.Image, centre: tuple[float, float], radius: float, colour: Colour, strength: float = 1.0) -> None:
    """Brighten `picture` around `centre` (shares of its size) with a soft disc."""
    width, height = picture.size
    mask = Image.new("L", picture.size, 0)
    x, y, r = centre[0] * width, centre[1] * height, radius * width
    ImageDraw.Draw(mask).ellipse((x - r / 3, y - r / 3, x + r / 3, y + r / 3), fill=round(255 * strength))
    mask = mask.filter(ImageFilter.GaussianBlur(r / 3))
    picture.paste(colour, (0, 0, width, height), mask)


def ridge(
    picture: Image.Image, base: float, rise: float, colour: Colour, seed: int, *, until: float = 1.0, waves: int = 5
) -> None:
    """Draw a range of hills whose crest lies around `base` (share of the height), filled down to `until`."""
    width, height = picture.size
    dice = random.Random(seed)
    parts = [(dice.uniform(0.6, 1.4) * n, dice.uniform(0, 6.3), 1 / n) for n in range(1, waves + 1)]
    scale = sum(part[2] for part in parts)
    points: list[tuple[float, float]] = [(0, height * until)]
    for x in range(0, width + 4, 4):
        u = x / width * 6.3
        crest = sum(math.sin(u * speed + shift) * weight for speed, shift, weight in parts) / scale
        points.append((x, height * (base - rise * crest)))
    points.append((width, height * until))
    ImageDraw.Draw(picture).polygon(points, fill=colour)


def water(picture: Image.Image, top: float, near: Colour, far: Colour, glint: float | None, light: Colour, seed: int) -> None:
    """Cover all below `top` with water, rows of waves growing towards the viewer, and a path of light at `glint`."""
    width, height = picture.size
    dice = random.Random(seed)
    draw = ImageDraw.Draw(picture)
    first = round(top * height)
    for y in range(first, height):
        share = (y - first) / max(1, height - first)
        draw.line((0, y, width, y), fill=mix(far, near, share))
    y = float(first + 2)
    while y < height:
        share = (y - first) / (height - first)
        for _ in range(round(10 - 5 * share)):
            x, long = dice.uniform(-0.05, 1) * width, width * (0.02 + 0.07 * share) * dice.uniform(0.5, 1.5)
            draw.line((x, y, x + long, y), fill=mix(mix(far, near, share), light, 0.13), width=max(1, round(3 * share)))
        if glint is not None:
            spread = width * (0.012 + 0.08 * share)
            for _ in range(round(4 + 6 * share)):
                x = glint * width + dice.gauss(0, spread)
                long = width * (0.008 + 0.03 * share)
                draw.line((x - long, y, x + long, y), fill=mix(mix(far, near, share), light, 0.75), width=max(1, round(3 * share)))
        y += 2.5 + 7 * share
    picture.paste(picture.filter(ImageFilter.GaussianBlur(0.7)))


def petrel_at_dusk(picture: Image.Image) -> None:
    """A lake at dusk, violet above and gold at the horizon, the red ferry on it."""
    width, height = picture.size
    picture.paste(
        sky(picture.size, (0, (150, 128, 190)), (0.25, (208, 150, 170)), (0.5, (246, 205, 140)), (1, (246, 205, 140)))
    )
    glow(picture, (0.7, 0.36), 0.2, (255, 226, 180), 0.8)
    glow(picture, (0.7, 0.36), 0.06, (255, 246, 220))
    ridge(picture, 0.47, 0.09, (150, 124, 150), 4)
    ridge(picture, 0.52, 0.07, (104, 100, 124), 9)
    ridge(picture, 0.585, 0.035, (70, 76, 98), 21)
    water(picture, 0.6, (58, 74, 96), (132, 120, 132), 0.7, (255, 224, 170), 3)
    ferry(picture, 0.33, 0.715, 0.17)


def ferry(picture: Image.Image, x: float, y: float, length: float) -> None:
    """Draw the Petrel: red hull, white cabin, a mast with one lamp, her light on the water."""
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    left, right, line, unit = (x - length / 2) * width, (x + length / 2) * width, y * height, length * width / 20
    for row in range(5):
        inset = unit * (0.5 + row * 1.3)
        at = line + unit * (0.5 + row * 0.55)
        draw.line((left + inset, at, right - inset, at), fill=mix((120, 52, 44), (70, 80, 100), row / 5), width=max(1, round(unit / 3)))
    draw.polygon(
        [(left - unit, line - 2.4 * unit), (right + unit, line - 2.4 * unit), (right - unit, line), (left + unit, line)],
        fill=(158, 58, 38),
    )
    draw.line((left - unit, line - 2.4 * unit, right + unit, line - 2.4 * unit), fill=(236, 228, 210), width=max(1, round(unit / 4)))
    draw.rectangle((left + 4 * unit, line - 5.2 * unit, right - 6 * unit, line - 2.5 * unit), fill=(236, 228, 210))
    draw.rectangle((left + 8 * unit, line - 7.4 * unit, left + 11.5 * unit, line - 5.2 * unit), fill=(214, 204, 188))
    for window in range(5):
        at = left + (4.8 + window * 1.9) * unit
        draw.rectangle((at, line - 4.6 * unit, at + unit, line - 3.6 * unit), fill=(255, 206, 110))
    draw.rectangle((left + 8.5 * unit, line - 7 * unit, left + 11 * unit, line - 6.2 * unit), fill=(255, 206, 110))
    draw.line((left + 13 * unit, line - 5.2 * unit, left + 13 * unit, line - 10 * unit), fill=(60, 50, 60), width=max(1, round(unit / 4)))
    draw.ellipse((left + 12.6 * unit, line - 10.6 * unit, left + 13.4 * unit, line - 9.8 * unit), fill=(255, 240, 200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: where it lies in the samples, its size in pixels, and who draws it."""

    path: str
    size: tuple[int, int]
    draw: Callable[[Image.Image], None]


PICTURES = (
    Picture(path="ferry-line/petrel-at-dusk.jpg", size=(960, 540), draw=petrel_at_dusk),
)


def save(picture: Image.Image, path: Path) -> None:
    """Write `picture` in the form its name says, in the best quality that stays under `MAX_BYTES`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".png":
        picture.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
        return
    for quality in range(88, 30, -6):
        picture.save(path, quality=quality, optimize=True, progressive=False)
        if path.stat().st_size <= MAX_BYTES:
            return


def main() -> None:
    """Draw all pictures, or those whose path holds one of the words of the call."""
    words = sys.argv[1:]
    for picture in PICTURES:
        if words and not any(word in picture.path for word in words):
            continue
        canvas = Image.new("RGB", picture.size)
        picture.draw(canvas)
        save(canvas, SAMPLES / picture.path)


if __name__ == "__main__":
    main()
