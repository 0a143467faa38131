"""What members contribute: as it waits for an editor, and whatever comes after."""

from django.utils import timezone

from catalog.models import Contribution
from tests import make

ROAD = "The road in the last scene was built for the film, and people still drive on it."
FACT = {"text": ROAD, "has_spoilers": False, "minute": None, "film_version": ""}
LINE = {"speaker": "Ann", "text": "Is it far?", "credit": None}
VALUES = {
    "trivia": FACT,
    "goof": {
        **FACT,
        "text": "Ann wears a watch, and a moment later she does not.",
        "goof_type": "continuity",
        "is_sure": True,
    },
    "quote": {key: FACT[key] for key in ("has_spoilers", "minute", "film_version")} | {"lines": [LINE]},
    "crazy_credit": {**FACT, "text": "The dog is thanked by name, below the mayor of the town."},
    "alternate_version": {**FACT, "text": "The version for television leaves out the scene at the inn."},
    "parents_guide": {
        **FACT,
        "text": "Two men fight with knives, and one of them bleeds.",
        "guide_category": "violence",
    },
    "storyline": {"text": "Ann walks on. " * 20 + "She arrives.", "has_spoilers": False},
    "outline": {"text": "A woman walks from one end of the country to the other, and back."},
    "alternative_title": {"title": "Die lange Straße", "country": "", "language": "", "attribute": ""},
    "filming_location": {"place": "Harlech, Wales", "as_place": ""},
}


def drafted(film, contributor=None, kind="trivia", **values):
    """What a member has begun, and not sent."""
    return Contribution.objects.create(
        film=film, contributor=contributor or make.member(), kind=kind, values=VALUES[kind] | values
    )


def sent(film, contributor=None, kind="trivia", source="", **values):
    """What waits for an editor, or is published at once where its contributor is trusted."""
    contribution = drafted(film, contributor, kind, **values)
    contribution.source = source
    contribution.save()
    contribution.send()
    return contribution


def decided(contributor, by, accepted=0, declined=0):
    """So many contributions on which an editor has decided, as rows of the past; nothing has come of them."""
    film = make.film("The Shelf")
    states = ["accepted"] * accepted + ["declined"] * declined
    now = timezone.now()
    fields = {"film": film, "contributor": contributor, "sent_at": now, "decided_by": by, "decided_at": now}
    Contribution.objects.bulk_create(
        Contribution(
            kind="trivia", values=FACT, state=state, decision_reason="Known." * (state == "declined"), **fields
        )
        for state in states
    )
