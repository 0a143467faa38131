"""What edits have changed of a text, and how much of it."""

import re
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

# An edit of up to a tenth of the text leaves the votes on it as they are.
SMALL_EDIT = 0.1
WORD_AND_SPACE = re.compile(r"^\s+|\S+\s*")


def share_changed(before: str, after: str) -> float:
    """The share of characters to change, add or strike out to get from one text to the other, from 0 to 1.

    The Levenshtein distance divided by the length of the longer text.
    """
    return Levenshtein.normalized_distance(before, after)


def is_another_text(before: str, after: str) -> bool:
    """Whether so much was changed that an opinion on the one says less about the other."""
    return Levenshtein.normalized_distance(before, after, score_cutoff=SMALL_EDIT) > SMALL_EDIT


def merged(text: str, one: str, other: str) -> str | None:
    """The text with the changes of both its later states; None where both changed the same words."""
    words = WORD_AND_SPACE.findall(text)
    changes = sorted({*changes_to(words, one), *changes_to(words, other)})
    if any(later.start < earlier.end or later[:2] == earlier[:2] for earlier, later in pairwise(changes)):
        return None
    for change in reversed(changes):
        words[change.start : change.end] = change.words
    return "".join(words)


class Change(NamedTuple):
    """Other words in the place of those from `start` up to `end`."""

    start: int
    end: int
    words: tuple[str, ...]


def changes_to(words: list[str], after: str) -> list[Change]:
    """What makes the later text of these words; neighbouring changes are one."""
    then, found = WORD_AND_SPACE.findall(after), []
    for kind, start, end, new_start, new_end in Levenshtein.opcodes(words, then):
        if kind != "equal":
            change = Change(start, end, tuple(then[new_start:new_end]))
            if found and found[-1].end == start:
                last = found.pop()
                change = Change(last.start, end, (*last.words, *change.words))
            found.append(change)
    return found
