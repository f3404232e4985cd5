"""Drawings of numbers and places: a tide curve, a chart of roofs, a map. They carry no letters; captions say what they show."""

import math

from tests.pictures.brushes import Canvas, Point, mix

PAPER = (250, 246, 236)
INK = (58, 54, 50)
PALE = (226, 218, 202)


def tide_curve(canvas: Canvas) -> None:
    """Two days of water: the clock's pure moon wave, thin, and the harbour's sum of four waves, thick."""
    canvas.box(0, 0, 900, 380, PAPER)
    waves = ((1.412, 141.0, 28.984), (0.508, 187.5, 30.0), (0.421, 63.2, 15.041), (0.294, 311.8, 13.943))

    def level(hours: float, count: int) -> float:
        return sum(height * math.cos(math.radians(speed * hours - late)) for height, late, speed in waves[:count])

    for hour in range(0, 49, 6):
        x = 50 + hour * 16.66
        canvas.line([(x, 30), (x, 350)], PALE, 2 if hour % 24 == 0 else 1)
    for row in range(-2, 3):
        canvas.line([(50, 190 - row * 62), (850, 190 - row * 62)], PALE, 2 if row == 0 else 1)
    steps = [hour / 4 for hour in range(48 * 4 + 1)]
    harbour: list[Point] = [(50 + hour * 16.66, 190 - level(hour, 4) * 62) for hour in steps]
    clock: list[Point] = [(50 + hour * 16.66, 190 - level(hour, 1) * 1.3 * 62) for hour in steps]
    canvas.shape([*harbour, (850, 350), (50, 350)], (214, 228, 232))
    for row in range(-2, 3):
        canvas.line([(50, 190 - row * 62), (850, 190 - row * 62)], mix(PALE, (200, 214, 220), 0.5), 1)
    canvas.line(clock, (156, 58, 28), 1.6)
    canvas.line(harbour, (38, 84, 108), 4.5)
    for at in steps[1:-1]:
        here = level(at, 4)
        if here > level(at - 0.25, 4) and here >= level(at + 0.25, 4):
            canvas.disc(50 + at * 16.66, 190 - here * 62, 7, PAPER)
            canvas.disc(50 + at * 16.66, 190 - here * 62, 5, (38, 84, 108))


def roofs_after_hail(canvas: Canvas) -> None:
    """Six bars, each with a little roof of its material; the longest is old tile."""
    canvas.box(0, 0, 900, 380, PAPER)
    shares = (9, 14, 22, 61, 18, 0)
    roofs = ((92, 100, 112), (168, 176, 184), (206, 110, 76), (150, 72, 52), (44, 62, 104), (196, 164, 92))
    for tens in range(0, 70, 10):
        x = 150 + tens * 11
        canvas.line([(x, 26), (x, 356)], PALE, 2 if tens == 0 else 1)
    for n, (share, roof) in enumerate(zip(shares, roofs, strict=True)):
        y = 36 + n * 54
        canvas.shape([(40, y + 22), (80, y - 2), (120, y + 22)], roof)
        canvas.box(52, y + 22, 56, 18, (236, 228, 212))
        canvas.box(74, y + 26, 12, 14, INK)
        canvas.box(150, y + 4, max(share * 11, 3), 30, roof)
        for stone in range(share // 3):
            canvas.disc(160 + (stone * 37) % max(1, share * 11 - 14), y + 11 + (stone * 13) % 18, 2.4, (244, 248, 252))


def narrows_map(canvas: Canvas) -> None:
    """The Narrows from above: two shores, depth lines, the dotted straight line and the bent bridge."""
    water, deep, land = (206, 222, 226), (186, 208, 216), (232, 222, 196)
    canvas.box(0, 0, 900, 420, water)
    for ring in range(3):
        near = 60 + ring * 34
        left = [(330 - near * 0.3 + 70 * math.sin(y / 95) + near, y) for y in range(0, 421, 10)]
        right = [(590 + 62 * math.sin(y / 80 + 2) - near * 0.8, y) for y in range(420, -1, -10)]
        canvas.shape([*left, *right], mix(water, deep, (ring + 1) / 3))
    west = [(300 + 70 * math.sin(y / 95), y) for y in range(0, 421, 6)]
    east = [(606 + 62 * math.sin(y / 80 + 2), y) for y in range(0, 421, 6)]
    canvas.shape([(0, 0), *west, (0, 420)], land)
    canvas.shape([(900, 0), *east, (900, 420)], land)
    for shore in (west, east):
        canvas.line(shore, (150, 136, 104), 3)
    for reach in range(1, 6):
        canvas.line(
            [(x + reach * 46, y + 3 * math.sin(y / 30)) for x, y in east], mix(land, (168, 148, 108), 0.45), 1.2
        )
    for n in range(24):
        x, y = 40 + (n * 67) % 190, 26 + (n * 97) % 370
        canvas.line([(x, y), (x + 9, y)], (150, 160, 110), 1.4)
        canvas.line([(x + 3, y - 4), (x + 5, y)], (150, 160, 110), 1.4)
    start, end = (352.0, 236.0), (596.0, 268.0)
    for n in range(0, 30, 2):
        here, there = n / 30, (n + 1) / 30
        canvas.line(
            [
                (start[0] + (end[0] - start[0]) * here, start[1] + (end[1] - start[1]) * here),
                (start[0] + (end[0] - start[0]) * there, start[1] + (end[1] - start[1]) * there),
            ],
            INK,
            1.6,
        )
    bridge = [(352, 236), (424, 246), (600, 210)]
    canvas.line([(40, 300), (190, 260), *bridge, (720, 190), (880, 210)], (156, 58, 28), 3)
    canvas.line(bridge, (156, 58, 28), 10)
    canvas.line(bridge, PAPER, 5)
    for n in range(1, 7):
        share = n / 7
        pier = 352 + 248 * share
        road = 236 + (pier - 352) * 10 / 72 if pier < 424 else 246 - (pier - 424) * 36 / 176
        canvas.disc(pier, road, 4.5, (156, 58, 28))
    canvas.box(486, 222, 12, 12, INK)
    for x, y in ((70, 330), (92, 322), (82, 346), (110, 338), (804, 240), (826, 232), (816, 256)):
        canvas.box(x, y, 12, 10, (176, 96, 70))
    canvas.line([(838, 370), (838, 316)], INK, 2)
    canvas.shape([(838, 304), (830, 326), (846, 326)], INK)
    canvas.disc(838, 344, 15, INK)
    canvas.disc(838, 344, 13, land)
    canvas.line([(838, 356), (838, 332)], INK, 2)
    canvas.line([(52, 392), (192, 392)], INK, 2)
    for x in (52, 122, 192):
        canvas.line([(x, 386), (x, 398)], INK, 2)
