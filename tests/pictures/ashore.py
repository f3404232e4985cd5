"""Pictures of streets, rooms, mountains and snow."""

import math
import random

from tests.pictures.brushes import Canvas, mix


def platform_nine(canvas: Canvas) -> None:
    """The night train under the platform lamps, blue carriages, its windows dim."""
    canvas.sky((0, (16, 20, 36)), (0.7, (40, 44, 66)), (1, (40, 44, 66)))
    for row in range(4):
        canvas.line([(0, 10 + row * 16), (900, 44 + row * 6)], (30, 34, 52), 4)
    for n in range(6):
        x = 90 + n * 160
        canvas.line([(x, 30), (x, 64)], (60, 62, 76), 2)
        canvas.shape([(x - 20, 78), (x + 20, 78), (x + 8, 64), (x - 8, 64)], (84, 84, 94))
        canvas.glow(x, 92, 60, (255, 216, 150), 0.5)
        canvas.box(x - 14, 78, 28, 4, (255, 240, 204))
    canvas.shape([(0, 300), (900, 276), (900, 380), (0, 380)], (70, 68, 74))
    canvas.line([(0, 306), (900, 281)], (226, 196, 96), 4)
    canvas.shape([(0, 118), (900, 144), (900, 270), (0, 292)], (30, 52, 92))
    canvas.shape([(0, 118), (900, 144), (900, 156), (0, 132)], (54, 60, 80))
    canvas.shape([(0, 224), (900, 226), (900, 234), (0, 234)], (214, 184, 96))
    for n in range(14):
        x, size = 26 + n * 64, 40 - n * 0.9
        lit = n % 5 in (1, 2)
        canvas.box(x, 158 + n * 0.8, size, size * 0.82, (255, 206, 122) if lit else (54, 66, 96))
        if lit:
            canvas.line(
                [(x + size * 0.7, 158 + n * 0.8), (x + size * 0.7, 158 + n * 0.8 + size * 0.82)], (170, 90, 60), 5
            )
    for x in (296, 616):
        canvas.box(x, 128, 5, 156, (18, 26, 48))
    for x in (60, 240, 360, 560, 680, 860):
        canvas.disc(x, 290 - x * 0.022, 13, (24, 26, 34))
    canvas.shape([(0, 346), (900, 310), (900, 380), (0, 380)], (88, 84, 86))


def dining_car(canvas: Canvas) -> None:
    """A table in the dining car: two bowls of soup, a geranium, the night outside."""
    canvas.box(0, 0, 900, 380, (92, 50, 40))
    canvas.box(0, 0, 900, 46, (122, 74, 52))
    for x in (70, 500):
        canvas.box(x - 10, 60, 350, 176, (150, 104, 66))
        canvas.box(x, 70, 330, 156, (18, 26, 48))
        for n in range(9):
            canvas.disc(x + 30 + n * 37, 176 - (n * 53) % 40, 1.6, (255, 226, 150))
        canvas.shape([(x, 226), (x, 190), (x + 110, 166), (x + 230, 196), (x + 330, 178), (x + 330, 226)], (26, 38, 58))
    canvas.glow(450, 96, 110, (255, 206, 130), 0.85)
    canvas.shape([(414, 76), (486, 76), (506, 122), (394, 122)], (252, 226, 170))
    canvas.line([(450, 0), (450, 76)], (70, 40, 34), 3)
    canvas.shape([(60, 270), (840, 270), (900, 380), (0, 380)], (240, 232, 216))
    canvas.line([(60, 270), (840, 270)], (206, 194, 174), 5)
    for x in (250, 660):
        canvas.disc(x, 326, 84, (222, 214, 198), 0.34)
        canvas.disc(x, 316, 66, (252, 250, 244), 0.36)
        canvas.disc(x, 312, 54, (206, 112, 48), 0.32)
        canvas.disc(x - 14, 308, 11, (230, 168, 96), 0.4)
        canvas.disc(x + 16, 314, 5, (92, 130, 64), 0.6)
        for n in range(3):
            wave = [(x - 22 + 22 * n + 5 * math.sin(t * 0.9 + n), 292 - t * 9) for t in range(8)]
            canvas.line(wave, (246, 226, 200), 1.6)
        canvas.line([(x + 104, 330), (x + 170, 318)], (176, 176, 180), 4)
        canvas.disc(x + 100, 331, 12, (186, 186, 190), 0.5)
    canvas.shape([(428, 290), (472, 290), (466, 334), (434, 334)], (178, 96, 60))
    dice = random.Random(2)
    for _ in range(30):
        canvas.disc(dice.gauss(450, 20), dice.gauss(272, 9), 9, mix((62, 110, 62), (96, 146, 80), dice.random()), 0.7)
    for _ in range(22):
        canvas.disc(dice.gauss(450, 17), dice.gauss(252, 9), 5, mix((206, 48, 52), (240, 96, 92), dice.random()))


