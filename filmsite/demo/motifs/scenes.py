"""Motifs that are places: each draws on a sheet with four inks (ground, type, accent, second accent)."""

import math

from .sheet import chance, mirror, path, place, polar, smooth


def two_cities(s, p):
    """A red sun behind Moscow's onion domes on the left and Chicago's towers on the right."""
    s.disc(300, 330, 215, p[2])
    for x, top, r in ((70, 440, 34), (158, 330, 50), (244, 452, 30)):
        dome = [
            (x, top - r * 2.1),
            (x, top - r * 2.1),
            (x + r * 0.35, top - r * 1.2),
            (x + r, top - r * 0.1),
            (x + r * 0.6, top + r * 0.7),
        ]
        s.blob(mirror(dome, x), p[3])
        s.box(x - r * 0.62, top + r * 0.5, x + r * 0.62, 640, p[3])
        s.line([(x, top - r * 2.0), (x, top - r * 2.9)], 3, p[3])
    for x, top, w in ((318, 420, 56), (386, 270, 78), (474, 380, 52), (536, 470, 64)):
        s.box(x - w / 2 + 10, top, x + w / 2 + 10, 640, p[3])
    for x in (378, 414):
        s.line([(x, 280), (x, 205)], 4, p[3])
    s.box(0, 560, 600, 900, p[3])


def rising_towers(s, p):
    """Towers of a city of the future, one side in light and one in shade, with beams behind them."""
    for k in range(9):
        s.pie(300, 610, 760, 183 + k * 20, 193 + k * 20, p[3])
    towers = ((90, 380, 60, 40), (510, 350, 64, 40), (185, 250, 62, 36), (415, 210, 60, 34), (300, 70, 92, 34))
    for x, top, base, tip in towers:
        s.poly([(x - base, 620), (x - tip, top), (x, top - 16), (x, 620)], p[2])
        s.poly([(x + base, 620), (x + tip, top), (x, top - 16), (x, 620)], p[1])
        for y in range(top + 40, 600, 34):
            s.line([(x, y), (x + tip + (base - tip) * (y - top) / (620 - top), y + 6)], 3, p[0])
    s.box(0, 612, 600, 900, p[0])


def tunnel(s, p):
    """A sewer tunnel with a small man at its bright end, and his long shadow."""
    for k, shade in enumerate((p[3], p[0], p[3], p[0], p[3], p[0], p[2])):
        r = 340 * 0.76**k
        s.disc(300, 290, r, shade)
        s.box(300 - r, 290, 300 + r, 340, shade)
    s.box(0, 340, 600, 900, p[0])
    s.poly([(234, 340), (366, 340), (600, 566), (0, 566)], p[2])
    shadow = path("306,340 316,400 338,470 350,512 314,520 314,532 362,534 362,545 330,547 324,568")
    s.poly(mirror(shadow), p[0])
    s.figure(300, 344, 88, p[0])
    s.box(274, 258, 326, 263, p[0])
    s.box(285, 244, 315, 262, p[0], 4)


def sea_wall(s, p):
    """An old couple on a sea wall, seen from behind, under a large pale sun."""
    s.disc(410, 400, 130, p[2])
    for k in range(6):
        s.box(0, 470 + k * 26, 600, 470 + k * 26 + 4 + k * 3, p[3])
    s.box(0, 640, 600, 900, p[1])
    for x, h in ((196, 100), (268, 88)):
        body = [(x, 640 - h * 0.72), (x + h * 0.27, 640 - h * 0.6), (x + h * 0.36, 642), (x + h * 0.36, 642)]
        s.blob(mirror(body, x), p[1])
        s.disc(x, 640 - h * 0.86, h * 0.18, p[1])


