"""What a film page says besides the film's own row: a fixed number of queries, whatever the film."""

from collections import defaultdict
from itertools import groupby

from django.db.models import Count, F, Prefetch, Q, Value, Window

from catalog.models import AlternativeTitle, Certificate, Country, Credit, FilmingLocation, Genre, Language, QuoteLine

NAMED_WRITERS = 4
STARS = 3


def details(film) -> dict[str, list[dict]]:
    """Genres, countries, languages, other titles, certificates and locations, from one query."""
    parts = [
        (Genre.objects.filter(films=film), "genre", "name", "slug"),
        (Country.objects.filter(films=film), "country", "name", "slug"),
        (Language.objects.filter(films=film), "language", "name", "slug"),
        (AlternativeTitle.objects.filter(film=film), "alternative_title", "title", "country__name"),
        (Certificate.objects.filter(film=film), "certificate", "certificate", "country__name"),
        (FilmingLocation.objects.filter(film=film), "location", "place", "as_place"),
    ]
    columns = [rows.order_by().values_list("pk", Value(kind), F(text), F(more)) for rows, kind, text, more in parts]
    found = defaultdict(list)
    for _, kind, text, more in sorted(columns[0].union(*columns[1:], all=True).order_by()):
        found[kind].append({"text": text, "more": more})
    return found


def principal_credits(film) -> dict[str, list[Credit]]:
    """Directors, writers and the first of the cast. Each person is named once among the writers."""
    credits = film.credits.principal().select_related("person").order_by("job", "billing", "pk")
    by_job = {job: list(group) for job, group in groupby(credits, key=lambda credit: credit.job)}
    writers = {credit.person_id: credit for credit in reversed(by_job.get("writer", []))}
    cast = by_job.get("actor", [])
    return {
        "directors": by_job.get("director", []),
        "writers": list(reversed(writers.values()))[:NAMED_WRITERS],
        "stars": cast[:STARS],
        "cast": cast,
    }


def featured_storyline(film):
    """The storyline of the page, with `total`, how many there are; None where there is none to be read."""
    return film.storylines.published().select_related("author").annotate(total=Window(Count("*"))).first()


def did_you_know(film, day) -> list[dict]:
    """One fact of each kind for this day, never a spoiler, with how many there are of the kind.

    The fact is None where all facts of a kind give the story away.
    """
    lines = Prefetch("quote_lines", QuoteLine.objects.select_related("credit__person"))
    teasers = film.trivia_items.teasers(day).prefetch_related(lines)
    found = {}
    for item in sorted(teasers, key=lambda item: item.has_spoilers):
        fact = None if item.has_spoilers else item
        found.setdefault(item.kind, {"kind": item.Kind(item.kind), "fact": fact, "count": item.kind_count})
    return [found[kind] for kind in film.trivia_items.model.Kind if kind in found]


def award_counts(film) -> dict[str, int]:
    return film.nominations.aggregate(won=Count("pk", filter=Q(won=True)), nominated=Count("pk"))
