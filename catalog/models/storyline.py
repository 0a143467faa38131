from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords


class StorylineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The storylines this reader may know about: what is published, and one's own."""
        published = Q(state=Storyline.State.PUBLISHED)
        return self.filter(published | Q(author=user) if user.is_authenticated else published)

    def published(self):
        return self.filter(state=Storyline.State.PUBLISHED)


class Storyline(models.Model):
    """A signed plot summary ("Written by ..."); one of a film's may be featured on its page.

    A moderator's decision may put it behind a spoiler warning or take it from view.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Waiting for an editor"
        DECLINED = "declined", "Declined"
        PUBLISHED = "published", "Published"
        SHIELDED = "shielded", "Hidden for a time"
        HIDDEN = "hidden", "Hidden until corrected"
        REMOVED = "removed", "Removed"

    film = models.ForeignKey("Film", models.CASCADE, related_name="storylines")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="storylines")
    text = models.TextField(max_length=4000)
    is_featured = models.BooleanField("featured", default=False)
    has_spoilers = models.BooleanField("gives away the ending", default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED, editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StorylineQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-is_featured", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="storyline_not_empty"),
            models.UniqueConstraint(
                fields=["film"],
                condition=Q(is_featured=True),
                name="one_featured_storyline",
                violation_error_message="Only one storyline of a film can be featured.",
            ),
        ]

    def __str__(self):
        return f"Storyline of {self.film} by {self.author}"

    def get_absolute_url(self):
        return f"{reverse('catalog:storylines', args=[self.film_id, self.film.slug])}#{self.anchor}"

    @property
    def anchor(self):
        return f"storyline-{self.pk}"

    @property
    def is_published(self):
        return self.state == self.State.PUBLISHED

    @property
    def is_with_moderators(self):
        """Whether a decision has taken it away, so that correcting it does not bring it back."""
        return self.state in {self.State.SHIELDED, self.State.REMOVED}

    def plain_text(self) -> str:
        return self.text

    def can_be_reported_by(self, member):
        return member.is_authenticated and member.can_take_part and self.is_published and member.pk != self.author_id

    def moderate(self, state, *, decision):
        """Carry out a decision on it."""
        self.state = state
        self.save(update_fields=["state"])
        self.film.touch()

    @transaction.atomic
    def publish_again(self):
        """An editor has corrected it: what was hidden until then is published. What was removed is not an editor's."""
        self.film.lock()
        hidden = Storyline.objects.filter(pk=self.pk, state=self.State.HIDDEN)
        hidden.update(state=self.State.PUBLISHED)
        self.film.touch()
        self.refresh_from_db(fields=["state"])

    def mark_as_spoiler(self, has_spoilers=True):
        self.has_spoilers = has_spoilers
        self.save(update_fields=["has_spoilers"])
        self.film.touch()
