"""What members can contribute: for each kind its form, its rules, and what becomes of it.

A kind's handler is found by name, so that models can be imported before forms.
"""

import random
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

HANDLERS = {
    "trivia": "catalog.contributing.facts.Trivia",
    "goof": "catalog.contributing.facts.Goof",
    "quote": "catalog.contributing.facts.Quote",
    "crazy_credit": "catalog.contributing.facts.CrazyCredit",
    "alternate_version": "catalog.contributing.facts.AlternateVersion",
    "parents_guide": "catalog.contributing.facts.ParentsGuide",
    "storyline": "catalog.contributing.plots.StorylineHandler",
    "outline": "catalog.contributing.plots.OutlineHandler",
    "credit": "catalog.contributing.named_rows.CreditHandler",
    "alternative_title": "catalog.contributing.rows.AlternativeTitleHandler",
    "connection": "catalog.contributing.named_rows.ConnectionHandler",
    "soundtrack": "catalog.contributing.rows.SoundtrackHandler",
    "filming_location": "catalog.contributing.rows.FilmingLocationHandler",
    "release": "catalog.contributing.rows.ReleaseHandler",
    "certificate": "catalog.contributing.rows.CertificateHandler",
    "picture": "catalog.contributing.picture.PictureHandler",
}

_chance = random.SystemRandom()


class Changed(Exception):  # noqa: N818 (an answer, not a fault)
    """Somebody else has amended, withdrawn or decided the contribution since it was looked at."""

    def __init__(self, contribution):
        super().__init__(f"This contribution has changed: {contribution.get_state_display().lower()}.")
        self.contribution = contribution


@cache
def handler_of(kind: str):
    return import_string(HANDLERS[kind])()


def is_trusted(member) -> bool:
    """Whether what this member sends is published without waiting for an editor."""
    from catalog.contributing import trust

    return trust.is_trusted(member)


def is_drawn() -> bool:
    """Whether this one of the contributions published directly is to be looked at by an editor: one in so many."""
    return _chance.randrange(settings.SAMPLE_ONE_IN) == 0


def tell(contribution):
    """Tell the contributor what has been decided."""
    from catalog.contributing import news

    news.tell(contribution)
