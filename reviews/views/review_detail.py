from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reviews.models import Decision, Review
from reviews.why import why_here


@require_safe
def review_detail(request, pk):
    """One review, at an address that stays."""
    reviews = Review.objects.visible_to(request.user).with_vote_of(request.user).select_related("film", "author")
    review = get_object_or_404(reviews, pk=pk)
    review.why = why_here(review, "helpful", timezone.localdate()) if review.is_published else []
    film = review.film
    slow_mode = film.slow_modes.first() if film.is_slow else None
    context = {"review": review, "film": film, "slow_mode": slow_mode}
    if not review.is_published:
        context["told"] = Decision.objects.told_to(request.user).filter(case__review=review).first()
    return render(request, "reviews/review_detail.html", context)
