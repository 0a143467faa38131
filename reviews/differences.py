"""Two states of a text side by side: paragraph by paragraph, and within a paragraph word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from rapidfuzz.distance import Indel, Levenshtein

from reviews.text import BLANK_LINE

# In scripts without spaces every letter is a word, a Thai one with the marks above and below it.
UNSPACED = "\u0e00-\u0e7f\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
WORD = rf"(?:[{UNSPACED}][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*|[^\s{UNSPACED}]+)"
# With the space around it, so that lines stay as they are; the space alone is no difference.
WORD_AND_SPACE = re.compile(rf"^\s*{WORD}\s*|{WORD}\s*")
PARAGRAPH_END = "\n\n"
# Where a paragraph was cut in two, or two were joined.
MARKED_END = f"¶{PARAGRAPH_END}"

# Up to so many pairs of words the better comparison is used, which takes memory for each: 12 MB at most.
MOST_PAIRS = 10_000**2
# More paragraphs than these nobody reads beside each other: then the texts stand there whole.
MOST_ROWS = 500

# A word of the earlier text and the same one of the later; None where it went or came.
Pair = tuple[str | None, str | None]


@dataclass(frozen=True)
class Row:
    """What stood in a paragraph, with what went as <del>, and what stands there, with what came as <ins>; escaped."""

    before: SafeString
    after: SafeString
    is_changed: bool


@dataclass(frozen=True)
class Step:
    """Words that stay, or some that went and others that came in their place."""

    stays: bool
    old: str
    new: str

    def __add__(self, other):
        return Step(self.stays and other.stays, self.old + other.old, self.new + other.new)

    def __len__(self):
        return max(len(self.old), len(self.new))


def difference(before: str, after: str) -> tuple[SafeString, SafeString]:
    """The whole earlier text with what went marked, the whole later one with what came."""
    whole = _as_one(rows(before, after))
    return whole.before, whole.after


def rows(before: str, after: str) -> list[Row]:
    """The two texts, each paragraph beside what became of it; one side is empty where a paragraph came or went."""
    found = [_row(pairs) for pairs in _paragraphs(_tokens(before), _tokens(after)) if pairs]
    return found if len(found) <= MOST_ROWS else [_as_one(found)]


def _as_one(found: list[Row]) -> Row:
    sides = (row.before for row in found), (row.after for row in found)
    return Row(*map(_joined, sides), is_changed=any(row.is_changed for row in found))


def _joined(paragraphs) -> SafeString:
    return format_html_join(PARAGRAPH_END, "{}", ((paragraph,) for paragraph in paragraphs if paragraph))


def _tokens(text: str) -> list[str]:
    """Its words, with a mark behind the last one of each paragraph."""
    return [token for part in BLANK_LINE.split(text) for token in (*WORD_AND_SPACE.findall(part), PARAGRAPH_END)]


def _pairs(old: list[str], new: list[str]) -> Iterator[Pair]:
    compare = Indel if len(old) * len(new) <= MOST_PAIRS else Levenshtein
    bare = [[word.strip() for word in words] for words in (old, new)]
    for kind, old_from, old_to, new_from, new_to in compare.opcodes(*bare):
        if kind == "equal":
            yield from zip(old[old_from:old_to], new[new_from:new_to], strict=True)
        else:
            yield from ((word, None) for word in old[old_from:old_to])
            yield from ((None, word) for word in new[new_from:new_to])


def _paragraphs(old: list[str], new: list[str]) -> Iterator[list[Pair]]:
    """The pairs, cut where a paragraph ends in both texts, or in one while the other stands between two."""
    found, read = [], [0, 0]

    def stands_between(side, text):
        return text[read[side] : read[side] + 1] in ([], [PARAGRAPH_END]) or not any(pair[side] for pair in found)

    for pair in _pairs(old, new):
        read = [number + (word is not None) for number, word in zip(read, pair, strict=True)]
        if PARAGRAPH_END not in pair:
            found.append(pair)
        elif None not in pair or stands_between(pair.index(None), (old, new)[pair.index(None)]):
            yield found
            found = []
        else:
            found.append(tuple(word and MARKED_END for word in pair))


def _row(pairs: list[Pair]) -> Row:
    steps = []
    for stays, group in groupby(pairs, lambda pair: None not in pair):
        old, new = ("".join(filter(None, words)) for words in zip(*group, strict=True))
        steps.append(Step(stays, old, new))
    steps = _without_islands(steps)
    return Row(
        before=_marked("del", ((step.stays, step.old) for step in steps)),
        after=_marked("ins", ((step.stays, step.new) for step in steps)),
        is_changed=not all(step.stays for step in steps),
    )


def _without_islands(steps: list[Step]) -> list[Step]:
    """The same, with a few words that stay between more that change counted as changed: so it can be read."""
    kept = []
    for step in steps:
        if len(kept) > 1 and kept[-1].stays and len(kept[-1]) <= min(len(kept[-2]), len(step)):
            island, before = kept.pop(), kept.pop()
            step = before + island + step
        kept.append(step)
    return kept


def _marked(tag: str, pieces) -> SafeString:
    marks = (words if stays else format_html("<{0}>{1}</{0}>", tag, words) for stays, words in pieces if words)
    return format_html_join("", "{}", ((mark,) for mark in marks))
