from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from reviews.models.case import Case


class AlreadyReported(Exception):
    """The member has an open report on this target."""


class ReportManager(models.Manager):
    @transaction.atomic
    def file(self, target, reporter, *, reason, details=""):
        """Report a review or a fact: open its case, or join the one that is open.

        Raises AlreadyReported when the member's earlier report on it still waits for a decision, PermissionDenied for
        what the member may not report.
        """
        if not target.can_be_reported_by(reporter):
            raise PermissionDenied("You cannot report this.")
        case = Case.objects.open_for(target)
        if case.reports.filter(reporter=reporter).exists():
            raise AlreadyReported
        return self.create(
            case=case, reporter=reporter, reason=reason, details=details, text_as_reported=target.plain_text()
        )


class Report(models.Model):
    """A member's claim that something on the site breaks the guidelines.

    It joins the one open case of its target and is settled when that case is decided; the link to the case is the only
    record of its state. A member has at most one report per case.
    """

    class Reason(models.TextChoices):
        SPOILER = "spoiler", "It gives away the story without a warning"
        SPAM = "spam", "Advertising or spam"
        ABUSE = "abuse", "Abuse of a person"
        PRIVATE = "private", "Private details of a person"
        COPIED = "copied", "Copied from elsewhere"
        OFF_TOPIC = "off_topic", "Not about the film"
        WRONG_FACT = "wrong_fact", "The fact is wrong"
        ILLEGAL = "illegal", "It is against the law"
        OTHER = "other", "Something else"

    # What a moderator cannot judge without being told more.
    NEEDS_DETAILS = {Reason.WRONG_FACT, Reason.ILLEGAL, Reason.OTHER}

    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason)
    details = models.TextField(max_length=1000, blank=True)
    text_as_reported = models.TextField(editable=False)
    reported_at = models.DateTimeField(default=timezone.now)

    objects = ReportManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter"], name="one_report_per_member_and_case"),
            models.CheckConstraint(
                condition=~Q(reason__in=["wrong_fact", "illegal", "other"], details=""),
                name="some_reasons_need_details",
                violation_error_message="Tell the moderators what is wrong.",
            ),
        ]
        indexes = [models.Index(fields=["reporter", "-reported_at"], name="reports_of_member")]

    def __str__(self):
        return f"{self.get_reason_display()} (reported by {self.reporter})"
