from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts import limits
from filmsite.sign_in import back_to, redirect_to_sign_in, say_suspended
from filmsite.views.errors import error_page
from reviews.forms.helpful_vote import HelpfulVoteForm
from reviews.models import Review


@require_POST
def helpful_vote(request, pk):
    """Record a member's answer to "Was this review helpful to you?"."""
    review = get_object_or_404(Review.objects.visible_to(request.user).select_related("film"), pk=pk)
    if not request.user.is_authenticated:
        return redirect_to_sign_in(back_to(request, review, anchor=review.anchor))
    form = HelpfulVoteForm(request.POST)
    if not form.is_valid():
        return error_page(400)
    if request.user.is_suspended:
        return say_suspended(request, review, anchor=review.anchor)
    if not review.can_be_voted_on_by(request.user):
        raise PermissionDenied
    limits.enforce(request.user.helpful_votes, "cast_at", limits.VOTES)
    review.record_vote(request.user, form.answer)
    if "X-Enhance" in request.headers:
        review = Review.objects.with_vote_of(request.user).select_related("film").get(pk=review.pk)
        return render(request, "reviews/_helpful_vote.html", {"review": review, "here": request.POST.get("next", "")})
    return redirect(back_to(request, review, anchor=review.anchor))
