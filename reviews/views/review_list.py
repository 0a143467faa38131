from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalog import histogram
from catalog.addresses import with_film
from filmsite.languages import LANGUAGES
from filmsite.pages import page_of
from filmsite.sign_in import redirect_to_sign_in
from reviews.orders import DEFAULT, SORTS, Listing, helpful_and_new
from reviews.reading_language import reading_language
from reviews.sides import AGAINST, DISLIKED, FOR, LIKED
from reviews.why import by_language, why_here

PER_PAGE = 25
NAMES = dict(LANGUAGES)
CHOICES = {
    "sort": ["", *SORTS],
    "rating": ["", *map(str, range(1, 11))],
    "spoilers": ["", "hide"],
    "language": ["", *NAMES],
    "members": ["", "followed"],
}


@require_safe
@with_film
def review_list(request, film):
    """What members wrote about a film, in the order and with the filters of the address."""
    chosen = choices(request.GET)
    if chosen["members"] and not request.user.is_authenticated:
        return redirect_to_sign_in(request.get_full_path())
    reviews = filter_by(film.reviews.published_for(request.user), chosen, request.user)
    counts = counts_by_language(reviews)
    read = reading_language(request)
    page = page_of(request, listing(reviews, counts, chosen, read, request.user), per_page=PER_PAGE)
    explain(page, chosen["sort"])
    context = {
        "film": film,
        "page": page,
        "chosen": chosen,
        "is_filtered": is_filtered(chosen),
        "sorts": [("", DEFAULT), *((name, sort.label) for name, sort in SORTS.items())],
        "languages": languages(counts, read),
        "read": read,
        "bars": histogram.bars(film.rating_histogram),
        "slow_mode": film.slow_modes.first() if film.is_slow else None,
        **best_of_each_side(film, page, chosen, request.user),
    }
    response = render(request, "reviews/review_list.html", context)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def choices(parameters) -> dict:
    """The order and filters an address names; raises Http404 for one that does not exist."""
    chosen = {name: parameters.get(name, "") for name in CHOICES}
    if any(chosen[name] not in values for name, values in CHOICES.items()):
        raise Http404("There is no such order or filter.")
    return chosen


def is_filtered(chosen) -> bool:
    return any(value for name, value in chosen.items() if name != "sort")


def filter_by(reviews, chosen, user):
    """The reviews that fit, in whatever language."""
    if chosen["rating"]:
        reviews = reviews.filter(rating=chosen["rating"])
    if chosen["spoilers"]:
        reviews = reviews.without_spoilers()
    if chosen["members"]:
        reviews = reviews.by_followed(user)
    return reviews


def counts_by_language(reviews) -> dict[str, int]:
    return dict(reviews.order_by("language").values_list("language").annotate(Count("pk")))


def listing(reviews, counts, chosen, read, user) -> Listing:
    """The reviews in the chosen order and language; with neither chosen, those in the reader's own come first."""
    if chosen["language"]:
        reviews = reviews.filter(language=chosen["language"])
        counts = {chosen["language"]: counts.get(chosen["language"], 0)}
    if chosen["sort"]:
        ids = reviews.in_order(chosen["sort"]).values_list("pk", flat=True)
    else:
        ids = helpful_and_new(reviews, counts, read, timezone.localdate())
    return Listing(ids, reviews.with_vote_of(user).select_related("author"), total=sum(counts.values()))


def explain(page, sort):
    """Give each review of the page its `why`."""
    today, ids = timezone.localdate(), page.paginator.object_list.ids
    for place, review in enumerate(page, start=page.start_index() - 1):
        is_given = not sort and ids.is_given(place, review.pk)
        review.why = why_here(review, sort, today, is_given=is_given)
        if not sort and ids.puts_first:
            review.why = [by_language(review, ids.puts_first), *review.why]


def languages(counts, read) -> list[dict]:
    """In what the reviews are written, the reader's own first, then the most written."""
    order = sorted(counts, key=lambda code: (code != read, -counts[code], code))
    return [{"code": code, "name": NAMES[code], "count": counts[code]} for code in order]


def best_of_each_side(film, page, chosen, user) -> dict:
    """For the first page of the list as it is found: the most helpful review for and the most helpful against."""
    if page.number > 1 or any(chosen.values()):
        return {}
    useful = film.reviews.published_for(user).filter(has_spoilers=False, helpfulness__gt=0).select_related("author")
    return {
        "best_for": useful.filter(side=FOR).in_order("helpful").first(),
        "best_against": useful.filter(side=AGAINST).in_order("helpful").first(),
        "liked": sum(film.rating_histogram[value - 1] for value in LIKED),
        "disliked": sum(film.rating_histogram[value - 1] for value in DISLIKED),
    }
