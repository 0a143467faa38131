from math import sqrt

from django.test import TestCase

from accounts.models import User
from catalog.histogram import percentages
from reviews.models import Rating, Review
from tests import make, real_data

PER_PAGE = 25


def lower_bound(positive, total):
    """Wilson's lower bound as the smaller root of his quadratic equation: another way to the same number."""
    if not total:
        return 0
    z2, share = 1.96**2, positive / total
    a, b, c = 1 + z2 / total, -(2 * share + z2 / total), share**2
    return (-b - sqrt(max(0, b * b - 4 * a * c))) / (2 * a)


@real_data.needed
class RealReviewsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("Forrest Gump", 1994)
        cls.rows = list(real_data.reviews_of("forrest-gump"))
        members = User.objects.bulk_create(User(username=f"reader-{number}") for number in range(len(cls.rows)))
        reviews, ratings = [], []
        for member, row in zip(members, cls.rows, strict=True):
            review = Review(
                film=cls.film,
                author=member,
                headline=row["headline"],
                body=row["body"],
                rating=row["rating"],
                published_at=row["when"],
            )
            review.count_votes(row["helpful"], row["votes"] - row["helpful"])
            reviews.append(review)
            if row["rating"]:
                ratings.append(Rating(film=cls.film, member=member, value=row["rating"]))
        Review.objects.bulk_create(reviews)
        Rating.objects.bulk_create(ratings)
        cls.film.count_ratings([sum(rating.value == value for rating in ratings) for value in range(1, 11)])
        cls.film.review_count = len(reviews)
        cls.film.save()

    def test_the_list_read_to_its_end_holds_every_review_once_in_the_right_order(self):
        ids = []
        for page in range(1, -(-len(self.rows) // PER_PAGE) + 1):
            response = self.client.get(f"{self.film.get_absolute_url()}reviews/?page={page}")
            ids += [review.pk for review in response.context["page"]]
        everything = Review.objects.values_list("pk", "helpful_count", "vote_count", "published_at")
        expected = sorted(
            everything, key=lambda row: (round(lower_bound(row[1], row[2]), 9), row[3], row[0]), reverse=True
        )
        self.assertEqual(ids, [row[0] for row in expected])

    def test_the_film_page_shows_the_figures(self):
        response = self.client.get(self.film.get_absolute_url())
        ratings = [row["rating"] for row in self.rows if row["rating"]]
        self.assertContains(response, f"<b>{sum(ratings) / len(ratings):.1f}</b>")
        self.assertEqual(sum(percentages(self.film.rating_histogram)), 100)
        self.assertContains(response, f"All {len(self.rows)} reviews")
