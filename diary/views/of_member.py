"""Pages about what a member has seen, for those who may read them."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect

from accounts.models import Tie, User


def with_diary_of_member(view):
    """The view gets the member, where the reader may read their diary.

    Others find nothing, as if there were no diary; whoever has blocked the member is told so on the member's page.
    """

    @wraps(view)
    def wrapped(request, username, **kwargs):
        member = get_object_or_404(User.objects.visible_to(request.user), username=username.lower())
        if member.username != username:
            query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
            path = request.path.replace(f"/members/{username}/", member.get_absolute_url(), 1)
            return HttpResponsePermanentRedirect(path + query)
        if not member.shows_diary_to(request.user):
            raise Http404("This diary is its member's own.")
        if member != request.user and Tie.Kind.BLOCK in Tie.objects.kinds(request.user, member):
            return redirect(member)
        return view(request, member, **kwargs)

    return wrapped
