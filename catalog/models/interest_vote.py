from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone


def interest_of(interesting: int, dull: int) -> float:
    """The share of those who find a fact interesting, as if one of two had said so before anybody was asked."""
    return (interesting + 1) / (interesting + dull + 2)


class InterestVoteQuerySet(models.QuerySet):
    def figures(self) -> dict[str, int]:
        """How many of these votes say yes, and how many no."""
        return self.aggregate(
            interesting=Count("pk", filter=Q(is_interesting=True)), dull=Count("pk", filter=Q(is_interesting=False))
        )


class InterestVote(models.Model):
    """A member's answer to "Is this interesting?", one for each fact; the answers order the facts."""

    item = models.ForeignKey("TriviaItem", models.CASCADE, related_name="interest_votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interest_votes")
    is_interesting = models.BooleanField()
    cast_at = models.DateTimeField(default=timezone.now)

    objects = InterestVoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="one_interest_vote_per_member")]
        indexes = [models.Index(fields=["member", "-cast_at"], name="interest_votes_of_member")]

    def __str__(self):
        return f"{'Interesting' if self.is_interesting else 'Dull'}: fact {self.item_id}"
