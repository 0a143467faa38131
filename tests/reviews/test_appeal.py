from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase

from accounts.models import Notification
from reviews.models import Appeal, Case, Decision
from tests import make
from tests.reviews.appeals import DAY, after, shield, upheld


class FilingTests(TestCase):
    def setUp(self):
        self.first, self.other = make.moderator(), make.moderator("other")
        self.ana, self.bob, self.cleo = make.member("ana"), make.member("bob"), make.member("cleo")
        self.review = make.review(author=self.ana)
        self.report = make.report(self.review, self.bob)
        self.case = self.report.case

    def decide(self, action="remove", **terms):
        return make.decision(self.case, action, by=self.first, **terms)

    def dismiss(self, action="dismiss"):
        return self.decide(action)

    def refused(self, decision, member):
        self.assertFalse(decision.can_be_appealed_by(member))
        with self.assertRaises((PermissionDenied, ValidationError)) as refusal:
            make.appeal(decision, member)
        self.assertFalse(Appeal.objects.filter(appellant=member).exists())
        return refusal.exception

    def test_the_author_can_appeal_what_restricts_their_text(self):
        decision = self.decide()
        self.assertTrue(decision.can_be_appealed_by(self.ana))
        appeal = make.appeal(decision)
        self.assertEqual((self.ana, self.first, True), (appeal.appellant, appeal.first_decider, appeal.is_open))

    def test_a_reporter_can_appeal_a_dismissal(self):
        for action in Decision.DISMISSES:
            with self.subTest(action):
                self.case = make.report(make.review(), self.bob).case
                decision = self.dismiss(action)
                self.assertTrue(decision.can_be_appealed_by(self.bob))
                self.assertEqual(self.bob, make.appeal(decision).appellant)

    def test_a_reporter_cannot_appeal_what_was_done_to_the_text(self):
        self.assertIsInstance(self.refused(self.decide(), self.bob), PermissionDenied)

    def test_an_author_cannot_appeal_a_dismissal(self):
        self.assertIsInstance(self.refused(self.dismiss(), self.ana), PermissionDenied)

    def test_a_stranger_cannot_appeal(self):
        self.assertIsInstance(self.refused(self.decide(), self.cleo), PermissionDenied)

    def test_a_visitor_cannot_appeal(self):
        self.assertFalse(self.decide().can_be_appealed_by(AnonymousUser()))

    def test_who_has_withdrawn_a_report_cannot_appeal(self):
        make.report(self.review, self.cleo)
        self.report.withdraw()
        self.assertIsInstance(self.refused(self.dismiss(), self.bob), PermissionDenied)

    def test_who_is_suspended_can_appeal(self):
        decision = self.decide("suspend", days=7)
        self.ana.refresh_from_db()
        self.assertTrue(self.ana.is_suspended)
        self.assertEqual(self.ana, make.appeal(decision, self.ana).appellant)

    def test_who_has_been_shut_out_cannot_appeal(self):
        decision = self.decide()
        self.ana.is_active = False
        self.ana.save()
        self.assertIsInstance(self.refused(decision, self.ana), PermissionDenied)

    def test_a_decision_is_appealed_once(self):
        decision = self.decide()
        appeal = make.appeal(decision)
        upheld(appeal, self.other)
        fresh = Decision.objects.get(pk=decision.pk)
        self.assertFalse(fresh.can_be_appealed_by(self.ana))
        with self.assertRaisesMessage(ValidationError, "appealed already"):
            make.appeal(fresh)

    def test_a_second_reporter_is_told_that_it_has_been_appealed(self):
        make.report(self.review, self.cleo)
        decision = self.dismiss()
        make.appeal(decision, self.bob)
        refusal = self.refused(Decision.objects.get(pk=decision.pk), self.cleo)
        self.assertIn("appealed already", str(refusal))

    def test_a_decision_can_be_appealed_for_184_days(self):
        decision = self.decide()
        with after(184 * DAY - timedelta(minutes=1)):
            self.assertTrue(decision.can_be_appealed_by(self.ana))
        with after(184 * DAY + timedelta(minutes=1)):
            self.assertIn("184 days", str(self.refused(decision, self.ana)))

    def test_what_has_been_gone_back_on_is_not_appealed(self):
        decision = self.decide()
        self.decide("restore")
        refusal = self.refused(Decision.objects.get(pk=decision.pk), self.ana)
        self.assertIn("gone back on", str(refusal))

    def test_going_back_is_not_appealed(self):
        self.decide()
        self.assertIsInstance(self.refused(self.decide("restore"), self.ana), PermissionDenied)

    def test_an_appeal_has_words_but_not_too_many(self):
        decision = self.decide()
        for words in ("", "  \n", "x" * 2001):
            with self.subTest(len(words)), self.assertRaises(ValidationError):
                make.appeal(decision, words=words)
        self.assertEqual(2000, len(make.appeal(decision, words="x" * 2000).words))

    def test_filing_an_appeal_is_news_for_whoever_has_the_case_open(self):
        decision = self.decide()
        before = Case.objects.get(pk=self.case.pk).version
        make.appeal(decision)
        self.assertEqual(before + 1, Case.objects.get(pk=self.case.pk).version)

    def test_while_it_waits_nobody_decides_on_the_case(self):
        appeal = make.appeal(self.decide())
        case = Case.objects.get(pk=self.case.pk)
        self.assertEqual([], case.possible_actions(self.other))
        upheld(appeal, self.other)
        self.assertIn("restore", case.possible_actions(self.other))

    def test_each_reads_their_own_and_moderators_those_they_decide(self):
        appeal = make.appeal(self.dismiss())
        seen_by = {
            somebody: Appeal.objects.visible_to(somebody).filter(pk=appeal.pk).exists()
            for somebody in (self.bob, self.other, self.ana, self.cleo, make.editor(), AnonymousUser())
        }
        self.assertEqual([True, True, False, False, False, False], list(seen_by.values()))

    def test_a_moderator_does_not_read_who_complains_about_their_own_text(self):
        author = make.moderator("author")
        self.case = make.report(make.review(author=author), self.bob).case
        appeal = make.appeal(self.dismiss())
        self.assertNotIn(appeal, Appeal.objects.visible_to(author))

    def test_editors_read_appeals_about_the_catalogue(self):
        self.case = make.report(make.trivia(make.film()), self.bob).case
        appeal = make.appeal(self.dismiss())
        self.assertIn(appeal, Appeal.objects.visible_to(make.editor()))


