"""What to see after a film, and why: what belongs to it first, then what the same members like, then what is alike."""

from dataclasses import dataclass

from django.db.models import Q

from catalog.models import AlsoLiked, Connection, Film

SHOWN = 6
# These say that another film belongs to this one; that it is referred to is no reason to see it.
BELONGS = [
    Connection.Kind.FOLLOWS,
    Connection.Kind.FRANCHISE,
    Connection.Kind.SPIN_OFF,
    Connection.Kind.REMAKE,
    Connection.Kind.VERSION,
    Connection.Kind.LANGUAGE_VERSION,
]


@dataclass(frozen=True)
class Next:
    """A film to see next, and the reason in words."""

    film: Film
    why: str


def see_next(film, genres) -> list[Next]:
    """Three queries, whatever the film; no film twice."""
    found = {}
    for one in [*connected(film), *also_liked(film), *alike(film, genres)]:
        found.setdefault(one.film.pk, one)
    return list(found.values())[:SHOWN]


def connected(film) -> list[Next]:
    """Sequels and others that belong to it, the nearest kind first, each by year."""
    rows = Connection.objects.filter(Q(film=film) | Q(other=film), kind__in=BELONGS, has_spoilers=False)
    rows = rows.filter(film__merged_into=None, other__merged_into=None).select_related("film", "other")
    found = [(row.kind, row.seen_from(film)) for row in rows]
    found.sort(key=lambda pair: (BELONGS.index(pair[0]), pair[1][1].year, pair[1][1].pk))
    return [Next(other, label) for _, (label, other) in found]


def also_liked(film) -> list[Next]:
    rows = AlsoLiked.objects.filter(film=film, other__merged_into=None).select_related("other")[:SHOWN]
    return [Next(row.other, f"{row.members} members who gave this 8 or more gave it 8 or more too") for row in rows]


def alike(film, genres) -> list[Next]:
    return [Next(other, "Of the same kind and time") for other in Film.objects.similar_to(film, genres)[:SHOWN]]
