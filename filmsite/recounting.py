"""Counts what the stored figures of films, reviews and members should be, and mends those that differ.

Rows are read in batches, so that memory does not grow with the site. What looks wrong in a batch is counted again with
the film (or the member) locked, because somebody may have voted (or been told something) in between.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Notification, User
from catalog.models import ChartMean, Film
from catalog.models.film import RATING_FIGURES
from reviews.models import HelpfulVote, Rating, Review
from reviews.models.review import VOTE_FIGURES

BATCH = 500
FILM_FIGURES = [*RATING_FIGURES, "review_count"]
REVIEW_FIGURES = [*VOTE_FIGURES, "rating", "author_reviews"]
MEMBER_FIGURES = ["unread_count"]


@dataclass(frozen=True)
class Difference:
    row: Film | Review | User
    figure: str
    stored: object
    counted: object

    def __str__(self):
        name = self.row._meta.verbose_name.capitalize()
        return f"{name} {self.row.pk}: {self.figure} is {self.stored}, counted {self.counted}"


def differences(*, mend):
    """Every stored figure that is not what the rows say, one after the other; mended as they come, if asked for."""
    for model, count, figures in COUNTED:
        for pks in batches(model):
            for suspect in wrong_rows(model, pks, count, figures):
                yield from look_again(suspect, count, figures, mend=mend)


def batches(model):
    """All ids of the model, a batch at a time."""
    last = 0
    while pks := list(model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield pks
        last = pks[-1]


def wrong_rows(model, pks, count, figures):
    stored = model.objects.in_bulk(pks)
    return [stored[row.pk] for row in count(pks) if row.pk in stored and differ(stored[row.pk], row, figures)]


def differ(stored, counted, figures) -> list[str]:
    return [figure for figure in figures if getattr(stored, figure) != getattr(counted, figure)]


@transaction.atomic
def look_again(suspect, count, figures, *, mend) -> list[Difference]:
    whose = owner(suspect)
    whose.lock()
    stored = type(suspect).objects.get(pk=suspect.pk)
    [counted] = count([suspect.pk])
    found = [
        Difference(stored, figure, getattr(stored, figure), getattr(counted, figure))
        for figure in differ(stored, counted, figures)
    ]
    if found and mend:
        counted.save(update_fields=[difference.figure for difference in found])
        if isinstance(whose, Film):
            whose.touch()
    return found


def owner(row) -> Film | User:
    """What is locked while something of this row is counted."""
    return row.film if isinstance(row, Review) else row


def counted_films(pks) -> list[Film]:
    """These films, unsaved, with the figures that their ratings and published reviews give."""
    films = Film.objects.in_bulk(pks)
    histograms = {pk: [0] * 10 for pk in films}
    ratings = Rating.objects.counted().filter(film__in=pks).values_list("film", "value")
    for pk, value, count in ratings.annotate(count=Count("pk")).order_by("film", "value"):
        histograms[pk][value - 1] = count
    published = Review.objects.published().filter(film__in=pks).values_list("film")
    review_counts = dict(published.annotate(count=Count("pk")).order_by("film"))
    mean = ChartMean.objects.value()
    for pk, film in films.items():
        film.count_ratings(histograms[pk], mean)
        film.review_count = review_counts.get(pk, 0)
    return list(films.values())


def counted_reviews(pks) -> list[Review]:
    """These reviews, unsaved, with the figures that their votes and their authors' ratings and reviews give."""
    own_rating = Rating.objects.filter(film=OuterRef("film"), member=OuterRef("author")).values("value")
    of_author = Review.objects.published().filter(author=OuterRef("author")).order_by().values("author")
    reviews = Review.objects.defer("body").annotate(
        own_rating=Subquery(own_rating),
        of_author=Coalesce(Subquery(of_author.annotate(number=Count("pk")).values("number")), 0),
    )
    found = reviews.in_bulk(pks)
    ballots = HelpfulVote.objects.ballots(pks)
    for pk, review in found.items():
        review.set_vote_figures(ballots.get(pk, []))
        review.rating, review.author_reviews = review.own_rating, review.of_author
    return list(found.values())


def counted_members(pks) -> list[User]:
    """These members, unsaved, with the number of notifications that they have not read."""
    members = User.objects.in_bulk(pks)
    unread = Notification.objects.unread().filter(member__in=pks).values_list("member")
    counts = dict(unread.annotate(count=Count("pk")).order_by("member"))
    for pk, member in members.items():
        member.unread_count = counts.get(pk, 0)
    return list(members.values())


COUNTED = [
    (Film, counted_films, FILM_FIGURES),
    (Review, counted_reviews, REVIEW_FIGURES),
    (User, counted_members, MEMBER_FIGURES),
]
