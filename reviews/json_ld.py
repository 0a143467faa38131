"""Reviews in the words of schema.org, for search engines. Of what gives a story away they learn nothing."""

from catalog.json_ld import SCALE, known, mention, movie
from filmsite.addresses import absolute
from reviews import text


def film_page(film, details, credits, reviews) -> dict:
    """A film and the reviews on its page: the one that is printed with its beginning, the others by their headlines."""
    open_reviews = [review for review in reviews if not review.has_spoilers]
    opinions = [opinion(review, with_words=number == 0) for number, review in enumerate(open_reviews)]
    return known({**movie(film, details, credits), "review": opinions})


def review_page(review) -> dict:
    """A review on its own page."""
    return opinion(review) | {"itemReviewed": mention(review.film)}


def opinion(review, *, with_words=True) -> dict:
    """What a member thinks of a film; without a word of the text where the whole of it gives the story away."""
    author = review.author
    has_words = with_words and not review.has_spoilers
    return known(
        {
            "@type": "Review",
            "name": review.headline,
            "url": absolute(review.get_absolute_url()),
            "author": known({"@type": "Person", "name": str(author), "url": page_of(author)}),
            "datePublished": review.published_at.isoformat(),
            "dateModified": review.changed_at.isoformat() if review.changed_at else "",
            "inLanguage": review.language,
            "reviewRating": {"@type": "Rating", "ratingValue": review.rating, **SCALE} if review.rating else {},
            "reviewBody": text.excerpt(review.body) if has_words else "",
        }
    )


def page_of(member) -> str:
    """Where the member's public page is; nothing for one who has been shut out."""
    return absolute(member.get_absolute_url()) if member.is_active else ""
