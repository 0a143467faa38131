from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from catalog import partial_dates
from catalog.models.chart_mean import ChartMean
from catalog.models.credit import Credit
from catalog.models.search_name import SearchName, fold

MIN_RATINGS_FOR_SCORE = 5


def empty_histogram():
    """How many members gave 1, 2, ... 10: nobody yet."""
    return [0] * 10


def score_of_an_unrated_film():
    return weighted_score(0, 0, ChartMean.objects.value())


def directors():
    """What to prefetch for `film.directors`."""
    credits = Credit.objects.filter(job=Credit.Job.DIRECTOR).select_related("person")
    return models.Prefetch("credits", credits, to_attr="directors")


class FilmQuerySet(models.QuerySet):
    def similar_to(self, film, genres):
        """What to see next: films of about the same time with the most genres in common, better rated first."""
        near = self.filter(genres__slug__in=genres, year__range=(film.year - 15, film.year + 15)).exclude(pk=film.pk)
        return near.annotate(shared=models.Count("genres")).order_by("-shared", "-weighted_score", "pk")

    def top(self):
        """Best first, by the stored weighted score; only films with a score of their own."""
        return self.filter(score__isnull=False).order_by("-weighted_score", "-rating_count", "pk")

    def popular(self):
        """Most ratings first; only films that somebody has rated."""
        return self.filter(rating_count__gt=0).order_by("-rating_count", "pk")

    def newest_first(self):
        return self.order_by("-pk")

    def lock(self):
        """Hold these films until the transaction ends; in one order, so that nobody waits for each other for ever."""
        list(self.select_for_update().order_by("pk").values_list("pk"))

    def touch(self):
        """Say that something on these films' public pages has changed."""
        self.update(version=F("version") + 1)

    def weigh_again(self, mean: float) -> int:
        """Set the weighted scores that are not what this mean makes of them; returns how many that were.

        The score does not stand on the page of a film with too few ratings, so that page stays as it is.
        """
        # The same arithmetic as in weighted_score(), to the last bit: `manage.py recount` compares the two.
        points = Cast(F("rating_sum"), models.FloatField()) + settings.CHART_M * mean
        right = points / (F("rating_count") + settings.CHART_M)
        wrong = self.exclude(weighted_score=right)
        wrong.filter(score__isnull=False).touch()
        return wrong.update(weighted_score=right)

    def with_directors(self):
        """Each film with `directors`, a list of their credits, in one query more."""
        return self.prefetch_related(directors())


class FilmManager(models.Manager.from_queryset(FilmQuerySet)):
    """All films but those that have been merged into another one."""

    def get_queryset(self):
        return super().get_queryset().filter(merged_into=None)


# What belongs to members or follows from other rows: nobody edits it, so no history is kept of it.
NOT_EDITED = [
    "sort_title",
    "poster",
    "poster_width",
    "poster_height",
    "poster_has_variants",
    "poster_state",
    "rating_count",
    "rating_sum",
    "rating_histogram",
    "review_count",
    "weighted_score",
    "version",
    "slow_until",
    "score",
]


