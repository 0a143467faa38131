from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import TestCase

from filmsite import recounting
from reviews.models import AuditEntry, HelpfulVote, VotePair, VoteVoiding
from tests import make
from tests.reviews.votes import figures


class VotePairTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod = make.moderator()
        cls.ana, cls.ben, cls.cem = make.member("ana"), make.member("ben"), make.member("cem")
        for _ in range(6):
            film = make.film()
            of_ana, of_ben = make.review(film, cls.ana), make.review(film, cls.ben)
            of_ana.record_vote(cls.ben, True)
            of_ben.record_vote(cls.ana, True)
            of_ana.record_vote(cls.cem, True)
        cls.review = of_ana

    def found(self):
        VotePair.objects.find()
        return VotePair.objects.get()

    def test_two_who_vote_each_other_up_are_found(self):
        pair = self.found()
        self.assertEqual((pair.first, pair.second, pair.votes, pair.yes), (self.ana, self.ben, 12, 12))

    def test_who_only_admires_is_no_pair(self):
        self.found()
        self.assertFalse(VotePair.objects.filter(second=self.cem).exists())

    def test_who_also_says_no_is_no_pair(self):
        for review in self.ana.reviews.all()[:2]:
            review.record_vote(self.ben, False)
        VotePair.objects.find()
        self.assertFalse(VotePair.objects.exists())

    def test_a_pair_that_is_none_any_more_goes_unless_somebody_has_opened_it(self):
        pair = self.found()
        HelpfulVote.objects.filter(voter=self.ben).delete()
        pair.open(self.mod, "They came up together.")
        VotePair.objects.find()
        self.assertTrue(VotePair.objects.exists())
        pair.openings.all().delete()
        VotePair.objects.find()
        self.assertFalse(VotePair.objects.exists())

    def test_opening_is_on_record_and_comes_first(self):
        pair = self.found()
        with self.assertRaises(PermissionDenied):
            pair.void(self.mod, "A ring.")
        pair.open(self.mod, "They came up together.")
        entry = AuditEntry.objects.get()
        self.assertEqual((entry.actor, entry.action), (self.mod, "open vote pair"))
        self.assertNotIn("ana", entry.subject)

    def test_nobody_opens_their_own_pair(self):
        with self.assertRaises(PermissionDenied):
            self.found().open(self.ana, "Curious.")

    def test_voided_votes_stay_stored_and_come_back_when_it_is_lifted(self):
        pair = self.found()
        pair.open(self.mod, "They came up together.")
        voiding = pair.void(self.mod, "They confirmed it in their reviews.")
        self.assertEqual(figures(self.review), (1, 0))
        self.assertEqual(self.review.helpful_votes.count(), 2)
        voiding.lift(self.mod)
        self.assertEqual(figures(self.review), (2, 0))
        self.assertEqual(list(recounting.differences(mend=False)), [])

    def test_while_it_stands_taking_back_and_voting_again_changes_nothing(self):
        pair = self.found()
        pair.open(self.mod, "They came up together.")
        pair.void(self.mod, "A ring.")
        self.review.record_vote(self.ben, None)
        self.review.record_vote(self.ben, True)
        new = make.review(make.film(), self.ana)
        new.record_vote(self.ben, True)
        self.assertEqual(figures(self.review), (1, 0))
        self.assertEqual(figures(new), (0, 0))

    def test_the_database_wants_an_order_a_reason_and_one_standing_voiding(self):
        row = {"first": self.ana, "second": self.ben, "moderator": self.mod, "reason": "A ring."}
        VoteVoiding.objects.create(**row)
        for wrong in ({}, {"first": self.ben, "second": self.ana}, {"reason": "", "second": self.cem}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                VoteVoiding.objects.create(**row | wrong)

    def test_the_database_wants_pairs_in_order_once_and_opened_with_a_reason(self):
        pair = self.found()
        figures = {"votes": 10, "yes": 10, "share": 1}
        for first, second in ((self.ana, self.ben), (self.cem, self.ana)):
            with self.assertRaises(IntegrityError), transaction.atomic():
                VotePair.objects.create(first=first, second=second, **figures)
        with self.assertRaises(IntegrityError), transaction.atomic():
            pair.openings.create(moderator=self.mod, reason="")
        pair.openings.create(moderator=self.mod, reason="So.")
        with self.assertRaises(IntegrityError), transaction.atomic():
            pair.openings.create(moderator=self.mod, reason="Again.")
