"""How facts about films read."""

from django import template

from catalog import partial_dates
from catalog.film_sections import SECTIONS
from filmsite.addresses import absolute

register = template.Library()

register.filter(absolute)


@register.filter
def partial_date(value):
    """1988-06-17 as "17 June 1988", 1988-06 as "June 1988"."""
    return partial_dates.in_words(value)


@register.filter
def runtime(minutes):
    """104 as "1 h 44 min"."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


@register.filter
def facts_path(kind):
    """The page of all facts of a kind, below the film's address."""
    _, path = SECTIONS[kind]
    return path


@register.filter
def absolute_url(row):
    """The address of a page as the rest of the world writes it."""
    return absolute(row.get_absolute_url())
