"""Merging two rows that are one film.

Reviews and ratings go along. Who had written about both is asked which review is to stay; until then, and when they do
not answer, the one on the film that was kept does, and the other is set aside, withdrawn.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from accounts.models import User
from catalog.models import AlternativeTitle, Connection, Credit, Film, Merge, SoundtrackItem
from catalog.models.picture import NO_POSTER
from filmsite.merging import common, opinions, rows, telling
from lists import order
from lists.models import FilmList
from reviews.models import Case, Review

FILLED = [
    "original_title",
    "release_date",
    "runtime_minutes",
    "outline",
    "tagline",
    "imdb_id",
    "tmdb_id",
    "wikidata_id",
]
TERMS = ["genres", "countries", "languages"]
# Beyond the last film of any list.
LAST_PLACE = 1_000_000
POSTER = ["poster", "poster_width", "poster_height", "poster_has_variants", "poster_state"]


@transaction.atomic
def merge_films(kept, gone, *, by, reason="") -> Merge:
    """Make one film of two. Raises ValidationError for rows that cannot be merged."""
    hold(kept, gone)
    common.refuse(kept, gone)
    refuse_judged_poster(gone)
    record = {
        "set_aside": opinions.set_aside(kept, gone),
        "quote_lines": common.point_quote_lines(equal_credits(kept, gone)),
        "featured": unfeature(kept, gone),
        "connections": turn_connections(kept, gone),
        "terms": give_terms(kept, gone),
    }
    make_room_for_soundtrack(kept, gone)
    record |= rows.move_all(gone, kept, left=opinions.left_behind(record["set_aside"]))
    record |= {
        "filled": common.fill(kept, gone, FILLED),
        "poster": give_poster(kept, gone),
        "title": keep_title(kept, gone),
        "joined": common.join(gone, kept),
    }
    merge = Merge.objects.create(film=kept, gone_film=gone, by=by, reason=reason, moved=record)
    opinions.ask(merge)
    number_lists(record)
    show_again(kept, gone)
    telling.tell_of(merge)
    return merge


@transaction.atomic
def take_apart(merge, *, by):
    """Undo the merge of two films. Raises ValidationError where it is too late."""
    kept, gone, record = merge.film, merge.gone_film, merge.moved
    hold(kept, gone)
    common.refuse_undo(merge)
    opinions.take_choices_back(merge)
    common.part(gone, record["joined"])
    AlternativeTitle.objects.filter(pk=record["title"]).delete()
    common.unfill(kept, gone, record["filled"])
    take_poster_back(kept, gone, record["poster"])
    for name, pks in record["terms"].items():
        getattr(kept, name).remove(*pks)
    rows.move_back(put_list_entries_last(record), gone, kept)
    turn_connections_back(record["connections"])
    gone.storylines.filter(pk=record["featured"]).update(is_featured=True)
    common.point_quote_lines_back(record["quote_lines"])
    opinions.put_back(record["set_aside"])
    common.end(merge, by)
    number_lists(record)
    show_again(kept, gone)
    telling.tell_of(merge)


def hold(kept, gone):
    films = sorted([kept, gone], key=lambda film: film.pk)
    Film.with_merged.filter(pk__in=[film.pk for film in films]).lock()
    for film in films:
        film.refresh_from_db()
    User.objects.filter(pk__in=Review.objects.filter(film__in=films).values("author")).lock()


def refuse_judged_poster(gone):
    """The case would be about another picture all at once. Raises ValidationError while one is open."""
    if Case.objects.filter(poster=gone, closed_at=None).exists():
        raise ValidationError(f"The poster of {gone} is with the moderators. Merge when its case is decided.")


def equal_credits(kept, gone):
    """The credits that both have: the same person in the same job and part."""
    of_kept = {(row.person_id, row.job, row.character): row for row in Credit.objects.filter(film=kept)}
    pairs = ((row, of_kept.get((row.person_id, row.job, row.character))) for row in Credit.objects.filter(film=gone))
    return [(gone_credit, kept_credit) for gone_credit, kept_credit in pairs if kept_credit]


def unfeature(kept, gone) -> int | None:
    """Only one storyline of a film is featured: that of the kept one, if it has one. Returns the other."""
    featured = gone.storylines.filter(is_featured=True).first()
    if featured is None or not kept.storylines.filter(is_featured=True).exists():
        return None
    gone.storylines.filter(pk=featured.pk).update(is_featured=False)
    return featured.pk


def turn_connections(kept, gone) -> dict[str, list[int]]:
    """Connections that read the same from both sides have the older film first: turn those for which that changes.

    Returns the two films of each as it was.
    """
    before = {}
    for row in Connection.objects.filter(kind__in=Connection.SYMMETRIC).exclude(film=kept, other=gone):
        pair = [row.film_id, row.other_id]
        if gone.pk not in pair or kept.pk in pair:
            continue
        first, second = sorted(kept.pk if pk == gone.pk else pk for pk in pair)
        turned = Connection.objects.filter(film=first, other=second, kind=row.kind)
        if not turned.exists():
            before[str(row.pk)] = pair
            Connection.objects.filter(pk=row.pk).update(film=first, other=second)
    return before


def turn_connections_back(before):
    for pk, (film, other) in before.items():
        Connection.objects.filter(pk=pk).update(film=film, other=other)


def give_terms(kept, gone) -> dict[str, list[int]]:
    """The genres, countries and languages of both; returns what was new to the kept one."""
    new = {}
    for name in TERMS:
        has = set(getattr(kept, name).values_list("pk", flat=True))
        new[name] = [pk for pk in getattr(gone, name).order_by("pk").values_list("pk", flat=True) if pk not in has]
        getattr(kept, name).add(*new[name])
    return new


def make_room_for_soundtrack(kept, gone):
    """The pieces of the one come after those of the other."""
    last = SoundtrackItem.objects.filter(film=kept).aggregate(last=Coalesce(Max("position"), 0))["last"]
    for piece in gone.soundtrack.order_by("-position"):
        SoundtrackItem.objects.filter(pk=piece.pk).update(position=piece.position + last)


def give_poster(kept, gone) -> dict:
    """The poster of the one where the other has none; returns it."""
    if kept.poster or not gone.poster:
        return {}
    values = Film.with_merged.filter(pk=gone.pk).values(*POSTER).get()
    Film.with_merged.filter(pk=kept.pk).update(**values)
    Film.with_merged.filter(pk=gone.pk).update(**NO_POSTER)
    return values


def take_poster_back(kept, gone, values):
    if values and Film.with_merged.filter(pk=kept.pk, poster=values["poster"]).exists():
        Film.with_merged.filter(pk=gone.pk).update(**values)
        Film.with_merged.filter(pk=kept.pk).update(**NO_POSTER)


def list_entries(record) -> list[dict]:
    """The places on lists that both films were on, as they were written down."""
    return [row for row in record["gone"] if row["model"] == "lists.listentry"]


def put_list_entries_last(record) -> dict:
    """Another film has their places by now, so they come back at the end of their lists."""
    for row in list_entries(record):
        row["fields"]["position"] = LAST_PLACE + row["pk"]
    return record


def number_lists(record):
    """Count the films of these lists again, and number them without a gap."""
    lists = {row["fields"]["film_list"] for row in list_entries(record)}
    for film_list in FilmList.objects.filter(pk__in=lists).order_by("pk"):
        film_list.lock()
        order.number(film_list.entries, list(film_list.entries.order_by("position")))
        film_list.changed()


def keep_title(kept, gone) -> int | None:
    """The other title stays known; returns the id of the row made for it."""
    known = {kept.title, kept.original_title, *kept.alternative_titles.values_list("title", flat=True)}
    return None if gone.title in known else kept.alternative_titles.create(title=gone.title).pk


def show_again(kept, gone):
    """Everything that follows from the rows, of both, as they are now."""
    for film in (kept, gone):
        film.refresh_from_db()
        opinions.count(film)
        if not film.merged_into_id:
            film.refresh_keys()
        film.touch()
        film.refresh_from_db()
