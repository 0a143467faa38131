"""Film posters drawn from nothing but shapes and Pillow's built-in lettering: draw(slug, title, year, director)."""

from functools import cache
from hashlib import sha256, shake_256
from itertools import accumulate, pairwise, product
from typing import NamedTuple

from PIL import Image, ImageChops, ImageOps

from .motifs import emblems, patterns, people, scenes
from .motifs.lettering import CAP, drawable, width, write
from .motifs.sheet import HEIGHT, SCALE, WIDTH, Sheet

MARGIN = 42


class Look(NamedTuple):
    """How one film's poster is made: motif, inks, and where and how the title stands."""

    motif: object
    inks: str  # ground, type, accent, second accent
    room: int = 200  # height the title may take, above the margin
    at: str = "bottom"
    ink: str = ""  # colour of the type when it does not stand on the ground
    case: str = "upper"
    breaks: str = ""  # words on each line, when the widest setting is not the wittiest
    weight: float = 0.075
    track: float = -0.015
    align: str = "left"
    flip: bool = False


LOOKS = {
    "a-trip-to-the-moon": Look(emblems.rocket_moon, "#14233b #f3e6c4 #d9482b #d8bf8e"),
    "intolerance": Look(emblems.cradle, "#efe3cb #1b1714 #b5371f #e3c98d", 110),
    "nosferatu": Look(people.shadow_stairs, "#cfc98a #15140f #6d6b3c #3a3a22", 110, ink="#cfc98a"),
    "it": Look(people.lips, "#f2c9c0 #1b1714 #c8202f #f6e3da", 310, case="lower"),
    "metropolis": Look(scenes.rising_towers, "#14110d #d9a441 #f0e4c8 #4a3517", 120),
    "the-passion-of-joan-of-arc": Look(people.weeping_eye, "#e9e4da #191817 #5b6f80 #ffffff", 190, breaks="222"),
    "m": Look(people.marked_coat, "#d9c9a3 #1a1815 #b5371f #c9a27c", 330, ink="#f4ecd8", align="center"),
    "it-happened-one-night": Look(scenes.night_blanket, "#1d2f55 #f5ead2 #d9694a #b04a33", 180),
    "casablanca": Look(scenes.keyhole_arch, "#e5c48b #231a14 #14202c #2f5a78", 110),
    "bicycle-thieves": Look(emblems.lone_wheel, "#ece3d0 #1b1a18 #c2401f #b3a88f", 230),
    "the-third-man": Look(scenes.tunnel, "#12110f #f2e9d3 #f2e9d3 #4c4a44", 230, ink="#f2e9d3", breaks="111"),
    "tokyo-story": Look(scenes.sea_wall, "#efe0c4 #2a2522 #dd6b45 #7fa3a6", 150, ink="#efe0c4"),
    "seven-samurai": Look(emblems.banner, "#b9b2a2 #161412 #b5281c #f1ead9", 200),
    "pather-panchali": Look(scenes.grass_train, "#e9c46f #1f1a12 #fbf5e3 #b7873a", 150, "top"),
    "the-seventh-seal": Look(scenes.chess_shore, "#8fa3a5 #f6f2e8 #dfe3da #16181a", 150, breaks="12"),
    "breathless": Look(people.jump_cut, "#f0dfc0 #181513 #d43a2a #e9b39a", 110),
    "eight-and-a-half": Look(people.kite_man, "#f2ecdf #161514 #e0b13c #9fb4b5", 180),
    "red-heat": Look(scenes.two_cities, "#7a1214 #f6e7cf #d4352c #1c0c0c", 200),
    "48-hrs": Look(emblems.two_days, "#f3d04e #17130f #e5533d #5aa9a0", 230),
    "midnight-run": Look(scenes.midnight_road, "#132038 #f4ead0 #e0a12f #2a3d5e", 130, "top"),
    "2001-a-space-odyssey": Look(scenes.monolith, "#e9e4d8 #0d0e12 #d9301f #7c1810", 140, breaks="121"),
    "solaris": Look(scenes.thinking_ocean, "#101f33 #f0dcae #28708a #6fb7b7", 130),
    "jeanne-dielman": Look(emblems.potatoes, "#35564f #f3e3b8 #d2472e #6d938a", 120, breaks="242"),
    "alien": Look(emblems.hatching, "#0b0d0b #f4f7e2 #d6f24a #38442a", 100, weight=0.03, track=0.3),
    "wings-of-desire": Look(people.two_wings, "#e7e3da #1a1a1c #c8372d #8d8d8d", 200),
    "the-piano": Look(scenes.fingered_sea, "#e1e5da #17242a #2d5561 #7fa19e", 130, "top"),
    "yi-yi": Look(people.back_of_head, "#e2b93f #1b1714 #7fb0b0 #b98d22", 210),
    "in-the-mood-for-love": Look(people.high_collar, "#7d1420 #f7e4c2 #1b6d55 #e3a87e", 150, breaks="32"),
    "spirited-away": Look(people.spirit_water, "#f1e9dc #16151a #7a3b8f #2d6c86", 175, ink="#f1e9dc"),
    "pans-labyrinth": Look(scenes.labyrinth, "#14261f #d9c48a #c0392b #2c4a3c", 160),
    "her": Look(emblems.heart_sound, "#e4573d #fbeee0 #3a1512 #f0a58c", 300, case="lower"),
    "parasite": Look(scenes.upstairs_downstairs, "#cfe0d2 #171a17 #e8c547 #4c8a4a", 120, ink="#f0ead8"),
    "nomadland": Look(scenes.big_sky, "#3d4a6b #f6ead6 #eba25f #b8687a", 110),
    "oppenheimer": Look(people.hat_cloud, "#15110f #f7e2b0 #e8792b #c23a1c", 100),
    "killers-of-the-flower-moon": Look(scenes.flower_moon, "#b5371f #f5e6c8 #e8b23a #e07a3a", 160),
    "tar": Look(people.baton, "#17171a #f2ede2 #c9302c #3d3d45", 230, case="title"),
    "on-the-waterfront": Look(emblems.cargo_hook, "#c9d2d0 #181b1d #6d7f86 #48626c", 220),
    "to-kill-a-mockingbird": Look(emblems.knothole, "#e6a93f #221811 #b5371f #7a4a1e", 210),
    "the-godfather": Look(people.tuxedo, "#0f0e0e #f4eee0 #c3202c #8b857a", 200),
    "one-flew-over-the-cuckoos-nest": Look(emblems.bent_bars, "#f1ece2 #1d2a35 #e0662e #a9c8c4", 180, breaks="222"),
    "raging-bull": Look(emblems.bull, "#d9d4c8 #131211 #c4221f #f7f3ea", 230),
    "sophies-choice": Look(scenes.fork, "#d8d2c2 #1c1a1a #b0302a #a59d8b", 140, "top"),
    "misery": Look(emblems.keyboard, "#e9e6dd #1b1d22 #c1272d #8d939c", 120),
    "the-silence-of-the-lambs": Look(people.lamb_moth, "#8c2f23 #f6efe0 #d98b2b #e0d9c8", 150, breaks="23"),
    "there-will-be-blood": Look(scenes.deep_well, "#e6d3a7 #14110e #b3191d #8a6b3c", 190, ink="#f3e7cb"),
    "the-revenant": Look(scenes.clawed_snow, "#8fa9b8 #f4f6f4 #b1231f #5c7788", 160, ink="#1c2a35"),
}

