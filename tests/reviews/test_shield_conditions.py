from datetime import timedelta
from unittest.mock import patch

from allauth.usersessions.models import UserSession
from django.test import TestCase
from django.utils import timezone

from reviews import shield
from reviews.models import Guideline, Report, Review
from reviews.targets import Poster, Profile
from tests import make
from tests.reviews.shields import members, report_all, state_of
from tests.reviews.votes import at


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
