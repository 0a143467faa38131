"""Facts that a member sent in: decided by way of the contribution, so that its contributor is told once."""

from django.urls import reverse
from django.utils.html import format_html

from catalog.models import Contribution, TriviaItem

WORDS_OF_FACTS = [
    *("kind", "goof_type", "guide_category", "text", "minute", "film_version", "has_spoilers", "contributor"),
]


def contribution_of(item):
    """The contribution that has become this fact, or is to become it; none where editors entered it themselves."""
    if item is None or item.pk is None:
        return None
    return Contribution.objects.about(item).select_related("film", "contributor").order_by("-pk").first()


def is_with_contribution(item) -> bool:
    """Whether a member sent it and no editor has accepted it: its words are then amended with the contribution."""
    contribution = contribution_of(item)
    return contribution is not None and contribution.state != Contribution.State.ACCEPTED


def decide(item, state, *, by, reason=""):
    """Publish or decline the fact, with its contribution where there is one.

    Raises PermissionDenied for one's own, and for what a moderator has taken down.
    """
    contribution = contribution_of(item)
    if contribution is None:
        item.decide(state, by=by, reason=reason)
    elif state == TriviaItem.State.PUBLISHED:
        publish(contribution, by)
    else:
        decline(contribution, by, reason)
    item.refresh_from_db(fields=["state"])


def publish(contribution, by):
    if contribution.is_waiting:
        contribution.accept(by=by)
    elif contribution.state == Contribution.State.DECLINED:
        contribution.accept_after_all(by=by)


def decline(contribution, by, reason):
    if contribution.is_waiting:
        contribution.decline(by=by, reason=reason)
    elif contribution.state == Contribution.State.ACCEPTED:
        contribution.take_back(by=by, reason=reason)


def link_to_contribution(item):
    """The way to where it was decided, or will be."""
    contribution = contribution_of(item)
    if contribution is None:
        return "Entered by the editors"
    url = reverse("admin:catalog_contribution_change", args=[contribution.pk])
    return format_html('<a href="{}">Contribution {}</a>: {}', url, contribution.pk, contribution.get_state_display())
