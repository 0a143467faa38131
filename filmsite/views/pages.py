"""The first page."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import Feature, Film
from filmsite.addresses import absolute
from lists.models import FilmList
from reviews.models import Review

NEW_FILMS = 6
TOP_FILMS = 10
BEST_REVIEWS = 3
NEW_REVIEWS = 5
LISTS = 3


@require_safe
def home(request):
    """What is new, the best of what members wrote, a feature and the top of the chart."""
    reviews = Review.objects.published_for(request.user).select_related("film", "author")
    context = {
        "features": list(Feature.objects.published()[:2]),
        "new_films": Film.objects.newest_first()[:NEW_FILMS],
        "top_films": Film.objects.top()[:TOP_FILMS],
        "best_reviews": best_of_the_day(reviews, timezone.localdate()),
        "new_reviews": reviews.in_order("newest")[:NEW_REVIEWS],
        "lists": FilmList.objects.listed_for(request.user).with_covers().latest_first()[:LISTS],
        "website": website(),
    }
    return render(request, "home.html", context)


def best_of_the_day(reviews, today):
    """Some of the most helpful reviews of the site, without spoilers; others every day."""
    best = list(reviews.filter(has_spoilers=False).in_order("helpful")[: BEST_REVIEWS * 6])
    start = today.toordinal() * BEST_REVIEWS % len(best) if best else 0
    return (best[start:] + best[:start])[:BEST_REVIEWS]


def website() -> dict:
    """The site in the words of schema.org, so that others can offer its search."""
    search = {"@type": "EntryPoint", "urlTemplate": absolute("/search/?q={search_term_string}")}
    action = {"@type": "SearchAction", "target": search, "query-input": "required name=search_term_string"}
    return {"@type": "WebSite", "name": "Filmsite", "url": absolute("/"), "potentialAction": action}
