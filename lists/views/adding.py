"""Putting a film on a list: from the list, by its title, or from the film's page, by choosing a list."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts import limits
from catalog.addresses import with_film
from filmsite import kept_text
from filmsite.sign_in import say_suspended
from lists.forms import AddForm, FilmForm
from lists.models import FilmList
from lists.views.found import keep_sent, on_own_list, sign_in_first
from lists.views.reading import FILMS_PER_PAGE

TOO_MANY = "You have put many films on lists in a short time. Wait a little, then press the button again."
OFFERED = 100


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_list("add-to-list")
def add_film(request, film_list):
    """Find a film by its title and put it on the list; where several have it, choose."""
    key = f"add-to-list-{film_list.pk}"
    form = FilmForm(request.POST if request.method == "POST" else None, initial=kept_text.kept(request, key))
    if request.method != "POST" or not form.is_valid():
        return show_film_form(request, film_list, form)
    film = form.cleaned_data["film"]
    try:
        limits.enforce(request.user.list_entries, "added_at", limits.LIST_ENTRIES)
        is_new = film_list.put(film, request.user)
    except (ValidationError, limits.TooMany) as refusal:
        return refuse(request, form, refusal, lambda status: show_film_form(request, film_list, form, status))
    kept_text.take(request, key)
    say_put(request, film, film_list, is_new)
    last = -(-film_list.entry_count // FILMS_PER_PAGE)
    page = f"?page={last}" if last > 1 else ""
    return redirect(f"{reverse('lists:arrange', args=[film_list.pk])}{page}#film-{film.pk}")


def show_film_form(request, film_list, form, status=None):
    context = {"list": film_list, "form": form}
    return render(request, "lists/add_film.html", context, status=status or (400 if form.errors else 200))


@require_http_methods(["GET", "HEAD", "POST"])
@with_film
def add_to_list(request, film):
    """Put a film on one of one's own lists, or on a new one."""
    key = f"add-film-{film.pk}"
    if not request.user.is_authenticated:
        return sign_in_first(request, reverse("lists:add_to_list", args=[film.pk, film.slug]), key)
    if request.user.is_suspended:
        keep_sent(request, key)
        return say_suspended(request, film)
    lists = list(own_lists(request.user)[:OFFERED])
    if request.method != "POST":
        form = AddForm(lists, initial=kept_text.kept(request, key))
        return show_list_form(request, film, lists, form)
    form = AddForm(lists, request.POST)
    if not form.is_valid():
        return show_list_form(request, film, lists, form, 400)
    try:
        film_list, is_new = put(request.user, film, form.cleaned_data)
    except (ValidationError, limits.TooMany) as refusal:
        return refuse(request, form, refusal, lambda status: show_list_form(request, film, lists, form, status))
    kept_text.take(request, key)
    say_put(request, film, film_list, is_new)
    return redirect(film)


def own_lists(member):
    """The lists a member can put films on, the last changed first."""
    closed = [FilmList.State.SHIELDED, FilmList.State.REMOVED]
    return FilmList.objects.kept_by(member).exclude(state__in=closed).latest_first()


@transaction.atomic
def put(member, film, chosen) -> tuple[FilmList, bool]:
    """Do what the form asks for; the list, and whether the film is new on it."""
    limits.enforce(member.list_entries, "added_at", limits.LIST_ENTRIES)
    if chosen["list"] == AddForm.NEW:
        film.lock()
        limits.enforce(member.film_lists, "created_at", limits.LISTS)
        film_list = FilmList.objects.begin(member, title=chosen["title"], visibility=FilmList.Visibility.PRIVATE)
    else:
        film_list = get_object_or_404(own_lists(member), pk=chosen["list"])
    return film_list, film_list.put(film, member, note=chosen["note"])


def show_list_form(request, film, lists, form, status=200):
    on = set(film.list_entries.filter(film_list__in=lists).values_list("film_list", flat=True))
    context = {
        "film": film,
        "form": form,
        "already": [one for one in lists if one.pk in on],
        "kept_as": f"add-film-{film.pk}",
    }
    return render(request, "lists/add_to_list.html", context, status=status)


def refuse(request, form, refusal, show):
    """The form again, with why nothing was done."""
    if isinstance(refusal, limits.TooMany):
        form.add_error(None, TOO_MANY)
        response = show(429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    form.add_error(None, refusal)
    return show(400)


def say_put(request, film, film_list, is_new):
    if is_new:
        messages.success(request, f"{film} is on your list “{film_list}”.")
    else:
        messages.info(request, f"{film} was on your list “{film_list}” already.")
