from datetime import timedelta
from unittest.mock import patch

from django.db import connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from accounts.models import Notification
from reviews.models import AuditEntry, Case, Decision, Report, Review
from tests import make
from tests.reviews.shields import members, report_all, state_of
from tests.reviews.votes import at


class ShieldTests(TestCase):
    """Three members who are known and independent: what happens then."""

    @classmethod
    def setUpTestData(cls):
        cls.author = make.member("ana")
        cls.review = make.review(author=cls.author)
        cls.members = members(4)

    def shielded(self):
        case = report_all(self.review, self.members[:3])
        return case, case.decisions.get()

    def test_two_do_not_hide_it_and_the_third_does(self):
        report_all(self.review, self.members[:2])
        self.assertEqual(state_of(self.review), "published")
        report_all(self.review, [self.members[2]])
        self.assertEqual(state_of(self.review), "shielded")

    def test_it_is_the_sites_own_decision_for_72_hours_and_the_case_stays_open(self):
        case, decision = self.shielded()
        self.assertEqual((decision.action, decision.moderator, decision.is_automated), ("shield", None, True))
        self.assertEqual(decision.until - decision.decided_at, timedelta(hours=72))
        self.assertEqual((decision.guideline_id, decision.found_by), ("no-advertising", "report"))
        self.assertTrue(case.is_open)

    def test_the_author_is_told_at_once_that_it_was_automatic_and_ends(self):
        self.shielded()
        body = Notification.objects.get(member=self.author).body
        self.assertIn("No person has judged it yet.", body)
        self.assertIn("72 hours", body)

    def test_the_author_learns_of_nobody_who_reported(self):
        self.shielded()
        body = Notification.objects.get(member=self.author).body
        self.assertFalse([member for member in self.members if member.username in body])

    def test_it_is_on_the_record_without_an_actor(self):
        case, decision = self.shielded()
        entry = AuditEntry.objects.get()
        self.assertEqual((entry.actor, entry.action, entry.decision, entry.case), (None, "shield", decision, case))

    def test_who_has_the_case_before_them_decides_nothing_on_what_they_saw(self):
        before = report_all(self.review, self.members[:2]).version
        self.assertGreater(report_all(self.review, [self.members[2]]).version, before + 1)

    def test_one_more_report_changes_nothing(self):
        case, decision = self.shielded()
        report_all(self.review, [self.members[3]])
        self.assertEqual(case.decisions.get(), decision)
        self.assertEqual(Notification.objects.filter(member=self.author).count(), 1)

    def test_it_is_all_or_nothing(self):
        report_all(self.review, self.members[:2])
        with (
            patch.object(AuditEntry.objects, "record", side_effect=RuntimeError),
            self.assertRaises(RuntimeError),
            transaction.atomic(),
        ):
            make.report(self.review, self.members[2])
        self.assertEqual(state_of(self.review), "published")
        self.assertEqual((Report.objects.count(), Decision.objects.count()), (2, 0))

    def test_a_report_that_is_withdrawn_ends_it_at_once(self):
        case, decision = self.shielded()
        case.reports.latest("pk").withdraw()
        case.refresh_from_db()
        self.assertEqual(state_of(self.review), "published")
        self.assertEqual(decision.superseded_by.action, "unshield")
        self.assertTrue(case.is_open)

    def test_one_that_is_amended_to_say_something_else_ends_it_too(self):
        case, _ = self.shielded()
        case.reports.latest("pk").amend(reason="copied")
        self.assertEqual(state_of(self.review), "published")

    def test_it_stays_where_enough_others_have_reported_it(self):
        self.shielded()
        report_all(self.review, [self.members[3]]).reports.first().withdraw()
        self.assertEqual(state_of(self.review), "shielded")

    def test_withdrawing_and_reporting_again_does_not_hide_it_for_longer_than_a_second_time(self):
        case, _ = self.shielded()
        started = timezone.now()
        last = case.reports.latest("pk")
        for hours, state in ((60, "shielded"), (71, "shielded"), (73, "published"), (200, "published")):
            with at(started + timedelta(hours=hours)):
                last.refresh_from_db()
                last.withdraw()
                make.report(Review.objects.get(pk=self.review.pk), last.reporter)
            self.assertEqual((hours, state_of(self.review)), (hours, state))

    def test_a_moderator_confirms_it_by_hiding(self):
        case, decision = self.shielded()
        hidden = make.decision(case, "hide")
        self.assertEqual((state_of(self.review), hidden.supersedes), ("hidden", decision))

    def test_a_moderator_ends_it_by_dismissing_and_nobody_hides_the_same_text_again(self):
        case, decision = self.shielded()
        dismissed = make.decision(case, "dismiss")
        self.assertEqual((state_of(self.review), dismissed.supersedes), ("published", decision))
        report_all(self.review, members(3))
        self.assertEqual(state_of(self.review), "published")

    def test_an_appeal_ends_it_and_nobody_hides_the_same_text_again(self):
        case, decision = self.shielded()
        make.appeal(decision).decide("overturned", by=make.moderator(), reasons="It names no shop.")
        self.assertEqual(state_of(self.review), "published")
        report_all(self.review, [self.members[3]])
        self.assertEqual(state_of(self.review), "published")

    def test_taking_back_what_confirmed_it_restores_the_text_whole(self):
        case, _ = self.shielded()
        make.decision(case, "remove")
        make.decision(case, "restore")
        self.assertEqual(state_of(self.review), "published")
        self.assertFalse(self.review.revisions.exclude(withheld_by=None).exists())

    def test_earlier_versions_are_hidden_with_it_and_come_back(self):
        case, decision = self.shielded()
        self.assertTrue(self.review.revisions.filter(withheld_by=decision).exists())
        case.reports.first().withdraw()
        self.assertFalse(self.review.revisions.exclude(withheld_by=None).exists())

    def test_a_report_takes_as_many_queries_with_three_reports_as_with_sixty(self):
        def queries():
            member = make.known()
            with CaptureQueriesContext(connection) as found:
                make.report(self.review, member)
            return len(found)

        self.shielded()
        fourth = queries()
        report_all(self.review, [make.member() for _ in range(56)])
        self.assertEqual(queries(), fourth)


