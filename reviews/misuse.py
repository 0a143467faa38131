"""Members who report what nobody could mean: warned, then paused (Article 23 of the Digital Services Act).

Only what decisions that stand say counts: a report dismissed in good faith speaks for its reporter, and one whose
decision is taken back no longer speaks against them. A warning is to change what comes after it, so that reports filed
before it never bring the pause.
"""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from reviews import models
from reviews.kinds import Kind

# So many unfounded ones, and more than such a part of all that were decided: a warning, and the next time a pause.
UNFOUNDED, WITHIN, SHARE = 5, timedelta(days=30), 0.8
AGAIN_WITHIN = timedelta(days=180)
PAUSE_DAYS = 30
GUIDELINE = "honest-votes"
GRAVE = ["private", "illegal", "abuse"]


def look_at_reporters_of(case):
    """Warn or pause whoever has misused reports, after a decision that this one was unfounded.

    In the transaction of the decision, which holds the reporters.
    """
    decision = case.decisions.latest("pk")
    if decision.action != models.Decision.Action.UNFOUNDED:
        return
    if not models.Guideline.objects.in_force().filter(pk=GUIDELINE).exists():
        return
    reporters = case.reports.that_stand().exclude(reporter=None).values("reporter")
    for member in User.objects.filter(pk__in=reporters, is_active=True).order_by("pk"):
        measures = list(measures_against(member))
        reports = reports_since(member, measures[0].decided_at if measures else None)
        figures = reports.records(since=timezone.now() - WITHIN).get(member.pk)
        if figures and is_misuse(figures):
            answer(member, measures, reports, figures)


def measures_against(member):
    """How this member has been warned and paused before for reports, latest first."""
    measures = models.Decision.objects.filter(case__kind=Kind.REPORTING, author=member, action__in=["warn", "pause"])
    return measures.select_related("superseded_by").order_by("-pk")


def reports_since(member, moment):
    reports = models.Report.objects.filter(reporter=member)
    return reports.filter(reported_at__gt=moment) if moment else reports


def is_misuse(figures) -> bool:
    return figures["unfounded"] >= UNFOUNDED and figures["unfounded"] > SHARE * decided(figures)


def decided(figures) -> int:
    return figures["upheld"] + figures["dismissed"] + figures["unfounded"]


def answer(member, measures, reports, figures):
    """Warn the member, or pause their reporting where a warning of the last months still stands."""
    lately = timezone.now() - AGAIN_WITHIN
    is_warned = any(measure.is_standing and measure.decided_at > lately for measure in measures)
    action, days = ("pause", PAUSE_DAYS) if is_warned else ("warn", None)
    case = models.Case.objects.create(
        kind=Kind.REPORTING, member=member, author=member, opened_at=timezone.now(), closed_at=timezone.now()
    )
    decision = models.Decision.objects.make(
        case, action, moderator=None, guideline=GUIDELINE, facts=facts(reports, figures, is_warned), days=days
    )
    decision.carry_out()
    decision.tell_author()
    models.AuditEntry.objects.record(None, action, case.reference, case=case, decision=decision)


def facts(reports, figures, is_warned) -> str:
    """Numbers and share, how grave it is and at whom it was aimed, as Article 23(3) has it weighed."""
    unfounded = unfounded_among(reports)
    grave = unfounded.filter(reason__in=GRAVE).count()
    authors = unfounded.exclude(case__author=None).values("case__author").distinct().count()
    share = round(100 * figures["unfounded"] / decided(figures))
    sentences = [
        f"Of the {decided(figures)} reports of yours that were decided in the last 30 days, {figures['unfounded']} "
        f"were unfounded: {share} %.",
        f"{grave} of these said the gravest: that something is against the law, abuses somebody or tells private "
        "details.",
        f"They were about texts of {authors} member{'' if authors == 1 else 's'}.",
        "A warning of the last 180 days stands." if is_warned else "",
    ]
    return " ".join(filter(None, sentences))


def unfounded_among(reports):
    decisions = models.Decision.objects.standing().filter(
        action=models.Decision.Action.UNFOUNDED, decided_at__gt=timezone.now() - WITHIN
    )
    return reports.that_stand().filter(case__in=decisions.values("case"))
