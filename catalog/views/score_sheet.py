from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog import histogram
from catalog.addresses import with_film
from catalog.film_sections import sections
from catalog.models import ChartMean
from catalog.voters import voters_of
from catalog.weighing import weighing_of


@require_safe
@with_film
def score_sheet(request, film):
    """Everything about a film's score: what was given and by whom, what is left out, and how the chart weighs it."""
    pages = sections(film, request.user)
    context = {
        "film": film,
        "sections": pages,
        "current": pages["ratings"],
        "bars": histogram.bars(film.rating_histogram),
        "voters": voters_of(film),
        **figures(film),
    }
    return render(request, "catalog/score_sheet.html", context)


def figures(film) -> dict:
    """What is worked out from the ratings, as soon as there are enough of them for a score."""
    if film.score is None:
        return {}
    mean = ChartMean.objects.current()
    return {
        "median": histogram.median(film.rating_histogram),
        "spread": histogram.spread(film.rating_histogram),
        "mean": mean,
        "weighing": weighing_of(film, mean),
    }
