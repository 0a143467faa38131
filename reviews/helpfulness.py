"""How helpful a review is, from its votes alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from reviews.sides import AGAINST, FOR

Z = 1.96
# What a vote on an earlier version weighs in the order.
EARLIER_WEIGHT = 0.5
# "Helpful on both sides": so many votes at least from each, and so sure that most of each found it helpful.
BOTH_SIDES_VOTES = 5
BOTH_SIDES_BOUND = 0.5


def wilson_lower_bound(positive: float, total: float, z: float = Z) -> float:
    """The lower bound of the Wilson score interval for the share of positive votes, between 0 and 1; 0 without votes.

    With z = 1.96 the true share lies above it with 97.5 % confidence, so a review with few votes cannot outrank one
    that many found helpful. 28 of 32 gives 0.7193, 1 of 1 gives 0.2065. Votes can be weighed: half a vote counts half.
    Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the
    American Statistical Association 22 (1927).
    """
    if total == 0:
        return 0.0
    share = positive / total
    centre = share + z * z / (2 * total)
    spread = z * sqrt((share * (1 - share) + z * z / (4 * total)) / total)
    # Rounded, so that what is equal on paper (0 of 3 and 0 of 5, say) is equal in the order too.
    return round(max(0.0, (centre - spread) / (1 + z * z / total)), 10)


@dataclass(frozen=True)
class Ballot:
    """Some equal votes: the answer, whether on an earlier version, the voters' side towards the film, how many."""

    is_helpful: bool
    is_earlier: bool
    side: int
    number: int


def figures(ballots: Iterable[Ballot]) -> dict[str, int | float]:
    """The stored figures of a review that follow from its votes."""
    ballots = list(ballots)
    helpful, unhelpful = total(ballots, True, earlier=False), total(ballots, False, earlier=False)
    earlier_helpful, earlier_unhelpful = total(ballots, True, earlier=True), total(ballots, False, earlier=True)
    return {
        "helpful_count": helpful,
        "unhelpful_count": unhelpful,
        "earlier_helpful_count": earlier_helpful,
        "earlier_unhelpful_count": earlier_unhelpful,
        "helpfulness": wilson_lower_bound(
            helpful + EARLIER_WEIGHT * earlier_helpful,
            helpful + unhelpful + EARLIER_WEIGHT * (earlier_helpful + earlier_unhelpful),
        ),
        "bridging": bridging(ballots),
    }


def total(ballots, is_helpful, *, earlier, sides=(FOR, 0, AGAINST)) -> int:
    return sum(
        ballot.number
        for ballot in ballots
        if ballot.is_helpful == is_helpful and ballot.is_earlier == earlier and ballot.side in sides
    )


def bridging(ballots) -> float:
    """How sure it is that both sides found the review helpful: the lower of their two Wilson bounds.

    Votes on the present version only; 0 where either side has cast fewer than five. The idea is that of X Community
    Notes: what people find helpful who otherwise disagree.
    """
    bounds = []
    for side in (FOR, AGAINST):
        yes = total(ballots, True, earlier=False, sides=(side,))
        votes = yes + total(ballots, False, earlier=False, sides=(side,))
        bounds.append(wilson_lower_bound(yes, votes) if votes >= BOTH_SIDES_VOTES else 0.0)
    return min(bounds)
