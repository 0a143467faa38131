from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts import limits
from catalog.models import TriviaItem
from filmsite import kept_text
from filmsite.sign_in import redirect_to_sign_in, say_suspended
from reviews.forms.report import ReportForm
from reviews.models import Report, Review
from reviews.models.report import AlreadyReported


@require_http_methods(["GET", "HEAD", "POST"])
def report_review(request, pk):
    """Report a review to the moderators."""
    review = get_object_or_404(Review.objects.visible_to(request.user).select_related("film", "author"), pk=pk)
    return report(request, review)


@require_http_methods(["GET", "HEAD", "POST"])
def report_trivia_item(request, pk):
    """Report a fact to the moderators, or to the editors, who can correct it."""
    facts = TriviaItem.objects.visible_to(request.user).select_related("film").with_words()
    return report(request, get_object_or_404(facts, pk=pk))


def report(request, target):
    if not request.user.is_authenticated:
        if request.method == "POST":
            kept_text.keep(request, key_of(request), request.POST)
        return redirect_to_sign_in(request.path)
    if request.user.is_suspended:
        return say_suspended(request, target)
    if not target.can_be_reported_by(request.user):
        raise PermissionDenied
    if earlier := Report.objects.waiting(target, request.user):
        return show_earlier(request, earlier)
    if request.method != "POST":
        kept = kept_text.kept(request, key_of(request))
        return show(request, target, ReportForm(target, initial=kept), was_kept=bool(kept))
    form = ReportForm(target, request.POST)
    if not form.is_valid():
        return show(request, target, form, status=400)
    return file(request, target, form)


def file(request, target, form):
    try:
        limits.enforce(request.user.reports, "reported_at", limits.REPORTS)
        Report.objects.file(target, request.user, **form.cleaned_data)
    except limits.TooMany as refusal:
        form.add_error(None, "You have reported a lot in a short time. Wait a little, then press the button again.")
        response = show(request, target, form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    except AlreadyReported as refusal:
        return show_earlier(request, refusal.report)
    kept_text.take(request, key_of(request))
    messages.success(request, "Thank you. A moderator will read it and write to you what was decided.")
    return redirect(target)


def show(request, target, form, status=200, was_kept=False):
    context = {"target": target, "film": target.film, "form": form, "was_kept": was_kept}
    return render(request, "reviews/report_form.html", context, status=status)


def show_earlier(request, earlier):
    messages.info(request, "You have reported this already, and nobody has decided yet. Here is where it stands.")
    return redirect(earlier.case)


def key_of(request) -> str:
    return f"report {request.path}"
