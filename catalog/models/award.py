from django.db import models
from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from catalog import partial_dates


class AwardBodyQuerySet(models.QuerySet):
    def with_figures(self):
        """Each body with how much of it is known here, and from which year to which."""
        return self.annotate(
            category_count=Count("awards", filter=Q(awards__nominations__isnull=False), distinct=True),
            nomination_count=Count("awards__nominations"),
            first_year=Min("awards__nominations__ceremony_year"),
            last_year=Max("awards__nominations__ceremony_year"),
        )


class AwardBody(models.Model):
    """Who gives awards: an academy, a festival, a critics' circle."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    about = models.TextField(max_length=1000, blank=True)

    objects = AwardBodyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "award bodies"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("catalog:award_body", args=[self.slug])


class Ceremony(models.Model):
    """One evening on which a body gave its awards; in some years there were two."""

    body = models.ForeignKey(AwardBody, models.CASCADE, related_name="ceremonies")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(help_text="The first, the second ... of this body.")
    name = models.CharField(max_length=160, blank=True)
    held_on = models.CharField(max_length=10, blank=True, validators=[partial_dates.validate], help_text="1929-05-16")
    film_years = models.CharField(
        max_length=9, blank=True, help_text="Whose films were honoured, where that is no single year: 1927/28."
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "ceremonies"
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="ceremony_once_per_body"),
            models.CheckConstraint(
                condition=Q(held_on="") | Q(held_on__regex=partial_dates.PATTERN), name="ceremony_has_a_partial_date"
            ),
        ]

    def __str__(self):
        return self.name or f"{self.body}, ceremony {self.number} ({self.year})"

    def get_absolute_url(self):
        return f"{reverse('catalog:award_year', args=[self.body.slug, self.year])}#ceremony-{self.number}"


class Award(models.Model):
    """One category of a body's awards, given again every year."""

    body = models.ForeignKey(AwardBody, models.CASCADE, related_name="awards")
    name = models.CharField(max_length=160)
    slug = models.SlugField(max_length=160)
    position = models.PositiveSmallIntegerField(default=1)
    gives_several = models.BooleanField(
        "given to several at once", default=False, help_text="Then two winners in one year are not a tie."
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "slug"], name="award_once_per_body")]

    def __str__(self):
        return f"{self.body}: {self.name}"

    def get_absolute_url(self):
        return reverse("catalog:award_category", args=[self.body.slug, self.slug])
