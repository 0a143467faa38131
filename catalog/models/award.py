from django.db import models
from django.db.models import Count, F, Max, Min, Q
from django.urls import reverse


class AwardBodyQuerySet(models.QuerySet):
    def with_figures(self):
        """Each body with how much of it is known here, and from which year to which."""
        return self.annotate(
            category_count=Count("awards", distinct=True),
            nomination_count=Count("awards__nominations"),
            first_year=Min("awards__nominations__ceremony_year"),
            last_year=Max("awards__nominations__ceremony_year"),
        )


class AwardBody(models.Model):
    """Who gives awards: an academy, a festival, a critics' circle."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    about = models.TextField(max_length=1000, blank=True)

    objects = AwardBodyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "award bodies"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("catalog:award_body", args=[self.slug])


class Award(models.Model):
    """One category of a body's awards, given again every year."""

    body = models.ForeignKey(AwardBody, models.CASCADE, related_name="awards")
    name = models.CharField(max_length=160)
    slug = models.SlugField(max_length=160)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "slug"], name="award_once_per_body")]

    def __str__(self):
        return f"{self.body}: {self.name}"

    def get_absolute_url(self):
        return reverse("catalog:award_category", args=[self.body.slug, self.slug])


class NominationQuerySet(models.QuerySet):
    def with_names(self):
        """Everything a line on an award page says, in two queries more."""
        return self.select_related("award__body").prefetch_related("films", "people")

    def by_body(self):
        """As a film's page lists them: by who gives the awards, each with the latest ceremony first."""
        won_first = F("won").desc(nulls_last=True)
        return self.order_by("award__body__name", "-ceremony_year", "award__position", won_first, "pk")

    def newest_first(self):
        """Ceremony by ceremony, each in the order of its categories, winners before the others."""
        winners_first = F("won").desc(nulls_last=True)
        return self.order_by("-ceremony_year", "award__position", "award_id", winners_first, "pk")

    def ceremony_years(self):
        """The years in which something was given, newest first."""
        return self.order_by("-ceremony_year").values_list("ceremony_year", flat=True).distinct()


class Nomination(models.Model):
    """People and films named for an award in one year. `won` is empty as long as nobody knows."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="nominations")
    ceremony_year = models.PositiveSmallIntegerField()
    film_year = models.PositiveSmallIntegerField()
    films = models.ManyToManyField("Film", related_name="nominations", blank=True)
    people = models.ManyToManyField("Person", related_name="nominations", blank=True)
    film_title = models.CharField(max_length=200, blank=True, help_text="For a film that is not in the catalogue.")
    won = models.BooleanField(null=True, blank=True)
    detail = models.CharField(max_length=200, blank=True, help_text="For example: shared, or the song's name.")

    objects = NominationQuerySet.as_manager()

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
        return {True: "Won", False: "Nominated", None: "Pending"}[self.won]
