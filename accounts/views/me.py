from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import SettingsForm
from accounts.models import User
from filmsite.reading import remember
from filmsite.sign_in import members_only


@require_safe
@members_only
def me(request):
    """Where everything about oneself begins: what one has done here, and one's account."""
    member = request.user
    context = {
        "list_count": member.film_lists.kept_by(member).count(),
        "review_count": member.reviews.count(),
        "contribution_count": member.contributions.count(),
        "vote_count": member.helpful_votes.count(),
        "report_count": member.reports.count(),
        "following_count": member.ties.follows().count(),
        "watchlist_count": member.watchlist.wanted().count(),
        "viewing_count": member.viewings.count(),
        "email": EmailAddress.objects.get_primary(member),
        "has_second_factor": is_mfa_enabled(member),
        "suspension": member.suspensions.standing().select_related("decision").first(),
        "restrictions": list(member.restrictions.standing().select_related("decision")),
        "open_appeals": list(member.appeals.open().select_related("decision")),
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
        response = redirect("accounts:settings")
        remember(response, member.spoilers)
        return response
    return render(request, "accounts/settings.html", {"form": form}, status=400 if form.is_bound else 200)
