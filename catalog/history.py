"""Who changed what in the catalogue: versions of a film's or a person's rows, what is different, how it is set back.

django-simple-history keeps the versions. What members wrote (facts, storylines, reviews) is not told here: pages of its
own say what became of it, and moderators decide what of it may be read.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Q, Value

from catalog import models

# The first version of a row that was there before anybody changed it, made just before the change.
AS_IT_WAS = "As it was before"

OF_FILM = [
    models.Film,
    models.Credit,
    models.AlternativeTitle,
    models.Certificate,
    models.FilmingLocation,
    models.Release,
    models.Connection,
    models.SoundtrackItem,
]
OF_PERSON = [models.Person, models.PersonName]
TRACKED = {model._meta.model_name: model for model in [*OF_FILM, *OF_PERSON]}


@dataclass(frozen=True)
class Difference:
    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """One version of one row: what it is called, and what is different from the version before."""

    version: object
    what: str
    differences: list[Difference]

    @property
    def is_beginning(self):
        return self.version.history_change_reason == AS_IT_WAS

    @property
    def model_name(self):
        return model_of(self.version)._meta.model_name


def keep_first_version(sender, instance, raw=False, **kwargs):
    """Before a row is changed for the first time: keep it as it is, so that there is something to compare with."""
    if raw or not instance.pk or not hasattr(sender, "history") or sender.history.filter(id=instance.pk).exists():
        return
    if kept := sender._base_manager.filter(pk=instance.pk).first():
        [version] = sender.history.bulk_history_create([kept], default_change_reason=AS_IT_WAS)
        for field in many_to_many(sender):
            keep_links(version, field)


def keep_links(version, field):
    """Keep which rows (genres, countries) were linked to it: the library does not when it writes several at once."""
    through = getattr(field.model, field.name).through
    of_row = through._base_manager.filter(**{field.m2m_field_name(): version.id})
    columns = [column.attname for column in through._meta.concrete_fields]
    table = table_of(field)
    table._base_manager.bulk_create(table(history=version, **row) for row in of_row.values(*columns))


def versions_of(row):
    """All versions of a film's (or person's) rows, newest first: (moment, model, id of the version)."""
    is_film = isinstance(row, models.Film)
    found = [
        versions(model, row).order_by().values_list("history_date", Value(model._meta.model_name), "history_id")
        for model in (OF_FILM if is_film else OF_PERSON)
    ]
    return found[0].union(*found[1:], all=True).order_by("-history_date", "-history_id")


def versions(model, row):
    if model is type(row):
        return model.history.filter(id=row.pk)
    if model is models.Connection:
        return model.history.filter(Q(film_id=row.pk) | Q(other_id=row.pk))
    return model.history.filter(**{f"{type(row)._meta.model_name}_id": row.pk})


def changes(keys) -> list[Change]:
    """What these versions, as `versions_of` names them, changed; a fixed number of queries for each kind of row."""
    by_model = defaultdict(list)
    for _, name, pk in keys:
        by_model[name].append(pk)
    found = {}
    for name, pks in by_model.items():
        found |= {(name, change.version.pk): change for change in changes_of(TRACKED[name], pks)}
    return [found[name, pk] for _, name, pk in keys]


def changes_of(model, pks) -> list[Change]:
    wanted, rows = set(pks), model.history.filter(history_id__in=pks).order_by().values("id")
    versions = model.history.filter(id__in=rows).select_related("history_user")
    versions = list(versions.order_by("id", "history_date", "history_id"))
    names = Names(model, versions)
    found, before = [], None
    for version in versions:
        earlier = before if before and before.id == version.id else None
        if version.pk in wanted:
            found.append(Change(version, names.of_row(version), names.differences(earlier, version)))
        before = version
    return found


class Names:
    """What the values of these versions are called, other rows by their names: one query for each kind of them."""

    def __init__(self, model, versions):
        self.model = model
        self.fields = [field for field in model.history.model.tracked_fields if field.name not in {"id", "merged_into"}]
        self.rows = {}
        for field in self.fields:
            if isinstance(field, ForeignKey):
                wanted = {getattr(version, field.attname) for version in versions} - {None}
                self.rows[field.name] = field.related_model._base_manager.in_bulk(wanted)
        # A note that gives the story away gave it away before somebody said so, too.
        self.spoiling = {version.id for version in versions if getattr(version, "has_spoilers", False)}
        self.linked = {field: linked(field, versions) for field in many_to_many(model)}

    def value(self, version, field) -> str:
        value = getattr(version, field.attname)
        if field.name == "note" and value and version.id in self.spoiling:
            return "(words that give away the story)"
        if isinstance(field, ForeignKey):
            return str(self.rows[field.name].get(value) or (f"no. {value}, which is gone" if value else ""))
        if field.choices and value not in {None, ""}:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        return "" if value is None else str(value)

    def list_of(self, version, field) -> str:
        return ", ".join(sorted(map(str, self.linked[field][version.pk]))) if version else ""

    def of_row(self, version) -> str:
        """What the row is called: "Credit: Ada Quill", and the film itself only "Film"."""
        kind = self.model._meta.verbose_name.capitalize()
        main = {"credit": "person", "alternativetitle": "title", "filminglocation": "place", "release": "date"}
        main |= {"certificate": "certificate", "connection": "other", "soundtrackitem": "title", "personname": "name"}
        name = main.get(self.model._meta.model_name)
        field = next((field for field in self.fields if field.name == name), None)
        return f"{kind}: {self.value(version, field)}" if field else kind

    def differences(self, before, after) -> list[Difference]:
        """Field by field; of a row that is new, all that it says; of one that was removed, nothing."""
        if after.history_type == "-" or after.history_change_reason == AS_IT_WAS:
            return []
        pairs = [
            (field, self.value(before, field) if before else "", self.value(after, field)) for field in self.fields
        ]
        pairs += [(field, self.list_of(before, field), self.list_of(after, field)) for field in self.linked]
        return [Difference(field.verbose_name.capitalize(), old, new) for field, old, new in pairs if old != new]


def many_to_many(model) -> list:
    return list(model.history.model._history_m2m_fields)


def table_of(field):
    """The versions of a many-to-many table."""
    return getattr(field.model.history.model, field.name).model


def linked(field, versions) -> dict[int, list]:
    """By version: the rows (genres, countries) that were linked to it."""
    other = field.related_model._meta.model_name
    table = table_of(field)
    found = defaultdict(list)
    for row in table._base_manager.filter(history__in=versions).select_related(other):
        found[row.history_id].append(getattr(row, other))
    return found


def model_of(version):
    return version.instance_type


def subject_of(version):
    """The film (or person) on whose history page the version stands."""
    row = version.instance
    subject = getattr(row, "film", None) or getattr(row, "person", None) or row
    return type(subject)._base_manager.get(pk=subject.pk)


@transaction.atomic
def restore(version):
    """Make the row again what it was in this version.

    Raises ValidationError where its page is locked or was merged into another one, where something else is in the
    row's place, and where it names what is gone.
    """
    subject = subject_of(version)
    subject.lock()
    models.EditLock.objects.refuse_locked(subject)
    if getattr(subject, "merged_into_id", None):
        raise ValidationError(f"{subject} has been merged into another page. Change that one.")
    set_back(version)
    subject.refresh_from_db()
    subject.refresh_keys()


def is_whole(row) -> bool:
    """Whether all that the row names is still there, but for what it can do without, which is then left out.

    The database would only say so at the end of the transaction.
    """
    links = [field for field in row._meta.concrete_fields if isinstance(field, ForeignKey)]
    for field in links:
        pk = getattr(row, field.attname)
        if pk is not None and not field.related_model._base_manager.filter(pk=pk).exists():
            if not field.null:
                return False
            setattr(row, field.attname, None)
    return True


def set_back(version):
    row, model = version.instance, model_of(version)
    kept = [field.name for field in model.history.model.tracked_fields if not field.primary_key]
    if not is_whole(row):
        raise ValidationError("What it named then is not here any more.")
    row._change_reason = f"Restored as of {version.history_date:%-d %B %Y, %H:%M}"
    # One version of it all, and none of what is half restored.
    row.skip_history_when_saving = True
    try:
        with transaction.atomic():
            if model._base_manager.filter(pk=row.pk).exists():
                row.save(update_fields=kept)
            else:
                row.save(force_insert=True)
            for field in many_to_many(model):
                getattr(row, field.name).set(linked(field, [version])[version.pk])
            del row.skip_history_when_saving
            row.save(update_fields=kept)
    except IntegrityError as error:
        raise ValidationError("Something else stands in its place now. Change that first.") from error
