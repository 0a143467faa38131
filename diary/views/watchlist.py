from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from catalog.addresses import with_film
from diary.forms import WatchlistFilters, WishForm
from diary.models import WatchlistEntry
from diary.traces import traces
from filmsite.pages import page_of
from filmsite.sign_in import back_to, members_only, redirect_to_sign_in
from filmsite.views.errors import error_page

PER_PAGE = 50
MOST_DROPPED_OFF = 10


@require_safe
@members_only
def watchlist(request):
    """The films one wants to see, and those that dropped off lately."""
    filters = WatchlistFilters(request.GET)
    if not filters.is_valid():
        raise Http404("There is no such choice.")
    page = page_of(request, filters.entries(request.user), per_page=PER_PAGE)
    context = {"filters": filters, "page": page, "here": "watchlist"}
    if page.number == 1:
        dropped_off = request.user.watchlist.dropped_off().select_related("film")
        context["dropped_off"] = list(dropped_off[:MOST_DROPPED_OFF])
    return render(request, "diary/watchlist.html", context)


@require_POST
@with_film
def wish(request, film):
    """Put a film on one's watchlist, take it off, or note something beside it; suspended members keep theirs too."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in(f"{film.get_absolute_url()}#traces")
    form = WishForm(request.POST)
    if not form.is_valid():
        return refuse(request, film, form)
    change(film, request.user, **form.cleaned_data)
    if "X-Enhance" in request.headers:
        return render(request, "diary/_traces.html", {"film": film, "traces": traces(film, request.user)})
    say(request, film, form.cleaned_data["wish"])
    return redirect(back_to(request, f"{film.get_absolute_url()}#traces"))


def change(film, member, wish, note):
    if wish == "add":
        WatchlistEntry.objects.add(film, member)
    elif wish == "remove":
        WatchlistEntry.objects.remove(film, member)
    elif entry := member.watchlist.wanted().filter(film=film).first():
        entry.write_note(note)


def refuse(request, film, form):
    """A note that does not fit comes back to its writer; whatever else does not make sense is no request of ours."""
    if list(form.errors) != ["note"]:
        return error_page(400)
    context = {"film": film, "why": form.errors["note"][0], "note": request.POST.get("note", "")}
    return render(request, "diary/note_refused.html", context, status=400)


def say(request, film, wish):
    """On the page of the film one sees it; on others, where a line goes or comes, it is said."""
    if wish == "remove" and "next" in request.POST:
        words = "“{}” is off your watchlist. It waits below for a month, should you change your mind."
        messages.success(request, format_html(words, film.title))
