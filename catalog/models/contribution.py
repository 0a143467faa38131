from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from catalog import contributing
from catalog.models.contribution_kind import ContributionKind
from catalog.models.contribution_queryset import ContributionQuerySet
from catalog.models.edit_lock import EditLock
from catalog.models.film import Film


class Contribution(models.Model):
    """Something a member suggests for a film (or a person): what the form of its kind said, and what became of it.

    Facts and storylines exist as rows of their own from the moment they are sent, seen by their contributor alone;
    everything else is made when an editor accepts it. `made` is that row. What each kind does is in
    catalog/contributing/.
    """

    Kind = ContributionKind

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PENDING = "pending", "Waiting for an editor"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        MERGED = "merged", "Merged with what was there"
        WITHDRAWN = "withdrawn", "Withdrawn"

    kind = models.CharField(max_length=20, choices=Kind)
    film = models.ForeignKey("Film", models.CASCADE, null=True, blank=True, related_name="contributions")
    person = models.ForeignKey("Person", models.CASCADE, null=True, blank=True, related_name="contributions")
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contributions")
    values = models.JSONField(default=dict)
    source = models.TextField(max_length=500, blank=True, help_text="Seen by editors only.")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decision_reason = models.CharField(max_length=300, blank=True)
    is_amended = models.BooleanField(default=False, editable=False, help_text="An editor changed it when accepting.")
    is_sampled = models.BooleanField(default=False, editable=False)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)
    made_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    made_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    made = GenericForeignKey("made_type", "made_id", for_concrete_model=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(film__isnull=False, person=None) | Q(film=None, person__isnull=False),
                name="contribution_to_a_film_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None) | ~Q(state="draft") & Q(sent_at__isnull=False),
                name="contribution_sent_unless_draft",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "pending", "withdrawn"], decided_at=None)
                | Q(state__in=["accepted", "declined", "merged"], decided_at__isnull=False),
                name="contribution_decided_unless_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decision_reason=""),
                name="contribution_declined_with_a_reason",
                violation_error_message="Tell the contributor why it is declined.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("contributor")),
                name="nobody_decides_on_their_own_contribution",
            ),
            models.CheckConstraint(
                condition=Q(looked_at=None, looked_by=None)
                | Q(looked_at__isnull=False, looked_by__isnull=False) & ~Q(looked_by=F("contributor")),
                name="contribution_looked_at_by_somebody_else",
            ),
            models.UniqueConstraint(
                "contributor",
                "kind",
                Coalesce("film", 0),
                Coalesce("person", 0),
                condition=Q(state="draft"),
                name="one_draft_per_kind_and_film",
            ),
        ]
        indexes = [
            models.Index(fields=["sent_at", "id"], condition=Q(state="pending"), name="contributions_waiting"),
            models.Index(
                fields=["sent_at", "id"],
                condition=Q(state="accepted", is_sampled=True, looked_at=None),
                name="contributions_to_look_at",
            ),
            models.Index(fields=["contributor", "state", "-id"], name="contributions_of_member"),
            models.Index(fields=["made_type", "made_id"], name="contribution_that_made"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.subject}"

    def get_absolute_url(self):
        return reverse("catalog:my_contribution", args=[self.pk])

    @property
    def subject(self):
        """The film or person it is about."""
        return self.film or self.person

    @property
    def handler(self):
        """What its kind means: its form, and what becomes of it."""
        return contributing.handler_of(self.kind)

    @property
    def is_waiting(self):
        return self.state == self.State.PENDING

    @property
    def is_to_look_at(self):
        """Whether an editor has yet to look at what was published without one."""
        return self.state == self.State.ACCEPTED and self.is_sampled and self.looked_at is None

    @property
    def was_taken_back(self):
        """Whether it stood on the site until an editor refused it."""
        return self.state == self.State.DECLINED and self.looked_at is not None

    @property
    def words(self) -> str:
        """What it says, as plain text for a line of a list."""
        return self.handler.words(self.values)

    def hold(self):
        """Hold the film or person, then this row as it is now, until the transaction ends."""
        if self.film_id:
            Film.objects.filter(pk__in=self.handler.films(self)).lock()
        else:
            self.person.lock()
        self.refresh_from_db(from_queryset=Contribution.objects.select_for_update(of=("self",)))

    # By the contributor

    @transaction.atomic
    def send(self):
        """Put it before the editors; what a trusted contributor sends is published at once."""
        self.hold()
        self._refuse_unless(self.State.DRAFT)
        self._refuse_who_cannot_take_part()
        self._refuse_locked()
        self.state, self.sent_at = self.State.PENDING, timezone.now()
        self.made = self.handler.propose(self)
        self._save_next()
        if contributing.is_trusted(self.contributor):
            self.publish_directly()

    @transaction.atomic
    def amend(self, values, source):
        """Say it otherwise, while nobody has decided on it."""
        self.hold()
        self._refuse_unless(self.State.DRAFT, self.State.PENDING)
        self._refuse_who_cannot_take_part()
        self.values, self.source, self.saved_at = values, source, timezone.now()
        if self.is_waiting:
            self.made = self.handler.propose(self)
        self._save_next()

    @transaction.atomic
    def withdraw(self):
        """Take it back while nobody has decided on it. Its words stay with its contributor."""
        self.hold()
        self._refuse_unless(self.State.PENDING)
        self.handler.discard(self)
        self.made, self.state = None, self.State.WITHDRAWN
        self._save_next()

    def publish_directly(self):
        """Publish what has just been sent, without an editor; what cannot be published waits for one all the same."""
        self._refuse_unless(self.State.PENDING)
        try:
            with transaction.atomic():
                made = self.handler.publish(self)
        except ValidationError:
            return
        self.made, self.is_sampled = made, contributing.is_drawn()
        self._close(self.State.ACCEPTED, by=None)

    # By an editor

    @transaction.atomic
    def accept(self, *, by, values=None, version=None):
        """Publish it, as it was sent or with the editor's own changes."""
        self._take(by, version, self.State.PENDING)
        self._publish(by, values)

    @transaction.atomic
    def accept_after_all(self, *, by, values=None, version=None):
        """Publish what had been declined."""
        self._take(by, version, self.State.DECLINED)
        self.looked_by = self.looked_at = None
        self._publish(by, values)

    @transaction.atomic
    def decline(self, *, by, reason, version=None):
        """Say no, and why; the contributor reads the reason."""
        self._take(by, version, self.State.PENDING)
        self.handler.decline(self, by=by, reason=reason)
        self._close(self.State.DECLINED, by=by, reason=reason)
        contributing.tell(self)

    @transaction.atomic
    def merge_with(self, row, *, by, reason="", version=None):
        """Say that the site knew it already, or knows it now in other words: `row` stands for both."""
        self._take(by, version, self.State.PENDING)
        self.handler.discard(self)
        self.made = row
        self._close(self.State.MERGED, by=by, reason=reason)
        contributing.tell(self)

    @transaction.atomic
    def look_at(self, *, by, version=None):
        """An editor has looked at what was published without one, and lets it stand."""
        self._take(by, version, self.State.ACCEPTED)
        if not self.is_to_look_at:
            raise contributing.Changed(self)
        self.looked_by, self.looked_at = by, timezone.now()
        self._save_next()

    @transaction.atomic
    def take_back(self, *, by, reason, version=None):
        """Refuse what stands on the site: it goes again, and its contributor reads why."""
        self._take(by, version, self.State.ACCEPTED)
        self._refuse_locked()
        self.made = self.handler.take_back(self, by=by, reason=reason)
        self.looked_by, self.looked_at = by, timezone.now()
        self._close(self.State.DECLINED, by=by, reason=reason)
        contributing.tell(self)

    def _publish(self, by, values):
        if values is not None and values != self.values:
            self.values, self.is_amended = values, True
        self._refuse_locked()
        # The row that it becomes keeps who published it.
        self.decided_by = by
        self.made = self.handler.publish(self)
        self._close(self.State.ACCEPTED, by=by)
        contributing.tell(self)

    def _take(self, by, version, state):
        """Hold it for an editor, who has seen it in this version and state."""
        self.hold()
        self._refuse_who_may_not_decide(by)
        self._refuse_unless(state)
        if version not in {None, self.version}:
            raise contributing.Changed(self)

    def _refuse_who_may_not_decide(self, by):
        if by.pk == self.contributor_id:
            raise PermissionDenied("Nobody decides on their own contribution.")
        if not by.has_perm("catalog.change_contribution"):
            raise PermissionDenied("Editors decide on contributions.")

    def _refuse_who_cannot_take_part(self):
        if not self.contributor.can_take_part:
            raise PermissionDenied("Whoever is suspended contributes nothing.")

    def _refuse_locked(self):
        films = Film.objects.filter(pk__in=self.handler.films(self))
        EditLock.objects.refuse_locked(*films, *filter(None, [self.person]))

    def _refuse_unless(self, *states):
        if self.state not in states:
            raise contributing.Changed(self)

    def _close(self, state, *, by, reason=""):
        self.state, self.decided_by, self.decided_at, self.decision_reason = state, by, timezone.now(), reason
        self._save_next()
        if self.film_id:
            self.film.touch()

    def _save_next(self):
        """Keep it as its next version: whoever looks at an earlier one decides nothing any more."""
        self.version += 1
        self.save()