class WhoDecidesTests(TestCase):
    def setUp(self):
        self.first = make.moderator()
        self.ana, self.bob = make.member("ana"), make.member("bob")
        self.review = make.review(author=self.ana)
        self.case = make.report(self.review, self.bob).case

    def removed(self, **terms):
        return make.appeal(make.decision(self.case, "remove", by=self.first, **terms))

    def test_another_moderator_decides(self):
        self.assertTrue(self.removed().can_be_decided_by(make.moderator("other")))

    def test_the_first_decider_does_not(self):
        make.moderator("other")
        appeal = self.removed()
        with after(30 * DAY):
            self.assertFalse(appeal.can_be_decided_by(self.first))
            with self.assertRaises(PermissionDenied):
                upheld(appeal, self.first)
        self.assertTrue(Appeal.objects.get().is_open)

    def test_who_confirmed_the_decision_does_not(self):
        second = make.moderator("second")
        make.moderator("third")
        self.assertFalse(self.removed(second=second).can_be_decided_by(second))

    def test_a_moderator_who_reported_it_does_not(self):
        reporter = make.moderator("reporter")
        make.report(self.review, reporter)
        self.assertFalse(self.removed().can_be_decided_by(reporter))

    def test_a_moderator_does_not_decide_about_their_own_text(self):
        author = make.moderator("author")
        self.case = make.report(make.review(author=author), self.bob).case
        self.assertFalse(self.removed().can_be_decided_by(author))

    def test_a_moderator_does_not_decide_their_own_complaint(self):
        reporter = make.moderator("reporter")
        case = make.report(self.review, reporter).case
        appeal = make.appeal(make.decision(case, "dismiss", by=self.first), reporter)
        self.assertFalse(appeal.can_be_decided_by(reporter))

    def test_members_and_visitors_do_not(self):
        appeal = self.removed()
        for somebody in (self.ana, self.bob, make.member(), AnonymousUser()):
            self.assertFalse(appeal.can_be_decided_by(somebody))

    def test_editors_decide_about_the_catalogue_only(self):
        edna = make.editor()
        self.assertFalse(self.removed().can_be_decided_by(edna))
        fact = make.report(make.trivia(make.film(), contributor=self.ana), self.bob).case
        appeal = make.appeal(make.decision(fact, "remove", by=self.first))
        self.assertTrue(appeal.can_be_decided_by(edna))
        about_member = make.report(make.trivia(make.film(), contributor=self.ana), self.bob).case
        appeal = make.appeal(make.decision(about_member, "warn", by=self.first))
        self.assertFalse(appeal.can_be_decided_by(edna))

    def test_only_administrators_decide_about_measures_against_staff(self):
        chief, second_chief = make.staff("chief", "administrators"), make.staff("chief2", "administrators")
        staff = make.moderator("author")
        case = make.report(make.review(author=staff), self.bob).case
        appeal = make.appeal(make.decision(case, "warn", by=chief))
        self.assertFalse(appeal.can_be_decided_by(make.moderator("other")))
        self.assertTrue(appeal.can_be_decided_by(second_chief))

    def test_an_automatic_decision_has_no_first_decider(self):
        make.decision(self.case, "dismiss", by=self.first)
        case = make.report(self.review, make.member()).case
        appeal = make.appeal(shield(case))
        self.assertIsNone(appeal.first_decider)
        self.assertTrue(appeal.can_be_decided_by(self.first))


