from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class HelpfulVote(models.Model):
    """One member's answer to "Was this review helpful to you?".

    The review's author stands here too, so that the database itself refuses a vote on one's own review.
    """

    review = models.ForeignKey("Review", models.CASCADE, related_name="helpful_votes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="helpful_votes")
    is_helpful = models.BooleanField()
    cast_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "voter"], name="one_vote_per_member_and_review"),
            models.CheckConstraint(condition=~Q(voter=F("author")), name="no_vote_on_ones_own_review"),
        ]
        indexes = [models.Index(fields=["voter", "-cast_at"], name="votes_of_member")]

    def __str__(self):
        return f"{'Yes' if self.is_helpful else 'No'} from {self.voter} on review {self.review_id}"
