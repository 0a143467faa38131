"""Bars through a year, worked out for an SVG that is as wide as the page: every measure is in percent."""

from dataclasses import dataclass, field

from reviews.small_numbers import FEW, Count

# Where the tallest bar ends and where all begin, from above; below stand the months, above each bar its number.
TOP, GROUND = 12, 86
# How much of its place a bar takes.
WIDTH = 0.62


@dataclass(frozen=True)
class Bar:
    """A rectangle; `kind` is its class. Pale is what may or may not be there."""

    x: str
    y: str
    width: str
    height: str
    kind: str


@dataclass(frozen=True)
class Column:
    """A month: its bars from the ground up, and what is written above and below."""

    month: str
    middle: str
    top: str
    label: str
    bars: list[Bar] = field(default_factory=list)


def columns(months, *series) -> list[Column]:
    """`series` are (class, values by month), laid upon each other; values are a Count, a number or None."""
    heights = [(kind, [bounds(value) for value in values]) for kind, values in series]
    tops = [sum((values[place] for _, values in heights), start=Count()) for place in range(len(months))]
    scale = (GROUND - TOP) / max([top.high for top in tops] + [1])
    return [
        column(month, place, len(months), scale, [(kind, values[place]) for kind, values in heights], label)
        for place, (month, label) in enumerate(zip(months, map(short, tops), strict=True))
    ]


def bounds(value) -> Count:
    return value if isinstance(value, Count) else Count(value or 0, value or 0)


def short(value: Count) -> str:
    """A number in the room of a bar: 7, <3, or 12+ for 12 and perhaps more. Nothing where there is no bar."""
    if not value.high:
        return ""
    return f"{value}" if value.is_exact or value.high < FEW else f"{value.low}+"


def column(month, place, number, scale, parts, label) -> Column:
    slot = 100 / number
    x, y, bars = slot * (place + (1 - WIDTH) / 2), GROUND, []
    for kind, value in parts:
        for extent, name in ((value.low, kind), (value.high - value.low, f"{kind} bar-chart__perhaps")):
            if extent:
                y -= extent * scale
                bars.append(Bar(f"{x:.2f}%", f"{y:.2f}%", f"{slot * WIDTH:.2f}%", f"{extent * scale:.2f}%", name))
    return Column(f"{month:%b}", f"{slot * (place + 0.5):.2f}%", f"{y - 2:.2f}%", label, bars)
