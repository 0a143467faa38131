from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class AlsoLiked(models.Model):
    """A film that many of those who rated another one highly rated highly too; computed by `recompute_see_next`."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="also_liked")
    other = models.ForeignKey("Film", models.CASCADE, related_name="+")
    members = models.PositiveIntegerField(help_text="How many members gave both films 8 or more.")
    likeness = models.FloatField(help_text="What the films are ordered by.")
    computed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-likeness", "other"]
        constraints = [
            models.UniqueConstraint(fields=["film", "other"], name="also_liked_once"),
            models.CheckConstraint(condition=~Q(film=F("other")), name="film_is_not_its_own_neighbour"),
        ]
        indexes = [models.Index(fields=["film", "-likeness"], name="also_liked_by_likeness")]

    def __str__(self):
        return f"{self.other} after {self.film}"
