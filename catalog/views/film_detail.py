from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog import film_page, histogram
from catalog.addresses import with_film
from catalog.models import Feature
from catalog.see_next import see_next

REVIEWS = 5


@require_safe
@with_film
def film_detail(request, film):
    """The film page: everything at one glance, each part leading on to its own page."""
    today = timezone.localdate()
    details = film_page.details(film)
    context = {
        "film": film,
        "details": details,
        "has_details": film_page.has_details(film, details),
        "connected": film_page.connected(film, details),
        "credits": film_page.principal_credits(film),
        "promotion": Feature.objects.promoted_on(film, today),
        "storyline": film_page.featured_storyline(film),
        "did_you_know": film_page.did_you_know(film, today),
        "pictures": film_page.strip(film),
        "awards": film_page.award_counts(film),
        "reviews": reviews_of_the_day(film, request.user, today),
        "slow_mode": film.slow_modes.first() if film.is_slow else None,
        "bars": histogram.bars(film.rating_histogram),
        "see_next": see_next(film, [genre["more"] for genre in details["genre"]]),
        **own_opinion(film, request.user),
    }
    return render(request, "catalog/film_detail.html", context)


def reviews_of_the_day(film, user, day) -> list:
    """The most helpful reviews: one to be printed, another every day, and the others to be announced.

    Those that have been found helpful take turns, whatever they think of the film; those that are spoilers as a whole
    come in where there are no others.
    """
    reviews = film.reviews.published_for(user).with_vote_of(user).select_related("author")
    best = list(reviews.order_by("has_spoilers", "-helpfulness", "-published_at", "-pk")[:REVIEWS])
    fit = [review for review in best if not review.has_spoilers] or best
    found_helpful = [review for review in fit if review.helpfulness] or fit
    if not best:
        return []
    featured = found_helpful[day.toordinal() % len(found_helpful)]
    return [featured, *(review for review in best if review is not featured)]


def own_opinion(film, user) -> dict:
    """The member's own rating and whether there is a review by them."""
    if not user.is_authenticated:
        return {"own_rating": None, "has_own_review": False}
    rating = film.ratings.filter(member=user).values_list("value", flat=True)
    return {"own_rating": rating.first(), "has_own_review": film.reviews.filter(author=user).exists()}
