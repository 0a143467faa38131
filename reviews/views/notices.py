"""Notices of visitors that something is against the law (Article 16 of the Digital Services Act)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from filmsite import kept_text
from reviews import targets
from reviews.forms.report import NoticeForm
from reviews.models import Case, Decision, IllegalNotice, Report
from reviews.sender import sender_of
from reviews.views.reports import about, key_of
from reviews.views.writing import private

TOO_MANY = "Many notices have come from your network in a short time. Wait a little, then press the button again."
GONE = "This is not on the site any more, so there is nothing left to decide on. Nothing was sent."


@private
@require_http_methods(["GET", "HEAD", "POST"])
def give_notice(request, target):
    """Give notice without an account; members do it where they report."""
    if request.user.is_authenticated:
        if request.method == "POST":
            kept_text.keep(request, key_of(target), request.POST.dict() | {"reason": Report.Reason.ILLEGAL.value})
        return redirect(targets.report_address(target))
    if request.method != "POST":
        return show(request, target, NoticeForm())
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return show(request, target, form, status=400)
    try:
        return redirect(file(target, form, sender_of(request)))
    except limits.TooMany as refusal:
        form.add_error(None, TOO_MANY)
        response = show(request, target, form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    except (PermissionDenied, ValidationError):
        form.add_error(None, GONE)
        return show(request, target, form, status=409)


@transaction.atomic
def file(target, form, sender) -> IllegalNotice:
    """Keep the notice; one that was sent twice is the one that is there."""
    Case.objects.hold(target)
    details, notice = form.cleaned_data["details"], form.notice | {"sender": sender}
    if same := IllegalNotice.objects.waiting_on(target).filter(report__details=details, **notice).first():
        return same
    limits.enforce(IllegalNotice.objects.filter(sender=sender), "received_at", limits.NOTICES)
    return Report.objects.file(target, None, reason=Report.Reason.ILLEGAL, details=details, notice=notice).notice


def show(request, target, form, status=200):
    context = about(target) | {"form": form, "back": targets.report_address(target)}
    return render(request, "reviews/notice_form.html", context, status=status)


@private
@require_safe
def receipt(request, token):
    """What became of a notice, for whoever holds the address of its receipt; without a name or an address."""
    notices = IllegalNotice.objects.behind(token).select_related("report")
    notice = get_object_or_404(notices)
    case = Case.objects.with_texts().get(pk=notice.report.case_id)
    decisions = case.decisions.select_related("guideline").prefetch_related("guideline__versions").order_by("-pk")
    context = {
        "notice": notice,
        "report": notice.report,
        "case": case,
        "film": case.target.film,
        "decisions": [one for one in decisions if one.action not in Decision.AUTOMATIC],
        "is_on_site": case.target.is_published,
    }
    return render(request, "reviews/notice_receipt.html", context)
