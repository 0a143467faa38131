"""What parents may want to know before a film: how severe members find it, and what they have noted."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import limits
from catalog import guide
from catalog.addresses import with_film
from catalog.film_sections import sections
from catalog.forms.votes import SeverityForm
from catalog.models import GuideCategory, SeverityVote
from filmsite.pages import page_of
from filmsite.sign_in import back_to, redirect_to_sign_in, say_suspended
from filmsite.views.errors import error_page

PER_PAGE = 100


@require_safe
@with_film
def parents_guide(request, film):
    """The five categories, each with the severity that members voted for and with what they noted."""
    pages = sections(film, request.user)
    current = pages["parents_guide"]
    rows = film.trivia_items.visible_to(request.user).filter(kind="parents_guide")
    page = page_of(request, rows.in_guide_order().with_words(), per_page=PER_PAGE, count=current["count"])
    categories = guide.categories(film, request.user, page)
    context = {"film": film, "sections": pages, "current": current, "page": page, "categories": categories}
    return render(request, "catalog/parents_guide.html", context)


@require_POST
@with_film
def severity_vote(request, film):
    """Record how severe a member finds one category, or take that back."""
    form = SeverityForm(request.POST)
    anchor = form.data.get("category", "")
    anchor = anchor if anchor in GuideCategory else ""
    page = f"{film.get_absolute_url()}parents-guide/"
    if not request.user.is_authenticated:
        return redirect_to_sign_in(f"{page}#{anchor}" if anchor else page)
    if not form.is_valid():
        return error_page(400)
    if request.user.is_suspended:
        return say_suspended(request, page, anchor=anchor)
    limits.enforce(request.user.severity_votes, "cast_at", limits.VOTES)
    SeverityVote.objects.record(film, request.user, anchor, form.answer)
    if "X-Enhance" in request.headers:
        category = next(found for found in guide.categories(film, request.user) if found.name == anchor)
        return render(request, "catalog/_severity.html", {"film": film, "category": category})
    return redirect(back_to(request, page, anchor=anchor))
