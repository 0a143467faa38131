from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Notification, OutgoingMail
from accounts.models.notification import Kind
from reviews import effects, outcomes, roles, statement
from reviews.models.guideline import Guideline
from reviews.models.sealed_text import SealedText

# How long a decision can be appealed: six months, as the Digital Services Act has it (Article 20).
APPEAL_WINDOW = timedelta(days=184)
# What the verb sets itself; the rest came in by a form.
SET_HERE = ["case", "author", "moderator", "second", "supersedes", "guideline", "days", "until", "before"]


class DecisionQuerySet(models.QuerySet):
    def told_to(self, author):
        """What this author was told about their texts, newest first."""
        told = Q(action__in=Decision.TELLS_AUTHOR) | Q(supersedes__action__in=Decision.TELLS_AUTHOR)
        published = Q(action__in=Decision.DISMISSES, state_before="waiting")
        return self.filter(told | published, author=author).order_by("-pk")

    def with_reasons(self):
        """With all that is said of a decision to those whom it concerns."""
        related = self.select_related("guideline", "author", "supersedes", "superseded_by", "appeal")
        return related.prefetch_related("guideline__versions")

    def standing(self):
        """Those that nobody has gone back on, and that do not themselves only go back on another."""
        return self.filter(superseded_by=None).exclude(action__in=Decision.GOES_BACK)

    def against(self, author):
        """What stands on this author's record."""
        return self.standing().filter(author=author, action__in=Decision.UPHOLDS)


class DecisionManager(models.Manager.from_queryset(DecisionQuerySet)):
    def make(self, case, action, *, moderator, guideline, facts, second=None, days=None, supersedes=None, **words):
        """Write a decision down, and seal the text it was taken on. Raises ValidationError for a rule that is none.

        `supersedes` is the decision that an appeal goes back on; else it follows from the case. `words` may be
        `message`, `note` and `law`.
        """
        supersedes = supersedes or effects.superseded_by(case, action)
        # What was decided under a rule that has been retired since can still be taken back.
        is_known = supersedes and supersedes.guideline_id == guideline
        if not is_known and not Guideline.objects.in_force().filter(pk=guideline).exists():
            raise ValidationError("There is no such guideline.")
        now = timezone.now()
        decision = self.model(
            case=case,
            author_id=case.author_id,
            moderator=moderator,
            role=roles.of(moderator),
            second=second,
            action=action,
            guideline_id=guideline,
            facts=facts,
            is_automated=moderator is None,
            found_by=case.found_by(),
            days=days,
            until=now + timedelta(days=days) if days else None,
            state_before=effects.state_before(case.target, supersedes),
            before=effects.before(case.target, supersedes),
            supersedes=supersedes,
            decided_at=now,
            **words,
        )
        decision.full_clean(exclude=SET_HERE)
        decision.save(force_insert=True)
        SealedText.objects.create(decision=decision, text=case.target.plain_text())
        return decision


