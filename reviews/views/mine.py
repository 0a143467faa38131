from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import limits
from catalog.addresses import with_film
from filmsite import kept_text
from filmsite.sign_in import redirect_to_sign_in
from reviews.forms.review import ReviewForm
from reviews.models import Rating, Review


@require_http_methods(["GET", "HEAD", "POST"])
@with_film
def my_review(request, film):
    """Write one's review of a film, or revise the one there is."""
    key = f"review-{film.pk}"
    if not request.user.is_authenticated:
        if request.method == "POST":
            kept_text.keep(request, key, request.POST)
        return redirect_to_sign_in(request.get_full_path())
    review = film.reviews.filter(author=request.user).first()
    if review and not review.can_be_edited_by(request.user):
        context = {"film": film, "review": review, "written": request.POST.get("body", "")}
        return render(request, "reviews/review_closed.html", context, status=403)
    if request.method != "POST":
        kept = kept_text.kept(request, key)
        return show(request, film, review, form_for(film, request.user, review, kept), was_kept=bool(kept))
    form = form_for(film, request.user, review, request.POST)
    if not form.is_valid():
        return show(request, film, review, form, status=400)
    try:
        review = save(film, request.user, form)
    except limits.TooMany as refusal:
        form.add_error(None, "You have written a lot in a short time. Wait a little, then press the button again.")
        response = show(request, film, review, form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    kept_text.take(request, key)
    messages.success(request, "Your review is published.")
    return redirect(f"{review.get_absolute_url()}#{review.anchor}")


@require_POST
@with_film
def withdraw(request, film):
    """Take one's review off the site; the form keeps its text."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in(f"{film.get_absolute_url()}reviews/mine/")
    review = film.reviews.filter(author=request.user).first()
    if review is None or not review.can_be_edited_by(request.user):
        raise PermissionDenied
    review.withdraw()
    messages.success(
        request, "Your review is withdrawn. Its text is kept here for you; publish it again when you like."
    )
    return redirect(f"{film.get_absolute_url()}reviews/mine/")


def form_for(film, member, review, data):
    rating = film.ratings.filter(member=member).values_list("value", flat=True).first()
    return ReviewForm(data, instance=review or Review(film=film, author=member), initial={"rating": rating})


def show(request, film, review, form, status=200, was_kept=False):
    context = {"film": film, "review": review, "form": form, "was_kept": was_kept}
    return render(request, "reviews/review_form.html", context, status=status)


@transaction.atomic
def save(film, member, form) -> Review:
    """Publish or revise; somebody who sends a first review twice revises it the second time."""
    film.lock()
    stored = film.reviews.filter(author=member).first()
    if stored is None:
        limits.enforce(member.reviews, "published_at", limits.REVIEWS)
        stored = Review.publish(film, member, **form.text)
    else:
        stored.revise(**form.text)
    if form.cleaned_data["rating"] is None:
        Rating.objects.clear(film, member)
    else:
        Rating.objects.record(film, member, form.cleaned_data["rating"])
    return stored
