from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from accounts.models import Notification
from reviews.models import Appeal, AuditEntry, Case, Decision, Report, Review
from reviews.models.appeal import AlreadyLookedAt
from tests import make

DAY = timedelta(days=1)


def after(time):
    """So much later."""
    return mock.patch("django.utils.timezone.now", return_value=timezone.now() + time)


def upheld(appeal, by, reasons="It does name one."):
    return appeal.decide("upheld", by=by, reasons=reasons)


def overturned(appeal, by, reasons="The shop is part of the film.", **terms):
    return appeal.decide("overturned", by=by, reasons=reasons, **terms)


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


class AskingTests(TestCase):
    def setUp(self):
        self.first, self.other = make.moderator(), make.moderator("other")
        self.ana = make.member("ana")
        case = make.report(make.review(author=self.ana)).case
        self.appeal = make.appeal(make.decision(case, "remove", by=self.first))

    def test_the_member_is_told_the_question(self):
        self.appeal.ask(self.other, "Which shop is it?")
        told = Notification.objects.filter(member=self.ana).latest("pk")
        self.assertIn("Which shop is it?", told.body)
        self.assertIn(self.appeal.get_absolute_url(), told.url)
        self.assertTrue(self.appeal.waits_for_answer)
        self.assertTrue(AuditEntry.objects.filter(action="ask", actor=self.other).exists())

    def test_one_question_is_asked(self):
        self.appeal.ask(self.other, "Which shop is it?")
        with self.assertRaises(ValidationError):
            self.appeal.ask(self.other, "And where?")
        self.assertEqual("Which shop is it?", Appeal.objects.get().question)

    def test_only_who_may_decide_asks(self):
        for somebody in (self.first, self.ana, make.member()):
            with self.assertRaises(PermissionDenied):
                self.appeal.ask(somebody, "Which shop is it?")

    def test_the_member_answers_once(self):
        self.appeal.ask(self.other, "Which shop is it?")
        self.appeal.answer(self.ana, "The one in the film.")
        self.assertEqual("The one in the film.", Appeal.objects.get().reply)
        with self.assertRaises(ValidationError):
            self.appeal.answer(self.ana, "And more.")
        self.assertEqual("The one in the film.", Appeal.objects.get().reply)

    def test_nobody_else_answers(self):
        self.appeal.ask(self.other, "Which shop is it?")
        for somebody in (self.other, make.member()):
            with self.assertRaises(PermissionDenied):
                self.appeal.answer(somebody, "The one in the film.")

    def test_there_is_no_answer_without_a_question(self):
        with self.assertRaises(ValidationError):
            self.appeal.answer(self.ana, "And more.")

    def test_there_is_neither_after_the_decision(self):
        self.appeal.ask(self.other, "Which shop is it?")
        upheld(self.appeal, self.other)
        with self.assertRaises(ValidationError):
            self.appeal.answer(self.ana, "The one in the film.")
        with self.assertRaises(AlreadyLookedAt):
            self.appeal.ask(self.other, "Which shop is it?")


def shield(case):
    """The text hidden for the time being, as the site does it by itself."""
    case = case.held("shield")
    words = {"guideline": "no-advertising", "facts": "Several members reported it.", "days": 3}
    return case._take("shield", None, **words)