class Film(models.Model):
    """A film and what is known about it.

    The figures below `# Stored figures` belong to the members' ratings and reviews. They are changed only by the verbs
    of this class, in the transaction that changes the rows they count; `manage.py recount` checks them.
    """

    class PosterState(models.TextChoices):
        PUBLISHED = "published", "Published"
        SHIELDED = "shielded", "Hidden for a time"
        REMOVED = "removed", "Removed by a moderator"

    RATING_VALUES = range(1, 11)
    MIN_RATINGS = MIN_RATINGS_FOR_SCORE

    title = models.CharField(max_length=200)
    original_title = models.CharField(max_length=200, blank=True, help_text="Only where it differs, in its own script.")
    sort_title = models.CharField(max_length=200, blank=True, help_text="Filled in from the title when left empty.")
    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1870), MaxValueValidator(2150)], help_text="Year of the first release."
    )
    release_date = models.CharField(
        max_length=10, blank=True, validators=[partial_dates.validate], help_text="1988, 1988-06 or 1988-06-17."
    )
    runtime_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    outline = models.CharField(
        max_length=239, blank=True, help_text="One or two sentences, at most 239 characters, nothing of the ending."
    )
    tagline = models.CharField(max_length=200, blank=True)
    genres = models.ManyToManyField("Genre", related_name="films", blank=True)
    countries = models.ManyToManyField("Country", related_name="films", blank=True)
    languages = models.ManyToManyField("Language", related_name="films", blank=True)

    poster = models.FileField(upload_to="posters/", blank=True)
    poster_width = models.PositiveSmallIntegerField(null=True, editable=False)
    poster_height = models.PositiveSmallIntegerField(null=True, editable=False)
    poster_has_variants = models.BooleanField(default=False, editable=False)
    poster_state = models.CharField(max_length=10, choices=PosterState, default=PosterState.PUBLISHED, editable=False)

    imdb_id = models.CharField("IMDb id", max_length=12, null=True, blank=True, unique=True)  # noqa: DJ001 (unique)
    tmdb_id = models.PositiveIntegerField("TMDB id", null=True, blank=True, unique=True)
    wikidata_id = models.CharField("Wikidata id", max_length=12, null=True, blank=True, unique=True)  # noqa: DJ001

    # Its index is of the few that were: in one of all, SQLite would look for those that were not.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, db_index=False, related_name="merged_films"
    )

    # Stored figures
    rating_count = models.PositiveIntegerField(default=0, editable=False)
    rating_sum = models.PositiveIntegerField(default=0, editable=False)
    rating_histogram = models.JSONField(default=empty_histogram, editable=False)
    review_count = models.PositiveIntegerField(default=0, editable=False)
    weighted_score = models.FloatField(default=score_of_an_unrated_film, editable=False)
    version = models.PositiveBigIntegerField(default=1, editable=False)
    slow_until = models.DateTimeField(null=True, editable=False)
    score = models.GeneratedField(
        expression=Case(
            When(
                rating_count__gte=MIN_RATINGS_FOR_SCORE,
                then=Cast(F("rating_sum"), models.FloatField()) / F("rating_count"),
            ),
            default=Value(None),
        ),
        output_field=models.FloatField(null=True),
        db_persist=True,
    )

    objects = FilmManager()
    with_merged = FilmQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=NOT_EDITED, m2m_fields=[genres, countries, languages])

    class Meta:
        # What belongs to a merged film still finds it.
        base_manager_name = "with_merged"
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="film_has_title"),
            models.CheckConstraint(condition=Q(year__range=(1870, 2150)), name="film_year_is_plausible"),
            models.CheckConstraint(
                condition=Q(release_date="") | Q(release_date__regex=partial_dates.PATTERN),
                name="release_date_is_partial_date",
            ),
            models.CheckConstraint(
                condition=Q(runtime_minutes=None) | Q(runtime_minutes__range=(1, 60000)), name="runtime_is_plausible"
            ),
            models.CheckConstraint(
                condition=Q(rating_sum__gte=F("rating_count"), rating_sum__lte=F("rating_count") * 10),
                name="rating_sum_fits_count",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="film_is_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(imdb_id=None) | Q(imdb_id__regex=r"^tt[0-9]{7,9}$"), name="imdb_id_form"
            ),
            models.CheckConstraint(
                condition=Q(wikidata_id=None) | Q(wikidata_id__regex=r"^Q[1-9][0-9]*$"), name="wikidata_id_form"
            ),
        ]
        indexes = [
            models.Index(fields=["sort_title", "id"], name="film_by_title"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="film_merged_away"),
            models.Index(fields=["-year", "id"], name="film_by_year"),
            models.Index(fields=["-weighted_score", "-rating_count", "id"], name="film_by_weighted_score"),
            models.Index(fields=["-rating_count", "id"], name="film_by_popularity"),
        ]

    def __str__(self):
        return f"{self.title} ({self.year})"

    def get_absolute_url(self):
        return reverse("catalog:film_detail", args=[self.pk, self.slug])

    @property
    def slug(self):
        return slugify(fold(self.title)) or "film"

    @property
    def shown_poster(self):
        """The poster as everybody sees it; None where there is none, or a decision has taken it from view."""
        return self.poster if self.poster and self.poster_state == self.PosterState.PUBLISHED else None

    @property
    def is_slow(self):
        """Whether votes on its reviews wait a day before they count, because far more people than usual vote."""
        return self.slow_until is not None and self.slow_until > timezone.now()

    def refresh_keys(self):
        """Bring the sort title and the names that search knows in line with the titles."""
        self.sort_title = self.sort_title or sort_key(self.title)
        Film.objects.filter(pk=self.pk).update(sort_title=self.sort_title)
        other = self.alternative_titles.values_list("title", flat=True)
        SearchName.objects.replace(film=self, main=self.title, others=[self.original_title, *other])
        self.touch()

    def lock(self):
        """Hold the film's row until the transaction ends: whoever counts something of it waits for us."""
        Film.with_merged.select_for_update().values_list("pk").get(pk=self.pk)

    def touch(self):
        """Say that something on the film's public page has changed."""
        Film.with_merged.filter(pk=self.pk).touch()

    def exchange_rating(self, old: int | None, new: int | None):
        """Count one member's rating: a first one (old is None), another one, or none any more (new is None).

        To be called inside the transaction that changes the rating and has locked the film.
        """
        film = Film.with_merged.get(pk=self.pk)
        for value, step in ((old, -1), (new, 1)):
            if value is not None:
                film.rating_histogram[value - 1] += step
        film.count_ratings(film.rating_histogram)
        figures = {name: getattr(film, name) for name in RATING_FIGURES}
        Film.with_merged.filter(pk=self.pk).update(**figures, version=F("version") + 1)

    def count_ratings(self, histogram: list[int], mean: float | None = None):
        """Set, without saving, the figures that follow from how many members gave 1, 2, ... 10.

        Who counts many films asks for the chart's mean once and hands it over.
        """
        mean = ChartMean.objects.value() if mean is None else mean
        self.rating_histogram = histogram
        self.rating_count = sum(histogram)
        self.rating_sum = sum(value * count for value, count in enumerate(histogram, start=1))
        self.weighted_score = weighted_score(self.rating_sum, self.rating_count, mean)

    def count_review(self, step: int):
        """One published review more (1) or less (-1), in the transaction that publishes or takes it away."""
        Film.with_merged.filter(pk=self.pk).update(review_count=F("review_count") + step, version=F("version") + 1)


RATING_FIGURES = ["rating_count", "rating_sum", "rating_histogram", "weighted_score"]


def weighted_score(rating_sum: int, rating_count: int, mean: float) -> float:
    """v/(v+m)*R + m/(v+m)*C: the mean R of v ratings, drawn towards the mean C by m ratings nobody gave.

    The form that IMDb published for its chart; m is the setting CHART_M, C the chart's mean (see ChartMean).
    """
    return (rating_sum + settings.CHART_M * mean) / (rating_count + settings.CHART_M)


def sort_key(title: str) -> str:
    """The title without accents, letter case and leading article: "The Third Man" is "third man"."""
    key = fold(title)
    for article in ("the ", "an ", "a "):
        if key.startswith(article):
            return key.removeprefix(article)
    return key