def sollet_terraces(canvas: Canvas) -> None:
    """Vineyard terraces in low evening sun."""
    canvas.sky((0, (120, 150, 190)), (0.45, (252, 216, 160)), (1, (252, 216, 160)))
    canvas.glow(140, 120, 120, (255, 232, 180), 0.9)
    canvas.disc(140, 120, 26, (255, 248, 222))
    canvas.hills(150, 26, (170, 150, 160), 7)
    for level in range(9):
        share = level / 8
        y = 130 + level * 30
        edge = [
            (x, y + 34 - (x / 900) ** 1.3 * (110 - level * 9) + 5 * math.sin(x / 70 + level)) for x in range(0, 901, 20)
        ]
        canvas.shape([*edge, (900, 380), (0, 380)], mix((150, 126, 92), (104, 84, 60), share))
        canvas.line(edge, mix((206, 182, 140), (150, 126, 96), share), 5 + share * 3)
        dice = random.Random(level)
        for n in range(46 - level * 2):
            x = max(0.0, n * (20 + level) + dice.uniform(-3, 3))
            foot = y + 44 - (x / 900) ** 1.3 * (110 - level * 9) + 5 * math.sin(x / 70 + level)
            green = mix((150, 150, 60), (70, 92, 44), dice.random())
            canvas.line([(x, foot), (x, foot + 8 + 5 * share)], (84, 60, 44), 1.5)
            canvas.disc(x, foot, 5 + 3.5 * share, green, 0.8)


def shop_window(canvas: Canvas) -> None:
    """The clockmaker's window at night, every clock at a time of its own."""
    canvas.box(0, 0, 900, 380, (34, 32, 44))
    for row in range(10):
        for column in range(12):
            canvas.box(
                column * 80 - (40 if row % 2 else 0),
                row * 40,
                77,
                37,
                mix((42, 40, 52), (52, 46, 56), (row * 7 + column * 3) % 5 / 4),
            )
    canvas.box(110, 30, 680, 300, (58, 44, 38))
    canvas.box(126, 46, 648, 268, (252, 214, 140))
    canvas.glow(450, 130, 210, (255, 238, 190), 0.9)
    for board in (136, 226, 312):
        canvas.box(126, board, 648, 6, (120, 82, 54))
    dice = random.Random(17)
    shelf = [(136, 8, 30), (226, 7, 33), (312, 7, 33)]
    for foot, count, radius in shelf:
        for n in range(count):
            x, r = 126 + 648 * (n + 0.5) / count, radius * dice.uniform(0.72, 1.06)
            case = mix((96, 54, 36), (150, 96, 58), dice.random())
            kind = dice.randrange(3)
            y = foot - r - 4
            if kind == 0:
                canvas.box(x - r - 2, foot - 2 * r - 6, 2 * r + 4, 2 * r + 6, case)
                canvas.shape(
                    [(x - r - 6, foot - 2 * r - 6), (x, foot - 2 * r - 20), (x + r + 6, foot - 2 * r - 6)], case
                )
            elif kind == 1:
                canvas.disc(x, y, r + 4, case)
                canvas.box(x - r, foot - 8, 2 * r, 8, case)
            else:
                canvas.shape(
                    [
                        (x - r - 4, foot),
                        (x - r * 0.9, foot - 2 * r - 8),
                        (x + r * 0.9, foot - 2 * r - 8),
                        (x + r + 4, foot),
                    ],
                    case,
                )
            canvas.disc(x, y, r * 0.84, (250, 246, 234))
            for hour in range(12):
                turn = hour * math.pi / 6
                canvas.disc(x + r * 0.68 * math.sin(turn), y - r * 0.68 * math.cos(turn), 1.3, (70, 56, 48))
            for reach, width in ((0.42, 2.4), (0.62, 1.5)):
                turn = dice.uniform(0, 6.28)
                canvas.line(
                    [(x, y), (x + r * reach * math.sin(turn), y - r * reach * math.cos(turn))], (44, 34, 32), width
                )
    canvas.box(444, 46, 8, 268, (58, 44, 38))
    canvas.shape([(90, 330), (810, 330), (840, 346), (60, 346)], (88, 66, 54))


