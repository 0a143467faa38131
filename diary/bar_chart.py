"""Upright bars, worked out for an SVG that is as wide as its place: every measure is in percent."""

from dataclasses import dataclass

# Where the tallest bar ends and where all begin, from above; below stand the names, above each bar its number.
TOP, GROUND = 12, 86
# How much of its place a bar takes.
WIDTH = 0.62


@dataclass(frozen=True)
class Column:
    """A bar: its name below, its number above, and its rectangle."""

    label: str
    value: int
    middle: str
    number_at: str
    x: str
    y: str
    width: str
    height: str


def columns(lines: list[tuple[str, int]]) -> list[Column]:
    """One for each (name, number), beside each other; the largest number as high as there is room."""
    scale = (GROUND - TOP) / max([value for _, value in lines] + [1])
    slot = 100 / max(len(lines), 1)
    return [column(label, value, slot, place, value * scale) for place, (label, value) in enumerate(lines)]


def column(label, value, slot, place, height) -> Column:
    return Column(
        label=label,
        value=value,
        middle=f"{slot * (place + 0.5):.2f}%",
        number_at=f"{GROUND - height - 2:.2f}%",
        x=f"{slot * (place + (1 - WIDTH) / 2):.2f}%",
        y=f"{GROUND - height:.2f}%",
        width=f"{slot * WIDTH:.2f}%",
        height=f"{height:.2f}%",
    )
