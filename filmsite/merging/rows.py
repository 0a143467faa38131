"""Moving the rows that point to one film (or person) to another one, and back.

What cannot be moved, because the other has the same already, is written down whole and deleted. The record of it all is
JSON: {"moved": {"app.model.field": [ids]}, "gone": [serialised rows]}.
"""

import json

from django.core import serializers
from django.db import IntegrityError, transaction
from django.db.models import Q

from catalog.history import is_whole
from catalog.models import AlsoLiked, Merge, SearchName, SeverityTally

# What follows from other rows is made anew instead.
MADE_ANEW = {AlsoLiked, Merge, SearchName, SeverityTally}


def pointing_to(model):
    """Every (model, field) that names rows of this one: also the rows of many-to-many tables, but no old versions."""
    relations = model._meta.get_fields(include_hidden=True)
    fields = [relation.field for relation in relations if relation.one_to_many and relation.auto_created]
    kept = [field for field in fields if not hasattr(field.model, "history_type") and field.name != "merged_into"]
    return [(field.model, field) for field in kept if field.model not in MADE_ANEW and not is_old_version(field.model)]


def is_old_version(model):
    """Whether a table belongs to the versions that django-simple-history keeps."""
    return model.__name__.startswith("Historical")


def label(model, field) -> str:
    return f"{model._meta.label_lower}.{field.name}"


def move_all(gone, kept, left=None) -> dict:
    """Let everything that names `gone` name `kept`; returns the record of it. Both are held.

    `left` says, by model, which rows stay where they are.
    """
    record = {"moved": {}, "gone": []}
    for model, field in pointing_to(type(gone)):
        rows = model._base_manager.filter(**{field.name: gone}).exclude((left or {}).get(model, Q(pk__in=[])))
        moved, doubles = move(rows, field, kept)
        if moved:
            record["moved"][label(model, field)] = moved
        if doubles:
            record["gone"] += json.loads(serializers.serialize("json", doubles))
            for row in doubles:
                row.delete()
    return record


def move(rows, field, kept):
    """Let these rows name `kept`; returns the ids of those that do, and the rows that cannot."""
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    if not pks:
        return [], []
    try:
        with transaction.atomic():
            rows.update(**{field.name: kept})
        return pks, []
    except IntegrityError:
        left = [row for row in rows.order_by("pk") if not moved_alone(row, field, kept)]
        return [pk for pk in pks if pk not in {row.pk for row in left}], left


def moved_alone(row, field, kept) -> bool:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{field.name: kept})
    except IntegrityError:
        return False
    return True


def move_back(record, gone, kept):
    """Undo `move_all`: what was moved and is still there names `gone` again, what was deleted is made again."""
    for model, field in pointing_to(type(gone)):
        pks = record["moved"].get(label(model, field), [])
        move(model._base_manager.filter(pk__in=pks, **{field.name: kept}), field, gone)
    for deserialised in serializers.deserialize("json", json.dumps(record["gone"])):
        if not is_whole(deserialised.object):
            # It stood on a list, say, that has been deleted since.
            continue
        try:
            with transaction.atomic():
                deserialised.save()
        except IntegrityError:
            # Its member has closed the account, or has said the same again since.
            continue
