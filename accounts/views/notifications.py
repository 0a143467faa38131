from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import MailChoicesForm
from accounts.models import MailChoice, Notification
from filmsite.pages import page_of
from filmsite.sign_in import members_only, redirect_to_sign_in

PER_PAGE = 25


@require_safe
@members_only
def notifications(request):
    """What the site has told one, newest first."""
    page = page_of(request, request.user.notifications.newest_first(), per_page=PER_PAGE)
    return render(request, "accounts/notifications.html", {"page": page, "here": "notifications"})


@require_POST
def read_all(request):
    """Mark everything as read."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in("accounts:notifications")
    Notification.objects.mark_read(request.user)
    return redirect("accounts:notifications")


@require_POST
def read_one(request, pk):
    """Mark one as read, and go on to what it is about."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in("accounts:notifications")
    notification = get_object_or_404(request.user.notifications, pk=pk)
    Notification.objects.mark_read(request.user, [notification.pk])
    return redirect(notification.url)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def mail_choices(request):
    """Choose which news come by mail as well, and when."""
    data = request.POST if request.method == "POST" else None
    form = MailChoicesForm(data, initial=MailChoice.objects.all_of(request.user))
    if form.is_valid():
        MailChoice.objects.choose(request.user, form.cleaned_data)
        messages.success(request, "Your choices are saved.")
        return redirect("accounts:mail_choices")
    context = {"form": form, "here": "mail_choices"}
    return render(request, "accounts/mail_choices.html", context, status=400 if form.is_bound else 200)
