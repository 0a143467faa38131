from hashlib import sha256

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from catalog.models import TriviaItem
from reviews.models.audit_entry import AuditEntry
from reviews.models.decision import Decision
from reviews.models.review import Review

# Most reported first; among equals the one that has waited longest.
MOST_PRESSING = ["-report_count", "opened_at", "pk"]


class AlreadyDecided(Exception):  # noqa: N818 (an answer, not a fault)
    """Somebody else has decided the case since it was looked at; `decision` says who and what."""

    def __init__(self, decision):
        super().__init__(f"{decision.moderator} has already decided: {decision.get_action_display()}")
        self.decision = decision


class CaseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def visible_to(self, user):
        """The cases whose page this member may open: as reporter, as author once told, as somebody who decides.

        Somebody who decides is, before a case about their own text, an author like every other.
        """
        if not user.is_authenticated:
            return self.none()
        told = Q(author=user, pk__in=Decision.objects.told_to(user).values("case"))
        reported = Q(pk__in=user.reports.values("case"))
        return self.filter(told | reported) | self.decidable_by(user).exclude(author=user)

    def decidable_by(self, user):
        """Moderators decide every case; editors those about facts, which are theirs to correct."""
        if user.has_perm("reviews.add_decision"):
            return self.all()
        if user.has_perm("catalog.change_triviaitem"):
            return self.filter(trivia_item__isnull=False)
        return self.none()

    def waiting_for(self, moderator):
        """The open cases that this moderator can decide: neither about their own texts nor reported by them."""
        of_others = self.exclude(author=moderator).exclude(pk__in=moderator.reports.values("case"))
        return of_others.open().decidable_by(moderator)

    def with_report_count(self):
        return self.annotate(report_count=Count("reports"))

    def most_pressing_first(self):
        return self.with_report_count().order_by(*MOST_PRESSING)

    def with_texts(self):
        """With film, text and author, whichever kind of text it is."""
        related = self.select_related("author", "review__film", "review__author", "trivia_item__film")
        return related.prefetch_related("trivia_item__quote_lines")


class CaseManager(models.Manager.from_queryset(CaseQuerySet)):
    def open_for(self, target):
        """The open case of this target, made when there is none; nobody decides it before the transaction ends."""
        target.film.lock()
        case, _ = self.get_or_create(
            **{Case.field_for(target): target}, closed_at=None, defaults={"author": target.author}
        )
        return case


