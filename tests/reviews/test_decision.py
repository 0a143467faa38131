from unittest.mock import patch

from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase

from accounts.models import OutgoingMail
from catalog.models import TriviaItem
from reviews.models import AlreadyDecided, AuditEntry, Case, Decision, HelpfulVote
from tests import make

LET_BE = ["dismiss", "unfounded"]
TAKE_AWAY = ["redact", "hide", "remove", "lock", "pass_on"]
ABOUT_AUTHOR = ["warn", "limit", "suspend"]


class CaseOfReview(TestCase):
    """A review by Ana that Ben has reported, with a vote on it."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.mod = make.member("ana"), make.member("ben"), make.moderator()
        cls.film = make.film()
        cls.review = make.review(cls.film, author=cls.ana)
        cls.voter = make.member("voter")
        cls.review.record_vote(cls.voter, True)
        cls.case = make.report(cls.review, cls.ben, reason="abuse", details="It calls me a walnut.").case

    def decide(self, action, by=None, **fields):
        decision = make.decision(self.case, action, by=by or self.mod, **fields)
        self.review.refresh_from_db()
        self.film.refresh_from_db()
        return decision

    def mail_to(self, member):
        return OutgoingMail.objects.filter(recipient=member).order_by("pk")


class EffectTests(CaseOfReview):
    def test_dismissing_changes_nothing_but_the_case(self):
        self.film.refresh_from_db()
        before = self.film.version
        self.decide("dismiss")
        self.assertFalse(self.case.is_open)
        self.assertEqual((self.review.state, self.film.review_count), ("published", 1))
        self.assertEqual(self.film.version, before)

    def test_marking_as_spoiler_closes_the_text_and_keeps_it_published(self):
        self.film.refresh_from_db()
        before = self.film.version
        self.decide("spoiler")
        self.assertTrue(self.review.has_spoilers)
        self.assertTrue(self.review.is_published)
        self.assertGreater(self.film.version, before)

    def test_a_hidden_review_leaves_the_film_until_it_is_edited(self):
        self.decide("hide")
        self.assertEqual((self.review.state, self.film.review_count), ("hidden", 0))
        self.assertTrue(self.review.can_be_edited_by(self.ana))
        self.review.revise(headline="Kinder", body=make.BODY, has_spoilers=False, language="en")
        self.film.refresh_from_db()
        self.assertEqual((self.review.state, self.film.review_count), ("published", 1))

    def test_saving_hidden_words_unchanged_does_not_publish_them(self):
        self.decide("hide")
        self.review.revise(headline=self.review.headline, body=self.review.body, has_spoilers=False, language="en")
        self.assertEqual(self.review.state, "hidden")

    def test_the_author_cannot_take_the_warning_away(self):
        self.decide("spoiler")
        self.review.revise(headline="Louder", body=make.BODY, has_spoilers=False, language="en")
        self.assertEqual((self.review.headline, self.review.has_spoilers), ("Louder", True))

    def test_a_removed_review_cannot_be_edited(self):
        self.decide("remove")
        self.assertEqual((self.review.state, self.film.review_count), ("removed", 0))
        self.assertFalse(self.review.can_be_edited_by(self.ana))
        with self.assertRaises(PermissionDenied):
            self.review.revise(headline="Again", body=make.BODY, has_spoilers=False, language="en")
        self.review.refresh_from_db()
        self.assertEqual(self.review.headline, "A road worth walking")

    def test_restoring_brings_text_votes_and_counts_back_exactly(self):
        fields = ["headline", "body", "helpful_count", "unhelpful_count", "helpfulness", "vote_count", "state"]
        before = {name: getattr(self.review, name) for name in fields}
        for action in ("hide", "remove"):
            case = make.report(self.review).case if not self.case.is_open else self.case
            make.decision(case, action)
            make.decision(case, "restore")
            self.review.refresh_from_db()
            self.film.refresh_from_db()
            self.assertEqual({name: getattr(self.review, name) for name in fields}, before)
            self.assertEqual(self.film.review_count, 1)
            self.assertEqual(HelpfulVote.objects.get().voter, self.voter)
            self.case.refresh_from_db()

    def test_restoring_does_not_publish_what_its_author_had_withdrawn(self):
        self.review.withdraw()
        self.decide("remove")
        self.decide("restore")
        self.assertEqual((self.review.state, self.film.review_count), ("withdrawn", 0))

    def test_the_decision_keeps_what_it_was_taken_on(self):
        self.review.revise(headline="Louder", body=make.BODY, has_spoilers=False, language="en")
        self.case.refresh_from_db()
        decision = self.decide("remove")
        self.assertEqual(decision.sealed.text, f"Louder\n\n{make.BODY}")
        self.assertEqual(decision.state_before, "published")
        self.assertEqual(decision.author, self.ana)

    def test_a_fact_is_hidden_removed_and_restored_with_who_and_why(self):
        fact = make.trivia(self.film, contributor=self.ana)
        case = make.report(fact, reason="spam").case
        make.decision(case, "hide", by=self.mod, facts="x" * 1000)
        fact.refresh_from_db()
        self.assertEqual((fact.state, fact.decided_by), ("hidden", self.mod))
        make.decision(case, "restore", by=self.mod)
        fact.refresh_from_db()
        self.assertEqual(fact.state, "published")

    def test_what_a_moderator_took_down_is_not_for_an_editor_to_publish(self):
        fact = make.trivia(self.film, contributor=self.ana)
        read_before = TriviaItem.objects.get(pk=fact.pk)
        make.decision(make.report(fact, reason="spam").case, "remove")
        with self.assertRaises(PermissionDenied):
            read_before.decide("published", by=make.editor())
        fact.refresh_from_db()
        self.assertEqual(fact.state, "removed")

    def test_restoring_a_fact_that_had_been_declined_meanwhile_leaves_it_declined(self):
        fact = make.trivia(self.film, contributor=self.ana)
        case = make.report(fact, reason="spam").case
        fact.decide("declined", by=self.mod, reason="It is not so.")
        case.refresh_from_db()
        make.decision(case, "remove")
        make.decision(case, "restore")
        fact.refresh_from_db()
        self.assertEqual(fact.state, "declined")

    def test_the_next_report_opens_another_case(self):
        self.decide("dismiss")
        self.assertNotEqual(make.report(self.review, self.ben).case, self.case)


class PossibleActionTests(CaseOfReview):
    def possible(self):
        return [str(action) for action in Case.objects.get(pk=self.case.pk).possible_actions(self.mod)]

    def test_a_published_review_can_be_left_marked_redacted_hidden_removed_locked_or_passed_on(self):
        self.assertEqual(self.possible(), [*LET_BE, "spoiler", *TAKE_AWAY, *ABOUT_AUTHOR])

    def test_what_is_marked_is_not_marked_again(self):
        self.review.mark_as_spoiler()
        self.assertEqual(self.possible(), [*LET_BE, *TAKE_AWAY, *ABOUT_AUTHOR])

    def test_what_is_closed_to_changes_is_not_closed_again(self):
        self.review.lock_edits(True)
        self.assertNotIn("lock", self.possible())

    def test_words_are_taken_out_of_reviews_only(self):
        case = make.report(make.trivia(self.film)).case
        self.assertNotIn(Decision.Action.REDACT, case.possible_actions(self.mod))

    def test_a_withdrawn_text_can_be_left_removed_or_passed_on(self):
        self.review.withdraw()
        self.assertEqual(self.possible(), [*LET_BE, "remove", "pass_on", *ABOUT_AUTHOR])

    def test_a_closed_case_can_only_be_gone_back_on_or_added_to(self):
        self.decide("hide")
        self.assertEqual(self.possible(), ["restore", *ABOUT_AUTHOR])
        self.decide("restore")
        self.assertEqual(self.possible(), [])

    def test_a_dismissed_case_has_nothing_to_go_back_on_and_can_be_decided_otherwise(self):
        self.decide("dismiss")
        self.assertEqual(self.possible(), ["unfounded", "spoiler", *TAKE_AWAY, *ABOUT_AUTHOR])

    def test_a_hidden_text_can_be_removed_and_a_removed_one_only_passed_on(self):
        self.decide("hide")
        case = make.unasked(self.review)
        self.assertEqual(self.of(case), ["dismiss", "restore", "remove", "pass_on", *ABOUT_AUTHOR])
        make.decision(case, "remove")
        self.assertEqual(self.of(make.unasked(self.review)), ["dismiss", "restore", "pass_on", *ABOUT_AUTHOR])

    def of(self, case):
        return [str(action) for action in Case.objects.get(pk=case.pk).possible_actions(self.mod)]

    def test_nobody_below_an_administrator_acts_on_staff(self):
        self.ana.is_staff = True
        self.ana.save()
        self.assertEqual(self.possible(), [*LET_BE, "spoiler", *TAKE_AWAY])
        case = Case.objects.get(pk=self.case.pk)
        self.assertIn("suspend", case.possible_actions(make.administrator()))

    def test_who_is_suspended_is_not_suspended_again(self):
        make.suspension(self.ana)
        self.assertNotIn("suspend", self.possible())

    def test_only_the_case_that_took_a_text_away_can_bring_it_back(self):
        self.decide("dismiss")
        later = make.report(self.review).case
        make.decision(later, "remove")
        self.assertEqual(self.possible(), [])
        self.assertEqual(self.of(later), ["restore", *ABOUT_AUTHOR])

    def test_a_text_that_was_taken_away_elsewhere_can_be_restored_from_an_open_case(self):
        fact = make.trivia(self.film, contributor=self.ana)
        hidden = make.decision(make.report(fact).case, "hide")
        later = make.unasked(fact)
        self.assertIn("restore", self.of(later))
        self.assertEqual(make.decision(later, "restore").supersedes, hidden)
        fact.refresh_from_db()
        self.assertTrue(fact.is_published)

    def test_an_editor_acts_on_texts_and_not_on_members(self):
        case = make.report(make.trivia(self.film, contributor=self.ana)).case
        self.assertEqual(
            [str(action) for action in case.possible_actions(make.editor())],
            [*LET_BE, "spoiler", "hide", "remove", "pass_on"],
        )

    def test_an_action_that_does_not_fit_is_refused(self):
        for action in ("restore", "nonsense"):
            with self.assertRaises(ValidationError):
                self.decide(action)
        self.assertFalse(Decision.objects.exists())


class RefusalTests(CaseOfReview):
    def refused(self, by, error=PermissionDenied, **fields):
        with self.assertRaises(error):
            self.decide("remove", by=by, **fields)
        self.assertFalse(Decision.objects.exists())
        self.assertFalse(AuditEntry.objects.exists())
        self.assertFalse(OutgoingMail.objects.exists())
        self.case.refresh_from_db()
        self.assertTrue(self.case.is_open)
        self.review.refresh_from_db()
        self.assertTrue(self.review.is_published)

    def test_members_decide_nothing(self):
        for member in (self.ana, self.ben, make.member()):
            self.refused(member)

    def test_editors_do_not_decide_on_reviews(self):
        self.refused(make.editor())

    def test_editors_decide_on_facts(self):
        editor = make.editor()
        case = make.report(make.trivia(self.film), reason="wrong_fact", details="It is in Kent.").case
        make.decision(case, "remove", by=editor)
        self.assertEqual(case.target.state, "removed")

    def test_nobody_decides_on_their_own_text(self):
        own = make.report(make.review(self.film, author=self.mod)).case
        with self.assertRaises(PermissionDenied):
            make.decision(own, by=self.mod)

    def test_nobody_decides_on_their_own_report(self):
        make.report(self.review, self.mod)
        self.refused(self.mod)

    def test_a_moderator_who_has_been_shut_out_decides_nothing(self):
        self.mod.is_active = False
        self.mod.save()
        self.refused(self.mod)

    def test_a_decision_names_a_guideline_and_facts(self):
        self.refused(self.mod, ValidationError, facts="")
        self.refused(self.mod, ValidationError, guideline="be-nice")

    def test_the_second_of_two_deciders_changes_nothing_and_learns_who_was_first(self):
        first = self.decide("dismiss")
        other = make.moderator("mod2")
        with self.assertRaises(AlreadyDecided) as caught:
            self.case.decide("remove", moderator=other, guideline="own-words", facts="Copied.", version=1)
        self.assertEqual(caught.exception.decision, first)
        self.assertIn("mod", str(caught.exception))
        self.assertEqual(Decision.objects.count(), 1)

    def test_a_restored_text_is_not_restored_again(self):
        self.decide("remove")
        self.case.refresh_from_db()
        seen = self.case.version
        self.decide("restore")
        with self.assertRaises(AlreadyDecided):
            self.case.decide("restore", moderator=self.mod, guideline="own-words", facts="Mine.", version=seen)
        with self.assertRaises(ValidationError):
            self.decide("restore")

    def test_a_text_that_was_changed_while_it_was_read_is_not_decided_on(self):
        mark = self.case.text_mark
        self.review.revise(headline="Kinder", body=make.BODY, has_spoilers=False, language="en")
        with self.assertRaises(ValidationError):
            self.case.decide("remove", moderator=self.mod, guideline="own-words", facts="Copied.", text_seen=mark)
        self.assertFalse(Decision.objects.exists())


class AllOrNothingTests(CaseOfReview):
    def nothing_remains_when(self, name):
        self.film.refresh_from_db()
        version = self.film.version
        with patch(name, side_effect=RuntimeError), self.assertRaises(RuntimeError):
            self.decide("remove")
        self.case.refresh_from_db()
        self.review.refresh_from_db()
        self.film.refresh_from_db()
        self.assertTrue(self.case.is_open)
        self.assertTrue(self.review.is_published)
        self.assertEqual((self.film.review_count, self.film.version), (1, version))
        for model in (Decision, AuditEntry, OutgoingMail):
            self.assertFalse(model.objects.exists())

    def test_nothing_remains_when_a_mail_cannot_be_written(self):
        self.nothing_remains_when("accounts.models.OutgoingMail.objects.post")

    def test_nothing_remains_when_the_audit_entry_cannot_be_written(self):
        self.nothing_remains_when("reviews.models.AuditEntry.objects.record")

    def test_nothing_remains_when_the_effect_fails(self):
        self.nothing_remains_when("reviews.models.Review.moderate")

    def test_nothing_remains_when_the_outcome_for_the_reporters_cannot_be_written(self):
        self.nothing_remains_when("reviews.models.Decision.tell_reporters")
