"""Posters and stills of a film, portraits of a person: all of them, and one by itself."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.addresses import with_film, with_person
from catalog.film_sections import sections
from catalog.models import Picture
from filmsite.pages import page_of

PER_PAGE = 24


@require_safe
@with_film
def gallery(request, film):
    """All posters and stills of a film."""
    pages = sections(film, request.user)
    rows = film.pictures.published().select_related("contributor").prefetch_related("people")
    page = page_of(request, rows, per_page=PER_PAGE, count=pages["pictures"]["count"])
    context = {"film": film, "sections": pages, "current": pages["pictures"], "page": page}
    return render(request, "catalog/gallery.html", context)


@require_safe
@with_person
def person_pictures(request, person):
    """All portraits of a person."""
    rows = person.pictures.published().select_related("contributor").prefetch_related("people")
    context = {"person": person, "page": page_of(request, rows, per_page=PER_PAGE)}
    return render(request, "catalog/person_pictures.html", context)


@require_safe
def picture(request, pk):
    """One picture with all that is known of it, between the one before and the one after."""
    shown = get_object_or_404(Picture.objects.visible_to(request.user).with_names(), pk=pk)
    context = {"picture": shown, "film": shown.film, "person": shown.person, **neighbours(shown)}
    return render(request, "catalog/picture.html", context)


def neighbours(picture) -> dict:
    """The pictures before and after this one, and its place among them all."""
    among = Picture.objects.published().filter(film=picture.film_id, person=picture.person_id)
    same_kind = Q(kind=picture.kind)
    earlier = among.filter(Q(kind__lt=picture.kind) | same_kind & Q(pk__lt=picture.pk))
    later = among.filter(Q(kind__gt=picture.kind) | same_kind & Q(pk__gt=picture.pk))
    counts = among.aggregate(total=Count("pk"), before=Count("pk", filter=Q(pk__in=earlier.values("pk"))))
    return {
        "previous": earlier.order_by("-kind", "-pk").first(),
        "next": later.order_by("kind", "pk").first(),
        "place": counts["before"] + 1,
        "total": counts["total"],
    }