class LimitTests(TestCase):
    def test_the_fourth_text_of_an_author_within_a_day_stays_and_moderators_are_called(self):
        author, mod, reporters = make.member(), make.moderator(), members(3)
        reviews = [make.review(make.film(f"Road {number}"), author) for number in range(4)]
        with self.captureOnCommitCallbacks(execute=True):
            for review in reviews:
                report_all(review, reporters)
        self.assertEqual([state_of(review) for review in reviews], ["shielded"] * 3 + ["published"])
        self.assertIn("3 texts of one member", Notification.objects.get(member=mod).body)

    def test_a_day_later_it_is_hidden_again(self):
        author, reporters = make.member(), members(3)
        for number in range(3):
            report_all(make.review(make.film(f"Road {number}"), author), reporters)
        review = make.review(author=author)
        with at(timezone.now() + timedelta(hours=25)):
            report_all(review, reporters)
        self.assertEqual(state_of(review), "shielded")

    @patch("reviews.shield.PER_SITE", 2)
    def test_the_site_stops_and_calls_moderators_once_an_hour(self):
        mod, reporters = make.moderator(), members(3)
        reviews = [make.review() for _ in range(5)]
        with self.captureOnCommitCallbacks(execute=True):
            for review in reviews:
                report_all(review, reporters)
        self.assertEqual([state_of(review) for review in reviews], ["shielded"] * 2 + ["published"] * 3)
        self.assertEqual(Notification.objects.filter(member=mod).count(), 1)
        self.assertEqual(AuditEntry.objects.filter(action="call moderators", actor=None).count(), 1)
        later = make.review()
        with at(timezone.now() + timedelta(minutes=61)):
            report_all(later, reporters)
        self.assertEqual(state_of(later), "shielded")


class CrowdTests(HypothesisTestCase):
    @settings(max_examples=20, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["spam", "abuse", "private", "copied", "off_topic", "spoiler"]),
                st.integers(0, 400),
                st.integers(0, 2),
                st.booleans(),
            ),
            max_size=15,
        )
    )
    def test_new_accounts_alone_hide_and_veil_nothing(self, crowd):
        """Whatever they say, however old they are, whatever they wrote, whoever takes it back again."""
        review = make.review()
        for reason, age, texts, withdraws in crowd:
            joined = timezone.now() - timedelta(days=age)
            report = make.report(review, make.known(texts, date_joined=joined), reason=reason)
            if withdraws:
                report.withdraw()
        self.assertFalse(Decision.objects.exists())
        self.assertTrue(all(case.score <= 4 for case in Case.objects.all()))
