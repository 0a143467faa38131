"""Heavy decisions wait for a second moderator, and appeals for somebody who has not decided before."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from reviews import models, standing
from reviews.kinds import OF_EDITORS
from reviews.models.audit_entry import AuditEntry
from reviews.models.proposal import Proposal

# Where nobody else can decide, the first decider takes the second look, but not at once.
ALONE_AFTER = timedelta(hours=24)
# So many texts one moderator may take away within an hour.
MANY, WITHIN = 20, timedelta(hours=1)


def needed(case, action, moderator) -> str:
    """Why this waits for a second moderator; empty where it does not."""
    if action == "suspend" and standing.is_trusted(case.author, but_for=moderator):
        return Proposal.Why.TRUSTED
    if action in {"remove", "pass_on"}:
        lately = moderator.decisions.filter(action__in=["remove", "pass_on"], decided_at__gt=timezone.now() - WITHIN)
        if lately.count() >= MANY:
            return Proposal.Why.MANY
    return ""


def propose(case, action, moderator, why, terms):
    """Keep a heavy decision for a second moderator; in the transaction that would have taken it."""
    proposal = case.proposals.create(action=action, terms=terms, why=why, proposed_by=moderator)
    case.claimed_by = case.claimed_until = None
    case.save(update_fields=["claimed_by", "claimed_until"])
    models.Case.objects.filter(pk=case.pk).count_change()
    AuditEntry.objects.record(moderator, "propose", case.reference, case=case, details=action)
    return proposal


@transaction.atomic
def confirm(proposal, moderator, **seen):
    """Carry out what another moderator has proposed; returns the decision.

    `seen` is what the moderator saw, as Case.decide takes it. Raises PermissionDenied where it is not this moderator's
    to confirm, and what Case.decide raises: the text may have changed meanwhile.
    """
    proposal = end(proposal, moderator, is_confirmed=True)
    second = None if proposal.alone else moderator
    decide = proposal.case.decide
    return decide(
        proposal.action, moderator=proposal.proposed_by, second=second, alone=proposal.alone, **proposal.terms, **seen
    )


@transaction.atomic
def refuse(proposal, moderator, reason):
    """Let it be; the case is open again for everybody. Who proposed it may take it back like this too."""
    if not reason:
        raise ValidationError("Say why not.")
    proposal = end(proposal, moderator, is_confirmed=False, reason=reason)
    models.Case.objects.filter(pk=proposal.case_id).count_change()
    AuditEntry.objects.record(moderator, "refuse proposal", proposal.case.reference, case=proposal.case, details=reason)


def end(proposal, moderator, *, is_confirmed, reason=""):
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("case").get(pk=proposal.pk)
    if proposal.ended_at:
        raise ValidationError("Somebody else has answered this already.")
    if not can_answer(proposal, moderator, is_confirmed=is_confirmed):
        raise PermissionDenied("Another moderator confirms this.")
    proposal.alone = is_confirmed and moderator.pk == proposal.proposed_by_id
    proposal.second, proposal.is_confirmed, proposal.reason = moderator, is_confirmed, reason
    proposal.ended_at = timezone.now()
    proposal.save()
    return proposal


def can_answer(proposal, moderator, *, is_confirmed=True) -> bool:
    """Another moderator; the same one only to refuse, or after a day where the site has nobody else."""
    case = proposal.case
    if not is_in_office(case, proposal.action, moderator):
        return False
    if moderator.pk != proposal.proposed_by_id or not is_confirmed:
        return True
    is_alone = not others(case, moderator.pk, action=proposal.action).exists()
    return is_alone and proposal.proposed_at <= timezone.now() - ALONE_AFTER


def is_in_office(case, action, moderator) -> bool:
    """Whether such an action on the case is this moderator's at all."""
    right = right_for(case, action)
    return (not right or moderator.has_perm(f"reviews.{right}")) and case.can_be_decided_by(moderator)


def right_for(case, action) -> str:
    """What it takes besides deciding such cases: editors do nothing about members, and nobody below an administrator
    acts on staff."""
    if action not in models.Decision.ABOUT_MEMBER:
        return ""
    return "act_on_staff" if case.author.is_staff else "add_decision"


def in_office(right="add_decision"):
    """Who decides on this site."""
    return User.objects.with_perm(f"reviews.{right}").filter(is_staff=True)


def others(case, *apart, action=""):
    """Who else than these (their ids) could decide this on the case: in office, and with no part in it."""
    right = right_for(case, action)
    deciders = in_office(right or "add_decision")
    if case.kind in OF_EDITORS and not right:
        deciders |= User.objects.with_perm("catalog.change_triviaitem").filter(is_staff=True)
    involved = [pk for pk in [*apart, case.author_id] if pk]
    reports = case.reports.all()
    of_reporters = Q(pk__in=reports.exclude(reporter=None).values("reporter"))
    of_copied = Q(pk__in=reports.exclude(similar_to=None).values("similar_to__author"))
    return deciders.exclude(pk__in=involved).exclude(of_reporters | of_copied)
