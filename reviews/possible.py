"""What can be decided on a case, seeing how the text stands, who its author is and what was decided before."""

from django.core.exceptions import ValidationError

from reviews import effects, models
from reviews.kinds import FACTS, NEVER_COVERED, Kind

SUSPENSION_DAYS = [1, 7, 30]


def actions(case, moderator) -> list:
    """The actions to choose from, in the order of the page; none where nothing can be decided any more."""
    action, latest = models.Decision.Action, case.latest_decision
    if case.is_open:
        # What waits is let through or taken away first; a measure about its author can be added then.
        about_author = [] if case.target.state == "waiting" else about_member(case, moderator)
        return [*about_reports(case), *about_text(case), *about_author]
    # Whoever takes the second look decides first.
    if latest is None or models.Appeal.objects.open().filter(decision__case=case).exists():
        return []
    standing = effects.superseded_by(case, action.RESTORE)
    back = [action.RESTORE] if standing and can_be_taken_back(standing) else []
    # Once a later case has decided on the same text, or nothing of this one stands, nothing is added to it.
    if standing is None or case.decisions_on_target().first() != latest:
        return back
    if standing.action in models.Decision.DISMISSES:
        other = [one for one in models.Decision.DISMISSES if one != standing.action and case.reports.exists()]
        return [*other, *about_text(case), *about_member(case, moderator)]
    return [*back, *about_member(case, moderator)]


def about_reports(case) -> list:
    """To let the text be; that a report misused the site can be said of members' reports only."""
    action = models.Decision.Action
    by_members = case.reports.that_stand().filter(source="member").exists()
    return [action.DISMISS, action.UNFOUNDED] if by_members else [action.DISMISS]


def about_text(case) -> list:
    action, target = models.Decision.Action, case.target
    is_gone = case.kind == Kind.PROFILE and not case.member.is_active
    if case.kind == Kind.REPORTING or is_gone:
        return []
    if target.state in {"hidden", "removed"}:
        standing = case.decisions_on_target().filter(superseded_by=None, action__in=models.Decision.TAKES_AWAY).first()
        back = [action.RESTORE] if standing and can_be_taken_back(standing) else []
        return [*back, *([action.REMOVE] if target.state == "hidden" else []), action.PASS_ON]
    if target.state not in {"published", "shielded", "waiting"}:
        return [action.REMOVE, action.PASS_ON]
    return [one for one in models.Decision.ABOUT_TEXT if fits(one, case)]


def fits(action, case) -> bool:
    """Whether an action means anything for such a text."""
    all_actions, target = models.Decision.Action, case.target
    if action == all_actions.SPOILER:
        veiled = case.decisions_on_target().filter(action="veil", superseded_by=None).exists()
        return case.kind not in NEVER_COVERED and (veiled or not target.has_spoilers)
    if action == all_actions.REDACT:
        return case.kind == Kind.REVIEW
    if action == all_actions.LOCK:
        return case.kind == Kind.REVIEW and not target.edits_locked
    if action == all_actions.HIDE:
        return case.kind in {Kind.REVIEW, Kind.PROFILE, Kind.STORYLINE, Kind.LIST, *FACTS}
    return True


def about_member(case, moderator) -> list:
    """What can be done about the author: nobody below an administrator acts on staff."""
    action, author = models.Decision.Action, case.author
    if author is None or not author.is_active or not moderator.has_perm("reviews.add_decision"):
        return []
    if author.is_staff and not moderator.has_perm("reviews.act_on_staff"):
        return []
    return [action.WARN, action.LIMIT, *([] if author.is_suspended else [action.SUSPEND])]


def can_be_taken_back(decision) -> bool:
    """Whether the decision stands, changed something, and what it was taken on has not been erased."""
    gone = decision.action in [*models.Decision.TAKES_AWAY, "redact"] and decision.sealed.erased_at
    return decision.is_standing and decision.action in models.Decision.RESTRICTS and not gone


def changes_what_counts(case, action) -> bool:
    """Whether the author's votes and ratings may begin or stop to count, on films all over the site."""
    return action == "suspend" or (action == "restore" and case.author.suspended_until is not None)


def check_terms(case, action, terms):
    """Raise ValidationError where the action lacks something."""
    if action in models.Decision.ABOUT_MEMBER and action in models.Decision.NEEDS_DAYS:
        if terms.get("days") not in SUSPENSION_DAYS:
            raise ValidationError("Choose for how long: 1, 7 or 30 days.")
    elif terms.get("days"):
        raise ValidationError("Only a limit or a suspension has a number of days.")
    redacted = terms.get("redacted")
    if action == "redact" and not case.target.is_redaction(redacted):
        raise ValidationError("Take the words out of the text below; as it is, nothing would change.")
