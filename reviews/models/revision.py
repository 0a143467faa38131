from django.conf import settings
from django.db import models
from django.utils import timezone

from filmsite.languages import LANGUAGES
from reviews.changes import is_another_text

# What stands in the place of words that were kept for appeals, once there can be none any more.
ERASED = "[erased]"


class RevisionQuerySet(models.QuerySet):
    def compare_with(self, text) -> list[int]:
        """Mark those of a review whose votes are, seeing what it says now, votes on an earlier version.

        Returns the ids of those that have just become so; going back to an earlier text makes its votes present again.
        What has been erased stays as it was found last.
        """
        now_earlier = []
        for revision in self.filter(helpful_votes__isnull=False).exclude(body=ERASED).distinct():
            is_earlier = is_another_text(revision.plain_text(), text)
            if is_earlier != revision.is_earlier:
                self.filter(pk=revision.pk).update(is_earlier=is_earlier)
                now_earlier += [revision.pk] if is_earlier else []
        return now_earlier

    def in_order(self):
        return self.order_by("number")

    def with_spoilers(self):
        """Those that give away the story, as a whole or in a passage that is marked."""
        return self.filter(models.Q(has_spoilers=True) | models.Q(body__icontains="[spoiler]"))


class Revision(models.Model):
    """A review as it once stood published: number 1 is the first, the last one is what stands there now.

    `is_earlier` says that more than a tenth of the text has changed since, so that votes cast on it are votes on an
    earlier version. `withheld_by` is the moderator's decision that took this text from the eyes of others.
    """

    review = models.ForeignKey("Review", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    headline = models.CharField(max_length=100)
    body = models.TextField()
    has_spoilers = models.BooleanField()
    language = models.CharField(max_length=2, choices=LANGUAGES)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_earlier = models.BooleanField(default=False)
    withheld_by = models.ForeignKey(
        "Decision", models.PROTECT, null=True, blank=True, related_name="withheld_revisions"
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="revisions_are_numbered"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revision_number_from_1"),
        ]

    def __str__(self):
        return f"Revision {self.number} of review {self.review_id}"

    def plain_text(self) -> str:
        """The whole text, in the form of Review.plain_text."""
        return f"{self.headline}\n\n{self.body}"

    def can_be_read_by(self, member):
        """What a moderator has taken from view is left to its author; moderators open it on its case, on the record."""
        return self.withheld_by_id is None or member.pk == self.review.author_id
