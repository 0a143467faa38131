from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from accounts.models.notification import Kind as News
from catalog.models.edit_lock import EditLock

NOTHING_CHANGED = "The fact still says what was disputed. Change it, or keep it as it was."


class AlreadyDisputedError(Exception):
    """Somebody has disputed the fact already, and nobody has decided yet."""


class OvertakenError(Exception):
    """Somebody else has decided, withdrawn or changed something since the page was shown."""


class DisputeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(outcome="")

    def waiting(self):
        """What editors have to decide: not while a moderator keeps the fact from view."""
        return self.open().filter(fact__state="published")

    def decided(self):
        return self.exclude(outcome__in=["", "withdrawn"])

    def that_show(self):
        """Those that the fact's own page tells of."""
        return self.exclude(outcome="withdrawn")

    def withhold(self, fact):
        """A moderator has taken the fact down: what it said goes with it, also where disputes have kept it."""
        fact.disputes.update(is_withheld=True)

    def give_back(self, fact):
        """The fact is back: what disputes keep of it shows again, unless it now says something else."""
        words = fact.as_printed()
        told = Q(text_after=words) | Q(text_before=words, outcome__in=["", "kept"])
        fact.disputes.filter(told).update(is_withheld=False)


class DisputeManager(models.Manager.from_queryset(DisputeQuerySet)):
    @transaction.atomic
    def file(self, fact, challenger, *, words, source):
        """Dispute a fact.

        Raises PermissionDenied where this member may not, ValidationError where the film is locked, and
        AlreadyDisputedError where an editor is looking at the fact already.
        """
        fact.film.lock()
        challenger.lock()
        fact.refresh_from_db(fields=["state", "contributor"])
        if not fact.can_be_disputed_by(challenger):
            raise PermissionDenied("You cannot dispute this fact.")
        EditLock.objects.refuse_locked(fact.film)
        if fact.disputes.open().exists():
            raise AlreadyDisputedError
        text_before = fact.as_printed()
        made = self.create(fact=fact, challenger=challenger, words=words, source=source, text_before=text_before)
        fact.film.touch()
        return made


class Dispute(models.Model):
    """A member says that a published fact is wrong, and where that can be read; an editor decides.

    The fact is corrected, kept, or (a goof) moved to "incorrectly regarded as goof". Both members are named beside it.
    """

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", "Corrected"
        KEPT = "kept", "Kept as it was"
        MOVED = "moved", "Moved to “incorrectly regarded as goof”"
        WITHDRAWN = "withdrawn", "Withdrawn"

    fact = models.ForeignKey("TriviaItem", models.CASCADE, related_name="disputes")
    challenger = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="disputes")
    words = models.TextField(max_length=2000, help_text="What is wrong, and what is right.")
    source = models.TextField(max_length=500, help_text="Where that can be looked up.")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(max_length=500, blank=True)
    # As the page printed the fact when it was disputed, and when that was decided.
    text_before = models.TextField(blank=True, editable=False)
    text_after = models.TextField(blank=True, editable=False)
    # An editor keeps the challenger's words off the page; a moderator has taken down what the fact said.
    has_unfit_words = models.BooleanField(default=False, editable=False)
    is_withheld = models.BooleanField(default=False, editable=False)

    objects = DisputeManager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words="") & ~Q(source=""), name="dispute_has_words_and_a_source"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | ~Q(outcome="") & Q(decided_at__isnull=False),
                name="dispute_decided_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "withdrawn"]) | ~Q(reason=""), name="dispute_decided_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(outcome="withdrawn") | ~Q(decided_by=F("challenger")),
                name="nobody_decides_on_their_own_dispute",
            ),
            models.UniqueConstraint(fields=["fact"], condition=Q(outcome=""), name="one_open_dispute_per_fact"),
        ]

    def __str__(self):
        return f"Dispute {self.pk}"

    def get_absolute_url(self):
        return f"{reverse('catalog:trivia_item', args=[self.fact_id])}#{self.anchor}"

    @property
    def anchor(self):
        return f"dispute-{self.pk}"

    @property
    def is_open(self):
        return not self.outcome

    @property
    def has_changed_the_fact(self):
        return self.outcome in {self.Outcome.CORRECTED, self.Outcome.MOVED}

    def had_a_part(self, member):
        """Whether the fact or the dispute is this member's own, so that somebody else decides."""
        return member.pk in {self.challenger_id, self.fact.contributor_id}

    @transaction.atomic
    def withdraw(self):
        """Its challenger takes it back. Raises OvertakenError where somebody has decided."""
        self._hold()
        self._close(self.Outcome.WITHDRAWN)

    @transaction.atomic
    def decide(self, outcome, *, by, reason, changes=None, seen=None, has_unfit_words=False):
        """Correct the fact by these `changes`, keep it, or move a goof to those that are none; and tell both members.

        `seen` is the fact's `text_mark` on the page of the editor. Raises OvertakenError where something else has
        happened since, PermissionDenied for who is no editor or had a part in it, ValidationError for a correction of
        nothing and on a locked film.
        """
        self._hold()
        if self.had_a_part(by):
            raise PermissionDenied("You had a part in this, so somebody else decides.")
        if not by.has_perm("catalog.change_dispute"):
            raise PermissionDenied("Editors decide on disputes.")
        if not self.fact.is_published:
            raise OvertakenError("The fact does not stand on the site any more.")
        if seen not in {None, self.fact.text_mark}:
            raise OvertakenError("The fact has been changed since this page was opened.")
        self._change_fact(outcome, changes or {})
        self.decided_by, self.reason, self.has_unfit_words = by, reason, has_unfit_words
        self._close(outcome)
        for member in {self.challenger, self.fact.contributor} - {None}:
            self._tell(member)

    def _change_fact(self, outcome, changes):
        if outcome == self.Outcome.MOVED:
            changes = changes | {"goof_type": self.fact.GoofType.NOT_A_GOOF}
        if outcome != self.Outcome.KEPT:
            EditLock.objects.refuse_locked(self.fact.film)
            self.fact.correct(**changes)
            if self.fact.as_printed() == self.text_before:
                raise ValidationError(NOTHING_CHANGED)

    def _hold(self):
        """Hold the film, then read again how the dispute and its fact stand."""
        self.fact.film.lock()
        self.refresh_from_db()
        if not self.is_open:
            raise OvertakenError(f"This dispute is over: {self.get_outcome_display().lower()}.")

    def _close(self, outcome):
        self.outcome, self.decided_at, self.text_after = outcome, timezone.now(), self.fact.as_printed()
        self.save()
        self.fact.film.touch()

    def _tell(self, member):
        is_challenger = member.pk == self.challenger_id
        context = {"dispute": self, "member": member, "is_challenger": is_challenger, "base_url": settings.BASE_URL}
        whose = "you disputed in" if is_challenger else "you contributed to"
        Notification.objects.tell(
            member,
            News.CONTRIBUTION,
            f"A fact {whose} {self.fact.film}: {self.get_outcome_display().lower()}",
            body=render_to_string("catalog/mail/dispute.txt", context),
            url=self.get_absolute_url(),
        )
