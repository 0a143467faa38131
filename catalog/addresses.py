"""The id decides, the slug decorates."""

from functools import wraps

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from catalog.models import Film, Person


def with_row_of(model):
    """For views of addresses like /films/<id>/<slug>/...: the view gets the row; a wrong or missing slug is mended.

    Only GET is redirected: a form sent to an old slug must not lose what it brings.
    """

    def decorator(view):
        @wraps(view)
        def wrapped(request, pk, slug="", **kwargs):
            row = get_object_or_404(model, pk=pk)
            if slug != row.slug and request.method in {"GET", "HEAD"}:
                page = row.get_absolute_url()
                rest = request.path.split(f"/{pk}/", 1)[1].partition("/")[2]
                query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
                return HttpResponsePermanentRedirect(f"{page}{rest}{query}")
            return view(request, row, **kwargs)

        return wrapped

    return decorator


with_film = with_row_of(Film)
with_person = with_row_of(Person)
