from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

# Two means that lie no further apart are the same one, worked out twice.
SAME = 1e-9


class ChartMeanManager(models.Manager):
    def latest_one(self):
        return self.order_by("-pk").first()

    def current(self):
        """The mean computed last; while nobody has computed any, the setting CHART_C as one without a date, unsaved."""
        return self.latest_one() or self.model(value=settings.CHART_C, rating_count=0, computed_at=None)

    def value(self) -> float:
        """The C of the weighted score: as computed last, or the setting CHART_C while nobody has computed it."""
        return self.current().value

    @transaction.atomic
    def recompute(self):
        """Work out the mean of all ratings that count, and weigh every film with it.

        Returns the mean, and how many films had another weighted score before; (None, 0), with nothing changed, on a
        site without ratings. A new row is made only where the mean is another one than last time, so that there are
        never more rows than the mean had values. The films are held until the end: who rates one meanwhile waits a
        moment, and then counts with the new mean.
        """
        films = apps.get_model("catalog", "Film").objects  # imported, it would import this module
        films.lock()
        points, count = films.aggregate(points=models.Sum("rating_sum"), count=models.Sum("rating_count")).values()
        if not count:
            return None, 0
        mean = self.latest_one()
        if mean is None or abs(mean.value - points / count) > SAME:
            mean = self.create(value=points / count, rating_count=count)
        return mean, films.weigh_again(mean.value)


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

    @property
    def printed(self) -> float:
        """The value as pages print it."""
        return round(self.value, 4)
