"""The lists that the demo's members have made, and what others suggest for them."""

from catalog.models.search_name import fold
from filmsite.demo.content import LAST_MOMENT, Entry, checked, moment_between, read
from lists.models import FilmList, ListEntry, Suggestion

LIST_KEYS = ("owner", "title", "description", "visibility", "ranked", "takes_suggestions", "date") + (
    "films",
    "films_only",
    "suggestions",
)
SUGGESTION_KEYS = ("film", "member", "note", "date", "declined")


def load_lists(catalogue, members):
    """Make all lists with their films, in a few queries."""
    entries = read("lists.toml").entries("lists")
    made = FilmList.objects.bulk_create(film_list(entry, members) for entry in entries)
    pairs = list(zip(made, entries, strict=True))
    films, suggestions = [], []
    for one, entry in pairs:
        films += films_of(one, entry, catalogue, members)
        suggestions += [
            suggestion(one, row, catalogue.films.of(row, "film"), members) for row in entry.entries("suggestions")
        ]
    ListEntry.objects.bulk_create(films)
    Suggestion.objects.bulk_create(suggestions)


def film_list(entry, members) -> FilmList:
    entry.refuse_others(*LIST_KEYS)
    moment = entry.moment("date")
    row = FilmList(
        owner=members.of(entry, "owner"),
        title=entry["title"],
        search_title=fold(entry["title"]),
        description=entry.get("description", "").strip(),
        visibility=entry.get("visibility", FilmList.Visibility.PUBLIC),
        is_ranked=entry.get("ranked", False),
        takes_suggestions=entry.get("takes_suggestions", False),
        entry_count=len(rows_of(entry)),
        created_at=moment,
        changed_at=moment,
    )
    return checked(row, entry)


def rows_of(entry) -> list[Entry]:
    """The films of a list; without a word on any of them they are only named."""
    bare = [Entry({"film": slug}, entry.where) for slug in entry.get("films_only", [])]
    return entry.entries("films") + bare


def films_of(one, entry, catalogue, members):
    for position, row in enumerate(rows_of(entry), start=1):
        row.refuse_others("film", "note", "suggested_by")
        yield checked(
            ListEntry(
                film_list=one,
                film=catalogue.films.of(row, "film"),
                position=position,
                note=row.get("note", ""),
                added_by=members.of(row, "suggested_by") if "suggested_by" in row else one.owner,
                added_at=one.changed_at,
            ),
            row,
        )


def suggestion(one, row, film, members) -> Suggestion:
    row.refuse_others(*SUGGESTION_KEYS)
    made_at = row.moment("date")
    decided = {"is_taken": False, "decided_at": moment_between(made_at, LAST_MOMENT, row.where)}
    return checked(
        Suggestion(
            film_list=one,
            film=film,
            member=members.of(row, "member"),
            note=row.get("note", ""),
            made_at=made_at,
            **(decided if row.get("declined") else {}),
        ),
        row,
    )
