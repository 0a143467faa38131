from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from filmsite.languages import LANGUAGES

TEXT = ["headline", "body", "has_spoilers", "language", "rating"]
MAX_DRAFTS = 10


class DraftQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-saved_at", "-pk")


class DraftManager(models.Manager.from_queryset(DraftQuerySet)):
    @transaction.atomic
    def keep(self, film, member, *, pk=None, version=None, **text):
        """Save what a member is writing; the same draft again where `version` is the one it was last saved as.

        A form that was opened before somebody (its writer, in another window) saved other words does not write over
        them: it gets a draft of its own. Raises ValidationError where a member has too many texts for one film.
        """
        film.lock()
        drafts = self.filter(film=film, member=member)
        draft = drafts.filter(pk=pk, version=version).first() if pk else None
        draft = draft or next((other for other in drafts if other.text == text), None)
        if draft is None:
            if drafts.count() >= MAX_DRAFTS:
                raise ValidationError(f"You have {MAX_DRAFTS} texts for this film. Throw one away, then save again.")
            return self.create(film=film, member=member, **text)
        if draft.text != text:
            for name, value in text.items():
                setattr(draft, name, value)
            draft.version += 1
        draft.saved_at = timezone.now()
        draft.save()
        return draft


class Draft(models.Model):
    """What a member is writing about a film and has not published: theirs alone, and on no other page.

    One for each window it was written in, so that two windows never write over each other.
    """

    film = models.ForeignKey("catalog.Film", models.PROTECT, related_name="drafts")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    headline = models.TextField(blank=True)
    body = models.TextField(blank=True)
    has_spoilers = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=LANGUAGES, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = DraftManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 10)), name="draft_rating_from_1_to_10"
            ),
        ]
        indexes = [models.Index(fields=["member", "film", "-saved_at"], name="drafts_of_member")]

    def __str__(self):
        return f"Draft {self.pk} of {self.member}"

    @property
    def text(self) -> dict:
        return {name: getattr(self, name) for name in TEXT}
