"""One search for everything that has a name."""

from django.db.models import Case, Q, When
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from catalog import search as catalogue
from catalog.models.search_name import fold

LONGEST_QUERY = 200
MOST_FILMS = MOST_PEOPLE = 20
MOST_MEMBERS = 10
MOST_SUGGESTIONS = 6


@require_safe
def search(request):
    """Films, people and members by name; where no film and no person has it, those whose names are nearly it."""
    typed = " ".join(request.GET.get("q", "").split())
    query = typed[:LONGEST_QUERY]
    context = {"query": query, "is_cut": query != typed, "longest_query": LONGEST_QUERY}
    if query:
        context |= results(fold(query)[:LONGEST_QUERY], query, request.user)
    return render(request, "search.html", context)


def results(folded: str, query: str, user) -> dict:
    found = {
        "films": list(catalogue.films(folded)[:MOST_FILMS]),
        "people": list(catalogue.people(folded)[:MOST_PEOPLE]),
        "members": list(members(query, user)[:MOST_MEMBERS]),
    }
    if not found["films"] and not found["people"]:
        found["suggestions"] = catalogue.suggestions(folded, MOST_SUGGESTIONS)
    return found


def members(query: str, user):
    """Members whose username or display name has the query in it: the very name first, then names that begin so.

    A name that a decision has taken from view finds nobody.
    """
    shown = Q(profile_state=User.ProfileState.PUBLISHED)
    has_it = Q(username__icontains=query) | shown & Q(display_name__icontains=query)
    rank = Case(
        When(Q(username__iexact=query) | shown & Q(display_name__iexact=query), then=0),
        When(Q(username__istartswith=query) | shown & Q(display_name__istartswith=query), then=1),
        default=2,
    )
    return User.objects.listed_for(user).filter(has_it).annotate(rank=rank).order_by("rank", "username")
