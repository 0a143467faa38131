from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings

from catalog.models import ChartMean, Film
from catalog.models.film import weighted_score
from reviews.models import Rating
from tests import make


def recompute() -> str:
    """Run the command; returns what it prints."""
    output = StringIO()
    call_command("recompute_chart", stdout=output)
    return output.getvalue()


class MeanTests(TestCase):
    def test_it_is_the_mean_of_all_ratings_and_not_of_the_films_means(self):
        make.rated(make.film("Loved"), *[10] * 6)
        make.rated(make.film("Panned"), 2, 2)
        self.assertIn("C is 8.0000, the mean of 8 ratings, computed on", recompute())
        mean = ChartMean.objects.get()
        self.assertEqual((mean.value, mean.rating_count), (8.0, 8))
        self.assertEqual(ChartMean.objects.value(), 8.0)

    def test_ratings_that_are_left_out_have_no_part_in_it(self):
        film = make.film()
        Rating.objects.record(film, make.member("ana"), 4)
        Rating.objects.record(film, make.member("ben"), 10)
        Rating.objects.get(value=10).count_or_not(False)
        recompute()
        self.assertEqual(ChartMean.objects.value(), 4.0)

    def test_a_site_without_ratings_says_so_and_stays_as_it_is(self):
        for _ in range(2):
            self.assertEqual(recompute(), "Nobody has rated a film yet; C stays 6.5.\n")
            film = make.film()
        self.assertFalse(ChartMean.objects.exists())
        self.assertEqual(film.weighted_score, 6.5)

    def test_the_same_mean_again_makes_no_row_and_keeps_its_date(self):
        film = make.rated(make.film(), 7, 8, 8)
        recompute()
        first = ChartMean.objects.get()
        self.assertIn("Films weighed anew: 0.", recompute())
        make.rated(film, *[7, 8, 8] * 2)
        recompute()
        self.assertEqual(ChartMean.objects.get().computed_at, first.computed_at)

    def test_another_mean_makes_a_row_and_keeps_the_earlier_one(self):
        film = make.rated(make.film(), 7)
        recompute()
        make.rated(film, 7, 9)
        recompute()
        self.assertEqual(list(ChartMean.objects.order_by("pk").values_list("value", flat=True)), [7.0, 8.0])
        self.assertEqual(ChartMean.objects.value(), 8.0)

    def test_until_then_the_setting_stands_in_without_a_date(self):
        with self.settings(CHART_C=7.5):
            self.assertEqual(ChartMean.objects.value(), 7.5)
            self.assertIsNone(ChartMean.objects.current().computed_at)
        self.assertFalse(ChartMean.objects.exists())


