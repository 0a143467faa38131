from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from reviews import shield, targets, triage
from reviews.models.audit_entry import AuditEntry
from reviews.models.case import Case
from reviews.models.decision import Decision
from reviews.models.illegal_notice import IllegalNotice
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

    def that_stand(self):
        """Those that their reporters have not withdrawn."""
        return self.filter(withdrawn_at=None)

    def records(self, since=None) -> dict[int, dict]:
        """By member: how many of these reports they have filed, and what has been decided on them and stands.

        Upheld, dismissed in good faith, or dismissed as unfounded; after `since` only, where it is given.
        """
        decisions = Decision.objects.standing().filter(case=OuterRef("case"))
        if since:
            decisions = decisions.filter(decided_at__gt=since)
        ends = {"upheld": Decision.UPHOLDS, "dismissed": ["dismiss"], "unfounded": ["unfounded"]}
        figures = {
            name: Count("pk", filter=Exists(decisions.filter(action__in=actions))) for name, actions in ends.items()
        }
        by_members = self.that_stand().exclude(reporter=None).order_by().values("reporter")
        return {row["reporter"]: row for row in by_members.annotate(filed=Count("pk"), **figures)}


class ReportManager(models.Manager.from_queryset(ReportQuerySet)):
    def waiting(self, target, reporter):
        """The member's report on this target that nobody has decided on yet, if there is one."""
        if not reporter.is_authenticated:
            return None
        case = {f"case__{targets.field_of(target)}": target.pk, "case__closed_at": None}
        return self.that_stand().filter(reporter=reporter, **case).select_related("case").first()

    @transaction.atomic
    def file(self, target, reporter, *, reason, details="", notice=None):
        """Report something: open its case, or join the one that is open.

        `reporter` is None for a visitor, who can only give notice that it is against the law; `notice` is what the
        fields of an IllegalNotice are. Raises AlreadyReported when the member's earlier report on it still waits for a
        decision, PermissionDenied for what the member may not report, ValidationError for a reason that cannot be
        meant of it.
        """
        present = self._held(target, reporter)
        Report.refuse_unfit(reason, target)
        if reporter is None and reason != Report.Reason.ILLEGAL:
            raise ValidationError("Sign in to report this.")
        case = Case.objects.open_for(target, reporter)
        earlier = reporter and case.reports.filter(reporter=reporter).first()
        if earlier and not earlier.withdrawn_at:
            raise AlreadyReported(earlier)
        words = {"reason": reason, "details": details, "text_as_reported": present.plain_text()}
        if earlier:
            report = earlier.renew(**words)
        else:
            source = Report.Source.MEMBER if reporter else Report.Source.VISITOR
            report = self.create(case=case, reporter=reporter, source=source, **words)
        report.give_notice(notice)
        report.tell_queue()
        if notice and reporter is None:
            report.notice.confirm_receipt()
        return report

    def _held(self, target, reporter):
        """The target as it stands now, held till the transaction ends; PermissionDenied for what is not to be reported.

        Somebody else may have decided on the text or on the reporter since it was read. What has been shielded since
        still waits for a person, so the report joins the others.
        """
        may_report = target.can_be_reported_by(reporter) if reporter else target.is_published
        Case.objects.hold(target, reporter)
        present = targets.read_again(target)
        if reporter:
            reporter.lock()
            may_report = may_report and reporter.can_report
        if not may_report or present.state not in {"published", "shielded"}:
            raise PermissionDenied("You cannot report this.")
        return present

    @transaction.atomic
    def open_unasked(self, target, moderator, *, reason, details=""):
        """A moderator opens the case of something that nobody has reported.

        Raises AlreadyReported where one has done so before, PermissionDenied for what is not theirs to decide.
        """
        may_open = moderator.has_perm("reviews.add_decision") and target.can_be_reported_by(moderator)
        if not may_open:
            raise PermissionDenied("A moderator opens cases, on texts of others.")
        Report.refuse_unfit(reason, target)
        case = Case.objects.open_for(target)
        if earlier := case.reports.filter(source=Report.Source.STAFF).first():
            raise AlreadyReported(earlier)
        report = self.notice_by_site(target, reason=reason, details=details, source=Report.Source.STAFF)
        AuditEntry.objects.record(moderator, "open case", case.reference, case=case)
        return report

    def notice_by_site(self, target, *, reason, details, source="site", **more):
        """What the site itself, or a moderator unasked, points to; a case has one of each at most."""
        case = Case.objects.open_for(target)
        words = {"reason": reason, "details": details, "text_as_reported": target.plain_text(), **more}
        report, is_new = case.reports.get_or_create(reporter=None, source=source, defaults=words)
        if is_new:
            report.tell_queue()
        return report


