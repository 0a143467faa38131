from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from simple_history.models import HistoricalRecords

from catalog.models.film import Film


class Side(models.TextChoices):
    """What another film is to the one whose page one reads: the 17 kinds, in the order in which pages print them."""

    FOLLOWS = "follows", "Follows"
    FOLLOWED_BY = "followed_by", "Followed by"
    REMAKE = "remake", "Remake of"
    REMADE = "remade", "Remade as"
    SPIN_OFF = "spin_off", "Spin-off from"
    SPUN_OFF = "spun_off", "Spin-off"
    FRANCHISE = "franchise", "Same franchise"
    VERSION = "version", "Version of"
    LANGUAGE_VERSION = "language_version", "Alternate language version of"
    EDITED = "edited", "Edited from"
    EDITED_INTO = "edited_into", "Edited into"
    REFERENCES = "references", "References"
    REFERENCED = "referenced", "Referenced in"
    SPOOFS = "spoofs", "Spoofs"
    SPOOFED = "spoofed", "Spoofed in"
    FEATURES = "features", "Features"
    FEATURED = "featured", "Featured in"


class ConnectionQuerySet(models.QuerySet):
    def of(self, film):
        """All connections of a film, from whichever side they were entered, with both films."""
        shown = self.filter(Q(film=film) | Q(other=film), film__merged_into=None, other__merged_into=None)
        return shown.select_related("film", "other")

    def in_order(self, film):
        """As the film's page prints them: by the 17 kinds, within a kind the older of the other films first."""
        out, others = Q(film=film), Connection.INVERSE
        sides = [(Side(kind), out & Q(kind=kind)) for kind in Connection.Kind]
        sides += [(others.get(kind, Side(kind)), ~out & Q(kind=kind)) for kind in Connection.Kind]
        order = list(Side)
        place = Case(*(When(condition, then=order.index(side)) for side, condition in sides))
        year = Case(When(out, then="other__year"), default="film__year")
        return self.annotate(place=place, other_year=year).order_by("place", "other_year", "pk")

    def between(self, film, other):
        """Every connection that two films have already."""
        return self.filter(Q(film=film, other=other) | Q(film=other, other=film))

    @transaction.atomic
    def connect(self, film, side, other, *, note="", has_spoilers=False):
        """Say what `other` is to `film`, by one of the 17 kinds; the other film's page says it the other way round.

        Raises ValidationError where it is said already, or cannot be so.
        """
        Film.objects.filter(pk__in=[film.pk, other.pk]).lock()
        row = Connection.directed(film, side, other)
        row.note, row.has_spoilers = note, has_spoilers
        row.refuse_misfit()
        row.save()
        row.touch_films()
        return row


class Connection(models.Model):
    """How two films belong together, written down once and read from both sides: 17 kinds in all.

    A kind that reads the same from both sides is stored with the older row first, so that it cannot be there twice.
    """

    class Kind(models.TextChoices):
        FOLLOWS = "follows", "Follows"
        REMAKE = "remake", "Remake of"
        SPIN_OFF = "spin_off", "Spin-off from"
        SPOOFS = "spoofs", "Spoofs"
        REFERENCES = "references", "References"
        FEATURES = "features", "Features"
        EDITED = "edited", "Edited from"
        VERSION = "version", "Version of"
        LANGUAGE_VERSION = "language_version", "Alternate language version of"
        FRANCHISE = "franchise", "Same franchise"

    # How the other film sees it; all other kinds read the same from both sides.
    INVERSE = {
        Kind.FOLLOWS: Side.FOLLOWED_BY,
        Kind.REMAKE: Side.REMADE,
        Kind.SPIN_OFF: Side.SPUN_OFF,
        Kind.SPOOFS: Side.SPOOFED,
        Kind.REFERENCES: Side.REFERENCED,
        Kind.FEATURES: Side.FEATURED,
        Kind.EDITED: Side.EDITED_INTO,
    }
    SYMMETRIC = [Kind.VERSION, Kind.LANGUAGE_VERSION, Kind.FRANCHISE]
    # Of these one film comes first, so the two cannot be so to each other.
    ONE_WAY = [Kind.FOLLOWS, Kind.REMAKE, Kind.SPIN_OFF, Kind.EDITED]

    film = models.ForeignKey("Film", models.CASCADE, related_name="connections_out")
    kind = models.CharField(max_length=20, choices=Kind)
    other = models.ForeignKey("Film", models.CASCADE, related_name="connections_in")
    note = models.CharField(max_length=300, blank=True)
    has_spoilers = models.BooleanField("gives away the story", default=False)

    objects = ConnectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["film", "kind", "other"], name="connection_once"),
            models.CheckConstraint(condition=~Q(film=F("other")), name="film_is_not_connected_with_itself"),
            models.CheckConstraint(
                condition=~Q(kind__in=["version", "language_version", "franchise"]) | Q(film__lt=F("other")),
                name="symmetric_connection_stored_one_way",
            ),
        ]

    def __str__(self):
        return f"{self.film}: {self.get_kind_display().lower()} {self.other}"

    @classmethod
    def directed(cls, film, side, other):
        """The row, not yet saved, that says what `other` is to `film`."""
        kinds = {str(inverse): kind for kind, inverse in cls.INVERSE.items()}
        if side in kinds:
            return cls(film=other, kind=kinds[side], other=film)
        row = cls(film=film, kind=cls.Kind(side), other=other)
        return cls(film=other, kind=row.kind, other=film) if row.is_stored_askew else row

    @property
    def is_stored_askew(self):
        """Whether it reads the same from both sides and does not begin with the older row."""
        return self.kind in self.SYMMETRIC and self.film_id > self.other_id

    def refuse_misfit(self):
        """Raise ValidationError, a sentence, for a film and itself, and for what is said already."""
        if self.film_id == self.other_id:
            raise ValidationError("A film is not connected with itself.", code="itself")
        there = Connection.objects.between(self.film_id, self.other_id).filter(kind=self.kind).exclude(pk=self.pk)
        for row in there:
            if row.film_id == self.film_id:
                raise ValidationError(f"This connection with {self.other} is known already.", code="known")
            if self.kind in self.ONE_WAY:
                raise ValidationError("These two films are already connected the other way round.", code="opposite")

    def touch_films(self):
        Film.objects.filter(pk__in=[self.film_id, self.other_id]).touch()

    def side_of(self, film) -> Side:
        """What the other film is to this one of the two."""
        return Side(self.kind) if film.pk == self.film_id else self.INVERSE.get(self.kind, Side(self.kind))

    def seen_from(self, film) -> tuple[str, Film]:
        """How one of the two films sees it: what the other is to it ("Followed by"), and the other."""
        return self.side_of(film).label, self.other_than(film)

    def other_than(self, film) -> Film:
        return self.other if film.pk == self.film_id else self.film
