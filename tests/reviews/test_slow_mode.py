from datetime import timedelta

from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from accounts.models import User
from reviews.models import HelpfulVote, SlowMode
from tests import make
from tests.reviews.votes import at, figures


class SlowModeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.review, cls.other = make.review(cls.film), make.review(cls.film)
        cls.crowd = [make.member() for _ in range(14)]

    def crowd_votes(self, review=None, voters=None):
        for voter in voters or self.crowd:
            (review or self.review).record_vote(voter, True)

    def test_a_burst_on_one_review_puts_the_film_in_slow_mode_and_its_votes_wait(self):
        self.crowd_votes()
        self.film.refresh_from_db()
        self.assertTrue(self.film.is_slow)
        self.assertEqual(figures(self.review), (0, 0))
        slow = SlowMode.objects.get()
        self.assertEqual((slow.voters, slow.minutes), (7, 24 * 60))
        self.assertEqual(slow.reason, "7 members voted within 24 hours, where hardly anybody usually does")
        self.assertIn("many more than usual", HelpfulVote.objects.first().why_waiting())

    def test_a_burst_on_many_reviews_is_one_too(self):
        for voter in self.crowd:
            make.review(self.film).record_vote(voter, True)
        slow = SlowMode.objects.get()
        self.assertEqual((slow.voters, slow.minutes), (11, 10))
        self.assertFalse(HelpfulVote.objects.counted().exists())

    def test_new_accounts_wait_anyway_and_slow_nobody_down(self):
        self.crowd_votes(voters=[make.newcomer() for _ in range(14)])
        self.review.record_vote(make.member(), True)
        self.assertFalse(SlowMode.objects.exists())
        self.assertEqual(figures(self.review), (1, 0))

    def test_the_readers_of_a_much_read_film_are_no_burst(self):
        readers = User.objects.bulk_create(User(username=f"reader{number}") for number in range(40))
        for other in [make.review(self.film) for _ in range(30)]:
            with at(timezone.now() - timedelta(days=2 + other.pk % 28)):
                for reader in readers:
                    self.cast_quietly(reader, other)
        start = timezone.now() - timedelta(hours=12)
        for number, voter in enumerate(self.crowd[:9]):
            with at(start + timedelta(minutes=45 * number)):
                self.review.record_vote(voter, True)
        self.assertFalse(SlowMode.objects.exists())

    def test_every_vote_counts_a_day_after_it_was_cast(self):
        self.crowd_votes()
        with at(timezone.now() + timedelta(hours=24, minutes=1)):
            call_command("tend", verbosity=0)
            self.film.refresh_from_db()
            self.assertFalse(self.film.is_slow)
        self.assertEqual(figures(self.review), (14, 0))

    def test_votes_on_the_films_other_reviews_wait_too_and_those_of_yesterday_go_on_counting(self):
        with at(timezone.now() - timedelta(days=2)):
            self.other.record_vote(make.member(), True)
        self.crowd_votes()
        self.other.record_vote(make.member(), True)
        self.assertEqual(figures(self.other), (1, 0))

    def test_a_crowd_that_comes_over_a_day_is_a_burst_on_one_review(self):
        start = timezone.now() - timedelta(hours=12)
        for number, voter in enumerate(self.crowd):
            with at(start + timedelta(minutes=45 * number)):
                self.review.record_vote(voter, True)
        self.assertEqual(figures(self.review), (0, 0))
        self.assertEqual(SlowMode.objects.get().minutes, 24 * 60)

    def test_what_is_usual_for_a_review_is_no_burst(self):
        readers = User.objects.bulk_create(User(username=f"reader{number}") for number in range(130))
        for number, reader in enumerate(readers):
            with at(timezone.now() - timedelta(days=29) + timedelta(hours=5 * number)):
                self.cast_quietly(reader)
        start = timezone.now() - timedelta(hours=12)
        for number, voter in enumerate(self.crowd):
            with at(start + timedelta(minutes=45 * number)):
                self.review.record_vote(voter, True)
        self.assertFalse(SlowMode.objects.exists())
        self.assertEqual(figures(self.review), (144, 0))

    def cast_quietly(self, voter, review=None):
        """A vote as it would stand in the database after its day."""
        review = review or self.review
        HelpfulVote.objects.create(
            review=review,
            film=self.film,
            author=review.author,
            voter=voter,
            revision=review.present_revision(),
            is_helpful=True,
            is_counted=True,
            cast_at=timezone.now(),
        )

    def test_some_members_on_many_reviews_are_no_crowd(self):
        reviews = [make.review(self.film) for _ in range(8)]
        for review in reviews:
            self.crowd_votes(review, self.crowd[:5])
        self.assertFalse(SlowMode.objects.exists())

    def test_a_moderator_who_has_looked_ends_it_early(self):
        self.crowd_votes()
        SlowMode.objects.get().end(make.moderator())
        self.film.refresh_from_db()
        self.assertFalse(self.film.is_slow)
        self.assertEqual(figures(self.review), (14, 0))

    def test_an_answer_that_waits_goes_on_waiting_when_it_is_changed(self):
        self.crowd_votes()
        slow = SlowMode.objects.get()
        self.film.slow_modes.update(ends_at=timezone.now())
        self.film.slow_until = None
        self.film.save()
        for answer in (False, True):
            self.review.record_vote(self.crowd[0], answer)
        self.assertEqual(figures(self.review), (0, 0))
        self.assertGreater(self.review.helpful_votes.get(voter=self.crowd[0]).held_until, slow.began_at)

    def test_after_its_end_it_takes_a_new_burst(self):
        self.crowd_votes()
        SlowMode.objects.get().end(make.moderator())
        self.review.record_vote(make.member(), True)
        self.assertEqual(SlowMode.objects.count(), 1)

    def test_it_does_not_end_before_it_began(self):
        now = timezone.now()
        with self.assertRaises(IntegrityError), transaction.atomic():
            SlowMode.objects.create(
                film=self.film, began_at=now, ends_at=now - timedelta(1), voters=1, minutes=10, usual=0
            )
