from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms import CloseAccountForm
from filmsite.closing import can_close_account, close_account
from filmsite.sign_in import members_only


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@members_only
def close(request):
    """Close one's account, after reading what that means and with the password once more."""
    if not can_close_account(request.user):
        return show(request, None, status=403 if request.method == "POST" else 200)
    if request.method != "POST":
        return show(request, CloseAccountForm(user=request.user))
    form = CloseAccountForm(request.POST, user=request.user)
    if not form.is_valid():
        return show(request, form, status=400)
    close_account(request.user, keep_reviews=form.keep_reviews)
    logout(request)
    messages.success(request, "Your account is closed. Thank you for the time you were here.")
    return redirect("home")


def show(request, form, status=200):
    return render(request, "accounts/close.html", {"form": form}, status=status)
