from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from reviews.models.audit_entry import AuditEntry

# How long a claim lasts from its last use.
LEASE = timedelta(minutes=30)


class Claimed(Exception):  # noqa: N818 (an answer, not a fault)
    """Somebody else is at the case; `case` says who and until when."""

    def __init__(self, case):
        super().__init__(f"{case.claimed_by} is deciding this case.")
        self.case = case


class Claimable(models.Model):
    """A case as something one moderator is at: `claimed_by`, for half an hour from the last use."""

    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="claimed_cases"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def claimant(self):
        """Who is at the case now; None where nobody is."""
        return self.claimed_by if self.claimed_until and self.claimed_until > timezone.now() else None

    @transaction.atomic
    def claim(self, moderator, *, take_over=False):
        """Take the case for half an hour from now, or go on with it.

        Raises Claimed where somebody else is at it (a senior moderator may take it over), PermissionDenied where it is
        not this moderator's to decide, ValidationError where it is closed.
        """
        case = type(self).objects.select_for_update(of=("self",)).select_related("claimed_by").get(pk=self.pk)
        if not case.can_be_decided_by(moderator):
            raise PermissionDenied("Nobody decides on their own text or their own report.")
        if not case.is_open:
            raise ValidationError("This case is closed; there is nothing to claim.")
        if case.claimant not in {None, moderator}:
            if not (take_over and moderator.has_perm("reviews.take_over_claim")):
                raise Claimed(case)
            AuditEntry.objects.record(moderator, "take over claim", case.reference, case=case)
        case._set_claim(moderator, timezone.now() + LEASE)
        self.refresh_from_db(fields=["claimed_by", "claimed_until"])

    @transaction.atomic
    def hand_back(self, moderator):
        """Give up one's claim."""
        mine = type(self).objects.filter(pk=self.pk, claimed_by=moderator)
        if mine.update(claimed_by=None, claimed_until=None):
            self.refresh_from_db(fields=["claimed_by", "claimed_until"])

    def _set_claim(self, moderator, until):
        self.claimed_by, self.claimed_until = moderator, until
        self.save(update_fields=["claimed_by", "claimed_until"])
