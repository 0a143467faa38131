"""How much of a text an edit has changed."""

from rapidfuzz.distance import Levenshtein

# An edit of up to a tenth of the text leaves the votes on it as they are.
SMALL_EDIT = 0.1


def share_changed(before: str, after: str) -> float:
    """The share of characters to change, add or strike out to get from one text to the other, from 0 to 1.

    The Levenshtein distance divided by the length of the longer text.
    """
    return Levenshtein.normalized_distance(before, after)


def is_another_text(before: str, after: str) -> bool:
    """Whether so much was changed that an opinion on the one says less about the other."""
    return Levenshtein.normalized_distance(before, after, score_cutoff=SMALL_EDIT) > SMALL_EDIT
