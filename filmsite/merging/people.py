"""Merging two rows that are one person."""

from django.db import transaction

from catalog.models import Credit, Film, Merge, PersonName
from filmsite.merging import common, rows, telling

FILLED = ["born", "died", "birth_place", "death_place", "biography", "imdb_id", "wikidata_id"]


@transaction.atomic
def merge_people(kept, gone, *, by, reason="") -> Merge:
    """Make one person of two. Raises ValidationError for rows that cannot be merged."""
    hold(kept, gone)
    common.refuse(kept, gone)
    record = {
        "quote_lines": common.point_quote_lines(equal_credits(kept, gone)),
        **rows.move_all(gone, kept),
        "filled": common.fill(kept, gone, FILLED),
        "portrait": give_portrait(kept, gone),
        "name": keep_name(kept, gone),
        "joined": common.join(gone, kept),
    }
    show_again(kept)
    merge = Merge.objects.create(person=kept, gone_person=gone, by=by, reason=reason, moved=record)
    telling.tell_of(merge)
    return merge


@transaction.atomic
def take_apart(merge, *, by):
    """Undo the merge of two people. Raises ValidationError where it is too late."""
    kept, gone, record = merge.person, merge.gone_person, merge.moved
    hold(kept, gone)
    common.refuse_undo(merge)
    common.part(gone, record["joined"])
    PersonName.objects.filter(pk=record["name"]).delete()
    common.unfill(kept, gone, record["filled"])
    if record["portrait"] and kept.portrait_id == record["portrait"]:
        common.set_fields(kept, {"portrait": None})
    rows.move_back(record, gone, kept)
    common.point_quote_lines_back(record["quote_lines"])
    common.end(merge, by)
    show_again(kept, gone)
    telling.tell_of(merge)


def hold(kept, gone):
    """Their films first, as everywhere."""
    Film.objects.filter(pk__in=Credit.objects.filter(person__in=[kept, gone]).values("film")).lock()
    for person in sorted([kept, gone], key=lambda person: person.pk):
        person.lock()
        person.refresh_from_db()


def equal_credits(kept, gone):
    """The credits that both have: the same job and part in the same film."""
    of_kept = {(row.film_id, row.job, row.character): row for row in Credit.objects.filter(person=kept)}
    pairs = ((row, of_kept.get((row.film_id, row.job, row.character))) for row in Credit.objects.filter(person=gone))
    return [(gone_credit, kept_credit) for gone_credit, kept_credit in pairs if kept_credit]


def give_portrait(kept, gone) -> int | None:
    if kept.portrait_id or not gone.portrait_id:
        return None
    common.set_fields(kept, {"portrait": gone.portrait})
    return kept.portrait_id


def keep_name(kept, gone) -> int | None:
    """The other name stays known; returns the id of the row made for it."""
    if gone.name == kept.name or kept.other_names.filter(name=gone.name).exists():
        return None
    return kept.other_names.create(name=gone.name).pk


def show_again(*people):
    for person in people:
        person.refresh_keys()
        Film.objects.filter(credits__person=person).touch()
