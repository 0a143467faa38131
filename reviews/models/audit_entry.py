from django.conf import settings
from django.db import models
from django.utils import timezone


class AuditEntry(models.Model):
    """One line of the record of what was done to other people's texts. The database refuses to change or delete it."""

    happened_at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    action = models.CharField(max_length=20)
    decision = models.ForeignKey("Decision", models.PROTECT, null=True, related_name="audit_entries")
    subject = models.CharField(max_length=300)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "audit entries"

    def __str__(self):
        return f"{self.happened_at:%Y-%m-%d %H:%M} {self.actor}: {self.action} {self.subject}"
