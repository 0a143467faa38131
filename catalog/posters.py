"""The poster of a film as editors give it one: a picture among the film's others, and the copy that its page shows."""

from django.db import transaction
from django.db.models import F

from catalog import images
from catalog.models import Picture


def store_poster(film, picture, *, fast=False, **about):
    """Give the film this poster: an uploaded file, a PIL image or a prepared picture. Raises ValidationError.

    It is kept once the transaction commits, so that one that is rolled back leaves no file behind. `about` are fields
    of the picture's row.
    """
    is_ready = isinstance(picture, images.PreparedPicture)
    prepared = picture if is_ready else images.prepare(picture, fast=fast)
    transaction.on_commit(lambda: _keep(film, prepared, about))


def remove_poster(film):
    """Take the film's poster away, once the transaction commits."""
    transaction.on_commit(lambda: _remove(film))


def main_picture(film) -> Picture | None:
    """The picture whose copy is the film's poster."""
    return film.pictures.filter(file=F("film__poster")).exclude(file="").first()


def _keep(film, prepared, about):
    fields = {"alt": f"Poster of {film.title}"[:200]} | about
    with transaction.atomic():
        film.lock()
        before = main_picture(film)
        # What was decided on the picture before says nothing of this one.
        new = Picture.objects.keep(prepared, folder="posters", kind="poster", film=film, state="published", **fields)
        new.make_main()
        if before and before.contributor is None:
            before.throw_away()


@transaction.atomic
def _remove(film):
    film.lock()
    if picture := main_picture(film):
        picture.throw_away()
