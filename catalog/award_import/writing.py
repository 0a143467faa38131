"""Makes nominations of entries, one ceremony after another; the same list a second time changes nothing."""

from collections import Counter

from django.utils.text import slugify

from catalog.award_import.matching import Matches
from catalog.models import Award, AwardBody, Ceremony, Film, Nomination
from catalog.models.search_name import fold


def body_called(name: str) -> AwardBody:
    found = AwardBody.objects.filter(name=name).first()
    return found or AwardBody.objects.get_or_create(slug=slugify(name)[:120] or "awards", defaults={"name": name})[0]


class Writer:
    """Writes one body's nominations. `counts` says what was done, `links` how many films and people were found."""

    def __init__(self, body, list_name):
        self.body, self.list_name = body, list_name
        self.awards = {award.slug: award for award in body.awards.all()}
        self.ceremonies = {ceremony.number: ceremony for ceremony in body.ceremonies.all()}
        self.counts, self.links, self.films = Counter(), Counter(), set()

    def write(self, entries, say_left_out):
        """Keep the nominations of one ceremony. `say_left_out` is told of a line that repeats another."""
        entries = self._each_once(entries, say_left_out)
        if not any(entry.won for entry in entries.values()):
            # Nobody has won anything: the evening is still to come.
            for entry in entries.values():
                entry.won = None
        matches = Matches(entries.values())
        known = Nomination.objects.in_bulk(entries, field_name="key")
        unkeyed = self._entered_by_hand(entries.values())
        new = []
        for key, entry in entries.items():
            nomination = known.get(key) or self._adopted(key, entry, unkeyed, matches)
            if nomination:
                self._complete(nomination, entry, matches)
            else:
                new.append((self._nomination(key, entry, matches), entry))
        self._create(new, matches)

    def finish(self):
        """Say that the pages of the films have changed: all at once, in the one order in which films are held."""
        films = Film.with_merged.filter(pk__in=self.films)
        films.lock()
        films.touch()

    def _each_once(self, entries, say_left_out) -> dict:
        once = {}
        for entry in entries:
            first = once.setdefault(entry.key(self.list_name), entry)
            if first is not entry:
                same = first.won == entry.won
                kind = "The same as another line" if same else "Another line says who won otherwise; that one stands"
                say_left_out(entry.line, kind, f"line {first.line}")
        return once

    def _entered_by_hand(self, entries) -> dict:
        """What editors have entered for these ceremonies: by award and year."""
        years = {entry.year for entry in entries}
        rows = Nomination.objects.filter(award__body=self.body, ceremony_year__in=years, key=None).with_names()
        found = {}
        for row in rows:
            found.setdefault((row.award_id, row.ceremony_year), []).append(row)
        return found

    def _adopted(self, key, entry, unkeyed, matches):
        """The nomination that an editor has entered already, which is this one from now on; None where none is."""
        rows = unkeyed.get((self._award(entry).pk, entry.year), [])
        same = [row for row in rows if self._is_same(row, entry, matches)]
        if len(same) != 1:
            return None
        (row,) = same
        rows.remove(row)
        row.key, row.ceremony = key, row.ceremony or self._ceremony(entry)
        row.save(update_fields=["key", "ceremony"])
        self.counts["taken over from an editor"] += 1
        return row

    def _is_same(self, row, entry, matches) -> bool:
        titles = {fold(text) for text in [*(film.title for film in row.films.all()), row.film_title] if text}
        films = {film.pk for film in row.films.all()}
        people = {fold(text) for text in [*(person.name for person in row.people.all()), *row.others]}
        names = {fold(name.text) for name in entry.names}
        if films or titles:
            same = films and films == set(matches.films[entry.line].values())
            return (same or titles == {fold(title.text) for title in entry.titles}) and (not people or people <= names)
        return bool(people) and not entry.titles and people == names

    def _complete(self, nomination, entry, matches):
        """Link what is still text and in the catalogue by now; whatever else editors have made of it stays."""
        films, people = matches.films[entry.line], matches.people_of(entry)
        titles, others = nomination.film_title.split(" / "), nomination.others
        found_films = {title: film for title, film in films.items() if title.text in titles}
        found_people = {name: person for name, person in people.items() if name.text in others}
        decided = nomination.won is None and entry.won is not None
        if not (found_films or found_people or decided):
            self.counts["unchanged"] += 1
            return
        gone = {title.text for title in found_films} | {name.text for name in found_people}
        nomination.film_title = " / ".join(text for text in titles if text not in gone)
        nomination.named = "\n".join(text for text in others if text not in gone)
        nomination.won = entry.won if decided else nomination.won
        nomination.save(update_fields=["film_title", "named", "won"])
        nomination.films.add(*found_films.values())
        nomination.people.add(*found_people.values())
        self._count_links(found_films, found_people)
        self.films.update(nomination.films.values_list("pk", flat=True))
        self.counts["changed"] += 1

    def _nomination(self, key, entry, matches) -> Nomination:
        films, people = matches.films[entry.line], matches.people_of(entry)
        return Nomination(
            key=key,
            award=self._award(entry),
            ceremony=self._ceremony(entry),
            ceremony_year=entry.year,
            film_year=max(entry.years),
            category_text=entry.category_text,
            film_title=entry.film_title(but=films),
            named=entry.named(but=people),
            won=entry.won,
            detail=entry.detail,
        )

    def _create(self, new, matches):
        rows = Nomination.objects.bulk_create(nomination for nomination, _ in new)
        films, people = [], []
        for row, (_, entry) in zip(rows, new, strict=True):
            found = matches.films[entry.line], matches.people_of(entry)
            films += [Nomination.films.through(nomination=row, film_id=pk) for pk in set(found[0].values())]
            people += [Nomination.people.through(nomination=row, person_id=pk) for pk in set(found[1].values())]
            self._count_links(*found)
        Nomination.films.through.objects.bulk_create(films)
        Nomination.people.through.objects.bulk_create(people)
        self.films.update(link.film_id for link in films)
        self.counts["new"] += len(rows)

    def _count_links(self, films, people):
        self.links["films"] += len(films)
        self.links["people"] += len(people)

    def _award(self, entry) -> Award:
        slug = slugify(entry.award)[:160] or "award"
        if slug not in self.awards:
            self.awards[slug] = Award.objects.create(
                body=self.body,
                slug=slug,
                name=entry.award,
                # By its kind, then as the list names it first; there is room for more between.
                position=entry.rank * 500 + len(self.awards) + 1,
                gives_several=entry.gives_several,
            )
            self.counts["categories"] += 1
        return self.awards[slug]

    def _ceremony(self, entry) -> Ceremony:
        if entry.number not in self.ceremonies:
            years = entry.years
            two_years = f"{years[0]}/{years[-1] % 100:02}" if len(years) > 1 else ""
            self.ceremonies[entry.number] = Ceremony.objects.create(
                body=self.body, number=entry.number, year=entry.year, film_years=two_years
            )
            self.counts["ceremonies"] += 1
        return self.ceremonies[entry.number]
