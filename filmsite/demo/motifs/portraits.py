"""Heads and shoulders cut out of paper, on a sheet of 400 x 500: what somebody is known by, and no face."""

from .sheet import mirror, path, place, polar, smooth

SIZE = (400, 500)
MIDDLE = 200


def bust(s, p, broad=1.0, cloth=None):
    """Neck and shoulders."""
    s.poly([(170, 260), (230, 260), (236, 340), (200, 366), (164, 340)], p[1])
    s.oval(MIDDLE, 296, 34, 14, p[3])
    shoulders = [
        (MIDDLE + (x - MIDDLE) * broad, y) for x, y in path("200,352 240,330 320,366 356,430 362,510! 200,510")
    ]
    s.blob(mirror(shoulders, MIDDLE), cloth or p[3])


def head(s, ink, broad=1.0):
    s.oval(MIDDLE, 214, 66 * broad, 88, ink)


def hair(s, ink, outline):
    s.blob(mirror(path(outline), MIDDLE), ink)


def fur_hat(s, p):
    """A militiaman's fur hat with a star, and a broad coat."""
    bust(s, p, 1.12)
    head(s, p[1])
    hair(s, p[3], "200,88 258,92 282,130 278,176! 200,172")
    s.poly([polar(MIDDLE, 136, 17 if k % 2 else 7, k * 36 + 18) for k in range(10)], p[2])
    s.poly([(150, 350), (200, 392), (250, 350), (262, 372), (200, 424), (138, 372)], p[2])


def crew_cut(s, p):
    """Short hair standing up, square jaw, wide shoulders."""
    bust(s, p, 1.14)
    s.blob(mirror(path("200,128 250,136 266,190 262,246 236,296 200,304"), MIDDLE), p[1])
    hair(s, p[3], "200,104 248,108 268,150 264,188! 252,152 200,146")


def side_parting(s, p):
    """Hair parted on one side, a loosened tie."""
    bust(s, p)
    head(s, p[1], 1.05)
    s.blob(path("132,200! 126,140 160,104 216,98 262,124 274,200! 258,160 200,146 156,158"), p[3])
    s.poly([(188, 346), (212, 346), (222, 372), (208, 384), (224, 500), (176, 500), (192, 384), (178, 372)], p[2])


def bald_and_bearded(s, p):
    """A bare head and a full beard."""
    bust(s, p)
    head(s, p[1], 1.05)
    s.blob(mirror(path("200,250 230,244 268,220! 270,280 240,330 200,346"), MIDDLE), p[3])
    s.oval(MIDDLE, 262, 20, 6, p[1])


def hat_and_cigar(s, p):
    """A wide hat over one eye, and a cigar."""
    bust(s, p, 1.1)
    head(s, p[1], 1.1)
    s.blob(place(mirror(path("0,-86 52,-80 66,-20! 150,-6 154,10! 0,16"), 0), 200, 172, -8), p[3])
    s.line([(216, 268), (300, 286)], 13, p[2])
    s.disc(302, 287, 8, p[1])


def round_glasses(s, p):
    """Round glasses under hair combed back."""
    bust(s, p)
    head(s, p[1])
    hair(s, p[3], "200,96 250,108 276,160 270,210! 256,156 200,138")
    for x in (170, 230):
        s.disc(x, 212, 24, p[2], 6)
    s.line([(192, 208), (208, 208)], 6, p[2])


def monocle(s, p):
    """A monocle on its cord, hair brushed flat, a stiff collar."""
    bust(s, p)
    head(s, p[1])
    hair(s, p[3], "200,110 252,120 268,180! 246,150 200,142")
    s.disc(230, 210, 25, p[2], 6)
    s.line(path("250,226 268,280 262,350 240,420"), 3, p[2])
    s.poly([(160, 330), (200, 372), (240, 330), (244, 350), (200, 400), (156, 350)], p[1])


def beret_and_pipe(s, p):
    """A beret, and a finder on a cord round the neck."""
    bust(s, p)
    head(s, p[1])
    s.blob(path("122,160! 130,110 190,86 262,96 300,136 276,168! 200,150"), p[3])
    s.line(path("160,340 180,420 200,440 220,420 240,340"), 4, p[2])
    s.box(182, 430, 218, 466, p[2], 6)


def long_hair(s, p):
    """Hair falling to the shoulders in waves."""
    hair(s, p[3], "200,92 262,106 296,180 290,260 316,330 290,392! 200,392")
    bust(s, p, 0.9, p[2])
    head(s, p[1], 0.92)
    s.blob(path("138,220! 140,150 180,118 220,116 256,150 264,224! 236,170 190,160"), p[3])


def bob_with_headband(s, p):
    """Hair cut to the jaw, and a band with a disc of light."""
    s.disc(200, 206, 150, p[2], 8)
    hair(s, p[3], "200,96 266,110 290,180 288,280! 200,286")
    bust(s, p, 0.88)
    head(s, p[1], 0.9)
    s.blob(mirror(path("200,112 244,124 266,196! 236,160 200,156"), MIDDLE), p[3])
    s.line(path("138,168 170,152 200,148 230,152 262,168"), 10, p[2])


def cropped_knight(s, p):
    """Pale cropped hair, a tunic with a cross."""
    bust(s, p, 1.05)
    head(s, p[1])
    hair(s, p[2], "200,104 248,112 272,170 268,204! 240,160 200,152")
    s.box(190, 380, 210, 500, p[1])
    s.box(160, 410, 240, 430, p[1])


def lean_and_capped(s, p):
    """A flat cap, and a scarf."""
    bust(s, p)
    head(s, p[1])
    s.blob(path("118,172! 130,116 196,96 266,112 296,160 300,176! 200,164"), p[3])
    s.poly(smooth(path("150,330 250,330 262,362 214,376 226,470 190,476 190,380 142,364")), p[2])
