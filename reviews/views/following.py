from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from filmsite.pages import page_of
from filmsite.sign_in import members_only
from reviews.models import Review

PER_PAGE = 25
NAMED = 30


@require_safe
@members_only
def following(request):
    """The newest reviews of the members one follows, and who they are."""
    reviews = Review.objects.published_for(request.user).by_followed(request.user)
    follows = request.user.ties.follows().filter(other__in=User.objects.listed_for(request.user))
    context = {
        "page": page_of(request, reviews.select_related("film", "author").in_order("newest"), per_page=PER_PAGE),
        "followed": [tie.other for tie in follows.select_related("other").by_kind()[:NAMED]],
        "here": "following",
    }
    return render(request, "reviews/following.html", context)
