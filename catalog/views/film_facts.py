"""What is known about a film beside its facts: who wrote its storylines, who made it, what it was named for."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.addresses import with_film
from catalog.film_sections import sections
from catalog.models import Connection, Credit, SoundtrackLine
from filmsite.pages import page_of

PER_PAGE = 50
ROWS_PER_PAGE = 100


@require_safe
@with_film
def storylines(request, film):
    """All signed plot summaries of a film, the featured one first; of what was taken from view, only one's own."""
    pages = sections(film, request.user)
    rows = film.storylines.visible_to(request.user).select_related("author")
    page = page_of(request, rows, per_page=PER_PAGE, count=pages["storylines"]["count"])
    context = {"film": film, "sections": pages, "current": pages["storylines"], "page": page}
    return render(request, "catalog/storylines.html", context)


@require_safe
@with_film
def credits(request, film):
    """Everybody who worked on a film, by job, each in the order of the screen."""
    pages = sections(film, request.user)
    by_job = {job: [] for job in Credit.Job}
    for credit in film.credits.select_related("person").order_by("billing", "pk"):
        by_job[credit.job].append(credit)
    jobs = [{"label": job.label, "credits": found} for job, found in by_job.items() if found]
    context = {"film": film, "sections": pages, "current": pages["credits"], "jobs": jobs}
    return render(request, "catalog/credits.html", context)


@require_safe
@with_film
def releases(request, film):
    """When and how a film came out, country by country, how long it runs and who may see it."""
    pages = sections(film, request.user)
    context = {
        "film": film,
        "sections": pages,
        "current": pages["releases"],
        "page": page_of(request, film.releases.by_country(), per_page=ROWS_PER_PAGE),
        "certificates": film.certificates.select_related("country").order_by("country__name", "pk"),
    }
    return render(request, "catalog/releases.html", context)


@require_safe
@with_film
def connections(request, film):
    """The films that belong to this one, each by what it is to it."""
    pages = sections(film, request.user)
    rows = Connection.objects.of(film).in_order(film)
    page = page_of(request, rows, per_page=ROWS_PER_PAGE, count=pages["connections"]["count"])
    entries = [{"side": row.side_of(film), "film": row.other_than(film), "connection": row} for row in page]
    context = {"film": film, "sections": pages, "current": pages["connections"], "page": page, "entries": entries}
    return render(request, "catalog/connections.html", context)


@require_safe
@with_film
def soundtrack(request, film):
    """The music of a film, piece by piece, with the lines that credit it."""
    pages = sections(film, request.user)
    rows = film.soundtrack.prefetch_related(Prefetch("lines", SoundtrackLine.objects.select_related("person")))
    page = page_of(request, rows, per_page=ROWS_PER_PAGE, count=pages["soundtrack"]["count"])
    context = {"film": film, "sections": pages, "current": pages["soundtrack"], "page": page}
    return render(request, "catalog/soundtrack.html", context)


@require_safe
@with_film
def film_awards(request, film):
    """What a film and its people were named for, by who gives the awards and by year."""
    pages = sections(film, request.user)
    nominations = film.nominations.with_names().by_body()
    context = {"film": film, "sections": pages, "current": pages["nominations"], "nominations": nominations}
    return render(request, "catalog/film_awards.html", context)
