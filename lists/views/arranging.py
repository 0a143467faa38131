"""The films of one's list: their places, notes on them, which of them stay."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from filmsite import kept_text
from filmsite.pages import page_of
from lists.forms import ArrangingForm, FilmForm
from lists.models import FilmList, ListChanged
from lists.views.found import on_own_list
from lists.views.mine import CHANGED, say_saved, version_in
from lists.views.reading import FILMS_PER_PAGE


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_list("films-of-list")
def arrange(request, film_list):
    """Give films other places by typing numbers, write notes on them, take one off."""
    page = films_of(request, film_list)
    key = f"films-of-list-{film_list.pk}"
    if request.method != "POST":
        kept = kept_text.kept(request, key)
        return show(request, film_list, page, ArrangingForm(page.object_list, kept), was_kept=bool(kept))
    form = ArrangingForm(page.object_list, request.POST)
    if not form.is_valid():
        form.add_error(None, "Something below could not be saved, so nothing was. It is marked.")
        return show(request, film_list, page, form, status=400)
    was_hidden = film_list.state == FilmList.State.HIDDEN
    try:
        film_list.arrange(request.user, version=version_in(request), **asked_for(request, form))
    except ListChanged:
        return show_changed(request, film_list)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return show(request, film_list, page, form, status=400)
    kept_text.take(request, key)
    say_saved(request, film_list, was_hidden)
    return redirect(place_of(request, film_list, page))


def films_of(request, film_list):
    entries = film_list.entries.select_related("film", "added_by").order_by("position")
    page = page_of(request, entries, per_page=FILMS_PER_PAGE, count=film_list.entry_count)
    page.object_list = list(page.object_list)
    return page


def asked_for(request, form) -> dict:
    """What the form wants, and the button it was sent with: a place up or down for one film, or off the list."""
    places, removed = form.places, None
    own = {str(entry.pk): entry for entry in form.entries}
    for name, step in (("up", -1), ("down", 1)):
        if entry := own.get(request.POST.get(name)):
            places[entry.pk] = max(entry.position + step, 1)
    if entry := own.get(request.POST.get("remove")):
        removed = entry.pk
    return {"places": places, "notes": form.notes, "removed": removed}


def show_changed(request, film_list):
    """What was typed, beside the list as another window has left it."""
    present = FilmList.objects.select_related("owner").get(pk=film_list.pk)
    page = films_of(request, present)
    form = ArrangingForm(page.object_list, request.POST)
    form.add_error(None, CHANGED)
    return show(request, present, page, form, status=409)


def place_of(request, film_list, page) -> str:
    """The page again, at the film whose button was pressed."""
    number = min(page.number, max(-(-film_list.entry_count // FILMS_PER_PAGE), 1))
    address = reverse("lists:arrange", args=[film_list.pk]) + (f"?page={number}" if number > 1 else "")
    pressed = request.POST.get("up") or request.POST.get("down")
    entry = next((entry for entry in page.object_list if str(entry.pk) == pressed), None)
    return f"{address}#{entry.anchor}" if entry else address


def show(request, film_list, page, form, status=200, **more):
    suggestions = film_list.suggestions.waiting().shown_to(request.user).select_related("film", "member")
    context = {
        "list": film_list,
        "page": page,
        "form": form,
        "find": FilmForm(),
        "suggestions": suggestions,
        "kept_as": f"films-of-list-{film_list.pk}",
        **more,
    }
    return render(request, "lists/arrange.html", context, status=status)