class DecidingTests(TestCase):
    def setUp(self):
        self.first, self.other = make.moderator(), make.moderator("other")
        self.ana, self.bob = make.member("ana"), make.member("bob")
        self.review = make.review(author=self.ana)
        self.case = make.report(self.review, self.bob).case

    def appeal(self, action="remove", **terms):
        return make.appeal(make.decision(self.case, action, by=self.first, **terms))

    def state(self):
        return Review.objects.get(pk=self.review.pk).state

    def told(self, member):
        return list(Notification.objects.filter(member=member).order_by("pk").values_list("subject", flat=True))

    def test_upheld_nothing_changes_but_the_appeal(self):
        appeal = self.appeal()
        self.assertIsNone(upheld(appeal, self.other))
        self.assertEqual(("upheld", self.other, False), (appeal.outcome, appeal.decider, appeal.is_open))
        self.assertEqual("removed", self.state())
        self.assertEqual(1, Decision.objects.count())

    def test_overturned_the_text_is_back(self):
        appeal = self.appeal()
        made = overturned(appeal, self.other)
        self.assertEqual("published", self.state())
        self.assertEqual(("restore", appeal.decision, self.other), (made.action, made.supersedes, made.moderator))
        self.assertEqual(appeal.decision.guideline, made.guideline)

    def test_overturned_everything_is_exactly_as_before(self):
        for voter in (make.member(), make.member(), make.member()):
            self.review.record_vote(voter, True)
        names = [*("headline", "body", "has_spoilers", "state", "helpful_count", "helpfulness", "author_reviews")]
        before = Review.objects.values(*names, "edits_locked", "film__review_count").get(pk=self.review.pk)
        for action in ("spoiler", "redact", "hide", "remove", "lock", "pass_on"):
            terms = {"redacted": {"headline": "Words", "body": make.BODY}} if action == "redact" else {}
            with self.subTest(action):
                overturned(self.appeal(action, **terms), self.other)
                after_it = Review.objects.values(*before).get(pk=self.review.pk)
                self.assertEqual(before, after_it)
                self.assertFalse(self.review.revisions.exclude(withheld_by=None).exists())
                self.case = make.report(self.review, make.member()).case

    def test_overturned_a_measure_about_the_author_ends(self):
        for action, terms in [("warn", {}), ("limit", {"days": 7}), ("suspend", {"days": 7})]:
            with self.subTest(action):
                overturned(self.appeal(action, **terms), self.other)
                self.ana.refresh_from_db()
                self.assertEqual((False, False), (self.ana.is_suspended, self.ana.is_limited))
                self.assertFalse(Decision.objects.against(self.ana).exists())
                self.case = make.report(self.review, make.member()).case

    def test_overturned_only_the_appealed_decision_is_taken_back(self):
        decision = make.decision(self.case, "remove", by=self.first)
        added = make.decision(self.case, "suspend", by=self.first, days=7)
        overturned(make.appeal(decision), self.other)
        self.ana.refresh_from_db()
        self.assertEqual(("published", True), (self.state(), self.ana.is_suspended))
        self.assertTrue(Decision.objects.get(pk=added.pk).is_standing)

    def test_a_shield_is_taken_back_and_the_case_goes_on(self):
        overturned(make.appeal(shield(self.case)), self.other)
        self.assertEqual("published", self.state())
        self.assertTrue(Case.objects.get(pk=self.case.pk).is_open)
        self.assertEqual([], self.told(self.bob))

    def test_a_shield_that_has_ended_meanwhile_leaves_nothing_to_take_back(self):
        appeal = make.appeal(shield(self.case))
        make.decision(self.case, "remove", by=self.first)
        self.assertIsNone(overturned(appeal, self.other))
        self.assertEqual(("removed", "overturned"), (self.state(), Appeal.objects.get().outcome))
        self.assertIn("gone back on already", Notification.objects.filter(member=self.ana).latest("pk").body)

    def test_a_rule_that_has_been_retired_can_be_gone_back_on(self):
        appeal = self.appeal()
        guideline = appeal.decision.guideline
        guideline.retired_on = timezone.localdate()
        guideline.save()
        overturned(appeal, self.other)
        self.assertEqual("published", self.state())

    def test_a_dismissal_gives_way_to_another_decision(self):
        appeal = self.appeal("dismiss")
        made = overturned(appeal, self.other, action="remove", guideline="no-advertising", facts="It names a shop.")
        self.assertEqual(("removed", appeal.decision), (self.state(), made.supersedes))
        self.assertTrue(made.can_be_appealed_by(self.ana))

    def test_a_dismissal_gives_way_to_what_can_be_decided_only(self):
        appeal, terms = self.appeal("dismiss"), {"guideline": "no-advertising", "facts": "It names a shop."}
        for action in (None, "restore", "dismiss", "shield", "nonsense"):
            with self.subTest(action), self.assertRaises(ValidationError):
                overturned(appeal, self.other, action=action, **terms)
        with self.assertRaises(ValidationError):
            overturned(appeal, self.other, action="remove", guideline="no-such-rule", facts="It names a shop.")
        self.assertTrue(Appeal.objects.get().is_open)
        self.assertEqual("published", self.state())

    def test_a_heavy_decision_is_not_taken_by_one_moderator(self):
        appeal = self.appeal("dismiss")
        terms = {"action": "suspend", "days": 7, "guideline": "no-advertising", "facts": "It names a shop."}
        with mock.patch("reviews.standing.is_trusted", return_value=True), self.assertRaises(ValidationError):
            overturned(appeal, self.other, **terms)
        self.assertTrue(Appeal.objects.get().is_open)

    def test_the_author_is_told_the_outcome_once(self):
        overturned(self.appeal(), self.other)
        heard = ["A decision on what you wrote", "Your appeal has arrived", "The outcome of your appeal"]
        self.assertEqual(heard, self.told(self.ana))
        self.assertEqual(["What became of your report"], self.told(self.bob))

    def test_the_reporter_is_told_the_outcome_and_the_author_the_decision(self):
        appeal = self.appeal("dismiss")
        overturned(appeal, self.other, action="remove", guideline="no-advertising", facts="It names a shop.")
        heard = ["What became of your report", "Your appeal has arrived", "The outcome of your appeal"]
        self.assertEqual(heard, self.told(self.bob))
        self.assertEqual(["A decision on what you wrote"], self.told(self.ana))

    def test_an_author_does_not_hear_who_complained(self):
        appeal = self.appeal("dismiss")
        overturned(appeal, self.other, action="remove", guideline="no-advertising", facts="It names a shop.")
        bodies = " ".join(Notification.objects.filter(member=self.ana).values_list("body", flat=True))
        self.assertNotIn("bob", bodies)
        self.assertNotIn(appeal.words, bodies)

    def test_the_record_of_the_reporter_follows(self):
        appeal = self.appeal("unfounded")
        figures = Report.objects.filter(reporter=self.bob).records()[self.bob.pk]
        self.assertEqual((0, 1), (figures["upheld"], figures["unfounded"]))
        overturned(appeal, self.other, action="spoiler", guideline="mark-spoilers", facts="It tells the end.")
        figures = Report.objects.filter(reporter=self.bob).records()[self.bob.pk]
        self.assertEqual((1, 0), (figures["upheld"], figures["unfounded"]))

    def test_a_report_that_was_called_a_misuse_can_have_been_meant_well(self):
        appeal = self.appeal("unfounded")
        made = overturned(appeal, self.other, action="dismiss", guideline="no-advertising", facts="It looks like one.")
        figures = Report.objects.filter(reporter=self.bob).records()[self.bob.pk]
        self.assertEqual((1, 0), (figures["dismissed"], figures["unfounded"]))
        self.assertEqual("Nothing was changed: it does not break the guidelines.", made.outcome)
        self.assertEqual([], self.told(self.ana))

    def test_what_was_dismissed_in_good_faith_cannot_be_dismissed_once_more(self):
        self.assertNotIn("dismiss", self.appeal("dismiss").possible_actions(self.other))

    def test_it_is_on_the_record(self):
        appeal = self.appeal()
        overturned(appeal, self.other)
        entries = list(AuditEntry.objects.order_by("-seq").values_list("actor", "action", "case", "decision")[:2])
        restored = Decision.objects.latest("pk")
        self.assertEqual((self.other.pk, "overturn", self.case.pk, appeal.decision_id), entries[0])
        self.assertEqual((self.other.pk, "restore", self.case.pk, restored.pk), entries[1])

    def test_all_of_it_or_nothing(self):
        appeal = self.appeal()
        with mock.patch.object(Appeal, "_tell", side_effect=OSError), self.assertRaises(OSError):
            overturned(appeal, self.other)
        self.assertEqual(("removed", 1), (self.state(), Decision.objects.count()))
        self.assertTrue(Appeal.objects.get().is_open)

    def test_who_comes_second_is_told_who_decided(self):
        appeal = self.appeal()
        third = make.moderator("third")
        upheld(Appeal.objects.get(), self.other)
        with self.assertRaisesMessage(AlreadyLookedAt, "other has already decided"):
            overturned(appeal, third)
        self.assertEqual("removed", self.state())

    def test_reasons_are_needed(self):
        appeal = self.appeal()
        for reasons in ("", "   ", "x" * 2001):
            with self.assertRaises(ValidationError):
                upheld(appeal, self.other, reasons)

    def test_an_unknown_outcome_decides_nothing(self):
        with self.assertRaises(ValidationError):
            self.appeal().decide("nonsense", by=self.other, reasons="It does.")

    def test_what_has_been_erased_is_not_taken_back(self):
        appeal = self.appeal()
        appeal.decision.sealed.erased_at, appeal.decision.sealed.text = timezone.now(), ""
        appeal.decision.sealed.save()
        with self.assertRaises(ValidationError):
            overturned(appeal, self.other)

    def test_goes_on_after_a_new_decision_is_appealed_too(self):
        appeal = self.appeal("dismiss")
        made = overturned(appeal, self.other, action="remove", guideline="no-advertising", facts="It names a shop.")
        again = make.appeal(made)
        self.assertFalse(again.can_be_decided_by(self.other))
        overturned(again, make.moderator("third"))
        self.assertEqual("published", self.state())


