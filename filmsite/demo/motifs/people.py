"""Motifs that are people, or what people wear and hold: four inks each (ground, type, accent, second accent)."""

import math

from .sheet import SCALE, mirror, path, place, polar, smooth


def lips(s, p):
    """A mouth painted as a cupid's bow, with its beauty spot."""
    upper = path("40,290! 150,214 240,142 300,182!")
    lower = path("500,350 410,412 300,440 190,412 100,350")
    s.blob([*upper, *[(600 - x, y) for x, y in upper[-2::-1]], *lower], p[2])
    parting = path("40,290! 180,276 240,286 300,300")
    s.blob([*mirror(parting), (420, 314), (300, 324), (180, 314)], p[0])
    s.blob([(376, 200), (410, 194), (456, 234), (420, 228)], p[3])
    s.disc(498, 118, 13, p[1])


def weeping_eye(s, p):
    """An eye in close-up, looking up, and one tear."""
    s.blob(path("30,330! 170,200 320,180 470,230 570,350! 440,440 300,456 150,420"), p[1])
    s.blob(path("70,330! 190,240 320,216 450,262 534,346! 430,408 300,426 160,396"), p[3])
    s.disc(316, 300, 92, p[2])
    s.disc(316, 292, 44, p[1])
    s.disc(350, 262, 17, p[3])
    s.blob(path("20,210! 190,96 380,84 560,170! 380,112 200,128"), p[1])
    s.blob(path("190,408! 228,530 190,580 152,530"), p[2])


def marked_coat(s, p):
    """A man in a hat from behind, with a chalk letter on his coat."""
    s.blob(mirror(path("300,66 364,74 396,150! 484,178 496,192! 300,214")), p[1])
    s.box(252, 190, 348, 300, p[3])
    s.blob(mirror(path("300,262 356,262 380,300 500,350 590,470 640,960! 300,960")), p[1])
    s.box(206, 138, 394, 160, p[2])


def jump_cut(s, p):
    """A face with hat, dark glasses and cigarette, cut into strips that do not quite meet."""
    s.blob(path("210,300 390,300 404,440 372,540 300,590 228,540 196,440"), p[3])
    s.box(250, 560, 350, 700, p[3])
    s.blob(mirror(path("300,100 370,90 414,150 422,250! 512,268 524,292! 300,306")), p[1])
    s.box(180, 212, 420, 248, p[2])
    for x in (246, 354):
        s.disc(x, 376, 46, p[1])
    s.line([(200, 362), (400, 362)], 9, p[1])
    s.line([(292, 506), (352, 512)], 11, p[1])
    s.line([(330, 512), (450, 548)], 13, "white")
    s.line([(446, 547), (458, 550)], 13, p[2])
    for y, shift in ((150, 34), (268, -46), (352, 40), (440, -28), (520, 52)):
        part = s.image.crop((0, y * SCALE, 1200, (y + 62) * SCALE))
        s.box(0, y, 600, y + 62, p[0])
        s.image.paste(part, (shift * SCALE, y * SCALE))


def kite_man(s, p):
    """A man floating over the sea like a kite, a rope from his ankle held on the beach."""
    s.disc(420, 240, 120, p[2])
    coat = path(
        "-20,-60 18,-62 46,-20 92,-46 96,-34 50,12 74,96 40,100 10,40 -30,110 -60,96 -34,10 -84,10 -84,-4 -34,-24"
    )
    s.poly(place(coat, 250, 190, -24, 1.0), p[1])
    s.disc(*place([(0, -86)], 250, 190, -24)[0], 23, p[1])
    s.blob(place(path("-52,-100! -20,-112 -16,-138 16,-138 20,-112 52,-100!"), 250, 190, -24), p[1])
    rope = [(268 - 128 * math.sin(t * 1.5) + 120 * t * t, 290 + 272 * t) for t in (k / 30 for k in range(31))]
    for k in range(3):
        s.box(0, 520 + k * 22, 600, 526 + k * 22 + k * 2, p[3])
    s.line(rope, 4, p[1])
    s.figure(256, 618, 90, p[1])


