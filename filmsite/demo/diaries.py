"""What the demo's members have seen, want to see and love most."""

import datetime

from diary.models import Favourite, Viewing, WatchlistEntry
from diary.models.favourite import MOST
from filmsite.demo.content import LAST_DAY, SHIFT, Entry, checked, fraction, read
from reviews.models import Rating

# Every so manieth film of a diary made from ratings is seen again, within the last two years.
AGAIN, WITHIN = 3, 700


def load_diaries(catalogue, members):
    file = read("diaries.toml")
    file.refuse_others("from_ratings", "favourites", "diaries")
    diaries = file.entries("diaries")
    viewings = [viewing for diary in diaries for viewing in viewings_of(diary, catalogue, members)]
    viewings += viewings_by_ratings([members.named(file, name) for name in file["from_ratings"]])
    Viewing.objects.bulk_create(marked_as_rewatches(viewings))
    for diary in diaries:
        take_over_ratings(diary, catalogue, members.of(diary, "member"))
    wishes = [wish for diary in diaries for wish in watchlist_of(diary, catalogue, members)]
    WatchlistEntry.objects.bulk_create(wishes)
    load_favourites(file.table("favourites"), catalogue, members)


def viewings_of(diary, catalogue, members) -> list[Viewing]:
    diary.refuse_others("member", "rated", "viewings", "watchlist")
    return [viewing(entry, catalogue, members.of(diary, "member")) for entry in diary.entries("viewings")]


def viewing(entry, catalogue, member) -> Viewing:
    entry.refuse_others("on", "film", "version", "unfinished", "note")
    seen_at = entry.moment("on") if "on" in entry else None
    row = Viewing(
        film=catalogue.films.of(entry, "film"),
        member=member,
        watched_on=seen_at and seen_at.date(),
        is_finished=not entry.get("unfinished", False),
        film_version=entry.get("version", ""),
        note=entry.get("note", ""),
    )
    if seen_at:
        row.logged_at = seen_at
    return checked(row, entry)


def viewings_by_ratings(members) -> list[Viewing]:
    """A viewing on the day of every rating, and later ones of some of these films."""
    ratings = Rating.objects.filter(member__in=members).select_related("film", "member").order_by("member", "film")
    made = []
    for number, rating in enumerate(ratings):
        first = Viewing(film=rating.film, member=rating.member, watched_on=rating.rated_at.date())
        made.append(first)
        ago = int(fraction(f"{rating.member.username}/{rating.film.slug}") * WITHIN)
        later = LAST_DAY + SHIFT - datetime.timedelta(days=ago)
        if number % AGAIN == 0 and later > first.watched_on:
            made.append(Viewing(film=rating.film, member=rating.member, watched_on=later))
    return made


def marked_as_rewatches(viewings) -> list[Viewing]:
    """In the order they were written down; each that has another of the same film before it is a rewatch."""
    seen = set()
    in_order = sorted(viewings, key=lambda one: one.watched_on or datetime.date.min)
    for one in in_order:
        key = (one.member.pk, one.film.pk)
        one.is_rewatch = key in seen
        if one.is_finished:
            seen.add(key)
    return in_order


def take_over_ratings(diary: Entry, catalogue, member):
    """The member gave what somebody else has given until now, as near to what the file says as there is."""
    latest = dict(member.viewings.exclude(watched_on=None).order_by("watched_on").values_list("film", "logged_at"))
    for slug, wanted in diary.table("rated").items():
        film = catalogue.films.named(diary, slug)
        ratings = replaceable(film, member).order_by("-value", "member")
        if rating := min(ratings, key=lambda rating: abs(rating.value - wanted), default=None):
            rating.member, rating.rated_at = member, latest[film.pk]
            rating.save(update_fields=["member", "rated_at"])


def replaceable(film, member):
    """The ratings of those who neither wrote nor voted about the film and keep no diary."""
    if film.ratings.filter(member=member).exists() or film.helpful_votes.filter(voter=member).exists():
        return film.ratings.none()
    silent = film.ratings.exclude(member__in=film.reviews.values("author"))
    silent = silent.exclude(member__in=film.helpful_votes.values("voter"))
    return silent.exclude(member__in=Viewing.objects.filter(film=film).values("member"))


def watchlist_of(diary, catalogue, members) -> list[WatchlistEntry]:
    return [wish(entry, catalogue, members.of(diary, "member")) for entry in diary.entries("watchlist")]


def wish(entry, catalogue, member) -> WatchlistEntry:
    entry.refuse_others("film", "added", "note")
    film = catalogue.films.of(entry, "film")
    if film.ratings.filter(member=member).exists():
        raise entry.wrong(f"{member.username} has rated “{film.slug}”, so it is not on the watchlist any more")
    row = WatchlistEntry(film=film, member=member, added_at=entry.moment("added"), note=entry.get("note", ""))
    return checked(row, entry)


def load_favourites(table, catalogue, members):
    rows = []
    for name, slugs in table.items():
        if len(slugs) > MOST:
            raise table.wrong(f"{name} has more than {MOST} favourites")
        films = [catalogue.films.named(table, slug) for slug in slugs]
        member = members.named(table, name)
        rows += [Favourite(member=member, film=film, position=place) for place, film in enumerate(films, start=1)]
    Favourite.objects.bulk_create(rows)
