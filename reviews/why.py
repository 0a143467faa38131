"""Why a review stands where it stands on a list, in sentences with its own figures."""

from django.utils import timezone
from django.utils.formats import date_format

from reviews.orders import votes_when_day_began


def why_here(review, sort: str, day, *, is_given=False) -> list[str]:
    """For a list in the order of this name; `is_given` says that the review has a place for being new."""
    if is_given:
        return [by_newness(review, day)]
    return OTHER_SORTS[sort](review) if sort in OTHER_SORTS else by_votes(review)


def by_language(review, puts_first: str) -> str:
    """Where the reader's language comes before all others."""
    if review.language == puts_first:
        return "Reviews in your language stand first; this is its place among them."
    return "Reviews in your language stand before it; this is its place among the others."


def by_newness(review, day) -> str:
    age = (day - timezone.localtime(review.published_at).date()).days
    votes = votes_when_day_began(review, day)
    return (
        "Every fifth place goes to a recent review with few votes: "
        f"this one is {number_of(age, 'day')} old and had {number_of(votes, 'vote')} this morning."
    )


def by_votes(review) -> list[str]:
    """How its votes make the figure that decides its place among the most helpful."""
    if not review.vote_count:
        return [
            "Nobody has voted on it yet. It stands behind all that have been found helpful, among equals newest first."
        ]
    sentences = []
    if review.present_vote_count:
        sentences.append(f"{review.helpful_count:,} of {review.present_vote_count:,} found it helpful.")
    if review.earlier_vote_count:
        sentences.append(
            f"{review.earlier_helpful_count:,} of {review.earlier_vote_count:,} found an earlier version helpful; "
            "such votes weigh half."
        )
    weighed = " so weighed" if review.earlier_vote_count else ""
    sentences.append(
        f"With {number_of(review.vote_count, 'vote')}{weighed} the true share lies above {review.helpfulness:.1%} "
        "(97.5% sure, the lower Wilson bound); that figure decides the place."
    )
    return sentences


def by_rating(review, which) -> list[str]:
    if review.rating is None:
        return ["Its author has not rated the film, so it stands behind all whose authors have."]
    return [f"Its author gave the film {review.rating} of 10. The {which} stand first, among equals the most helpful."]


def by_date(review, which) -> list[str]:
    when = date_format(timezone.localtime(review.published_at), "j F Y")
    return [f"It was published on {when}. The {which} stand first."]


OTHER_SORTS = {
    "newest": lambda review: by_date(review, "newest"),
    "oldest": lambda review: by_date(review, "oldest"),
    "highest": lambda review: by_rating(review, "highest ratings"),
    "lowest": lambda review: by_rating(review, "lowest ratings"),
    "most-voted": lambda review: [
        f"It has {number_of(review.vote_count, 'vote')}. Those with the most stand first, among equals the newest."
    ],
    "prolific": lambda review: [
        f"Its author has published {number_of(review.author_reviews, 'review')} here. "
        "Those who have written the most stand first."
    ],
}


def number_of(count: int, thing: str) -> str:
    """No votes, 1 vote, 2,000 votes."""
    return f"{f'{count:,}' if count else 'no'} {thing}{'' if count == 1 else 's'}"
