"""What members said of two films that are merged: reviews, ratings, votes; and what they choose where there are two."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from catalog.models import Film, SeverityTally, SeverityVote
from catalog.models.parents_guide import TALLIED
from filmsite import recounting
from reviews.models import HelpfulVote, MergeChoice, Rating, Review

State = Review.State


def set_aside(kept, gone) -> dict[str, str]:
    """Withdraw the reviews on `gone` of those who have one on `kept` too; returns what state each was in."""
    doubles = Review.objects.filter(film=gone, author__in=Review.objects.filter(film=kept).values("author"))
    before = {}
    for review in doubles.select_related("film").order_by("pk"):
        before[str(review.pk)] = review.state
        if review.is_published:
            review.move_to(State.WITHDRAWN)
    return before


def left_behind(set_aside) -> dict:
    """What stays with the film that is gone: those reviews, and the votes on them."""
    return {Review: Q(pk__in=set_aside), HelpfulVote: Q(review__in=set_aside)}


def put_back(set_aside):
    for review in Review.objects.filter(pk__in=set_aside).select_related("film").order_by("pk"):
        if set_aside[str(review.pk)] == State.PUBLISHED and review.state == State.WITHDRAWN:
            review.move_to(State.PUBLISHED)


def ask(merge):
    """Let those who had published reviews on both choose one."""
    published = [pk for pk, state in merge.moved["set_aside"].items() if state == State.PUBLISHED]
    authors = Review.objects.filter(pk__in=published, author__is_active=True).values_list("author", flat=True)
    MergeChoice.objects.bulk_create(MergeChoice(merge=merge, member_id=pk) for pk in sorted(set(authors)))


def reviews_of(choice) -> tuple[Review | None, Review | None]:
    """The member's reviews on the two films: the one on the film that was kept, and the one set aside."""
    both = Review.objects.filter(author=choice.member, film__in=[choice.merge.film_id, choice.merge.gone_film_id])
    found = {review.film_id: review for review in both.select_related("film", "author")}
    return found.get(choice.merge.film_id), found.get(choice.merge.gone_film_id)


@transaction.atomic
def choose(choice, *, takes_gone: bool):
    """Let the one or the other of two reviews stand; it can be chosen again until the merge is final.

    Raises PermissionDenied for a suspended member, ValidationError where it is too late.
    """
    merge = choice.merge
    Film.with_merged.filter(pk__in=[merge.film_id, merge.gone_film_id]).lock()
    choice.member.lock()
    choice.refresh_from_db()
    if not choice.member.can_take_part:
        raise PermissionDenied("You are suspended.")
    if not merge.can_be_undone:
        raise ValidationError("Both films have been one for 30 days. What stands now stays.")
    if takes_gone != bool(choice.takes_gone):
        exchange(choice)
    choice.takes_gone, choice.chosen_at = takes_gone, timezone.now()
    choice.save(update_fields=["takes_gone", "chosen_at"])


def exchange(choice):
    """Let the two reviews change places, and each take its votes and its rating along."""
    shown, other = reviews_of(choice)
    if shown is None or other is None:
        raise ValidationError("One of the two reviews is no longer there.")
    stands = shown.is_published
    if stands:
        shown.move_to(State.WITHDRAWN)
    swap_films(shown, other)
    if stands and other.state == State.WITHDRAWN:
        other.refresh_from_db()
        other.move_to(State.PUBLISHED)
    if other.rating:
        Rating.objects.record(choice.merge.film, choice.member, other.rating)


def swap_films(one, other):
    """A member has one review a film, so one of the two waits at a film of its own for a moment."""
    place = Film.objects.create(title="Between two films", year=1900, merged_into=one.film)
    films = one.film_id, other.film_id
    for review, film in ((one, place.pk), (other, films[0]), (one, films[1])):
        Review.objects.filter(pk=review.pk).update(film=film)
        HelpfulVote.objects.filter(review=review.pk).update(film=film)
    place.delete()
    one.film_id, other.film_id = films[1], films[0]


def take_choices_back(merge):
    """Before a merge is undone: each film gets its own review again."""
    choices = merge.choices.filter(takes_gone=True).select_related("member", "merge__film", "merge__gone_film")
    User.objects.filter(pk__in=choices.values("member")).lock()
    for choice in choices:
        exchange(choice)
    merge.choices.all().delete()


def count(film):
    """The stored figures of the film, and of what members wrote about it, as its rows are now."""
    ratings = Rating.objects.counted().filter(film=film).values_list("value").annotate(number=Count("pk"))
    counts = dict(ratings.order_by("value"))
    film.count_ratings([counts.get(value, 0) for value in Film.RATING_VALUES])
    film.review_count = Review.objects.published().filter(film=film).count()
    figures = {name: getattr(film, name) for name in recounting.FILM_FIGURES}
    Film.with_merged.filter(pk=film.pk).update(**figures)
    pks = list(Review.objects.filter(film=film).values_list("pk", flat=True))
    for review in recounting.counted_reviews(pks):
        review.save(update_fields=recounting.REVIEW_FIGURES)
    count_severities(film)


def count_severities(film):
    SeverityTally.objects.filter(film=film).delete()
    votes = SeverityVote.objects.filter(film=film).values_list("category", "severity").annotate(number=Count("pk"))
    tallies = {}
    for category, severity, number in votes.order_by("category", "severity"):
        tallies.setdefault(category, {})[TALLIED[severity]] = number
    SeverityTally.objects.bulk_create(
        SeverityTally(film=film, category=category, **numbers) for category, numbers in tallies.items()
    )
