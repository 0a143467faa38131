"""One case on one screen: the text, who reported it and why, what there was before, and the decision."""

from itertools import groupby

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from reviews.differences import difference
from reviews.forms.decision import DecisionForm
from reviews.models import Case, Decision, Report
from reviews.models.case import AlreadyDecided

DECISIONS_OF_AUTHOR = 5
# What a report of the site points to.
SIMILAR = ("similar_to__film", "similar_to__author")


def show(admin, request, case, form=None, status=200):
    form = form or DecisionForm(case)
    is_author = case.author_id == request.user.pk
    # Who reported a moderator's own text is for the other moderators to know.
    reports = [] if is_author else list(case.reports.select_related("reporter", *SIMILAR))
    refusal = why_not(request.user, case, reports, form.options())
    context = {
        **admin.admin_site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": f"Case {case.pk}: {case.subject}",
        "opts": Case._meta,
        "media": admin.media,
        "case": case,
        "target": case.target,
        "texts": texts(case, reports),
        "reasons": by_reason(reports),
        "record": None if is_author else record_of(case, request.user),
        "decisions": [] if is_author else case.decisions_on_target(),
        "refusal": refusal,
        "form": form,
    }
    return TemplateResponse(request, "admin/reviews/case/change_form.html", context, status=status)


def decide(admin, request, case):
    """Take the decision that was sent, then on to the next case; or show the page again and say why not."""
    form = DecisionForm(case, request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was decided: something is missing below.")
        return show(admin, request, case, form, status=400)
    try:
        decision = form.decide(request.user)
    except AlreadyDecided as refusal:
        messages.error(request, f"{said(refusal.decision)} Nothing was changed.")
        status = 409
    except PermissionDenied as refusal:
        messages.error(request, f"{refusal} Nothing was changed.")
        status = 403
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        status = 409
    else:
        messages.success(request, f"Case {case.pk} is decided: {decision.verb}.")
        return HttpResponseRedirect(next_address(request.user))
    # Read again: it may not be the case it was when it was sent.
    form.case = admin.get_object(request, str(case.pk))
    return show(admin, request, form.case, form, status=status)


def said(decision) -> str:
    """Who decided what, and when: "mod2 decided this 3 minutes ago: Remove."."""
    moment = naturaltime(decision.decided_at).replace("\xa0", " ")
    return f"{decision.moderator} decided this {'just now' if moment == 'now' else moment}: {decision.verb}."


def next_address(moderator) -> str:
    waiting = Case.objects.waiting_for(moderator).most_pressing_first().first()
    if waiting:
        return reverse("admin:reviews_case_change", args=[waiting.pk])
    return reverse("admin:reviews_case_changelist")


def why_not(member, case, reports, options) -> str:
    """Why this moderator finds no form here; nothing where there is one."""
    if case.author_id == member.pk:
        return "This is about a text of your own. Somebody else decides, and who reported it is not shown to you."
    if any(report.reporter_id == member.pk for report in reports):
        return "You have reported this yourself, so somebody else decides."
    return "" if options else "This case is closed, and there is nothing to go back on."


def texts(case, reports) -> dict:
    """The text now and as it was when it was first reported; both marked up where they differ."""
    now = case.target.plain_text()
    reported = reports[0].text_as_reported if reports else now
    before, after = difference(reported, now) if reported != now else (now, now)
    return {"reported": reported, "before": before, "now": after, "changed": reported != now}


def by_reason(reports) -> list:
    """The reports under their reasons, most common first, each with its reporter's record, or what the site noticed."""
    records = Report.objects.filter(reporter__in=[report.reporter_id for report in reports]).records()
    for report in reports:
        report.record = records.get(report.reporter_id)
        if report.similar_to:
            report.beside = difference(report.similar_to.body, report.case.review.body)
    in_groups = groupby(sorted(reports, key=lambda report: (report.reason, report.pk)), lambda report: report.reason)
    groups = [(Report.Reason(reason).label, list(members)) for reason, members in in_groups]
    return sorted(groups, key=lambda group: -len(group[1]))


def record_of(case, moderator) -> dict | None:
    """What the author has written, and what was decided on it before; what was dismissed or undone leaves no mark."""
    if case.author is None:
        return None
    others = Case.objects.decidable_by(moderator).exclude(pk=case.pk)
    told = Decision.objects.told_to(case.author).standing().filter(case__in=others)
    latest = told.select_related("case__review__film", "case__trivia_item__film")[:DECISIONS_OF_AUTHOR]
    return {
        "reviews": case.author.reviews.published().count(),
        "facts": case.author.trivia_items.published().count(),
        "decisions": told.count(),
        "latest": latest,
    }
