from itertools import groupby

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.award_pages import by_ceremony, by_year
from catalog.models import Award, AwardBody, Nomination
from filmsite.pages import page_of

YEARS_PER_PAGE = 50
WINNERS_PER_PAGE = 100


@require_safe
def award_list(request):
    """Everybody who gives awards."""
    return render(request, "catalog/award_list.html", {"bodies": AwardBody.objects.with_figures()})


@require_safe
def award_body(request, body):
    """One body: the winners of its latest ceremony, its categories, its years, and who won the first of its awards."""
    body = get_object_or_404(AwardBody, slug=body)
    nominations = Nomination.objects.filter(award__body=body)
    winners = nominations.filter(won=True)
    years = nominations.ceremony_years()
    categories = list(body.awards.annotate(nomination_count=Count("nominations")).filter(nomination_count__gt=0))
    main = next(iter(categories), None)
    context = {
        "body": body,
        "latest": winners.filter(ceremony_year=winners.ceremony_years().first()).with_names().newest_first(),
        "categories": categories,
        "decades": [{"first": first, "years": list(of_decade)} for first, of_decade in groupby(years, decade)],
        "main": main,
        "page": page_of(request, winners.filter(award=main).with_names().newest_first(), per_page=WINNERS_PER_PAGE),
    }
    return render(request, "catalog/award_body.html", context)


@require_safe
def award_year(request, body, year):
    """What was given in one year: every category, the winners first; by ceremony where there were two."""
    body = get_object_or_404(AwardBody, slug=body)
    years = list(Nomination.objects.filter(award__body=body).ceremony_years())
    if year not in years:
        raise Http404("There was no ceremony in that year.")
    nominations = Nomination.objects.filter(award__body=body, ceremony_year=year).with_names().newest_first()
    place = years.index(year)
    context = {
        "body": body,
        "year": year,
        "ceremonies": by_ceremony(nominations),
        "earlier": next(iter(years[place + 1 :]), None),
        "later": next(iter(years[:place][::-1]), None),
    }
    return render(request, "catalog/award_year.html", context)


@require_safe
def award_category(request, body, category):
    """One award through the years, the newest first: who won, and behind that who was only nominated."""
    award = get_object_or_404(Award.objects.select_related("body"), body__slug=body, slug=category)
    page = page_of(request, award.nominations.ceremony_years(), per_page=YEARS_PER_PAGE)
    nominations = award.nominations.filter(ceremony_year__in=list(page)).with_names().newest_first()
    context = {"award": award, "body": award.body, "page": page, "years": by_year(award, nominations)}
    return render(request, "catalog/award_category.html", context)


def decade(year: int) -> int:
    return year // 10 * 10
