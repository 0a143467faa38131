"""Motifs that are things and animals: each draws on a sheet with four inks (ground, type, accent, second accent)."""

import math

from .lettering import CAP, width, write
from .sheet import SCALE, mirror, path, place, polar, smooth


def rocket_moon(s, p):
    """A moon with a sour face and a shell stuck in its eye."""
    s.stars(p[1], 44)
    s.disc(286, 370, 226, p[1])
    for x, y, r in ((160, 440, 30), (236, 214, 20), (396, 480, 26), (120, 330, 14), (300, 540, 18)):
        s.disc(x, y, r, p[3])
    s.arc(196, 330, 44, 15, 165, 12, p[0])
    s.blob(path("274,350 288,400 306,432 262,434! 276,420 266,380"), p[3])
    s.blob(path("206,492! 270,470 352,486! 280,500"), p[0])
    s.disc(364, 330, 54, p[0])
    s.blob(path("352,350 376,350 388,440 366,474 346,440"), p[2])
    shell = path("0,30! -40,-20 -44,-70 -44,-190! 44,-190! 44,-70 40,-20")
    s.poly(place(smooth(shell), 366, 330, 40), p[2])
    for y in (-172, -84):
        s.line(place([(-44, y), (44, y)], 366, 330, 40), 9, p[1])
    s.poly(place([(-56, -190), (56, -190), (66, -214), (-66, -214)], 366, 330, 40), p[1])


def cradle(s, p):
    """Four stories as four rings of one cradle, rocking under a beam of light."""
    s.poly([(300, 0), (300, 0), (500, 420), (100, 420)], p[3])
    for k, c in enumerate((p[1], p[2], p[0], p[2], p[1], p[0])):
        s.pie(300, 330, 232 - k * 40, 0, 180, c)
    s.disc(300, 312, 34, p[1])
    s.arc(300, 136, 440, 54, 126, 14, p[1])


def lone_wheel(s, p):
    """One bicycle wheel, and the place where the other one was."""
    s.disc(392, 320, 232, p[1], 16)
    s.disc(392, 320, 208, p[2], 5)
    for k in range(18):
        s.line([polar(392, 320, 24, k * 20 + 26), polar(392, 320, 206, k * 20)], 3, p[1])
    s.disc(392, 320, 26, p[1])
    s.disc(392, 320, 10, p[2])
    for k in range(30):
        s.arc(10, 420, 232, k * 12, k * 12 + 6, 5, p[3])
    s.box(0, 552, 600, 556, p[1])


