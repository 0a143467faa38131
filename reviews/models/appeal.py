from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import Notification
from accounts.models.notification import Kind
from reviews import outcomes, possible, second_look
from reviews.models.audit_entry import AuditEntry
from reviews.models.case import Case
from reviews.models.decision import Decision

MAX_WORDS = 2000
# So soon an appeal should have its answer.
GOAL = timedelta(days=7)


class AlreadyLookedAt(Exception):  # noqa: N818 (an answer, not a fault)
    """Somebody else has decided on the appeal since it was looked at; `appeal` says who and how."""

    def __init__(self, appeal):
        super().__init__(f"{appeal.decider} has already decided on this appeal: {appeal.get_outcome_display()}.")
        self.appeal = appeal


class AppealQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at=None)

    def visible_to(self, user):
        """Members' own, and those on cases they decide; never those of others on cases about their own texts."""
        if not user.is_authenticated:
            return self.none()
        decidable = Case.objects.decidable_by(user).exclude(author=user)
        return self.filter(Q(appellant=user) | Q(decision__case__in=decidable))

    def with_everything(self):
        """With all that a page about one shows, in a fixed number of queries."""
        members = ("appellant", "asked_by", "decider", "first_decider", "decision__moderator", "decision__second")
        kinds = ("author", "member", "poster", "review__film", "review__author", "trivia_item__film", "storyline__film")
        of_case = (f"decision__case__{name}" for name in kinds)
        related = self.select_related(*members, "decision__guideline", *of_case)
        return related.prefetch_related("decision__guideline__versions")


class AppealManager(models.Manager.from_queryset(AppealQuerySet)):
    @transaction.atomic
    def file(self, decision, member, words):
        """Ask for a second look at a decision.

        Raises PermissionDenied where it is not this member's to appeal, ValidationError where there is none any more:
        appealed before, gone back on, too long ago.
        """
        check_words(words)
        case = decision.case.held()
        decision = case.decisions.select_related("case").get(pk=decision.pk)
        if not decision.is_of_concern_to(member):
            raise PermissionDenied("This decision is not yours to appeal.")
        if refusal := decision.why_no_appeal():
            raise ValidationError(refusal)
        appeal = self.create(decision=decision, appellant=member, first_decider_id=decision.moderator_id, words=words)
        Case.objects.filter(pk=case.pk).count_change()
        appeal._tell("Your appeal has arrived", "reviews/mail/appeal_filed.txt", Kind.CASE_OUTCOME)
        return appeal


