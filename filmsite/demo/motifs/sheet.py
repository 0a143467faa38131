"""The drawing surface of the posters: a 600 x 900 sheet drawn at twice its size, and the shapes that recur."""

import math
from hashlib import shake_256

from PIL import Image, ImageChops, ImageDraw

WIDTH, HEIGHT, SCALE = 600, 900, 2


def chance(seed, count):
    """A fixed run of numbers from 0 to 1, the same on every machine."""
    return [b / 255 for b in shake_256(seed.encode()).digest(count)]


def path(text):
    """Points from a line such as "0,0 10,5! 20,0"; a mark doubles a point, which makes it a corner."""
    points = []
    for word in text.split():
        x, y = word.rstrip("!").split(",")
        points += [(float(x), float(y))] * (1 + word.endswith("!"))
    return points


def smooth(points, steps=8):
    """A closed curve through the points; a point given twice stays a corner."""
    out, n = [], len(points)
    for i in range(n):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (points[(i + k) % n] for k in (-1, 0, 1, 2))
        if (bx, by) == (cx, cy):
            continue
        for t in (k / steps for k in range(steps + 1)):
            a, b, c, d = t * (2 * t - t * t - 1), 2 + t * t * (3 * t - 5), t * (1 + 4 * t - 3 * t * t), t * t * (t - 1)
            out.append(((a * ax + b * bx + c * cx + d * dx) / 2, (a * ay + b * by + c * cy + d * dy) / 2))
    return out


def mirror(points, axis=300):
    """The points and their reflection, for shapes that are the same on both sides."""
    return points + [(2 * axis - x, y) for x, y in reversed(points)]


def place(points, x, y, turn=0, size=1.0, flip=1):
    """The points scaled, turned by degrees and moved to x, y."""
    c, s = math.cos(math.radians(turn)) * size, math.sin(math.radians(turn)) * size
    return [(x + flip * a * c - b * s, y + flip * a * s + b * c) for a, b in points]


def polar(x, y, r, degrees):
    """The point at a distance and an angle (clockwise from three o'clock)."""
    return x + r * math.cos(math.radians(degrees)), y + r * math.sin(math.radians(degrees))


class Sheet:
    """A poster in the making; every measure is in units of the finished sheet, 600 x 900 unless told."""

    def __init__(self, ground, size=(WIDTH, HEIGHT)):
        self.size = size
        self.image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x0, y0, x1, y1, colour, radius=0):
        """A rectangle, with round corners if a radius is given."""
        edges = [round(v * SCALE) for v in (x0, y0, x1, y1)]
        edges[2:] = edges[2] - 1, edges[3] - 1
        if radius:
            self.pen.rounded_rectangle(edges, radius * SCALE, colour)
        else:
            self.pen.rectangle(edges, colour)

    def oval(self, x, y, rx, ry, colour, line=0):
        """An ellipse about a middle, filled or as a line."""
        edges = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.pen.ellipse(edges, None if line else colour, colour, round(line * SCALE) or 1)

    def disc(self, x, y, r, colour, line=0):
        """A circle, filled or as a ring drawn inward from its edge."""
        self.oval(x, y, r, r, colour, line)

    def pie(self, x, y, r, start, end, colour):
        """A slice of a circle."""
        self.pen.pieslice([(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE], start, end, colour)

    def arc(self, x, y, r, start, end, line, colour):
        """Part of a ring."""
        edges = [(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE]
        self.pen.arc(edges, start, end, colour, round(line * SCALE))

    def poly(self, points, colour):
        """A shape with straight sides."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], colour)

    def blob(self, points, colour):
        """A shape with a smooth outline."""
        self.poly(smooth(points), colour)

    def line(self, points, line, colour):
        """A line through the points."""
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], colour, round(line * SCALE), "curve")

    def overprint(self, colour, shape):
        """Print what shape(sheet, colour) draws as a second ink that darkens what lies under it."""
        layer = Sheet("white", self.size)
        shape(layer, colour)
        self.image.paste(ImageChops.multiply(self.image, layer.image))

    def inside(self, points, paint):
        """Keep only what paint(sheet) draws within the outline."""
        layer, mask = Sheet("white", self.size), Image.new("L", self.image.size)
        paint(layer)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in points], 255)
        self.image.paste(layer.image, mask=mask)

    def stars(self, colour, count=40, floor=600, top=20):
        """Small dots of two sizes, scattered between two heights."""
        spots = chance("stars", count * 2)
        for i, (x, y) in enumerate(zip(spots[::2], spots[1::2], strict=True)):
            self.disc(20 + x * 560, top + y * (floor - top), 3.4 if i % 5 == 0 else 1.8, colour)

    def figure(self, x, foot, height, colour):
        """A small person in a coat, seen from afar."""
        h = height
        self.disc(x, foot - h * 0.9, h * 0.1, colour)
        coat = path(
            "-0.05,-0.8 0.05,-0.8 0.15,-0.7 0.2,-0.22 0.1,-0.22 0.08,0 0.01,0 0,-0.2 -0.01,0 "
            "-0.08,0 -0.1,-0.22 -0.2,-0.22 -0.15,-0.7"
        )
        self.poly(place(coat, x, foot, size=h), colour)

    def bird(self, x, y, size, colour, turn=0, flip=1):
        """A bird on the wing, flying to the right."""
        outline = path(
            "-78,16! -40,2 -14,-6 -30,-48 -62,-82! -6,-62 24,-22 44,-30 60,-22 76,-14! 58,-8 40,12 8,22 -30,16 -66,28!"
        )
        self.poly(place(smooth(outline), x, y, turn, size / 100, flip), colour)

    def perched(self, x, y, size, colour, flip=1):
        """A small bird at rest, looking to the left."""
        outline = path("-62,-36! -44,-50 -26,-56 -8,-44 24,-14 92,34! 84,46! 40,24 8,30 -22,20 -38,-8 -44,-30")
        self.poly(place(smooth(outline), x, y, 0, size / 100, flip), colour)
        for leg in (-4, 10):
            foot = place([(leg, 26), (leg - 4, 56)], x, y, 0, size / 100, flip)
            self.line(foot, size / 30, colour)

    def derrick(self, x, foot, height, colour, line=5):
        """An oil derrick: two legs leaning in, with cross braces."""
        half = height * 0.19
        rungs = [(half * (1 - k * 0.78), foot - height * k) for k in (0, 0.3, 0.55, 0.75, 0.9, 1)]
        for (a, y0), (b, y1) in zip(rungs, rungs[1:], strict=False):
            self.line([(x - a, y0), (x + b, y1), (x - b, y1), (x + a, y0)], line * 0.6, colour)
        for side in (-1, 1):
            self.line([(x + side * w, y) for w, y in rungs], line, colour)
        self.box(x - half * 0.34, foot - height * 1.06, x + half * 0.34, foot - height * 0.98, colour)
