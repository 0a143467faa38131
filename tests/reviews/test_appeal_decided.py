from unittest import mock

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from accounts.models import Notification
from reviews.models import Appeal, AuditEntry, Case, Decision, Report, Review
from reviews.models.appeal import AlreadyLookedAt
from tests import make
from tests.reviews.appeals import overturned, shield, upheld


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
