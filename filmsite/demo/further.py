"""What the demo's files say of a film beside its facts: releases, music, and other films that belong to it."""

from catalog.models import Connection, Release, SoundtrackItem, SoundtrackLine
from catalog.models.connection import Side
from filmsite.demo.content import checked

RELEASE_KEYS = ("country", "date", "kind", "note")
CONNECTION_KEYS = ("film", "side", "note", "spoiler")


def load_releases(film, file, catalogue):
    Release.objects.bulk_create(release(film, entry, catalogue) for entry in file.entries("releases"))


def release(film, entry, catalogue):
    entry.refuse_others(*RELEASE_KEYS)
    row = Release(
        film=film,
        country=catalogue.countries.of(entry, "country") if "country" in entry else None,
        date=str(entry["date"]),
        kind=entry.get("kind", Release.Kind.CINEMA),
        note=entry.get("note", ""),
    )
    return checked(row, entry)


def load_soundtrack(film, file, catalogue):
    """A line that names somebody of the demo is linked to them."""
    entries = file.entries("soundtrack")
    pieces = SoundtrackItem.objects.bulk_create(
        checked(SoundtrackItem(film=film, position=position, title=entry["title"]), entry)
        for position, entry in enumerate(entries, start=1)
    )
    SoundtrackLine.objects.bulk_create(
        line for entry, piece in zip(entries, pieces, strict=True) for line in lines_of(piece, entry, catalogue)
    )


def lines_of(piece, entry, catalogue):
    entry.refuse_others("title", "lines")
    for position, line in enumerate(entry.entries("lines"), start=1):
        line.refuse_others("role", "names")
        person = catalogue.people.get(line["names"])
        row = SoundtrackLine(item=piece, position=position, role=line["role"], names=line["names"], person=person)
        yield checked(row, line)


def load_connections(files, catalogue):
    """When all films are there, because each of these names two."""
    Connection.objects.bulk_create(
        connection(catalogue.films[slug], entry, catalogue)
        for slug, file in files.items()
        for entry in file.entries("connections")
    )


def connection(film, entry, catalogue):
    entry.refuse_others(*CONNECTION_KEYS)
    if entry["side"] not in Side.values:
        raise entry.wrong(f"“{entry['side']}” is no way in which films are connected")
    row = Connection.directed(film, entry["side"], catalogue.films.of(entry, "film"))
    row.note, row.has_spoilers = entry.get("note", ""), entry.get("spoiler", False)
    return checked(row, entry)
