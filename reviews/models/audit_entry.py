from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator

SUBJECT_LENGTH = 300


class AuditEntryManager(models.Manager):
    def record(self, actor, action, target, *, decision=None):
        """Write down, in the current transaction, who did what to which text."""
        subject = Truncator(str(target)).chars(SUBJECT_LENGTH)
        return self.create(actor=actor, action=action, subject=subject, decision=decision)


class AuditEntry(models.Model):
    """One line of the record of what was done to other people's texts. The database refuses to change or delete it."""

    happened_at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    action = models.CharField(max_length=20)
    decision = models.ForeignKey("Decision", models.PROTECT, null=True, related_name="audit_entries")
    subject = models.CharField(max_length=SUBJECT_LENGTH)

    objects = AuditEntryManager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "audit entries"

    def __str__(self):
        return f"{self.happened_at:%Y-%m-%d %H:%M} {self.actor}: {self.action} {self.subject}"
