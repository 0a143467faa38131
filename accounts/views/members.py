from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Tie, User
from filmsite.pages import page_of

REVIEWS_PER_PAGE = 25


@require_safe
def member_detail(request, username):
    """A member's public page: who they are, and what they have written; of somebody one has blocked, only the name."""
    member = get_object_or_404(User.objects.visible_to(request.user), username=username.lower())
    if member.username != username:
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        return HttpResponsePermanentRedirect(member.get_absolute_url() + query)
    ties = Tie.objects.kinds(request.user, member)
    if Tie.Kind.BLOCK in ties:
        return render(request, "accounts/member_blocked.html", {"member": member})
    reviews = member.reviews.visible_to(request.user).select_related("film").in_order("newest")
    context = {"member": member, "ties": ties, "page": page_of(request, reviews, per_page=REVIEWS_PER_PAGE)}
    return render(request, "accounts/member_detail.html", context)
