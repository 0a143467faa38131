from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone


class RatingManager(models.Manager):
    @transaction.atomic
    def record(self, film, member, value: int):
        """Set the member's rating of the film; the film's figures and the member's review follow."""
        film.lock()
        old = self.filter(film=film, member=member).values_list("value", flat=True).first()
        if old == value:
            return
        self.update_or_create(film=film, member=member, defaults={"value": value, "rated_at": timezone.now()})
        self._carry_over(film, member, old, value)

    @transaction.atomic
    def clear(self, film, member):
        """Take the member's rating of the film away, if there is one."""
        film.lock()
        old = self.filter(film=film, member=member).values_list("value", flat=True).first()
        if old is not None:
            self.filter(film=film, member=member).delete()
            self._carry_over(film, member, old, None)

    def _carry_over(self, film, member, old, new):
        film.exchange_rating(old, new)
        film.reviews.filter(author=member).update(rating=new)


class Rating(models.Model):
    """What one member gives a film, from 1 to 10; apart from any review."""

    film = models.ForeignKey("catalog.Film", models.PROTECT, related_name="ratings")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="ratings")
    value = models.PositiveSmallIntegerField()
    rated_at = models.DateTimeField(default=timezone.now)

    objects = RatingManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["film", "member"], name="one_rating_per_member_and_film"),
            models.CheckConstraint(condition=Q(value__range=(1, 10)), name="rating_from_1_to_10"),
        ]

    def __str__(self):
        return f"{self.value} by {self.member} for {self.film}"
