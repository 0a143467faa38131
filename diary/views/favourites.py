from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from catalog import search
from catalog.models import Film
from catalog.models.search_name import fold
from diary.models import Favourite
from diary.models.favourite import MOST
from filmsite.sign_in import members_only
from filmsite.views.errors import error_page

MOST_FOUND = 12
LONGEST_QUERY = 200
PLACES = {f"{place}" for place in range(1, MOST + 1)}


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def favourites(request):
    """The few films one shows on one's public page: add by title, put in order by number, take away."""
    if request.method == "POST":
        return change(request)
    own = list(Favourite.objects.of(request.user))
    query = " ".join(request.GET.get("title", "").split())[:LONGEST_QUERY]
    found = search.films(fold(query)[:LONGEST_QUERY])[:MOST_FOUND] if query else []
    context = {
        "favourites": own,
        "chosen": {favourite.film_id for favourite in own},
        "most": MOST,
        "query": query,
        "found": list(found),
        "here": "favourites",
    }
    return render(request, "diary/favourites.html", context)


def change(request):
    """One of the three, as the button says that was pressed."""
    if pk := request.POST.get("add"):
        try:
            Favourite.objects.add(film_of(pk), request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    elif pk := request.POST.get("remove"):
        Favourite.objects.remove(film_of(pk), request.user)
    elif places := places_in(request):
        Favourite.objects.put_in_order(request.user, places)
    else:
        return error_page(400)
    return redirect("diary:favourites")


def places_in(request) -> dict[int, int]:
    """The number that the form gives each film; none where it is not that form, or one of them is no place."""
    films = request.user.favourites.values_list("film", flat=True)
    given = {film: request.POST.get(f"place-{film}") for film in films}
    return {film: int(place) for film, place in given.items()} if set(given.values()) <= PLACES else {}


def film_of(pk) -> Film:
    if not (pk.isascii() and pk.isdigit() and len(pk) <= 15):
        raise Http404("There is no such film.")
    return get_object_or_404(Film, pk=pk)
