"""What facts about a film have to be like, whoever enters them; every refusal says what to do.

The forms of members and the admin check by these rules. Editors may decide otherwise where a rule misses the point.
"""

import re

from django.core.exceptions import ValidationError

from catalog.models import Credit, TriviaItem

FACT_LENGTHS = (15, 2000)
STORYLINE_LENGTHS = (240, 4000)
OUTLINE_AT_MOST = 239
QUOTE_LINES = 20

GoofType = TriviaItem.GoofType
# What can only be called wrong by somebody who says where the right answer stands.
NEEDS_SOURCE = {GoofType.FACTUAL, GoofType.ANACHRONISM, GoofType.GEOGRAPHY}

ADDRESS = re.compile(r"https?://|\bwww\.|\b[a-z0-9-]+\.(?:com|org|net|info|io|tv|co\.uk|de|fr)\b", re.IGNORECASE)
OPINION = re.compile(
    r"\W*(?:i (?:really |honestly |just )?(?:think|believe|feel|love|like|hate|guess|find)\b|in my (?:\w+ )?opinion\b|"
    r"imh?o\b|personally\b|if you ask me\b|to me,|for me,|honestly,)",
    re.IGNORECASE,
)
PRAISE = re.compile(
    r"\b(?:masterpiece|must[- ]see|brilliant|awesome|terrible|awful|boring|overrated|underrated|hilarious|stunning|"
    r"breathtaking|unforgettable|(?:best|worst|greatest) (?:film|movie)s?)\b",
    re.IGNORECASE,
)
ABOUT = re.compile(r"(?:this|the) (?:film|movie|picture) (?:is about|tells)\b|a (?:film|movie) about\b", re.IGNORECASE)
# Long enough to be a word and no abbreviation; so many of them in a row, or this share of all letters, is shouting.
SHOUTED = re.compile(r"[^\W\d_]{4,}")
SHOUTED_IN_A_ROW = 3
SHOUTED_SHARE = 0.6
LETTERS = 20

NO_ADDRESS = "Take the web address out of the text. If it is where you know this from, name it as the source."
NO_SHOUTING = "Write it in ordinary letters: capitals only where a name or a sentence begins."
NO_OPINION = "Leave out what you think of it, and say what anybody can check."
NO_PRAISE = "An outline says what happens, not how good it is. Leave out “{}”."
NO_TITLE = "Do not begin with the title: it stands above the outline. Begin with who does what."
NO_ABOUT = "Do not begin with “{}”. Begin with who does what."
SOURCE_NEEDED = "Say where the right answer can be found: a book, an address on the web. Only editors see it."
NAME_CHARACTER = "Call people by the names of their characters: write “{character}” and not “{actor}”."
ONE_LINE = "A quote has at least one line that somebody says."
TOO_MANY_LINES = "A quote has at most {} lines; there are {}. Keep the best of them."
TOO_MUCH_DIRECTION = "At most half of a quote may be stage directions. Shorten them, or leave some out."


def refuse_address(text: str):
    if ADDRESS.search(text):
        raise ValidationError(NO_ADDRESS, code="address")


def refuse_shouting(text: str):
    """Raise for three long words in capitals in a row, or for a text that is mostly capitals."""
    words = [word.isupper() for word in SHOUTED.findall(text)]
    rows = [all(words[start : start + SHOUTED_IN_A_ROW]) for start in range(len(words) - SHOUTED_IN_A_ROW + 1)]
    letters = [letter.isupper() for letter in text if letter.isalpha()]
    if any(rows) or (len(letters) >= LETTERS and sum(letters) > SHOUTED_SHARE * len(letters)):
        raise ValidationError(NO_SHOUTING, code="shouting")


def refuse_opinion(text: str):
    if OPINION.match(text):
        raise ValidationError(NO_OPINION, code="opinion")


PLAIN = [refuse_address, refuse_shouting, refuse_opinion]


def refuse_actors(text: str, film):
    """Raise for the full name of somebody of the cast where the name of their character is meant."""
    folded = text.casefold()
    cast = film.credits.filter(job=Credit.Job.ACTOR).exclude(character="").select_related("person")
    for credit in cast:
        actor, character = credit.person.name, credit.character
        plays_themselves = actor.casefold() in character.casefold() or character.casefold() in THEMSELVES
        is_named = re.search(rf"(?<!\w){re.escape(actor.casefold())}(?!\w)", folded)
        if " " in actor and is_named and not plays_themselves:
            raise ValidationError(NAME_CHARACTER.format(character=character, actor=actor), code="actor")


THEMSELVES = {"self", "himself", "herself", "themselves", "themself"}


def refuse_late(minute, film, film_version: str):
    """Raise for a minute after the end of the film; another version may run longer."""
    if minute is not None and film.runtime_minutes and minute > film.runtime_minutes and not film_version:
        raise ValidationError(
            f"The film runs for {film.runtime_minutes} minutes. Name the version if it is a longer one.", code="late"
        )


def refuse_unsourced(goof_type: str, source: str):
    if goof_type in NEEDS_SOURCE and not source.strip():
        raise ValidationError(SOURCE_NEEDED, code="source")


def refuse_lines(lines: list[tuple[str, str]]):
    """Raise for what is no quote: lines are pairs of a speaker, empty for a stage direction, and the words."""
    if len(lines) > QUOTE_LINES:
        raise ValidationError(TOO_MANY_LINES.format(QUOTE_LINES, len(lines)), code="lines")
    if not any(speaker for speaker, _ in lines):
        raise ValidationError(ONE_LINE, code="no_lines")
    directions = sum(len(words) for speaker, words in lines if not speaker)
    if 2 * directions > sum(len(words) for _, words in lines):
        raise ValidationError(TOO_MUCH_DIRECTION, code="directions")


def refuse_no_outline(text: str, film):
    """Raise for what does not begin as an outline does, or praises."""
    for title in {film.title, film.original_title} - {""}:
        if re.match(rf"\W*{re.escape(title)}(?!\w)", text, re.IGNORECASE):
            raise ValidationError(NO_TITLE, code="title")
    if found := ABOUT.match(text):
        raise ValidationError(NO_ABOUT.format(found[0]), code="about")
    if found := PRAISE.search(text):
        raise ValidationError(NO_PRAISE.format(found[0]), code="praise")
