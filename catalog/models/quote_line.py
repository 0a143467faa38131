from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords


class QuoteLine(models.Model):
    """One line of a quote: a speaker's words, or a stage direction, which nobody speaks."""

    item = models.ForeignKey("TriviaItem", models.CASCADE, related_name="quote_lines")
    position = models.PositiveSmallIntegerField()
    speaker = models.CharField(max_length=120, blank=True, help_text="Leave empty for a stage direction.")
    credit = models.ForeignKey("Credit", models.SET_NULL, null=True, blank=True, related_name="quote_lines")
    text = models.CharField(max_length=1000)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="one_line_per_position"),
            models.CheckConstraint(condition=~Q(text=""), name="quote_line_not_empty"),
            models.CheckConstraint(condition=Q(credit=None) | ~Q(speaker=""), name="direction_has_no_speaker"),
        ]

    def __str__(self):
        return f"{self.speaker}: {self.text}" if self.speaker else f"[{self.text}]"

    @property
    def is_direction(self):
        return not self.speaker
