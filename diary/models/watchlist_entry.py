from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts import limits

# How long a film that has dropped off can be put back as it was.
KEPT_FOR = timedelta(days=30)


class WatchlistQuerySet(models.QuerySet):
    def wanted(self):
        """What is on the list now."""
        return self.filter(off_at=None)

    def dropped_off(self):
        """What was on it not long ago and can be put back; the latest first."""
        return self.filter(off_at__gt=timezone.now() - KEPT_FOR).order_by("-off_at", "-pk")

    def in_order(self, name: str):
        return self.order_by(*WatchlistEntry.ORDERS[name])

    def take_off(self, why):
        self.wanted().update(off_at=timezone.now(), off_because=why)

    def forget_dropped_off(self) -> int:
        """Delete what dropped off so long ago that nobody puts it back; returns how many that were."""
        return self.filter(off_at__lte=timezone.now() - KEPT_FOR).delete()[0]


class WatchlistManager(models.Manager.from_queryset(WatchlistQuerySet)):
    @transaction.atomic
    def add(self, film, member):
        """Put a film on a member's watchlist; one that dropped off lately comes back as it was, note and date included.

        Raises TooMany where the member has added very many in a short time.
        """
        member.lock()
        entry = self.filter(film=film, member=member).first()
        if entry is None:
            limits.enforce(self.filter(member=member), "added_at", limits.WATCHLIST)
            return self.create(film=film, member=member)
        entry.off_at, entry.off_because = None, ""
        entry.save(update_fields=["off_at", "off_because"])
        return entry

    def remove(self, film, member):
        self.filter(film=film, member=member).take_off(WatchlistEntry.Because.MEMBER)

    def seen(self, film, member, because):
        """The member has seen the film: it drops off their watchlist, unless they have chosen that nothing does."""
        self.filter(film=film, member=member, member__clears_watchlist=True).take_off(because)


class WatchlistEntry(models.Model):
    """A film that a member wants to see. For some weeks it is kept after it has dropped off, to be put back."""

    class Because(models.TextChoices):
        LOGGED = "logged", "it is in your diary"
        RATED = "rated", "you rated it"
        REVIEWED = "reviewed", "you reviewed it"
        MEMBER = "member", "you took it off"

    ORDERS = {
        "newest": ["-added_at", "-pk"],
        "title": ["film__sort_title", "film_id"],
        "year": ["film__year", "film_id"],
        "shortest": [F("film__runtime_minutes").asc(nulls_last=True), "film__sort_title", "film_id"],
        "score": [F("film__score").desc(nulls_last=True), "-film__rating_count", "film_id"],
    }

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watchlist")
    film = models.ForeignKey("catalog.Film", models.CASCADE, related_name="watchlist_entries")
    note = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    off_at = models.DateTimeField(null=True, editable=False)
    off_because = models.CharField(max_length=10, choices=Because, blank=True, editable=False)

    objects = WatchlistManager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name_plural = "watchlist entries"
        constraints = [
            models.UniqueConstraint(fields=["member", "film"], name="film_once_on_watchlist"),
            models.CheckConstraint(
                condition=Q(off_at=None, off_because="") | Q(off_at__isnull=False) & ~Q(off_because=""),
                name="film_drops_off_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-added_at", "-id"], name="watchlist_by_date"),
            models.Index(fields=["off_at"], name="watchlist_dropped_off"),
        ]

    def __str__(self):
        return f"{self.film} on the watchlist of {self.member}"

    @property
    def is_wanted(self):
        return self.off_at is None

    @property
    def can_be_put_back(self):
        return self.off_at is not None and self.off_at > timezone.now() - KEPT_FOR

    def write_note(self, words: str):
        """What the member wants to remember about it, for themselves alone."""
        self.note = words
        self.save(update_fields=["note"])
