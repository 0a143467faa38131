from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts import limits
from catalog.addresses import with_film
from filmsite.sign_in import redirect_to_sign_in
from reviews.forms.review import DraftForm
from reviews.views.writing import (
    closed,
    drafts_of,
    is_enhanced,
    keep_draft,
    page_of,
    private,
    show,
    sign_in_first,
    why_closed,
)

TOO_MANY = "You have saved a great many texts in a short time. Wait a little, then save again."
NOTHING_NEW = "There is nothing new to save: this is the text of your review as it stands."
ITS_OWN = "It is a text of its own now: the one this window began with was changed in another, or is gone."


@private
@require_http_methods(["GET", "HEAD", "POST"])
@with_film
def save_draft(request, film):
    """Keep what somebody is writing, for their eyes alone; drafts.js asks while they type, the button without it."""
    if request.method != "POST":
        return redirect(page_of(film))
    if not request.user.is_authenticated:
        return sign_in_first(request, film)
    review = film.reviews.filter(author=request.user).first()
    if why := why_closed(request.user, review):
        return closed(request, film, why)
    form = DraftForm(request.POST, review=review)
    if not form.is_valid():
        return refuse(request, film, form, status=400)
    try:
        draft = keep_draft(request, film, form)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return refuse(request, film, form, status=400)
    except limits.TooMany as refusal:
        form.add_error(None, TOO_MANY)
        response = refuse(request, film, form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    return confirm(request, film, form, draft)


def confirm(request, film, form, draft):
    """Say that it is saved, now that it is, and by which numbers this window will know it."""
    is_its_own = draft and form.window["draft"] not in (None, draft.pk)
    words = NOTHING_NEW if draft is None else ITS_OWN if is_its_own else ""
    if is_enhanced(request):
        saved = {"draft": draft.pk, "version": draft.version, "saved_at": draft.saved_at} if draft else {}
        return JsonResponse({"draft": "", "version": "", **saved, "message": words})
    messages.success(request, f"Your draft is saved. {words}".strip() if draft else words)
    return redirect(page_of(film))


def refuse(request, film, form, status):
    """Give everything back with what has to be done."""
    if is_enhanced(request):
        words = " ".join(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"message": words}, status=status)
    window = {name: request.POST.get(name, "") for name in ("draft", "version", "revision", "kept")}
    return show(request, film, form.review, form, window, drafts_of(request.user, film), status=status)


@private
@require_POST
@with_film
def throw_away(request, film, draft_pk):
    """Give up a text for good, if it is still the one that its writer has looked at."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in(page_of(film))
    draft = get_object_or_404(film.drafts.filter(member=request.user), pk=draft_pk)
    seen = DraftForm(request.POST).window["version"]
    if draft.throw_away(draft.version if seen is None else seen):
        messages.success(request, "The draft is thrown away.")
    else:
        messages.warning(request, "This draft has changed since you looked at it, so it is still here. Look once more.")
    return redirect(page_of(film))
