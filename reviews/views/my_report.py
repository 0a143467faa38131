"""What a member can still do about a report of theirs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filmsite import kept_text
from filmsite.sign_in import back_to, redirect_to_sign_in
from reviews.forms.report import ReportForm
from reviews.views.reports import about, key_of, say_not_taken
from reviews.views.writing import private

TOO_LATE = "This has been decided or withdrawn meanwhile, so it cannot be amended any more."


@private
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request, pk):
    """Say one's report in other words while nobody has decided."""
    if not request.user.is_authenticated:
        if request.method == "POST":
            kept_text.keep(request, key_of_amending(pk), request.POST)
        return redirect_to_sign_in(request.path)
    report = own_report(request, pk)
    target = report.case.target
    if not request.user.can_report:
        return say_not_taken(request, target, report.case)
    if request.method != "POST":
        return offer(request, report, target)
    form = ReportForm(target, request.user, request.POST)
    if not form.is_valid():
        return show(request, report, form, status=400)
    return save(request, report, form)


def offer(request, report, target):
    """The form with the words of the report, or with those that were typed since."""
    if not report.is_waiting:
        messages.error(request, TOO_LATE)
        return redirect(report.case)
    words = kept_text.kept(request, key_of_amending(report.pk)) or kept_text.kept(request, key_of(target))
    form = ReportForm(target, request.user, initial=words or ReportForm.words_of(report))
    return show(request, report, form, was_kept=bool(words))


def save(request, report, form):
    try:
        report.amend(**form.words, notice=form.notice)
    except ValidationError:
        form.add_error(None, TOO_LATE)
        return show(request, report, form, status=409)
    for key in (key_of_amending(report.pk), key_of(report.case.target)):
        kept_text.take(request, key)
    messages.success(request, "Your report is amended. A moderator will read it as it is now.")
    return redirect(report.case)


def show(request, report, form, status=200, was_kept=False):
    context = {"report": report, "case": report.case, "form": form, "was_kept": was_kept}
    return render(request, "reviews/amend_report.html", about(report.case.target) | context, status=status)


@private
@require_POST
def withdraw(request, pk):
    """Take one's report back while nobody has decided."""
    if not request.user.is_authenticated:
        return redirect_to_sign_in("reviews:my_reports")
    report = own_report(request, pk)
    try:
        report.withdraw()
        messages.success(request, "Your report is withdrawn.")
    except ValidationError:
        messages.error(request, "This has been decided or withdrawn meanwhile, so nothing was changed.")
    return redirect(back_to(request, report.case))


def own_report(request, pk):
    return get_object_or_404(request.user.reports.select_related("case", "notice"), pk=pk)


def key_of_amending(pk) -> str:
    return f"amend report {pk}"
