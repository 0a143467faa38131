"""Cases of another year, written down as they stand in the database, so that a test can choose every day."""

from datetime import UTC, datetime, timedelta

from reviews.models import Appeal, Case, Decision, IllegalNotice, Report
from tests import make

YEAR = 2025


def day(month, number=1, hour=12):
    return datetime(YEAR, month, number, hour, tzinfo=UTC)


def case_of(review, opened, closed=None, kind="review"):
    return Case.objects.create(review=review, author=review.author, kind=kind, opened_at=opened, closed_at=closed)


def reported(case, reason="spam", source="member", **fields):
    """A report on the day the case was opened."""
    reporter = make.newcomer() if source == "member" else None
    words = {"details": "Look at this.", "text_as_reported": "Text.", "reported_at": case.opened_at, **fields}
    return Report.objects.create(case=case, reporter=reporter, source=source, reason=reason, **words)


def noticed(case):
    """A visitor's notice that it is against the law."""
    report = reported(case, "illegal", "visitor")
    who = {"name": "Nora Notice", "email": "nora@example.org", "law": "Penal code", "place": "Vienna"}
    return IllegalNotice.objects.create(report=report, good_faith=True, received_at=case.opened_at, **who)


def decided(case, action, moment, by=None, **fields):
    """A decision on a case; without a moderator an automatic one."""
    until = moment + timedelta(days=7) if action in Decision.NEEDS_DAYS else None
    words = {"guideline_id": "no-advertising", "facts": "It names a shop.", "message": "Dear author,", **fields}
    return Decision.objects.create(
        case=case,
        author_id=case.author_id,
        moderator=by,
        role="moderator" if by else "site",
        is_automated=by is None,
        action=action,
        decided_at=moment,
        until=until,
        state_before="published",
        **words,
    )


def appealed(decision, filed, outcome="", by=None, after=timedelta(days=2)):
    answer = {"outcome": outcome, "reasons": "So it is.", "decider": by, "decided_at": filed + after} if outcome else {}
    who = {"appellant": decision.author, "first_decider": decision.moderator}
    return Appeal.objects.create(decision=decision, words="It is no shop.", filed_at=filed, **who, **answer)


def settled(review, by, action="remove", *, month, number=1, hours=5, reasons=("spam",)):
    """A case that was reported, and decided some hours later."""
    opened = day(month, number)
    case = case_of(review, opened, opened + timedelta(hours=hours))
    for reason in reasons:
        reported(case, reason)
    return decided(case, action, case.closed_at, by)
