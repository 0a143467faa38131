"""Motifs that belong to no film in particular, for posters of films nobody has drawn for yet."""

import math

from .sheet import polar


def spiral(s, p):
    """A spiral growing out of one point."""
    s.disc(300, 320, 262, p[3])
    for t in range(0, 1118, 2):
        s.disc(*polar(300, 320, 4 + t * 0.222, t), 3 + t / 140, p[1])
    s.disc(*polar(300, 320, 250, 1114), 30, p[2])


def split_disc(s, p):
    """A disc cut in two, the halves slid apart."""
    s.pie(340, 300, 210, 180, 360, p[2])
    s.pie(250, 316, 210, 0, 180, p[1])
    s.disc(340, 232, 44, p[3])


def sun_stripes(s, p):
    """A sun going down behind even stripes."""
    s.disc(300, 330, 226, p[2])
    for k in range(9):
        y = 250 + k * 38
        s.box(0, y, 600, y + 3 + k * 3.2, p[0])
    s.box(42, 588, 558, 596, p[1])


def stairs_moon(s, p):
    """Stairs going up to a moon."""
    s.disc(410, 190, 104, p[2])
    for k in range(9):
        s.box(42 + k * 58, 560 - k * 42, 100 + k * 58, 596, (p[1], p[3])[k % 2])


def overprinted(s, p):
    """A circle and a square printed over each other."""
    s.box(60, 60, 400, 400, p[2])
    s.overprint(p[3], lambda layer, ink: layer.disc(366, 390, 190, ink))
    s.disc(366, 390, 34, p[1])


def ripples(s, p):
    """Rings spreading from two stones, each in its own ink."""
    for k in range(7):
        s.disc(210, 330, 250 - k * 36, (p[1], p[0])[k % 2])
    for k in range(5):
        s.disc(430, 330, 150 - k * 32, (p[2], p[3])[k % 2])


def searchlights(s, p):
    """Two beams crossing, with somebody caught where they meet."""
    s.poly([(60, 600), (240, 60), (420, 60)], p[3])
    s.poly([(540, 600), (180, 60), (360, 60)], p[2])
    s.oval(300, 60, 122, 26, p[1])
    s.box(0, 592, 600, 600, p[1])
    s.figure(300, 592, 150, p[1])


def long_wave(s, p):
    """Three waves of one length, out of step."""
    s.disc(440, 150, 70, p[1])
    for k, ink in enumerate((p[3], p[2], p[1])):
        wave = [(x, 270 + k * 110 + 60 * math.sin(x / 95 + k * 2.1)) for x in range(0, 601, 6)]
        s.line(wave, 54 - k * 12, ink)
