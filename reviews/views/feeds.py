from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.models import User
from catalog.addresses import with_film
from filmsite.conditional import unless_known
from reviews import feeds
from reviews.models import Review


@require_safe
def site_feed(request):
    """The newest reviews of all films."""
    return answer(request, feeds.newest(Review.objects, title="Reviews on Filmsite", home="/", name="reviews"))


@require_safe
@with_film
def film_feed(request, film):
    """The newest reviews of a film."""
    names = {"title": f"Reviews of {film}", "home": film.get_absolute_url(), "name": f"films/{film.pk}/reviews"}
    return answer(request, feeds.newest(film.reviews, **names))


@require_safe
def member_feed(request, username):
    """What a member has written last."""
    member = get_object_or_404(User.objects.visible_to(AnonymousUser()), username=username.lower())
    if member.username != username:
        return redirect("reviews:member_feed", member.username, permanent=True)
    names = {
        "title": f"Reviews by {member}",
        "home": member.get_absolute_url(),
        "name": f"members/{member.pk}/reviews",
    }
    return answer(request, feeds.newest(member.reviews, **names))


def answer(request, feed):
    return unless_known(request, HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type))
