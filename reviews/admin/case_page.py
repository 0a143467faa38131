"""One case on one screen: the text, who reported it and why, what there was before, and the decision."""

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.html import format_html

from reviews import claims, sealed, second_look, triage
from reviews.admin import case_record
from reviews.forms.decision import DecisionForm
from reviews.models import AlreadyDecided, Case, Claimed, Decision

# What a report of the site points to, and what one says about the law.
RELATED = ("reporter", "notice", "similar_to__film", "similar_to__author")


def show(admin, request, case, form=None, *, answer=None, status=200):
    """The page; `form` and `answer` (to a proposal) are what was sent and not accepted."""
    form = form or DecisionForm(case, request.user)
    context = {
        **admin.admin_site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": f"Case {case.pk}: {case.subject}",
        "opts": Case._meta,
        "media": admin.media,
        "case": case,
        "target": case.target,
        "form": form,
        "answer": answer,
        "shown_at": timezone.now().isoformat(),
        **(for_author if case.author_id == request.user.pk else for_decider)(request.user, case, form),
    }
    return TemplateResponse(request, "admin/reviews/case/change_form.html", context, status=status)


def for_author(moderator, case, form) -> dict:
    """A moderator before a case about their own text: who reported it, and why, is for the others to know."""
    refusal = "This is about a text of your own. Somebody else decides, and who reported it is not shown to you."
    return {"refusal": refusal, "texts": case_record.texts(case, []), "sealed_open": True}


def for_decider(moderator, case, form) -> dict:
    reports = list(case.reports.select_related(*RELATED))
    proposal = case.proposals.waiting().select_related("proposed_by").first()
    decisions = list(case_record.full(case.decisions_on_target()))
    return {
        "refusal": why_not(moderator, case, reports, proposal) or nothing_left(case, decisions, form.actions),
        "texts": case_record.texts(case, reports),
        "sealed_open": case.is_open or sealed.is_open_to(case, moderator),
        "reasons": case_record.by_reason(case, reports),
        "why_here": triage.explain(case) if case.is_open else [],
        "claim": claim_state(moderator, case, reports, proposal),
        "proposal": proposal and proposal_state(moderator, proposal, form),
        "refused": list(case.proposals.filter(is_confirmed=False).select_related("second", "proposed_by")),
        "decisions": decisions,
        "record": case_record.record_of(case, moderator),
        "similar": case_record.similar(case, moderator, form.fields["guideline"].initial, form.reason),
        "laws": sorted({report.notice.law for report in reports if hasattr(report, "notice")}),
    }


def why_not(moderator, case, reports, proposal) -> str:
    """Why this moderator does not decide here now; nothing where they can."""
    if any(report.reporter_id == moderator.pk for report in reports):
        return "You have reported this yourself, so somebody else decides."
    if any(report.similar_to and report.similar_to.author_id == moderator.pk for report in reports):
        return "It may be copied from a text of yours, so somebody else decides."
    if proposal:
        return "A decision on this case waits for a second moderator."
    if case.claimant not in {None, moderator}:
        return f"{said_claimed(case)} You can read along."
    return ""


def nothing_left(case, decisions, actions) -> str:
    """Why nobody decides here any more."""
    if actions:
        return ""
    if any(decision.case_id == case.pk and has_open_appeal(decision) for decision in decisions):
        return "An appeal waits; whoever takes the second look decides first."
    return "This case is closed, and there is nothing to go back on."


def has_open_appeal(decision) -> bool:
    return hasattr(decision, "appeal") and decision.appeal.is_open


def said_claimed(case) -> str:
    until = time_format(timezone.localtime(case.claimed_until), "H:i")
    return f"{case.claimed_by} is deciding this case, until {until} at least."


def claim_state(moderator, case, reports, proposal) -> dict | None:
    """Who is at an open case, and what this moderator can do about that."""
    if not case.is_open or proposal or not case.can_be_decided_by(moderator):
        return None
    is_mine = case.claimant == moderator
    return {
        "is_mine": is_mine,
        "by": case.claimant,
        "can_take_over": case.claimant and not is_mine and moderator.has_perm("reviews.take_over_claim"),
    }


