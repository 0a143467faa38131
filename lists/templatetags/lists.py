"""What other pages show of lists."""

from django import template

register = template.Library()

ON_MEMBER_PAGE = 6


@register.inclusion_tag("lists/_member_lists.html", takes_context=True)
def lists_of(context, member):
    """On a member's page: the public lists they changed last, and the way to all of them."""
    lists = member.film_lists.public().with_films().with_covers().latest_first()
    found = list(lists[: ON_MEMBER_PAGE + 1])
    shown = {"lists": found[:ON_MEMBER_PAGE], "more": len(found) > ON_MEMBER_PAGE}
    return {"member": member, "user": context["user"], **shown}
