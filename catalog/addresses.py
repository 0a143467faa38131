"""The id decides, the slug decorates."""

from functools import wraps

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import is_valid_path

from catalog.models import Film, Person


def with_row_of(model):
    """For views of addresses like /films/<id>/<slug>/...: the view gets the row; a wrong or missing slug is mended.

    The address of a row that was merged into another one leads to that one. Only GET is redirected: a form sent to an
    old address must not lose what it brings.
    """

    def decorator(view):
        @wraps(view)
        def wrapped(request, pk, slug="", **kwargs):
            row = get_object_or_404(model.with_merged.select_related("merged_into"), pk=pk)
            row = row.merged_into or row
            page = row.get_absolute_url()
            if not request.path.startswith(page) and request.method in {"GET", "HEAD"}:
                rest = below(request.path_info, page)
                query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
                return HttpResponsePermanentRedirect(f"{page}{rest}{query}")
            return view(request, row, **kwargs)

        return wrapped

    return decorator


def below(path: str, page: str) -> str:
    """What follows the slug: "reviews/" in "/films/1/wrong/reviews/", and in "/films/1/reviews/", which has none."""
    slug, _, rest = path.split("/", 3)[3].partition("/")
    pages = (name for name in (f"{slug}/", slug) if slug and is_valid_path(page + name))
    return rest or next(pages, "")


with_film = with_row_of(Film)
with_person = with_row_of(Person)
