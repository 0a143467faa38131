from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Case, Count, F, Prefetch, Q, Value, When, Window
from django.db.models.functions import Mod, RowNumber
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import Notification
from accounts.models.notification import Kind as News


class TriviaItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The facts this reader may know about: what is published, and one's own."""
        published = Q(state=TriviaItem.State.PUBLISHED)
        return self.filter(published | Q(contributor=user) if user.is_authenticated else published)

    def published(self):
        return self.filter(state=TriviaItem.State.PUBLISHED)

    def with_words(self):
        """All that is printed of a fact: who brought it and, in one query more, the lines of a quote."""
        lines = QuoteLine.objects.select_related("credit__person")
        return self.select_related("contributor").prefetch_related(Prefetch("quote_lines", lines))

    def in_order(self):
        """As a page lists them: goofs by type, in the order of the types; what gives the story away at the end."""
        places = [When(goof_type=goof_type, then=place) for place, goof_type in enumerate(TriviaItem.GoofType)]
        return self.order_by("has_spoilers", Case(*places, default=0), "pk")

    def teasers(self, day):
        """One fact of each kind and spoiler mark, another one every day, with how many facts `kind_count` says.

        A kind of which every fact is a spoiler still has its row, so that its page can be offered.
        """
        group = [F("kind"), F("has_spoilers")]
        return (
            self.published()
            .annotate(
                kind_count=Window(Count("*"), partition_by=[F("kind")]),
                place=Window(RowNumber(), partition_by=group, order_by="pk"),
                places=Window(Count("*"), partition_by=group),
            )
            .filter(place=Mod(Value(day.toordinal()), F("places")) + 1)
        )


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

    objects = TriviaItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="goof", goof_type__gt="") | (~Q(kind="goof") & Q(goof_type="")),
                name="goofs_have_a_type",
                violation_error_message="A goof has a type, and nothing else has one.",
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
        indexes = [models.Index(fields=["film", "state", "kind", "id"], name="trivia_by_kind")]

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

    def plain_text(self) -> str:
        """The whole fact as text: a quote's lines one below the other."""
        return self.text or "\n".join(str(line) for line in self.quote_lines.all())

    @transaction.atomic
    def decide(self, state, *, by, reason=""):
        """Publish or decline the fact as its editor, and tell whoever brought it.

        Raises PermissionDenied for what a moderator has taken down.
        """
        # Whether one has, just now, can only be asked while none can; the film first, as everywhere.
        self.film.lock()
        self.refresh_from_db(fields=["state"])
        if self.is_with_moderators:
            raise PermissionDenied("A moderator has decided on this fact.")
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
            body=render_to_string("catalog/mail/contribution.txt", context),
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

    def _move_to(self, state, *, by, reason):
        self.state, self.decided_by, self.decided_at, self.decision_reason = state, by, timezone.now(), reason
        self.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
        self.film.touch()

    @transaction.atomic
    def mark_as_spoiler(self, has_spoilers=True):
        self.has_spoilers = has_spoilers
        self.save(update_fields=["has_spoilers"])
        self.film.touch()


class QuoteLine(models.Model):
    """One line of a quote: a speaker's words, or a stage direction, which nobody speaks."""

    item = models.ForeignKey(TriviaItem, models.CASCADE, related_name="quote_lines")
    position = models.PositiveSmallIntegerField()
    speaker = models.CharField(max_length=120, blank=True, help_text="Leave empty for a stage direction.")
    credit = models.ForeignKey("Credit", models.SET_NULL, null=True, blank=True, related_name="quote_lines")
    text = models.CharField(max_length=1000)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="one_line_per_position"),
            models.CheckConstraint(condition=~Q(text=""), name="quote_line_not_empty"),
            models.CheckConstraint(condition=Q(credit=None) | ~Q(speaker=""), name="direction_has_no_speaker"),
        ]

    def __str__(self):
        return f"{self.speaker}: {self.text}" if self.speaker else f"[{self.text}]"

    @property
    def is_direction(self):
        return not self.speaker
