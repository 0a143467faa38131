"""How far members are known here: by how long, by how much of theirs stands, by what was held against them."""

from datetime import timedelta
from enum import IntEnum

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from catalog.models import Storyline, TriviaItem
from reviews import models

# Who has been here for less, or written less that others can read, is new.
KNOWN_AFTER = timedelta(days=7)
KNOWN_CONTRIBUTIONS = 3
# Who has been here for so long, written so much, and had nothing held against them in these days is trusted.
TRUSTED_AFTER = timedelta(days=30)
TRUSTED_CONTRIBUTIONS = 10
BLAMELESS = timedelta(days=90)
# So long what one moderator alone has decided takes no trust away where the same one would do more.
BY_ONE_ALONE = timedelta(days=1)


class Standing(IntEnum):
    NEWCOMER = 0
    MEMBER = 1
    TRUSTED = 2


def standings(members) -> dict[int, Standing]:
    """The standing of each of these members, given by their ids; in two queries, however many there are."""
    now = timezone.now()
    found = User.objects.filter(pk__in=members).annotate(standing_texts=standing_texts())
    blamed = set(held_against(members).filter(decided_at__gt=now - BLAMELESS).values_list("author", flat=True))
    return {member.pk: standing_of(now - member.date_joined, member, blamed) for member in found}


def standing_of(age, member, blamed) -> Standing:
    if age < KNOWN_AFTER or member.standing_texts < KNOWN_CONTRIBUTIONS:
        return Standing.NEWCOMER
    if age < TRUSTED_AFTER or member.standing_texts < TRUSTED_CONTRIBUTIONS or member.pk in blamed:
        return Standing.MEMBER
    return Standing.TRUSTED


def is_trusted(member, but_for=None) -> bool:
    """Here for 30 days, with 10 texts that stand, and nothing upheld against any of theirs in 90 days.

    `but_for` is a moderator: what that one alone has decided within a day does not count then. Else whoever removes a
    text, or warns its author, could suspend anybody next without a second moderator.
    """
    if but_for is None:
        return standings([member.pk])[member.pk] == Standing.TRUSTED
    now = timezone.now()
    known = User.objects.annotate(standing_texts=standing_texts()).get(pk=member.pk)
    held = held_against([member.pk]).filter(decided_at__gt=now - BLAMELESS)
    alone = held.filter(moderator=but_for, second=None, decided_at__gt=now - BY_ONE_ALONE)
    known.standing_texts += alone.filter(action__in=models.Decision.TAKES_AWAY).count()
    blamed = {member.pk} if held.exclude(pk__in=alone.values("pk")).exists() else set()
    return standing_of(now - known.date_joined, known, blamed) == Standing.TRUSTED


def standing_texts():
    """How many texts of a member others can read, for a query of members."""
    reviews = number(models.Review.objects.published(), "author")
    facts = number(TriviaItem.objects.published(), "contributor")
    storylines = number(Storyline.objects.published(), "author")
    return reviews + facts + storylines


def number(texts, author):
    by_author = texts.filter(**{author: OuterRef("pk")}).order_by().values(author).annotate(number=Count("pk"))
    return Coalesce(Subquery(by_author.values("number")), 0)


def held_against(members):
    """The decisions that stand against these members, the pauses of their reporting among them."""
    held = [*models.Decision.UPHOLDS, models.Decision.Action.PAUSE]
    return models.Decision.objects.standing().filter(author__in=members, action__in=held)
