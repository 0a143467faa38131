"""Builders for what members think of facts: disputes, answers to "Is this interesting?", severities."""

from catalog.models import Dispute, SeverityVote
from tests import make

WORDS = "The road is in England, as the signs say."
SOURCE = "The map in the museum of Long Road."


def dispute(fact, by=None, words=WORDS, source=SOURCE):
    return Dispute.objects.file(fact, by or make.member(), words=words, source=source)


def decided(of_dispute, outcome="corrected", by=None, reason="The map says so.", text="The road is in England."):
    """The dispute, decided by an editor; a correction makes the fact say this text."""
    changes = {"text": text} if outcome != "kept" else {}
    editor = by or make.editor(f"editor{of_dispute.pk}")
    of_dispute.decide(outcome, by=editor, reason=reason, changes=changes)
    return of_dispute


def answered(fact, interesting=0, dull=0):
    """The fact, with so many answers to "Is this interesting?"."""
    for answer in [True] * interesting + [False] * dull:
        fact.record_interest(make.member(), answer)
    return fact


def severities(film, category, *votes):
    """So many members have voted on a category of the film's parents guide."""
    for severity in votes:
        SeverityVote.objects.record(film, make.member(), category, severity)
