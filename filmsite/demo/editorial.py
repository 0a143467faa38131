"""The demo's awards and features."""

import datetime

from catalog.models import Award, AwardBody, Ceremony, Feature, FeatureEntry, Nomination
from filmsite.demo.content import Names, checked, read

STARTS = datetime.datetime(2026, 1, 12, 8, tzinfo=datetime.UTC)
NOMINATION_KEYS = ("year", "ceremony", "film_year", "won", "called", "films", "film_title", "people", "detail")
FEATURE_KEYS = ("slug", "title", "teaser", "body", "layout", "starts_at", "promoted", "entries")
ENTRY_KEYS = ("year", "person", "film", "film_title", "caption")


def award_file():
    return read("awards.toml")


def feature_file():
    return read("features.toml")


def people_in(awards, features) -> list[str]:
    """Everybody whom an award or a feature names."""
    nominations = [n for body in awards.entries("bodies") for c in body.entries("categories") for n in nominees(c)]
    entries = [entry for feature in features.entries("features") for entry in feature.entries("entries")]
    return [*nominations, *(entry["person"] for entry in entries if entry.get("person"))]


def nominees(category) -> list[str]:
    return [name for nomination in category.entries("nominations") for name in nomination.get("people", [])]


def load_awards(file, catalogue) -> Names:
    """Make all award bodies with their categories and nominations; returns the bodies by their slugs."""
    bodies = Names("award body")
    for entry in file.entries("bodies"):
        entry.refuse_others("slug", "name", "about", "ceremonies", "categories")
        body = AwardBody(slug=entry["slug"], name=entry["name"], about=entry.get("about", "").strip())
        checked(body, entry).save()
        ceremonies = load_ceremonies(body, entry)
        for position, category in enumerate(entry.entries("categories"), start=1):
            category.refuse_others("slug", "name", "nominations")
            award = Award(body=body, slug=category["slug"], name=category["name"], position=position)
            checked(award, category).save()
            load_nominations(award, category, ceremonies, catalogue)
        bodies[body.slug] = body
    return bodies


def load_ceremonies(body, entry) -> dict:
    """Make the ceremonies of a body; returns them by their numbers, and by their years where one was in a year."""
    rows = []
    for ceremony in entry.entries("ceremonies"):
        ceremony.refuse_others("number", "year", "held_on", "film_years")
        rows.append(checked(Ceremony(body=body, **ceremony), ceremony))
    Ceremony.objects.bulk_create(rows)
    return {("year", row.year): row for row in rows} | {row.number: row for row in rows}


def load_nominations(award, category, ceremonies, catalogue):
    entries = category.entries("nominations")
    nominations = Nomination.objects.bulk_create(nomination(award, entry, ceremonies) for entry in entries)
    films, people = Nomination.films.through, Nomination.people.through
    pairs = list(zip(nominations, entries, strict=True))
    films.objects.bulk_create(
        films(nomination=row, film=film) for row, entry in pairs for film in catalogue.films.all_of(entry, "films")
    )
    people.objects.bulk_create(
        people(nomination=row, person=person)
        for row, entry in pairs
        for person in catalogue.people.all_of(entry, "people")
    )


def nomination(award, entry, ceremonies) -> Nomination:
    entry.refuse_others(*NOMINATION_KEYS)
    row = Nomination(
        award=award,
        ceremony=ceremonies.get(entry.get("ceremony", ("year", entry["year"]))),
        category_text=entry.get("called", ""),
        ceremony_year=entry["year"],
        film_year=entry["film_year"],
        film_title=entry.get("film_title", ""),
        won=entry.get("won"),
        detail=entry.get("detail", ""),
    )
    return checked(row, entry)


def load_features(file, catalogue, bodies):
    """Make all features; the first in the file is the newest."""
    for number, entry in enumerate(file.entries("features")):
        entry.refuse_others(*FEATURE_KEYS)
        feature = Feature(
            slug=entry["slug"],
            title=entry["title"],
            teaser=entry["teaser"],
            body=entry["body"].strip(),
            layout=entry.get("layout", Feature.Layout.GALLERY),
            starts_at=entry.get("starts_at", STARTS - datetime.timedelta(days=28 * number)),
        )
        checked(feature, entry).save()
        promote(feature, entry, catalogue, bodies)
        FeatureEntry.objects.bulk_create(
            feature_entry(feature, position, stop, catalogue)
            for position, stop in enumerate(entry.entries("entries"), start=1)
        )


def promote(feature, entry, catalogue, bodies):
    """Say on which film pages the feature may stand."""
    where = entry.table("promoted")
    where.refuse_others("everywhere", "genres", "awards", "films", "people")
    feature.promoted_everywhere = where.get("everywhere", False)
    feature.save(update_fields=["promoted_everywhere"])
    feature.promoted_genres.add(*catalogue.genres.all_of(where, "genres"))
    feature.promoted_awards.add(*bodies.all_of(where, "awards"))
    feature.promoted_films.add(*catalogue.films.all_of(where, "films"))
    feature.promoted_people.add(*catalogue.people.all_of(where, "people"))


def feature_entry(feature, position, entry, catalogue) -> FeatureEntry:
    entry.refuse_others(*ENTRY_KEYS)
    film = catalogue.films.of(entry, "film") if entry.get("film") else None
    row = FeatureEntry(
        feature=feature,
        position=position,
        year=entry.get("year"),
        person=catalogue.people.of(entry, "person") if entry.get("person") else None,
        film=film,
        film_title="" if film else entry.get("film_title", ""),
        caption=entry.get("caption", ""),
    )
    return checked(row, entry)
