from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator

from reviews import chain

SUBJECT_LENGTH = 300


class AuditEntryManager(models.Manager):
    def record(self, actor, action, subject, *, case=None, decision=None, details=""):
        """Write down, in the current transaction, who did what; without an actor, what the site did by itself.

        Call it last: until the transaction ends, nobody else writes an entry.
        """
        # The head stands since the first migration; where tables were emptied, the chain begins anew.
        head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1)
        entry = self.model(
            seq=head.seq + 1,
            actor=actor,
            action=action,
            subject=Truncator(str(subject)).chars(SUBJECT_LENGTH),
            case=case,
            decision=decision,
            details=details,
            previous=head.digest,
        )
        entry.digest = chain.digest_of(entry)
        entry.save(force_insert=True)
        AuditHead.objects.update(seq=entry.seq, digest=entry.digest)
        return entry


class AuditEntry(models.Model):
    """One line of the record of what was done to other people's texts. The database refuses to change or delete it.

    Each carries a digest of itself and of the one before, so that a change made past the database shows
    (`manage.py verify_audit`).
    """

    seq = models.PositiveBigIntegerField(unique=True)
    happened_at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=20)
    case = models.ForeignKey("Case", models.PROTECT, null=True, related_name="audit_entries")
    decision = models.ForeignKey("Decision", models.PROTECT, null=True, related_name="audit_entries")
    subject = models.CharField(max_length=SUBJECT_LENGTH)
    details = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = AuditEntryManager()

    class Meta:
        ordering = ["-seq"]
        verbose_name_plural = "audit entries"

    def __str__(self):
        return f"{self.happened_at:%Y-%m-%d %H:%M} {self.actor or 'the site'}: {self.action} {self.subject}"


class AuditHead(models.Model):
    """The end of the chain: a single row, held while an entry is added, so that entries follow one another."""

    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=chain.START)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_audit_head")]

    def __str__(self):
        return f"Audit chain up to {self.seq}"
