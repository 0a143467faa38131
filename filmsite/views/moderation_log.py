from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filmsite.conditional import unless_known
from filmsite.csv_files import csv_file
from filmsite.pages import page_of
from reviews.public_log import COLUMNS, MOST_IN_FILE, LogFilters

PER_PAGE = 50


@require_safe
def moderation_log(request):
    """Every decision there was, newest first: which rule, what was done, by which office; nothing about anybody."""
    filters = chosen(request)
    page = page_of(request, filters.rows(), per_page=PER_PAGE)
    page.object_list = [filters.entry(row) for row in page.object_list]
    return unless_known(request, render(request, "moderation_log.html", {"filters": filters, "page": page}))


@require_safe
def moderation_json(request):
    """The newest ones for machines."""
    answer = {"newest": MOST_IN_FILE, "decisions": [entry.as_json() for entry in newest(request)]}
    return unless_known(request, JsonResponse(answer))


@require_safe
def moderation_csv(request):
    """The same as a table to keep."""
    return unless_known(request, csv_file("moderation", [COLUMNS, *(entry.as_row() for entry in newest(request))]))


def chosen(request) -> LogFilters:
    filters = LogFilters(request.GET)
    if not filters.is_valid():
        raise Http404("There is no such choice.")
    return filters


def newest(request) -> list:
    filters = chosen(request)
    return [filters.entry(row) for row in filters.rows()[:MOST_IN_FILE]]