def two_wings(s, p):
    """A pair of wings, one in black and white and one in colour."""
    for k in range(9):
        feather = smooth(path(f"0,0! 70,-34 200,-22 {262 - k * 10},0 200,18 70,24"))
        right = place(feather, 318, 230 + k * 25, -52 + k * 13, 1 - k * 0.045)
        s.poly(right, (p[2], "#e9b44c")[k % 2])
        s.poly([(600 - x, y) for x, y in right], (p[1], p[3])[k % 2])
    s.figure(300, 560, 300, p[0])
    s.figure(300, 556, 286, p[1])


def back_of_head(s, p):
    """A snapshot of the back of somebody's head."""
    s.box(120, 60, 500, 600, p[3])
    s.box(96, 44, 476, 584, "white")
    s.box(122, 70, 450, 490, p[2])
    s.blob(mirror(path("286,404 330,404 344,426 412,446 440,490! 286,490"), 286), p[1])
    s.box(252, 350, 320, 430, "#e3b58d")
    for x in (188, 384):
        s.oval(x, 290, 20, 32, "#e3b58d")
    s.blob(mirror(path("286,120 360,138 392,220 384,320 340,376 286,384"), 286), p[1])
    s.arc(278, 204, 26, 200, 520, 4, "#4a3f38")


def high_collar(s, p):
    """A dress with a high collar, its print running over it like wallpaper."""
    s.blob(mirror(path("300,-90 390,-60 404,40 356,74 330,30 300,30")), "#1b1014")
    s.blob(mirror(path("300,0 348,20 356,74 330,130 300,144")), p[3])
    s.box(262, 110, 338, 260, p[3])
    body = path("300,214 350,206 362,262 468,308 488,360 424,500 452,640! 300,640")
    s.inside(smooth(mirror(body)), lambda cloth: print_flowers(cloth, p))
    s.line(path("300,216 300,262 310,286 332,300 368,306 404,318 436,342 454,376"), 6, p[1])
    for x, y in ((300, 250), (352, 304), (428, 336)):
        s.disc(x, y, 9, p[1])


