"""The languages a review can be written in, and which of them a text is in."""

import re
from collections import Counter
from threading import Lock

from gcld3 import NNetLanguageIdentifier

from filmsite.languages import LANGUAGES
from reviews.text import MARK

__all__ = ["LANGUAGES", "detect"]

CODES = {code for code, _ in LANGUAGES}
# Malay is not offered, and the detector is seldom sure which of the two it reads; they are written almost alike.
OTHER_CODES = {"iw": "he", "ms": "id"}
# Not words: addresses, and what the detector stops at or refuses, control characters and halves of surrogate pairs.
NOISE = re.compile(r"https?://\S+|[\x00-\x1f\x7f-\x9f\ud800-\udfff]", re.IGNORECASE)
KANA = re.compile("[\u3040-\u30ff]")

FEWEST_CHARACTERS = 20
PART = 250
MOST_PARTS = 20
# How sure the detector has to be of a piece of text, and how much of a text has to be in one language.
SURE = 0.7
SURE_OF_TWINS = 0.5
SHARE = 0.7

# Small (3 MB, a few milliseconds), so it is there from the start. It is not made for two threads at once.
detector = NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=4 * PART)
one_at_a_time = Lock()


def detect(text: str) -> str | None:
    """The language a text is written in, as one of LANGUAGES; None where that cannot be told with confidence.

    A text is read in parts, at most twenty of them spread over a long one, and at least 70 % of what is read has to be
    in the same language: a quoted line in another changes nothing, half a text does. Very short texts, numbers, noise
    and languages that are not offered are None.
    """
    bare = " ".join(NOISE.sub(" ", MARK.sub("", text)).split())
    shares = Counter()
    for part in _parts(bare):
        shares.update(_shares(part))
    read = sum(shares.values())
    if read < FEWEST_CHARACTERS:
        return None
    language, share = shares.most_common(1)[0]
    return language if language in CODES and share >= SHARE * read else None


def _parts(text) -> list[str]:
    """The text in parts of equal length, or some of them, evenly spread."""
    number = max(1, round(len(text) / PART))
    length = -(-len(text) // number) or 1
    starts = range(0, len(text), length)
    return [text[start : start + length] for start in starts[:: -(-len(starts) // MOST_PARTS) or 1]]


def _shares(part) -> dict[str, float]:
    """How many characters of the part are in which language, under "" where that is not sure; digits are in none."""
    with one_at_a_time:
        found = detector.FindTopNMostFreqLangs(part, 3)
    shares = Counter()
    for result in found:
        language = OTHER_CODES.get(result.language, result.language)
        is_sure = result.probability >= (SURE_OF_TWINS if language == "id" else SURE)
        # "ja" is also what the detector says where it sees nothing it knows.
        if not is_sure or (language == "ja" and not KANA.search(part)):
            language = ""
        shares[language] += result.proportion * len(part)
    return shares