SPARE_MOTIFS = (
    patterns.spiral,
    patterns.split_disc,
    patterns.sun_stripes,
    patterns.stairs_moon,
    patterns.overprinted,
    patterns.ripples,
    patterns.searchlights,
    patterns.long_wave,
)
SPARE_INKS = (
    "#efe3cb #1b1714 #b5371f #e3c98d",
    "#14233b #f3e6c4 #d9482b #5f7fa3",
    "#e2b93f #1b1714 #b5371f #f4e3b4",
    "#20372f #f2e6c8 #d98b2b #4f7a66",
    "#d7dcd2 #17242a #2d5561 #7fa19e",
    "#7a1214 #f6e7cf #e0662e #4a0b0d",
)


def draw(slug: str, title: str, year: int | str, director: str) -> Image.Image:
    """The poster of a film, an RGB picture of 600 x 900; the same words always give the same picture."""
    look = LOOKS.get(slug) or spare_look(slug)
    inks = look.inks.split()
    if not title or not drawable(title):
        title = slug.replace("-", " ").title()
    sheet = Sheet(inks[0])
    look.motif(sheet, inks)
    if look.flip:
        sheet.image = ImageOps.mirror(sheet.image)
    ink = look.ink or inks[1]
    set_title(sheet.image, look, title, ink)
    set_credits(sheet.image, look, str(year or ""), director if drawable(director) else "", ink)
    return finish(sheet.image)


