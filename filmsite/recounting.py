"""Counts what the stored figures of films, facts, reviews, lists and members should be, and mends those that differ.

Rows are read in batches, so that memory does not grow with the site. What looks wrong in a batch is counted again with
the film (or the member) locked, because somebody may have voted (or been told something) in between.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Notification, User
from catalog.models import ChartMean, Film, InterestVote, SeverityTally, SeverityVote, TriviaItem
from catalog.models.film import RATING_FIGURES
from catalog.models.parents_guide import TALLIED
from catalog.models.trivia_item import INTEREST_FIGURES
from lists.models import FilmList, ListEntry
from reviews.models import HelpfulVote, Rating, Review
from reviews.models.review import VOTE_FIGURES

BATCH = 500
FILM_FIGURES = [*RATING_FIGURES, "review_count"]
REVIEW_FIGURES = [*VOTE_FIGURES, "rating", "author_reviews"]
MEMBER_FIGURES = ["unread_count"]


@dataclass(frozen=True)
class Difference:
    row: Film | TriviaItem | SeverityTally | Review | FilmList | User
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
        right = {difference.figure: difference.counted for difference in found}
        type(suspect).objects.filter(pk=suspect.pk).update(**right)
        if isinstance(whose, Film):
            whose.touch()
    return found


def owner(row) -> Film | User:
    """What is locked while something of this row is counted."""
    return getattr(row, "film", None) or row


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


def counted_facts(pks) -> list[TriviaItem]:
    """These facts, unsaved, with the figures that the answers to "Is this interesting?" give."""
    facts = TriviaItem.objects.filter(film__merged_into=None).only(*INTEREST_FIGURES).in_bulk(pks)
    votes = InterestVote.objects.filter(item__in=pks).values_list("item", "is_interesting")
    counts = {(pk, answer): number for pk, answer, number in votes.annotate(number=Count("pk")).order_by("item")}
    for pk, fact in facts.items():
        fact.set_interest_figures(counts.get((pk, True), 0), counts.get((pk, False), 0))
    return list(facts.values())


def counted_tallies(pks) -> list[SeverityTally]:
    """These tallies, unsaved, with as many votes for each severity as there are."""
    tallies = SeverityTally.objects.filter(film__merged_into=None).in_bulk(pks)
    votes = SeverityVote.objects.filter(film__in={tally.film_id for tally in tallies.values()})
    kinds = votes.values_list("film", "category", "severity").annotate(number=Count("pk")).order_by("film")
    counts = {tuple(kind): number for *kind, number in kinds}
    for tally in tallies.values():
        for severity, name in TALLIED.items():
            setattr(tally, name, counts.get((tally.film_id, tally.category, severity), 0))
    return list(tallies.values())


def counted_reviews(pks) -> list[Review]:
    """These reviews, unsaved, with the figures that their votes and their authors' ratings and reviews give."""
    own_rating = Rating.objects.filter(film=OuterRef("film"), member=OuterRef("author")).values("value")
    of_author = Review.objects.published().filter(author=OuterRef("author")).order_by().values("author")
    # One that a merge of films has set aside keeps the rating that it would bring along.
    reviews = (
        Review.objects.filter(film__merged_into=None)
        .defer("body")
        .annotate(
            own_rating=Subquery(own_rating),
            of_author=Coalesce(Subquery(of_author.annotate(number=Count("pk")).values("number")), 0),
        )
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


def counted_lists(pks) -> list[FilmList]:
    """These lists, unsaved, with the number of films on them."""
    lists = FilmList.objects.in_bulk(pks)
    counts = dict(
        ListEntry.objects.filter(film_list__in=pks).values_list("film_list").annotate(count=Count("pk")).order_by()
    )
    for pk, film_list in lists.items():
        film_list.entry_count = counts.get(pk, 0)
    return list(lists.values())


COUNTED = [
    (Film, counted_films, FILM_FIGURES),
    (TriviaItem, counted_facts, INTEREST_FIGURES),
    (SeverityTally, counted_tallies, [*TALLIED.values()]),
    (Review, counted_reviews, REVIEW_FIGURES),
    (FilmList, counted_lists, ["entry_count"]),
    (User, counted_members, MEMBER_FIGURES),
]
