from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.models import ChartMean, Film
from catalog.models.film import MIN_RATINGS_FOR_SCORE
from catalog.weighing import weighing_of
from filmsite.pages import page_of

FILMS_IN_A_CHART = 250
FILMS_ON_A_PAGE = 50


@require_safe
def top(request):
    """The best films by their weighted score, and how it is reckoned, by the example of the page's first film."""
    page = chart_page(request, Film.objects.top())
    mean = ChartMean.objects.current()
    context = {
        "page": page,
        "m": settings.CHART_M,
        "mean": mean,
        "needed": MIN_RATINGS_FOR_SCORE,
        "example": weighing_of(page[0], mean) if page else None,
    }
    return render(request, "catalog/chart_top.html", context)


@require_safe
def popular(request):
    """The films that most members have rated."""
    return render(request, "catalog/chart_popular.html", {"page": chart_page(request, Film.objects.popular())})


def chart_page(request, films):
    return page_of(request, films.with_directors()[:FILMS_IN_A_CHART], per_page=FILMS_ON_A_PAGE)
