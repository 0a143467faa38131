from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone


class EditLockManager(models.Manager):
    def on(self, row):
        """The lock that a film's or a person's page is under now, or None."""
        return self.filter(**{row._meta.model_name: row.pk}, ended_at=None).select_related("by").first()

    def refuse_locked(self, *rows):
        """Raises ValidationError, with since when and why, where one of these films or people is locked."""
        for row in rows:
            if lock := self.on(row):
                raise ValidationError(f"{row} is locked against changes since {lock.begun_at:%-d %B %Y}: {lock.reason}")

    @transaction.atomic
    def begin(self, row, *, by, reason):
        """Keep a page as it is until somebody ends the lock. Raises ValidationError where it is locked already."""
        row.lock()
        self.refuse_locked(row)
        return self.create(**{row._meta.model_name: row}, by=by, reason=reason)


class EditLock(models.Model):
    """Who keeps a film's or a person's page from being changed, and why; over when `ended_at` says so.

    Nobody contributes to, disputes or edits what is locked; an editor who thinks better of it ends the lock first.
    """

    film = models.ForeignKey("Film", models.CASCADE, null=True, blank=True, related_name="edit_locks")
    person = models.ForeignKey("Person", models.CASCADE, null=True, blank=True, related_name="edit_locks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = EditLockManager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(film__isnull=False, person=None) | Q(film=None, person__isnull=False),
                name="lock_of_a_film_or_a_person",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="lock_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="lock_ended_by_somebody",
            ),
            models.UniqueConstraint(fields=["film"], condition=Q(ended_at=None), name="one_lock_per_film"),
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_lock_per_person"),
        ]

    def __str__(self):
        return f"Lock of {self.film or self.person}"

    def end(self, *, by):
        EditLock.objects.filter(pk=self.pk, ended_at=None).update(ended_at=timezone.now(), ended_by=by)
