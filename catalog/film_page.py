"""What a film page says besides the film's own row: a fixed number of queries, whatever the film."""

from collections import defaultdict
from itertools import groupby

from django.db.models import BigIntegerField, CharField, Count, F, Prefetch, Q, Value, Window
from django.db.models.functions import Cast

from catalog.models import (
    AlternativeTitle,
    Certificate,
    Connection,
    Country,
    Credit,
    FilmingLocation,
    Genre,
    GuideCategory,
    Language,
    QuoteLine,
    SeverityTally,
)

NAMED_WRITERS = 4
STARS = 3
PICTURES_IN_A_STRIP = 6
CONNECTIONS = 3


def details(film) -> dict[str, list[dict]]:
    """Genres, countries, languages, other titles, certificates and locations; how many releases and more; one query."""
    parts = [
        (Genre.objects.filter(films=film), "genre", "name", "slug"),
        (Country.objects.filter(films=film), "country", "name", "slug"),
        (Language.objects.filter(films=film), "language", "name", "slug"),
        (AlternativeTitle.objects.filter(film=film), "alternative_title", "title", "country__name"),
        (Certificate.objects.filter(film=film), "certificate", "certificate", "country__name"),
        (FilmingLocation.objects.filter(film=film), "location", "place", "as_place"),
        (SeverityTally.objects.filter(film=film).with_verdict(), "guide", "category", "verdict"),
    ]
    columns = [rows.order_by().values_list("pk", Value(kind), F(text), F(more)) for rows, kind, text, more in parts]
    counts = elsewhere(film)
    columns += [how_many(rows, name) for name, rows in counts.items()]
    found = defaultdict(list)
    for _, kind, text, more in sorted(columns[0].union(*columns[1:], all=True).order_by()):
        if text != "0" or kind not in counts:
            found[kind].append({"text": text, "more": more})
    verdicts = {line["text"]: line["more"] for line in found["guide"]}
    found["guide"] = [{"text": c.label, "more": verdicts[c]} for c in GuideCategory if c in verdicts]
    return found


def elsewhere(film) -> dict:
    """What has a page of its own, of which the film page says how much there is."""
    return {
        "connections": Connection.objects.of(film),
        "soundtrack": film.soundtrack,
        "releases": film.releases,
        "lists": film.list_entries.listed(),
    }


def how_many(rows, name):
    """The number of these rows, in columns like those of the details."""
    counted = rows.order_by().values_list(Value(0, output_field=BigIntegerField()), Value(name))
    return counted.annotate(text=Cast(Count("pk"), CharField()), more=Value(""))


def connected(film, details) -> list[tuple[str, object]]:
    """What the first of the films connected with this one are to it; what gives something away stays out."""
    if "connections" not in details:
        return []
    rows = Connection.objects.of(film).filter(has_spoilers=False).in_order(film)[:CONNECTIONS]
    return [row.seen_from(film) for row in rows]


def has_details(film, details) -> bool:
    """Whether there is anything for the column of details: genres and lists stand elsewhere."""
    known = [rows for kind, rows in details.items() if kind not in {"genre", "lists"}]
    return bool(film.release_date or film.imdb_id or any(known))


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
    """One fact of each kind for this day, neither a spoiler nor dull, with how many there are of the kind.

    The fact is None where no fact of a kind is fit to be shown; `is_secret` then says whether any gives the story away.
    """
    lines = Prefetch("quote_lines", QuoteLine.objects.select_related("credit__person"))
    teasers = film.trivia_items.teasers(day).prefetch_related(lines)
    found = {}
    for item in sorted(teasers, key=lambda item: (not item.is_fit, not item.has_spoilers)):
        entry = {"kind": item.Kind(item.kind), "fact": item if item.is_fit else None, "count": item.kind_count}
        found.setdefault(item.kind, entry | {"is_secret": item.has_spoilers})
    return [found[kind] for kind in film.trivia_items.model.Kind if kind in found]


def strip(film) -> list:
    """The first pictures besides the poster that stands above, and `total`, how many there are of the film."""
    others = film.pictures.published().annotate(total=Window(Count("*"))).order_by("-kind", "pk")
    return [picture for picture in others[: PICTURES_IN_A_STRIP + 1] if not picture.is_main_of(film)][
        :PICTURES_IN_A_STRIP
    ]


def award_counts(film) -> dict[str, int]:
    return film.nominations.aggregate(won=Count("pk", filter=Q(won=True)), nominated=Count("pk"))
