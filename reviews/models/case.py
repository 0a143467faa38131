from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from catalog.models import TriviaItem
from reviews.models.audit_entry import AuditEntry
from reviews.models.decision import Decision
from reviews.models.review import Review


class AlreadyDecided(Exception):
    """Somebody else has decided the case since it was looked at; `decision` says who and what."""

    def __init__(self, decision):
        super().__init__(f"{decision.moderator} has already decided: {decision.get_action_display()}")
        self.decision = decision


class CaseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def visible_to(self, user):
        """The cases whose page this member may open: as reporter, as author once told, as somebody who decides."""
        if not user.is_authenticated:
            return self.none()
        told = Q(author=user, decisions__action__in=Decision.TELLS_AUTHOR)
        own = self.filter(told | Q(reports__reporter=user))
        return (own | self.decidable_by(user)).distinct()

    def decidable_by(self, user):
        """Moderators decide every case; editors those about facts, which are theirs to correct."""
        if user.has_perm("reviews.add_decision"):
            return self.all()
        if user.has_perm("catalog.change_triviaitem"):
            return self.filter(trivia_item__isnull=False)
        return self.none()

    def for_queue(self):
        """With what a row of the queue says: how many reports, and since when."""
        return self.annotate(report_count=Count("reports"), reported_since=Min("reports__reported_at"))


class CaseManager(models.Manager.from_queryset(CaseQuerySet)):
    def open_for(self, target):
        """The open case of this target, made when there is none; locked, so that nobody decides it meanwhile.

        To be called inside a transaction.
        """
        case, _ = self.get_or_create(
            **{Case.field_for(target): target}, closed_at=None, defaults={"author": target.author}
        )
        return self.select_for_update().get(pk=case.pk)


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
    def is_open(self):
        return self.closed_at is None

    @property
    def latest_decision(self):
        return self.decisions.order_by("-pk").select_related("moderator").first()

    def can_be_decided_by(self, member):
        """Whoever may decide such a case, unless it is about their own text or their own report."""
        return (
            member.pk != self.author_id
            and Case.objects.decidable_by(member).filter(pk=self.pk).exists()
            and not self.reports.filter(reporter=member).exists()
        )

    def possible_actions(self):
        """What can be decided now, seeing how the text stands and whether the case is open."""
        action, state = Decision.Action, self.target.state
        if state in {"hidden", "removed"}:
            return [action.DISMISS, action.RESTORE] if self.is_open else [action.RESTORE]
        if not self.is_open:
            return []
        if state != "published":
            return [action.DISMISS, action.REMOVE]
        spoiler = [] if self.target.has_spoilers else [action.SPOILER]
        return [action.DISMISS, *spoiler, action.HIDE, action.REMOVE]

    @transaction.atomic
    def decide(self, action, *, moderator, guideline, facts, seen=None):
        """Close the case: the decision, its effect, the mails and the audit entry commit together or not at all.

        `seen` is the latest decision the moderator knew of. Raises AlreadyDecided when there is a newer one,
        PermissionDenied when this is not the moderator's to decide, ValidationError when the action does not fit.
        """
        case = Case.objects.select_for_update().get(pk=self.pk)
        latest = case.latest_decision
        if latest != seen:
            raise AlreadyDecided(latest)
        if not case.can_be_decided_by(moderator):
            raise PermissionDenied("Nobody decides on their own text or their own report.")
        if action not in case.possible_actions():
            raise ValidationError("This cannot be decided as the text stands now.")
        decision = case.decisions.create(
            author_id=case.author_id, moderator=moderator, action=action, guideline=guideline, facts=facts
        )
        decision.carry_out(case.target)
        was_open, case.closed_at = case.is_open, case.closed_at or timezone.now()
        case.save(update_fields=["closed_at"])
        AuditEntry.objects.create(actor=moderator, action=action, decision=decision, subject=str(case.target))
        decision.tell_author()
        if was_open:
            decision.tell_reporters()
        self.refresh_from_db()
        return decision