def linie_sieben(canvas: Canvas) -> None:
    """A bus with lit windows full of books, in a snowy avenue."""
    canvas.sky((0, (150, 164, 184)), (0.7, (226, 226, 228)), (1, (236, 236, 238)))
    canvas.hills(236, 12, (206, 212, 220), 3)
    for n in range(9):
        x = 30 + n * 106
        canvas.line([(x, 290), (x + 2, 130)], (86, 82, 88), 7)
        for lift, reach in ((180, 40), (160, -36), (140, 28), (126, -22)):
            canvas.line([(x + 1, lift + 20), (x + reach, lift - 26)], (96, 92, 98), 3)
            canvas.line([(x + reach * 0.5, lift - 4), (x + reach * 1.2, lift - 12)], (110, 106, 112), 2)
    canvas.shape([(0, 288), (900, 280), (900, 380), (0, 380)], (240, 241, 244))
    canvas.shape([(0, 330), (900, 318), (900, 350), (0, 366)], (206, 208, 214))
    canvas.box(230, 150, 440, 168, (188, 50, 42))
    canvas.box(230, 246, 440, 12, (246, 238, 222))
    canvas.box(236, 140, 428, 12, (244, 244, 248))
    canvas.box(246, 166, 330, 66, (255, 226, 150))
    dice = random.Random(7)
    at = 250.0
    while at < 452:
        wide, tall = dice.uniform(5, 10), dice.uniform(22, 34)
        for shelf in (198, 231):
            canvas.box(at, shelf - tall * 0.86, wide - 1, tall * 0.86, mix((120, 50, 40), (40, 84, 110), dice.random()))
        at += wide
    canvas.box(246, 198, 206, 3, (120, 82, 54))
    for x, y in ((490, 208), (540, 204)):
        canvas.disc(x, y - 14, 11, (96, 64, 56))
        canvas.shape([(x - 18, 232), (x - 12, y), (x + 12, y), (x + 18, 232)], (60, 74, 100))
    for x in (330, 412, 494):
        canvas.box(x, 166, 5, 66, (188, 50, 42))
    canvas.box(592, 166, 66, 74, (206, 222, 232))
    canvas.box(598, 144, 40, 14, (40, 38, 44))
    canvas.line([(622, 147), (632, 147), (624, 156)], (255, 196, 80), 2.5)
    for x in (316, 586):
        canvas.disc(x, 318, 27, (40, 38, 44))
        canvas.disc(x, 318, 12, (150, 150, 156))
    canvas.glow(684, 288, 40, (255, 244, 200), 0.8)
    canvas.snow(300, 3)


