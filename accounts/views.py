from allauth.account import views as allauth_views
from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.adapter import AccountAdapter
from accounts.forms import SettingsForm
from accounts.models import User
from filmsite.pages import page_of
from filmsite.sign_in import members_only

REVIEWS_PER_PAGE = 25


class SignupView(allauth_views.SignupView):
    """allauth's; but when somebody else has taken the name since the form was checked, the form says so."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IntegrityError:
            form.add_error("username", AccountAdapter.error_messages["username_taken"])
            return self.form_invalid(form)


signup = SignupView.as_view()


@require_safe
def member_detail(request, username):
    """A member's public page: who they are, and what they have written."""
    member = get_object_or_404(User.objects.visible_to(request.user), username=username.lower())
    if member.username != username:
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        return HttpResponsePermanentRedirect(member.get_absolute_url() + query)
    reviews = member.reviews.visible_to(request.user).select_related("film").in_order("newest")
    return render(
        request,
        "accounts/member_detail.html",
        {"member": member, "page": page_of(request, reviews, per_page=REVIEWS_PER_PAGE)},
    )


@require_safe
@members_only
def me(request):
    """Where everything about oneself begins: what one has done here, and one's account."""
    member = request.user
    context = {
        "review_count": member.reviews.count(),
        "vote_count": member.helpful_votes.count(),
        "report_count": member.reports.count(),
        "email": EmailAddress.objects.get_primary(member),
        "has_second_factor": is_mfa_enabled(member),
    }
    return render(request, "accounts/me.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def settings(request):
    """Change what one's public page says."""
    # A member of its own, so that a name that is refused does not stand in the page's header.
    member = User.objects.get(pk=request.user.pk)
    form = SettingsForm(request.POST or None, instance=member)
    if form.is_valid():
        form.save()
        messages.success(request, "Your settings are saved.")
        return redirect("accounts:settings")
    return render(request, "accounts/settings.html", {"form": form}, status=400 if form.is_bound else 200)
