"""Who changed what on a film's or a person's page; editors set it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from catalog import history
from catalog.addresses import with_film, with_person
from catalog.film_sections import sections
from catalog.models import EditLock
from filmsite.pages import page_of

PER_PAGE = 30


@require_safe
@with_film
def film_history(request, film):
    pages = sections(film, request.user)
    return history_page(request, film, {"film": film, "sections": pages, "current": pages["history"]})


@require_safe
@with_person
def person_history(request, person):
    return history_page(request, person, {"person": person})


def history_page(request, row, context):
    page = page_of(request, history.versions_of(row), per_page=PER_PAGE)
    name = row._meta.model_name
    context |= {
        "row": row,
        "page": page,
        "changes": history.changes(list(page)),
        "lock": EditLock.objects.on(row),
        "may_restore": request.user.has_perm(f"catalog.change_{name}"),
    }
    return render(request, f"catalog/{name}_history.html", context)


@require_POST
@login_required
def restore(request, model, pk):
    """Make a row again what it was in one of its versions."""
    if model not in history.TRACKED:
        raise Http404("There is no history of such rows.")
    version = get_object_or_404(history.TRACKED[model].history, pk=pk)
    if not request.user.has_perm(f"catalog.change_{model}"):
        raise PermissionDenied("Editors keep the catalogue.")
    try:
        history.restore(version)
        messages.success(request, "It is again what it was then.")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(f"{history.subject_of(version).get_absolute_url()}history/")
