"""Figures that say nothing about single people: what is fewer than three is not told more exactly.

A total is exact only where it gives no small number away. Else it is what its own parts say: between so many and so
many. So nothing can be worked out from a figure that does not stand in another one already.
"""

from dataclasses import dataclass
from statistics import median

FEW = 3


@dataclass(frozen=True)
class Count:
    """A number as it is published: between two bounds, which are the same where it is exact."""

    low: int = 0
    high: int = 0

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def published(self) -> int | str:
        """As files have it."""
        if self.is_exact:
            return self.low
        return f"<{FEW}" if self.high < FEW else f"{self.low} to {self.high}"

    def __str__(self):
        """As pages have it."""
        return str(self.published).replace(" to ", "–")

    def __add__(self, other):
        return Count(self.low + other.low, self.high + other.high)


def is_small(number: int) -> bool:
    return 0 < number < FEW


def count(number: int) -> Count:
    return Count(1, FEW - 1) if is_small(number) else Count(number, number)


def total(numbers) -> Count:
    """What these come to together; the numbers are known to the reader only as `count` tells them.

    Where the small ones among them could be told apart from the total (there is one, or all are 1, or all are 2), it
    says no more than they do.
    """
    small = [number for number in numbers if is_small(number)]
    if not small or len(small) < sum(small) < len(small) * (FEW - 1):
        return Count(sum(numbers), sum(numbers))
    return together(map(count, numbers))


def together(counts) -> Count:
    """What published figures come to; this adds nothing to what they say."""
    return sum(counts, start=Count())


@dataclass(frozen=True)
class Split:
    """How many of some are on one side, such as shields that were reversed; how many there are is known already."""

    part: int = 0
    whole: int = 0

    @property
    def rest(self) -> int:
        return self.whole - self.part

    @property
    def percent(self) -> int | None:
        """Not where it would say of fewer than three that they are on one side."""
        if self.whole < FEW or is_small(self.part) or is_small(self.rest):
            return None
        return percent(self.part, self.whole)

    def __add__(self, other):
        return Split(self.part + other.part, self.whole + other.whole)


def percent_of_all(splits) -> int | None:
    """The share of all; not where those whose own share is not told could be worked out from it."""
    splits = [split for split in splits if split.whole]
    untold = [split for split in splits if split.percent is None]
    left = sum(untold, start=Split())
    if untold and not min(left.part, left.rest) > len(untold) > 1:
        return None
    return sum(splits, start=Split()).percent


def percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def middle(values, digits: int) -> float | None:
    """The median; not that of one or two."""
    values = list(values)
    return round(float(median(values)), digits) if len(values) >= FEW else None
