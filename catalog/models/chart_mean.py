from django.conf import settings
from django.db import models
from django.utils import timezone


class ChartMeanManager(models.Manager):
    def latest_one(self):
        return self.order_by("-pk").first()

    def value(self) -> float:
        """The C of the weighted score: as computed last, or the setting CHART_C while nobody has computed it."""
        latest = self.latest_one()
        return latest.value if latest else settings.CHART_C


class ChartMean(models.Model):
    """The mean of all ratings on the site as it was on a day: the C towards which the chart draws every film.

    Made by `manage.py recompute_chart`, which weighs all films again with it; the earlier ones are kept.
    """

    value = models.FloatField()
    rating_count = models.PositiveBigIntegerField(help_text="Of how many ratings it is the mean.")
    computed_at = models.DateTimeField(default=timezone.now)

    objects = ChartMeanManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(value__range=(1, 10)), name="chart_mean_from_1_to_10"),
        ]

    def __str__(self):
        return f"{self.value:.4f} on {self.computed_at:%Y-%m-%d}"