def rue_haute(canvas: Canvas) -> None:
    """A steep street towards the harbour at dawn; one window is lit."""
    canvas.sky((0, (76, 88, 130)), (0.5, (232, 170, 160)), (0.7, (252, 214, 170)), (1, (252, 214, 170)))
    canvas.glow(456, 204, 90, (255, 236, 200), 0.9)
    canvas.water(206, (214, 176, 170), (120, 128, 156), (255, 236, 206), glint=456, seed=7)
    canvas.shape([(430, 196), (470, 196), (464, 206), (436, 206)], (70, 60, 80))
    canvas.line([(450, 196), (450, 170)], (70, 60, 80), 2)
    canvas.shape([(300, 380), (420, 214), (500, 214), (640, 380)], (132, 116, 122))
    for n in range(9):
        y = 220 + n * n * 2.2
        canvas.line([(418 - (y - 214) * 0.72, y), (500 + (y - 214) * 0.84, y)], (112, 98, 108), 1.5)
    walls = ((152, 120, 116), (126, 104, 116), (170, 134, 118), (110, 94, 112))
    for n, wall in enumerate(walls):
        near, far = 0.0 + n * 108, 108.0 + n * 108
        canvas.shape([(near, 380 - n * 20), (near, 20 + n * 40), (far, 48 + n * 42), (far, 360 - n * 40)], wall)
        canvas.shape(
            [(near, 20 + n * 40), (near, 2 + n * 42), (far, 36 + n * 44), (far, 48 + n * 42)],
            mix(wall, (60, 40, 50), 0.5),
        )
        near, far = 900 - near, 900 - far + 6
        canvas.shape(
            [(near, 380), (near, 10 + n * 42), (far, 44 + n * 42), (far, 362 - n * 40)], mix(wall, (70, 70, 100), 0.25)
        )
    for n in range(4):
        for row in range(2):
            x, y, wide = 30 + n * 108, 90 + n * 36 + row * (84 - n * 16), 36 - n * 6
            canvas.box(x, y, wide, 44 - n * 8, (76, 84, 104))
            canvas.line([(x + wide / 2, y), (x + wide / 2, y + 44 - n * 8)], (60, 64, 84), 2)
            x = 900 - x - wide
            lit = n == 1 and row == 0
            if lit:
                canvas.glow(x + wide / 2, y + 18, 56, (255, 214, 130), 0.8)
            canvas.box(x, y, wide, 44 - n * 8, (255, 216, 128) if lit else (70, 76, 98))
    for x, y in ((380, 120), (520, 100), (560, 132)):
        canvas.line([(x - 9, y - 4), (x, y), (x + 9, y - 5)], (70, 66, 90), 1.6)


def cerro_manso(canvas: Canvas) -> None:
    """An open dome under the Milky Way."""
    canvas.sky((0, (8, 12, 30)), (0.75, (34, 44, 78)), (1, (60, 62, 90)))
    dice = random.Random(9)
    for _ in range(40):
        along = dice.uniform(0, 1)
        canvas.glow(120 + along * 560, 330 - along * 330, dice.uniform(14, 34), (92, 96, 138), 0.2)
    canvas.stars(520, 310, 12)
    for _ in range(420):
        along, off = dice.uniform(0, 1), dice.gauss(0, 32)
        bright = dice.randrange(130, 235)
        canvas.disc(120 + along * 560 + off, 330 - along * 330 + off, dice.uniform(0.3, 0.8), (bright, bright, 240))
    canvas.hills(310, 14, (26, 30, 50), 5)
    canvas.hills(330, 20, (14, 16, 30), 8)
    canvas.box(560, 232, 150, 92, (96, 98, 116))
    canvas.box(560, 232, 30, 92, (122, 122, 138))
    dome = [(635 + 86 * math.cos(math.pi * n / 30), 236 - 86 * math.sin(math.pi * n / 30)) for n in range(31)]
    canvas.shape(dome, (176, 176, 188))
    canvas.shape([dome[n] for n in range(20, 31)] + [(560, 236)], (206, 204, 212))
    canvas.shape([(616, 238), (590, 164), (612, 154), (648, 238)], (20, 18, 30))
    canvas.line([(620, 232), (600, 168)], (196, 120, 90), 8)
    canvas.line([(549, 236), (721, 236)], (70, 72, 90), 6)
    canvas.box(630, 286, 18, 38, (40, 40, 54))
    canvas.disc(496, 304, 5, (30, 28, 40))
    canvas.shape([(488, 334), (491, 308), (501, 308), (504, 334)], (30, 28, 40))
    canvas.glow(508, 318, 15, (230, 50, 40), 0.9)
    canvas.disc(508, 318, 2.4, (255, 110, 90))