class Case(models.Model):
    """What one target's reports became: open until a moderator decides, then closed for good.

    A target has at most one open case; later reports on a decided target open another one.
    """

    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="cases")
    trivia_item = models.ForeignKey(TriviaItem, models.PROTECT, null=True, blank=True, related_name="cases")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cases_about"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CaseManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=False, trivia_item=None) | Q(review=None, trivia_item__isnull=False),
                name="case_has_one_target",
            ),
            models.UniqueConstraint(fields=["review"], condition=Q(closed_at=None), name="one_open_case_per_review"),
            models.UniqueConstraint(
                fields=["trivia_item"], condition=Q(closed_at=None), name="one_open_case_per_trivia_item"
            ),
        ]

    def __str__(self):
        return f"Case {self.pk}"

    def get_absolute_url(self):
        return reverse("reviews:case_detail", args=[self.pk])

    @staticmethod
    def field_for(target) -> str:
        return "review" if isinstance(target, Review) else "trivia_item"

    @property
    def target(self):
        return self.review or self.trivia_item

    @property
    def kind(self):
        """What sort of text it is about: a review, a goof, a quote."""
        return "review" if self.review_id else FACTS[self.trivia_item.kind][0]

    @property
    def subject(self):
        """What it is about, without a word of the text: "review of Red Heat (1988)"."""
        preposition = "of" if self.review_id else FACTS[self.trivia_item.kind][1]
        return f"{self.kind} {preposition} {self.target.film}"

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def latest_decision(self):
        return max(self.decisions.all(), key=lambda decision: decision.pk, default=None)

    @property
    def text_mark(self) -> str:
        """Letters that change with the text: they tell whether it is still the one that somebody has read."""
        return sha256(self.target.plain_text().encode()).hexdigest()[:16]

    def may_give_away(self, words) -> bool:
        """Whether these words, which the text is or once was, may tell more than their marks close.

        Words that were reported before their author marked what gives the story away hold no mark yet.
        """
        if self.target.has_spoilers or not self.review_id:
            return self.target.has_spoilers
        return words != self.review.plain_text() and self.review.revisions.with_spoilers().exists()

    @property
    def was_noticed_by_the_site(self) -> bool:
        """Whether it is not members alone who pointed to the text."""
        return self.reports.filter(reporter=None).exists()

    def decisions_on_target(self):
        """Every decision there was on this text, in this case and others, newest first."""
        same_target = {f"case__{self.field_for(self.target)}": self.target}
        return Decision.objects.filter(**same_target).select_related("moderator").order_by("-pk")

    def is_decidable_by(self, member):
        """Whether such cases are among those this member decides."""
        return Case.objects.decidable_by(member).filter(pk=self.pk).exists()

    def can_be_decided_by(self, member):
        """Whoever decides such cases, unless this one is about their own text or their own report."""
        return (
            member.pk != self.author_id
            and self.is_decidable_by(member)
            and not self.reports.filter(reporter=member).exists()
        )

    def possible_actions(self):
        """What can be decided now, seeing how the text stands and whether the case is open.

        A closed case can only be gone back on, as long as no later one has decided on the same text.
        """
        action, state = Decision.Action, self.target.state
        taken_away = state in {"hidden", "removed"}
        if not self.is_open:
            latest = self.decisions_on_target().first()
            return [action.RESTORE] if taken_away and latest.case_id == self.pk else []
        if taken_away:
            return [action.DISMISS, action.RESTORE]
        if state != "published":
            return [action.DISMISS, action.REMOVE]
        spoiler = [] if self.target.has_spoilers else [action.SPOILER]
        redact = [action.REDACT] if self.review_id else []
        return [action.DISMISS, *spoiler, *redact, action.HIDE, action.REMOVE]

    @transaction.atomic
    def decide(self, action, *, moderator, guideline, facts, seen=None, text_seen=None, redacted=None):
        """Close the case: the decision, its effect, the mails and the audit entry commit together or not at all.

        `seen` is the latest decision the moderator knew of, `text_seen` the mark of the text they read, `redacted` for
        Redact the headline and body without the words that are taken out. Raises
        AlreadyDecided when there is a newer decision, PermissionDenied when this is not the moderator's to decide,
        ValidationError when the action does not fit, or no longer.
        """
        # The film first, as everywhere: it holds off whoever changes, reports or decides on one of its texts. Then who
        # is told, so that two decisions about the same members never wait for each other.
        self.target.film.lock()
        involved = Q(pk=self.author_id) | Q(pk__in=self.reports.values("reporter"))
        User.objects.filter(involved).lock()
        case = Case.objects.with_texts().get(pk=self.pk)
        case._check(action, moderator, seen, text_seen)
        if action == Decision.Action.REDACT and not case.target.is_redaction(redacted):
            raise ValidationError("Take the words out of the text below; as it is, nothing would change.")
        decision = Decision.objects.make(case, action, moderator=moderator, guideline=guideline, facts=facts)
        decision.carry_out(case.target, redacted)
        AuditEntry.objects.record(moderator, action, case.target, decision=decision)
        decision.tell_author()
        if case.is_open:
            decision.tell_reporters()
            case.closed_at = decision.decided_at
            case.save(update_fields=["closed_at"])
        self.refresh_from_db()
        return decision

    def _check(self, action, moderator, seen, text_seen):
        if self.latest_decision != seen:
            raise AlreadyDecided(self.latest_decision)
        if not self.can_be_decided_by(moderator):
            raise PermissionDenied("Nobody decides on their own text or their own report.")
        if action not in self.possible_actions():
            raise ValidationError("This cannot be decided as the text stands now.")
        if text_seen not in {None, self.text_mark}:
            raise ValidationError("The text was changed while you were reading. Look at it again; nothing was decided.")


# What one fact of a kind is called, and how it goes on to the film.
FACTS = {
    TriviaItem.Kind.TRIVIA: ("piece of trivia", "about"),
    TriviaItem.Kind.GOOF: ("goof", "in"),
    TriviaItem.Kind.QUOTE: ("quote", "from"),
    TriviaItem.Kind.CRAZY_CREDIT: ("crazy credit", "of"),
    TriviaItem.Kind.ALTERNATE_VERSION: ("alternate version", "of"),
}
