from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog import json_ld
from catalog.addresses import with_person
from catalog.models import Credit, Film, Person, PersonName
from filmsite.pages import page_of

KNOWN_FOR = 6
COLLABORATORS = 5
# What comes after these of one job, or of all awards, stands behind a line that opens.
FIRST_CREDITS, FIRST_NOMINATIONS = 40, 20
PEOPLE_PER_PAGE, FILMS_PER_PAGE = 50, 50


@require_safe
@with_person
def person_detail(request, person):
    """Somebody's life in a few lines, the films they worked on, with whom, and what they were nominated for."""
    credits = list(person.credits.select_related("film").order_by("-film__year", "-film_id", "billing", "pk"))
    nominations = list(person.nominations.with_names().newest_first())
    names = list(person.other_names.all())
    context = {
        "person": person,
        "age": person.age_on(timezone.localdate()),
        "names": by_kind(names),
        "known_for": known_for(credits),
        "jobs": by_job(credits),
        "collaborators": Person.objects.worked_with(person)[:COLLABORATORS],
        "nominations": folded(nominations, FIRST_NOMINATIONS),
        "wins": sum(nomination.won is True for nomination in nominations),
        "data": json_ld.person(person, names, nominations),
    }
    return render(request, "catalog/person_detail.html", context)


@require_safe
@with_person
def worked_with(request, person):
    """Everybody who worked on a film with somebody, who did so most often first."""
    page = page_of(request, Person.objects.worked_with(person), per_page=PEOPLE_PER_PAGE)
    return render(request, "catalog/worked_with.html", {"person": person, "page": page})


@require_safe
@with_person
def together(request, person, other):
    """The films that two people worked on, and what each of them did there."""
    other = get_object_or_404(Person, pk=other)
    of_each = [Credit.objects.filter(person=each).values("film") for each in (person, other)]
    films = Film.objects.filter(pk__in=of_each[0]).filter(pk__in=of_each[1])
    page = page_of(request, films.order_by("-year", "-pk"), per_page=FILMS_PER_PAGE)
    if other == person or not page.paginator.count:
        raise Http404("They have not worked together on any film we know of.")
    rows = Credit.objects.filter(film__in=list(page), person__in=[person, other]).order_by("job", "billing", "pk")
    done = {}
    for credit in rows:
        done.setdefault((credit.film_id, credit.person_id), []).append(credit)
    entries = [
        {"film": film, "parts": [(each, done.get((film.pk, each.pk), [])) for each in (person, other)]} for film in page
    ]
    context = {"person": person, "other": other, "page": page, "entries": entries}
    return render(request, "catalog/together.html", context)


def known_for(credits) -> list:
    """The films of these credits that most people have rated."""
    films = {credit.film_id: credit.film for credit in credits}.values()
    return sorted(films, key=lambda film: -film.rating_count)[:KNOWN_FOR]


def by_kind(names) -> list[dict]:
    """Other names, each kind in one line: born as, credited as, called."""
    order = list(PersonName.Kind)
    groups = groupby(sorted(names, key=lambda name: order.index(name.kind)), key=lambda name: name.kind)
    return [{"kind": PersonName.Kind(kind), "names": list(group)} for kind, group in groups]


def by_job(credits) -> list[dict]:
    """The credits by job, what somebody did most first; each job's in the order they came in."""
    order = list(Credit.Job)
    groups = groupby(sorted(credits, key=lambda credit: order.index(credit.job)), key=lambda credit: credit.job)
    jobs = [{"job": Credit.Job(job), **folded(list(group), FIRST_CREDITS)} for job, group in groups]
    return sorted(jobs, key=lambda job: -job["count"])


def folded(rows, first) -> dict:
    """The first of the rows, and the rest of them; one row alone is not worth a line to open."""
    first = len(rows) if len(rows) <= first + 1 else first
    return {"count": len(rows), "first": rows[:first], "rest": rows[first:]}
