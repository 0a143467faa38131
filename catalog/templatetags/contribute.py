"""How contributions are spoken of, and where one begins."""

from django import template

from catalog.contributing import HANDLERS, handler_of
from catalog.models import Contribution, TriviaItem

register = template.Library()

# What can be added on each of a film's pages.
KINDS_OF_SECTION = {"storylines": ["storyline"], "credits": ["credit"], "connections": ["connection"]} | {
    "releases": ["release", "certificate", "alternative_title"],
    "soundtrack": ["soundtrack"],
    "pictures": ["picture"],
}
# What the film page itself shows, or invites members to be the first to tell.
ON_FILM_PAGE = ["storyline", "trivia", "goof", "quote", "crazy_credit", "alternate_version"]


@register.filter
def contributed_words(contribution):
    """What a contribution says, in its contributor's words; of a draft, what has been typed so far."""
    if contribution.state != Contribution.State.DRAFT:
        return contribution.words
    typed = contribution.values.get("typed", {})
    words = [texts[-1] for name, texts in typed.items() if texts and not name.endswith(("_FORMS", "-who", "picture"))]
    return "\n".join(text for text in words if text not in {"", "on"})


@register.filter
def tells_ending(contribution):
    """Whether its contributor has ticked that it gives away the story."""
    values = contribution.values.get("typed", contribution.values)
    return bool(values.get("has_spoilers"))


@register.filter
def kind_said(contribution):
    """Its kind in the middle of a sentence: "piece of trivia"."""
    return contribution.handler.noun


@register.filter
def address_of(row, desk):
    """Where what is known already can be read."""
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else desk.handler.page(desk.film)


@register.filter
def known_words(row):
    """What is known already, in its own words."""
    return row.plain_text() if hasattr(row, "plain_text") else str(row)


@register.inclusion_tag("catalog/contribute/_add_here.html")
def add_here(film, section):
    """“Add a goof”: the links to what can be added on a page of a film."""
    kinds = [section] if section in HANDLERS and section in set(TriviaItem.Kind) else KINDS_OF_SECTION.get(section, [])
    return {"film": film, "handlers": [handler_of(kind) for kind in kinds]}


@register.filter
def missing(did_you_know, storyline):
    """The kinds of which the film page has nothing to show."""
    there = {entry["kind"].value for entry in did_you_know} | ({"storyline"} if storyline else set())
    return [handler_of(kind) for kind in ON_FILM_PAGE if kind not in there]
