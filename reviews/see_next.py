"""Which films those who rated one highly rated highly too: worked out at night, kept in the catalogue, told in words.

The likeness of two films is the cosine of the two sets of members who gave them FAVOURED or more, both / sqrt(a * b),
with SHRINK added below the line so that a handful of members proves little (Bell and Koren, "Improved
Neighborhood-based Collaborative Filtering", 2007).
"""

from math import sqrt

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from catalog.models import AlsoLiked, Film
from reviews.models import Rating

FAVOURED = 8
# With fewer, a line on a film's page would tell what single members like.
FEWEST_MEMBERS = 3
NEIGHBOURS = 8
SHRINK = 5


def favourable():
    """The ratings that say a member thinks highly of a film."""
    return Rating.objects.counted().filter(value__gte=FAVOURED)


def recompute() -> tuple[int, int]:
    """Work out the neighbours of every film; returns how many films have some, and of how many they changed."""
    favoured = favourable().order_by().values("film").annotate(members=Count("pk")).filter(members__gte=FEWEST_MEMBERS)
    members = dict(favoured.values_list("film", "members"))
    AlsoLiked.objects.exclude(film__in=favoured.values("film")).delete()
    changed = sum(renew(pk, members) for pk in sorted(members))
    return AlsoLiked.objects.order_by().values("film").distinct().count(), changed


def neighbours(film_pk: int, members: dict[int, int]) -> list[tuple[int, int, float]]:
    """The films most like this one: (film, members who favour both, likeness), the most alike first.

    `members` says of every film how many members favour it.
    """
    of_film = favourable().filter(film=film_pk).values("member")
    both = favourable().filter(member__in=of_film).exclude(film=film_pk).order_by().values_list("film")
    counts = both.annotate(both=Count("pk")).filter(both__gte=FEWEST_MEMBERS)
    found = [
        (other, count, count / (sqrt(members[film_pk] * members[other]) + SHRINK))
        for other, count in counts
        if other in members
    ]
    return sorted(found, key=lambda row: (-row[2], row[0]))[:NEIGHBOURS]


@transaction.atomic
def renew(film_pk: int, members: dict[int, int]) -> bool:
    """Keep the neighbours of one film as they are now; whether they are others than before."""
    found = neighbours(film_pk, members)
    kept = AlsoLiked.objects.filter(film=film_pk)
    if found == list(kept.order_by("-likeness", "other").values_list("other", "members", "likeness")):
        return False
    kept.delete()
    now = timezone.now()
    AlsoLiked.objects.bulk_create(
        AlsoLiked(film_id=film_pk, other_id=other, members=count, likeness=likeness, computed_at=now)
        for other, count, likeness in found
    )
    Film.objects.filter(pk=film_pk).touch()
    return True
