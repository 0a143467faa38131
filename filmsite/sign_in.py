"""Sending a visitor to sign in, and back to where they were."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme


def sign_in_url(back_to) -> str:
    """The sign-in page, which goes on to this page (an address or an object that has one), anchor included."""
    return f"{reverse('account_login')}?{urlencode({'next': resolve_url(back_to)})}"


def redirect_to_sign_in(back_to) -> HttpResponse:
    return redirect(sign_in_url(back_to))


def members_only(view):
    """For pages with a GET: visitors sign in and come back to this very page, which no cache but their own keeps."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_sign_in(request.get_full_path())
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True)
        return response

    return wrapped


def back_to(request, default, anchor="") -> str:
    """Where a form was sent from: its `next` field if that is a path of this site, otherwise the default."""
    target = request.POST.get("next", "")
    if not is_path_here(target):
        target = resolve_url(default)
    return f"{target.partition('#')[0]}#{anchor}" if anchor else target


def is_path_here(target: str) -> bool:
    """Whether it is a path of this site, and no trick that leads to another."""
    return target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)


def say_suspended(request, default, anchor="") -> HttpResponse:
    """Send a suspended member back to where they were, with a sentence on why nothing was changed."""
    until = date_format(timezone.localtime(request.user.suspended_until), "j F Y, H:i e")
    messages.error(request, f"You are suspended until {until}, so nothing was changed. Your notifications say why.")
    return redirect(back_to(request, default, anchor))
