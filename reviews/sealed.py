"""The texts that decisions were taken on: moderators open them for half an hour, and each look is on the record."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from reviews import models

OPEN_FOR = timedelta(minutes=30)


def can_look(case, moderator) -> bool:
    """Whoever decides such cases, but not the author of this one."""
    return moderator.pk != case.author_id and case.is_decidable_by(moderator)


@transaction.atomic
def look(case, moderator):
    """Open what is sealed to this moderator, and write down that they looked. Raises PermissionDenied."""
    if not can_look(case, moderator):
        raise PermissionDenied("This is not yours to look at.")
    models.AuditEntry.objects.record(moderator, "look", case.reference, case=case)


def is_open_to(case, moderator) -> bool:
    """Whether this moderator has opened it within the last half hour."""
    since = timezone.now() - OPEN_FOR
    looks = models.AuditEntry.objects.filter(action="look", case=case, actor=moderator, happened_at__gt=since)
    return looks.exists() and can_look(case, moderator)


def texts(case):
    """What the decisions of the case were taken on, oldest first."""
    return models.SealedText.objects.filter(decision__case=case).select_related("decision").order_by("pk")


def withheld(case):
    """The versions of the review that a decision keeps from everybody but its author, oldest first."""
    if not case.review_id:
        return models.Revision.objects.none()
    return case.review.revisions.exclude(withheld_by=None).select_related("withheld_by").in_order()