def proposal_state(moderator, proposal, form) -> dict:
    titles = {guideline.pk: guideline.title for guideline in form.guidelines}
    return {
        "row": proposal,
        "verb": Decision.Action(proposal.action).label.partition(":")[0],
        "guideline": titles.get(proposal.terms["guideline"], proposal.terms["guideline"]),
        "can_confirm": second_look.can_answer(proposal, moderator),
        "can_refuse": second_look.can_answer(proposal, moderator, is_confirmed=False),
        "is_mine": proposal.proposed_by_id == moderator.pk,
    }


def decide(admin, request, case):
    """Take the decision that was sent, then on to the next case; or show the page again and say why not."""
    form = DecisionForm(case, request.user, request.POST)
    if not form.is_valid():
        renew(case, request.user)
        messages.error(request, "Nothing was decided: something is missing below.")
        return show(admin, request, case, form, status=400)
    try:
        taken = form.decide()
    except (AlreadyDecided, Claimed, PermissionDenied, ValidationError) as refusal:
        status = status_of(refusal)
        messages.error(request, said(refusal, case, form.cleaned_data["shown_at"]))
    else:
        say_taken(request, case, taken)
        say_left_out(request, form, taken)
        return go_on(request)
    # Read again: it may not be the case it was when it was sent.
    fresh = admin.get_object(request, str(case.pk))
    renew(fresh, request.user)
    return show(admin, request, fresh, DecisionForm(fresh, request.user, request.POST), status=status)


def renew(case, moderator):
    """Who works on a case keeps it; one that is nobody's becomes theirs."""
    if case.is_open:
        try:
            case.claim(moderator)
        except (Claimed, PermissionDenied, ValidationError):
            # The page says whose it is.
            return


def say_taken(request, case, taken):
    """What was decided, with the way back to it."""
    back = reverse("admin:reviews_case_change", args=[case.pk])
    for one in taken:
        if isinstance(one, Decision):
            words = format_html("Case {} is decided: {}. <a href='{}'>Look at it again</a>", case.pk, one.verb, back)
            messages.success(request, words)
        else:
            words = "Case {}: this waits for a second moderator. Nothing has happened yet. <a href='{}'>Look at it</a>"
            messages.warning(request, format_html(words, case.pk, back))


def say_left_out(request, form, taken):
    """What was chosen about the author goes with a decision, and there is none yet where that waits for somebody."""
    if form.cleaned_data["also"] and len(taken) == 1:
        words = "Nothing is done about the author, and nothing waits: decide that on the case once this is confirmed."
        messages.warning(request, words)


def go_on(request, behind=None):
    """Claim the next case and open it; where none waits, to the queue."""
    following = claims.claim_next(request.user, behind=behind)
    if following:
        return HttpResponseRedirect(reverse("admin:reviews_case_change", args=[following.pk]))
    messages.info(request, "No other case waits for you." if behind else "No case waits for you.")
    return HttpResponseRedirect(reverse("admin:reviews_case_changelist"))


def status_of(refusal) -> int:
    return 403 if isinstance(refusal, PermissionDenied) else 409


def said(refusal, case, since=None) -> str:
    """Why nothing was decided: "mod2 decided this 3 minutes ago: Remove. Nothing was changed."."""
    if isinstance(refusal, AlreadyDecided):
        decision = refusal.decision
        return f"{decision.decider} decided this {ago(decision.decided_at)}: {decision.verb}. Nothing was changed."
    if isinstance(refusal, Claimed):
        return f"{said_claimed(refusal.case)} Nothing was changed."
    if isinstance(refusal, PermissionDenied):
        return f"{refusal} Nothing was changed."
    return " ".join([*news_of(case, since), *refusal.messages])


def news_of(case, since) -> list[str]:
    """What has come in since the page was shown."""
    if since is None:
        return []
    news = []
    for moment, words in (
        ("reported_at", "A report came in {}."),
        ("amended_at", "A report was amended {}."),
        ("withdrawn_at", "A report was withdrawn {}."),
    ):
        came = case.reports.filter(**{f"{moment}__gt": since}).order_by(f"-{moment}").values_list(moment, flat=True)
        news += [words.format(ago(at)) for at in came[:1]]
    return news


def ago(moment) -> str:
    words = naturaltime(moment).replace("\xa0", " ")
    return "just now" if words == "now" else words
