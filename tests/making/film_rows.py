"""Builders of what is written down of a film beside its facts."""

from django.http import QueryDict
from django.utils.text import slugify

from catalog.models import Connection, Contribution, Country, Language, Release, SoundtrackItem
from tests import make


def country(name="Wales"):
    return Country.objects.get_or_create(name=name, slug=slugify(name))[0]


def language(name="Welsh"):
    return Language.objects.get_or_create(name=name, slug=slugify(name))[0]


def release(of_film, date="1962-06-17", place=None, **fields):
    return Release.objects.create(film=of_film, country=place, date=date, **fields)


def piece(of_film, title="The Road Song", *lines):
    """A piece of music with (role, names) or (role, names, person) lines."""
    item = SoundtrackItem.objects.create(film=of_film, position=of_film.soundtrack.next_position(), title=title)
    for position, (role, names, *person) in enumerate(lines, start=1):
        item.lines.create(position=position, role=role, names=names, person=person[0] if person else None)
    return item


def connect(film, side, other, **fields):
    return Connection.objects.connect(film, side, other, **fields)


def contributed(kind, film, by=None, /, *, lines=(), source="", **fields):
    """A contribution of this kind, sent with what its form makes of the fields."""
    by = by or make.member()
    draft = Contribution(kind=kind, film=film, contributor=by, source=source)
    form = form_of(kind, film, by, lines=lines, source=source, **fields)
    assert form.is_valid(), form.errors
    draft.values = form.values
    draft.save()
    draft.send()
    return draft


def form_of(kind, film, by=None, /, *, lines=(), **fields):
    """The form of this kind, sent with these fields and rows."""
    data = QueryDict(mutable=True)
    data.update({"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0})
    data.update(fields)
    for number, row in enumerate(lines):
        data.update({f"lines-{number}-{name}": value for name, value in row.items()})
    form_class = Contribution(kind=kind).handler.form_class
    return form_class(data, film=film, member=by or make.member())