def grass_train(s, p):
    """A far train with its smoke, and two children, seen over white plumes of grass."""
    for k, (x, r) in enumerate(((432, 13), (394, 22), (344, 33), (276, 45), (182, 60))):
        s.disc(x, 398 - k * 17, r, p[1])
    s.box(0, 470, 600, 900, p[3])
    for k in range(5):
        s.box(40 + k * 66, 438, 100 + k * 66, 466, p[1], 3)
    s.box(372, 414, 404, 466, p[1])
    s.box(404, 440, 452, 466, p[1])
    s.box(434, 416, 445, 442, p[1])
    s.figure(452, 690, 116, p[1])
    s.figure(516, 690, 84, p[1])
    for k, (a, b) in enumerate(zip(chance("grass", 34), chance("plume", 34), strict=True)):
        x, lean, top = k * 18, -14 + 46 * a, 560 + 110 * b
        s.line([(x, 900), (x + lean * 0.4, (top + 900) / 2), (x + lean, top)], 3, p[2])
        s.poly(place(smooth(path("0,44! 9,0 0,-46! -9,0")), x + lean, top, lean), p[2])


def chess_shore(s, p):
    """A chess board running to the horizon, with a pale pawn on it and Death for its king."""
    s.disc(330, 250, 170, p[2])
    s.box(0, 400, 600, 900, p[3])
    depth = [400 + 230 * (k / 6) ** 1.6 for k in range(7)]
    for row, (y0, y1) in enumerate(zip(depth, depth[1:], strict=False)):
        for col in range(-8 + row % 2, 8, 2):
            near, far = 40 + 84 * (y1 - 400) / 230, 40 + 84 * (y0 - 400) / 230
            s.poly(
                [
                    (300 + col * far, y0),
                    (300 + (col + 1) * far, y0),
                    (300 + (col + 1) * near, y1),
                    (300 + col * near, y1),
                ],
                p[0],
            )
    cowl = path("400,110! 446,160 466,250 520,560! 400,572")
    s.blob(mirror(cowl, 400), p[3])
    s.blob(mirror([(400, 160), (426, 188), (422, 240), (400, 268)], 400), p[1])
    pawn = path("150,396 172,396 176,412 164,424 196,520 216,540 216,566! 150,572")
    s.blob(mirror(pawn, 150), p[1])
    s.disc(150, 364, 42, p[1])


def midnight_road(s, p):
    """Two men chained together on the road to a moon that is a clock, nearly midnight."""
    s.stars(p[1], 34, 570, 230)
    s.disc(300, 450, 176, p[1])
    for k in range(12):
        s.line([polar(300, 450, 160, k * 30), polar(300, 450, 142, k * 30)], 6, p[0])
    s.line([(300, 450), polar(300, 450, 100, -94)], 13, p[0])
    s.line([(300, 450), polar(300, 450, 136, -112)], 8, p[2])
    s.disc(300, 450, 13, p[0])
    s.box(0, 600, 600, 900, p[3])
    s.poly([(250, 600), (350, 600), (640, 900), (-40, 900)], p[0])
    for a, b in ((730, 780), (820, 900)):
        s.poly([(300 + side * (y - 560) * 0.05, y) for side, y in ((-1, a), (1, a), (1, b), (-1, b))], p[2])
    for x, h in ((266, 130), (334, 116)):
        s.figure(x, 690, h, p[2])
    s.line([(286, 652), (300, 662), (314, 652)], 4, p[2])


def monolith(s, p):
    """A black slab standing on a line, and over its edge a red lens, watching."""
    for r, c in ((150, p[1]), (128, p[3]), (100, p[2]), (44, p[3]), (20, "#f6c445")):
        s.disc(300, 214, r, c)
    s.box(200, 250, 400, 640, p[1])
    s.box(0, 634, 600, 640, p[1])


def thinking_ocean(s, p):
    """A planet whose ocean is one long swirl, with a ring-shaped station and its second sun."""
    s.disc(300, 420, 252, p[2])
    for k in range(9):
        pts = []
        for t in range(0, 181, 4):
            x = 300 + 252 * math.cos(math.radians(180 - t))
            y = 190 + k * 54 + 30 * math.sin(x / 44 + k * 1.1) * math.sin(math.radians(t))
            d = math.hypot(x - 300, y - 420)
            pts.append((x, y) if d < 248 else (300 + (x - 300) * 248 / d, 420 + (y - 420) * 248 / d))
        s.line(pts, 11, p[3])
    s.disc(484, 178, 50, p[1])
    s.oval(136, 196, 58, 20, p[1], 7)
    s.oval(136, 196, 34, 9, p[1], 3)


