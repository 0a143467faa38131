"""Who publishes without waiting: members of whose contributions enough were accepted, and few declined."""

from django.conf import settings
from django.db.models import Count, Q

from catalog.models import Contribution

# Of what was decided, at most this share was declined.
DECLINED_AT_MOST = 0.2

FIGURES = {
    "accepted": Count("pk", filter=Q(state__in=["accepted", "merged"])),
    "declined": Count("pk", filter=Q(state="declined")),
}


def figures(member) -> dict[str, int]:
    """How many of a member's contributions an editor accepted (or merged) and declined."""
    return member.contributions.exclude(decided_by=None).aggregate(**FIGURES)


def figures_of(contributions) -> dict[int, dict[str, int]]:
    """The same for each of the contributors of these, by their id, in one query."""
    members = {contribution.contributor_id for contribution in contributions}
    decided = Contribution.objects.exclude(decided_by=None).filter(contributor__in=members)
    found = {row.pop("contributor"): row for row in decided.order_by().values("contributor").annotate(**FIGURES)}
    return {member: found.get(member, {"accepted": 0, "declined": 0}) for member in members}


def is_earned_by(counts: dict[str, int]) -> bool:
    """Whether these figures are enough: as many accepted as the setting TRUSTED_AFTER says, and few declined."""
    decided = counts["accepted"] + counts["declined"]
    return counts["accepted"] >= settings.TRUSTED_AFTER and counts["declined"] <= DECLINED_AT_MOST * decided


def is_trusted(member) -> bool:
    """Whether what this member sends is published at once; never while what they post has to wait."""
    return member.can_take_part and not member.is_limited and is_earned_by(figures(member))
