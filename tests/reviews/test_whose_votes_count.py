from datetime import timedelta

from allauth.account import signals
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from tests import make
from tests.reviews.votes import at, figures


class WhoseVotesCountTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.review = make.review(make.film())

    def test_a_members_vote_counts_at_once(self):
        self.review.record_vote(make.member(), True)
        self.assertEqual(figures(self.review), (1, 0))

    def test_a_newcomers_vote_counts_a_day_later(self):
        newcomer = make.confirmed(make.newcomer())
        self.review.record_vote(newcomer, True)
        self.assertEqual(figures(self.review), (0, 0))
        self.assertIn("a day old", self.review.helpful_votes.get().why_waiting())
        with at(timezone.now() + timedelta(hours=23)):
            call_command("tend", verbosity=0)
        self.assertEqual(figures(self.review), (0, 0))
        with at(timezone.now() + timedelta(hours=24, minutes=1)):
            call_command("tend", verbosity=0)
        self.assertEqual(figures(self.review), (1, 0))
        self.assertEqual(self.review.helpful_votes.get().why_waiting(), "")

    def test_the_next_vote_on_the_film_counts_what_has_become_due(self):
        other = make.review(self.review.film)
        self.review.record_vote(make.confirmed(make.newcomer()), True)
        with at(timezone.now() + timedelta(days=2)):
            other.record_vote(make.member(), True)
        self.assertEqual(figures(self.review), (1, 0))

    def test_a_vote_without_a_confirmed_address_counts_once_it_is_confirmed(self):
        member = make.newcomer(date_joined=timezone.now() - timedelta(days=9))
        address = EmailAddress.objects.create(user=member, email=member.email, primary=True)
        self.review.record_vote(member, False)
        self.assertEqual(figures(self.review), (0, 0))
        self.assertIn("your e-mail address is confirmed", self.review.helpful_votes.get().why_waiting())
        address.verified = True
        address.save()
        with at(timezone.now() + timedelta(hours=25)):
            signals.email_confirmed.send(EmailAddress, request=None, email_address=address)
        self.assertEqual(figures(self.review), (0, 1))

    def test_a_crowd_that_votes_first_and_confirms_all_at_once_waits_a_day_too(self):
        crowd = [make.newcomer(date_joined=timezone.now() - timedelta(days=9)) for _ in range(8)]
        for member in crowd:
            self.review.record_vote(member, True)
            make.confirmed(member)
            member.helpful_votes.settle()
        self.assertEqual(figures(self.review), (0, 0))
        with at(timezone.now() + timedelta(hours=24, minutes=1)):
            call_command("tend", verbosity=0)
        self.assertEqual(figures(self.review), (8, 0))

    def test_votes_go_with_the_last_confirmed_address(self):
        member = make.member()
        self.review.record_vote(member, True)
        address = EmailAddress.objects.get(user=member)
        address.delete()
        signals.email_removed.send(EmailAddress, request=None, user=member, email_address=address)
        self.assertEqual(figures(self.review), (0, 0))

    def test_nobody_votes_across_a_block(self):
        voter = make.member()
        make.tie(self.review.author, "block", voter)
        with self.assertRaises(PermissionDenied):
            self.review.record_vote(voter, True)

    def test_a_vote_that_waits_can_be_changed_and_taken_back(self):
        newcomer = make.newcomer()
        self.review.record_vote(newcomer, True)
        self.review.record_vote(newcomer, False)
        self.assertFalse(self.review.helpful_votes.get().is_helpful)
        self.review.record_vote(newcomer, None)
        self.assertFalse(self.review.helpful_votes.exists())
        self.assertEqual(figures(self.review), (0, 0))
