from io import StringIO
from unittest import mock

from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import TestCase, override_settings

from accounts.models import Notification, User
from catalog.models import Film, SeverityTally, TriviaItem
from filmsite import recounting
from reviews.models import Rating, Review
from tests import make
from tests.making import disputes

# For films: ids, rows, the rows again to count for, ratings, reviews and the mean. For facts, tallies and lists,
# of which there are none, the ids. For reviews: the same as for films with votes only, for members with notifications
# only. And once more for each the ids, of which there are none left.
QUERIES = 6 + 1 + 1 + 1 + 4 + 4 + 3


class RecountTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.eva = make.member("ana"), make.member("ben"), make.member("eva")
        cls.film, cls.other = make.film(), make.film("Another Road")
        for member, value in ((cls.ana, 7), (cls.ben, 9)):
            Rating.objects.record(cls.film, member, value)
        cls.review = make.review(cls.film, cls.ana)
        cls.review.record_vote(cls.ben, True)
        cls.review.record_vote(cls.eva, False)
        make.review(cls.film, cls.eva).withdraw()

    def recount(self, **options) -> str:
        output = StringIO()
        call_command("recount", stdout=output, **options)
        return output.getvalue()

    def assert_mended(self, row, **right):
        """The recount finds what was broken, says so, puts it right and then finds nothing more."""
        name = row._meta.verbose_name.capitalize()
        with self.assertRaises(CommandError):
            self.recount(check=True)
        printed = self.recount()
        row.refresh_from_db()
        for figure, value in right.items():
            self.assertEqual(getattr(row, figure), value)
            self.assertIn(f"{name} {row.pk}: {figure} is ", printed)
        self.assertIn("All stored figures are right.", self.recount(check=True))

    def test_what_the_verbs_have_counted_is_right(self):
        self.assertEqual(self.recount(check=True), "All stored figures are right.\n")

    def test_rating_figures_are_mended(self):
        histogram = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0]
        self.film.refresh_from_db()
        right = {"rating_count": 2, "rating_sum": 16, "weighted_score": self.film.weighted_score}
        Film.objects.filter(pk=self.film.pk).update(
            rating_count=9, rating_sum=33, rating_histogram=[1] * 10, weighted_score=3.3
        )
        self.assert_mended(self.film, rating_histogram=histogram, **right)

    def test_the_ratings_of_a_film_nobody_rated_are_mended(self):
        Film.objects.filter(pk=self.other.pk).update(rating_count=1, rating_sum=10)
        self.assert_mended(self.other, rating_count=0, rating_sum=0)

    def test_the_number_of_reviews_is_mended_and_counts_what_is_published(self):
        Film.objects.filter(pk=self.film.pk).update(review_count=2)
        self.assert_mended(self.film, review_count=1)

    def test_answers_about_facts_are_mended(self):
        fact = disputes.answered(make.trivia(self.film), interesting=2, dull=1)
        TriviaItem.objects.filter(pk=fact.pk).update(interesting_count=9, dull_count=0, interest=0.1)
        self.assert_mended(fact, interesting_count=2, dull_count=1, interest=0.6)

    def test_severities_are_mended(self):
        disputes.severities(self.film, "fear", 1, 3, 3)
        tally = self.film.severity_tallies.get()
        SeverityTally.objects.filter(pk=tally.pk).update(none=2, mild=0, severe=7)
        self.assert_mended(tally, none=0, mild=1, severe=2)

    def test_votes_are_mended(self):
        helpfulness = Review.objects.get(pk=self.review.pk).helpfulness
        Review.objects.filter(pk=self.review.pk).update(helpful_count=7, unhelpful_count=8, helpfulness=0.9)
        self.assert_mended(self.review, helpful_count=1, unhelpful_count=1, helpfulness=helpfulness)
        self.assertEqual(self.review.vote_count, 2)

    def test_the_copy_of_the_authors_rating_is_mended(self):
        for wrong in (None, 3):
            with self.subTest(wrong):
                Review.objects.filter(pk=self.review.pk).update(rating=wrong)
                self.assert_mended(self.review, rating=7)

    def test_a_copy_of_a_rating_that_is_gone_is_mended(self):
        review = make.review(self.other, self.eva)
        Review.objects.filter(pk=review.pk).update(rating=3)
        self.assert_mended(review, rating=None)

    def test_the_number_of_unread_notifications_is_mended(self):
        make.told(self.ana)
        Notification.objects.mark_read(self.ana)
        make.told(self.ana)
        for wrong in (0, 7):
            User.objects.filter(pk=self.ana.pk).update(unread_count=wrong)
            self.assert_mended(self.ana, unread_count=1)

    def test_the_unread_notifications_of_a_member_who_has_none_are_mended(self):
        User.objects.filter(pk=self.ben.pk).update(unread_count=3)
        self.assert_mended(self.ben, unread_count=0)

    def test_a_notification_that_arrives_meanwhile_is_no_difference(self):
        look_again = recounting.look_again

        def told_first(suspect, *arguments, **options):
            User.objects.filter(pk=self.ana.pk).update(unread_count=0)
            return look_again(suspect, *arguments, **options)

        User.objects.filter(pk=self.ana.pk).update(unread_count=5)
        with mock.patch.object(recounting, "look_again", told_first):
            self.assertIn("right", self.recount(check=True))

    def test_the_check_changes_nothing(self):
        Film.objects.filter(pk=self.film.pk).update(review_count=5)
        with self.assertRaisesMessage(CommandError, "Wrong figures: 1."):
            self.recount(check=True)
        self.film.refresh_from_db()
        self.assertEqual(self.film.review_count, 5)

    def test_a_mended_film_has_a_new_version(self):
        before = Film.objects.get(pk=self.film.pk).version
        Film.objects.filter(pk=self.film.pk).update(review_count=5)
        self.recount()
        self.assertGreater(Film.objects.get(pk=self.film.pk).version, before)

    @override_settings(CHART_M=3, CHART_C=5.0)
    def test_scores_follow_a_change_of_the_charts_formula(self):
        self.recount()
        self.film.refresh_from_db()
        self.assertEqual(self.film.weighted_score, (16 + 3 * 5.0) / (2 + 3))

    def test_a_vote_that_arrives_meanwhile_is_no_difference(self):
        look_again = recounting.look_again

        def vote_first(suspect, *arguments, **options):
            Film.objects.filter(pk=self.film.pk).update(review_count=1)
            return look_again(suspect, *arguments, **options)

        Film.objects.filter(pk=self.film.pk).update(review_count=5)
        with mock.patch.object(recounting, "look_again", vote_first):
            self.assertIn("right", self.recount(check=True))

    def test_the_number_of_queries_grows_with_batches_and_not_with_films(self):
        with self.assertNumQueries(QUERIES):
            self.recount(check=True)
        for number in range(20):
            make.review(make.film(f"Road {number}"), self.ana)
            make.told(make.member())
        with self.assertNumQueries(QUERIES):
            self.recount(check=True)

    def test_every_batch_is_looked_at(self):
        last = make.film("The Last Road")
        Film.objects.filter(pk=last.pk).update(review_count=4)
        with mock.patch.object(recounting, "BATCH", 2), transaction.atomic():
            self.assertIn(f"Film {last.pk}: review_count is 4, counted 0", self.recount())
