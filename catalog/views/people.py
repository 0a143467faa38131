from itertools import groupby

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.addresses import with_person
from catalog.models import Credit

KNOWN_FOR = 6


@require_safe
@with_person
def person_detail(request, person):
    """Somebody's life in a few lines, the films they worked on and what they were nominated for."""
    credits = list(person.credits.select_related("film").order_by("-film__year", "-film_id", "billing", "pk"))
    context = {
        "person": person,
        "age": person.age_on(timezone.localdate()),
        "known_for": known_for(credits),
        "jobs": by_job(credits),
        "nominations": person.nominations.with_names().newest_first(),
    }
    return render(request, "catalog/person_detail.html", context)


def known_for(credits) -> list:
    """The films of these credits that most people have rated."""
    films = {credit.film_id: credit.film for credit in credits}.values()
    return sorted(films, key=lambda film: -film.rating_count)[:KNOWN_FOR]


def by_job(credits) -> list[dict]:
    """The credits by job, what somebody did most first; each job's in the order they came in."""
    order = list(Credit.Job)
    groups = groupby(sorted(credits, key=lambda credit: order.index(credit.job)), key=lambda credit: credit.job)
    jobs = [{"job": Credit.Job(job), "credits": list(group)} for job, group in groups]
    return sorted(jobs, key=lambda job: -len(job["credits"]))
