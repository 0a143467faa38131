"""Viewings and wishes, as members write them down."""

from datetime import date

from diary.models import Viewing, WatchlistEntry


def viewing(of_film, by, day: str | None = "2026-05-03", *, again=False, **said):
    """The member has seen the film on that day; None for some time."""
    said = {"is_rewatch": False, "is_finished": True, "film_version": "", "note": "", **said}
    return Viewing.objects.log(of_film, by, again=again, watched_on=date.fromisoformat(day) if day else None, **said)


def viewings(films, by, days, **said):
    """Each of these films on each of these days, at once."""
    return Viewing.objects.bulk_create(
        Viewing(film=film, member=by, watched_on=day, **said) for film in films for day in days
    )


def wish(of_film, by):
    return WatchlistEntry.objects.add(of_film, by)
