from django.conf import settings
from django.db import models
from django.db.models import Q


class MergeChoice(models.Model):
    """A member had opinions on both of two films that were merged, and chooses the one that stays.

    Until then what they said of the film that was kept stands; after the 30 days of the merge it stays.
    """

    merge = models.ForeignKey("catalog.Merge", models.CASCADE, related_name="choices")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="merge_choices")
    takes_gone = models.BooleanField(null=True, help_text="Whether the opinion on the film that is gone was chosen.")
    chosen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "member"], name="one_choice_per_merge"),
            models.CheckConstraint(
                condition=Q(takes_gone=None, chosen_at=None) | Q(takes_gone__isnull=False, chosen_at__isnull=False),
                name="merge_choice_made_or_not",
            ),
        ]

    def __str__(self):
        return f"Choice of {self.member} after merge {self.merge_id}"
