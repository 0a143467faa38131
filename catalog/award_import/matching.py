"""Finds the films and people that the lines of a list speak of; it never guesses."""

from collections import defaultdict
from itertools import chain

from catalog.models import Credit, Film, Person, SearchName
from catalog.models.search_name import fold


class Matches:
    """The films and people of these entries, in a few queries.

    A film is found by its IMDb id, or else by a title and year that one film of the catalogue has; a person by IMDb
    id, or else by a name that one of those who worked on the film has. What has another IMDb id is another.
    """

    def __init__(self, entries):
        self.film_ids = by_imdb_id(Film, (title.imdb_id for entry in entries for title in entry.titles))
        self.person_ids = by_imdb_id(Person, (name.imdb_id for entry in entries for name in entry.names))
        self.titles = self._titles(entries)
        self.films = {entry.line: self._films_of(entry) for entry in entries}
        self.credited = self._credited(entries)

    def people_of(self, entry) -> dict:
        """Each name that is somebody's of the catalogue, with who it is."""
        found = {}
        for name in entry.names:
            person = self.person_ids.get(name.imdb_id) or self._credited_as(entry, name)
            if person:
                found[name] = person
        return found

    def _titles(self, entries):
        """The films that have one of these titles: (pk, year, IMDb id) by folded title."""
        titles = (title for entry in entries for title in entry.titles if title.imdb_id not in self.film_ids)
        names = {fold(text)[:200] for title in titles for text in title.variants()}
        rows = SearchName.objects.filter(film__isnull=False, film__merged_into=None, name__in=names)
        found = defaultdict(set)
        for name, *film in rows.values_list("name", "film", "film__year", "film__imdb_id"):
            found[name].add(tuple(film))
        return found

    def _films_of(self, entry) -> dict:
        found = {}
        for title in entry.titles:
            film = self.film_ids.get(title.imdb_id) or self._called(entry, title)
            if film:
                found[title] = film
        return found

    def _called(self, entry, title):
        years = [title.year] if title.year else entry.years
        films = set(chain.from_iterable(self.titles.get(fold(text)[:200], ()) for text in title.variants()))
        same = {pk for pk, year, imdb_id in films if year in years and not (title.imdb_id and imdb_id)}
        if len(same) > 1:
            entry.note("More than one film has this title and year; kept as text", title.text)
        return same.pop() if len(same) == 1 else None

    def _credited(self, entries):
        """Who worked on these films, by film and folded name: (pk, IMDb id)."""
        names = {fold(name.text)[:200] for entry in entries for name in self._unknown(entry)}
        films = {film for entry in entries if entry.names for film in self.films[entry.line].values()}
        rows = Credit.objects.filter(film__in=films, person__search_names__name__in=names, person__merged_into=None)
        found = defaultdict(set)
        for film, name, *person in rows.values_list("film", "person__search_names__name", "person", "person__imdb_id"):
            found[film, name].add(tuple(person))
        return found

    def _unknown(self, entry):
        return [name for name in entry.names if not (name.is_company or name.imdb_id in self.person_ids)]

    def _credited_as(self, entry, name):
        if name.is_company:
            return None
        films = self.films[entry.line].values()
        people = set(chain.from_iterable(self.credited.get((film, fold(name.text)[:200]), ()) for film in films))
        same = {pk for pk, imdb_id in people if not (name.imdb_id and imdb_id)}
        if len(same) > 1:
            entry.note("More than one person of this name worked on the film; kept as text", name.text)
        return same.pop() if len(same) == 1 else None


def by_imdb_id(model, imdb_ids) -> dict:
    """The rows with these ids; of merged ones the row that they have become."""
    rows = model.with_merged.filter(imdb_id__in={imdb_id for imdb_id in imdb_ids if imdb_id})
    return {imdb_id: merged_into or pk for imdb_id, pk, merged_into in rows.values_list("imdb_id", "pk", "merged_into")}
