"""Facts about films: all of a kind, and one by itself."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.addresses import with_film
from catalog.film_sections import sections
from catalog.models import TriviaItem
from filmsite.pages import page_of

PER_PAGE = 50


@require_safe
@with_film
def facts(request, film, kind):
    """All facts of a kind, goofs by their type; those that give the story away come last."""
    pages = sections(film, request.user)
    rows = film.trivia_items.visible_to(request.user).filter(kind=kind).in_order().with_words()
    context = {
        "film": film,
        "kind": TriviaItem.Kind(kind),
        "sections": pages,
        "current": pages[kind],
        "page": page_of(request, rows, per_page=PER_PAGE, count=pages[kind]["count"]),
    }
    return render(request, "catalog/facts.html", context)


@require_safe
def trivia_item(request, pk):
    """One fact under an address of its own; whoever brought it also sees what has been decided about it."""
    rows = TriviaItem.objects.visible_to(request.user).select_related("film").with_words()
    item = get_object_or_404(rows, pk=pk)
    pages = sections(item.film, request.user)
    context = {"item": item, "film": item.film, "sections": pages, "current": pages[item.kind]}
    return render(request, "catalog/trivia_item.html", context)
