"""Facts about films: all of a kind, and one by itself."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import limits
from catalog.addresses import with_film
from catalog.fact_filters import FactFilters
from catalog.film_sections import sections
from catalog.forms.votes import InterestForm
from catalog.models import TriviaItem
from filmsite.pages import page_of
from filmsite.sign_in import back_to, redirect_to_sign_in, say_suspended
from filmsite.views.errors import error_page

PER_PAGE = 50


@require_safe
@with_film
def facts(request, film, kind):
    """All facts of a kind, goofs by their type, or in the order of the film; spoilers come last."""
    pages = sections(film, request.user)
    filters = FactFilters(request.GET, film.trivia_items.visible_to(request.user).filter(kind=kind))
    rows = filters.facts.with_words().with_vote_of(request.user)
    context = {
        "film": film,
        "kind": TriviaItem.Kind(kind),
        "sections": pages,
        "current": pages[kind],
        "filters": filters,
        "page": page_of(request, rows, per_page=PER_PAGE, count=filters.number),
    }
    return render(request, "catalog/facts.html", context)


@require_safe
def trivia_item(request, pk):
    """One fact under an address of its own; whoever brought it also sees what has been decided about it."""
    rows = TriviaItem.objects.visible_to(request.user).select_related("film").with_words().with_vote_of(request.user)
    item = get_object_or_404(rows, pk=pk)
    pages = sections(item.film, request.user)
    context = {"item": item, "film": item.film, "sections": pages, "current": pages[item.kind]}
    return render(request, "catalog/trivia_item.html", context)


@require_POST
def interest_vote(request, pk):
    """Record a member's answer to "Is this interesting?"."""
    item = get_object_or_404(TriviaItem.objects.visible_to(request.user).select_related("film"), pk=pk)
    if not request.user.is_authenticated:
        return redirect_to_sign_in(back_to(request, item, anchor=item.anchor))
    form = InterestForm(request.POST)
    if not form.is_valid():
        return error_page(400)
    if request.user.is_suspended:
        return say_suspended(request, item, anchor=item.anchor)
    if not item.can_be_voted_on_by(request.user):
        raise PermissionDenied
    limits.enforce(request.user.interest_votes, "cast_at", limits.VOTES)
    item.record_interest(request.user, form.answer)
    if "X-Enhance" in request.headers:
        item = TriviaItem.objects.with_vote_of(request.user).get(pk=item.pk)
        return render(request, "catalog/_interest_vote.html", {"item": item, "here": request.POST.get("next", "")})
    return redirect(back_to(request, item, anchor=item.anchor))
