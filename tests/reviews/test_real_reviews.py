from collections import Counter
from datetime import timedelta
from hashlib import blake2b
from math import sqrt
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.test import TestCase

from accounts.models import User
from catalog.histogram import percentages
from reviews.models import Rating, Review
from reviews.views.review_list import listing
from tests import make, real_data

FILMS = {"forrest-gump": 1994, "pulp-fiction": 1994, "thor-ragnarok": 2017}
PER_PAGE = 25


def lower_bound(positive, total):
    """Wilson's lower bound as the smaller root of his quadratic equation: another way to the same number."""
    if not total:
        return 0
    z2, share = 1.96**2, positive / total
    a, b, c = 1 + z2 / total, -(2 * share + z2 / total), share**2
    return (-b - sqrt(max(0, b * b - 4 * a * c))) / (2 * a)


def in_pure_order(rows):
    """The rows, the most helpful first."""

    def rank(row):
        return round(lower_bound(row["helpful"], row["votes"]), 9), row["when"], row["pk"]

    return sorted(rows, key=rank, reverse=True)


def few_voted(rows, day):
    """The forty newest of the thirty days before this one that few voted on, as the lot of the day orders them."""
    few = [row for row in rows if row["votes"] < 5 and 1 <= (day - row["when"].date()).days <= 30]
    few.sort(key=lambda row: (row["when"], row["pk"]), reverse=True)
    return sorted(few[:40], key=lambda row: blake2b(f"{day}-{row['pk']}".encode()).digest())


def in_mixed_order(rows, day):
    """One row after the other: in every fifth place the next of the lot, unless its votes have put it higher."""
    by_votes = [row["pk"] for row in in_pure_order(rows)]
    lots = [row["pk"] for row in few_voted(rows, day)][: len(rows) // 5]
    given = {5 * n: pk for n, pk in enumerate(lots, start=1) if by_votes.index(pk) + 1 >= 5 * n}
    others = [pk for pk in by_votes if pk not in given.values()]
    mixed = []
    for place in range(1, len(rows) + 1):
        mixed.append(given[place] if place in given else others.pop(0))
    return mixed


def busiest_day(rows):
    """The day on which most of the reviews of the month before have few votes."""
    few = (row["when"].date() for row in rows if row["votes"] < 5)
    recent_on = Counter(published + timedelta(days=age) for published in few for age in range(1, 31))
    return max(recent_on, key=lambda day: (recent_on[day], day))


@real_data.needed
class RealReviewsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.films = {}
        for name, year in FILMS.items():
            film, rows = make.film(name, year), list(real_data.reviews_of(name))
            members = User.objects.bulk_create(User(username=f"{name[:4]}-{number}") for number in range(len(rows)))
            reviews = Review.objects.bulk_create(
                cls.review(film, member, row) for member, row in zip(members, rows, strict=True)
            )
            for review, row in zip(reviews, rows, strict=True):
                row["pk"] = review.pk
            Rating.objects.bulk_create(
                Rating(film=film, member=review.author, value=review.rating) for review in reviews if review.rating
            )
            film.count_ratings([sum(row["rating"] == value for row in rows) for value in range(1, 11)])
            film.review_count = len(rows)
            film.save()
            cls.films[film] = rows

    @staticmethod
    def review(film, member, row):
        text = {"headline": row["headline"], "body": row["body"]}
        review = Review(film=film, author=member, rating=row["rating"], published_at=row["when"], **text)
        return make.voted(review, row["helpful"], row["votes"] - row["helpful"])

    def read_to_the_end(self, film, rows, sort=""):
        chosen = {"sort": sort, "language": ""}
        pages = Paginator(listing(film.reviews, {"en": len(rows)}, chosen, "", AnonymousUser()), PER_PAGE)
        return [review.pk for page in pages for review in page]

    def test_the_most_helpful_read_to_the_end_are_all_there_in_the_right_order(self):
        for film, rows in self.films.items():
            with self.subTest(film=film.title, reviews=len(rows)):
                expected = [row["pk"] for row in in_pure_order(rows)]
                self.assertEqual(self.read_to_the_end(film, rows, "helpful"), expected)

    def test_helpful_and_new_read_to_the_end_gives_every_fifth_place_to_a_new_one(self):
        for film, rows in self.films.items():
            day = busiest_day(rows)
            with self.subTest(film=film.title, day=day), patch("django.utils.timezone.localdate", return_value=day):
                self.assertGreater(len(few_voted(rows, day)), 5)
                self.assertEqual(self.read_to_the_end(film, rows), in_mixed_order(rows, day))

    def test_the_pages_of_a_film_hold_what_the_list_holds(self):
        film, rows = min(self.films.items(), key=lambda film_and_rows: len(film_and_rows[1]))
        day, ids = busiest_day(rows), []
        with patch("django.utils.timezone.localdate", return_value=day):
            for page in range(1, -(-len(rows) // PER_PAGE) + 1):
                response = self.client.get(f"{film.get_absolute_url()}reviews/?page={page}")
                ids += [review.pk for review in response.context["page"]]
        self.assertEqual(ids, in_mixed_order(rows, day))

    def test_the_film_page_shows_the_figures(self):
        for film, rows in self.films.items():
            response = self.client.get(film.get_absolute_url())
            ratings = [row["rating"] for row in rows if row["rating"]]
            self.assertContains(response, f"<b>{sum(ratings) / len(ratings):.1f}</b>")
            self.assertEqual(sum(percentages(film.rating_histogram)), 100)
            self.assertContains(response, f"All {len(rows)} reviews")
