from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog import histogram
from catalog.addresses import with_film
from filmsite.pages import page_of
from reviews.languages import LANGUAGES
from reviews.models import Review

PER_PAGE = 25


@require_safe
@with_film
def review_list(request, film):
    """What members wrote about a film, in the order and with the filters of the address."""
    chosen = choices(request.GET)
    reviews = film.reviews.published()
    languages = list(reviews.order_by("language").values_list("language").annotate(Count("pk")))
    filtered = filter_by(reviews, chosen)
    ordered = filtered.in_order(chosen["sort"]).with_vote_of(request.user).select_related("author")
    count = film.review_count if filtered is reviews else None
    context = {
        "film": film,
        "page": page_of(request, ordered, per_page=PER_PAGE, count=count),
        "chosen": chosen,
        "sorts": [(name, sort.label) for name, sort in Review.SORTS.items()],
        "bars": histogram.bars(film.rating_histogram),
        "languages": [(code, dict(LANGUAGES)[code], number) for code, number in languages],
        "is_filtered": filtered is not reviews,
    }
    return render(request, "reviews/review_list.html", context)


def choices(parameters) -> dict:
    """The order and filters an address names; raises Http404 for one that does not exist."""
    chosen = {
        "sort": parameters.get("sort") or "helpful",
        "rating": parameters.get("rating", ""),
        "spoilers": parameters.get("spoilers", ""),
        "language": parameters.get("language", ""),
    }
    known = {
        "sort": Review.SORTS,
        "rating": ["", *map(str, range(1, 11))],
        "spoilers": ["", "hide"],
        "language": ["", *dict(LANGUAGES)],
    }
    if any(chosen[name] not in values for name, values in known.items()):
        raise Http404("There is no such order or filter.")
    return chosen


def filter_by(reviews, chosen):
    """The reviews that fit; the very same queryset where nothing is filtered."""
    if chosen["rating"]:
        reviews = reviews.filter(rating=chosen["rating"])
    if chosen["spoilers"]:
        reviews = reviews.without_spoilers()
    if chosen["language"]:
        reviews = reviews.filter(language=chosen["language"])
    return reviews
