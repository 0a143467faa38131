"""For and against: which ratings say that a member liked a film, and which that they did not."""

from django.db import models
from django.db.models import Case, Value, When

LIKED = range(7, 11)
DISLIKED = range(1, 5)

FOR, BETWEEN, AGAINST = 1, 0, -1


def side_of(rating: int | None) -> int:
    """FOR with 7 and more, AGAINST with 4 and less, BETWEEN with 5, 6 and without a rating."""
    if rating in LIKED:
        return FOR
    return AGAINST if rating in DISLIKED else BETWEEN


def side_of_column(name: str) -> Case:
    """The same, computed by the database from a column."""
    return Case(
        When(**{f"{name}__gte": LIKED.start}, then=Value(FOR)),
        When(**{f"{name}__lt": DISLIKED.stop}, then=Value(AGAINST)),
        default=Value(BETWEEN),
        output_field=models.SmallIntegerField(),
    )
