"""A film's ratings by who gave them, so that everybody can see whether one kind of member sees it differently."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q

from catalog import histogram

MIN_VOTERS = 5
MANY_RATINGS = 10
FIRST_DAYS = timedelta(days=30)


@dataclass
class Group:
    """Voters of one kind, by what they gave."""

    label: str
    counts: list[int] = field(default_factory=lambda: [0] * 10)

    @property
    def count(self):
        return sum(self.counts)

    @property
    def mean(self):
        return histogram.mean(self.counts)


@dataclass
class Split:
    """All voters of a film in two groups, by a question that each of them answers with yes (the first) or no.

    Nobody may be told by the group they are in. So a group of fewer than five is only a number; and so is the other
    one then, because what everybody gave is known, and the difference would be what the few gave.
    """

    title: str
    question: str
    first: Group
    second: Group

    @property
    def is_drawn(self):
        return min(self.first.count, self.second.count) >= MIN_VOTERS

    def bars(self) -> list[dict]:
        """From 10 down to 1 the share of each group that gave it, with lengths against the longest of both."""
        shares = [histogram.percentages(group.counts) for group in (self.first, self.second)]
        longest = max(map(max, shares))
        return [
            {
                "value": value,
                "sides": [{"share": side[value - 1], "length": side[value - 1] * 100 // longest} for side in shares],
            }
            for value in range(10, 0, -1)
        ]


@dataclass
class Voters:
    """Who rated a film: the splits of those whose ratings count, and how many ratings are left out."""

    splits: list[Split]
    left_out: int


def voters_of(film) -> Voters:
    """In one query, whatever the film."""
    splits = [
        Split("With and without a review", "Have they also reviewed it?", Group("Reviewed it"), Group("Only rated it")),
        Split("Many films and few", "Have they rated ten films or more?", Group("Ten or more"), Group("Fewer")),
        Split(
            "New here and settled",
            "Did they rate it in their first 30 days here?",
            Group("In the first 30 days"),
            Group("Later"),
        ),
    ]
    left_out = 0
    for is_counted, value, *kinds, count in tallied(film):
        if not is_counted:
            left_out += count
            continue
        for split, is_first in zip(splits, kinds, strict=True):
            group = split.first if is_first else split.second
            group.counts[value - 1] += count
    return Voters(splits, left_out)


def tallied(film):
    """Whether it counts, what was given, the answers that divide the voters, and how many ratings these fit."""
    of_voter = film.ratings.model.objects.filter(member=OuterRef("member")).order_by()
    # Looks no further than the tenth rating of a member, however many there are.
    has_many = Exists(of_voter[MANY_RATINGS - 1 :])
    has_reviewed = Exists(film.reviews.published().filter(author=OuterRef("member")))
    was_new = Q(rated_at__lt=F("member__date_joined") + FIRST_DAYS)
    rows = film.ratings.annotate(
        has_reviewed=has_reviewed,
        has_many=has_many,
        was_new=ExpressionWrapper(was_new, output_field=BooleanField()),
    )
    kinds = rows.order_by().values_list("is_counted", "value", "has_reviewed", "has_many", "was_new")
    return kinds.annotate(count=Count("pk"))
