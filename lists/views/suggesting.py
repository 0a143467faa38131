"""Suggesting films for the lists of others, and deciding on what others suggest for one's own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import limits
from filmsite import kept_text
from filmsite.sign_in import redirect_to_sign_in, say_suspended
from filmsite.views.errors import error_page
from lists.forms import SuggestionForm
from lists.views.found import keep_sent, sign_in_first, visible

TOO_MANY = "You have suggested many films in a short time. Wait a little, then press the button again."


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request, pk):
    """Suggest a film for somebody else's list, with a word on it."""
    film_list, key = visible(request, pk), f"suggestion-{pk}"
    if not request.user.is_authenticated:
        return sign_in_first(request, request.path, key)
    if request.user.is_suspended:
        keep_sent(request, key)
        return say_suspended(request, film_list)
    if not film_list.can_be_suggested_to_by(request.user):
        raise PermissionDenied("Nothing can be suggested for this list.")
    if request.method != "POST":
        return show(request, film_list, SuggestionForm(initial=kept_text.kept(request, key)))
    form = SuggestionForm(request.POST)
    if not form.is_valid():
        return show(request, film_list, form, 400)
    film = form.cleaned_data["film"]
    try:
        limits.enforce(request.user.list_suggestions, "made_at", limits.SUGGESTIONS)
        film_list.suggest(film, request.user, form.cleaned_data["note"])
    except limits.TooMany as refusal:
        form.add_error(None, TOO_MANY)
        response = show(request, film_list, form, 429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return show(request, film_list, form, 400)
    kept_text.take(request, key)
    messages.success(request, f"Thank you. {film_list.owner} decides whether {film} goes on the list; you are told.")
    return redirect(film_list)


def show(request, film_list, form, status=200):
    context = {"list": film_list, "form": form, "kept_as": f"suggestion-{film_list.pk}"}
    return render(request, "lists/suggest.html", context, status=status)


@require_POST
def decide(request, pk, suggestion_pk):
    """Take a film that somebody has suggested, or leave it."""
    film_list, back = visible(request, pk), reverse("lists:arrange", args=[pk])
    if not request.user.is_authenticated:
        return redirect_to_sign_in(back)
    suggestion = get_object_or_404(film_list.suggestions.select_related("film", "member"), pk=suggestion_pk)
    if request.user.is_suspended:
        return say_suspended(request, film_list)
    if film_list.owner_id != request.user.pk:
        raise PermissionDenied("Only the owner of the list decides.")
    try:
        if "take" in request.POST:
            suggestion.take(request.user)
        elif "decline" in request.POST:
            suggestion.decline(request.user)
        else:
            return error_page(400)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        # Where another window was faster, what was decided there.
        where = "is on" if suggestion.is_taken else "stays off"
        messages.success(request, f"{suggestion.film} {where} your list.")
    return redirect(back)
