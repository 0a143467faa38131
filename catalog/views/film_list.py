from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.film_filters import FilmFilters
from filmsite.pages import page_of

FILMS_ON_A_PAGE = 50


@require_safe
def film_list(request):
    """Browse all films, narrowed down and in order as the query says."""
    filters = FilmFilters(request.GET)
    if not filters.is_valid():
        raise Http404("There is no such choice.")
    page = page_of(request, filters.films().with_directors(), per_page=FILMS_ON_A_PAGE)
    return render(request, "catalog/film_list.html", {"filters": filters, "page": page})
