from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from reviews.models.helpful_vote import SLOW_MODE_WAIT, HelpfulVote

SLOW_MODE_LASTS = timedelta(hours=24)
# What is usual is what happened in the time before.
USUAL_OVER = timedelta(days=30)


# A crowd on one film: so many members in ten minutes, and so many times what is usual for the film.
FILM_WINDOW, FILM_VOTERS, FILM_TIMES_USUAL = timedelta(minutes=10), 10, 10
# A crowd on one review: so many members in a day, so many times what it usually gets, and such a part of what the whole
# film usually gets: the readers of a much-read film are no crowd.
REVIEW_WINDOW, REVIEW_VOTERS, REVIEW_TIMES_USUAL, PART_OF_FILM = timedelta(hours=24), 6, 4, 0.25


@dataclass(frozen=True)
class Crowd:
    """More members than usual on a film's reviews: their votes, how many they are, how many usually come, how long."""

    votes: models.QuerySet
    voters: int
    usual: float
    window: timedelta


def crowd_on(review, since, now) -> Crowd | None:
    """The crowd whose last vote has just come in, on the film or on this review; votes before `since` are forgiven."""
    film_votes, review_votes = review.film.helpful_votes.counted(), review.helpful_votes.counted()
    start = max(now - FILM_WINDOW, since)
    voters = voters_after(film_votes, start)
    if voters > FILM_VOTERS:
        usual = usual_in(film_votes, FILM_WINDOW, start)
        if voters > FILM_TIMES_USUAL * usual:
            return Crowd(film_votes.filter(cast_at__gt=start), voters, usual, FILM_WINDOW)
    start = max(now - REVIEW_WINDOW, since)
    voters = voters_after(review_votes, start)
    if voters > REVIEW_VOTERS:
        usual = usual_in(review_votes, REVIEW_WINDOW, start)
        part = PART_OF_FILM * usual_in(film_votes, REVIEW_WINDOW, start)
        if voters > max(REVIEW_TIMES_USUAL * usual, part):
            return Crowd(review_votes.filter(cast_at__gt=start), voters, usual, REVIEW_WINDOW)
    return None


def voters_after(votes, start) -> int:
    return votes.filter(cast_at__gt=start).values("voter").distinct().count()


def usual_in(votes, window, start) -> float:
    """How many of these votes came in such a window, on the mean of the month before."""
    return votes.filter(cast_at__gt=start - USUAL_OVER, cast_at__lte=start).count() * (window / USUAL_OVER)


class SlowModeManager(models.Manager):
    def watch(self, review):
        """Begin a slow mode where the last votes are a burst; called in the transaction of a vote, the film locked.

        Votes that wait for another reason are no part of it: they move nothing.
        """
        now, film = timezone.now(), review.film
        if film.is_slow:
            return
        last_end = self.filter(film=film).aggregate(end=models.Max("ends_at"))["end"]
        if crowd := crowd_on(review, last_end or now - USUAL_OVER, now):
            self._begin(film, crowd, now)

    def _begin(self, film, crowd, now):
        self.create(
            film=film,
            began_at=now,
            ends_at=now + SLOW_MODE_LASTS,
            voters=crowd.voters,
            minutes=crowd.window // timedelta(minutes=1),
            usual=crowd.usual,
        )
        film.slow_until = now + SLOW_MODE_LASTS
        film.save(update_fields=["slow_until"])
        pks = list(crowd.votes.values_list("pk", flat=True))
        votes = HelpfulVote.objects.filter(pk__in=pks)
        votes.update(held_until=F("cast_at") + SLOW_MODE_WAIT)
        votes.settle(now)


class SlowMode(models.Model):
    """A day in which votes on a film's reviews wait before they count, because far more people than usual voted.

    The votes of the burst wait too. None is lost: each counts a day after it was cast, or when a moderator who has
    looked ends the slow mode early. The film's `slow_until` is a copy of the end.
    """

    film = models.ForeignKey("catalog.Film", models.PROTECT, related_name="slow_modes")
    began_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    voters = models.PositiveIntegerField(help_text="How many members voted in the window.")
    minutes = models.PositiveIntegerField("window in minutes")
    usual = models.FloatField(help_text="How many usually vote in such a window.")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SlowModeManager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("began_at")), name="slow_mode_ends_after_it_began"),
        ]
        indexes = [models.Index(fields=["film", "-ends_at"], name="slow_modes_of_film")]

    def __str__(self):
        return f"Slow mode of {self.film} from {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def reason(self):
        """As the film page announces it."""
        span = "10 minutes" if self.minutes == 10 else "24 hours"
        usual = f"{self.usual:.1f} usually do" if self.usual >= 0.05 else "hardly anybody usually does"
        return f"{self.voters} members voted within {span}, where {usual}"

    @transaction.atomic
    def end(self, moderator):
        """A moderator has looked and lets all votes count that wait for nothing else."""
        self.film.lock()
        now = timezone.now()
        self.ends_at, self.ended_by = min(self.ends_at, now), moderator
        self.save(update_fields=["ends_at", "ended_by"])
        type(self.film).objects.filter(pk=self.film_id).update(slow_until=None)
        held = HelpfulVote.objects.filter(film=self.film, held_until__gt=now)
        pks = list(held.values_list("pk", flat=True))
        held.update(held_until=None)
        HelpfulVote.objects.filter(pk__in=pks).settle(now)
