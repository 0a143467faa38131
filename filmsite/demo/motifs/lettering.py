"""Poster lettering: Pillow's built-in face made heavy, with the glyphs it lacks put together from parts."""

import unicodedata
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

from .sheet import path

CAP = 0.71  # height of a capital, in ems
PLAIN = set(map(chr, range(32, 127))) | set("’‘“”·…")
STROKED = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
DASHES = {"–": 0.5, "—": 0.8}
ACUTE = [(-0.06, -0.04), (0.02, -0.04), (0.15, -0.18), (0.03, -0.18)]
HAT = path("-0.16,-0.04 -0.07,-0.04 0,-0.12 0.07,-0.04 0.16,-0.04 0.05,-0.19 -0.05,-0.19")
WAVE = [
    (-0.17, -0.06),
    (-0.12, -0.16),
    (-0.05, -0.16),
    (0.06, -0.1),
    (0.1, -0.17),
    (0.17, -0.17),
    (0.12, -0.06),
    (0.05, -0.05),
    (-0.06, -0.1),
    (-0.1, -0.05),
]
# Combining marks as outlines in ems, measured from the middle of the letter's top edge.
MARKS = {
    "\u0301": [ACUTE],
    "\u0300": [[(-x, y) for x, y in ACUTE]],
    "\u030b": [[(x - 0.09, y) for x, y in ACUTE], [(x + 0.09, y) for x, y in ACUTE]],
    "\u0302": [HAT],
    "\u030c": [[(x, -0.23 - y) for x, y in HAT]],
    "\u0303": [WAVE],
    "\u0304": [[(-0.16, -0.06), (-0.16, -0.13), (0.16, -0.13), (0.16, -0.06)]],
    "\u0308": [[(x, -0.06), (x, -0.16), (x + 0.1, -0.16), (x + 0.1, -0.06)] for x in (-0.17, 0.07)],
    "\u0307": [[(-0.05, -0.06), (-0.05, -0.16), (0.05, -0.16), (0.05, -0.06)]],
}


@cache
def face(size):
    """The built-in face at a size in pixels."""
    return ImageFont.load_default(size)


def split(char):
    """A character as its base letter and the combining marks above or below it."""
    if char in STROKED:
        return STROKED[char], "/"
    parts = unicodedata.normalize("NFD", char)
    return parts[0], parts[1:]


def drawable(text):
    """Whether every character of the text can be set."""
    known = {*MARKS, "/", "\u0327", "\u0328", "\u030a"}
    return all(c == "½" or c in DASHES or (split(c)[0] in PLAIN and set(split(c)[1]) <= known) for c in text)


@cache
def advance(char, after=""):
    """Width of a character in ems, kerned against the one before it."""
    if char == "½":
        return 0.84
    if char in DASHES:
        return DASHES[char] + 0.1
    ref, base, before = face(200), split(char)[0], split(after)[0] if after else ""
    return (
        (ref.getlength(before + base) - ref.getlength(before)) / 200 if before in PLAIN else ref.getlength(base) / 200
    )


@cache
def bearing(char):
    """White space to the left of a character's ink, in ems, so that big lines hang on one edge."""
    probe = Image.new("L", (400, 400))
    glyph(ImageDraw.Draw(probe), char, 100, 200, 200)
    return (probe.getbbox()[0] - 100) / 200 if probe.getbbox() else 0


def width(text, weight=0.0, track=0.0):
    """Width of a line in ems."""
    pairs = zip(text, " " + text, strict=False)
    body = sum(advance(c, before if i else "") + track + weight for i, (c, before) in enumerate(pairs))
    return body - track - bearing(text[0])


def mark(pen, sign, x, y, size, foot):
    """One diacritic: x is the letter's middle, y its top and foot the base line."""
    w = max(2, round(size * 0.07))
    if sign == "/":
        pen.line([(x - 0.2 * size, foot - 0.1 * size), (x + 0.2 * size, foot - 0.5 * size)], 255, w)
    elif sign == "\u030a":
        pen.ellipse([x - 0.11 * size, y - 0.24 * size, x + 0.11 * size, y - 0.02 * size], None, 255, w)
    elif sign in "\u0327\u0328":
        pen.arc([x - 0.1 * size, foot, x + 0.1 * size, foot + 0.2 * size], -90, 120, 255, w)
    for outline in MARKS.get(sign, ()):  # lifted a little, for embolden() lets ink down into the gap
        pen.polygon([(x + a * size, y + (b - 0.035) * size) for a, b in outline], 255)


def half(pen, x, foot, size):
    """The fraction one half: a small 1, a stroke and a small 2."""
    small = face(round(size * 0.54))
    pen.text((x, foot - 0.33 * size), "1", 255, small, "ls")
    pen.line([(x + 0.17 * size, foot), (x + 0.59 * size, foot - CAP * size)], 255, max(2, round(size * 0.055)))
    pen.text((x + 0.51 * size, foot), "2", 255, small, "ls")


def glyph(pen, char, x, foot, size):
    """One character with its left edge at x, standing on foot."""
    if char == "½":
        return half(pen, x, foot, size)
    if char in DASHES:
        return pen.rectangle([x + 0.05 * size, foot - 0.3 * size, x + DASHES[char] * size, foot - 0.24 * size], 255)
    base, signs = split(char)
    pen.text((x, foot), base, 255, face(round(size)), "ls")
    left, top, right, _ = face(round(size)).getbbox(base, anchor="ls")
    if base in "ij" and set(signs) & set(MARKS):
        top = -0.53 * size
        pen.rectangle([x + left, foot - size, x + right, foot + top], 0)
    for sign in signs:
        mark(pen, sign, x + (left + right) / 2, foot + top, size, foot)
    return None


def embolden(mask, dx, dy):
    """Sweep the ink sideways and a little down; unlike a stroked outline this keeps corners sharp."""
    for total, axis in ((dx, (1, 0)), (dy, (0, 1))):
        while total > 0:
            step = (total + 1) // 2
            mask = ImageChops.lighter(mask, ImageChops.offset(mask, step * axis[0], step * axis[1]))
            total -= step
    return mask


def write(image, x, foot, text, size, colour, weight=0.0, track=0.0):
    """Set one line on an image with its ink beginning at x and its base line at foot, all in pixels."""
    pad = round(size * 0.45)
    mask = Image.new("L", (round(width(text, weight, track) * size) + 2 * pad, round(size * 1.5) + pad))
    pen, at = ImageDraw.Draw(mask), pad - bearing(text[0]) * size
    for i, char in enumerate(text):
        if i:
            at += (advance(char, text[i - 1]) - advance(char)) * size
        glyph(pen, char, at, round(size) + pad // 2, size)
        at += (advance(char) + track + weight) * size
    mask = embolden(mask, round(weight * size), round(weight * size * 0.45))
    top = round(foot - round(size) - pad // 2 - weight * size * 0.45)
    image.paste(colour, (round(x) - pad, top), mask)
