"""How the demo's editors kept the catalogue: a correction, a film that had been entered twice, a lock that is over."""

import datetime

from catalog.models import EditLock, Film
from filmsite.demo.clock import at
from filmsite.demo.content import LAST_MOMENT
from filmsite.merging.films import merge_films
from reviews import see_next

CORRECTED_ON = LAST_MOMENT - datetime.timedelta(days=40)
MERGED_ON = LAST_MOMENT - datetime.timedelta(days=6)


def keep_catalogue(catalogue, members):
    """Called once everything else is there."""
    # Loading them was no change that anybody made.
    Film.history.all().delete()
    if film := catalogue.films.get("red-heat"):
        keep_film(film, members["editor"])
    see_next.recompute()


def keep_film(film, editor):
    with at(CORRECTED_ON):
        correct_runtime(film, editor)
        EditLock.objects.begin(film, by=editor, reason="The credits are being checked against the film.").end(by=editor)
    with at(MERGED_ON):
        merge_duplicate(film, editor)


def correct_runtime(film, editor):
    """Once it was entered as the runtime of a copy made for television, then corrected."""
    right = Film.objects.get(pk=film.pk)
    Film.objects.filter(pk=film.pk).update(runtime_minutes=right.runtime_minutes - 4)
    right._history_user = editor
    right._change_reason = "Timed from the first picture to the end of the credits"
    right.save(update_fields=["runtime_minutes"])


def merge_duplicate(film, editor):
    """Somebody had entered it a second time, under its Italian title."""
    double = Film.objects.create(title="Danko", year=film.year)
    merge_films(film, double, by=editor, reason="Danko is what Red Heat was called in Italy.")
