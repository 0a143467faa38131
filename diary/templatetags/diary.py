"""What a film's page and a member's page show of diaries."""

from django import template

from diary.models import Favourite
from diary.traces import traces

register = template.Library()

LATELY_SEEN = 6


@register.inclusion_tag("diary/_traces.html", takes_context=True)
def traces_of(context, film):
    """The reader's own traces of a film, with the buttons; for visitors only where they lead."""
    user = context["user"]
    own = traces(film, user) if user.is_authenticated else None
    return {"film": film, "traces": own, "user": user, "request": context["request"]}


@register.inclusion_tag("diary/_member_films.html", takes_context=True)
def films_of(context, member):
    """On a member's page: their favourites, and what they have seen lately where the reader may know."""
    shown = {"member": member, "user": context["user"], "favourites": list(Favourite.objects.of(member))}
    if member.shows_diary_to(context["user"]):
        dated = member.viewings.finished().exclude(watched_on=None)
        shown["lately"] = list(dated.select_related("film").latest_first()[:LATELY_SEEN])
    return shown


@register.filter
def of(figures: dict, key):
    """What a dictionary has for a key; None where there is nothing."""
    return figures.get(key)