class AloneTests(TestCase):
    def setUp(self):
        self.first = make.moderator()
        self.case = make.report(make.review()).case
        self.appeal = make.appeal(make.decision(self.case, "remove", by=self.first))

    def test_the_only_moderator_waits_a_day(self):
        with after(timedelta(hours=23, minutes=59)):
            self.assertFalse(self.appeal.can_be_decided_by(self.first))
        with after(timedelta(hours=24, minutes=1)):
            self.assertTrue(self.appeal.can_be_decided_by(self.first))

    def test_everybody_is_told_who_took_the_second_look(self):
        with after(2 * DAY):
            upheld(self.appeal, self.first)
        appeal = Appeal.objects.get()
        self.assertTrue(appeal.alone)
        told = Notification.objects.filter(member=appeal.appellant).latest("pk")
        self.assertIn("The person who had decided before took the second look", told.body)

    def test_another_moderator_is_never_alone(self):
        upheld(self.appeal, make.moderator("other"))
        self.assertFalse(Appeal.objects.get().alone)

    def test_not_while_somebody_else_could(self):
        other = make.moderator("other")
        with after(2 * DAY):
            self.assertFalse(self.appeal.can_be_decided_by(self.first))
            other.is_active = False
            other.save()
            self.assertTrue(self.appeal.can_be_decided_by(self.first))

    def test_a_moderator_who_is_involved_could_not(self):
        involved = make.moderator("involved")
        case = make.report(make.review(author=involved)).case
        appeal = make.appeal(make.decision(case, "remove", by=self.first))
        with after(2 * DAY):
            self.assertTrue(appeal.can_be_decided_by(self.first))

    def test_an_editor_could_where_it_is_about_the_catalogue(self):
        make.editor()
        case = make.report(make.trivia(make.film(), contributor=make.member())).case
        appeal = make.appeal(make.decision(case, "remove", by=self.first))
        with after(2 * DAY):
            self.assertFalse(appeal.can_be_decided_by(self.first))
