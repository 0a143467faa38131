import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, Max, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone

from accounts import limits
from diary.models.watchlist_entry import WatchlistEntry

# The evening on which the Lumières first took money for a show.
FIRST_SHOW = datetime.date(1895, 12, 28)
# What a member says about a viewing.
SAID = ["watched_on", "is_rewatch", "is_finished", "film_version", "note"]


class ViewingQuerySet(models.QuerySet):
    def finished(self):
        """Those that count as having seen the film."""
        return self.filter(is_finished=True)

    def of_year(self, year: int):
        return self.filter(watched_on__range=(datetime.date(year, 1, 1), datetime.date(year, 12, 31)))

    def undated(self):
        return self.filter(watched_on=None)

    def latest_first(self):
        """As a diary is read; what nobody remembers the day of comes last."""
        return self.order_by(F("watched_on").desc(nulls_last=True), "-pk")

    def years(self) -> list[tuple[int | None, int]]:
        """How many there are in each year, the latest first; None stands for those without a date, at the end."""
        counted = self.order_by().values(year=ExtractYear("watched_on")).annotate(count=Count("pk"))
        return list(counted.order_by(F("year").desc(nulls_last=True)).values_list("year", "count"))

    def in_short(self) -> dict:
        """How often it was seen to the end and when last, and how often not to the end and when last; one query."""
        done, given_up = Q(is_finished=True), Q(is_finished=False)
        return self.aggregate(
            times=Count("pk", filter=done),
            last=Max("watched_on", filter=done),
            given_up=Count("pk", filter=given_up),
            last_given_up=Max("watched_on", filter=given_up),
        )


class ViewingManager(models.Manager.from_queryset(ViewingQuerySet)):
    @transaction.atomic
    def log(self, film, member, *, again=False, **said):
        """Write a viewing into a member's diary; a film that was seen to the end drops off their watchlist.

        Raises ValidationError, code "same_day", where the film stands there for that day already and the member has
        not said that it was seen `again`; TooMany where very much was written in a short time.
        """
        member.lock()
        viewing = Viewing(film=film, member=member, **said)
        if not again:
            viewing.refuse_same_day()
        limits.enforce(self.filter(member=member), "logged_at", limits.VIEWINGS)
        viewing.save(force_insert=True)
        if viewing.is_finished:
            WatchlistEntry.objects.seen(film, member, WatchlistEntry.Because.LOGGED)
        return viewing


class Viewing(models.Model):
    """A member has seen a film: on a day, or at some time nobody remembers; to the end, or not.

    Which version it was and what was noted are for the member alone: no moderator ever reads them.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="viewings")
    film = models.ForeignKey("catalog.Film", models.CASCADE, related_name="viewings")
    watched_on = models.DateField(null=True, blank=True, help_text="Empty: some time, no matter when.")
    is_rewatch = models.BooleanField("seen before", default=False)
    is_finished = models.BooleanField("to the end", default=True)
    film_version = models.CharField(max_length=60, blank=True, help_text="For example: director's cut.")
    note = models.CharField(max_length=500, blank=True, help_text="For you alone.")
    logged_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ViewingManager()

    class Meta:
        ordering = [F("watched_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(watched_on=None) | Q(watched_on__gte="1895-12-28"),
                name="nobody_saw_films_before_there_were_any",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-watched_on", "-id"], name="diary_by_date"),
            models.Index(fields=["member", "film"], name="viewings_of_film"),
        ]

    def __str__(self):
        return f"{self.film}, seen by {self.member}"

    def get_absolute_url(self):
        return reverse("diary:viewing", args=[self.pk])

    def refuse_same_day(self):
        """Raise ValidationError where another entry has the same film on the same day."""
        others = Viewing.objects.filter(member=self.member_id, film=self.film_id).exclude(pk=self.pk)
        if self.watched_on and others.filter(watched_on=self.watched_on).exists():
            raise ValidationError("This film is in your diary for that day already.", code="same_day")

    @transaction.atomic
    def amend(self, *, again=False, **said):
        """Change what was said about it, and return it; raises ValidationError as log() does."""
        self.member.lock()
        was_finished = self.is_finished
        moved = said["watched_on"] != self.watched_on
        for name, value in said.items():
            setattr(self, name, value)
        if moved and not again:
            self.refuse_same_day()
        self.save(update_fields=SAID)
        if self.is_finished and not was_finished:
            WatchlistEntry.objects.seen(self.film, self.member, WatchlistEntry.Because.LOGGED)
        return self
