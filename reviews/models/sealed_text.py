from django.db import models
from django.utils import timezone


class SealedText(models.Model):
    """The text a decision was taken on, kept for an appeal: moderators open it, each look is logged.

    Emptied on day 215, when no appeal can come or be open any more (reviews/erasure.py).
    """

    decision = models.OneToOneField("Decision", models.PROTECT, related_name="sealed")
    text = models.TextField(editable=False)
    sealed_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(erased_at=None) | models.Q(text=""), name="erased_text_is_empty"),
        ]

    def __str__(self):
        return f"Sealed text of decision {self.decision_id}"
