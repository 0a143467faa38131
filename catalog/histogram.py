"""What follows from how many members gave 1, 2, ... 10."""

from bisect import bisect_right
from itertools import accumulate
from math import sqrt


def percentages(counts: list[int]) -> list[int]:
    """Whole percentages of each count, which add up to exactly 100 (all 0 where nothing was counted).

    Largest remainder method: everybody gets their share rounded down, and what is left goes to the largest remainders.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    shares = [count * 100 // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda index: (-(counts[index] * 100 % total), index))
    for index in by_remainder[: 100 - sum(shares)]:
        shares[index] += 1
    return shares


def bars(counts: list[int]) -> list[dict]:
    """The bars of a rating histogram, from 10 down to 1: value, count, percentage, and length against the longest."""
    longest = max(counts) or 1
    shares = percentages(counts)
    return [
        {
            "value": value,
            "count": counts[value - 1],
            "percent": shares[value - 1],
            "length": counts[value - 1] * 100 // longest,
        }
        for value in range(10, 0, -1)
    ]


def mean(counts: list[int]) -> float:
    return sum(value * count for value, count in enumerate(counts, start=1)) / sum(counts)


def median(counts: list[int]) -> float:
    """The rating in the middle when all stand in order; of an even number the mean of the two in the middle."""
    ends, total = list(accumulate(counts)), sum(counts)
    low, high = (bisect_right(ends, place) + 1 for place in ((total - 1) // 2, total // 2))
    return (low + high) / 2


def spread(counts: list[int]) -> float:
    """The standard deviation: 0 where everybody agrees, 4.5 where one half gives 10 and the other half 1."""
    centre = mean(counts)
    return sqrt(sum(count * (value - centre) ** 2 for value, count in enumerate(counts, start=1)) / sum(counts))
