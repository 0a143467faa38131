"""What a decision changes, and how that is taken back: each effect stands beside its undoing.

Decisions on one text can be taken back in any order. What comes back is what its author or the other decisions that
still stand make of it.
"""

from accounts.models import User
from catalog.models import TriviaItem
from reviews import models, redactions, targets

MARKS = ["spoiler", "veil"]
# A text that waited for a moderator has been looked at by these, and nothing keeps it from readers any more.
LETS_STAND = ["dismiss", "unfounded", "spoiler", "redact", "lock"]


def before(target, supersedes=None) -> dict:
    """What a decision may change besides the state, so that it can be set back exactly.

    An automatic shield or veil in whose place the decision comes is not how the text stood.
    """
    kept = {"has_spoilers": target.has_spoilers}
    if isinstance(target, models.Review):
        kept["edits_locked"] = target.edits_locked
    if isinstance(target, targets.Poster):
        kept["file"] = target.film.poster.name
    if isinstance(target, TriviaItem):
        kept["decided"] = target.editors_decision
    if supersedes and supersedes.action in {"shield", "veil"}:
        kept |= supersedes.before
    if isinstance(target, models.Review):
        kept["revision"] = target.revision_count
    return kept


def state_before(target, supersedes=None) -> str:
    """The state that a text goes back to when the decision is taken back."""
    if target.state == "shielded" and supersedes and supersedes.action == "shield":
        return supersedes.state_before
    return target.state


def superseded_by(case, action):
    """The decision that this action on the case goes back on; None where it is the first word.

    On a closed case that is its latest decision, except that a measure about the author is added to one about the
    text; on an open one what keeps the text from view or behind a warning for the time being.
    """
    standing = case.decisions_on_target().filter(superseded_by=None)
    if not case.is_open:
        latest = standing.filter(case=case).exclude(action__in=models.Decision.GOES_BACK).first()
        is_added = action in models.Decision.ABOUT_MEMBER and latest and latest.action not in models.Decision.DISMISSES
        return None if is_added else latest
    if temporary := standing.filter(action__in=["shield", "veil"], case=case).first():
        return temporary
    if action == "restore":
        return standing.filter(action__in=models.Decision.TAKES_AWAY).first()
    return None


def carry_out(decision, redacted):
    target, action = decision.case.target, decision.action
    if decision.supersedes_id:
        take_back(decision.supersedes, decision)
    if action in LETS_STAND and target.state == "waiting":
        target.moderate("published", decision=decision)
    if action in MARKS:
        target.mark_as_spoiler()
    elif action == "redact":
        target.redact(decision, **redacted)
    elif action == "lock":
        target.lock_edits(True)
    elif state := models.Decision.TAKES_AWAY.get(action):
        target.moderate(state, decision=decision)
    else:
        restrict(decision)
    if isinstance(target, models.Review):
        redactions.withhold_versions(target)


def restrict(decision):
    """What a decision keeps its author from."""
    if decision.action == "suspend":
        models.Suspension.objects.begin(
            decision.author,
            until=decision.until,
            moderator=decision.moderator,
            reason=decision.facts,
            decision=decision,
        )
    elif decision.action in {"limit", "pause"}:
        models.Restriction.objects.begin(decision.author, decision.action, until=decision.until, decision=decision)


def take_back(earlier, decision):
    """Set back what the earlier decision changed; `decision` is the one that goes back on it."""
    target = decision.case.target
    if earlier.action in MARKS:
        if not besides(decision, MARKS).exists():
            target.mark_as_spoiler(earlier.before["has_spoilers"])
    elif earlier.action == "redact":
        target.put_words_back(decision.moderator)
    elif earlier.action == "lock":
        target.lock_edits(besides(decision, ["lock"]).exists())
    elif earlier.action in models.Decision.TAKES_AWAY:
        uncover(target, earlier, decision)
    else:
        release(earlier, decision)


def besides(decision, actions):
    """The other decisions of these kinds on the same text that stand."""
    others = decision.case.decisions_on_target().exclude(pk=decision.pk)
    return others.filter(superseded_by=None, action__in=actions)


def uncover(target, earlier, decision):
    """Let a text be seen again, unless another decision keeps it from view or its author has moved it meanwhile."""
    if isinstance(target, targets.Poster):
        target = target.decided_on(earlier.before)
    covered = models.Decision.TAKES_AWAY
    alike = [action for action, state in covered.items() if state == covered[earlier.action]]
    if target.state != covered[earlier.action] or besides(decision, alike).filter(pk__gt=earlier.pk).exists():
        return
    first = first_of(earlier, decision)
    # Whoever finds that it should not have been taken away has looked at it: it need not wait any more.
    target.moderate("published" if first.state_before == "waiting" else first.state_before, decision=decision)
    if "decided" in first.before:
        target.give_back_decision(first.before["decided"])


def first_of(earlier, decision):
    """The earlier decision, or where it came upon a text that was taken away by others since gone back on, the first
    of those: its `state_before` is how the text would stand without all of them."""
    taken_away = decision.case.decisions_on_target().filter(action__in=models.Decision.TAKES_AWAY, pk__lt=earlier.pk)
    for one in taken_away.select_related("superseded_by"):
        if models.Decision.TAKES_AWAY[one.action] == earlier.state_before:
            if one.is_standing:
                break
            earlier = one
    return earlier


def release(earlier, decision):
    """Let the author do again what the earlier decision kept them from."""
    for suspension in earlier.suspensions.standing():
        suspension.end(decision.moderator, tell=False)
    for restriction in earlier.restrictions.standing():
        restriction.end(decision.moderator, by_decision=True)
        models.Restriction.objects.resume(restriction.member, restriction.kind)
    if earlier.action == "limit" and not User.objects.get(pk=earlier.author_id).is_limited:
        # Without the limit they would never have waited.
        for review in models.Review.objects.filter(author=earlier.author_id).waiting().order_by("film"):
            review.moderate("published", decision=decision)
