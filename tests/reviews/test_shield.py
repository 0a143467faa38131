from datetime import timedelta
from unittest.mock import patch

from allauth.usersessions.models import UserSession
from django.db import connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from accounts.models import Notification
from reviews import shield
from reviews.models import AuditEntry, Case, Decision, Guideline, Report, Review
from reviews.targets import Poster, Profile
from tests import make
from tests.reviews.votes import at


def report_all(target, reporters, reason="spam"):
    """All of these report it; the case as it is then."""
    details = "Look." if reason in Report.NEEDS_DETAILS else ""
    for reporter in reporters:
        case = make.report(target, reporter, reason=reason, details=details).case
    case.refresh_from_db()
    return case


def state_of(target):
    target.refresh_from_db()
    return target.state


def members(number):
    return [make.known() for _ in range(number)]


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


class ConditionTests(TestCase):
    """Each condition alone keeps the text in view."""

    @classmethod
    def setUpTestData(cls):
        cls.review = make.review()

    def assert_hides(self, expected, reporters, target=None, **fields):
        target = target or self.review
        report_all(target, reporters, **fields)
        self.assertEqual(state_of(target) == "shielded", expected)

    def test_fifty_new_accounts_hide_nothing(self):
        now = timezone.now()
        self.assert_hides(False, [make.member(date_joined=now - timedelta(hours=n)) for n in range(50)])

    def test_new_accounts_are_one_member_beside_two_others(self):
        new = [make.member(date_joined=timezone.now() - timedelta(hours=n)) for n in range(3)]
        self.assert_hides(False, [*members(2), *new])

    def test_two_sides_are_not_enough_however_much_they_weigh(self):
        with patch("reviews.triage.weight", return_value=2.5):
            self.assert_hides(False, members(2))

    def test_two_members_and_one_new_account_are_three_sides(self):
        now = timezone.now()
        new = [make.member(date_joined=now - timedelta(hours=n)) for n in range(4)]
        self.assert_hides(True, [*members(2), *new])

    def test_members_of_one_network_are_one_side(self):
        one, two, three = members(3)
        for member, address in ((one, "198.51.100.7"), (two, "198.51.100.8")):
            UserSession.objects.create(user=member, ip=address, session_key=f"key{member.pk}", user_agent="")
        self.assert_hides(False, [one, two, three])

    def test_members_who_have_been_wrong_too_often_weigh_too_little(self):
        with patch("reviews.triage.weight", return_value=0.74):
            self.assert_hides(False, members(4))

    def test_one_report_at_least_has_to_weigh_one(self):
        with patch("reviews.triage.weight", return_value=0.99):
            self.assert_hides(False, members(5))

    def test_reasons_of_one_class_count_together(self):
        one, two, three = members(3)
        report_all(self.review, [one], "abuse")
        report_all(self.review, [two], "private")
        self.assert_hides(True, [three], reason="illegal")

    def test_reasons_of_several_classes_do_not(self):
        one, two, three = members(3)
        report_all(self.review, [one], "abuse")
        report_all(self.review, [two], "spam")
        self.assert_hides(False, [three], reason="copied")

    def test_something_else_hides_nothing(self):
        self.assert_hides(False, members(4), reason="other")

    def test_a_trusted_author_needs_twice_as_much(self):
        review, reporters = make.review(author=make.trusted()), members(6)
        self.assert_hides(False, reporters[:5], target=review)
        self.assert_hides(True, reporters[5:], target=review)

    def test_only_what_members_report_counts(self):
        for source in ("site", "staff"):
            Report.objects.notice_by_site(self.review, reason="spam", details="Words.", source=source)
        self.assert_hides(False, members(2))

    def test_what_a_moderator_has_let_stand_is_not_hidden(self):
        for action in ("dismiss", "unfounded"):
            review = make.review()
            make.decision(make.report(review, make.known()).case, action)
            self.assert_hides(False, members(3), target=review)

    def test_what_a_moderator_has_restored_is_not_hidden(self):
        decision = make.decision(make.report(self.review, make.known()).case, "remove")
        make.decision(decision.case, "restore")
        self.assert_hides(False, members(3))

    def test_an_edit_makes_another_text_of_it(self):
        make.decision(make.report(self.review, make.known()).case, "dismiss")
        self.review.revise(body="Buy it at the shop round the corner. " * 5)
        self.assert_hides(True, members(3))

    def test_a_dismissal_that_was_taken_back_by_another_decision_does_not_protect_it(self):
        case = make.report(self.review, make.known()).case
        make.decision(case, "dismiss")
        make.decision(case, "warn")
        self.assert_hides(True, members(3))

    def test_a_page_of_a_member_that_was_let_stand_is_not_hidden_until_it_reads_differently(self):
        ana = make.member("ana", bio="I like roads.")
        make.decision(make.report(Profile(ana), make.known(), reason="abuse").case, "dismiss")
        case = report_all(Profile(ana), members(2), "abuse")
        ana = type(ana).objects.get(pk=ana.pk)
        report_all(Profile(ana), members(1), "abuse")
        self.assertEqual(ana.profile_state, "published")
        ana.bio = "I hate those who do not."
        ana.save()
        report_all(Profile(ana), members(1), "abuse")
        self.assertEqual(case.decisions.get().action, "shield")

    def test_a_text_that_is_not_in_view_is_not_shielded(self):
        case = report_all(self.review, members(2))
        third = make.report(self.review, make.known(), reason="abuse")
        Review.objects.filter(pk=self.review.pk).update(state="withdrawn")
        third.amend(reason="spam")
        self.assertFalse(case.decisions.exists())

    def test_no_rule_in_force_hides_nothing(self):
        Guideline.objects.filter(pk="no-advertising").update(retired_on=timezone.localdate())
        self.assert_hides(False, members(3))

    def test_a_text_that_was_hidden_for_its_time_is_not_hidden_again_unedited(self):
        case = report_all(self.review, members(3))
        with at(timezone.now() + timedelta(days=4)):
            self.assertEqual(shield.end_due(), 1)
            self.assertEqual(state_of(self.review), "published")
            self.assert_hides(False, [make.known()])
        self.assertEqual(case.decisions.latest("pk").action, "unshield")


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


class VeilTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.review = make.review()
        cls.members = members(4)

    def veiled(self, target=None):
        case = report_all(target or self.review, self.members[:2], "spoiler")
        (target or self.review).refresh_from_db()
        return case

    def test_two_members_veil_what_is_reported_as_a_spoiler_and_many_never_hide_it(self):
        case = self.veiled()
        self.assertTrue(self.review.has_spoilers)
        report_all(self.review, self.members[2:], "spoiler")
        self.assertEqual([decision.action for decision in case.decisions.all()], ["veil"])
        self.assertEqual(state_of(self.review), "published")

    def test_one_member_is_not_enough_whatever_they_weigh(self):
        with patch("reviews.triage.weight", return_value=2.5):
            report_all(self.review, self.members[:1], "spoiler")
        self.review.refresh_from_db()
        self.assertFalse(self.review.has_spoilers)

    def test_what_is_marked_is_not_veiled(self):
        case = self.veiled(make.review(has_spoilers=True))
        self.assertFalse(case.decisions.exists())

    def test_a_poster_has_no_warning_to_be_put_behind(self):
        film = make.pictured(make.film())
        case = report_all(Poster(film), self.members, "spoiler")
        self.assertFalse(case.decisions.exists())

    def test_a_withdrawn_report_lifts_the_veil(self):
        self.veiled().reports.first().withdraw()
        self.review.refresh_from_db()
        self.assertFalse(self.review.has_spoilers)

    def test_a_moderator_who_marks_it_confirms_and_taking_that_back_opens_the_text_again(self):
        case = self.veiled()
        make.decision(case, "spoiler", guideline="mark-spoilers")
        self.review.refresh_from_db()
        self.assertTrue(self.review.has_spoilers)
        make.decision(case, "restore", guideline="mark-spoilers")
        self.review.refresh_from_db()
        self.assertFalse(self.review.has_spoilers)

    def test_three_who_say_that_it_is_advertising_hide_what_is_veiled(self):
        case = self.veiled()
        report_all(self.review, members(3))
        self.assertEqual(state_of(self.review), "shielded")
        self.assertEqual([decision.action for decision in case.decisions.all()], ["veil", "shield"])


class OtherKindsTests(TestCase):
    """What can be reported besides reviews is hidden and shown again alike."""

    def assert_hidden_and_back(self, target, state, reason="abuse"):
        case = report_all(target, members(3), reason)
        self.assertEqual(state(), "shielded")
        case.reports.first().withdraw()
        self.assertEqual(state(), "published")

    def test_a_fact_of_the_editors(self):
        fact = make.trivia(make.film())
        self.assert_hidden_and_back(fact, lambda: state_of(fact))

    def test_a_storyline(self):
        storyline = make.storyline(make.film())
        self.assert_hidden_and_back(storyline, lambda: state_of(storyline))

    def test_a_public_page(self):
        ana = make.member()
        make.review(author=ana)
        self.assert_hidden_and_back(Profile(ana), lambda: type(ana).objects.get(pk=ana.pk).profile_state)

    def test_a_poster(self):
        film = make.pictured(make.film())
        self.assert_hidden_and_back(Poster(film), lambda: type(film).objects.get(pk=film.pk).poster_state)


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
