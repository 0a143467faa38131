"""Moments of films on a sheet of 800 x 450, with four inks each: ground, light, accent and dark."""

import math

from .sheet import chance, mirror, path, place, polar, smooth

SIZE = (800, 450)
COAT = path("0,-250 60,-246 78,-210! 110,-150 128,-40 150,260! 0,260")
FUR_HAT = path("0,-330 44,-326 62,-292 60,-262 40,-250! 0,-250")


def coat_and_hat(s, x, foot, size, ink, face=None):
    """A broad man in a long coat and a fur hat."""
    s.poly(place(smooth(mirror(COAT, 0)), x, foot, 0, size), ink)
    s.disc(x, foot - 262 * size, 42 * size, face or ink)
    s.poly(place(smooth(mirror(FUR_HAT, 0)), x, foot, 0, size), ink)


def lit_windows(s, x0, y0, x1, y1, ink, seed):
    """Windows of a tower, some of them lit."""
    spots = iter(chance(seed, 200))
    for y in range(y0, y1, 18):
        for x in range(x0, x1 - 8, 15):
            if next(spots) > 0.55:
                s.box(x, y, x + 7, y + 9, ink)


def red_square(s, p):
    """A militiaman before domes and a low sun."""
    s.disc(560, 300, 170, p[2])
    for x, top, r in ((90, 250, 40), (190, 190, 54), (300, 262, 34), (690, 236, 46)):
        dome = [(x, top - r * 2.1)] * 2 + [(x + r * 0.35, top - r * 1.2), (x + r, top), (x + r * 0.6, top + r * 0.7)]
        s.blob(mirror(dome, x), p[3])
        s.box(x - r * 0.62, top + r * 0.5, x + r * 0.62, 400, p[3])
        s.line([(x, top - r * 2), (x, top - r * 2.8)], 3, p[3])
    s.box(0, 390, 800, 450, p[3])
    coat_and_hat(s, 470, 400, 1.0, "#120606", p[1])


def furnace(s, p):
    """Two fighters in the steam before a furnace."""
    s.box(250, 110, 550, 400, p[3])
    s.box(276, 138, 524, 400, p[2])
    for k in range(5):
        s.blob(place(path("0,60! 26,10 0,-70! -26,10"), 306 + k * 47, 340, 0, 1 + 0.25 * (k % 2)), p[1])
    for x, flip in ((200, 1), (600, -1)):
        body = path("-40,140 -44,40 -60,-30 -34,-70 0,-78 36,-60 120,-64 124,-44 44,-20 40,60 52,140")
        s.poly(place(smooth(body), x, 260, 0, 1, flip), "#160a08")
        s.disc(x + 4 * flip, 150, 32, "#160a08")
    s.box(0, 396, 800, 450, p[3])
    for k, a in enumerate(chance("steam", 9)):
        s.oval(k * 100, 430, 90, 16 + 14 * a, p[0])


def night_drive(s, p):
    """Two men in a car, seen from the back seat, and the city ahead."""
    for k, (x, top, w) in enumerate(((70, 120, 90), (180, 60, 100), (320, 130, 80), (430, 30, 110), (570, 96, 90))):
        s.box(x, top, x + w, 300, p[3])
        lit_windows(s, x + 10, top + 14, x + w - 4, 250, p[1], f"tower {k}")
    s.box(690, 150, 780, 300, p[3])
    s.poly([(0, 300), (800, 300), (800, 450), (0, 450)], "#0b0d16")
    s.poly([(330, 300), (470, 300), (640, 450), (160, 450)], "#1b2133")
    s.line([(0, 20), (60, 8), (740, 8), (800, 20)], 18, "#050609")
    for x, hat in ((210, True), (590, False)):
        s.blob(mirror([(x, 320), (x + 80, 330), (x + 110, 380), (x + 116, 460), (x, 460)], x), "#050609")
        s.disc(x, 280, 54, "#050609")
        if hat:
            s.blob(mirror([(x, 196), (x + 46, 200), (x + 62, 236), (x + 56, 262), (x, 262)], x), "#050609")
    s.box(360, 30, 440, 62, "#050609", 8)
    s.box(368, 36, 432, 56, p[2], 5)


def hotel_corridor(s, p):
    """A corridor of doors, and somebody at its end."""
    s.poly([(0, 0), (800, 0), (470, 150), (330, 150)], p[3])
    s.poly([(0, 450), (800, 450), (470, 300), (330, 300)], p[2])
    s.box(330, 150, 470, 300, p[1])
    for near, far in ((0.05, 0.28), (0.42, 0.58), (0.68, 0.78), (0.85, 0.91)):
        for side in (1, -1):
            xs = [400 - side * (400 - 330 * t) for t in (near, far)]
            tops, feet = [140 + 55 * t for t in (near, far)], [450 - 150 * t for t in (near, far)]
            s.poly([(xs[0], tops[0]), (xs[1], tops[1]), (xs[1], feet[1]), (xs[0], feet[0])], p[3])
    s.poly([(384, 300), (416, 300), (520, 450), (300, 450)], "#2a0d0c")
    coat_and_hat(s, 400, 270, 0.3, "#160a08")


