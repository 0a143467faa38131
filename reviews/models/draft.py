from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Left
from django.utils import timezone

from filmsite.languages import LANGUAGES
from reviews.text import excerpt

TEXT = ["headline", "body", "has_spoilers", "language", "rating"]
MAX_DRAFTS = 10


class DraftQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-saved_at", "-pk")

    def in_short(self):
        """For lists: the film, and of the text only how it begins."""
        return self.select_related("film").defer("body").annotate(beginning=Left("body", 200))


class DraftManager(models.Manager.from_queryset(DraftQuerySet)):
    @transaction.atomic
    def keep(self, film, member, *, pk=None, version=None, **text):
        """Save what a member is writing; the same draft again where `version` is the one it was last saved as.

        A form that was opened before somebody (its writer, in another window) saved other words does not write over
        them: it gets a draft of its own. What stands in the member's review already is no draft: then there is None.
        Raises ValidationError where a member has too many texts for one film.
        """
        film.lock()
        drafts = self.filter(film=film, member=member)
        draft = drafts.filter(pk=pk, version=version).first() if pk else None
        if any(review.text | {"rating": review.rating} == text for review in film.reviews.filter(author=member)):
            if draft:
                draft.delete()
            return None
        draft = draft or next((other for other in drafts.newest_first() if other.text == text), None)
        if draft is None:
            if drafts.count() >= MAX_DRAFTS:
                raise ValidationError(f"You have {MAX_DRAFTS} texts for this film. Throw one away, then save again.")
            return self.create(film=film, member=member, **text)
        draft.save_text(text)
        return draft

    def settle(self, review, *, pk=None, version=None):
        """Take away the draft that has become this review, and those that say the same words; never any other."""
        drafts = self.filter(film=review.film_id, member=review.author_id)
        drafts.filter(headline=review.headline, body=review.body).delete()
        if pk:
            drafts.filter(pk=pk, version=version).delete()


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

    @property
    def title(self):
        """What a list calls it: its headline, or how it begins, without spoilers."""
        return self.headline or excerpt(self.beginning, 100) or "Without a headline"

    def save_text(self, text: dict):
        if self.text != text:
            for name, value in text.items():
                setattr(self, name, value)
            self.version += 1
        self.saved_at = timezone.now()
        self.save()

    def throw_away(self, version: int) -> bool:
        """Give these words up for good; False where they have become others since the writer last saw them."""
        gone, _ = Draft.objects.filter(pk=self.pk, version=version).delete()
        return bool(gone)
