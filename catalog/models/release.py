from django.db import models
from django.db.models import F, Min, Q, Value, Window
from django.db.models.functions import Coalesce, RPad
from simple_history.models import HistoricalRecords

from catalog import partial_dates


class ReleaseQuerySet(models.QuerySet):
    def by_country(self):
        """The country that saw the film first comes first; within a country by date."""
        # A date without a day comes after all days of its month, a year by itself after all its months.
        latest = RPad("date", 10, Value("-99-99"))
        first = Window(Min(latest), partition_by=F("country"))
        rows = self.select_related("country").annotate(latest=latest, first=first)
        return rows.order_by("first", "country", "latest", "pk")


class Release(models.Model):
    """When a film came out somewhere, and how."""

    class Kind(models.TextChoices):
        PREMIERE = "premiere", "Premiere"
        FESTIVAL = "festival", "Festival"
        CINEMA = "cinema", "In cinemas"
        LIMITED = "limited", "In few cinemas"
        RERELEASE = "rerelease", "In cinemas again"
        TELEVISION = "television", "On television"
        PHYSICAL = "physical", "On disc or tape"
        DIGITAL = "digital", "Online"

    film = models.ForeignKey("Film", models.CASCADE, related_name="releases")
    country = models.ForeignKey("Country", models.PROTECT, null=True, blank=True)
    date = models.CharField(
        max_length=10, validators=[partial_dates.validate], help_text="1988, 1988-06 or 1988-06-17."
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CINEMA)
    note = models.CharField(max_length=120, blank=True, help_text="For example: the festival, or the version shown.")

    objects = ReleaseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                "film",
                Coalesce("country", 0),
                "date",
                "kind",
                "note",
                name="release_once",
                violation_error_message="This release is there already.",
            ),
            models.CheckConstraint(condition=Q(date__regex=partial_dates.PATTERN), name="release_has_a_partial_date"),
        ]

    def __str__(self):
        return ", ".join(str(part) for part in (self.country, partial_dates.in_words(self.date), self.note) if part)
