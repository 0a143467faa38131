"""One's own lists: beginning one, saying what it is, deleting it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from filmsite import kept_text
from filmsite.pages import page_of
from filmsite.sign_in import members_only, say_suspended
from lists.forms import ListForm
from lists.models import FilmList, ListChanged
from lists.views.found import keep_sent, on_own_list, sign_in_first

PER_PAGE = 30
WORDS = ["title", "description", "visibility", "is_ranked", "takes_suggestions"]
TOO_MANY = "You have begun many lists in a short time. Wait a little, then press the button again."
CHANGED = "This list was changed in another window meanwhile. Look at what stands below, then save once more."


@require_safe
@members_only
def my_lists(request):
    """All lists of one's own, whoever sees them."""
    lists = FilmList.objects.kept_by(request.user).with_covers().latest_first()
    page = page_of(request, lists, per_page=PER_PAGE)
    return render(request, "lists/my_lists.html", {"page": page, "here": "my_lists"})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Begin a list."""
    if not request.user.is_authenticated:
        return sign_in_first(request, request.get_full_path(), "new-list")
    if request.user.is_suspended:
        keep_sent(request, "new-list")
        return say_suspended(request, "lists:my_lists")
    form = form_of(request, "new-list", {"visibility": FilmList.Visibility.PUBLIC})
    if request.method != "POST" or not form.is_valid():
        return show(request, form)
    try:
        limits.enforce(request.user.film_lists, "created_at", limits.LISTS)
        made = FilmList.objects.begin(request.user, **form.cleaned_data)
    except limits.TooMany as refusal:
        form.add_error(None, TOO_MANY)
        response = show(request, form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return show(request, form)
    kept_text.take(request, "new-list")
    messages.success(request, "Your list is there. Now put films on it.")
    return redirect("lists:arrange", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_list("list")
def edit(request, film_list):
    """Say something else of a list, or show it to others."""
    key = f"list-{film_list.pk}"
    form = form_of(request, key, {name: getattr(film_list, name) for name in WORDS})
    if request.method != "POST" or not form.is_valid():
        return show(request, form, film_list)
    was_hidden = film_list.state == FilmList.State.HIDDEN
    try:
        film_list.revise(request.user, version=version_in(request), **form.cleaned_data)
    except ListChanged:
        form.add_error(None, CHANGED)
        return show(request, form, FilmList.objects.get(pk=film_list.pk), status=409)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return show(request, form, film_list)
    kept_text.take(request, key)
    say_saved(request, film_list, was_hidden)
    return redirect(film_list)


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_list("list")
def delete(request, film_list):
    """Delete a list, after being asked."""
    if request.method != "POST":
        return render(request, "lists/delete.html", {"list": film_list})
    film_list.throw_away(request.user)
    messages.success(request, f"“{film_list}” is deleted.")
    return redirect("lists:my_lists")


def form_of(request, key, initial) -> ListForm:
    """The form as it was sent, or filled with what its writer had typed before signing in, or with what stands."""
    if request.method == "POST":
        return ListForm(request.POST, member=request.user)
    if kept := kept_text.kept(request, key):
        ticked = {name: name in kept for name in ("is_ranked", "takes_suggestions")}
        initial = initial | {name: kept[name] for name in WORDS if name in kept} | ticked
    return ListForm(member=request.user, initial=initial)


def show(request, form, film_list=None, status=None):
    context = {"form": form, "list": film_list, "kept_as": f"list-{film_list.pk}" if film_list else "new-list"}
    return render(request, "lists/list_form.html", context, status=status or (400 if form.errors else 200))


def version_in(request) -> int | None:
    """The version that the window has shown; None where it says none."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 18 else None


def say_saved(request, film_list, was_hidden):
    if was_hidden and film_list.state == FilmList.State.HIDDEN:
        words = "Nothing of what is said was changed, so your list stays hidden. Change what the decision names."
        messages.warning(request, words)
    else:
        messages.success(request, "Your list is saved.")
