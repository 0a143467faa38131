from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from accounts.models import Notification
from reviews import misuse
from reviews.models import AuditEntry, Case, Decision, Guideline, Report
from reviews.targets import Profile
from tests import make
from tests.reviews.votes import at


class MisuseTests(TestCase):
    """Ben reports what nobody could mean."""

    @classmethod
    def setUpTestData(cls):
        cls.ben, cls.mod = make.known(), make.moderator()

    def judged(self, action, times, reason="abuse"):
        """So many reports of Ben's, filed and decided now."""
        for _ in range(times):
            report = make.report(make.review(), self.ben, reason=reason)
            Report.objects.filter(pk=report.pk).update(reported_at=timezone.now())
            decision = make.decision(report.case, action, by=self.mod, guideline="respect-people")
        return decision

    def measures(self):
        found = Decision.objects.filter(case__kind="reporting", author=self.ben).order_by("pk")
        return [decision.action for decision in found]

    def warned(self):
        self.judged("unfounded", 5)
        return Decision.objects.get(action="warn")

    def paused(self):
        self.warned()
        with at(timezone.now() + timedelta(days=1)):
            self.judged("unfounded", 5)
        return Decision.objects.get(action="pause")

    def test_four_unfounded_reports_change_nothing_and_the_fifth_brings_a_warning(self):
        self.judged("unfounded", 4)
        self.assertEqual(self.measures(), [])
        self.judged("unfounded", 1)
        self.assertEqual(self.measures(), ["warn"])

    def test_four_of_five_are_not_over_eighty_percent(self):
        self.judged("remove", 1)
        self.judged("unfounded", 4)
        self.assertEqual(self.measures(), [])

    def test_reports_dismissed_in_good_faith_speak_for_their_reporter(self):
        self.judged("dismiss", 2)
        self.judged("unfounded", 5)
        self.assertEqual(self.measures(), [])

    def test_five_within_thirty_days_it_takes(self):
        self.judged("unfounded", 3)
        with at(timezone.now() + timedelta(days=31)):
            self.judged("unfounded", 4)
            self.assertEqual(self.measures(), [])
            self.judged("unfounded", 1)
            self.assertEqual(self.measures(), ["warn"])

    def test_the_warning_is_a_decision_of_the_site_on_a_closed_case_of_its_own(self):
        warning = self.warned()
        case = warning.case
        self.assertEqual((case.kind, case.member, case.author, case.is_open), ("reporting", self.ben, self.ben, False))
        self.assertEqual((warning.moderator, warning.is_automated, warning.guideline_id), (None, True, "honest-votes"))

    def test_it_says_how_many_which_share_how_grave_and_at_whom(self):
        facts = self.warned().facts
        self.assertIn(
            "Of the 5 reports of yours that were decided in the last 30 days, 5 were unfounded: 100 %.", facts
        )
        self.assertIn("5 of these said the gravest", facts)
        self.assertIn("They were about texts of 5 members.", facts)

    def test_the_member_is_told_and_it_is_on_the_record(self):
        warning = self.warned()
        told = Notification.objects.filter(member=self.ben, url=warning.case.get_absolute_url()).get()
        self.assertIn("5 were unfounded", told.body)
        entry = AuditEntry.objects.get(decision=warning)
        self.assertEqual((entry.actor, entry.action), (None, "warn"))
        self.assertNotIn(self.ben.username, entry.subject)

    def test_a_warned_member_can_report(self):
        self.warned()
        self.ben.refresh_from_db()
        self.assertTrue(self.ben.can_report)

    def test_again_after_the_warning_pauses_reports_for_thirty_days(self):
        pause = self.paused()
        self.ben.refresh_from_db()
        self.assertEqual(pause.until - pause.decided_at, timedelta(days=30))
        self.assertEqual(self.ben.reports_paused_until, pause.until)
        self.assertEqual(self.measures(), ["warn", "pause"])
        self.assertIn("A warning of the last 180 days stands.", pause.facts)

    def test_what_was_filed_before_the_warning_never_brings_the_pause(self):
        reports = [make.report(make.review(), self.ben) for _ in range(10)]
        for report in reports:
            make.decision(report.case, "unfounded", by=self.mod)
        self.assertEqual(self.measures(), ["warn"])

    def test_a_warning_of_more_than_180_days_ago_is_followed_by_another_one(self):
        self.warned()
        with at(timezone.now() + timedelta(days=181)):
            self.judged("unfounded", 5)
        self.assertEqual(self.measures(), ["warn", "warn"])

    def test_a_warning_that_was_taken_back_brings_no_pause(self):
        make.decision(self.warned().case, "restore", guideline="honest-votes")
        with at(timezone.now() + timedelta(days=1)):
            self.judged("unfounded", 5)
        self.assertEqual(self.measures(), ["warn", "restore", "warn"])

    def test_an_unfounded_decision_that_was_taken_back_does_not_count(self):
        make.decision(self.judged("unfounded", 4).case, "dismiss", by=self.mod)
        self.judged("unfounded", 1)
        self.assertEqual(self.measures(), [])

    def test_withdrawn_reports_do_not_count(self):
        make.report(make.review(), self.ben).withdraw()
        self.judged("unfounded", 4)
        self.assertEqual(self.measures(), [])

    def test_a_pause_can_be_taken_back_by_a_person_and_reports_are_taken_again(self):
        pause = self.paused()
        self.assertIn("restore", pause.case.possible_actions(self.mod))
        back = make.decision(pause.case, "restore", by=self.mod, guideline="honest-votes")
        self.ben.refresh_from_db()
        self.assertEqual(back.supersedes, pause)
        self.assertTrue(self.ben.can_report)

    def test_a_warning_can_be_taken_back_after_the_pause_too(self):
        self.paused()
        self.assertIn("restore", Decision.objects.get(action="warn").case.possible_actions(self.mod))

    def test_it_is_another_matter_than_the_members_public_page(self):
        warning = self.warned()
        page = make.report(Profile(self.ben), make.known(), reason="abuse").case
        make.decision(page, "hide", by=self.mod)
        self.assertIn("restore", warning.case.possible_actions(self.mod))
        self.assertIn("restore", Case.objects.get(pk=page.pk).possible_actions(self.mod))

    def test_the_member_can_appeal(self):
        self.assertTrue(self.warned().can_be_appealed_by(self.ben))

    def test_others_who_reported_the_same_are_looked_at_for_themselves(self):
        self.judged("unfounded", 4)
        review, other = make.review(), make.known()
        case = make.report(review, other).case
        make.report(review, self.ben)
        make.decision(case, "unfounded", by=self.mod)
        self.assertEqual(self.measures(), ["warn"])
        self.assertFalse(Decision.objects.filter(author=other).exists())

    def test_a_rule_that_is_retired_is_held_against_nobody(self):
        Guideline.objects.filter(pk=misuse.GUIDELINE).update(retired_on=timezone.localdate())
        self.judged("unfounded", 5)
        self.assertEqual(self.measures(), [])
