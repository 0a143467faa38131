from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(ended_at=None)


class Proposal(models.Model):
    """A heavy decision that a moderator has taken and that waits for a second one; until then nothing has happened.

    `terms` is what Case.decide takes besides the action. The database holds that the second moderator is another one,
    unless the site has none (`alone`).
    """

    class Why(models.TextChoices):
        TRUSTED = "trusted", "It suspends a trusted member"
        MANY = "many", "It removes more than 20 texts within an hour"

    case = models.ForeignKey("Case", models.PROTECT, related_name="proposals")
    action = models.CharField(max_length=12)
    terms = models.JSONField()
    why = models.CharField(max_length=10, choices=Why)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_confirmed = models.BooleanField(null=True)
    reason = models.TextField(max_length=1000, blank=True)
    alone = models.BooleanField(default=False, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_waiting_proposal_per_case"),
            models.CheckConstraint(
                condition=~Q(second=F("proposed_by")) | Q(alone=True) | Q(is_confirmed=False),
                name="second_moderator_is_another",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, second=None, is_confirmed=None)
                | Q(ended_at__isnull=False, second__isnull=False, is_confirmed__isnull=False),
                name="ended_proposal_says_by_whom",
            ),
        ]

    def __str__(self):
        return f"Proposal on case {self.case_id}: {self.action}"
