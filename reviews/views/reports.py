from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from accounts import limits
from filmsite import kept_text
from filmsite.sign_in import redirect_to_sign_in, say_suspended, sign_in_url
from reviews import targets
from reviews.forms.report import ReportForm
from reviews.kinds import WORDS
from reviews.models import Case, Report
from reviews.models.report import AlreadyReported

TOO_MANY = "You have reported a lot in a short time. Wait a little, then press the button again."
GONE = "Somebody has decided meanwhile, so this cannot be reported by you now. Your words are below; nothing was sent."
OPENED_BEFORE = "A moderator has opened this case already, in other words. Yours are still here; nothing was sent."


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, target):
    """Report something to the moderators, or to the editors, who can correct it."""
    if not request.user.is_authenticated:
        return report_as_visitor(request, target)
    if not request.user.can_report:
        return say_not_taken(request, target)
    if not target.can_be_reported_by(request.user):
        raise PermissionDenied
    is_unasked = request.method == "POST" and "unasked" in request.POST
    if not is_unasked and (earlier := Report.objects.waiting(target, request.user)):
        return lead_to(request, target, earlier)
    if request.method != "POST":
        kept = kept_text.kept(request, key_of(target))
        return show(request, target, ReportForm(target, request.user, initial=kept), was_kept=bool(kept))
    form = ReportForm(target, request.user, request.POST, unasked=is_unasked)
    if not form.is_valid():
        return show(request, target, form, status=400)
    return open_unasked(request, target, form) if is_unasked else file(request, target, form)


def report_as_visitor(request, target):
    """Without an account there are two ways: to sign in, or to give notice that it is against the law."""
    if request.method == "POST":
        kept_text.keep(request, key_of(target), request.POST)
        return redirect_to_sign_in(targets.report_address(target))
    here = targets.report_address(target)
    links = {"sign_in": sign_in_url(here), "notice": targets.notice_address(target)}
    return render(request, "reviews/report_choice.html", about(target) | links)


def say_not_taken(request, target, back=None):
    """Tell a member whose reports are not taken until when; what they wrote waits for them."""
    if request.method == "POST":
        kept_text.keep(request, key_of(target), request.POST)
    if request.user.is_suspended:
        return say_suspended(request, back or target)
    until = date_format(timezone.localtime(request.user.reports_paused_until), "j F Y, H:i e")
    messages.error(
        request, f"Your reports are not taken until {until}, so nothing was sent. Your notifications say why."
    )
    return redirect(back or target)


def file(request, target, form):
    try:
        limits.enforce(request.user.reports, "reported_at", limits.REPORTS)
        Report.objects.file(target, request.user, **form.words, notice=form.notice)
    except limits.TooMany as refusal:
        form.add_error(None, TOO_MANY)
        response = show(request, target, form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    except AlreadyReported as refusal:
        return lead_to(request, target, refusal.report)
    except PermissionDenied:
        form.add_error(None, GONE)
        return show(request, target, form, status=409)
    kept_text.take(request, key_of(target))
    messages.success(request, "Thank you. A moderator will read it and write to you what was decided.")
    return redirect(target)


def open_unasked(request, target, form):
    """A moderator opens the case of what nobody has reported, and goes on to decide it."""
    try:
        opened = Report.objects.open_unasked(target, request.user, **form.words)
    except AlreadyReported as refusal:
        form.add_error(None, OPENED_BEFORE)
        return show(request, target, form, status=409, open_case=refusal.report.case)
    kept_text.take(request, key_of(target))
    return redirect("admin:reviews_case_change", opened.case_id)


def lead_to(request, target, earlier):
    """Show a member where their first report stands; words typed just now are offered to take its place."""
    if request.method == "POST" and not is_said_in(earlier, request.POST):
        kept_text.keep(request, key_of(target), request.POST)
    if kept_text.kept(request, key_of(target)):
        return redirect("reviews:amend_report", earlier.pk)
    messages.info(request, "You have reported this already, and nobody has decided yet. Here is where it stands.")
    return redirect(earlier.case)


def is_said_in(report, sent) -> bool:
    """Whether a form that was sent says what the report says already, as where a button was pressed twice."""
    said = ReportForm.words_of(report)
    return all(sent.get(name, "").strip() == said[name] for name in ("reason", "details", "law", "place"))


def show(request, target, form, status=200, **more):
    can_open = request.user.is_staff and request.user.has_perm("reviews.add_decision")
    context = about(target) | {"form": form, "can_open_unasked": can_open, **more}
    return render(request, "reviews/report_form.html", context, status=status)


def about(target) -> dict:
    """What every page about a thing that is reported says of it."""
    kind = Case.kind_of(target)
    noun, preposition = WORDS[kind]
    whose = target.film or getattr(target, "person", None) or target.author.username
    subject = f"{noun} {preposition} {whose}"
    return {"target": target, "film": target.film, "kind": kind, "noun": noun, "subject": subject}


def key_of(target) -> str:
    """Under which key a report's words are kept, on every page where they can be sent."""
    return f"report {targets.field_of(target)} {target.pk}"