def fingered_sea(s, p):
    """A piano's keys along the shore, one pressed down, and the sea behind them in waves."""
    for k in range(5):
        top = 230 + k * 62
        wave = [(x, top + 17 * math.sin(x / 38 + k * 1.3)) for x in range(0, 601, 8)]
        s.poly([*wave, (600, 900), (0, 900)], (p[3], p[2])[k % 2])
    s.box(0, 548, 600, 900, p[1])
    for k in range(8):
        low = 26 if k == 5 else 0
        s.box(k * 75 + 2, 552 + low, k * 75 + 73, 900, "#c8402f" if low else "#f6f1e2")
    for k in (1, 2, 4, 5, 6):
        s.box(k * 75 - 23, 530, k * 75 + 23, 730, p[1], 4)


def labyrinth(s, p):
    """A round labyrinth under two horns of moon, with a girl at its gate."""
    gaps = (92, 250, 20, 140, 300, 60)
    for k, gap in enumerate(gaps):
        s.arc(300, 340, 262 - k * 40, gap + 9 + k * 2, gap + 351 - k * 2, 15, p[1])
        if k < 5:
            wall = gap + 40 + k * 9
            s.line([polar(300, 340, 262 - k * 40, wall), polar(300, 340, 210 - k * 40, wall)], 13, p[1])
    s.disc(300, 340, 40, p[2])
    s.disc(300, 326, 34, p[0])
    s.figure(294, 626, 78, p[2])


