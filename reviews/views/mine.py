from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from accounts import limits
from catalog.addresses import with_film
from filmsite.sign_in import redirect_to_sign_in
from reviews.differences import rows
from reviews.forms.review import DraftForm, ReviewForm
from reviews.models import Draft, Rating, Review
from reviews.views.writing import (
    closed,
    give_back,
    let_go_of_kept,
    open_form,
    page_of,
    private,
    sign_in_first,
    why_closed,
)

# Where two texts differ in these, one of them would be lost.
WORDS = ["headline", "body", "has_spoilers"]


@private
@require_http_methods(["GET", "HEAD", "POST"])
@with_film
def my_review(request, film):
    """Write one's review of a film, or revise the one there is."""
    if not request.user.is_authenticated:
        return sign_in_first(request, film)
    review = film.reviews.filter(author=request.user).first()
    if why := why_closed(request.user, review):
        return closed(request, film, why)
    if request.method != "POST":
        return open_form(request, film, review)
    return publish(request, film, review)


def publish(request, film, review):
    form = ReviewForm(request.POST, member=request.user, review=review)
    if not form.is_valid():
        return give_back(request, film, review, form, status=400)
    try:
        review = save(film, request.user, form)
    except limits.TooMany as refusal:
        form.add_error(None, "You have written a lot in a short time. Wait a little, then press the button again.")
        response = give_back(request, film, review, form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    except Overtaken as overtaken:
        return compare(request, film, overtaken.review, form)
    except PermissionDenied:
        # A moderator has decided since the page was opened.
        return closed(request, film, why_closed(request.user, film.reviews.filter(author=request.user).first()))
    let_go_of_kept(request, film)
    return tell(request, film, review, form)


def tell(request, film, review, form):
    """Say what has become of it, and go where it can be seen."""
    if review.state == Review.State.WAITING:
        messages.warning(
            request,
            "Your review is sent. A moderator looks at it first; until then others do not see it, and you are told "
            "what was decided.",
        )
        return redirect(f"{review.get_absolute_url()}#{review.anchor}")
    if not review.is_published:
        messages.warning(
            request, "Nothing was changed, so your review stays hidden. Change what the decision names, then publish."
        )
        return redirect(page_of(film))
    words = "Your review is published."
    if form.has_found_language:
        words = format_html(
            'Your review is published, in <span lang="{}">{}</span>. Not right? <a href="{}#id_language">Change it</a>',
            review.language,
            review.get_language_display(),
            page_of(film),
        )
    messages.success(request, words)
    return redirect(f"{review.get_absolute_url()}#{review.anchor}")


def compare(request, film, review, form):
    """Both texts: what was sent, ready to be sent again, and what was published since that window was opened."""
    latest = review.present_revision()
    context = {
        "paragraphs": rows(review.plain_text(), f"{form.text['headline']}\n\n{form.text['body']}"),
        "latest": latest,
        "is_changed_by_moderator": latest.made_by_id != review.author_id,
    }
    return give_back(request, film, review, form, status=409, revision=review.revision_count, **context)


@private
@require_POST
@with_film
def withdraw(request, film):
    """Take one's review off the site; the form keeps its text."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in(page_of(film))
    review = film.reviews.filter(author=request.user).first()
    if review is None or not (review.can_be_edited_by(request.user) or review.can_be_withdrawn_by(request.user)):
        raise PermissionDenied
    if review.can_be_withdrawn_by(request.user):
        review.withdraw()
        kept = "Its text is kept here for you" + ("." if review.edits_locked else "; publish it again when you like.")
        messages.success(request, f"Your review is withdrawn. {kept}")
    return redirect(page_of(film))


class Overtaken(Exception):  # noqa: N818, it is news and nobody's error
    """Since this window was opened, other words were published for the same review."""

    def __init__(self, review: Review):
        super().__init__(f"Revision {review.revision_count} has come in between.")
        self.review = review


@transaction.atomic
def save(film, member, form) -> Review:
    """Publish or revise; somebody who sends the same first review twice revises it the second time.

    Raises Overtaken where the window that the form came from has not seen what stands there now.
    """
    film.lock()
    window = DraftForm(form.data).window
    stored = film.reviews.filter(author=member).first()
    if stored is None:
        limits.enforce(member.reviews, "published_at", limits.REVIEWS)
        stored = Review.publish(film, member, **form.text)
    else:
        is_other = any(getattr(stored, name) != form.text[name] for name in WORDS)
        if is_other and window["revision"] not in (None, stored.revision_count):
            raise Overtaken(stored)
        stored.revise(**form.text)
    if form.cleaned_data["rating"] is None:
        Rating.objects.clear(film, member)
    else:
        Rating.objects.record(film, member, form.cleaned_data["rating"])
    Draft.objects.settle(stored, pk=window["draft"], version=window["version"])
    return stored
