"""What can be reported, found by its address: decorators for views that get the thing itself."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from accounts.models import User
from catalog.addresses import with_film
from catalog.models import Picture, Storyline, TriviaItem
from lists.models import FilmList
from reviews.models import Review
from reviews.targets import Poster, Profile, notice_address, report_address, reported_as


def on_row(rows_for):
    """For addresses that name a row by its id: `rows_for` are those that a reader may know about."""

    def decorator(view):
        @wraps(view)
        def wrapped(request, pk):
            return view(request, get_object_or_404(rows_for(request.user), pk=pk))

        return wrapped

    return decorator


on_review = on_row(lambda user: Review.objects.visible_to(user).select_related("film", "author"))
on_trivia_item = on_row(lambda user: TriviaItem.objects.visible_to(user).select_related("film").with_words())
on_storyline = on_row(lambda user: Storyline.objects.visible_to(user).select_related("film", "author"))

on_film_list = on_row(lambda user: FilmList.objects.visible_to(user).select_related("owner"))


def on_picture(view):
    """For a picture; the poster that stands for a film is reported as such, so that there is one case about it."""

    @wraps(view)
    def wrapped(request, pk):
        rows = Picture.objects.visible_to(request.user).select_related("film", "person", "contributor")
        target = reported_as(get_object_or_404(rows, pk=pk))
        if isinstance(target, Poster):
            here = notice_address if request.path.endswith("illegal/") else report_address
            return redirect(here(target), preserve_request=True)
        return view(request, target)

    return wrapped


def on_profile(view):
    """For a member's public page, unless a moderator has taken what stands there from view."""

    @wraps(view)
    def wrapped(request, username):
        member = get_object_or_404(User.objects.visible_to(request.user), username=username.lower())
        if member.username != username and request.method in {"GET", "HEAD"}:
            return redirect(request.resolver_match.view_name, member.username, permanent=True)
        return view(request, published(Profile(member)))

    return wrapped


def on_poster(view):
    """For a film's poster."""

    @wraps(view)
    @with_film
    def wrapped(request, film):
        return view(request, published(Poster(film)))

    return wrapped


def published(target):
    if not target.is_published:
        raise Http404("There is nothing to see here now.")
    return target
