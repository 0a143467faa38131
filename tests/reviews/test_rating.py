from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from catalog.histogram import bars, percentages
from reviews.models import Rating
from tests import make


class RatingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")
        cls.film = make.film()
        cls.url = reverse("reviews:rating", args=[cls.film.pk, cls.film.slug])

    def figures(self):
        self.film.refresh_from_db()
        return self.film.rating_count, self.film.rating_sum

    def test_a_rating_counts_and_leads_back_to_the_film(self):
        self.client.force_login(self.ana)
        response = self.client.post(self.url, {"value": "8"})
        self.assertRedirects(response, f"{self.film.get_absolute_url()}#rating", fetch_redirect_response=False)
        self.assertEqual(self.figures(), (1, 8))
        self.assertEqual(self.film.rating_histogram, [0, 0, 0, 0, 0, 0, 0, 1, 0, 0])

    def test_it_can_be_changed(self):
        self.client.force_login(self.ana)
        self.client.post(self.url, {"value": "8"})
        self.client.post(self.url, {"value": "3"})
        self.assertEqual(self.figures(), (1, 3))
        self.assertEqual(self.ana.ratings.get().value, 3)

    def test_it_can_be_cleared_twice(self):
        self.client.force_login(self.ana)
        self.client.post(self.url, {"value": "8"})
        self.client.post(self.url, {"value": "8", "clear": "yes"})
        self.client.post(self.url, {})
        self.assertEqual(self.figures(), (0, 0))
        self.assertFalse(Rating.objects.exists())

    def test_the_members_review_carries_it(self):
        review = make.review(self.film, self.ana)
        Rating.objects.record(self.film, self.ana, 9)
        review.refresh_from_db()
        self.assertEqual(review.rating, 9)
        Rating.objects.clear(self.film, self.ana)
        review.refresh_from_db()
        self.assertIsNone(review.rating)

    def test_there_is_no_score_below_five_ratings(self):
        for number in range(4):
            Rating.objects.record(self.film, make.member(), 6 + number)
        self.figures()
        self.assertIsNone(self.film.score)
        self.assertContains(self.client.get(self.film.get_absolute_url()), "No score yet")
        Rating.objects.record(self.film, make.member(), 10)
        self.figures()
        self.assertAlmostEqual(self.film.score, 8.0)
        self.assertContains(self.client.get(self.film.get_absolute_url()), "<b>8.0</b>")

    def test_the_weighted_score_draws_few_ratings_towards_the_mean(self):
        with self.settings(CHART_M=50, CHART_C=6.5):
            for _ in range(3):
                Rating.objects.record(self.film, make.member(), 10)
        self.figures()
        self.assertAlmostEqual(self.film.weighted_score, 6.698, places=3)

    def test_a_script_gets_the_score_and_not_the_page(self):
        self.client.force_login(self.ana)
        response = self.client.post(self.url, {"value": "7"}, headers={"X-Enhance": "1"})
        self.assertContains(response, "Your rating: <b>7</b>")
        self.assertNotContains(response, "<html")

    def test_visitors_sign_in_first(self):
        response = self.client.post(self.url, {"value": "8"})
        self.assertIn("/accounts/login/?next=%2Ffilms%2F", response["Location"])
        self.assertEqual(self.figures(), (0, 0))

    def test_only_whole_numbers_from_1_to_10(self):
        self.client.force_login(self.ana)
        for value in ("0", "11", "7.5", "-1", "ten", "8\x00", "９９"):
            self.assertEqual(self.client.post(self.url, {"value": value}).status_code, 400, value)
        self.assertEqual(self.figures(), (0, 0))

    def test_looking_changes_nothing_and_an_unknown_film_is_not_found(self):
        self.client.force_login(self.ana)
        self.assertEqual(self.client.get(self.url).status_code, 405)
        self.assertEqual(self.client.post("/films/999/x/rating/", {"value": "8"}).status_code, 404)


class RatingConstraintTests(TestCase):
    def test_the_database_keeps_one_rating_per_member_and_film(self):
        ana, film = make.member(), make.film()
        Rating.objects.create(film=film, member=ana, value=5)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Rating.objects.create(film=film, member=ana, value=6)

    def test_the_database_refuses_a_rating_outside_1_to_10(self):
        film = make.film()
        for value in (0, 11):
            with self.assertRaises(IntegrityError), transaction.atomic():
                Rating.objects.create(film=film, member=make.member(), value=value)


class HistogramTests(TestCase):
    def test_percentages_add_to_100(self):
        for counts in ([1] * 3, [1] * 7, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [0, 0, 1], [999, 1, 1, 1, 1, 1, 1]):
            self.assertEqual(sum(percentages(counts)), 100, counts)

    def test_nothing_is_zero_percent(self):
        self.assertEqual(percentages([0] * 10), [0] * 10)

    def test_the_largest_remainder_gets_what_is_left(self):
        self.assertEqual(percentages([1, 1, 1]), [34, 33, 33])
        self.assertEqual(percentages([15, 71, 14]), [15, 71, 14])

    def test_bars_run_from_10_to_1_against_the_longest(self):
        first, *_, last = bars([2, 0, 0, 0, 0, 0, 0, 0, 0, 4])
        self.assertEqual(first, {"value": 10, "count": 4, "percent": 67, "length": 100})
        self.assertEqual(last, {"value": 1, "count": 2, "percent": 33, "length": 50})
