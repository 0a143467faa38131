"""A list to take away: as a list of one's own, as a table, as a feed."""

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts import limits
from filmsite.conditional import unless_known
from filmsite.csv_files import csv_file
from filmsite.sign_in import redirect_to_sign_in, say_suspended
from lists import feeds
from lists.models import FilmList
from lists.views.found import visible

COLUMNS = ["position", "title", "year", "directors", "note", "suggested_by", "imdb_id", "address"]


@require_POST
def copy(request, pk):
    """Begin a list of one's own with the films of this one."""
    film_list = visible(request, pk)
    if not request.user.is_authenticated:
        return redirect_to_sign_in(film_list)
    if request.user.is_suspended:
        return say_suspended(request, film_list)
    limits.enforce(request.user.film_lists, "created_at", limits.LISTS)
    try:
        made = film_list.copy_for(request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(film_list)
    messages.success(request, "This is your own list now, with the same films. Nobody else sees it until you say so.")
    return redirect("lists:edit", made.pk)


@require_safe
def csv(request, pk):
    """The list as a table, for whoever may read it."""
    film_list = visible(request, pk)
    entries = film_list.entries.select_related("added_by").order_by("position")
    rows = [row_of(entry, film_list) for entry in entries.prefetch_related(feeds.with_directors())]
    return unless_known(request, csv_file(f"list-{film_list.pk}", [COLUMNS, *rows]))


def row_of(entry, film_list) -> list:
    film = entry.film
    directors = ", ".join(credit.person.name for credit in film.directors)
    by = "" if entry.added_by_id == film_list.owner_id else str(entry.added_by)
    return [entry.position, film.title, film.year, directors, entry.note, by, film.imdb_id or "", feeds.address(film)]


@require_safe
def feed(request, pk):
    """What was put last on a public list."""
    film_list = FilmList.objects.visible_to(AnonymousUser()).public().select_related("owner").filter(pk=pk).first()
    if film_list is None:
        raise Http404("There is no such list for everybody.")
    atom = feeds.newest(film_list)
    return unless_known(request, HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type))
