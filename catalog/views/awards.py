from itertools import groupby

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.models import Award, AwardBody, Nomination


@require_safe
def award_list(request):
    """Everybody who gives awards."""
    return render(request, "catalog/award_list.html", {"bodies": AwardBody.objects.with_figures()})


@require_safe
def award_body(request, body):
    """One body: the winners of its latest ceremony, its categories and all its years."""
    body = get_object_or_404(AwardBody, slug=body)
    nominations = Nomination.objects.filter(award__body=body)
    winners = nominations.filter(won=True)
    years = nominations.ceremony_years()
    context = {
        "body": body,
        "latest": winners.filter(ceremony_year=winners.ceremony_years().first()).with_names().newest_first(),
        "categories": body.awards.annotate(nomination_count=Count("nominations")).filter(nomination_count__gt=0),
        "decades": [{"first": first, "years": list(of_decade)} for first, of_decade in groupby(years, decade)],
    }
    return render(request, "catalog/award_body.html", context)


@require_safe
def award_year(request, body, year):
    """One ceremony: every category, the winners first."""
    body = get_object_or_404(AwardBody, slug=body)
    years = list(Nomination.objects.filter(award__body=body).ceremony_years())
    if year not in years:
        raise Http404("There was no ceremony in that year.")
    nominations = Nomination.objects.filter(award__body=body, ceremony_year=year).with_names().newest_first()
    place = years.index(year)
    context = {
        "body": body,
        "year": year,
        "categories": grouped(nominations, lambda nomination: nomination.award),
        "earlier": next(iter(years[place + 1 :]), None),
        "later": next(iter(years[:place][::-1]), None),
    }
    return render(request, "catalog/award_year.html", context)


@require_safe
def award_category(request, body, category):
    """One award through the years, the newest first, its winners above those who were only nominated."""
    award = get_object_or_404(Award.objects.select_related("body"), body__slug=body, slug=category)
    nominations = award.nominations.with_names().newest_first()
    years = grouped(nominations, lambda nomination: nomination.ceremony_year)
    return render(request, "catalog/award_category.html", {"award": award, "body": award.body, "years": years})


def decade(year: int) -> int:
    return year // 10 * 10


def grouped(nominations, key) -> list[dict]:
    """Nominations that stand together, with what they share; `is_open` where nobody has won yet but somebody may."""
    groups = [{"key": shared, "nominations": list(group)} for shared, group in groupby(nominations, key)]
    for group in groups:
        won = [nomination.won for nomination in group["nominations"]]
        group["is_open"] = None in won and True not in won
    return groups