def doorway(s, p):
    """A man in a dark doorway, his face lit from a window above; a cat at his shoes."""
    for y in range(0, 450, 50):
        for x in range(-40 + (y // 50 % 2) * 50, 800, 100):
            s.box(x, y, x + 96, y + 46, p[3])
    s.box(270, 40, 530, 450, p[1])
    s.box(290, 60, 510, 450, "#080807")
    s.poly([(290, 60), (330, 60), (460, 170), (420, 230), (360, 220)], "#3a3933")
    s.disc(404, 168, 40, p[1])
    s.blob(mirror(path("404,112 440,116 452,140! 484,146 486,154! 404,158"), 404), "#1b1a17")
    s.blob(mirror(path("404,212 450,220 490,260 500,450! 404,450"), 404), "#1b1a17")
    s.blob(path("344,440! 340,412 352,396 350,384! 360,390 372,384! 372,404 384,440!"), p[1])
    s.line(path("384,438 402,436 410,420"), 6, p[1])


def great_wheel(s, p):
    """A great wheel over the roofs of a city in ruins."""
    s.disc(430, 220, 190, p[1], 10)
    s.disc(430, 220, 150, p[3], 4)
    for k in range(15):
        s.line([(430, 220), polar(430, 220, 186, k * 24)], 3, p[3])
        x, y = polar(430, 220, 190, k * 24 + 12)
        s.box(x - 15, y - 4, x + 15, y + 20, p[1], 3)
    for side in (-1, 1):
        s.line([(430, 220), (430 + side * 90, 450)], 9, p[3])
    walls = path(
        "0,360! 60,360! 60,330! 96,352! 130,340! 130,392! 210,392! 210,356! 236,380! 262,420! 800,420! 800,450! 0,450!"
    )
    s.poly(walls, "#0d0d0c")
    s.poly(path("620,420! 620,350! 660,330! 690,372! 740,352! 800,380! 800,450! 620,450!"), "#0d0d0c")


def upper_city(s, p):
    """Towers and bridges of the upper city, with trains and aeroplanes between them."""
    for x, top, w in ((40, 120, 110), (190, 40, 90), (520, 60, 110), (680, 140, 100)):
        s.box(x, top, x + w, 450, p[3])
        lit_windows(s, x + 10, top + 16, x + w, 440, p[1], f"upper {x}")
    s.poly([(330, 450), (352, 90), (400, 20), (448, 90), (470, 450)], p[2])
    for y in (150, 230, 320):
        s.box(0, y, 800, y + 16, "#0d0b08")
        for x in range(20 + y % 70, 800, 130):
            s.box(x, y - 13, x + 62, y - 1, p[1], 4)
    for x, y, size in ((140, 70, 0.5), (620, 30, 0.7)):
        s.poly(place(path("-50,0 -12,-6 0,-34 10,-34 10,-6 56,0 10,8 10,34 0,34 -12,6"), x, y, 12, size), p[1])


def man_at_the_dial(s, p):
    """A worker stretched over a dial of lamps, moving its hands."""
    s.disc(400, 225, 205, p[3])
    s.disc(400, 225, 205, p[1], 8)
    for k in range(24):
        s.disc(*polar(400, 225, 180, k * 15), 11, p[1] if k % 3 else p[2])
    for turn in (-150, -38, 62):
        s.line([(400, 225), polar(400, 225, 168, turn)], 10, p[1])
    s.disc(400, 120, 30, "#0d0b08")
    s.blob(mirror(path("400,150 436,160 440,250 452,300 448,450! 408,450! 400,330!"), 400), "#0d0b08")
    for turn in (-150, -38):
        s.line([(400, 176), polar(400, 225, 158, turn)], 24, "#0d0b08")


def game_on_the_shore(s, p):
    """A knight and Death at a chess board before the sea."""
    s.disc(400, 210, 120, p[1])
    for k in range(5):
        s.box(0, 262 + k * 20, 800, 266 + k * 20 + k * 2, p[2])
    s.box(0, 356, 800, 450, p[3])
    s.blob(mirror(path("580,130 622,160 640,220 690,400! 580,410"), 580), "#0c0e10")
    s.disc(566, 178, 24, p[1])
    s.blob(mirror(path("220,190 262,206 290,260 300,400! 220,410"), 220), "#2c3437")
    s.disc(226, 158, 30, "#d8c9b0")
    s.blob(path("194,160 198,122 226,116 254,124 258,140! 226,138"), "#c9b27c")
    s.poly([(320, 320), (480, 320), (510, 344), (290, 344)], p[1])
    for k in range(4):
        s.poly([(324 + k * 40, 320), (344 + k * 40, 320), (338 + k * 46, 344), (314 + k * 46, 344)], "#0c0e10")
    for x, ink in ((342, "#0c0e10"), (386, "#f6f2e8"), (440, "#0c0e10")):
        s.disc(x, 296, 8, ink)
        s.poly([(x - 5, 300), (x + 5, 300), (x + 11, 324), (x - 11, 324)], ink)
    s.box(380, 344, 420, 400, "#0c0e10")


def players_wagon(s, p):
    """The wagon of strolling players on a hill, under evening clouds."""
    for x, y, w in ((120, 80, 150), (420, 50, 190), (680, 110, 140)):
        s.oval(x, y, w, 16, p[2])
        s.oval(x + 60, y + 22, w * 0.7, 12, p[1])
    s.blob(path("-60,330 160,290 400,300 640,270 860,310 900,520 -100,520"), p[3])
    s.blob(mirror(path("470,168 530,172 556,206 558,258! 470,258!"), 470), p[1])
    s.box(384, 252, 556, 268, "#0c0e10")
    for x in (414, 528):
        s.disc(x, 278, 28, "#0c0e10", 6)
        for k in range(4):
            s.line([polar(x, 278, 26, k * 45), polar(x, 278, 26, k * 45 + 180)], 3, "#0c0e10")
    horse = path("-70,-20 -40,-34 20,-32 44,-70 70,-84 86,-64 64,-54 48,-10 46,60! 34,60! 28,10 -34,12 -42,60! -54,60!")
    s.poly(place(smooth(horse), 300, 248, 0, 0.8, -1), "#0c0e10")
    s.line([(330, 240), (386, 258)], 4, "#0c0e10")
    s.figure(640, 290, 74, "#0c0e10")
    s.figure(680, 288, 60, "#0c0e10")


def alignment(s, p):
    """A sun rising over a planet, seen past the edge of a moon."""
    s.stars(p[1], 60, 300, 10)
    s.disc(400, 150, 34, "#fff6df")
    for r, line in ((60, 3), (86, 2)):
        s.disc(400, 150, r, p[2], line)
    s.disc(400, 420, 260, p[3])
    s.arc(400, 420, 260, 200, 340, 7, p[1])
    s.disc(400, 760, 420, "#05060a")
    s.arc(400, 760, 420, 230, 310, 5, p[2])


def wheel_in_orbit(s, p):
    """A station like two wheels turning above a planet, and a ship on its way there."""
    s.stars(p[1], 70, 440, 6)
    s.disc(760, 520, 330, p[3])
    for x in (300, 356):
        s.oval(x, 200, 60, 160, p[1], 16)
        for k in range(4):
            a = math.radians(k * 45 + 20)
            s.line(
                [(x - 54 * math.cos(a), 200 - 152 * math.sin(a)), (x + 54 * math.cos(a), 200 + 152 * math.sin(a))],
                6,
                p[1],
            )
    s.box(270, 186, 390, 214, p[1], 10)
    s.blob(place(path("-90,0! -40,-12 60,-10 96,0! 60,10 -40,12"), 560, 250, -14, 0.8), p[1])
    s.poly(place([(-80, 0), (-20, -40), (10, 0), (-20, 40)], 560, 250, -14, 0.8), p[1])


def shadow_on_the_wall(s, p):
    """The shadow of long fingers climbing a staircase wall."""
    s.poly([(0, 450), (800, 60), (800, 450)], p[3])
    for k in range(12):
        s.box(k * 68, 420 - k * 33, k * 68 + 68, 450, p[3])
    ink = "#0e0d09"
    s.disc(330, 130, 46, ink)
    for side in (-1, 1):
        s.blob(place(path("0,0! 26,-30 18,20"), 330 + side * 40, 126, 0, 1, side), ink)
    s.blob(path("300,160 360,160 392,200 400,330 330,380 250,400 270,250"), ink)
    s.line(path("380,200 470,190 540,130"), 22, ink)
    for k in range(5):
        s.line([(540, 132), polar(536, 134, 96, -84 + k * 24)], 8, ink)
    s.line([(0, 330), (800, -60)], 7, p[2])


def ship_of_rats(s, p):
    """A ship under full sail coming in by itself, with nobody on its deck."""
    s.disc(600, 120, 66, p[1])
    hull = path("190,300! 250,346 560,346 640,288! 560,304 300,310")
    s.poly(smooth(hull), "#0e0d09")
    for x, top in ((320, 60), (430, 40), (530, 84)):
        s.line([(x, 308), (x, top)], 6, "#0e0d09")
        for k in range(3):
            y, w = top + 18 + k * 70, 34 + k * 12
            s.blob(
                [
                    (x - w, y),
                    (x - w, y),
                    (x + w, y),
                    (x + w, y),
                    (x + w + 14, y + 34),
                    (x + w, y + 58),
                    (x - w, y + 58),
                ],
                p[3],
            )
    for k in range(6):
        wave = [(x, 344 + k * 20 + 6 * math.sin(x / 34 + k * 1.4)) for x in range(0, 801, 10)]
        s.poly([*wave, (800, 450), (0, 450)], (p[2], p[3])[k % 2])
