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
}
NONE = {
    Kind.TRIVIA: "No trivia about this film has been written down yet.",
    Kind.GOOF: "Nobody has caught a goof in this film yet.",
    Kind.QUOTE: "No lines of this film have been written down yet.",
    Kind.CRAZY_CREDIT: "Nothing unusual is known about the credits of this film.",
    Kind.ALTERNATE_VERSION: "No other version of this film is known.",
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
