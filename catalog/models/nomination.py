from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords


class NominationQuerySet(models.QuerySet):
    def with_names(self):
        """Everything a line on an award page says, in two queries more."""
        return self.select_related("award__body", "ceremony").prefetch_related("films", "people")

    def by_body(self):
        """As a film's page lists them: by who gives the awards, each with the latest ceremony first."""
        return self.order_by("award__body__name", *IN_ORDER)

    def newest_first(self):
        """Ceremony by ceremony, each in the order of its categories, winners before the others."""
        return self.order_by(*IN_ORDER)

    def ceremony_years(self):
        """The years in which something was given, newest first."""
        return self.order_by("-ceremony_year").values_list("ceremony_year", flat=True).distinct()


IN_ORDER = [
    "-ceremony_year",
    F("ceremony__number").desc(nulls_last=True),
    "award__position",
    "award_id",
    F("won").desc(nulls_last=True),
    "pk",
]


class Nomination(models.Model):
    """People and films named for an award in one year. `won` is empty as long as nobody knows.

    `key` says which line of an imported list it came from, so that reading the list again finds it.
    """

    award = models.ForeignKey("Award", models.CASCADE, related_name="nominations")
    ceremony = models.ForeignKey("Ceremony", models.PROTECT, null=True, blank=True, related_name="nominations")
    ceremony_year = models.PositiveSmallIntegerField()
    film_year = models.PositiveSmallIntegerField()
    category_text = models.CharField(
        "category as then called", max_length=160, blank=True, help_text="Where it had another name in that year."
    )
    films = models.ManyToManyField("Film", related_name="nominations", blank=True)
    people = models.ManyToManyField("Person", related_name="nominations", blank=True)
    film_title = models.CharField(
        max_length=400, blank=True, help_text="For films that are not in the catalogue; several with “ / ” between."
    )
    named = models.TextField(
        "others named",
        max_length=2000,
        blank=True,
        help_text="One a line: companies, and people who are not in the catalogue.",
    )
    won = models.BooleanField(null=True, blank=True)
    detail = models.CharField(max_length=200, blank=True, help_text="For example: shared, or the song's name.")
    key = models.CharField(max_length=80, null=True, editable=False, unique=True)  # noqa: DJ001 (unique)

    objects = NominationQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[films, people])

    class Meta:
        ordering = ["-ceremony_year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ceremony_year__gte=F("film_year")),
                name="ceremony_not_before_film",
                violation_error_message="A ceremony cannot be earlier than the year of the film.",
            ),
            models.CheckConstraint(condition=Q(film_year__range=(1870, 2150)), name="nominated_film_year_is_plausible"),
        ]
        indexes = [models.Index(fields=["award", "-ceremony_year"], name="nominations_of_award")]

    def __str__(self):
        return f"{self.award} {self.ceremony_year}"

    @property
    def outcome(self):
        return {True: "Won", False: "Nominated", None: "To be announced"}[self.won]

    @property
    def state(self):
        """The outcome as one word, for a class of the style sheet."""
        return {True: "won", False: "nominated", None: "pending"}[self.won]

    @property
    def film_years(self) -> str:
        """The year whose films were honoured: 1988, and 1927/28 where a ceremony says so."""
        return (self.ceremony.film_years if self.ceremony else "") or str(self.film_year)

    @property
    def called(self) -> str:
        """The category's name in that year."""
        return self.category_text or self.award.name

    @property
    def others(self) -> list[str]:
        """The companies and the people without a page."""
        return self.named.splitlines()