def print_flowers(s, p):
    """A printed cloth of big flowers."""
    s.box(0, 0, 600, 900, p[2])
    for k in range(48):
        x, y = 110 + (k % 6) * 84 + 42 * (k // 6 % 2), 216 + (k // 6) * 66
        for petal in range(5):
            s.disc(*polar(x, y, 15, petal * 72 - 90 + k * 20), 12, p[3])
        s.disc(x, y, 8, p[0])


def hat_cloud(s, p):
    """A cloud of fire that is wearing a hat."""
    s.disc(300, 330, 290, p[2])
    s.disc(300, 330, 236, p[3])
    s.blob(mirror(path("300,330 340,330 350,420 336,500 372,580 520,640 520,660 300,660")), p[1])
    s.oval(300, 452, 112, 17, p[1])
    s.blob(mirror(path("300,262 360,262 440,290 410,346 350,372 300,364")), p[1])
    s.oval(300, 262, 214, 30, p[0])
    s.blob(mirror(path("300,122 346,108 410,132 424,262! 300,270")), p[0])
    s.poly([(179, 212), (421, 212), (424, 246), (176, 246)], p[2])


def baton(s, p):
    """A conductor's baton in the moments of one down-beat."""
    for k in range(6):
        tip, ink = polar(112, 486, 440, -64 + k * 13), p[2] if k == 5 else p[3]
        s.poly([polar(112, 486, 8, 26 + k * 13), tip, polar(112, 486, 8, 206 + k * 13)], ink)
    s.poly(place(path("-60,-12 0,-9 450,-3 450,3 0,9 -60,12"), 112, 486, -77), p[1])
    s.blob(place(path("-84,0 -70,-22 -30,-17 6,-8 6,8 -30,17 -70,22"), 112, 486, -77), p[1])


def tuxedo(s, p):
    """A dinner jacket in the dark: shirt, bow tie, and a red rose."""
    s.poly([(186, 0), (414, 0), (300, 560)], p[1])
    s.poly([(186, 0), (300, 60), (250, 130)], p[3])
    s.poly([(414, 0), (300, 60), (350, 130)], p[3])
    for side in (-1, 1):
        s.poly([(300 + side * 8, 92), (300 + side * 112, 40), (300 + side * 118, 146)], p[0])
        s.line([(300 + side * 150, 0), (300 + side * 190, 190), (300, 590)], 4, p[3])
    s.box(282, 72, 318, 114, p[0], 6)
    for y in (230, 310, 390):
        s.disc(300, y, 7, p[0])
    for r, dx, dy in ((54, 0, 0), (40, 6, -4), (28, -3, 2), (15, 3, -3)):
        s.disc(474 + dx, 276 + dy, r, p[2])
        s.arc(474 + dx, 276 + dy, r, 40 + r * 4, 290 + r * 4, 4, p[0])
    s.line([(470, 332), (456, 420)], 7, "#2f5d43")


def lamb_moth(s, p):
    """A moth over a silent face; where the skull should be on its back, the head of a lamb."""
    s.blob(mirror(path("300,40 420,76 474,220 452,400 390,540 300,590")), p[3])
    for side in (-1, 1):
        s.blob([(300 + side * a, b) for a, b in ((40, 214), (84, 194), (132, 216), (84, 232))], "#171311")
        fore = path("20,390 90,330 216,312! 206,386 120,440 30,440")
        hind = path("20,430 110,444 150,496 100,538 40,500")
        for wing, c in ((hind, p[2]), (fore, "#171311")):
            s.blob([(300 + side * a, b) for a, b in wing], c)
        s.disc(300 + side * 124, 374, 20, p[2])
        s.disc(300 + side * 124, 374, 9, "#171311")
        s.line([(300 + side * 10, 330), (300 + side * 44, 286), (300 + side * 70, 282)], 4, "#171311")
        s.blob([(300 + side * a, b) for a, b in ((22, 362), (60, 366), (66, 384), (24, 382))], "white")
    s.blob(mirror([(300, 390), (330, 400), (322, 500), (300, 560)]), "#171311")
    s.blob(mirror(path("300,334 330,344 330,384 316,430 300,438")), "white")
    for side in (-1, 1):
        s.disc(300 + side * 13, 378, 4, "#171311")
    s.line([(293, 420), (300, 426), (307, 420)], 3, "#171311")


def spirit_water(s, p):
    """A masked spirit waist-deep in still water, where a railway line runs under the surface."""
    body = path("300,90 392,130 428,270 452,610! 300,612")
    s.blob(mirror(body), p[1])
    s.blob(mirror(path("300,160 356,190 362,270 338,342 300,360")), p[0])
    for side in (-1, 1):
        s.oval(300 + side * 28, 236, 15, 8, p[1])
        s.poly(place([(-9, 0), (9, 0), (0, -34)], 300 + side * 28, 218), p[2])
        s.poly(place([(-9, 0), (9, 0), (0, 50)], 300 + side * 28, 254), p[2])
    s.oval(300, 324, 20, 6, p[1])
    s.box(0, 600, 600, 900, p[3])
    for k in range(2):
        s.oval(300, 606, 190 + k * 60, 10 + k * 7, p[1] if k == 0 else p[0], 3)


def shadow_stairs(s, p):
    """A staircase, and on the wall above it a shadow with long fingers."""
    head = path("372,60 404,78 414,120 440,106! 420,166 406,206 396,226")
    s.blob(mirror([*head, (430, 262), (462, 330), (480, 640), (480, 640), (372, 640)], 372), p[3])
    s.blob(path("310,290 250,360 196,352 172,292! 148,300! 176,392 240,420 320,390"), p[3])
    for tip, knuckle in (
        ((60, 196), (98, 230)),
        ((92, 122), (122, 206)),
        ((150, 92), (150, 200)),
        ((212, 116), (182, 214)),
    ):
        (x, y), (a, b) = tip, knuckle
        s.blob([(x, y), (x, y), (a + 9, b), (174, 300), (174, 300), (148, 306), (148, 306), (a - 10, b + 8)], p[3])
    s.blob(path("226,268! 196,320 160,330 160,300"), p[3])
    steps = [(600 - 60 * ((k + 1) // 2), 330 + 62 * (k // 2)) for k in range(12)]
    s.poly([(600, 330), *steps, (240, 702), (0, 702), (0, 900), (600, 900)], p[1])
