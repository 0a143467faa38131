"""In what order reviews stand on a list.

Every order of SORTS goes by stored columns alone. A reader who asks for none gets "Helpful and new": the most helpful
first, but every fifth place for a recent review that few have voted on yet; else nobody would ever come to read it.
"""

from bisect import bisect_left
from datetime import datetime, time, timedelta
from functools import cached_property
from hashlib import blake2b

from django.db.models import F, Q
from django.utils import timezone

DEFAULT = "Helpful and new"

EVERY = 5
RECENT = timedelta(days=30)
FEW_VOTES = 5
MOST_GIVEN = 40


class Sort:
    """An order of reviews: its name on the page, and the stored columns it goes by."""

    def __init__(self, label, *order):
        self.label, self.order = label, order


SORTS = {
    "helpful": Sort("Most helpful", "-helpfulness", "-published_at", "-pk"),
    "newest": Sort("Newest", "-published_at", "-pk"),
    "oldest": Sort("Oldest", "published_at", "pk"),
    "highest": Sort("Highest rating", F("rating").desc(nulls_last=True), "-helpfulness", "-pk"),
    "lowest": Sort("Lowest rating", F("rating").asc(nulls_last=True), "-helpfulness", "-pk"),
    "most-voted": Sort("Most votes", "-vote_count", "-published_at", "-pk"),
    "prolific": Sort("Most prolific author", "-author_reviews", "-helpfulness", "-pk"),
}


def votes_when_day_began(review, day) -> int:
    """What is few in the morning stays few until the next one, however many vote meanwhile."""
    return review.votes_before if review.counted_on == day else review.vote_count


def recent_with_few_votes(reviews, day):
    """The newest of those published in the thirty days before this one began that had few votes when it did."""
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    few = Q(counted_on=day, votes_before__lt=FEW_VOTES) | (~Q(counted_on=day) & Q(vote_count__lt=FEW_VOTES))
    recent = reviews.filter(few, published_at__gte=midnight - RECENT, published_at__lt=midnight)
    return recent.in_order("newest")[:MOST_GIVEN]


class Mixed:
    """The ids of reviews in the order "Helpful and new", read a page at a time.

    Who gets a fifth place, and which, is drawn by lot at midnight and is the same for everybody all day. Nobody loses
    by it: a review that its votes have put above the place it drew stays where they put it.
    """

    # No language is put before the others.
    puts_first = ""

    def __init__(self, reviews, total: int, day):
        self.reviews, self.total, self.day = reviews, total, day

    def count(self):
        return self.total

    def __getitem__(self, part: slice) -> list[int]:
        start, stop, _ = part.indices(self.total)
        others = iter(self._others[start - self._given_before(start) : stop - self._given_before(stop)])
        ids = (self.given.get(place) or next(others, None) for place in range(start, stop))
        return [pk for pk in ids if pk is not None]

    def is_given(self, place, pk) -> bool:
        """Whether this review has this place, counted from 0, because it is new."""
        return self.given.get(place) == pk

    @cached_property
    def given(self) -> dict[int, int]:
        """The ids of those that have their place because they are new, by place, counted from 0."""
        places = range(EVERY - 1, self.total, EVERY)
        if not places:
            return {}
        drawn = sorted(recent_with_few_votes(self.reviews, self.day).values_list("pk", flat=True), key=self._lot)
        by_votes = {pk: place for place, pk in enumerate(self._by_votes[: EVERY * len(drawn)])} if drawn else {}
        return {place: pk for place, pk in zip(places, drawn, strict=False) if by_votes.get(pk, place) >= place}

    def _lot(self, pk):
        return blake2b(f"{self.day}-{pk}".encode()).digest()

    def _given_before(self, place) -> int:
        return bisect_left(list(self.given), place)

    @property
    def _by_votes(self):
        return self.reviews.in_order("helpful").values_list("pk", flat=True)

    @property
    def _others(self):
        return self._by_votes.exclude(pk__in=self.given.values())


class OneAfterAnother:
    """Two lists of ids as one: the reviews in a language, and then those in all others."""

    def __init__(self, first: Mixed, second: Mixed, language: str):
        self.first, self.second, self.puts_first = first, second, language

    def count(self):
        return self.first.count() + self.second.count()

    def __getitem__(self, part: slice) -> list[int]:
        start, stop, _ = part.indices(self.count())
        border = self.first.count()
        ids = self.first[start : min(stop, border)] if start < border else []
        return ids + self.second[max(start - border, 0) : stop - border] if stop > border else ids

    def is_given(self, place, pk) -> bool:
        border = self.first.count()
        return self.first.is_given(place, pk) if place < border else self.second.is_given(place - border, pk)


def helpful_and_new(reviews, counts: dict[str, int], language: str, day):
    """The ids in the default order: those in the reader's language first, then all others; counts are by language."""
    total, own = sum(counts.values()), counts.get(language, 0)
    if own in (0, total):
        return Mixed(reviews, total, day)
    first, others = reviews.filter(language=language), reviews.exclude(language=language)
    return OneAfterAnother(Mixed(first, own, day), Mixed(others, total - own, day), language)


class Listing:
    """Reviews in the order of a list of ids, for a paginator.

    The ids of a page come from an index alone, and only that page's rows are read, so that late pages stay quick.
    """

    def __init__(self, ids, reviews, total: int):
        self.ids, self.reviews, self.total = ids, reviews, total

    def count(self):
        return self.total

    def __getitem__(self, part: slice) -> list:
        ids = list(self.ids[part])
        found = self.reviews.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]
