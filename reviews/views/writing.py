"""The page a review is written on, as the views for publishing it and for its drafts share it."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from accounts import limits
from filmsite import kept_text
from filmsite.sign_in import redirect_to_sign_in
from reviews.forms.review import DraftForm, ReviewForm
from reviews.guidelines import for_writers
from reviews.models import Draft, Review
from reviews.models.review import TEXT

# For every answer about what somebody is writing: it is for one pair of eyes.
private = cache_control(private=True, no_store=True)

WINDOW = ["draft", "version", "revision"]


def page_of(film) -> str:
    return reverse("reviews:my_review", args=[film.pk, film.slug])


def is_enhanced(request) -> bool:
    """Whether it is drafts.js that asks: it wants a sentence, not a page."""
    return "X-Enhance" in request.headers


# Who cannot write here


def sign_in_first(request, film):
    """Keep what was sent, and offer it when its writer is back."""
    if request.method != "POST":
        return redirect_to_sign_in(request.get_full_path())
    is_kept = kept_text.keep(request, key_of(film), request.POST)
    if is_enhanced(request):
        words = "You are signed out. Press Save draft: you sign in and nothing is lost."
        return JsonResponse({"message": words}, status=401)
    return redirect_to_sign_in(page_of(film)) if is_kept else closed(request, film, "too-long", status=413)


def why_closed(member, review) -> str:
    """What keeps a member from writing about a film; nothing as a rule."""
    if not member.can_take_part:
        return "suspended"
    if review is None or review.can_be_edited_by(member):
        return ""
    return review.state if review.state in {Review.State.REMOVED, Review.State.SHIELDED} else "locked"


def closed(request, film, why, status=403):
    """Say why nothing can be written here, and give every word back that its writer has sent or saved.

    What is closed to changes can still be withdrawn.
    """
    if is_enhanced(request):
        words = "Nothing can be saved here now. Copy your text, then load this page again: it says why."
        return JsonResponse({"message": words}, status=status)
    if request.method == "POST" and why == "suspended":
        keep_if_possible(request, film)
    sent = [{name: request.POST.get(name, "") for name in ("headline", "body")}] if request.method == "POST" else []
    context = {"film": film, "why": why, "texts": [*sent, *filter(None, [kept_for(request, film)])]}
    if request.user.is_authenticated:
        context["texts"] += drafts_of(request.user, film)
        context["review"] = film.reviews.filter(author=request.user).first()
    return render(request, "reviews/review_closed.html", context, status=status)


# What was kept for somebody who had to sign in


def key_of(film) -> str:
    return f"review-{film.pk}"


def kept_for(request, film) -> dict | None:
    """What this member was writing before signing in; not what somebody else was in the same browser."""
    kept = kept_text.kept(request, key_of(film))
    return kept if kept and kept.get("writer", request.user.username) == request.user.username else None


def let_go_of_kept(request, film):
    """Once it has reached the site: by a form that was filled with it, or as the same words."""
    kept = kept_text.kept(request, key_of(film))
    if not kept:
        return
    is_same = all(kept.get(name) == request.POST.get(name) for name in ("headline", "body"))
    if is_same or request.POST.get("kept") == kept_text.mark_of(kept):
        kept_text.take(request, key_of(film))


# The page


def open_form(request, film, review):
    """The form, with the text its writer most likely goes on with, or the one that the address names."""
    drafts, chosen = drafts_of(request.user, film), request.GET.get("draft")
    draft = next((draft for draft in drafts if str(draft.pk) == chosen), None)
    if chosen is not None and draft is None:
        raise Http404("There is no such draft.")
    kept = None
    if chosen is None and request.GET.get("text") != "review":
        kept = kept_for(request, film)
        draft = drafts[0] if drafts and not kept else None
    form = ReviewForm(member=request.user, review=review, initial=beginning(request.user, film, review, draft, kept))
    window = window_on(draft, review.revision_count if review else 0)
    if kept:
        window = {name: kept.get(name, "") for name in WINDOW} | {"kept": kept_text.mark_of(kept)}
    return show(request, film, review, form, window, drafts, draft=draft, kept=kept)


def beginning(member, film, review, draft, kept) -> dict:
    """What stands in the fields of a form that is opened."""
    if kept:
        return {name: kept.get(name) for name in [*TEXT, "rating"]} | {"has_spoilers": "has_spoilers" in kept}
    text = draft.text if draft else review.text if review else {}
    rating = film.ratings.filter(member=member).first()
    if rating and (draft is None or draft.rating is None or rating.rated_at > draft.saved_at):
        text["rating"] = rating.value
    return text


def window_on(draft, revision) -> dict:
    """What a window notes, so that it can tell later what it began with."""
    return {
        "draft": draft.pk if draft else "",
        "version": draft.version if draft else "",
        "revision": revision,
    }


def show(request, film, review, form, window, drafts, *, status=200, **context):
    """The page; `draft` or `kept` is what the form was opened with, `saved` the draft that was just made of it."""
    kept = kept_for(request, film)
    context |= {
        "film": film,
        "review": review,
        "form": form,
        "window": window,
        "others": [draft for draft in drafts if str(draft.pk) != str(window["draft"])],
        "kept_is_elsewhere": kept and window.get("kept") != kept_text.mark_of(kept),
        "kept_as": key_of(film),
        "rules": for_writers(),
    }
    return render(request, "reviews/review_form.html", context, status=status)


def give_back(request, film, review, form, status, *, revision=None, **context):
    """The form as it was sent, with what has to be done; its words are kept as a draft where they can be."""
    written, saved = DraftForm(request.POST, review=review), None
    if written.is_valid():
        try:
            saved = keep_draft(request, film, written)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except limits.TooMany:
            pass
    window = {name: request.POST.get(name, "") for name in [*WINDOW, "kept"]}
    if saved:
        window |= window_on(saved, window["revision"])
    if revision is not None:
        window["revision"] = revision
    drafts = drafts_of(request.user, film)
    return show(request, film, review, form, window, drafts, saved=saved, status=status, **context)


def keep_if_possible(request, film):
    """Save what was sent as a draft, for the time when its writer may publish again."""
    written = DraftForm(request.POST)
    if written.is_valid():
        with suppress(ValidationError, limits.TooMany):
            keep_draft(request, film, written)


def drafts_of(member, film) -> list[Draft]:
    return list(film.drafts.filter(member=member).newest_first())


def keep_draft(request, film, written: DraftForm) -> Draft | None:
    """Save a valid form as a draft; None where it says what the review says. Raises what limits and keep() raise."""
    limits.enforce(request.user.drafts, "saved_at", limits.DRAFTS)
    window = written.window
    draft = Draft.objects.keep(film, request.user, pk=window["draft"], version=window["version"], **written.text)
    let_go_of_kept(request, film)
    return draft
