from unittest import mock

from django.urls import reverse

from accounts.models import Notification
from tests import make
from tests.reviews.test_appeal_pages import CaseOfAna, later


class QuestionTests(CaseOfAna):
    def setUp(self):
        self.appeal = make.appeal(self.decide(), self.ana)

    def ask(self, words="Which shop is it?"):
        self.appeal.ask(self.other, words)

    def test_the_question_stands_on_the_case_page_with_a_form(self):
        self.ask()
        page = self.get(self.ana, self.page_of_case)
        self.assertContains(page, "Which shop is it?")
        self.assertContains(page, f'action="{self.answer_url}"')
        self.assertNotContains(page, "judge-flo")

    def test_it_comes_as_a_message_of_the_moderators(self):
        self.ask()
        told = Notification.objects.filter(member=self.ana).latest("pk")
        self.assertEqual(told.kind, "moderator_reply")
        self.assertIn("Which shop is it?", told.body)
        self.assertIn(self.answer_url, told.body)
        self.assertNotIn("judge-flo", told.body)

    def test_it_is_answered_once(self):
        self.ask()
        self.assertRedirects(self.send(self.ana, "The one in the film.", self.answer_url), self.page_of_case)
        self.appeal.refresh_from_db()
        self.assertEqual(self.appeal.reply, "The one in the film.")
        page = self.get(self.ana, self.page_of_case)
        self.assertContains(page, "The one in the film.")
        self.assertNotContains(page, "Send the answer")
        page = self.send(self.ana, "And another.", self.answer_url)
        self.assertContains(page, "There is no question that waits", status_code=409)
        self.assertContains(page, "And another.", status_code=409)

    def test_without_a_question_there_is_nothing_to_answer(self):
        self.assertContains(self.get(self.ana, self.answer_url), "There is no question that waits")
        self.assertContains(self.send(self.ana, "So.", self.answer_url), "So.", status_code=409)

    def test_nobody_else_answers_it(self):
        self.ask()
        for member in (self.ben, make.member(), self.other):
            self.assertEqual(self.get(member, self.answer_url).status_code, 404)
            self.assertEqual(self.send(member, "So.", self.answer_url).status_code, 404)
        self.appeal.refresh_from_db()
        self.assertEqual(self.appeal.reply, "")

    def test_nothing_typed_is_lost(self):
        self.ask()
        self.assertContains(self.send(self.ana, "x" * 2001, self.answer_url), "x" * 2001, status_code=400)
        self.assertContains(self.send(self.ana, "", self.answer_url), "Write a sentence", status_code=400)
        self.client.logout()
        answer = f"{reverse('account_login')}?next={self.answer_url}"
        response = self.client.post(self.answer_url, {"words": "The one in the film.", "writer": "ana"})
        self.assertRedirects(response, answer, fetch_redirect_response=False)
        self.assertContains(self.get(self.ana, self.answer_url), "The one in the film.")

    def test_an_answer_that_comes_too_late_is_given_back(self):
        self.ask()
        with mock.patch("reviews.models.Appeal.waits_for_answer", new_callable=mock.PropertyMock) as waits:
            waits.side_effect = [True, False]
            page = self.send(self.ana, "The one in the film.", self.answer_url)
        self.assertContains(page, "The one in the film.", status_code=409)

    def test_the_page_takes_a_fixed_number_of_queries(self):
        self.ask()
        self.client.force_login(self.ana)
        with self.assertNumQueries(6):
            self.client.get(self.answer_url)


class OutcomeTests(CaseOfAna):
    def decided(self, outcome, reasons, first="remove", **terms):
        """The mail that tells it."""
        appeal = make.appeal(self.decide(first))
        appeal.decide(outcome, by=self.other, reasons=reasons, **terms)
        return Notification.objects.filter(member=appeal.appellant, subject__contains="your appeal").latest("pk").body

    def test_a_decision_that_stands_is_told_with_its_reasons(self):
        mail = self.decided("upheld", "It does name a shop.")
        page = self.get(self.ana, self.page_of_case)
        self.assertContains(page, "the decision stands")
        self.assertContains(page, "It does name a shop.")
        for part in (
            "stands",
            "It does name a shop.",
            "Somebody who had no part",
            "nothing in it was automatic",
            "courts",
        ):
            self.assertIn(part, mail)

    def test_a_decision_that_was_wrong_is_told_with_its_reasons(self):
        mail = self.decided("overturned", "The shop is part of the film.")
        page = self.get(self.ana, self.page_of_case)
        self.assertContains(page, "the decision was wrong")
        self.assertContains(page, "Your text was restored.")
        self.assertContains(page, "The shop is part of the film.")
        self.assertIn("everything stands again as it stood before", mail)

    def test_a_dismissal_that_was_wrong_is_told_to_its_reporter(self):
        terms = {"guideline": "no-advertising", "facts": "A secret fact.", "action": "remove"}
        mail = self.decided("overturned", "It does name a shop.", "dismiss", **terms)
        page = self.get(self.ben, self.page_of_case)
        self.assertContains(page, "It does name a shop.")
        self.assertContains(page, "The text was removed.")
        self.assertNotContains(page, "A secret fact.")
        self.assertIn("It has been decided anew.", mail)

    def test_the_second_look_of_the_same_person_is_said(self):
        self.other.is_active = False
        self.other.save()
        appeal = make.appeal(self.decide())
        with later(hours=25):
            appeal.decide("upheld", by=self.first, reasons="It does name a shop.")
        self.assertContains(self.get(self.ana, self.page_of_case), "by the person who had decided before")

    def test_nobody_learns_who_decided(self):
        mail = self.decided("upheld", "It does name a shop.")
        page = self.get(self.ana, self.page_of_case).content.decode()
        for words in (mail, page):
            for secret in ("judge-jo", "judge-flo", "benedict"):
                self.assertNotIn(secret, words)

    def test_the_list_of_decisions_says_where_appeals_stand(self):
        appeal = make.appeal(self.decide(), self.ana)
        self.assertContains(self.get(self.ana, "/me/cases/"), "You appealed on")
        appeal.ask(self.other, "Which shop?")
        self.assertContains(self.get(self.ana, "/me/cases/"), "ask you something about your appeal")
        appeal.answer(self.ana, "None.")
        appeal.decide("overturned", by=self.other, reasons="There is none.")
        page = self.get(self.ana, "/me/cases/")
        self.assertContains(page, "The decision was wrong.")
        self.assertContains(page, "Taken back or replaced on")

    def test_no_line_of_the_mails_is_too_long(self):
        appeal = make.appeal(self.decide(), self.ana)
        appeal.ask(self.other, "Which shop is it, then? " * 80)
        appeal.decide("upheld", by=self.other, reasons="It does name a shop. " * 90)
        lines = [line for told in Notification.objects.all() for line in told.body.splitlines()]
        self.assertFalse([line for line in lines if len(line) > 120])
