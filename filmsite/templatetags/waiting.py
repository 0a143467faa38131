"""What waits for somebody who holds an office, on the first page of the admin."""

from django import template
from django.urls import reverse

from catalog.models import Contribution, Dispute
from reviews.models import Appeal, Case

register = template.Library()

CONTRIBUTIONS, DISPUTES = "admin:catalog_contribution_changelist", "admin:catalog_dispute_changelist"
CASES, APPEALS = "admin:reviews_case_changelist", "admin:reviews_appeal_changelist"


@register.simple_tag
def what_waits(user) -> list[tuple[str, int, str]]:
    """What there is to decide, how much of it waits for this person, and where it is decided."""
    found = []
    if user.has_perm("catalog.change_contribution"):
        contributions = Contribution.objects.decidable_by(user)
        found += [
            ("Contributions", contributions.waiting().count(), f"{reverse(CONTRIBUTIONS)}?state=pending"),
            (
                "Published directly, to look at",
                contributions.to_look_at().count(),
                f"{reverse(CONTRIBUTIONS)}?state=look",
            ),
        ]
    if user.has_perm("catalog.change_dispute"):
        disputes = Dispute.objects.waiting().exclude(challenger=user)
        found += [("Disputes", disputes.count(), reverse(DISPUTES))]
    if user.has_perm("reviews.view_case"):
        appeals = Appeal.objects.open().visible_to(user).exclude(appellant=user)
        found += [
            ("Cases", Case.objects.waiting_for(user).count(), reverse(CASES)),
            ("Appeals", appeals.count(), reverse(APPEALS)),
        ]
    return found
