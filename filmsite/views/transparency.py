from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filmsite.conditional import unless_known
from filmsite.csv_files import csv_file
from reviews import figures
from reviews.bar_chart import columns
from reviews.small_numbers import FEW, Count


@require_safe
def transparency(request):
    """How much was reported and decided in a year, how fast, and how often wrongly."""
    years = figures.years()
    year = figures.Year(year_of(request, years))
    context = {"year": year, "years": years, "charts": charts(year), "few": FEW}
    return unless_known(request, render(request, "transparency.html", context))


@require_safe
def transparency_json(request):
    """The same for machines."""
    years = figures.years()
    year = figures.Year(year_of(request, years))
    answer = {
        "year": year.year,
        "years": years,
        "months": [f"{month:%Y-%m}" for month in year.months],
        "moderators": year.moderators.published,
        "figures": {table.key: {line.key: as_json(line) for line in table.lines} for table in year.tables},
    }
    return unless_known(request, JsonResponse(answer))


@require_safe
def transparency_csv(request):
    """The same as a table to keep: one line a figure and month, and one for the year."""
    year = figures.Year(year_of(request, figures.years()))
    rows = [["period", "figures", "figure", "label", "value", "unit"]]
    for table in year.tables:
        for line in table.lines:
            periods = [f"{month:%Y-%m}" for month in year.months] + [str(year.year)]
            for period, value in zip(periods, [*line.months, line.year], strict=True):
                rows.append([period, table.key, line.key, line.label, published(value), line.unit])
    rows.append([f"{timezone.localdate():%Y-%m-%d}", "site", "moderators", "Moderators", year.moderators.published, ""])
    return unless_known(request, csv_file(f"transparency-{year.year}", rows))


def year_of(request, years) -> int:
    """The year that the address names, or this one. Raises Http404 for one there is nothing to tell of."""
    asked = request.GET.get("year") or str(years[0])
    if asked not in map(str, years):
        raise Http404("There are no figures of such a year.")
    return int(asked)


def published(value):
    return value.published if isinstance(value, Count) else value


def as_json(line) -> dict:
    return {
        "label": line.label,
        "unit": line.unit,
        "months": [published(value) for value in line.months],
        "year": published(line.year),
    }


def charts(year) -> dict:
    """What is drawn above the tables, by the key of the table."""
    return {
        "reports": columns(year.months, ("bar-chart__bar", year["reports"]["total"].months)),
        "decisions": columns(
            year.months,
            ("bar-chart__bar", year["decisions"]["total"].months),
            ("bar-chart__second", year["automatic"]["total"].months),
        ),
        "time": columns(year.months, ("bar-chart__bar", year["time"]["hours"].months)),
    }