def spare_look(slug):
    """A motif and inks for a film not in the table, picked by its slug."""
    digest = sha256(slug.encode()).digest()
    motif, inks = SPARE_MOTIFS[digest[0] % len(SPARE_MOTIFS)], SPARE_INKS[digest[1] % len(SPARE_INKS)]
    return Look(motif, inks, 160, flip=digest[2] % 2 == 1)


def settings(words, breaks):
    """Every way to break the words into lines, or the one asked for."""
    counts = [int(b) for b in breaks]
    if sum(counts) == len(words):
        ends = [*accumulate(counts, initial=0)]
        yield [" ".join(words[a:b]) for a, b in pairwise(ends)]
        return
    for joins in product((" ", "\n"), repeat=min(len(words) - 1, 8)):
        text = words[0] + "".join(j + w for j, w in zip(joins, words[1:], strict=False))
        yield " ".join([text, *words[9:]]).split("\n")


def leading(look, lines):
    """Distance from one base line to the next, in ems; accented capitals need more."""
    if look.case != "upper":
        return 0.96
    return 0.88 if "".join(lines[1:]).replace("’", "'").isascii() else 1.06


def fit(look, title):
    """The lines of the title and the largest size, in units of the sheet, at which they fill their room."""
    title = title.replace("…", "...")
    words = {"upper": title.upper(), "lower": title.lower()}.get(look.case, title).split()
    best = (0, [])
    for lines in settings(words, look.breaks):
        wide = max(width(line, look.weight, look.track) for line in lines)
        tall = CAP + (len(lines) - 1) * leading(look, lines)
        best = max(best, (min((WIDTH - 2 * MARGIN) / wide, look.room / tall), lines))
    return best


def set_title(image, look, title, ink):
    """The title, flush left or centred, hung from the top or standing on the credits."""
    size, lines = fit(look, title)
    tall = size * (CAP + (len(lines) - 1) * leading(look, lines))
    last = HEIGHT - MARGIN - 38 if look.at == "bottom" else MARGIN + 34 + tall
    for i, line in enumerate(reversed(lines)):
        x = MARGIN if look.align == "left" else (WIDTH - width(line, look.weight, look.track) * size) / 2
        foot = last - i * size * leading(look, lines)
        write(image, x * SCALE, foot * SCALE, line, size * SCALE, ink, look.weight, look.track)


def set_credits(image, look, year, director, ink):
    """Director at one margin and year at the other, small, on the edge nearest the title."""
    foot = (HEIGHT - MARGIN if look.at == "bottom" else MARGIN + 12) * SCALE
    size, style = 17 * SCALE, {"weight": 0.03, "track": 0.05}
    if director:
        size = min(size, (WIDTH - 2 * MARGIN - 80) * SCALE / width(director, **style))
        write(image, MARGIN * SCALE, foot, director, size, ink, **style)
    if year:
        write(image, (WIDTH - MARGIN) * SCALE - width(year, **style) * 17 * SCALE, foot, year, 17 * SCALE, ink, **style)


@cache
def paper(size):
    """The grain of the paper and the uneven ink on it, as grey about the middle."""
    fine = Image.frombytes("L", size, shake_256(b"grain").digest(size[0] * size[1])).point(lambda v: v // 14)
    soft = Image.frombytes("L", (40, 60), shake_256(b"ink").digest(2400)).point(lambda v: v // 36)
    soft = soft.resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", [ImageChops.add(fine, soft)] * 3)


def finish(image):
    """The sheet at its final size, with the grain of paper."""
    size = (image.width // SCALE, image.height // SCALE)
    small = image.resize(size, Image.Resampling.LANCZOS)
    return ImageChops.add(small, paper(size), 1, -12)