class Report(models.Model):
    """A member's claim that something on the site breaks the guidelines; without a reporter, what the site noticed.

    It joins the one open case of its target and is settled when that case is decided; the link to the case is the only
    record of its state. A member has at most one report per case, and may amend or withdraw it while the case is open.
    """

    class Source(models.TextChoices):
        MEMBER = "member", "A member"
        VISITOR = "visitor", "A visitor"
        SITE = "site", "The site"
        STAFF = "staff", "A moderator, unasked"

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
    source = models.CharField(max_length=10, choices=Source, default=Source.MEMBER)
    # What the site itself noticed: the review that most of the words stand in already.
    similar_to = models.ForeignKey(Review, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)
    details = models.TextField(max_length=1000, blank=True)
    text_as_reported = models.TextField(editable=False)
    reported_at = models.DateTimeField(default=timezone.now)
    amended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # What it weighs, and which reports count as one with it; kept by reviews/triage.py.
    weight = models.FloatField(default=0, editable=False)
    cluster = models.CharField(max_length=40, blank=True, editable=False)
    is_newcomers = models.BooleanField("by a new account or a visitor", default=False, editable=False)

    objects = ReportManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter"], name="one_report_per_member_and_case"),
            models.UniqueConstraint(
                fields=["case", "source"],
                condition=Q(source__in=["site", "staff"]),
                name="one_report_of_the_site_per_case",
            ),
            models.CheckConstraint(
                condition=Q(source="member", reporter__isnull=False) | ~Q(source="member") & Q(reporter=None),
                name="members_reports_have_a_reporter",
            ),
            models.CheckConstraint(
                condition=~Q(reason__in=["wrong_fact", "illegal", "other"], details=""),
                name="some_reasons_need_details",
                violation_error_message="Tell the moderators what is wrong.",
            ),
        ]
        indexes = [models.Index(fields=["reporter", "-reported_at"], name="reports_of_member")]

    def __str__(self):
        return f"{self.get_reason_display()} (reported by {self.reporter or self.get_source_display().lower()})"

    @property
    def state(self) -> str:
        """Where it stands, in a word: waiting, withdrawn or decided."""
        if self.withdrawn_at:
            return "withdrawn"
        return "waiting" if self.case.is_open else "decided"

    @property
    def is_waiting(self):
        """Whether it stands and nobody has decided."""
        return self.withdrawn_at is None and self.case.is_open

    @classmethod
    def reasons_for(cls, target) -> list:
        """What can be wrong with such a thing: only what is known of a film can be wrong as a fact."""
        reason = cls.Reason
        unfit = {
            "review": {reason.WRONG_FACT},
            "member": {reason.WRONG_FACT, reason.SPOILER, reason.COPIED, reason.OFF_TOPIC},
            "poster": {reason.WRONG_FACT},
            "film_list": {reason.WRONG_FACT, reason.OFF_TOPIC},
        }.get(targets.field_of(target), set())
        return [one for one in reason if one not in unfit]

    @classmethod
    def refuse_unfit(cls, reason, target):
        """Raise ValidationError for a reason that cannot be meant of such a thing."""
        if reason not in cls.reasons_for(target):
            raise ValidationError("This reason does not fit what you report.")

    @transaction.atomic
    def amend(self, *, reason, details="", notice=None):
        """Say it in other words while nobody has decided.

        Raises ValidationError afterwards, PermissionDenied where the member's reports are not taken.
        """
        if not self.reporter.can_report:
            raise PermissionDenied("You cannot report now.")
        report = self._held()
        Report.refuse_unfit(reason, report.case.target)
        report.reason, report.details, report.amended_at = reason, details, timezone.now()
        report.save(update_fields=["reason", "details", "amended_at"])
        report.give_notice(notice)
        report.tell_queue()
        self.refresh_from_db()

    @transaction.atomic
    def withdraw(self):
        """Take it back while nobody has decided; a case that nobody else has reported is closed without a decision.

        Raises ValidationError afterwards.
        """
        report = self._held()
        report.withdrawn_at = timezone.now()
        report.save(update_fields=["withdrawn_at"])
        report.tell_queue()
        if not report.case.reports.that_stand().exists() and not report.case.waiting_proposal:
            Case.objects.filter(pk=report.case_id).update(closed_at=timezone.now(), claimed_by=None, claimed_until=None)
        self.refresh_from_db()

    def renew(self, **words):
        """Report again what one has withdrawn, in the same case."""
        for name, value in words.items():
            setattr(self, name, value)
        self.withdrawn_at, self.amended_at, self.reported_at = None, None, timezone.now()
        self.save()
        return self

    def give_notice(self, notice: dict | None):
        """Keep what it says about the law; what it said before goes where it does not say so any more."""
        if notice:
            self.notice, _ = IllegalNotice.objects.update_or_create(report=self, defaults=notice)
        else:
            IllegalNotice.objects.filter(report=self).delete()

    def tell_queue(self):
        """The case has changed: weigh it again, and see whether the text is to be shielded."""
        Case.objects.filter(pk=self.case_id).count_change()
        triage.weigh(self.case)
        shield.consider(self.case)

    def _held(self):
        """The report as it is now, its case held; ValidationError once that is decided or the report withdrawn."""
        Case.objects.hold(self.case.target, self.reporter)
        report = Report.objects.select_for_update(of=("self",)).select_related("case").get(pk=self.pk)
        if not report.is_waiting:
            raise ValidationError("This has been decided or withdrawn meanwhile.")
        return report
