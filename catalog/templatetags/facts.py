"""How facts about films are spoken of."""

from django import template

from catalog.models import TriviaItem

register = template.Library()

Kind = TriviaItem.Kind
ONE = {
    Kind.TRIVIA: "piece of trivia",
    Kind.GOOF: "goof",
    Kind.QUOTE: "quote",
    Kind.CRAZY_CREDIT: "crazy credit",
    Kind.ALTERNATE_VERSION: "alternate version",
    Kind.PARENTS_GUIDE: "note for parents",
}
NONE = {
    Kind.TRIVIA: "No trivia about this film has been written down yet.",
    Kind.GOOF: "Nobody has caught a goof in this film yet.",
    Kind.QUOTE: "No lines of this film have been written down yet.",
    Kind.CRAZY_CREDIT: "Nothing unusual is known about the credits of this film.",
    Kind.ALTERNATE_VERSION: "No other version of this film is known.",
    Kind.PARENTS_GUIDE: "Nothing has been written down for parents yet.",
}


@register.filter
def one_fact(kind):
    """What a single fact of the kind is called: "goof"."""
    return ONE[kind]


@register.filter
def all_facts(kind):
    """How one goes on to the page of all of them: "All goofs"."""
    return f"All {Kind(kind).label.lower()}"


@register.filter
def no_facts(kind):
    """What a page without any says."""
    return NONE[kind]


@register.filter
def can_say_interesting(user, item):
    return item.can_be_voted_on_by(user)


@register.filter
def is_open_to_dispute(item, user):
    """Whether a reader is offered to dispute the fact: visitors too, who sign in first."""
    may = item.can_be_disputed_by(user) if user.is_authenticated else item.is_published
    return may and not item.open_dispute
