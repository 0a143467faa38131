"""Whether a text is its writer's own, and more than one thing said over and over.

Two texts are compared by their shingles, the runs of seven words that stand in them: a few words changed here and there
leave most of the runs as they were, while two people who write about the same film hardly ever share one. Texts come
here as accounts/text.py leaves them.
"""

import re
import unicodedata
from collections import Counter
from hashlib import blake2b

from reviews.text import MARK, excerpt

WORDS_PER_SHINGLE = 7
# A text that shares so much of itself with somebody else's is shown to a moderator.
SUSPICIOUS_OVERLAP = 0.6
# Shorter texts are not compared: there are only so many ways to say little.
FEWEST_WORDS = 40
# One shingle in so many is kept for looking up.
SAMPLED = 4

# Thai, Japanese and Chinese are written without spaces; two of their characters stand for a word.
UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
CHARACTERS_PER_WORD = 2
APOSTROPHES = frozenset("'’‘")

OWN_WORDS = "Say what the film did to you, in words of your own."


def shingles(text: str) -> set[int]:
    """The runs of seven words, each as a number of 64 bits with a sign, the same on every machine and every day.

    Capitals, punctuation and spoiler marks make no difference, accents do. Where most of the letters are Thai, Japanese
    or Chinese, every fourteen characters in a row are a run: what stands between two spaces there is no word, and where
    a word ends only a dictionary could tell.
    """
    return _hashes(*_units(text))


def prints(text: str) -> list[int]:
    """The shingles by which other texts find this one: about a quarter, and none of a text too short to compare.

    Which are kept depends on the shingle alone, so what two texts share is kept of both or of neither.
    """
    units, length = _units(text)
    if len(units) * WORDS_PER_SHINGLE < FEWEST_WORDS * length:
        return []
    return sorted(shingle for shingle in _hashes(units, length) if shingle % SAMPLED == 0)


def overlap(text: str, other: str) -> float:
    """The share of the text's shingles that stand in the other text too, from 0 to 1."""
    own = shingles(text)
    return len(own & shingles(other)) / len(own) if own else 0.0


def padding(text: str) -> str | None:
    """What to tell the writer of a text that is one thing over and over; None for what anybody would write in earnest.

    It says nothing about a single long "word", nor about a language.
    """
    if complaint := _repeated_line(text):
        return complaint
    words = _words(text)
    number, different = len(words), len(set(words))
    if number >= 20 and different == 1:
        return f"This is one word over and over. {OWN_WORDS}"
    if number >= 20 and different <= 3:
        return f"These are {different} words over and over. {OWN_WORDS}"
    if number >= 40 and different < 0.15 * number:
        return f"Among these {number} words only {different} are different. {OWN_WORDS}"
    return None


def _repeated_line(text) -> str | None:
    """The complaint about the line that stands there most often, where such lines are more than half of the text."""
    lines = [(line, tuple(_words(line))) for line in MARK.sub("", text).splitlines()]
    times = Counter(words for _, words in lines)
    repeated = {words: number for words, number in times.items() if number >= 4 and len(words) >= 3}
    all_words = sum(len(words) for _, words in lines)
    if 2 * sum(len(words) * number for words, number in repeated.items()) <= all_words:
        return None
    worst = max(repeated, key=repeated.get)
    shown = next(line for line, words in lines if words == worst)
    return f"The line “{excerpt(shown, 60)}” stands there {repeated[worst]} times. Say it once, then say more."


def _units(text) -> tuple[list[str], int]:
    """What runs are made of, words or characters, and how many of them make a run."""
    words = _words(text)
    characters = "".join(words)
    if 2 * len(UNSPACED.findall(characters)) > len(characters):
        return list(characters), WORDS_PER_SHINGLE * CHARACTERS_PER_WORD
    return words, WORDS_PER_SHINGLE


def _hashes(units, length) -> set[int]:
    runs = {" ".join(units[start : start + length]) for start in range(len(units) - length + 1)}
    return {int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), signed=True) for run in runs}


def _words(text) -> list[str]:
    bare = MARK.sub("", text).casefold()
    return bare.translate({ord(character): _part(character) for character in set(bare)}).split()


def _part(character) -> str | None:
    """What a character is in a word: itself, if it is a letter, an accent or a digit; nothing, or the end of the word.

    Apostrophes and what cannot be seen are nothing, so that neither makes a copied word another one.
    """
    kind = unicodedata.category(character)
    if kind[0] in "LMN":
        return character
    return None if character in APOSTROPHES or kind == "Cf" else " "
