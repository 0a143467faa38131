"""What the demo's members think: ratings, reviews and votes on them."""

from catalog.models import ChartMean, Film
from catalog.models.film import RATING_FIGURES
from filmsite.demo.content import LAST_MOMENT, SHIFT, checked, moment_between, read_all, shuffled
from filmsite.demo.members import ACCOUNTS
from reviews.changes import is_another_text
from reviews.models import HelpfulVote, Rating, Review, Revision, TextPrint
from reviews.models.review import VOTE_FIGURES
from reviews.originality import prints
from reviews.sides import BETWEEN, side_of

REVIEW_KEYS = (
    "author",
    "headline",
    "rating",
    "date",
    "body",
    "has_spoilers",
    "helpful",
    "unhelpful",
    "language",
    # For a review that was edited: when, and what it said before.
    "edited",
    "first_body",
)


def load_opinions(catalogue, members):
    """Ratings, reviews and votes of all films, with the figures that follow from them."""
    mean = ChartMean.objects.value()
    for slug, file in read_all("reviews").items():
        if slug not in catalogue.films:
            raise file.wrong(f"there is no film “{slug}”")
        file.refuse_others("ratings", "reviews")
        film = catalogue.films[slug]
        entries = file.entries("reviews")
        film.count_ratings(load_ratings(film, file, entries, members), mean)
        load_reviews(film, entries, members)
    Film.objects.bulk_update(catalogue.films.values(), [*RATING_FIGURES, "review_count"])
    ChartMean.objects.recompute()
    for member in members.values():
        member.reviews.update(author_reviews=member.reviews.count())


def load_ratings(film, file, entries, members) -> list[int]:
    """The reviewers' own ratings, and those of as many further members as `ratings` counts: [of 1, of 2, ... of 10].

    Returns how many there are of each then.
    """
    given = {entry["author"]: entry for entry in entries}
    if len(given) < len(entries):
        raise file.wrong("somebody reviews the film twice")
    ratings = [
        checked(rating(film, members.of(entry, "author"), entry["rating"], entry.moment("date")), entry)
        for entry in entries
        if "rating" in entry
    ]
    others = [members[name] for name in voters(members, file.where) if name not in given]
    values = [value for value, count in enumerate(file["ratings"], start=1) for _ in range(count)]
    if len(file["ratings"]) != 10 or len(values) > len(others):
        raise file.wrong(f"“ratings” has ten numbers, of {len(others)} members at most in all")
    for member, value in zip(others, values, strict=False):
        salt = f"{file.where}/{member.username}"
        ratings.append(rating(film, member, value, moment_between(member.date_joined, LAST_MOMENT, salt)))
    Rating.objects.bulk_create(ratings)
    histogram = [0] * 10
    for one in ratings:
        histogram[one.value - 1] += 1
    return histogram


def rating(film, member, value, rated_at) -> Rating:
    return Rating(film=film, member=member, value=value, rated_at=rated_at)


def voters(members, salt) -> list[str]:
    """Who rates and votes, in an order of chance: first those whom nobody signs in as."""
    writers = [name for name in members if name not in ACCOUNTS]
    return [*shuffled(writers, salt), "bob", "alice"]


def load_reviews(film, entries, members):
    """Reviews with their revisions and the votes on them; the figures follow from the votes, as everywhere."""
    reviews = Review.objects.bulk_create(review(film, entry, members) for entry in entries)
    sides = {pk: side_of(value) for pk, value in film.ratings.values_list("member", "value")}
    for one, entry in zip(reviews, entries, strict=True):
        revisions = Revision.objects.bulk_create(revisions_of(one, entry))
        HelpfulVote.objects.bulk_create(votes_on(revisions, entry, members, sides))
    TextPrint.objects.bulk_create(
        TextPrint(review=one, value=value) for one in reviews for value in set(prints(one.body))
    )
    ballots = HelpfulVote.objects.ballots([one.pk for one in reviews])
    for one in reviews:
        one.set_vote_figures(ballots.get(one.pk, []))
    Review.objects.bulk_update(reviews, VOTE_FIGURES)
    film.review_count = len(reviews)


def review(film, entry, members) -> Review:
    entry.refuse_others(*REVIEW_KEYS)
    row = Review(
        film=film,
        author=members.of(entry, "author"),
        headline=entry["headline"],
        body=entry["body"].strip(),
        has_spoilers=entry.get("has_spoilers", False),
        language=entry.get("language", "en"),
        rating=entry.get("rating"),
        published_at=entry.moment("date"),
        edited_at=entry.moment("edited") if "edited" in entry else None,
        revision_count=2 if "edited" in entry else 1,
    )
    if row.published_at < row.author.date_joined:
        raise entry.wrong(f"{row.author.username} joined only on {row.author.date_joined - SHIFT:%Y-%m-%d}")
    return checked(row, entry)


def revisions_of(review, entry) -> list[Revision]:
    """What it says now, and before that what it said first where it was edited."""
    now = Revision(review=review, number=review.revision_count, made_by=review.author, **review.text)
    now.made_at = review.edited_at or review.published_at
    if "edited" not in entry:
        return [now]
    text = review.text | {"body": entry["first_body"].strip()}
    first = Revision(review=review, number=1, made_by=review.author, made_at=review.published_at, **text)
    first.is_earlier = is_another_text(first.plain_text(), now.plain_text())
    return [first, now]


def votes_on(revisions, entry, members, sides) -> list[HelpfulVote]:
    """As many answers as the entry counts, each from somebody else."""
    helpful, unhelpful = entry.get("helpful", 0), entry.get("unhelpful", 0)
    author = revisions[0].review.author
    names = [name for name in voters(members, entry.where) if name != author.username]
    if helpful + unhelpful > len(names):
        raise entry.wrong(f"{len(names)} members can vote on it")
    answers = [True] * helpful + [False] * unhelpful
    pairs = zip(names, answers, strict=False)
    return [vote(revisions, members[name], is_helpful, entry, sides) for name, is_helpful in pairs]


def vote(revisions, voter, is_helpful, entry, sides) -> HelpfulVote:
    """A vote on what stood there at its moment."""
    review = revisions[0].review
    since = max(review.published_at, voter.date_joined)
    cast_at = moment_between(since, LAST_MOMENT, f"{entry.where}/{voter.username}")
    return HelpfulVote(
        review=review,
        film=review.film,
        author_id=review.author_id,
        voter=voter,
        revision=next(revision for revision in reversed(revisions) if revision.made_at <= cast_at),
        is_helpful=is_helpful,
        side=sides.get(voter.pk, BETWEEN),
        cast_at=cast_at,
        is_counted=True,
    )