class WeighingTests(TestCase):
    def weighted(self, film):
        film.refresh_from_db()
        return film.weighted_score

    @override_settings(CHART_M=50, CHART_C=6.5)
    def test_three_tens_are_drawn_far_towards_the_mean(self):
        self.assertAlmostEqual(make.rated(make.film(), 10, 10, 10).weighted_score, 6.698, places=3)

    @override_settings(CHART_M=50, CHART_C=6.5)
    def test_two_hundred_eights_much_less(self):
        self.assertAlmostEqual(make.rated(make.film(), *[8] * 200).weighted_score, 7.700, places=3)

    @override_settings(CHART_M=50, CHART_C=6.5)
    def test_a_film_without_ratings_is_the_mean(self):
        self.assertEqual(make.film().weighted_score, 6.5)
        ChartMean.objects.create(value=8.0, rating_count=1)
        self.assertEqual(make.film().weighted_score, 8.0)

    def test_every_film_is_weighed_with_the_new_mean(self):
        loved, unrated = make.rated(make.film("Loved"), *[9] * 5, 8), make.film("Unrated")
        mean = 53 / 6
        self.assertIn("Films weighed anew: 2.", recompute())
        self.assertAlmostEqual(self.weighted(loved), (53 + 10 * mean) / 16)
        self.assertAlmostEqual(self.weighted(unrated), mean)

    def test_the_database_reckons_to_the_last_bit_as_python_does(self):
        """Or else `manage.py recount` would find a difference."""
        for number in range(1, 40):
            make.rated(make.film(f"Film {number}"), *[number % 10 + 1] * number, 3, 7)
        recompute()
        mean = ChartMean.objects.value()
        for film in Film.objects.all():
            self.assertEqual(film.weighted_score, weighted_score(film.rating_sum, film.rating_count, mean))

    def test_later_ratings_count_with_the_new_mean(self):
        film = make.film()
        Rating.objects.record(film, make.member(), 4)
        recompute()
        Rating.objects.record(film, make.member(), 10)
        self.assertEqual(self.weighted(film), (14 + 10 * 4.0) / 12)

    def test_a_change_of_m_is_carried_over_though_the_mean_is_the_same(self):
        film = make.rated(make.film(), *[9] * 5)
        make.rated(make.film("Another"), *[5] * 5)
        recompute()
        with self.settings(CHART_M=40):
            self.assertIn("Films weighed anew: 2.", recompute())
        self.assertEqual(self.weighted(film), (45 + 40 * 7.0) / 45)
        self.assertEqual(ChartMean.objects.count(), 1)

    def test_only_pages_that_show_the_weighted_score_are_new_versions(self):
        rated, rare = make.rated(make.film("Rated"), *[9] * 5), make.rated(make.film("Rare"), 3)
        for expected in (1, 0):
            before = {film.pk: film.version for film in Film.objects.all()}
            recompute()
            after = {film.pk: film.version for film in Film.objects.all()}
            self.assertEqual(after[rated.pk] - before[rated.pk], expected)
            self.assertEqual(after[rare.pk], before[rare.pk])

    def test_the_number_of_queries_does_not_grow_with_the_films(self):
        # A savepoint and its end, the lock, the sums, the mean before, the new one, the versions, the scores.
        for number in range(2):
            for title in range(number * 20 + 1):
                make.rated(make.film(f"Film {number} {title}"), *[6 + number] * 5)
            with self.assertNumQueries(8):
                recompute()


class FilmTests(TestCase):
    def test_counting_many_films_asks_for_the_mean_once(self):
        film = make.film()
        with self.assertNumQueries(0):
            film.count_ratings([0] * 9 + [3], 6.5)
        with self.assertNumQueries(1):
            film.count_ratings([0] * 9 + [3])

    def test_a_new_film_asks_for_the_mean_and_one_with_a_score_does_not(self):
        with self.assertNumQueries(1):
            Film(title="The Road", year=1962)
        with self.assertNumQueries(0):
            Film(title="The Road", year=1962, weighted_score=6.5)


class ConstraintTests(TestCase):
    def test_a_mean_of_ratings_lies_between_1_and_10(self):
        for value in (0.99, 10.01, -7, 0):
            with self.assertRaisesMessage(IntegrityError, "chart_mean_from_1_to_10"), transaction.atomic():
                ChartMean.objects.create(value=value, rating_count=5)
        for value in (1, 10):
            ChartMean.objects.create(value=value, rating_count=5)

    def test_it_is_a_number_of_ratings_of_a_day(self):
        for wrong in ({"value": None}, {"value": float("nan")}, {"rating_count": None}, {"rating_count": -1}):
            with self.subTest(wrong), self.assertRaises(IntegrityError), transaction.atomic():
                ChartMean.objects.create(**{"value": 7, "rating_count": 5} | wrong)

    def test_the_one_made_last_holds_whatever_its_date(self):
        last = ChartMean.objects.create(value=7, rating_count=5)
        later = last.computed_at + timedelta(days=1)
        latest = ChartMean.objects.create(value=8, rating_count=6, computed_at=last.computed_at - timedelta(days=1))
        ChartMean.objects.filter(pk=last.pk).update(computed_at=later)
        self.assertEqual(ChartMean.objects.latest_one(), latest)