class Decision(models.Model):
    """What was decided on a case, under which guideline and on which facts. Never changed, never deleted.

    A wrong one is superseded by another. The database refuses to change or delete a row, and to let anybody decide on
    their own text. Without a moderator it is the site's own, automatic and temporary.
    """

    class Action(models.TextChoices):
        DISMISS = "dismiss", "Dismiss: nothing breaks the guidelines"
        UNFOUNDED = "unfounded", "Dismiss as unfounded: a misuse of reporting"
        SPOILER = "spoiler", "Mark as spoiler"
        REDACT = "redact", "Redact words"
        HIDE = "hide", "Hide until edited"
        REMOVE = "remove", "Remove"
        RESTORE = "restore", "Restore"
        LOCK = "lock", "Lock edits"
        WARN = "warn", "Warn the author"
        LIMIT = "limit", "Limit: the author’s posts wait"
        SUSPEND = "suspend", "Suspend the author"
        PASS_ON = "pass_on", "Pass on to an authority"
        SHIELD = "shield", "Shield: hidden for a time, automatically"
        VEIL = "veil", "Veil: behind a warning for a time, automatically"
        UNSHIELD = "unshield", "End a shield: nobody has confirmed it"
        PAUSE = "pause", "Pause reporting"

    class FoundBy(models.TextChoices):
        REPORT = "report", "Reports of members"
        NOTICE = "notice", "A notice that it is against the law"
        SITE = "site", "The site itself"
        STAFF = "staff", "A moderator, unasked"

    # What each does, in groups.
    TAKES_AWAY = {Action.HIDE: "hidden", Action.REMOVE: "removed", Action.PASS_ON: "removed", Action.SHIELD: "shielded"}
    GOES_BACK = [Action.RESTORE, Action.UNSHIELD]
    DISMISSES = [Action.DISMISS, Action.UNFOUNDED]
    ABOUT_TEXT = [Action.SPOILER, Action.REDACT, Action.HIDE, Action.REMOVE, Action.LOCK, Action.PASS_ON]
    ABOUT_MEMBER = [Action.WARN, Action.LIMIT, Action.SUSPEND]
    AUTOMATIC = [Action.SHIELD, Action.VEIL, Action.UNSHIELD, Action.PAUSE]
    NEEDS_DAYS = [Action.LIMIT, Action.SUSPEND, Action.PAUSE, Action.SHIELD, Action.VEIL]
    # A dismissed report leaves no mark on the author, who is told only of what changed.
    TELLS_AUTHOR = [*ABOUT_TEXT, *ABOUT_MEMBER, Action.SHIELD, Action.VEIL, Action.PAUSE, *GOES_BACK]
    # What an author can appeal.
    RESTRICTS = [*ABOUT_TEXT, *ABOUT_MEMBER, Action.SHIELD, Action.VEIL, Action.PAUSE]
    # Those that say: the report was right.
    UPHOLDS = [*ABOUT_TEXT, *ABOUT_MEMBER]

    case = models.ForeignKey("Case", models.PROTECT, related_name="decisions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decisions")
    role = models.CharField(max_length=15, choices=roles.Role)
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=12, choices=Action)
    guideline = models.ForeignKey(Guideline, models.PROTECT, related_name="decisions")
    facts = models.TextField(max_length=1000)
    message = models.TextField(max_length=2000, blank=True)
    note = models.TextField(max_length=1000, blank=True)
    law = models.CharField(max_length=200, blank=True)
    is_automated = models.BooleanField(default=False)
    found_by = models.CharField(max_length=10, choices=FoundBy, default=FoundBy.REPORT)
    days = models.PositiveSmallIntegerField(null=True)
    until = models.DateTimeField(null=True)
    state_before = models.CharField(max_length=10, editable=False)
    before = models.JSONField(default=dict, editable=False)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = DecisionManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(moderator=F("author")), name="no_decision_on_ones_own_text"),
            models.CheckConstraint(condition=~Q(facts=""), name="decision_names_facts"),
            models.CheckConstraint(
                condition=Q(is_automated=True, moderator=None) | Q(is_automated=False, moderator__isnull=False),
                name="only_automatic_without_moderator",
            ),
            models.CheckConstraint(condition=~Q(second=F("moderator")), name="second_is_not_the_first"),
            models.CheckConstraint(
                condition=~Q(action__in=["limit", "suspend", "pause", "shield", "veil"]) | Q(until__isnull=False),
                name="timed_decision_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-id"], name="decisions_on_author"),
            models.Index(fields=["guideline", "-id"], name="decisions_by_guideline"),
            models.Index(fields=["moderator", "action", "-decided_at"], name="decisions_of_moderator"),
            models.Index(fields=["-decided_at", "-id"], name="decisions_by_date"),
        ]

    def __str__(self):
        return f"{self.get_action_display()} ({self.decider})"

    @property
    def decider(self) -> str:
        """Who decided, for moderators."""
        return str(self.moderator) if self.moderator else "the site"

    @property
    def verb(self):
        """What was done, in a word or two."""
        return self.get_action_display().partition(":")[0]

    @property
    def rule(self):
        return self.guideline

    @property
    def is_standing(self):
        return not hasattr(self, "superseded_by")

    @property
    def outcome(self):
        """What happened, as everybody may read it; the author reads it in the Statement."""
        return outcomes.outcome(self)

    # May this member appeal?

    def is_of_concern_to(self, member):
        """Whether it is this member's to appeal: what restricts them or their text, or a report that came to nothing.

        Who is suspended may, who has been shut out may not.
        """
        if not member.is_authenticated or not member.is_active:
            return False
        if self.action in self.DISMISSES:
            return self.case.reports.that_stand().filter(reporter=member).exists()
        return self.author_id == member.pk and self.action in self.RESTRICTS

    def why_no_appeal(self) -> str:
        """Why it can no longer be appealed, by whomever it concerns; empty where it can."""
        if hasattr(self, "appeal"):
            return "This decision has been appealed already. That can be done once, whoever does it."
        if not self.is_standing:
            return "This decision has been gone back on, so there is nothing to appeal any more."
        if timezone.now() > self.appealable_until:
            return f"A decision can be appealed for {APPEAL_WINDOW.days} days; this one is older."
        return ""

    def can_be_appealed_by(self, member):
        return self.is_of_concern_to(member) and not self.why_no_appeal()

    @property
    def appealable_until(self):
        return self.decided_at + APPEAL_WINDOW

    # What happens

    def carry_out(self, redacted=None):
        """Give the decision its effect; `redacted` is the text without the words that were taken out."""
        effects.carry_out(self, redacted)

    def tell_author(self):
        """Send the author the statement of reasons, in the current transaction."""
        if self.author and self.is_told:
            told = statement.of([self])[0]
            self._post(self.author, told.subject, "reviews/mail/statement_of_reasons.txt", statement=told)

    @property
    def is_told(self):
        """Whether the author hears of it: it changed something for them, goes back on what did, or publishes a text."""
        return (
            self.action in self.TELLS_AUTHOR
            or (self.supersedes_id is not None and self.supersedes.action in self.TELLS_AUTHOR)
            or (self.action in self.DISMISSES and self.state_before == "waiting")
        )

    def tell_reporters(self):
        """Send everybody who reported it the outcome, without a word about anybody else."""
        for report in self.case.reports.that_stand().select_related("reporter", "notice"):
            if report.reporter:
                self._post(report.reporter, "What became of your report", "reviews/mail/report_outcome.txt")
            elif getattr(report, "notice", None) and report.notice.email:
                self._write(
                    report.notice.email, "What became of your notice", "reviews/mail/notice_outcome.txt", report
                )

    def _context(self, **more):
        fixed = {"decision": self, "case": self.case, "base_url": settings.BASE_URL, "redress": settings.REDRESS}
        return fixed | more

    def _post(self, member, subject, template, **more):
        body = render_to_string(template, self._context(member=member, **more))
        Notification.objects.tell(member, Kind.CASE_OUTCOME, subject, body=body, url=self.case.get_absolute_url())

    def _write(self, address, subject, template, report):
        OutgoingMail.objects.write(address, subject, render_to_string(template, self._context(report=report)))
