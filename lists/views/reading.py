from django.shortcuts import render
from django.views.decorators.http import require_safe

from filmsite.pages import page_of
from lists.views.found import visible

FILMS_PER_PAGE = 100


@require_safe
def film_list(request, pk):
    """A list: its films in their order, with what is said of them."""
    shown = visible(request, pk)
    entries = shown.entries.select_related("film", "added_by")
    page = page_of(request, entries, per_page=FILMS_PER_PAGE, count=shown.entry_count)
    is_own = shown.owner_id == request.user.pk
    context = {
        "list": shown,
        "page": page,
        "is_own": is_own,
        "in_rows": shown.is_ranked or any(entry.note for entry in page),
        "can_suggest": shown.can_be_suggested_to_by(request.user),
        "suggestions": shown.suggestions.waiting().shown_to(request.user).count() if is_own else 0,
    }
    return render(request, "lists/film_list.html", context)
