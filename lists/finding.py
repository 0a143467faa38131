"""The film that somebody means by the title they type."""

import re

from catalog import search
from catalog.models import Film
from catalog.models.search_name import fold

MOST_CHOICES = 12
LARGEST_ID = 2**63 - 1
YEAR = re.compile(r"^(?P<title>.+?)\s*\(?(?P<year>(?:18|19|20|21)\d\d)\)?$")


def chosen(pk: int | None) -> Film | None:
    """The film with this id."""
    return Film.objects.filter(pk=pk).first() if pk is not None and 0 < pk <= LARGEST_ID else None


def find(typed: str) -> tuple[Film | None, list[Film]]:
    """The one film that is meant, or else those it may be; neither where nothing is found."""
    title, found = fold(without_year(typed)), found_by(typed)
    same = [film for film in found if title in {fold(film.title), fold(film.original_title)}]
    if len(same) == 1 or len(found) == 1:
        return (same or found)[0], []
    # Where nothing has that name it was perhaps a slip of the fingers, which is for them to say.
    return None, found or search.suggestions(fold(typed), MOST_CHOICES)["films"]


def without_year(typed: str) -> str:
    parts = YEAR.match(typed)
    return parts["title"] if parts else typed


def found_by(typed: str) -> list[Film]:
    """The films a title finds, best first; one of that year where a year stands behind it, as in “M 1931”."""
    if parts := YEAR.match(typed):
        of_year = search.films(fold(parts["title"])).filter(year=parts["year"])
        if films := list(of_year[:MOST_CHOICES]):
            return films
    folded = fold(typed)
    return list(search.films(folded)[:MOST_CHOICES]) if folded else []