def upstairs_downstairs(s, p):
    """A house in the sun on its lawn, and under it stairs going down and down to another room."""
    s.disc(470, 130, 62, p[2])
    s.box(90, 180, 400, 372, p[1])
    s.box(118, 210, 372, 342, p[0])
    s.box(244, 210, 250, 342, p[1])
    s.box(0, 372, 600, 900, p[1])
    steps = [(130 + 40 * (k // 2 + k % 2), 392 + 34 * (k // 2)) for k in range(17)]
    s.poly([(90, 392), *steps, (600, steps[-1][1]), (600, 392)], p[2])
    s.box(0, 372, 600, 392, p[3])
    s.figure(330, 342, 96, p[1])
    s.figure(534, 664, 96, p[1])


def big_sky(s, p):
    """A small white van under a very large evening."""
    for y, c in ((0, p[0]), (330, p[3]), (460, p[2])):
        s.box(0, y, 600, 900, c)
    s.disc(430, 560, 74, p[1])
    hills = path("0,560 90,520 170,545 280,500 360,552 470,566 600,540 600,900 0,900")
    s.poly(hills, "#2b2430")
    s.box(0, 640, 600, 900, "#1d1820")
    s.poly(path("96,560 212,560 240,594 256,600 256,632 96,632"), p[1])
    s.poly([(200, 570), (212, 570), (228, 592), (200, 592)], "#2b2430")
    s.box(112, 572, 146, 592, "#2b2430")
    for x in (128, 224):
        s.disc(x, 632, 15, "#1d1820")
        s.disc(x, 632, 6, p[1])


def flower_moon(s, p):
    """A moon with petals over a row of oil derricks on the prairie."""
    for k in range(14):
        x, y = polar(300, 300, 142, k * 360 / 14)
        s.poly(place(smooth(path("0,-38 70,-26 104,0 70,26 0,38")), x, y, k * 360 / 14), (p[2], p[3])[k % 2])
    s.disc(300, 300, 150, p[1])
    for x, y, r in ((250, 260, 24), (345, 235, 14), (350, 350, 34), (262, 368, 12)):
        s.disc(x, y, r, p[3], 4)
    for x, h in ((92, 180), (206, 120), (316, 86), (420, 128), (520, 210)):
        s.derrick(x, 640, h, "#1c0f0b")
    s.box(0, 636, 600, 900, "#1c0f0b")


def deep_well(s, p):
    """A derrick on a bare horizon; the pool that it drinks from is red."""
    s.derrick(210, 452, 330, p[1], 7)
    s.blob(path("206,96! 190,50 236,20 300,34 380,6 470,30 500,70 420,82 340,70 270,92 222,88 214,100"), p[1])
    s.box(0, 450, 600, 900, p[1])
    s.box(205, 450, 215, 640, p[2])
    s.blob(path("0,664 90,640 210,622 330,650 450,630 600,660 760,900 300,1100 -160,900"), p[2])


def fork(s, p):
    """A railway line that divides in two beyond a barbed wire fence."""
    spine = [[(300 + side * 205 * t**1.7, 900 - 540 * t, t) for t in (k / 26 for k in range(27))] for side in (-1, 1)]
    for side, track in zip((-1, 1), spine, strict=True):
        for x, y, t in track[::2]:
            w = 88 - 44 * t
            s.line([(x - w, y - side * 9 * t), (x + w, y + side * 9 * t)], 16 - 8 * t, p[3])
    for track, ink in zip(spine, (p[1], p[2]), strict=True):
        for rail in (-1, 1):
            s.line([(x + rail * (56 - 28 * t), y) for x, y, t in track], 9 - 4 * t, ink)
    for y in (264, 304):
        s.line([(0, y), (600, y + 8)], 3, p[1])
        for x in range(40 + (y - 264), 600, 92):
            s.line([(x - 12, y - 12), (x + 12, y + 16)], 3, p[1])
            s.line([(x - 12, y + 16), (x + 12, y - 12)], 3, p[1])


def clawed_snow(s, p):
    """Snowy mountains and pines, torn across by four claws."""
    s.poly(path("0,420 130,250 210,340 360,150 480,310 600,230 600,900 0,900"), p[3])
    s.poly(path("360,150 480,310 420,290 392,330 352,280 318,310 292,236"), p[1])
    s.poly(path("130,250 210,340 160,326 128,350 86,307"), p[1])
    s.blob(path("-90,560 90,540 300,566 480,536 700,556 700,960 -90,960"), p[1])
    for k, a in enumerate(chance("pines", 11)):
        x, h = k * 58 + 10, 100 + 90 * a
        for j in range(4):
            w, y = 9 + j * 6, 580 - h + j * h * 0.22
            s.poly([(x, y), (x - w, y + h * 0.34), (x + w, y + h * 0.34)], "#26363f")
    cut = smooth(path("0,-300! 13,-120 17,40 0,300! -13,60 -9,-140"))
    for k in range(4):
        s.poly(place(cut, 190 + k * 82, 330 + (k % 3) * 16, 22, 0.92 + 0.05 * (k in (1, 2))), p[2])


def keyhole_arch(s, p):
    """A Moorish arch on the night, a lamp of a moon, and an aeroplane leaving."""
    arch = path("300,50! 420,140 506,270 486,390 440,446! 440,640!")
    s.poly(smooth(mirror(arch)), p[3])
    s.disc(330, 290, 108, p[0])
    plane = path("-150,0! -120,-18 -20,-22 0,-40 40,-40 60,-20 112,-12 140,-62! 162,-62! 160,8 60,18 -120,18")
    s.poly(place(smooth(plane), 312, 300, 14, 0.82), p[2])
    s.poly(place([(-44, 6), (16, 6), (56, 48), (36, 52)], 312, 300, 14, 0.82), p[2])
    s.line(place([(-152, -50), (-152, 50)], 312, 300, 14, 0.82), 5, p[2])
    s.figure(224, 640, 118, p[0])
    s.figure(274, 640, 104, p[0])


def night_blanket(s, p):
    """A blanket hung on a line between two beds; under its hem, two pairs of shoes meet."""
    s.stars(p[1], 26, 300)
    s.disc(490, 116, 52, p[1])
    s.line(path("0,176 150,190 300,194 450,190 600,176"), 4, p[1])
    hem = [(480 - k * 45, 540 + (14 if k % 2 else 0)) for k in range(9)]
    s.blob([(120, 190), (120, 190), (300, 194), (480, 190), (480, 190), hem[0], *hem, hem[-1]], p[2])
    for k in range(4):
        s.line([(165 + k * 90, 194), (162 + k * 92, 538)], 3, p[3])
    for x in (150, 300, 450):
        s.box(x - 5, 176, x + 5, 212, p[1])
    shoe = smooth(path("-26,0! -26,-52! 0,-52! 4,-24 38,-14 48,0!"))
    for x, flip in ((164, 1), (228, 1), (372, -1), (436, -1)):
        s.poly(place(shoe, x, 606, 0, 1, flip), p[1])
    s.box(0, 606, 600, 611, p[1])