class ConstraintTests(TestCase):
    def setUp(self):
        self.first = make.moderator()
        decision = make.decision(make.report(make.review()).case, by=self.first)
        self.appeal = make.appeal(decision)
        self.other = make.moderator("other")
        self.decided = {"decided_at": timezone.now(), "decider": self.other, "outcome": "upheld", "reasons": "So."}

    def breaks(self, **fields):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Appeal.objects.filter(pk=self.appeal.pk).update(**fields)

    def test_an_appeal_has_words(self):
        self.breaks(words="")

    def test_the_first_decider_does_not_decide_unless_alone(self):
        self.breaks(**self.decided | {"decider": self.first})
        Appeal.objects.update(**self.decided | {"decider": self.first, "alone": True})

    def test_nobody_decides_their_own_appeal(self):
        self.breaks(**self.decided | {"decider": self.appeal.appellant})

    def test_a_decided_appeal_says_who_and_why(self):
        for name, value in {"decided_at": None, "decider": None, "outcome": "", "reasons": ""}.items():
            with self.subTest(name):
                self.breaks(**self.decided | {name: value})

    def test_an_open_appeal_has_no_outcome(self):
        self.breaks(outcome="upheld")

    def test_an_answer_follows_a_question(self):
        self.breaks(reply="The one in the film.")
        self.breaks(question="Which shop?")

    def test_a_decision_is_appealed_once(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Appeal.objects.create(decision=self.appeal.decision, appellant=self.appeal.appellant, words="Again.")