def banner(s, p):
    """The fighters' flag: six circles for six samurai, and a triangle for the seventh."""
    s.box(96, 40, 104, 600, p[1])
    s.box(112, 60, 500, 560, p[3])
    for k in range(6):
        s.disc(196 + 110 * (k % 3), 150 + 120 * (k // 3), 42, p[1])
    s.poly([(306, 348), (386, 492), (226, 492)], p[2])
    for k in range(22):
        x, y = (k * 173) % 640, (k * 97) % 560
        s.line([(x, y), (x - 26, y + 96)], 2, p[1] if k % 3 else p[0])


def two_days(s, p):
    """Two clock faces printed over each other: twenty-four hours, twice."""
    s.disc(216, 270, 186, p[2])
    s.overprint(p[3], lambda layer, ink: layer.disc(384, 390, 186, ink))
    for x, y, hands in ((216, 270, (-60, 150)), (384, 390, (30, -120))):
        for k in range(12):
            s.line([polar(x, y, 172, k * 30), polar(x, y, 156 - 12 * (k % 3 == 0), k * 30)], 5, p[1])
        s.line([(x, y), polar(x, y, 88, hands[0])], 13, p[1])
        s.line([(x, y), polar(x, y, 138, hands[1])], 8, p[1])
        s.disc(x, y, 13, p[1])


def potatoes(s, p):
    """Kitchen tiles with a potato on each, in perfect order but for one."""
    for k in range(12):
        x, y = 120 + (k % 3) * 180, 110 + (k // 3) * 150
        s.box(x - 86, y - 71, x + 86, y + 71, p[3])
        potato = path("-54,6 -40,-30 6,-36 50,-20 56,14 22,36 -28,34")
        if k == 7:
            s.poly(place(smooth(potato), x + 34, y + 26, 64), p[2])
            continue
        s.poly(place(smooth(potato), x, y, -8), p[1])
        for a, b in ((-20, -8), (14, 10), (28, -10)):
            s.disc(x + a, y + b, 3, p[3])


def hatching(s, p):
    """A dark egg hanging in the dark, light spilling from its crack."""
    s.poly([(292, 400), (308, 400), (430, 640), (170, 640)], "#56671c")
    s.poly([(296, 400), (304, 400), (352, 640), (248, 640)], p[2])
    s.blob(mirror(path("300,70 378,116 444,280 440,420 384,518 300,548")), p[3])
    for x, y, r in (
        (214, 240, 9),
        (236, 390, 13),
        (380, 236, 12),
        (396, 380, 8),
        (346, 150, 7),
        (250, 150, 6),
        (350, 466, 9),
    ):
        s.disc(x, y, r, p[0])
    crack = path("306,180 330,264 312,300 344,372 312,420 322,470 300,549 282,470 290,424 262,366 286,312 272,262")
    s.poly(crack, p[2])
    s.poly([(300 + (x - 302) * 0.4, y * 0.8 + 74) for x, y in crack[:6] + crack[7:]], p[1])
    s.box(0, 640, 600, 646, p[2])


def heart_sound(s, p):
    """A voice as a row of sound bars, which from afar is a heart."""
    for k in range(17):
        t = (k - 8) / 8
        top = 250 - 112 * math.sqrt(max(0, 1 - (2 * abs(t) - 1) ** 2))
        foot = 540 - 310 * abs(t) ** 1.25 if abs(t) < 1 else 270
        x = 300 + t * 226
        s.box(x - 8, top, x + 8, max(foot, top + 24), p[2] if k == 11 else p[1], 8)


def cargo_hook(s, p):
    """A docker's hook with a pigeon sitting in it."""
    s.box(286, 0, 302, 190, p[1])
    s.disc(294, 196, 32, p[1], 15)
    s.line([(294, 226), (294, 300)], 40, p[1])
    s.arc(280, 400, 152, -76, 168, 46, p[1])
    s.poly(path("131,434 126,390 130,348 146,304 164,352 178,424"), p[1])
    s.perched(282, 450, 108, p[2])
    s.disc(250, 405, 4, p[0])
    for k in range(3):
        wave = [(x, 590 + k * 26 + 7 * math.sin(x / 24 + k)) for x in range(0, 601, 6)]
        s.line(wave, 5, p[3])


def knothole(s, p):
    """A great tree with a bird on its branch and something bright left in the knothole."""
    s.blob(path("150,-60 340,-60! 330,150 344,420 420,640! 40,640! 130,420 146,150"), p[1])
    s.blob(path("320,150! 430,200 620,170! 620,186 430,226 320,240!"), p[1])
    s.oval(238, 340, 58, 84, p[3])
    s.oval(238, 346, 44, 68, p[0])
    s.disc(238, 378, 24, p[2])
    s.disc(238, 378, 17, p[0], 3)
    s.perched(480, 148, 96, p[2])


def bent_bars(s, p):
    """A barred window with two bars pushed apart, and a bird well away."""
    s.box(70, 140, 450, 570, p[3])
    for x, bow in ((96, 0), (170, -14), (236, -70), (284, 70), (350, 14), (424, 0)):
        s.line([(x + bow * math.sin(math.pi * t), 144 + 420 * t) for t in (k / 24 for k in range(25))], 15, p[1])
    for y in (132, 560):
        s.box(52, y, 468, y + 18, p[1])
    s.bird(452, 118, 130, p[2], -16)


def bull(s, p):
    """A bull's head behind the ropes of a boxing ring."""
    s.blob(mirror(path("300,180 372,186 400,250 378,380 352,500 300,526")), p[1])
    s.blob(path("380,220 400,200 480,190 520,110 510,40! 590,130 540,240 440,272 384,268"), p[3])
    s.blob(path("220,220 200,200 120,190 80,110 90,40! 10,130 60,240 160,272 216,268"), p[3])
    for side in (-1, 1):
        s.blob(
            [(300 + side * 86, 280), (300 + side * 160, 282), (300 + side * 186, 322), (300 + side * 110, 330)], p[1]
        )
        s.poly([(300 + side * 26, 318), (300 + side * 76, 296), (300 + side * 66, 324)], p[2])
        s.oval(300 + side * 24, 478, 11, 15, p[2])
    for y in (360, 440, 560):
        s.box(0, y, 600, y + 15, p[2])
        s.box(0, y + 11, 600, y + 15, p[0])


def keyboard(s, p):
    """A typewriter's keys; the N is gone."""
    for row, letters in enumerate(("QWERT", "ASDFG", "XCVBN")):
        for k, letter in enumerate(letters):
            x, y = 100 + k * 100 + (row - 1) * 14, 130 + row * 136
            if letter == "N":
                s.disc(x, y, 47, p[2])
                s.disc(x, y, 14, p[0])
                continue
            s.disc(x, y + 8, 47, p[3])
            s.disc(x, y, 47, p[1])
            s.disc(x, y, 40, p[0], 3)
            size = 44 * SCALE
            write(
                s.image,
                x * SCALE - width(letter, 0.04) * size / 2,
                y * SCALE + CAP * size / 2,
                letter,
                size,
                p[0],
                0.04,
            )
    s.box(150, 550, 450, 606, p[3], 26)
    s.box(150, 542, 450, 598, p[1], 26)
