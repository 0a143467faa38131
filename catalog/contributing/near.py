"""What says nearly the same: for a warning before it is sent, never for a refusal."""

import re

from rapidfuzz import fuzz

WORD = re.compile(r"\w+")
# Words that say nothing by themselves: two facts that share only these have nothing in common.
SMALL = frozenset(
    WORD.findall(
        """
        a about after again all also an and any are as at be been before being but by can could did do does film for
        from had has have he her his how i if in into is it its just me movie my no not of on one only or other out
        over scene seen shot she so some such than that the their them then there these they this to up very was we
        were what when where which while who will with would you your
        """
    )
)
# In percent, as rapidfuzz counts: of two texts, of two lines of a quote; tuned on the facts of the demo.
TEXTS, LINES = 65, 85
# Of the shorter text, in words that count: below that, all short texts look alike.
WORDS = 4
# A line of a quote that is shorter is said in many films and often.
LINE = 15
SHOWN = 3


def gist(text: str) -> str:
    return " ".join(word for word in WORD.findall(text.casefold()) if word not in SMALL)


def likeness(one: str, other: str) -> float:
    """How much of what the shorter of two gists says the other says too, from 0 to 100.

    The names of a film are in most of its facts, so what is only in one of them counts against it as well.
    """
    shorter = min(one, other, key=len)
    if len(shorter.split()) < WORDS:
        return 100.0 if one == other else 0.0
    return (fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 2


def near_texts(text: str, rows, text_of) -> list:
    """The rows that say nearly the same as the text, the likest first."""
    meant = gist(text)
    found = [(likeness(meant, gist(text_of(row))), row) for row in rows]
    return [row for score, row in sorted(found, key=lambda pair: -pair[0]) if score >= TEXTS][:SHOWN]


def near_quotes(lines: list[str], rows, lines_of) -> list:
    """The rows that have at least half of the lines of the shorter of both quotes; lines are spoken words."""
    found = []
    for row in rows:
        others = lines_of(row)
        shared = sum(any(is_same_line(line, other) for other in others) for line in lines)
        if shared and 2 * shared >= min(len(lines), len(others)):
            found.append((shared, row))
    return [row for _, row in sorted(found, key=lambda pair: -pair[0])][:SHOWN]


def is_same_line(one: str, other: str) -> bool:
    one, other = (" ".join(WORD.findall(line.casefold())) for line in (one, other))
    if min(len(one), len(other)) < LINE:
        return one == other
    return fuzz.ratio(one, other) >= LINES or fuzz.token_sort_ratio(one, other) >= LINES
