"""What stands beside a case for whoever decides it: its texts, its reports, its author and earlier decisions."""

from itertools import groupby

from django.utils import timezone

from reviews import standing
from reviews.differences import difference
from reviews.models import Case, Decision, Report
from reviews.models.case_queryset import WITH_SUBJECT

DECISIONS_OF_AUTHOR = 5
SIMILAR_DECISIONS = 10


def full(decisions):
    """With all that a line about a decision says."""
    related = decisions.select_related("moderator", "second", "guideline", "superseded_by__moderator", "appeal")
    return related.prefetch_related("guideline__versions")


def with_subject(decisions):
    """And with what their cases are about."""
    return full(decisions).select_related(*(f"case__{name}" for name in WITH_SUBJECT))


def texts(case, reports) -> dict:
    """The text now and as it was when it was first reported; both marked up where they differ."""
    now = case.target.plain_text()
    # What was reported long ago has been erased.
    reported = (reports and reports[0].text_as_reported) or now
    before, after = difference(reported, now) if reported != now else (now, now)
    return {"reported": reported, "before": before, "now": after, "changed": reported != now}


def by_reason(case, reports) -> list:
    """The reports under their reasons, most common first, each with its reporter's record, or what the site noticed.

    Withdrawn ones stand there too, but count no more.
    """
    records = Report.objects.filter(reporter__in=[report.reporter_id for report in reports]).records()
    nothing = {"filed": 0, "upheld": 0, "unfounded": 0}
    for report in reports:
        report.record = records.get(report.reporter_id, nothing)
        if report.similar_to and report.similar_to.is_published:
            report.beside = difference(report.similar_to.body, case.review.body)
    in_order = sorted(reports, key=lambda report: (report.reason, report.withdrawn_at is not None, report.pk))
    groups = [(reason, list(members)) for reason, members in groupby(in_order, lambda report: report.reason)]
    counted = [(Report.Reason(reason).label, members, stands(members)) for reason, members in groups]
    return sorted(counted, key=lambda group: -group[2])


def stands(reports) -> int:
    return sum(report.withdrawn_at is None for report in reports)


def record_of(case, moderator) -> dict | None:
    """What the author has written, how they stand, and what was decided on their texts before.

    What was dismissed or undone leaves no mark.
    """
    author = case.author
    if author is None:
        return None
    others = Case.objects.decidable_by(moderator).exclude(pk=case.pk)
    told = Decision.objects.told_to(author).standing().filter(case__in=others)
    warned = told.filter(action=Decision.Action.WARN).first()
    now = timezone.now()
    return {
        "reviews": author.reviews.published().count(),
        "facts": author.trivia_items.published().count(),
        "decisions": told.count(),
        "latest": with_subject(told)[:DECISIONS_OF_AUTHOR],
        "warned": warned,
        "limited_until": author.limited_until if author.is_limited else None,
        "suspended_until": author.suspended_until if author.is_suspended else None,
        "reports_paused_until": author.reports_paused_until
        if author.reports_paused_until and author.reports_paused_until > now
        else None,
        "is_trusted": standing.is_trusted(author),
    }


def similar(case, moderator, guideline, reason) -> dict:
    """How people last decided on other texts of the kind under the same guideline, and how often that did not last."""
    decisions = Decision.objects.exclude(moderator=None).exclude(action__in=Decision.GOES_BACK)
    decidable = Case.objects.decidable_by(moderator).filter(kind=case.kind)
    of_others = decisions.exclude(author=moderator).exclude(case=case).filter(case__in=decidable)
    if guideline:
        of_others = of_others.filter(guideline=guideline)
    else:
        of_others = of_others.filter(case__in=Report.objects.filter(reason=reason).values("case"))
    latest = list(with_subject(of_others).order_by("-pk")[:SIMILAR_DECISIONS])
    for decision in latest:
        decision.is_reversed = is_reversed(decision)
    return {"latest": latest, "reversed": sum(decision.is_reversed for decision in latest)}


def is_reversed(decision) -> bool:
    """Whether somebody has gone back on it, after an appeal or without one."""
    return not decision.is_standing or getattr(getattr(decision, "appeal", None), "outcome", "") == "overturned"
