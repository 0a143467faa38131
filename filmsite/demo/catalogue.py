"""The demo's films: one file each, with everything that is known about them."""

from dataclasses import dataclass, field

from django.utils.text import slugify

from catalog.models import (
    AlternativeTitle,
    Certificate,
    Country,
    Credit,
    Film,
    FilmingLocation,
    Genre,
    Language,
)
from filmsite.demo.content import Names, checked, read_all
from filmsite.demo.further import load_connections, load_releases, load_soundtrack
from filmsite.demo.people import load_people

FILM_KEYS = (
    ("title", "original_title", "year", "release_date", "runtime", "outline", "tagline", "imdb_id")
    + ("genres", "countries", "languages", "locations", "alternative_titles", "certificates")
    + ("releases", "soundtrack", "connections", "credits", "storylines", "trivia")
)
# Whose entries name a country or a language.
NAMING_TERMS = ("alternative_titles", "certificates", "releases")
CREDIT_KEYS = ("person", "job", "character", "job_text", "attributes")


@dataclass
class Catalogue:
    """What has been loaded, by the names that the files use."""

    films: Names = field(default_factory=lambda: Names("film"))
    people: Names = field(default_factory=lambda: Names("person"))
    genres: Names = field(default_factory=lambda: Names("genre"))
    countries: Names = field(default_factory=lambda: Names("country"))
    languages: Names = field(default_factory=lambda: Names("language"))


def film_files() -> dict:
    """By slug; the oldest film first, so that the newest is the last one added to the site."""
    return dict(sorted(read_all("films").items(), key=lambda item: (item[1]["year"], item[0])))


def load_catalogue(files, other_people) -> Catalogue:
    """Make films, people and terms. `other_people` are named by awards and features only."""
    catalogue = Catalogue()
    load_people(catalogue, [*(name for file in files.values() for name in names_in(file)), *other_people])
    for terms, model in ((catalogue.genres, Genre), (catalogue.countries, Country), (catalogue.languages, Language)):
        load_terms(terms, model, files.values())
    for slug, file in files.items():
        catalogue.films[slug] = load_film(file, catalogue)
    load_connections(files, catalogue)
    return catalogue


def names_in(file):
    return [entry["person"] for entry in file.entries("credits")]


def load_terms(terms, model, files):
    """Make every genre, country or language that any file names."""
    kind = terms.kind
    names = {name for file in files for name in file.get(model._meta.verbose_name_plural, [])}
    names |= {e[kind] for file in files for key in NAMING_TERMS for e in with_key(file, key, kind)}
    rows = model.objects.bulk_create(model(name=name, slug=slugify(name)) for name in sorted(names))
    terms.update({row.name: row for row in rows})


def with_key(file, key, kind):
    return [entry for entry in file.entries(key) if entry.get(kind)]


def load_film(file, catalogue) -> Film:
    file.refuse_others(*FILM_KEYS)
    film = checked(
        Film(
            title=file["title"],
            original_title=file.get("original_title", ""),
            year=file["year"],
            release_date=str(file.get("release_date", "")),
            runtime_minutes=file.get("runtime"),
            outline=file["outline"],
            tagline=file.get("tagline", ""),
            imdb_id=file.get("imdb_id"),
        ),
        file,
    )
    film.save()
    film.genres.add(*catalogue.genres.all_of(file, "genres"))
    film.countries.add(*catalogue.countries.all_of(file, "countries"))
    film.languages.add(*catalogue.languages.all_of(file, "languages"))
    load_facts_of(film, file, catalogue)
    load_releases(film, file, catalogue)
    load_soundtrack(film, file, catalogue)
    load_credits(film, file, catalogue)
    film.refresh_keys()
    return film


def load_facts_of(film, file, catalogue):
    """Other titles, certificates and locations."""
    AlternativeTitle.objects.bulk_create(
        AlternativeTitle(
            film=film,
            title=entry["title"],
            country=catalogue.countries.get(entry.get("country")),
            language=catalogue.languages.get(entry.get("language")),
            attribute=entry.get("attribute", ""),
        )
        for entry in file.entries("alternative_titles")
    )
    Certificate.objects.bulk_create(
        checked(
            Certificate(film=film, country=catalogue.countries.of(entry, "country"), certificate=entry["certificate"]),
            entry,
        )
        for entry in file.entries("certificates")
    )
    FilmingLocation.objects.bulk_create(
        checked(FilmingLocation(film=film, place=entry["place"], as_place=entry.get("as_place", "")), entry)
        for entry in file.entries("locations")
    )


def load_credits(film, file, catalogue):
    billing = {}
    credits = []
    for entry in file.entries("credits"):
        entry.refuse_others(*CREDIT_KEYS)
        billing[entry["job"]] = billing.get(entry["job"], 0) + 1
        credit = Credit(
            film=film,
            person=catalogue.people.of(entry, "person"),
            job=entry["job"],
            character=entry.get("character", ""),
            job_text=entry.get("job_text", ""),
            attributes=entry.get("attributes", ""),
            billing=billing[entry["job"]],
        )
        credits.append(checked(credit, entry))
    Credit.objects.bulk_create(credits)
