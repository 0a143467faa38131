"""What tests of shields share."""

from reviews.models import Report
from tests import make


def report_all(target, reporters, reason="spam"):
    """All of these report it; the case as it is then."""
    details = "Look." if reason in Report.NEEDS_DETAILS else ""
    for reporter in reporters:
        case = make.report(target, reporter, reason=reason, details=details).case
    case.refresh_from_db()
    return case


def state_of(target):
    target.refresh_from_db()
    return target.state


def members(number):
    return [make.known() for _ in range(number)]