def bab_azraq(canvas: Canvas) -> None:
    """A blue door in a mud wall between palms, at sunset."""
    canvas.sky((0, (122, 108, 160)), (0.4, (244, 164, 120)), (0.62, (254, 214, 140)), (1, (254, 214, 140)))
    canvas.glow(640, 176, 90, (255, 236, 180))
    canvas.disc(640, 176, 36, (255, 244, 206))
    canvas.hills(216, 18, (206, 142, 104), 10, 260)
    canvas.shape([(0, 330), (900, 316), (900, 380), (0, 380)], (222, 178, 122))
    canvas.shape([(60, 334), (70, 120), (560, 126), (566, 326)], (196, 142, 94))
    canvas.shape([(60, 334), (70, 120), (130, 120), (126, 332)], (214, 162, 110))
    for left in range(76, 556, 40):
        canvas.shape([(left, 122), (left + 12, 104), (left + 24, 122)], (196, 142, 94))
    dice = random.Random(3)
    for _ in range(120):
        x, y = dice.uniform(80, 550), dice.uniform(134, 316)
        canvas.line([(x, y), (x + dice.uniform(3, 12), y)], (178, 126, 82), 1.2)
    arch = [(320 + 52 * math.cos(math.pi * n / 20), 190 - 52 * math.sin(math.pi * n / 20)) for n in range(21)]
    canvas.shape(
        [(380, 330), (380, 186), *[(x + (8 if x > 320 else -8), y - 8) for x, y in arch], (260, 186), (260, 331)],
        (150, 100, 66),
    )
    canvas.shape([(372, 330), *arch, (268, 331)], (38, 96, 168))
    canvas.line([(320, 138), (320, 330)], (26, 70, 130), 2.5)
    for y in (206, 250, 294):
        for x in (286, 304, 336, 354):
            canvas.disc(x, y, 3, (220, 190, 110))
    canvas.disc(330, 258, 4, (240, 214, 140))
    canvas.box(168, 196, 40, 52, (118, 82, 58))
    for x in (178, 188, 198):
        canvas.line([(x, 196), (x, 248)], (196, 142, 94), 2)
    for foot, lean, tall in ((690, 26, 210), (782, -20, 250), (850, 14, 180)):
        top = (foot + lean, 330 - tall)
        canvas.line([(foot, 334), (foot + lean * 0.4, 330 - tall * 0.5), top], (96, 66, 52), 9)
        for n in range(11):
            turn = math.pi * (n / 10) * 1.16 - 0.25
            tip = (top[0] + 72 * math.cos(turn), top[1] - 44 * math.sin(turn) + 16)
            bow = (top[0] + 40 * math.cos(turn), top[1] - 48 * math.sin(turn) - 8)
            canvas.line([top, bow, tip], mix((54, 70, 50), (94, 98, 60), n / 10), 5)
    canvas.disc(440, 318, 20, (90, 60, 50))
    canvas.disc(440, 318, 16, (196, 142, 94))
    canvas.disc(496, 317, 20, (90, 60, 50))
    canvas.disc(496, 317, 16, (196, 142, 94))
    canvas.line([(440, 318), (462, 292), (486, 292), (496, 317), (466, 317), (462, 288)], (150, 46, 40), 3)


def shirase_eki(canvas: Canvas) -> None:
    """A small station deep in snow, its waiting room lit; tracks of a fox."""
    canvas.sky((0, (62, 76, 112)), (0.6, (150, 160, 188)), (1, (196, 202, 218)))
    canvas.hills(180, 36, (128, 140, 170), 6)
    canvas.forest(262, 84, (76, 90, 118), 2)
    canvas.forest(284, 110, (52, 66, 92), 5, end=250)
    canvas.shape([(0, 276), (300, 262), (620, 270), (900, 258), (900, 380), (0, 380)], (222, 228, 240))
    canvas.glow(470, 232, 130, (255, 216, 140), 0.55)
    canvas.box(350, 186, 250, 92, (96, 70, 58))
    for x in range(350, 600, 14):
        canvas.line([(x, 186), (x, 278)], (84, 60, 52), 1.2)
    canvas.shape([(322, 190), (370, 128), (580, 128), (628, 190)], (240, 243, 250))
    canvas.shape([(322, 190), (326, 182), (624, 182), (628, 190)], (200, 208, 226))
    canvas.box(560, 108, 12, 26, (70, 58, 58))
    for n in range(5):
        canvas.disc(568 + n * 9, 100 - n * 14, 7 + n * 2.4, (176, 182, 200))
    for x in (374, 434, 548):
        canvas.box(x, 206, 38, 40, (255, 220, 138))
        canvas.line([(x + 19, 206), (x + 19, 246)], (96, 70, 58), 2)
        canvas.line([(x, 226), (x + 38, 226)], (96, 70, 58), 2)
    canvas.box(496, 204, 34, 74, (255, 206, 118))
    canvas.box(496, 204, 34, 4, (70, 48, 42))
    canvas.box(640, 214, 60, 26, (246, 248, 252))
    canvas.box(648, 240, 5, 38, (92, 92, 104))
    canvas.box(687, 240, 5, 38, (92, 92, 104))
    canvas.line([(650, 227), (690, 227)], (62, 76, 112), 4)
    canvas.shape([(0, 300), (900, 290), (900, 300), (0, 312)], (196, 206, 226))
    for n in range(22):
        x = 40 + n * 38
        canvas.disc(x, 340 - n * 1.4 + (5 if n % 2 else -3), 3.2, (164, 176, 204), 0.6)
    canvas.snow(360, 8)


