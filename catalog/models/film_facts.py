"""Small facts that belong to one film."""

from django.db import models
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords


class AlternativeTitle(models.Model):
    """Another title of a film: in another country or language, or a working title."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="alternative_titles")
    title = models.CharField(max_length=200)
    country = models.ForeignKey("Country", models.PROTECT, null=True, blank=True)
    language = models.ForeignKey("Language", models.PROTECT, null=True, blank=True)
    attribute = models.CharField(max_length=60, blank=True, help_text="For example: working title.")

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            # Coalesce, because a database takes two unknown countries for different ones.
            models.UniqueConstraint(
                "film",
                "title",
                Coalesce("country", 0),
                Coalesce("language", 0),
                name="alternative_title_once",
                violation_error_message="This title is there already.",
            )
        ]

    def __str__(self):
        return self.title


class Certificate(models.Model):
    """The age rating a country gave a film, in that country's words."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="certificates")
    country = models.ForeignKey("Country", models.PROTECT)
    certificate = models.CharField(max_length=20)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["film", "country", "certificate"], name="certificate_once"),
            models.CheckConstraint(condition=~models.Q(certificate=""), name="certificate_not_empty"),
        ]

    def __str__(self):
        return f"{self.certificate} ({self.country})"


class FilmingLocation(models.Model):
    """Where a film was shot, and which place that is in the story."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="filming_locations")
    place = models.CharField(max_length=120)
    as_place = models.CharField("stands for", max_length=120, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["film", "place"], name="filming_location_once")]

    def __str__(self):
        return f"{self.place} (as {self.as_place})" if self.as_place else self.place
