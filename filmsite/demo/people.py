"""What the demo knows of its people beside their names."""

from catalog.models import Person, PersonName, SearchName
from catalog.models.search_name import fold
from filmsite.demo.content import checked, read

LIFE = ("born", "died", "birth_place", "death_place", "biography")


def load_people(catalogue, names):
    """Make everybody who is named anywhere, with their lives where people.toml tells them."""
    lives = life_entries()
    people = {name: person(name, lives.pop(name, None)) for name in dict.fromkeys(names)}
    if lives:
        name, entry = next(iter(lives.items()))
        raise entry.wrong(f"“{name}” is named on no film and for no award")
    Person.objects.bulk_create(people.values())
    catalogue.people.update(people)
    load_names(people)


def life_entries() -> dict:
    return {entry["name"]: entry for entry in read("people.toml").entries("people")}


def person(name, entry) -> Person:
    if entry is None:
        return Person(name=name)
    entry.refuse_others("name", "names", *LIFE)
    return checked(Person(name=name, **{key: entry.get(key, "").strip() for key in LIFE}), entry)


def load_names(people):
    """Other names, and what search finds everybody by: Person.refresh_keys for all at once."""
    entries = life_entries()
    others = [
        checked(PersonName(person=people[name], name=other["name"], kind=other["kind"]), other)
        for name, entry in entries.items()
        for other in entry.entries("names")
    ]
    PersonName.objects.bulk_create(others)
    keys = {(each, fold(each.name)[:200]): True for each in people.values()}
    for other in others:
        keys.setdefault((other.person, fold(other.name)[:200]), False)
    SearchName.objects.bulk_create(
        SearchName(person=each, name=key, is_main=is_main) for (each, key), is_main in keys.items()
    )
