from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from simple_history.models import HistoricalRecords

from accounts.models import Notification
from accounts.models.notification import Kind as News
from catalog.models.dispute import Dispute
from catalog.models.edit_lock import EditLock
from catalog.models.interest_vote import interest_of
from catalog.models.parents_guide import GuideCategory
from catalog.models.trivia_queryset import TriviaItemQuerySet

INTEREST_FIGURES = ["interesting_count", "dull_count", "interest"]


class TriviaItem(models.Model):
    """One contributed fact about a film: trivia, a goof, a quote, a crazy credit or an alternate version.

    A fact waits until an editor publishes or declines it. A moderator's decision may hide or remove a published one.
    """

    class Kind(models.TextChoices):
        TRIVIA = "trivia", "Trivia"
        GOOF = "goof", "Goofs"
        QUOTE = "quote", "Quotes"
        CRAZY_CREDIT = "crazy_credit", "Crazy credits"
        ALTERNATE_VERSION = "alternate_version", "Alternate versions"
        PARENTS_GUIDE = "parents_guide", "Parents guide"

    class GoofType(models.TextChoices):
        CONTINUITY = "continuity", "Continuity"
        FACTUAL = "factual", "Factual error"
        ANACHRONISM = "anachronism", "Anachronism"
        REVEALING = "revealing", "Revealing mistake"
        CREW = "crew", "Crew or equipment visible"
        BOOM = "boom", "Boom mic visible"
        SYNC = "sync", "Audio/visual unsynchronised"
        GEOGRAPHY = "geography", "Error in geography"
        PLOT_HOLE = "plot_hole", "Plot hole"
        CHARACTER = "character", "Character error"
        MISCELLANEOUS = "miscellaneous", "Miscellaneous"
        NOT_A_GOOF = "not_a_goof", "Incorrectly regarded as goof"

    class State(models.TextChoices):
        PENDING = "pending", "Waiting for an editor"
        PUBLISHED = "published", "Published"
        DECLINED = "declined", "Declined"
        SHIELDED = "shielded", "Hidden for a time"
        HIDDEN = "hidden", "Hidden until corrected"
        REMOVED = "removed", "Removed"

    film = models.ForeignKey("Film", models.CASCADE, related_name="trivia_items")
    kind = models.CharField(max_length=20, choices=Kind)
    goof_type = models.CharField(max_length=20, choices=GoofType, blank=True, help_text="For goofs only.")
    guide_category = models.CharField(
        max_length=10, choices=GuideCategory, blank=True, help_text="For the parents guide only."
    )
    text = models.TextField(max_length=4000, blank=True, help_text="For quotes leave this empty and fill in the lines.")
    has_spoilers = models.BooleanField("gives away the story", default=False)
    minute = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Minute of the film, where it is known.")
    film_version = models.CharField(max_length=60, blank=True, help_text="For example: director's cut.")
    contributor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="trivia_items"
    )
    contributed_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decision_reason = models.CharField(max_length=200, blank=True)

    # Stored figures, kept by the verb that changes the votes
    interesting_count = models.PositiveIntegerField(default=0, editable=False)
    dull_count = models.PositiveIntegerField(default=0, editable=False)
    # The share of those who find it interesting, as if one of two had said so before: a fact without votes is at 0.5.
    interest = models.FloatField(default=0.5, editable=False)

    objects = TriviaItemQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=INTEREST_FIGURES)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="goof", goof_type__gt="") | (~Q(kind="goof") & Q(goof_type="")),
                name="goofs_have_a_type",
                violation_error_message="A goof has a type, and nothing else has one.",
            ),
            models.CheckConstraint(
                condition=Q(kind="parents_guide", guide_category__gt="")
                | (~Q(kind="parents_guide") & Q(guide_category="")),
                name="guide_items_have_a_category",
                violation_error_message="An item of the parents guide has a category, and nothing else has one.",
            ),
            models.CheckConstraint(
                condition=Q(kind="quote", text="") | (~Q(kind="quote") & ~Q(text="")),
                name="quotes_have_lines_others_text",
                violation_error_message="A quote is entered as lines; everything else needs a text.",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decision_reason=""),
                name="declined_with_a_reason",
                violation_error_message="Tell the contributor why the fact is declined.",
            ),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at=None) | ~Q(state="pending") & Q(decided_at__isnull=False),
                name="decided_unless_pending",
            ),
        ]
        indexes = [
            models.Index(fields=["film", "state", "kind", "id"], name="trivia_by_kind"),
            models.Index(fields=["film", "kind", "has_spoilers", "-interest", "id"], name="trivia_by_interest"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {Truncator(self.plain_text()).words(12)}"

    def get_absolute_url(self):
        return reverse("catalog:trivia_item", args=[self.pk])

    @property
    def author(self):
        """Who brought the fact; None for one that editors entered themselves."""
        return self.contributor

    @property
    def anchor(self):
        return f"fact-{self.pk}"

    @property
    def is_published(self):
        return self.state == self.State.PUBLISHED

    @property
    def is_with_moderators(self):
        """Whether a moderator has taken it down, so that it is no longer the editors' to publish or decline."""
        return self.state in {self.State.SHIELDED, self.State.HIDDEN, self.State.REMOVED}

    def can_be_reported_by(self, member):
        return (
            member.is_authenticated and member.can_take_part and self.is_published and member.pk != self.contributor_id
        )

    def can_be_voted_on_by(self, member):
        """Whether this member is asked "Is this interesting?"; what is there to warn parents need not be."""
        return self.can_be_reported_by(member) and self.kind != self.Kind.PARENTS_GUIDE

    def can_be_disputed_by(self, member):
        return self.can_be_reported_by(member)

    @property
    def my_answer(self):
        """What the reader has answered, on a fact fetched `with_vote_of` them: True, False, or None."""
        return self.votes_of_reader[0].is_interesting if self.votes_of_reader else None

    @property
    def interest_count(self):
        return self.interesting_count + self.dull_count

    @property
    def open_dispute(self):
        return next((dispute for dispute in self.disputes.all() if dispute.is_open), None)

    @property
    def past_disputes(self):
        """What has come of disputes, the oldest first, of a fact fetched `with_words`."""
        return [dispute for dispute in self.disputes.all() if not dispute.is_open]

    @property
    def corrections(self):
        return [dispute for dispute in self.past_disputes if dispute.has_changed_the_fact]

    def plain_text(self) -> str:
        """The whole fact as text: a quote's lines one below the other."""
        return self.text or "\n".join(str(line) for line in self.quote_lines.all())

    @property
    def place_in_film(self) -> str:
        """ "Minute 96, director's cut"; empty where nothing of it is known."""
        minute = "" if self.minute is None else f"Minute {self.minute}"
        return ", ".join(filter(None, [minute, self.film_version]))

    def as_printed(self) -> str:
        """All that a page says of it, as text: the type of a goof, the words, where in the film."""
        return "\n".join(filter(None, [self.get_goof_type_display(), self.plain_text(), self.place_in_film]))

    @property
    def text_mark(self) -> str:
        """Tells what it says now from what it said before."""
        return sha256(self.as_printed().encode()).hexdigest()[:16]

    @transaction.atomic
    def record_interest(self, member, is_interesting: bool | None):
        """Set, change or (None) take back a member's answer to "Is this interesting?".

        Raises PermissionDenied for one's own fact, and for one that is not published.
        """
        self.film.lock()
        member.lock()
        self.refresh_from_db(fields=["state", "contributor"])
        if not self.can_be_voted_on_by(member):
            raise PermissionDenied("You cannot vote on this fact.")
        votes = self.interest_votes.filter(member=member)
        if is_interesting is None:
            votes.delete()
        elif not votes.filter(is_interesting=is_interesting).exists():
            given = {"is_interesting": is_interesting, "cast_at": timezone.now()}
            self.interest_votes.update_or_create(member=member, defaults=given)
        self.recount_interest()
        self.film.touch()

    def recount_interest(self):
        """Set the figures that follow from the votes, in the transaction that changes one of them."""
        self.set_interest_figures(**self.interest_votes.figures())
        stored = {figure: getattr(self, figure) for figure in INTEREST_FIGURES}
        type(self).objects.filter(pk=self.pk).update(**stored)

    def set_interest_figures(self, interesting: int, dull: int):
        self.interesting_count, self.dull_count = interesting, dull
        self.interest = interest_of(interesting, dull)

    def correct(self, **changes):
        """Say something else from now on, as a decision on a dispute has it; the film held."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=[*changes])
        self.film.touch()

    @transaction.atomic
    def decide(self, state, *, by, reason=""):
        """Publish or decline the fact as its editor, and tell whoever brought it.

        A fact that was contributed is decided with its contribution. Raises PermissionDenied for what a moderator has
        taken down, ValidationError where the film is locked.
        """
        # Whether one has, just now, can only be asked while none can; the film first, as everywhere.
        self.film.lock()
        self.refresh_from_db(fields=["state"])
        if self.is_with_moderators:
            raise PermissionDenied("A moderator has decided on this fact.")
        EditLock.objects.refuse_locked(self.film)
        is_news = self.state != state
        self._move_to(state, by=by, reason=reason)
        if is_news and self.contributor_id not in {None, by.pk}:
            self._tell_contributor()

    def _tell_contributor(self):
        context = {"item": self, "member": self.contributor, "base_url": settings.BASE_URL}
        Notification.objects.tell(
            self.contributor,
            News.CONTRIBUTION,
            f"A fact you contributed to {self.film} {'is published' if self.is_published else 'was declined'}",
            body=render_to_string("catalog/mail/fact.txt", context),
            url=self.get_absolute_url(),
        )

    @property
    def editors_decision(self) -> dict:
        """Who published or declined the fact, when and why, for what takes it down to set back."""
        decided_at = self.decided_at.isoformat() if self.decided_at else None
        return {"decided_by": self.decided_by_id, "decided_at": decided_at, "decision_reason": self.decision_reason}

    def give_back_decision(self, kept: dict):
        """Set back an `editors_decision`."""
        self.decided_by_id, self.decision_reason = kept["decided_by"], kept["decision_reason"]
        self.decided_at = datetime.fromisoformat(kept["decided_at"]) if kept["decided_at"] else None
        self.save(update_fields=["decided_by", "decided_at", "decision_reason"])

    @transaction.atomic
    def moderate(self, state, *, decision):
        """Carry out a decision, which has a `moderator` (none where it was automatic) and the `facts`."""
        self._move_to(state, by=decision.moderator, reason=decision.facts[:200])
        if self.is_published:
            Dispute.objects.give_back(self)
        else:
            Dispute.objects.withhold(self)

    def _move_to(self, state, *, by, reason):
        self.state, self.decided_by, self.decided_at, self.decision_reason = state, by, timezone.now(), reason
        self.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
        self.film.touch()

    @transaction.atomic
    def mark_as_spoiler(self, has_spoilers=True):
        self.has_spoilers = has_spoilers
        self.save(update_fields=["has_spoilers"])
        self.film.touch()
