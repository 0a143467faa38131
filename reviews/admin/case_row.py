"""The words of a row in the queue."""

from collections import Counter
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator, capfirst

from reviews.models import Decision, Report

SHOWN_CHARACTERS = 300
NOT_FOR_AUTHORS = format_html('<span class="case-quiet">{}</span>', "Your own text: somebody else decides.")
SHORT_REASONS = {Report.Reason.PRIVATE: "private details", Report.Reason.ILLEGAL: "against the law"}


def what(case):
    """What it is about, with the way to its page, its first words and the button that claims it."""
    title = case.review.headline if case.review and not is_sealed(case) else capfirst(case.noun)
    about = case.subject if case.review or case.member or case.film_list or case.picture else case.target.film
    return format_html(
        '<a href="{}"><b>{}</b></a><span class="case-quiet">{}</span>{}{}',
        reverse("admin:reviews_case_change", args=[case.pk]),
        title,
        about,
        words(case),
        step(case),
    )


def step(case):
    """Claiming is a form of its own; the button sends the one that Django puts round the list there."""
    if not case.is_waiting:
        return ""
    return format_html(
        '<button class="button" formaction="{}">{}<span class="visually-hidden">: {}</span></button>',
        reverse("admin:reviews_case_claim", args=[case.pk]),
        "Go on" if case.claimant else "Claim and open",
        case.subject,
    )


def words(case):
    """The beginning of the text; once the case is closed, only what everybody can read."""
    if is_sealed(case):
        return format_html('<p class="case-quiet">{}</p>', "Sealed; it can be opened on the page of the case.")
    text = case.review.body if case.review else case.target.plain_text()
    return format_html('<div class="case-words">{}</div>', Truncator(text).chars(SHOWN_CHARACTERS))


def is_sealed(case) -> bool:
    """Whether it takes a look that is written down to read the text, its headline included."""
    return not case.is_open and not case.target.is_published


def reasons(case):
    """How many reports stand, and for what."""
    counts = Counter(report.reason for report in case.standing_reports).most_common()
    times = ((reason, f"\u00a0×\u00a0{count}" if count > 1 else "") for reason, count in counts)
    rows = format_html_join("", "<li>{}{}</li>", ((Report.Reason(reason).label, often) for reason, often in times))
    return format_html('<b>{}</b><ul class="case-reasons">{}</ul>', len(case.standing_reports), rows)


def score(case):
    """What the reports weigh and each day of waiting adds, and in a few words why the case stands where it does."""
    waited = timezone.now() - case.opened_at if case.is_open else timedelta()
    total = case.score + waited / timedelta(days=1)
    return format_html('<b>{}</b> <span class="case-quiet">{}</span>', f"{total:.1f}", short_reason(case))


def short_reason(case) -> str:
    urgent = [SHORT_REASONS[report.reason] for report in case.standing_reports if report.reason in SHORT_REASONS]
    if urgent:
        return f"first: {urgent[0]}"
    waited = (timezone.now() - case.opened_at).days
    if waited > case.score:
        return f"has waited {waited} day{'s' if waited > 1 else ''}"
    reporters = len({report.cluster or report.pk for report in case.standing_reports})
    return f"{reporters} who reported it independently" if reporters > 1 else "one report"


def claimed(case):
    if not case.claimant:
        return ""
    until = time_format(timezone.localtime(case.claimed_until), "H:i")
    return format_html('{} <span class="case-quiet">until {}</span>', case.claimant, until)


def state(case):
    """Open or how it ended, and what is still to come."""
    decisions = sorted(case.decisions.all(), key=lambda decision: decision.pk)
    first = "Open" if case.is_open else ended(decisions)
    more = list(still_to_come(case, decisions))
    return format_html(
        "{}{}", first, format_html_join("", '<span class="case-state">{}</span>', ((one,) for one in more))
    )


def ended(decisions):
    if not decisions:
        return "Withdrawn"
    latest = decisions[-1]
    who_and_when = f"{latest.decider}, {date_format(timezone.localtime(latest.decided_at), 'j F Y')}"
    return format_html('{}<span class="case-quiet">{}</span>', latest.verb, who_and_when)


def still_to_come(case, decisions):
    if case.waiting_proposals:
        yield "waits for a second moderator"
    if any(hasattr(decision, "appeal") and decision.appeal.is_open for decision in decisions):
        yield "appealed"
    for decision in decisions:
        is_shield = decision.action in {Decision.Action.SHIELD, Decision.Action.VEIL}
        if is_shield and case.is_open and decision.is_standing:
            moment = date_format(timezone.localtime(decision.until), "j F, H:i")
            yield f"{'shielded' if decision.action == Decision.Action.SHIELD else 'veiled'} until {moment}"
