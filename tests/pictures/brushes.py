"""Brushes for the pictures of the samples: skies, hills, water, light. Drawn twice as large and scaled down, so edges are soft.

Lengths are in points of the finished picture, from its upper left corner. Dice are seeded, so a picture is always the same.
"""

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

SCALE = 2
"""Pixels drawn for one point of the finished picture."""

Colour = tuple[int, int, int]
Point = tuple[float, float]


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Return the colour `share` (0 to 1) of the way from `a` to `b`."""
    share = max(0.0, min(1.0, share))
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


class Canvas:
    """A picture in the making."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        self._pen = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        """Return the picture in its final size."""
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self._pen.rectangle((x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour, flat: float = 1.0) -> None:
        """Fill a circle, or an ellipse whose height is `flat` of its width."""
        tall = radius * flat
        self._pen.ellipse(
            ((x - radius) * SCALE, (y - tall) * SCALE, (x + radius) * SCALE, (y + tall) * SCALE), fill=colour
        )

    def line(self, points: Sequence[Point], colour: Colour, width: float = 1.0) -> None:
        """Draw a line through `points`."""
        self._pen.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=colour, width=max(1, round(width * SCALE)), joint="curve"
        )

    def sky(self, *stops: tuple[float, Colour]) -> None:
        """Fill the picture with rows that blend from one stop (share of the height, colour) to the next."""
        for row in range(self.height * SCALE):
            at = row / (self.height * SCALE)
            below = next((n for n, stop in enumerate(stops) if stop[0] >= at), len(stops) - 1)
            (low, first), (high, second) = stops[max(0, below - 1)], stops[below]
            colour = mix(first, second, (at - low) / (high - low) if high > low else 0)
            self._pen.line((0, row, self.width * SCALE, row), fill=colour)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Lay a soft light around a point."""
        reach = round(radius * 2 * SCALE)
        mask = Image.new("L", (2 * reach, 2 * reach), 0)
        inner = radius * SCALE * 0.7
        ImageDraw.Draw(mask).ellipse(
            (reach - inner, reach - inner, reach + inner, reach + inner), fill=round(255 * strength)
        )
        mask = mask.filter(ImageFilter.GaussianBlur(radius * SCALE * 0.45))
        self.image.paste(colour, (round(x * SCALE) - reach, round(y * SCALE) - reach), mask)

    def hills(self, crest: float, rise: float, colour: Colour, seed: int, foot: float | None = None) -> None:
        """Draw a range of hills around the height `crest`, `rise` points up and down, filled down to `foot`."""
        dice = random.Random(seed)
        waves = [(dice.uniform(0.6, 1.4) * n, dice.uniform(0, 6.3), 1 / n) for n in range(1, 6)]
        total = sum(weight for _, _, weight in waves)
        bottom = self.height if foot is None else foot
        points: list[Point] = [(0, bottom)]
        for x in range(0, self.width + 3, 3):
            turn = x / self.width * 6.3
            lift = sum(math.sin(turn * speed + shift) * weight for speed, shift, weight in waves) / total
            points.append((x, crest - rise * lift))
        self.shape([*points, (self.width, bottom)], colour)

    def water(
        self, top: float, far: Colour, near: Colour, light: Colour, glint: float | None = None, seed: int = 1
    ) -> None:
        """Cover all below `top` with water: waves that grow towards the viewer, and a path of light at `glint`."""
        dice = random.Random(seed)
        depth = self.height - top
        for row in range(round(top * SCALE), self.height * SCALE):
            self._pen.line((0, row, self.width * SCALE, row), fill=mix(far, near, (row / SCALE - top) / depth))
        y = top + 1.5
        while y < self.height:
            share = (y - top) / depth
            ground = mix(far, near, share)
            for _ in range(round(9 - 4 * share)):
                x, long = (
                    dice.uniform(-0.05, 1) * self.width,
                    self.width * (0.02 + 0.06 * share) * dice.uniform(0.5, 1.5),
                )
                self.line([(x, y), (x + long, y)], mix(ground, light, 0.14), 0.6 + 1.6 * share)
            for _ in range(round(4 + 5 * share) if glint is not None else 0):
                x = (glint or 0) + dice.gauss(0, self.width * (0.012 + 0.06 * share))
                long = self.width * (0.006 + 0.022 * share)
                self.line([(x - long, y), (x + long, y)], mix(ground, light, 0.7), 0.6 + 1.6 * share)
            y += 2 + 5 * share

    def stars(self, count: int, bottom: float, seed: int) -> None:
        """Scatter stars above `bottom`, few bright and many faint."""
        dice = random.Random(seed)
        for _ in range(count):
            size = 0.35 + 0.9 * dice.random() ** 4
            bright = 110 + round(145 * dice.random() ** 2)
            self.disc(
                dice.uniform(0, self.width), dice.uniform(0, bottom), size, (bright, bright, min(255, bright + 15))
            )

    def snow(self, count: int, seed: int, colour: Colour = (255, 255, 255)) -> None:
        """Let it snow: near flakes large, far ones small."""
        dice = random.Random(seed)
        for _ in range(count):
            self.disc(dice.uniform(0, self.width), dice.uniform(0, self.height), 0.5 + 1.7 * dice.random() ** 3, colour)

    def fir(self, x: float, foot: float, tall: float, colour: Colour) -> None:
        """Draw a fir tree standing on `foot`."""
        for tier in range(4):
            top, wide = foot - tall + tall * 0.2 * tier, tall * (0.12 + 0.055 * tier)
            self.shape([(x, top), (x - wide, top + tall * 0.36), (x + wide, top + tall * 0.36)], colour)
        self.box(x - tall * 0.025, foot - tall * 0.06, tall * 0.05, tall * 0.06, colour)

    def forest(
        self, foot: float, tall: float, colour: Colour, seed: int, start: float = 0, end: float | None = None
    ) -> None:
        """Draw a row of firs from `start` to `end`."""
        dice = random.Random(seed)
        x = start
        while x < (self.width if end is None else end):
            self.fir(x, foot + dice.uniform(0, tall * 0.1), tall * dice.uniform(0.6, 1.1), colour)
            x += tall * dice.uniform(0.16, 0.4)

    def house(self, x: float, foot: float, size: Point, wall: Colour, roof: Colour) -> None:
        """Draw a house with a pitched roof: `size` is its width and the height of its wall."""
        width, tall = size
        self.box(x, foot - tall, width, tall, wall)
        self.shape(
            [(x - 4, foot - tall), (x + width / 2, foot - tall - width * 0.45), (x + width + 4, foot - tall)], roof
        )
