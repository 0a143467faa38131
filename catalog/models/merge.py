from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

UNDO_DAYS = 30


class MergeQuerySet(models.QuerySet):
    def forget_due(self) -> int:
        """Merges that can no longer be undone need not remember whose rows went where; returns how many forgot."""
        over = self.filter(at__lt=timezone.now() - timedelta(days=UNDO_DAYS)).exclude(moved={})
        return over.update(moved={})


class Merge(models.Model):
    """Two rows were one film, or one person: everything of `gone` went to `kept`, and its address leads there.

    What was moved is written down, so that it can be undone for 30 days.
    """

    film = models.ForeignKey("Film", models.CASCADE, null=True, blank=True, related_name="merges_into")
    gone_film = models.ForeignKey("Film", models.CASCADE, null=True, blank=True, related_name="merges")
    person = models.ForeignKey("Person", models.CASCADE, null=True, blank=True, related_name="merges_into")
    gone_person = models.ForeignKey("Person", models.CASCADE, null=True, blank=True, related_name="merges")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.CharField(max_length=200, blank=True)
    moved = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(film__isnull=False, gone_film__isnull=False, person=None, gone_person=None)
                | Q(film=None, gone_film=None, person__isnull=False, gone_person__isnull=False),
                name="merge_of_two_films_or_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(film=F("gone_film")) & ~Q(person=F("gone_person")), name="nothing_merges_with_itself"
            ),
        ]

    def __str__(self):
        return f"{self.gone} merged into {self.kept}"

    @property
    def kept(self):
        return self.film or self.person

    @property
    def gone(self):
        return self.gone_film or self.gone_person

    @property
    def undo_until(self):
        return self.at + timedelta(days=UNDO_DAYS)

    @property
    def can_be_undone(self):
        return self.undone_at is None and timezone.now() < self.undo_until
