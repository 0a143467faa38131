"""Builders for lists of films."""

from lists.models import FilmList
from tests import make


def film_list(owner=None, *films, **words):
    """A public list of these films, in this order; with entries' notes and all else by the verbs."""
    owner = owner or make.member()
    made = FilmList.objects.begin(owner, **{"title": "Roads", **words})
    for film in films:
        made.put(film, owner)
    made.refresh_from_db()
    return made


def noted(some_list, film, note):
    """The list, with a note on this film."""
    entry = some_list.entries.get(film=film)
    some_list.arrange(some_list.owner, notes={entry.pk: note})
    return some_list


def positions(some_list) -> list[str]:
    """The titles in their order; the places are 1 to the last, or the test fails here."""
    rows = list(some_list.entries.order_by("position").values_list("position", "film__title"))
    assert [place for place, _ in rows] == list(range(1, len(rows) + 1)), rows
    return [title for _, title in rows]
