"""The words of a row in the editors' queue."""

from django.template.defaultfilters import timesince_filter
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator

SHOWN_CHARACTERS = 400
OWN = "you: another editor decides"


def what(contribution):
    """What it is about, with the way to its page, and the beginning of what it says."""
    return format_html(
        '<a href="{}"><b>{}</b></a><div class="case-words">{}</div>{}',
        reverse("admin:catalog_contribution_change", args=[contribution.pk]),
        contribution.subject,
        Truncator(contribution.words).chars(SHOWN_CHARACTERS),
        spoiler(contribution),
    )


def spoiler(contribution):
    if not contribution.values.get("has_spoilers"):
        return ""
    return format_html('<span class="case-quiet">{}</span>', "gives away the story")


def by(contribution, figures, is_own):
    """Who contributed it, and how many of their contributions editors accepted and declined."""
    if is_own:
        return format_html(
            '{} <span class="case-quiet">{}</span>', contribution.contributor, "you: another editor decides"
        )
    return format_html('{} <span class="case-quiet">{}</span>', contribution.contributor, said_figures(figures))


def said_figures(figures) -> str:
    if not figures["accepted"] + figures["declined"]:
        return "nothing decided yet"
    return f"{figures['accepted']} accepted, {figures['declined']} declined"


def source(contribution):
    words = Truncator(contribution.source).chars(120)
    return format_html('<span class="contribution-source">{}</span>', words) if words else "None given"


def age(contribution):
    return format_html(
        '<span title="{}">{}</span>',
        date_format(timezone.localtime(contribution.sent_at), "j F Y, H:i"),
        timesince_filter(contribution.sent_at).split(",")[0],
    )


def standing(contribution):
    """Waiting, to be looked at, or how it ended and who decided that."""
    if contribution.is_waiting or contribution.state == contribution.State.WITHDRAWN:
        return contribution.get_state_display()
    if contribution.is_to_look_at:
        return format_html("Published directly{}", format_html('<span class="case-state">{}</span>', "to look at"))
    return format_html(
        '{}<span class="case-quiet">{}, {}</span>',
        outcome(contribution),
        contribution.decided_by or "directly",
        date_format(timezone.localtime(contribution.decided_at), "j F Y"),
    )


def outcome(contribution) -> str:
    if contribution.was_taken_back:
        return "Taken back"
    if contribution.is_amended:
        return "Accepted with changes"
    return {"merged": "Merged"}.get(contribution.state, contribution.get_state_display())
