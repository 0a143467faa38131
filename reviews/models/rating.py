from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from diary.models import WatchlistEntry
from reviews.sides import side_of


class RatingQuerySet(models.QuerySet):
    def counted(self):
        return self.filter(is_counted=True)

    def count_or_not(self, *, counted: bool):
        """Let these ratings count for their films' figures, or leave them out."""
        for rating in self.exclude(is_counted=counted).select_related("film").order_by("film"):
            rating.count_or_not(counted)


class RatingManager(models.Manager.from_queryset(RatingQuerySet)):
    @transaction.atomic
    def record(self, film, member, value: int):
        """Set the member's rating of the film; the film's figures, the member's review and votes follow.

        Raises PermissionDenied for a suspended member.
        """
        film.lock()
        member.lock()
        if not member.can_take_part:
            raise PermissionDenied("You are suspended.")
        rating = self.filter(film=film, member=member).first()
        if rating and rating.value == value and rating.is_counted:
            return
        old = rating.value if rating and rating.is_counted else None
        # It counts from now on, also where a suspension that is over has left the earlier one out.
        given = {"value": value, "rated_at": timezone.now(), "is_counted": True}
        self.update_or_create(film=film, member=member, defaults=given)
        self._carry_over(film, member, old, value)
        if rating is None:
            WatchlistEntry.objects.seen(film, member, WatchlistEntry.Because.RATED)

    @transaction.atomic
    def clear(self, film, member):
        """Take the member's rating of the film away, if there is one."""
        film.lock()
        rating = self.filter(film=film, member=member).first()
        if rating is not None:
            rating.delete()
            self._carry_over(film, member, rating.value if rating.is_counted else None, None)

    def _carry_over(self, film, member, old, new):
        film.exchange_rating(old, new)
        film.reviews.filter(author=member).update(rating=new)
        votes = film.helpful_votes.filter(voter=member).exclude(side=side_of(new))
        reviews = list(film.reviews.filter(helpful_votes__in=votes).order_by("pk"))
        votes.update(side=side_of(new))
        for review in reviews:
            review.recount_votes()


class Rating(models.Model):
    """What one member gives a film, from 1 to 10; apart from any review. While they are suspended it does not count."""

    film = models.ForeignKey("catalog.Film", models.PROTECT, related_name="ratings")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="ratings")
    value = models.PositiveSmallIntegerField()
    rated_at = models.DateTimeField(default=timezone.now)
    is_counted = models.BooleanField(default=True, editable=False)

    objects = RatingManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["film", "member"], name="one_rating_per_member_and_film"),
            models.CheckConstraint(condition=Q(value__range=(1, 10)), name="rating_from_1_to_10"),
        ]

    def __str__(self):
        return f"{self.value} by {self.member} for {self.film}"

    @transaction.atomic
    def count_or_not(self, counted: bool):
        """Add this rating to the film's figures, or take it out of them, without changing it."""
        self.film.lock()
        if Rating.objects.filter(pk=self.pk).exclude(is_counted=counted).update(is_counted=counted):
            self.film.exchange_rating(*((None, self.value) if counted else (self.value, None)))
        self.is_counted = counted