def omuty(canvas: Canvas) -> None:
    """People on stools on a frozen river, a village with smoke behind them."""
    canvas.sky((0, (154, 176, 206)), (0.55, (240, 224, 210)), (1, (240, 224, 210)))
    canvas.disc(720, 92, 22, (255, 246, 226))
    canvas.glow(720, 92, 70, (255, 240, 214), 0.6)
    canvas.forest(196, 70, (122, 138, 156), 3)
    canvas.shape([(0, 192), (900, 186), (900, 240), (0, 240)], (230, 234, 240))
    for n, left in enumerate((70, 170, 262, 520, 622, 770)):
        canvas.house(left, 214, (56, 30), (116, 84, 66), (232, 236, 242))
        canvas.box(left + 12, 192, 10, 11, (250, 212, 130))
        canvas.box(left + 34, 192, 10, 11, (250, 212, 130) if n % 2 else (84, 96, 112))
        canvas.box(left + 38, 150, 7, 22, (96, 74, 66))
        for puff in range(6):
            canvas.disc(left + 43 + puff * 6, 142 - puff * 13, 5 + puff * 1.8, (214, 212, 214))
    canvas.shape([(0, 232), (900, 222), (900, 380), (0, 380)], (206, 218, 230))
    dice = random.Random(5)
    for _ in range(46):
        x, y = dice.uniform(0, 900), dice.uniform(244, 372)
        canvas.line([(x, y), (x + dice.uniform(30, 110), y + dice.uniform(-3, 3))], (226, 234, 242), 1 + (y - 240) / 70)
    for _ in range(9):
        x, y = dice.uniform(0, 900), dice.uniform(250, 360)
        canvas.line([(x, y), (x + 36, y + 9), (x + 58, y + 4), (x + 96, y + 16)], (170, 190, 212), 1.2)
    coats = ((122, 52, 46), (54, 74, 96), (92, 96, 66), (110, 78, 104), (66, 60, 62), (158, 110, 60))
    for n in range(11):
        x, foot = 66 + n * 78 + dice.uniform(-12, 12), 290 + (n % 3) * 22
        size = 0.8 + (foot - 280) / 90
        coat = coats[n % len(coats)]
        canvas.disc(x + 6, foot + 3, 26 * size, (182, 196, 212), 0.2)
        for leg in (-9, 9):
            canvas.line([(x + leg * size, foot - 14 * size), (x + leg * 1.3 * size, foot)], (104, 76, 56), 2.4)
        canvas.box(x - 12 * size, foot - 17 * size, 24 * size, 4 * size, (132, 98, 70))
        canvas.shape(
            [
                (x - 16 * size, foot - 12 * size),
                (x - 10 * size, foot - 52 * size),
                (x + 10 * size, foot - 52 * size),
                (x + 16 * size, foot - 12 * size),
            ],
            coat,
        )
        canvas.disc(x, foot - 61 * size, 9.5 * size, (226, 190, 166))
        canvas.disc(x, foot - 67 * size, 10.5 * size, mix(coat, (40, 34, 40), 0.4), 0.62)
