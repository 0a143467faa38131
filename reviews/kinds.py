"""What kinds of things a case can be about, and what each is called."""

from django.db import models


class Kind(models.TextChoices):
    """As the queue and the public figures name it."""

    REVIEW = "review", "Reviews"
    TRIVIA = "trivia", "Trivia"
    GOOF = "goof", "Goofs"
    QUOTE = "quote", "Quotes"
    CRAZY_CREDIT = "crazy_credit", "Crazy credits"
    ALTERNATE_VERSION = "alternate_version", "Alternate versions"
    PARENTS_GUIDE = "parents_guide", "Parents guide"
    STORYLINE = "storyline", "Storylines"
    POSTER = "poster", "Posters"
    PICTURE = "picture", "Pictures"
    LIST = "list", "Lists"
    PROFILE = "profile", "Public pages of members"
    REPORTING = "reporting", "Use of reports"


# What one of them is called, and how it goes on to the film (or the member).
WORDS = {
    Kind.REVIEW: ("review", "of"),
    Kind.TRIVIA: ("piece of trivia", "about"),
    Kind.GOOF: ("goof", "in"),
    Kind.QUOTE: ("quote", "from"),
    Kind.CRAZY_CREDIT: ("crazy credit", "of"),
    Kind.ALTERNATE_VERSION: ("alternate version", "of"),
    Kind.PARENTS_GUIDE: ("note for parents", "on"),
    Kind.STORYLINE: ("storyline", "of"),
    Kind.POSTER: ("poster", "of"),
    Kind.PICTURE: ("picture", "of"),
    Kind.LIST: ("list", "by"),
    Kind.PROFILE: ("public page", "of"),
    Kind.REPORTING: ("reports", "by"),
}

FACTS = [Kind.TRIVIA, Kind.GOOF, Kind.QUOTE, Kind.CRAZY_CREDIT, Kind.ALTERNATE_VERSION, Kind.PARENTS_GUIDE]
# What editors decide: it is the catalogue's.
OF_EDITORS = [*FACTS, Kind.STORYLINE, Kind.POSTER, Kind.PICTURE]
# What has no spoiler warning: it is looked at, or of no one film.
NEVER_COVERED = [Kind.POSTER, Kind.PICTURE, Kind.LIST, Kind.PROFILE]
