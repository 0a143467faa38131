from django.conf import settings
from django.db import models
from django.utils import timezone


class ListEntryQuerySet(models.QuerySet):
    def listed(self):
        """Those of lists that everybody finds."""
        return self.filter(film_list__visibility="public", film_list__state="published")

    def noted(self):
        """Those with a word on the film, in their order."""
        return self.exclude(note="").select_related("film").order_by("position")


class ListEntry(models.Model):
    """One film of a list. Who brought it is its owner as a rule, and else whoever suggested it."""

    film_list = models.ForeignKey("FilmList", models.CASCADE, related_name="entries")
    film = models.ForeignKey("catalog.Film", models.CASCADE, related_name="list_entries")
    position = models.PositiveIntegerField()
    note = models.CharField(max_length=1000, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="list_entries")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "list entries"
        constraints = [
            models.UniqueConstraint(fields=["film_list", "film"], name="film_once_per_list"),
            models.UniqueConstraint(fields=["film_list", "position"], name="one_film_per_position"),
        ]
        indexes = [models.Index(fields=["added_by", "-added_at"], name="list_entries_of_member")]

    def __str__(self):
        return f"{self.film_list}, {self.position}"

    @property
    def anchor(self):
        return f"film-{self.film_id}"