class Appeal(models.Model):
    """A member asks for a second look at a decision, once; somebody else than its decider takes it.

    The database holds that: `alone` says that there was nobody else on the site. Each side may write once more: the
    moderators a question, the member an answer.
    """

    class Outcome(models.TextChoices):
        UPHELD = "upheld", "The decision stands"
        OVERTURNED = "overturned", "The decision was wrong and is taken back"

    decision = models.OneToOneField("Decision", models.PROTECT, related_name="appeal")
    appellant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appeals")
    first_decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    words = models.TextField(max_length=MAX_WORDS)
    filed_at = models.DateTimeField(default=timezone.now)
    question = models.TextField(max_length=MAX_WORDS, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(max_length=MAX_WORDS, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reasons = models.TextField(max_length=MAX_WORDS, blank=True)
    decider = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    alone = models.BooleanField(default=False, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AppealManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="appeal_has_words"),
            models.CheckConstraint(
                condition=~Q(decider=F("first_decider")) | Q(alone=True), name="appeal_is_decided_by_somebody_else"
            ),
            models.CheckConstraint(condition=~Q(decider=F("appellant")), name="nobody_decides_their_own_appeal"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decider=None, outcome="", reasons="")
                | Q(decided_at__isnull=False, decider__isnull=False) & ~Q(outcome="") & ~Q(reasons=""),
                name="decided_appeal_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(question="", asked_by=None, asked_at=None, reply="")
                | ~Q(question="") & Q(asked_by__isnull=False, asked_at__isnull=False),
                name="appeal_answer_follows_question",
            ),
        ]

    def __str__(self):
        return f"Appeal against decision {self.decision_id}"

    def get_absolute_url(self):
        return reverse("reviews:case_detail", args=[self.decision.case_id])

    @property
    def is_open(self):
        return self.decided_at is None

    @property
    def is_late(self):
        """Whether it has waited longer than an appeal should."""
        return self.is_open and self.filed_at < timezone.now() - GOAL

    @property
    def is_of_reporter(self):
        """Whether somebody who had reported it complains that nothing was done."""
        return self.decision.action in Decision.DISMISSES

    @property
    def waits_for_answer(self):
        """Whether the moderators have asked the member something."""
        return self.is_open and bool(self.question) and not self.reply

    @property
    def by_whom(self):
        """Whose second look it was, for moderators; members read the same in their own words."""
        if self.alone:
            return "Second look by the same person, because this site has one moderator."
        return "A person who had no part in the first decision took the second look."

    # Who may?

    def can_be_decided_by(self, moderator):
        """Somebody who decides such cases and had no part in this one; who had one, only where there is nobody else."""
        decision = self.decision
        is_in_office = second_look.is_in_office(decision.case, decision.action, moderator)
        if not self.is_open or not is_in_office or moderator.pk == self.appellant_id:
            return False
        return not self.had_a_part(moderator) or (self.has_waited_for_others and not self.others().exists())

    def had_a_part(self, moderator):
        """Whether this moderator took or confirmed the decision."""
        return moderator.pk in {self.first_decider_id, self.decision.second_id}

    @property
    def has_waited_for_others(self):
        """Whether whoever decided first may take the second look too, where nobody else can."""
        return self.filed_at <= timezone.now() - second_look.ALONE_AFTER

    def others(self):
        """Who else could take the second look."""
        decision = self.decision
        apart = [self.first_decider_id, decision.second_id, self.appellant_id]
        return second_look.others(decision.case, *apart, action=decision.action)

    def possible_actions(self, moderator) -> list:
        """What can come in the decision's place when it was wrong: it is taken back, or what was dismissed is not."""
        if not self.is_of_reporter:
            return [Decision.Action.RESTORE]
        case = self.decision.case
        in_good_faith = [Decision.Action.DISMISS] if self.decision.action == Decision.Action.UNFOUNDED else []
        instead = [*in_good_faith, *possible.about_text(case), *possible.about_member(case, moderator)]
        return [action for action in instead if action != Decision.Action.RESTORE]

    # What happens

    @transaction.atomic
    def ask(self, moderator, words):
        """Ask the member something, once."""
        check_words(words)
        appeal = self._held()
        appeal._check_decider(moderator)
        if appeal.question:
            raise ValidationError("A question has been asked already; there is one.")
        appeal.question, appeal.asked_by, appeal.asked_at = words, moderator, timezone.now()
        appeal.save(update_fields=["question", "asked_by", "asked_at"])
        appeal._tell("A question about your appeal", "reviews/mail/appeal_question.txt", Kind.MODERATOR_REPLY)
        AuditEntry.objects.record(moderator, "ask", appeal.subject, **appeal._case_and_decision())
        self.refresh_from_db()

    @transaction.atomic
    def answer(self, member, words):
        """Answer the moderators' question, once."""
        check_words(words)
        appeal = self._held()
        if member.pk != appeal.appellant_id or not member.is_active:
            raise PermissionDenied("This appeal is somebody else’s.")
        if not appeal.waits_for_answer:
            raise ValidationError("There is no question that waits for an answer.")
        appeal.reply, appeal.answered_at = words, timezone.now()
        appeal.save(update_fields=["reply", "answered_at"])
        self.refresh_from_db()

    @transaction.atomic
    def decide(self, outcome, *, by, reasons, action=None, **terms):
        """Say whether the decision stands, and where it was wrong take it back, all in one transaction.

        `terms` are those of Case.decide, for what comes in the place of a dismissal. Returns the decision that goes
        back on the first one; None where that stands, or has been gone back on meanwhile. Raises AlreadyLookedAt,
        PermissionDenied and ValidationError.
        """
        check_words(reasons)
        if outcome not in Appeal.Outcome:
            raise ValidationError("Say whether the decision stands.")
        appeal = self._held(action or Decision.Action.RESTORE)
        appeal._check_decider(by)
        appeal.outcome, appeal.reasons, appeal.decider, appeal.decided_at = outcome, reasons, by, timezone.now()
        appeal.alone = appeal.had_a_part(by)
        appeal.save(update_fields=["outcome", "reasons", "decider", "alone", "decided_at"])
        made = None
        if outcome == Appeal.Outcome.OVERTURNED and appeal.decision.is_standing:
            made = appeal._overturn(action, terms)
        Case.objects.filter(pk=appeal.decision.case_id).count_change()
        appeal._tell("The outcome of your appeal", "reviews/mail/appeal_outcome.txt", Kind.CASE_OUTCOME, made=made)
        verb = "overturn" if outcome == Appeal.Outcome.OVERTURNED else "uphold"
        AuditEntry.objects.record(by, verb, appeal.subject, **appeal._case_and_decision(), details=reasons)
        self.refresh_from_db()
        return made

    def _overturn(self, action, terms):
        """Take the decision back, or put another in its place; the author hears of the first by the outcome."""
        case, decision = self.decision.case, self.decision
        if not self.is_of_reporter:
            facts = Truncator(self.reasons).chars(1000)
            action, terms = Decision.Action.RESTORE, {"guideline": decision.guideline_id, "facts": facts}
            if not possible.can_be_taken_back(decision):
                raise ValidationError("This can no longer be taken back: the text has been erased.")
        elif action not in self.possible_actions(self.decider):
            raise ValidationError("Choose what comes in the place of the dismissal.")
        return case.decide_again(action, self.decider, instead_of=decision, tells_author=self.is_of_reporter, **terms)

    def _held(self, action=""):
        """The appeal as it is now, with its case and all that a decision on it would touch held."""
        case = self.decision.case.held(action)
        appeal = Appeal.objects.select_for_update(of=("self",)).get(pk=self.pk)
        appeal.decision = case.decisions.select_related("moderator", "second").get(pk=appeal.decision_id)
        appeal.decision.case = case
        return appeal

    def _check_decider(self, moderator):
        if not self.is_open:
            raise AlreadyLookedAt(self)
        if not self.can_be_decided_by(moderator):
            raise PermissionDenied("Somebody takes the second look who had no part in the first.")

    @property
    def subject(self):
        """What it is about, for the record."""
        return f"appeal {self.pk}: {self.decision.case.reference}"

    def _case_and_decision(self):
        return {"case": self.decision.case, "decision": self.decision}

    def _tell(self, subject, template, kind, **more):
        decision = self.decision
        words = {"appeal": self, "decision": decision, "case": decision.case, "member": self.appellant, **more}
        words["outcome"] = decision.outcome if self.is_of_reporter else outcomes.to_author(decision)
        body = render_to_string(template, words | {"base_url": settings.BASE_URL, "redress": settings.REDRESS})
        Notification.objects.tell(self.appellant, kind, subject, body=body, url=self.get_absolute_url())


def check_words(words):
    """Raise ValidationError for what is empty or too long."""
    if not words.strip():
        raise ValidationError("Write a sentence or two.")
    if len(words) > MAX_WORDS:
        raise ValidationError(f"At most {MAX_WORDS} characters.")
