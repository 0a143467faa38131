from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from reviews.models.case import Case
from reviews.models.decision import Decision
from reviews.models.review import Review


class AlreadyReported(Exception):  # noqa: N818 (an answer, not a fault)
    """The member has an open report on this target; `report` is that one."""

    def __init__(self, report):
        super().__init__("You have reported this already.")
        self.report = report


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The reports this member may read: their own, and those they decide on, but never those on their own texts."""
        if not user.is_authenticated:
            return self.none()
        decidable = Case.objects.decidable_by(user).exclude(author=user)
        return self.filter(Q(reporter=user) | Q(case__in=decidable))

    def records(self) -> dict[int, dict]:
        """By member: how many of these reports they have filed, and how many were upheld and not gone back on."""
        decisions = Decision.objects.filter(case=OuterRef("case"))
        upheld = Exists(decisions.filter(action__in=Decision.UPHOLDS))
        gone_back_on = Exists(decisions.filter(action=Decision.Action.RESTORE))
        figures = {"filed": Count("pk"), "upheld": Count("pk", filter=upheld & ~gone_back_on)}
        by_members = self.exclude(reporter=None).order_by().values("reporter")
        return {row["reporter"]: row for row in by_members.annotate(**figures)}


class ReportManager(models.Manager.from_queryset(ReportQuerySet)):
    def waiting(self, target, reporter):
        """The member's report on this target that nobody has decided on yet, if there is one."""
        if not reporter.is_authenticated:
            return None
        case = {f"case__{Case.field_for(target)}": target, "case__closed_at": None}
        return self.filter(reporter=reporter, **case).select_related("case").first()

    @transaction.atomic
    def file(self, target, reporter, *, reason, details=""):
        """Report a review or a fact: open its case, or join the one that is open.

        Raises AlreadyReported when the member's earlier report on it still waits for a decision, PermissionDenied for
        what the member may not report, ValidationError for a reason that cannot be meant of it.
        """
        if not target.can_be_reported_by(reporter):
            raise PermissionDenied("You cannot report this.")
        if reason not in Report.reasons_for(target):
            raise ValidationError("This reason does not fit what you report.")
        case = Case.objects.open_for(target)
        if earlier := case.reports.filter(reporter=reporter).first():
            raise AlreadyReported(earlier)
        return self.create(
            case=case, reporter=reporter, reason=reason, details=details, text_as_reported=target.plain_text()
        )


class Report(models.Model):
    """A member's claim that something on the site breaks the guidelines; without a reporter, what the site noticed.

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

    # The guideline that is broken where the report is right.
    GUIDELINE = {
        Reason.SPOILER: "mark-spoilers",
        Reason.SPAM: "no-advertising",
        Reason.ABUSE: "respect-people",
        Reason.PRIVATE: "keep-private-things-private",
        Reason.COPIED: "own-words",
        Reason.OFF_TOPIC: "about-the-film",
        Reason.WRONG_FACT: "get-facts-right",
        Reason.ILLEGAL: "obey-the-law",
    }

    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    # What the site itself noticed: the review that most of the words stand in already.
    similar_to = models.ForeignKey(Review, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)
    details = models.TextField(max_length=1000, blank=True)
    text_as_reported = models.TextField(editable=False)
    reported_at = models.DateTimeField(default=timezone.now)

    objects = ReportManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter"], name="one_report_per_member_and_case"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(reporter=None), name="one_report_of_the_site_per_case"
            ),
            models.CheckConstraint(
                condition=~Q(reason__in=["wrong_fact", "illegal", "other"], details=""),
                name="some_reasons_need_details",
                violation_error_message="Tell the moderators what is wrong.",
            ),
        ]
        indexes = [models.Index(fields=["reporter", "-reported_at"], name="reports_of_member")]

    def __str__(self):
        return f"{self.get_reason_display()} (reported by {self.reporter or 'the site'})"

    @classmethod
    def reasons_for(cls, target) -> list:
        """What can be wrong with such a text: only a fact can be wrong as a fact."""
        unfit = {cls.Reason.WRONG_FACT} if isinstance(target, Review) else set()
        return [reason for reason in cls.Reason if reason not in unfit]
