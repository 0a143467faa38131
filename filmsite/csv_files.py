"""Tables for spreadsheets, in which no cell can do anything."""

import csv

from django.http import HttpResponse

# A spreadsheet takes what begins like this for a formula.
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name, rows) -> HttpResponse:
    """The rows as a file to keep, the first one with the names of the columns."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(response).writerows([harmless(cell) for cell in row] for row in rows)
    return response


def harmless(cell):
    return f"'{cell}" if str(cell).startswith(BEGINS_FORMULA) else cell
