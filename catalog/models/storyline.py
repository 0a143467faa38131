from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Storyline(models.Model):
    """A signed plot summary ("Written by ..."); one of a film's may be featured on its page."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="storylines")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="storylines")
    text = models.TextField(max_length=4000)
    is_featured = models.BooleanField("featured", default=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-is_featured", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="storyline_not_empty"),
            models.UniqueConstraint(
                fields=["film"],
                condition=Q(is_featured=True),
                name="one_featured_storyline",
                violation_error_message="Only one storyline of a film can be featured.",
            ),
        ]

    def __str__(self):
        return f"Storyline of {self.film} by {self.author}"
