from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.models import Film
from diary.views.of_member import with_diary_of_member
from filmsite.addresses import absolute
from filmsite.csv_files import csv_file
from filmsite.pages import page_of
from filmsite.sign_in import members_only

PER_PAGE = 50
# For what one has seen without knowing when, in the place of a year.
UNDATED = "undated"

COLUMNS = [
    *("Date", "Name", "Year", "URI", "Rating", "Rewatch", "Tags", "Watched Date"),
    *("Finished", "Version", "Note"),
]


@require_safe
@members_only
def my_diary(request):
    """Everything one has seen, with one's notes, to be changed."""
    return show(request, request.user, "diary/my_diary.html", {"here": "diary"})


@require_safe
@with_diary_of_member
def member_diary(request, member):
    """What a member has seen and when, as others read it."""
    return show(request, member, "diary/member_diary.html", {"member": member})


def show(request, member, template, context):
    years = member.viewings.years()
    chosen = request.GET.get("year", "")
    viewings = chosen_from(member.viewings.all(), chosen, years).select_related("film").latest_first()
    page = page_of(request, viewings, per_page=PER_PAGE)
    ratings = member.ratings.filter(film__in={one.film_id for one in page}).values_list("film", "value")
    context |= {
        "page": page,
        "years": [(f"{year}" if year else UNDATED, count) for year, count in years],
        "chosen": chosen,
        "total": sum(count for _, count in years),
    }
    return render(request, template, context | {"ratings": dict(ratings)})


def chosen_from(viewings, chosen, years):
    """Those of a year, or those without a date. Raises Http404 for a year that is not in the diary."""
    if not chosen:
        return viewings
    if chosen == UNDATED:
        return viewings.undated()
    if chosen not in {str(year) for year, _ in years if year}:
        raise Http404("There is no such year in this diary.")
    return viewings.of_year(int(chosen))


@require_safe
@members_only
def my_diary_csv(request):
    """One's whole diary as a table to take away, in the columns that other diaries of films read."""
    viewings = request.user.viewings.select_related("film").latest_first()
    ratings = dict(request.user.ratings.values_list("film", "value"))
    return csv_file("diary", [COLUMNS, *(row_of(one, ratings.get(one.film_id, "")) for one in viewings)])


def row_of(viewing, rating):
    film: Film = viewing.film
    return [
        f"{viewing.logged_at:%Y-%m-%d}",
        film.title,
        film.year,
        absolute(film.get_absolute_url()),
        rating,
        "Yes" if viewing.is_rewatch else "",
        "",
        viewing.watched_on or "",
        "Yes" if viewing.is_finished else "No",
        viewing.film_version,
        viewing.note,
    ]
