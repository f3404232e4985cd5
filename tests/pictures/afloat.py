"""Pictures of water: the lake, the harbour, the bridge, the lighthouse."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.pictures.brushes import Canvas, Colour, mix


def petrel_at_dusk(canvas: Canvas) -> None:
    """The lake at dusk, violet above and gold at the horizon; the red ferry on it."""
    canvas.sky((0, (140, 122, 188)), (0.28, (206, 148, 170)), (0.56, (248, 208, 142)), (1, (248, 208, 142)))
    canvas.glow(672, 128, 120, (255, 228, 180), 0.9)
    canvas.disc(672, 128, 21, (255, 247, 222))
    canvas.hills(158, 36, (152, 126, 152), 4)
    canvas.hills(176, 26, (106, 102, 126), 9)
    canvas.hills(196, 12, (72, 78, 100), 21)
    canvas.water(200, (134, 122, 134), (54, 70, 92), (255, 226, 172), glint=672, seed=3)
    ferry(canvas, 230, 246, 9)


def ferry(canvas: Canvas, left: float, line: float, unit: float) -> None:
    """Draw the Petrel, twenty units long, her keel line at `line`: red hull, white cabin, lamps lit, a mast."""
    for row in range(6):
        inset = unit * (0.5 + row * 1.2)
        at = line + unit * (0.4 + row * 0.5)
        canvas.line([(left + inset, at), (left + 20 * unit - inset, at)], mix((122, 54, 46), (74, 84, 104), row / 6), 2)
    deck = line - 2.3 * unit
    canvas.shape(
        [(left - unit, deck), (left + 21 * unit, deck), (left + 19 * unit, line), (left + unit, line)], (160, 58, 38)
    )
    canvas.line([(left - unit, deck), (left + 21 * unit, deck)], (238, 230, 212), 2)
    canvas.box(left + 4 * unit, deck - 2.8 * unit, 10 * unit, 2.7 * unit, (238, 230, 212))
    canvas.box(left + 8 * unit, deck - 5 * unit, 3.5 * unit, 2.2 * unit, (216, 206, 190))
    for window in range(5):
        canvas.box(left + (4.8 + window * 1.9) * unit, deck - 2.2 * unit, unit, unit, (255, 208, 112))
    canvas.box(left + 8.5 * unit, deck - 4.5 * unit, 2.5 * unit, 0.9 * unit, (255, 208, 112))
    canvas.line([(left + 13 * unit, deck - 2.8 * unit), (left + 13 * unit, deck - 7.6 * unit)], (62, 52, 62), 2)
    canvas.disc(left + 13 * unit, deck - 7.8 * unit, 0.5 * unit, (255, 242, 204))


def bell_raised(canvas: Canvas) -> None:
    """A green bell hangs from a crane over a grey harbour, water running from it."""
    canvas.sky((0, (150, 158, 164)), (0.6, (214, 214, 206)), (1, (214, 214, 206)))
    canvas.hills(240, 14, (150, 158, 162), 8, 262)
    canvas.water(258, (150, 160, 164), (92, 106, 114), (240, 240, 232), seed=5)
    for left, tall in ((40, 46), (92, 62), (150, 40), (214, 54), (268, 44)):
        canvas.house(left, 262, (48, tall), (176, 160, 146), (112, 92, 88))
    canvas.shape([(690, 262), (880, 262), (862, 300), (712, 300)], (58, 74, 84))
    canvas.box(800, 214, 50, 48, (222, 216, 200))
    canvas.line([(740, 262), (470, 60)], (196, 132, 44), 8)
    canvas.line([(740, 262), (760, 150), (470, 60)], (120, 84, 40), 3)
    canvas.line([(470, 60), (470, 128)], (60, 60, 60), 2)
    bronze, light = (74, 112, 100), (128, 164, 146)
    canvas.box(462, 124, 16, 12, bronze)
    outline = [(440, 136), (500, 136), (508, 170), (526, 214), (540, 226), (400, 226), (414, 214), (432, 170)]
    canvas.shape(outline, bronze)
    canvas.shape([(446, 140), (462, 140), (450, 214), (424, 218), (440, 176)], light)
    canvas.line([(404, 220), (536, 220)], light, 3)
    canvas.disc(470, 230, 11, (50, 76, 70))
    dice = random.Random(4)
    for _ in range(60):
        x, y = dice.gauss(470, 34), dice.uniform(230, 300)
        canvas.line([(x, y), (x, y + 7)], (232, 238, 236), 1)


def gauge_at_noon(canvas: Canvas) -> None:
    """A striped gauge in brown flood water beside a quay, in the rain."""
    canvas.sky((0, (112, 120, 126)), (0.5, (164, 168, 166)), (1, (164, 168, 166)))
    canvas.hills(150, 22, (132, 140, 142), 3, 190)
    canvas.hills(172, 12, (104, 114, 116), 12, 190)
    canvas.water(184, (150, 136, 112), (112, 92, 66), (220, 208, 184), seed=9)
    canvas.shape([(0, 150), (300, 176), (300, 330), (0, 400)], (120, 116, 110))
    for row in range(6):
        canvas.line([(0, 178 + 36 * row), (300, 188 + 24 * row)], (98, 94, 90), 2)
    canvas.box(548, 40, 44, 236, (244, 242, 232))
    for mark in range(11):
        canvas.box(548 + (22 if mark % 2 else 0), 46 + mark * 21, 22, 10, (32, 40, 48))
    canvas.box(548, 88, 44, 4, (196, 40, 30))
    canvas.line([(520, 278), (620, 278)], (226, 214, 190), 3)
    canvas.line([(500, 286), (640, 286)], (200, 186, 160), 2)
    dice = random.Random(6)
    for _ in range(420):
        x, y, long = dice.uniform(-20, 900), dice.uniform(-20, 380), dice.uniform(8, 20)
        canvas.line([(x, y), (x - long * 0.25, y + long)], (196, 200, 200), 0.7)


def reed_bed(canvas: Canvas) -> None:
    """Reeds in morning mist, near ones dark, far ones nearly gone."""
    canvas.sky((0, (214, 206, 190)), (0.45, (244, 228, 196)), (1, (226, 218, 200)))
    canvas.glow(610, 120, 90, (255, 246, 220))
    canvas.disc(610, 120, 26, (255, 252, 236))
    canvas.hills(196, 16, (206, 202, 186), 5, 230)
    canvas.water(216, (230, 220, 198), (150, 160, 150), (255, 248, 226), glint=610, seed=2)
    dice = random.Random(11)
    for depth in range(4):
        colour = mix((196, 190, 160), (62, 70, 48), depth / 3)
        foot = 244 + depth * 44
        for _ in range(70 + 10 * depth):
            x = dice.uniform(-20, 920)
            if depth == 3 and 330 < x < 640:
                continue
            tall, lean = dice.uniform(70, 120) * (0.7 + 0.4 * depth), dice.gauss(6, 5)
            top = foot - tall
            canvas.line([(x, foot), (x + lean * 0.3, foot - tall * 0.6), (x + lean, top)], colour, 0.8 + 0.6 * depth)
            canvas.disc(x + lean + 1, top + 6, 2.2 + depth, mix(colour, (120, 84, 60), 0.5), 3.2)


def seven_arches(canvas: Canvas) -> None:
    """The toll bridge from the lower lake, its bend and its unequal arches, at evening."""
    canvas.sky((0, (88, 108, 150)), (0.4, (188, 164, 178)), (0.62, (246, 202, 150)), (1, (246, 202, 150)))
    canvas.glow(180, 196, 110, (255, 220, 160), 0.9)
    canvas.hills(186, 40, (128, 126, 152), 14, 250)
    canvas.hills(214, 24, (86, 96, 112), 30, 250)
    canvas.water(246, (208, 170, 150), (58, 76, 98), (255, 224, 178), glint=180, seed=8)
    spans = [(96, 74), (196, 88), (312, 104), (452, 128), (584, 98), (696, 84), (792, 70)]
    stone, shade = (150, 134, 116), (104, 94, 88)
    road = [(0, 222), (40, 208), (250, 186), (452, 172), (640, 184), (860, 206), (960, 216)]
    canvas.shape([*road, (960, 262), (0, 262)], stone)
    canvas.line(road, (186, 168, 144), 5)
    for centre, span in spans:
        reach, crown = span / 2 - 7, 262 - span * 0.46
        arch = [
            (centre + reach * math.cos(math.pi * n / 24), 264 - (264 - crown) * math.sin(math.pi * n / 24))
            for n in range(25)
        ]
        canvas.line(arch, shade, 6)
        canvas.shape(arch, (172, 146, 140))
        canvas.shape([(x, 264 + (264 - y) * 0.8) for x, y in arch], (126, 118, 126))
        canvas.shape([(centre - reach - 9, 268), (centre - reach, 236), (centre - reach + 3, 268)], shade)
    canvas.box(420, 122, 34, 52, (190, 172, 146))
    canvas.shape([(414, 124), (437, 98), (460, 124)], (92, 74, 72))
    canvas.box(430, 136, 9, 12, (255, 214, 120))
    canvas.glow(434, 142, 12, (255, 220, 140), 0.7)


def toll_house(canvas: Canvas) -> None:
    """The narrow house on the bridge at night, its lamp and the stars in the water."""
    canvas.sky((0, (14, 20, 40)), (0.6, (44, 56, 88)), (1, (44, 56, 88)))
    canvas.stars(260, 240, 3)
    canvas.hills(214, 20, (26, 34, 56), 18, 260)
    canvas.water(250, (38, 48, 76), (14, 20, 36), (255, 214, 130), glint=430, seed=4)
    canvas.shape([(0, 214), (430, 196), (900, 224), (900, 262), (0, 262)], (44, 46, 60))
    canvas.line([(0, 212), (430, 194), (900, 222)], (70, 70, 84), 4)
    for x in (120, 300, 620, 780):
        canvas.disc(x, 264, 52, (22, 30, 52), 0.7)
    canvas.box(392, 84, 84, 114, (66, 64, 76))
    canvas.shape([(382, 88), (434, 36), (486, 88)], (36, 32, 46))
    canvas.box(466, 30, 10, 34, (36, 32, 46))
    for x, y in ((408, 108), (408, 150)):
        canvas.glow(x + 10, y + 12, 40, (255, 206, 120), 0.6)
        canvas.box(x, y, 20, 26, (255, 218, 134))
        canvas.line([(x + 10, y), (x + 10, y + 26)], (120, 88, 60), 1.5)
    canvas.box(444, 144, 22, 54, (40, 34, 44))
    canvas.line([(476, 120), (506, 120), (506, 132)], (90, 84, 90), 2)
    canvas.glow(506, 140, 46, (255, 206, 120), 0.9)
    canvas.box(501, 132, 10, 14, (255, 238, 190))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """The light at Cold Point at one time of day."""

    top: Colour
    low: Colour
    sea: Colour
    deep: Colour
    rock: Colour
    sun: tuple[float, float] | None
    is_lit: bool


HOURS = (
    Hour(
        top=(38, 52, 92),
        low=(120, 124, 158),
        sea=(84, 94, 128),
        deep=(30, 40, 66),
        rock=(34, 38, 54),
        sun=None,
        is_lit=True,
    ),
    Hour(
        top=(150, 170, 208),
        low=(250, 196, 180),
        sea=(206, 176, 180),
        deep=(86, 104, 136),
        rock=(78, 72, 84),
        sun=(700, 226),
        is_lit=False,
    ),
    Hour(
        top=(84, 156, 214),
        low=(206, 230, 240),
        sea=(96, 170, 200),
        deep=(30, 104, 148),
        rock=(104, 98, 88),
        sun=None,
        is_lit=False,
    ),
    Hour(
        top=(116, 96, 132),
        low=(250, 160, 84),
        sea=(222, 144, 96),
        deep=(88, 62, 82),
        rock=(52, 42, 52),
        sun=(230, 210),
        is_lit=False,
    ),
    Hour(
        top=(8, 12, 28), low=(30, 40, 70), sea=(24, 34, 60), deep=(8, 12, 26), rock=(14, 16, 28), sun=None, is_lit=True
    ),
)


def cold_point(hour: int) -> Callable[[Canvas], None]:
    """Return the picture of the lighthouse in one of the five hours of `HOURS`."""
    light = HOURS[hour]

    def draw(canvas: Canvas) -> None:
        canvas.sky((0, light.top), (0.62, light.low), (1, light.low))
        if light.is_lit:
            canvas.stars(240 if hour == 4 else 60, 230, 5)
        if light.sun:
            canvas.glow(*light.sun, 110, (255, 232, 190), 0.8)
            canvas.disc(*light.sun, 24, (255, 248, 226))
        canvas.hills(256, 8, mix(light.low, light.deep, 0.4), 6, 266)
        glint = light.sun[0] if light.sun else (470.0 if light.is_lit else None)
        canvas.water(262, light.sea, light.deep, (255, 240, 206), glint=glint, seed=hour + 1)
        if light.is_lit:
            beam = mix(light.low, (255, 240, 190), 0.35)
            canvas.shape([(470, 84), (900, 20), (900, 84)], mix(light.top, beam, 0.55))
            canvas.shape([(470, 84), (0, 112), (0, 160)], mix(light.low, beam, 0.4))
        canvas.shape([(300, 420), (350, 322), (410, 280), (540, 276), (600, 316), (690, 420)], light.rock)
        canvas.shape([(350, 322), (410, 280), (540, 276), (500, 300)], mix(light.rock, light.low, 0.35))
        tower = mix((246, 244, 236), light.top, 0.62 if hour == 4 else 0.35 if hour == 0 else 0.05)
        canvas.shape([(444, 282), (454, 102), (486, 102), (496, 282)], tower)
        canvas.shape([(476, 102), (486, 102), (496, 282), (480, 282)], mix(tower, light.rock, 0.35))
        red = mix((178, 58, 44), light.top, 0.5 if light.is_lit else 0.0)
        for top in (140, 200, 254):
            canvas.shape([(450, top), (490, top), (492, top + 20), (448, top + 20)], red)
        canvas.box(448, 98, 44, 6, light.rock)
        canvas.box(458, 72, 24, 26, (255, 246, 200) if light.is_lit else mix((210, 220, 226), light.low, 0.4))
        canvas.shape([(454, 72), (470, 54), (486, 72)], red)
        if light.is_lit:
            canvas.glow(470, 84, 46, (255, 244, 200), 0.9)
        canvas.house(530, 282, (54, 24), mix(tower, light.rock, 0.2), red)

    return draw
