from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

MOST = 5


class FavouriteManager(models.Manager):
    def of(self, member):
        """In the member's own order, each with its film."""
        return self.filter(member=member).select_related("film").order_by("position")

    @transaction.atomic
    def add(self, film, member):
        """Put a film behind the others, once; raises ValidationError where there are five."""
        member.lock()
        films = [favourite.film for favourite in self.of(member)]
        if film in films:
            return
        if len(films) >= MOST:
            raise ValidationError("Five films fit here. Take one away first.", code="full")
        self._arrange(member, [*films, film])

    @transaction.atomic
    def remove(self, film, member):
        member.lock()
        self._arrange(member, [favourite.film for favourite in self.of(member) if favourite.film != film])

    @transaction.atomic
    def put_in_order(self, member, places: dict[int, int]):
        """Sort them by the numbers the member gave, by film; the same number twice leaves these two as they were."""
        member.lock()
        films = [favourite.film for favourite in self.of(member)]
        self._arrange(member, sorted(films, key=lambda film: places.get(film.pk, MOST + 1)))

    def _arrange(self, member, films):
        """Write them anew: positions are taken, so that nothing can be moved past another one in place."""
        self.filter(member=member).delete()
        self.bulk_create(self.model(member=member, film=film, position=at) for at, film in enumerate(films, start=1))


class Favourite(models.Model):
    """One of the few films that a member shows on their public page, in the member's own order."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favourites")
    film = models.ForeignKey("catalog.Film", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    objects = FavouriteManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["member", "film"], name="favourite_once"),
            models.UniqueConstraint(fields=["member", "position"], name="one_favourite_per_position"),
            models.CheckConstraint(condition=models.Q(position__range=(1, MOST)), name="at_most_five_favourites"),
        ]

    def __str__(self):
        return f"{self.film}, {self.position} of {self.member}"
