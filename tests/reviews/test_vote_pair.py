from datetime import timedelta
from unittest import mock

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from filmsite import recounting
from reviews.models import AuditEntry, HelpfulVote, VotePair, VoteVoiding
from tests import make
from tests.reviews.votes import figures


class VotePairTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.other = make.moderator(), make.moderator("other")
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

    def opened(self, *moderators):
        """The pair, opened by these; by the first one that there is without any."""
        pair = self.found()
        for moderator in moderators or [self.mod]:
            pair.open(moderator, "They came up together.")
        return pair

    def voided(self):
        """The pair's votes, set aside by two moderators."""
        pair = self.opened(self.mod, self.other)
        voiding = pair.void(self.mod, "They confirmed it in their reviews.")
        voiding.confirm(self.other)
        return voiding

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
        voiding = self.voided()
        self.assertEqual(figures(self.review), (1, 0))
        self.assertEqual(self.review.helpful_votes.count(), 2)
        voiding.lift(self.mod)
        self.assertEqual(figures(self.review), (2, 0))
        self.assertEqual(list(recounting.differences(mend=False)), [])

    def test_until_a_second_moderator_confirms_it_the_votes_count(self):
        pair = self.opened()
        voiding = pair.void(self.mod, "A ring.")
        self.assertEqual(figures(self.review), (2, 0))
        self.review.record_vote(self.ben, None)
        self.review.record_vote(self.ben, True)
        self.assertEqual(figures(self.review), (2, 0))
        self.assertEqual((None, voiding), (pair.standing_voiding(), pair.proposed_voiding()))
        voiding.lift(self.mod)
        self.assertIsNone(voiding.lifted_at)

    def test_only_another_moderator_who_has_opened_the_pair_confirms(self):
        pair = self.opened()
        voiding = pair.void(self.mod, "A ring.")
        for somebody in (self.mod, self.other, self.ana, make.editor()):
            with self.subTest(somebody), self.assertRaises(PermissionDenied):
                voiding.confirm(somebody)
        self.assertEqual(figures(self.review), (2, 0))
        pair.open(self.other, "To confirm.")
        voiding.confirm(self.other)
        self.assertEqual((self.other, False), (voiding.confirmed_by, voiding.alone))

    def test_the_only_moderator_confirms_alone_after_a_day(self):
        voiding = self.opened().void(self.mod, "A ring.")
        self.other.groups.clear()
        for hours, may in [(23, False), (25, True)]:
            later = timezone.now() + timedelta(hours=hours)
            with mock.patch("django.utils.timezone.now", return_value=later):
                self.assertEqual(may, voiding.can_be_answered_by(self.mod))
        with mock.patch("django.utils.timezone.now", return_value=later):
            voiding.confirm(self.mod)
        self.assertTrue(voiding.alone)
        self.assertEqual(figures(self.review), (1, 0))

    def test_what_was_refused_changes_nothing_and_can_be_proposed_again(self):
        pair = self.opened(self.mod, self.other)
        voiding = pair.void(self.mod, "A ring.")
        with self.assertRaises(ValidationError):
            voiding.refuse(self.other, "")
        voiding.refuse(self.other, "They are friends.")
        self.assertEqual((figures(self.review), pair.proposed_voiding()), ((2, 0), None))
        for verb in (lambda: voiding.confirm(self.other), lambda: voiding.refuse(self.other, "Again.")):
            with self.assertRaises(ValidationError):
                verb()
        pair.void(self.mod, "A ring after all.").confirm(self.other)
        self.assertEqual(figures(self.review), (1, 0))

    def test_while_it_stands_taking_back_and_voting_again_changes_nothing(self):
        self.voided()
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

    def test_the_database_wants_another_moderator_to_confirm_and_the_time(self):
        voiding = VoteVoiding.objects.create(first=self.ana, second=self.ben, moderator=self.mod, reason="A ring.")
        rows, now = VoteVoiding.objects.filter(pk=voiding.pk), timezone.now()
        for wrong in ({"confirmed_by": self.mod, "confirmed_at": now}, {"confirmed_by": self.other}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                rows.update(**wrong)
        rows.update(confirmed_by=self.mod, confirmed_at=now, alone=True)

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
