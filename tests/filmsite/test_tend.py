from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from accounts.models import Notification
from reviews import shield
from reviews.models import AuditEntry, Decision, Restriction
from tests import make
from tests.reviews.votes import at


def tend(hours=0) -> str:
    """What the command prints when it is run so many hours from now."""
    printed = StringIO()
    with at(timezone.now() + timedelta(hours=hours)):
        call_command("tend", stdout=printed)
    return printed.getvalue()


class TendTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.author = make.member()
        cls.review = make.review(author=cls.author)
        for _ in range(3):
            cls.case = make.report(cls.review, make.known()).case

    def state(self):
        self.review.refresh_from_db()
        return self.review.state

    def test_a_shield_stands_for_72_hours_and_ends_by_itself(self):
        self.assertIn("Shields ended: 0.", tend(hours=71))
        self.assertEqual(self.state(), "shielded")
        self.assertIn("Shields ended: 1.", tend(hours=72))
        self.assertEqual(self.state(), "published")

    def test_the_end_is_a_decision_that_goes_back_on_the_shield_while_the_case_stays_open(self):
        tend(hours=72)
        self.case.refresh_from_db()
        began, ended = self.case.decisions.order_by("pk")
        self.assertEqual((ended.action, ended.moderator, ended.supersedes), ("unshield", None, began))
        self.assertEqual(ended.guideline_id, began.guideline_id)
        self.assertTrue(self.case.is_open)
        self.assertEqual(AuditEntry.objects.first().action, "unshield")

    def test_the_author_is_told_that_it_is_over(self):
        tend(hours=72)
        self.assertEqual(Notification.objects.filter(member=self.author).count(), 2)
        self.assertIn("stands again", Notification.objects.filter(member=self.author).latest("pk").body)

    def test_a_second_run_does_nothing(self):
        tend(hours=72)
        self.assertIn("Shields ended: 0.", tend(hours=73))
        self.assertEqual(Decision.objects.filter(action="unshield").count(), 1)

    def test_a_run_that_was_overtaken_by_another_ends_nothing(self):
        """It has looked for what is due before the other one ended it."""
        tend(hours=72)
        with at(timezone.now() + timedelta(hours=73)):
            self.assertFalse(shield.end_if_due(self.case.pk))

    def test_what_a_person_has_confirmed_does_not_end(self):
        make.decision(self.case, "hide")
        self.assertIn("Shields ended: 0.", tend(hours=80))
        self.assertEqual(self.state(), "hidden")

    def test_a_veil_ends_like_a_shield(self):
        review = make.review()
        for _ in range(2):
            make.report(review, make.known(), reason="spoiler")
        review.refresh_from_db()
        self.assertTrue(review.has_spoilers)
        self.assertIn("Shields ended: 2.", tend(hours=72))
        review.refresh_from_db()
        self.assertFalse(review.has_spoilers)

    def test_limits_and_pauses_end(self):
        decision = make.decision(self.case, "limit", days=7)
        self.assertIn("Limits and pauses ended: 0.", tend(hours=24))
        self.assertIn("Limits and pauses ended: 1.", tend(hours=8 * 24))
        self.author.refresh_from_db()
        self.assertIsNone(self.author.limited_until)
        self.assertFalse(Restriction.objects.standing().filter(decision=decision).exists())
        self.assertIn("Limits and pauses ended: 0.", tend(hours=9 * 24))

    def test_suspensions_end(self):
        make.decision(self.case, "suspend", days=1)
        self.assertIn("Suspensions ended: 1.", tend(hours=25))
        self.author.refresh_from_db()
        self.assertTrue(self.author.can_take_part)
        self.assertIn("Suspensions ended: 0.", tend(hours=26))
