"""What a member's diary adds up to, in a year or altogether: counted by the database, in a fixed number of queries."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from catalog.histogram import mean
from catalog.models import ChartMean, Country, Credit, Film, Genre, Language, Person
from diary.bar_chart import Column, columns
from diary.models import Viewing

MOST_TERMS, MOST_PEOPLE, MOST_FILMS = 8, 8, 6
# Once is no habit.
SEEN_OFTEN = 2
MONTHS = range(1, 13)
FAVOURITE_RATING = 8


@dataclass(frozen=True)
class Share:
    """A line of a list of the most frequent: its name, its page, how many films, and how long that is as a bar."""

    name: str
    url: str
    count: int
    length: int


@dataclass
class Statistics:
    """Of all viewings of a member, or of those of one year. What was not finished counts only as not finished."""

    member: object
    year: int | None = None
    viewings: object = field(init=False)
    totals: dict = field(init=False)

    def __post_init__(self):
        own = self.member.viewings.order_by()
        self.viewings = own.of_year(self.year) if self.year else own
        self.totals = totals(self.viewings)

    @property
    def seen(self):
        return self.viewings.finished()

    @property
    def films(self):
        return Film.objects.filter(pk__in=self.seen.values("film"))

    @property
    def hours(self) -> int:
        return round((self.totals["minutes"] or 0) / 60)

    @cached_property
    def by_month(self) -> list[Column]:
        counts = counted(self.seen.values_list(ExtractMonth("watched_on")).annotate(Count("pk")))
        return columns([(f"{datetime.date(2000, month, 1):%b}", counts.get(month, 0)) for month in MONTHS])

    @cached_property
    def by_year(self) -> list[Column]:
        """How many viewings in each of the last years, those without any in between included."""
        counts = counted(
            self.seen.exclude(watched_on=None).values_list(ExtractYear("watched_on")).annotate(Count("pk"))
        )
        return columns([(f"{year}", counts.get(year, 0)) for year in stretch(counts)[-20:]])

    @cached_property
    def by_decade(self) -> list[Column]:
        """How many of the films are from each decade."""
        decades: dict[int, int] = {}
        for year, number in self.films.values_list("year").annotate(Count("pk")).order_by():
            decades[year // 10 * 10] = decades.get(year // 10 * 10, 0) + number
        return columns([(f"{decade}s", decades.get(decade, 0)) for decade in stretch(decades, step=10)])

    @cached_property
    def ratings(self) -> list[int]:
        """How many of 1, 2, ... 10 the member has given: in the year, or ever."""
        given = self.member.ratings.order_by()
        if self.year:
            given = given.filter(rated_at__year=self.year)
        counts = counted(given.values_list("value").annotate(Count("pk")))
        return [counts.get(value, 0) for value in Film.RATING_VALUES]

    @cached_property
    def rating_columns(self) -> list[Column]:
        return columns([(f"{value}", number) for value, number in enumerate(self.ratings, start=1)])

    @cached_property
    def mean_rating(self) -> float | None:
        return mean(self.ratings) if any(self.ratings) else None

    @cached_property
    def mean_of_site(self) -> float:
        return ChartMean.objects.value()

    def most_of(self, model, field) -> list[Share]:
        """The genres, countries or languages of most of the films."""
        name = model._meta.model_name
        links = Film._meta.get_field(field).remote_field.through.objects.filter(film__in=self.films)
        found = links.order_by().values_list(f"{name}__name", f"{name}__slug").annotate(number=Count("pk"))
        most = found.order_by("-number", f"{name}__name")[:MOST_TERMS]
        return shares([(term, model(slug=slug).get_absolute_url(), number) for term, slug, number in most])

    @cached_property
    def genres(self):
        return self.most_of(Genre, "genres")

    @cached_property
    def countries(self):
        return self.most_of(Country, "countries")

    @cached_property
    def languages(self):
        return self.most_of(Language, "languages")

    def most_with(self, job) -> list[Share]:
        """The people who did this job on most of the films, on two at least."""
        credits = Credit.objects.filter(job=job, film__in=self.films).order_by()
        found = credits.values_list("person", "person__name").annotate(number=Count("film", distinct=True))
        often = found.filter(number__gte=SEEN_OFTEN).order_by("-number", "person__name", "person")[:MOST_PEOPLE]
        return shares([(name, Person(pk=pk, name=name).get_absolute_url(), number) for pk, name, number in often])

    @cached_property
    def directors(self):
        return self.most_with(Credit.Job.DIRECTOR)

    @cached_property
    def actors(self):
        return self.most_with(Credit.Job.ACTOR)

    @cached_property
    def streak(self) -> int:
        """The most weeks in a row with a film in each of them."""
        return longest_run(self.seen.exclude(watched_on=None).dates("watched_on", "week"))

    @cached_property
    def first(self) -> Viewing | None:
        return self.dated.order_by("watched_on", "pk").first()

    @cached_property
    def last(self) -> Viewing | None:
        return self.dated.order_by("-watched_on", "-pk").first()

    @property
    def dated(self):
        return self.seen.exclude(watched_on=None).select_related("film")

    @cached_property
    def best(self) -> list[Film]:
        """The films the member rated highest among those seen; each with `own_rating`."""
        rated = self.films.filter(ratings__member=self.member, ratings__value__gte=FAVOURITE_RATING)
        return list(rated.annotate(own_rating=F("ratings__value")).order_by("-own_rating", "-year", "pk")[:MOST_FILMS])


def totals(viewings) -> dict:
    """The plain figures, in one query."""
    seen = Q(is_finished=True)
    return viewings.aggregate(
        viewings=Count("pk", filter=seen),
        films=Count("film", filter=seen, distinct=True),
        rewatches=Count("pk", filter=seen & Q(is_rewatch=True)),
        unfinished=Count("pk", filter=~seen),
        undated=Count("pk", filter=seen & Q(watched_on=None)),
        minutes=Sum("film__runtime_minutes", filter=seen),
        untimed=Count("pk", filter=seen & Q(film__runtime_minutes=None)),
        longest=Max("film__runtime_minutes", filter=seen),
        shortest=Min("film__runtime_minutes", filter=seen),
    )


def counted(pairs) -> dict:
    return dict(pairs.order_by())


def stretch(keys, step=1) -> list[int]:
    """Everything from the first to the last of them."""
    return list(range(min(keys), max(keys) + 1, step)) if keys else []


def shares(lines) -> list[Share]:
    longest = max((count for _, _, count in lines), default=1)
    return [Share(name, url, count, count * 100 // longest) for name, url, count in lines]


def longest_run(mondays) -> int:
    """How many of these weeks, given in order by their Mondays, follow each other without a gap at most."""
    longest = run = 0
    before = None
    for monday in mondays:
        run = run + 1 if before and monday - before == datetime.timedelta(weeks=1) else 1
        longest, before = max(longest, run), monday
    return longest
