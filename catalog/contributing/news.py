"""What contributors are told."""

from django.conf import settings
from django.template.loader import render_to_string

from accounts.models import Notification
from accounts.models.notification import Kind as News

OUTCOMES = {
    "accepted": "is published",
    "amended": "is published, with changes",
    "declined": "was declined",
    "taken_back": "was taken off the site again",
    "merged": "was already known",
}


def outcome_of(contribution) -> str:
    """What has become of a decided contribution: one of OUTCOMES."""
    if contribution.was_taken_back:
        return "taken_back"
    if contribution.state == contribution.State.ACCEPTED and contribution.is_amended:
        return "amended"
    return contribution.state


def tell(contribution):
    """Tell the contributor what an editor has decided; not the words, which may give a story away."""
    noun, outcome = contribution.handler.noun, outcome_of(contribution)
    context = {
        "contribution": contribution,
        "noun": noun,
        "outcome": outcome,
        "member": contribution.contributor,
        "base_url": settings.BASE_URL,
    }
    Notification.objects.tell(
        contribution.contributor,
        News.CONTRIBUTION,
        f"The {noun} you contributed to {contribution.subject} {OUTCOMES[outcome]}",
        body=render_to_string("catalog/mail/contribution.txt", context),
        url=contribution.get_absolute_url(),
    )
