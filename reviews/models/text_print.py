from django.db import models


class TextPrint(models.Model):
    """One of the sampled runs of seven words of a review, by which copied texts are found (reviews/originality.py)."""

    review = models.ForeignKey("Review", models.CASCADE, related_name="prints")
    value = models.BigIntegerField(db_index=True)

    def __str__(self):
        return f"{self.value:x} of review {self.review_id}"
