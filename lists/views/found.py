"""Lists by their address, and who is sent away before anything happens."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from filmsite import kept_text
from filmsite.sign_in import redirect_to_sign_in, say_suspended
from lists.models import FilmList


def sign_in_first(request, back_to, key):
    """Send a visitor to sign in and back to this page, where what they typed is offered again under this key."""
    keep_sent(request, key)
    return redirect_to_sign_in(back_to)


def keep_sent(request, key):
    """Keep what was typed, where something was, for when it can be sent again."""
    if request.method == "POST":
        kept_text.keep(request, key, request.POST)


def visible(request, pk) -> FilmList:
    return get_object_or_404(FilmList.objects.visible_to(request.user).select_related("owner"), pk=pk)


def on_own_list(key):
    """For pages on which an owner changes a list: others get a refusal, visitors the sign-in.

    What a visitor sent is kept under the key with the id of the list.
    """

    def decorator(view):
        @wraps(view)
        def wrapped(request, pk):
            film_list = visible(request, pk)
            if not request.user.is_authenticated:
                return sign_in_first(request, request.get_full_path(), f"{key}-{pk}")
            if film_list.owner_id != request.user.pk:
                raise PermissionDenied("Only its owner changes a list.")
            if request.method == "POST" and request.user.is_suspended:
                keep_sent(request, f"{key}-{pk}")
                return say_suspended(request, film_list)
            if film_list.is_closed:
                raise PermissionDenied("A decision has taken this list away.")
            return view(request, film_list)

        return wrapped

    return decorator
