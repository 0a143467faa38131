from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from diary.models.viewing import FIRST_SHOW
from diary.statistics import Statistics
from diary.views.of_member import with_diary_of_member


@require_safe
@with_diary_of_member
def year(request, member, year):
    """What a member has seen in a year, added up."""
    if not FIRST_SHOW.year <= year <= timezone.localdate().year + 1:
        raise Http404("There is no such year in any diary.")
    context = {"member": member, "years": years_of(member), "statistics": Statistics(member, year)}
    return render(request, "diary/year.html", context)


@require_safe
@with_diary_of_member
def statistics(request, member):
    """What a member has seen altogether, added up."""
    context = {"member": member, "years": years_of(member), "statistics": Statistics(member)}
    return render(request, "diary/statistics.html", context)


def years_of(member) -> list[int]:
    return [year for year, _ in member.viewings.years() if year]
