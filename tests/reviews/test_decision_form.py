"""The words a decision starts from, a measure about the author on top, and what waits for a second moderator."""

from unittest.mock import patch

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.forms import first_words
from reviews.models import Decision, Proposal, Report
from tests import make
from tests.admin_form import fields_of


class DecisionsInAdmin(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.other = make.moderator(), make.moderator("mod2")
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.review = make.review(author=cls.ana)
        cls.case = make.report(cls.review, cls.ben, reason="abuse").case
        cls.url = cls.address(cls.case)

    @staticmethod
    def address(case):
        return reverse("admin:reviews_case_change", args=[case.pk])

    def setUp(self):
        self.client.force_login(self.mod)

    def send_as_it_is(self, url=None, **changed):
        """Send the form as the page offers it, with only this changed."""
        url = url or self.url
        return self.client.post(url, {**fields_of(self.client.get(url)), **changed})


class FirstWordsTests(DecisionsInAdmin):
    def test_a_plain_case_needs_nothing_but_the_action(self):
        self.send_as_it_is(action="remove")
        decision = Decision.objects.get()
        self.assertEqual(
            (decision.guideline_id, decision.facts, decision.message),
            ("respect-people", first_words.FACTS["abuse"], decision.guideline.text),
        )
        self.assertEqual((decision.law, decision.note, decision.days), ("", "", None))

    def test_who_dismisses_does_not_say_by_mistake_that_the_report_was_right(self):
        self.send_as_it_is(action="dismiss")
        decision = Decision.objects.get()
        self.assertEqual((decision.facts, decision.message), (first_words.LET_BE["dismiss"], ""))

    def test_what_a_moderator_writes_is_kept_whatever_is_decided(self):
        self.send_as_it_is(action="dismiss", facts="A walnut is no insult.", message="All is well.")
        decision = Decision.objects.get()
        self.assertEqual((decision.facts, decision.message), ("A walnut is no insult.", "All is well."))

    def test_the_words_of_another_guideline_give_way_to_those_of_the_one_chosen(self):
        other = Decision.guideline.field.related_model.objects.get(pk="no-advertising").text
        self.send_as_it_is(action="hide", message=other)
        self.assertEqual(Decision.objects.get().message, Decision.objects.get().guideline.text)

    def test_a_sentence_that_fits_a_dismissal_only_is_no_ground_to_remove(self):
        case = make.report(make.review(), reason="other", details="Hm.").case
        data = {"action": "remove", "guideline": "respect-people", "facts": first_words.LET_BE["dismiss"]}
        self.assertContains(self.client.post(self.address(case), data), "Say in a sentence", status_code=400)

    def test_every_reason_that_names_a_guideline_has_its_sentence(self):
        self.assertEqual(set(first_words.FACTS), set(Report.GUIDELINE))

    def test_a_dismissal_needs_no_sentence(self):
        case = make.report(make.review(), reason="other", details="Hm.").case
        self.client.post(self.address(case), {"action": "dismiss", "guideline": "respect-people"})
        self.assertEqual(Decision.objects.get().facts, first_words.LET_BE["dismiss"])

    def test_the_law_that_a_notice_names_is_the_ground_unless_the_moderator_says_otherwise(self):
        review = make.review()
        law = {"law": "Criminal Code, section 185", "place": "Germany", "good_faith": True}
        case = Report.objects.file(review, None, reason="illegal", details="An insult.", notice=law).case
        self.send_as_it_is(self.address(case), action="remove")
        self.assertEqual(Decision.objects.get().law, law["law"])

    def test_a_post_that_waits_begins_with_the_rule_of_its_authors_limit(self):
        make.decision(self.case, "limit", days=7, by=self.other)
        waiting = make.review(author=type(self.ana).objects.get(pk=self.ana.pk))
        self.send_as_it_is(self.address(waiting.cases.get()), action="dismiss")
        waiting.refresh_from_db()
        self.assertTrue(waiting.is_published)
        self.assertEqual(waiting.cases.get().latest_decision.guideline_id, "no-advertising")

    def test_nobody_is_told_that_no_warning_stands_where_one_does(self):
        case = make.report(make.review(has_spoilers=True), reason="spoiler").case
        self.assertNotIn(first_words.FACTS["spoiler"], self.client.get(self.address(case)).text)

    def test_law_and_note_are_kept(self):
        self.send_as_it_is(action="remove", law="Criminal Code, section 185", note="Third time.")
        decision = Decision.objects.get()
        self.assertEqual((decision.law, decision.note), ("Criminal Code, section 185", "Third time."))

    def test_a_dismissal_has_no_legal_ground(self):
        self.send_as_it_is(action="dismiss", law="Criminal Code, section 185")
        self.assertEqual(Decision.objects.get().law, "")

    def test_the_laws_that_notices_name_are_offered(self):
        notice = {"law": "Data Act, article 6", "place": "Wales", "good_faith": True, "email": "eve@example.org"}
        make.report(self.review, reason="illegal", details="Her street.", notice=notice)
        page = self.client.get(self.url)
        self.assertContains(page, '<option value="Data Act, article 6">')
        self.assertContains(page, "mailto:eve@example.org")
        self.assertContains(page, "Wales")

    def test_members_are_limited_and_suspended_for_so_many_days(self):
        self.send_as_it_is(action="limit", days="30")
        self.assertEqual(Decision.objects.get().days, 30)
        self.ana.refresh_from_db()
        self.assertTrue(self.ana.is_limited)

    def test_facts_are_dated_and_reports_marked_as_they_changed(self):
        make.report(self.review, reason="spam").withdraw()
        make.report(self.review, reason="spam").amend(reason="abuse", details="It says walnut.")
        page = self.client.get(self.url)
        self.assertContains(page, "Withdrawn ")
        self.assertContains(page, ", amended ")


class AndTheAuthorTests(DecisionsInAdmin):
    def test_a_measure_is_taken_with_the_decision_and_each_is_told_once(self):
        self.send_as_it_is(action="remove", also="limit", also_days="7", note="Third time.")
        first, second = Decision.objects.order_by("pk")
        self.assertEqual((first.action, second.action, second.days), ("remove", "limit", 7))
        self.assertEqual((second.facts, second.guideline), (first.facts, first.guideline))
        self.assertTrue(first.is_standing)
        self.assertEqual(self.ana.notifications.count(), 2)
        self.assertEqual(self.ben.notifications.count(), 1)
        self.review.refresh_from_db()
        self.assertEqual(self.review.state, "removed")

    def test_both_can_be_gone_back_on_the_later_one_first(self):
        self.send_as_it_is(action="remove", also="warn")
        for gone_back_on in ("warn", "remove"):
            self.send_as_it_is(action="restore", guideline="respect-people")
            self.assertEqual(Decision.objects.latest("pk").supersedes.action, gone_back_on)
        self.review.refresh_from_db()
        self.assertTrue(self.review.is_published)

    def test_both_are_taken_or_none(self):
        fails = patch("reviews.models.Suspension.objects.begin", side_effect=ZeroDivisionError)
        with fails, self.assertRaises(ZeroDivisionError):
            self.send_as_it_is(action="remove", also="suspend", also_days="7")
        self.assertFalse(Decision.objects.exists())
        self.review.refresh_from_db()
        self.assertTrue(self.review.is_published)

    def test_moderators_offer_nothing_about_members_of_staff(self):
        case = make.report(make.review(author=self.other), reason="abuse").case
        page = self.client.get(self.address(case))
        self.assertNotContains(page, 'name="also"')
        self.assertNotContains(page, 'value="warn"')
        self.send_as_it_is(self.address(case), action="remove", also="warn")
        self.assertFalse(Decision.objects.exists())


class TrustedAuthorTests(DecisionsInAdmin):
    """Nobody makes a trusted member an ordinary one alone, to suspend them without a second moderator."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.author = make.known(texts=9)
        cls.case = make.report(make.review(author=cls.author), cls.ben, reason="abuse").case
        cls.url = cls.address(cls.case)

    def is_suspended(self):
        self.author.refresh_from_db()
        return self.author.is_suspended

    def test_suspended_on_top_of_a_removal_they_wait_for_a_second_moderator(self):
        self.send_as_it_is(action="remove", also="suspend", also_days="30")
        self.assertEqual(Decision.objects.get().action, "remove")
        self.assertEqual(Proposal.objects.get().action, "suspend")
        self.assertFalse(self.is_suspended())

    def test_and_so_they_do_after_a_warning(self):
        make.decision(self.case, "warn", self.mod)
        self.assertIsInstance(make.decision(self.case, "suspend", self.mod, days=7), Proposal)
        self.assertFalse(self.is_suspended())

    def test_what_another_moderator_has_held_against_them_counts(self):
        make.decision(self.case, "warn", self.other)
        self.assertIsInstance(make.decision(self.case, "suspend", self.mod, days=7), Decision)
        self.assertTrue(self.is_suspended())


class LeftOutTests(DecisionsInAdmin):
    def test_a_measure_on_top_of_what_waits_is_left_out_and_that_is_said(self):
        with patch("reviews.second_look.MANY", 0):
            page = self.client.post(
                self.url, {**fields_of(self.client.get(self.url)), "action": "remove", "also": "warn"}, follow=True
            )
        self.assertContains(page, "Nothing is done about the author")
        self.assertEqual(Proposal.objects.get().action, "remove")
        self.assertFalse(Decision.objects.exists())


class ForTwoTests(DecisionsInAdmin):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.case = make.report(make.review(author=make.trusted()), cls.ben, reason="abuse").case
        cls.url = cls.address(cls.case)
        cls.answer_url = reverse("admin:reviews_case_answer", args=[cls.case.pk])

    def setUp(self):
        super().setUp()
        self.send_as_it_is(action="suspend", days="30", facts="It calls a member a walnut.")
        self.proposal = Proposal.objects.get()

    def answer(self, member=None, **data):
        self.client.force_login(member or self.other)
        return self.client.post(self.answer_url, data, follow=True)

    def test_it_waits_and_says_so(self):
        self.assertFalse(Decision.objects.exists())
        page = self.client.get(self.url)
        self.assertContains(page, "mod proposes: suspend the author for 30 days")
        self.assertContains(page, "It calls a member a walnut.")
        self.assertNotContains(page, "Confirm: do it")
        self.assertContains(page, "Take it back")
        self.assertNotContains(page, 'name="action"')

    def test_another_moderator_confirms(self):
        self.client.force_login(self.other)
        self.assertContains(self.client.get(self.url), "Confirm: do it")
        self.assertContains(self.answer(is_confirmed="yes"), f"Case {self.case.pk} is decided: Suspend the author.")
        decision = Decision.objects.get()
        self.assertEqual((decision.moderator, decision.second), (self.mod, self.other))

    def test_another_moderator_refuses_and_says_why(self):
        self.assertEqual(self.answer(is_confirmed="no").status_code, 400)
        page = self.answer(is_confirmed="no", reason="x" * 1001)
        self.assertContains(page, "x" * 1001, status_code=400)
        self.answer(is_confirmed="no", reason="A walnut is no insult.")
        self.assertFalse(Decision.objects.exists())
        self.client.force_login(self.mod)
        page = self.client.get(self.url)
        self.assertContains(page, "A walnut is no insult.")
        self.assertContains(page, 'name="action"')

    def test_nobody_confirms_their_own(self):
        page = self.answer(self.mod, is_confirmed="yes")
        self.assertContains(page, "Another moderator confirms this.", status_code=403)
        self.assertFalse(Decision.objects.exists())

    def test_what_the_author_changed_meanwhile_is_read_again_first(self):
        mark = self.case.text_mark
        self.case.review.revise(headline="Kinder", body=make.BODY, has_spoilers=False, language="en")
        page = self.answer(is_confirmed="yes", text_seen=mark, reason="Kept.")
        self.assertContains(page, "changed while you were reading", status_code=409)
        self.assertContains(page, "Kept.", status_code=409)
        self.assertFalse(Decision.objects.exists())

    def test_an_answer_that_comes_second_changes_nothing(self):
        self.answer(is_confirmed="no", reason="A walnut is no insult.")
        page = self.answer(is_confirmed="yes")
        self.assertContains(page, "Somebody else has answered this already.", status_code=409)
        self.assertFalse(Decision.objects.exists())

    def test_it_takes_as_many_queries_however_much_there_was_before(self):
        def count():
            self.client.force_login(self.other)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(self.url)
            return len(queries)

        few = count()
        for _ in range(4):
            make.report(self.case.review, reason="abuse")
        self.assertEqual(count(), few)

    def test_strange_answers_are_bad_requests(self):
        for data in ({}, {"is_confirmed": "perhaps"}, {"is_confirmed": "no", "reason": "bell \x07"}):
            self.assertEqual(self.answer(**data).status_code, 400)


class SealedTests(DecisionsInAdmin):
    def test_the_text_of_a_closed_case_is_sealed_until_somebody_opens_it(self):
        make.decision(self.case, "remove", by=self.other)
        page = self.client.get(self.url)
        self.assertNotContains(page, "looks people in the face")
        self.assertContains(page, "so its text is sealed")
        look = reverse("admin:reviews_case_look", args=[self.case.pk])
        page = self.client.post(look, {"next": self.url}, follow=True)
        self.assertContains(page, "looks people in the face")

    def test_the_author_sees_no_seal_before_their_own_text(self):
        case = make.report(make.review(author=self.mod)).case
        make.decision(case, "remove", by=self.other)
        page = self.client.get(self.address(case))
        self.assertContains(page, "looks people in the face")
        self.assertNotContains(page, reverse("admin:reviews_case_look", args=[case.pk]))
