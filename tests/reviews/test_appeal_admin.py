from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.models import Appeal, AuditEntry, Decision, Review
from tests import make

LIST = "/admin/reviews/appeal/"


class AppealAdminTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.first, cls.other = make.moderator("first"), make.moderator("other")
        cls.ana, cls.bob = make.member("ana"), make.member("bob")
        cls.review = make.review(author=cls.ana, headline="Walk <b>this</b> road")
        cls.case = make.report(cls.review, cls.bob).case

    def appealed(self, action="remove", words="Nothing in it names a shop.", **terms):
        return make.appeal(make.decision(self.case, action, by=self.first, **terms), words=words)

    def address(self, appeal):
        return f"{LIST}{appeal.pk}/change/"

    def get(self, address, reader=None):
        self.client.force_login(reader or self.other)
        return self.client.get(address)

    def send(self, appeal, reader=None, **data):
        self.client.force_login(reader or self.other)
        return self.client.post(self.address(appeal), {"act": "decide", **data})

    def state(self):
        return Review.objects.get(pk=self.review.pk).state


class AppealListTests(AppealAdminTest):
    def many(self, number):
        for _ in range(number):
            case = make.report(make.review()).case
            make.appeal(make.decision(case, by=self.first))

    def test_open_ones_come_first_and_who_has_waited_longest_on_top(self):
        self.many(3)
        oldest, newer, decided = Appeal.objects.order_by("pk")
        decided.decide("upheld", by=self.other, reasons="It does.")
        Appeal.objects.filter(pk=newer.pk).update(filed_at=timezone.now() - timedelta(days=2))
        page = self.get(LIST)
        self.assertEqual([newer, oldest, decided], list(page.context["cl"].result_list))

    def test_one_that_has_waited_for_a_week_is_marked(self):
        appeal = self.appealed()
        self.assertNotContains(self.get(LIST), "over the goal")
        Appeal.objects.update(filed_at=timezone.now() - timedelta(days=8))
        self.assertContains(self.get(LIST), "over the goal of 7 days")
        self.assertContains(self.get(self.address(appeal)), "over the goal of 7 days")

    def test_it_says_what_by_whom_and_how_it_stands(self):
        appeal = self.appealed()
        page = self.get(LIST)
        for words in ("Review of The Long Road", "Remove", "ana", "its author", "Open"):
            self.assertContains(page, words)
        appeal.ask(self.other, "Which shop?")
        self.assertContains(self.get(LIST), "Waits for the member’s answer")

    def test_it_can_be_narrowed_to_a_state(self):
        self.many(2)
        Appeal.objects.order_by("pk")[0].decide("upheld", by=self.other, reasons="It does.")
        for state, number in {"open": 1, "upheld": 1, "overturned": 0, "nonsense": 2}.items():
            page = self.get(f"{LIST}?state={state}")
            self.assertEqual(number, len(page.context["cl"].result_list), state)

    def test_who_may(self):
        appeal = self.appealed()
        for reader, status in [(self.first, 200), (self.other, 200), (self.ana, 302), (self.bob, 302)]:
            self.assertEqual(status, self.get(LIST, reader).status_code, reader)
        self.client.logout()
        self.assertEqual(302, self.client.get(self.address(appeal)).status_code)

    def test_editors_find_those_about_the_catalogue(self):
        edna = make.editor()
        self.appealed()
        case = make.report(make.trivia(make.film(), contributor=self.ana)).case
        about_fact = make.appeal(make.decision(case, by=self.first))
        self.assertEqual([about_fact], list(self.get(LIST, edna).context["cl"].result_list))

    def test_nobody_finds_those_about_their_own_text_or_their_own(self):
        author = make.moderator("author")
        self.case = make.report(make.review(author=author)).case
        appeal = self.appealed("dismiss")
        own = make.appeal(make.decision(make.report(make.review(author=author)).case, by=self.first))
        self.assertEqual([], list(self.get(LIST, author).context["cl"].result_list))
        for one in (appeal, own):
            self.assertEqual(404, self.get(self.address(one), author).status_code)

    def test_it_takes_a_fixed_number_of_queries(self):
        def count():
            self.client.force_login(self.other)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(LIST)
            return len(queries)

        self.many(1)
        count()
        few = count()
        self.many(6)
        self.case = make.report(make.trivia(make.film(), contributor=self.ana)).case
        self.appealed()
        self.assertEqual(few, count())

    def test_nothing_is_added_changed_or_deleted_past_the_verbs(self):
        appeal = self.appealed()
        self.client.force_login(self.other)
        self.assertEqual(403, self.client.get(f"{LIST}add/").status_code)
        self.assertEqual(403, self.client.post(f"{LIST}{appeal.pk}/delete/", {"post": "yes"}).status_code)
        self.client.post(LIST, {"action": "delete_selected", "_selected_action": [appeal.pk], "post": "yes"})
        self.assertTrue(Appeal.objects.exists())


class AppealPageTests(AppealAdminTest):
    def test_it_shows_the_decision_the_words_and_the_text(self):
        page = self.get(self.address(self.appealed(note="A hard one.", message="Please leave shops out.")))
        for words in (
            *(
                "Nothing in it names a shop.",
                "It names a shop and its prices.",
                "A hard one.",
                "Please leave shops out.",
            ),
            *("Walk &lt;b&gt;this&lt;/b&gt; road", "first (moderator)", "Removed by a moderator"),
        ):
            self.assertContains(page, words)

    def test_once_it_is_decided_a_removed_text_opens_with_a_look(self):
        appeal = self.appealed()
        appeal.decide("upheld", by=self.other, reasons="It names a shop.")
        page = self.get(self.address(appeal))
        self.assertNotContains(page, make.BODY[:40])
        self.assertContains(page, "the text is sealed")
        self.client.post(f"/admin/reviews/case/{self.case.pk}/look/", {"next": self.address(appeal)})
        self.assertContains(self.get(self.address(appeal)), make.BODY[:40])

    def test_nothing_typed_becomes_markup(self):
        page = self.get(self.address(self.appealed(words="<script>alert(1)</script>")))
        self.assertNotContains(page, "<script>alert(1)")

    def test_sealed_texts_are_closed_until_somebody_looks(self):
        self.review.revise(body=f"{make.BODY}Seven Linden Street.")
        redacted = {"headline": self.review.headline, "body": make.BODY}
        appeal = self.appealed("redact", redacted=redacted)
        self.assertNotContains(self.get(self.address(appeal)), "Linden")
        self.client.post(f"/admin/reviews/case/{self.case.pk}/look/", {"next": self.address(appeal)})
        self.assertContains(self.get(self.address(appeal)), "Seven Linden Street.")
        self.assertTrue(AuditEntry.objects.filter(action="look", actor=self.other).exists())
        self.assertNotContains(self.get(self.address(appeal), self.first), "Linden")

    def test_who_decided_first_finds_no_form(self):
        page = self.get(self.address(self.appealed()), self.first)
        self.assertContains(page, "somebody else takes the second look")
        self.assertNotContains(page, 'name="outcome"')

    def test_the_only_moderator_is_told_that_the_member_will_know(self):
        appeal = self.appealed()
        self.other.delete()
        Appeal.objects.update(filed_at=timezone.now() - timedelta(days=2))
        page = self.get(self.address(appeal), self.first)
        self.assertContains(page, "second look at your own decision")
        self.send(appeal, self.first, outcome="upheld", reasons="It does.")
        page = self.get(self.address(appeal), self.first)
        self.assertContains(page, "Second look by the same person, because this site has one moderator.")
        self.assertContains(self.get(LIST, self.first), "by the same person")

    def test_one_that_does_not_exist_is_404(self):
        for pk in ("999999", "x", "9" * 30):
            self.assertEqual(404, self.get(f"{LIST}{pk}/change/").status_code, pk)

    def test_it_takes_a_fixed_number_of_queries(self):
        def count(appeal):
            self.client.force_login(self.other)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(self.address(appeal))
            return len(queries)

        appeal = self.appealed("dismiss")
        count(appeal)
        few = count(appeal)
        for _ in range(4):
            make.appeal(make.decision(make.report(make.review()).case, by=self.first))
            make.report(make.review(author=self.ana), self.bob)
        self.assertEqual(few, count(appeal))


class AskingTests(AppealAdminTest):
    def ask(self, appeal, question="Which shop is it?", reader=None):
        self.client.force_login(reader or self.other)
        return self.client.post(self.address(appeal), {"act": "ask", "question": question})

    def test_a_question_is_asked_once(self):
        appeal = self.appealed()
        self.assertRedirects(self.ask(appeal), self.address(appeal))
        page = self.get(self.address(appeal))
        self.assertContains(page, "Which shop is it?")
        self.assertNotContains(page, 'value="ask"')
        self.assertEqual(409, self.ask(appeal, "And where?").status_code)
        self.assertEqual("Which shop is it?", Appeal.objects.get().question)

    def test_the_answer_stands_below_it(self):
        appeal = self.appealed()
        self.ask(appeal)
        appeal.answer(self.ana, "The one in the film.")
        self.assertContains(self.get(self.address(appeal)), "The one in the film.")

    def test_bad_input_is_said_and_kept(self):
        appeal = self.appealed()
        for question in ("", "x" * 2001, "bad \x07"):
            response = self.ask(appeal, question)
            self.assertContains(response, "case-error", status_code=400)
        self.assertContains(self.ask(appeal, "x" * 2001), "x" * 2001, status_code=400)
        self.assertEqual("", Appeal.objects.get().question)

    def test_who_decided_first_cannot_ask_and_keeps_what_was_typed(self):
        response = self.ask(self.appealed(), "Which shop is it?", self.first)
        self.assertContains(response, "Which shop is it?", status_code=403)
        self.assertEqual("", Appeal.objects.get().question)


class DecidingTests(AppealAdminTest):
    def test_it_stands(self):
        appeal = self.appealed()
        response = self.send(appeal, outcome="upheld", reasons="It does name one.")
        self.assertRedirects(response, self.address(appeal))
        page = self.get(self.address(appeal))
        self.assertContains(page, "The decision stands")
        self.assertContains(page, "It does name one.")
        self.assertNotContains(page, 'name="outcome"')
        self.assertEqual("removed", self.state())

    def test_it_was_wrong(self):
        self.send(self.appealed(), outcome="overturned", reasons="The shop is in the film.")
        self.assertEqual("published", self.state())

    def test_a_dismissal_was_wrong(self):
        appeal = self.appealed("dismiss")
        self.assertContains(self.get(self.address(appeal)), "what is to happen instead")
        instead = {"action": "remove", "guideline": "no-advertising", "facts": "It names a shop.", "days": "7"}
        self.send(appeal, outcome="overturned", reasons="It does name one.", **instead)
        made = Decision.objects.latest("pk")
        self.assertEqual(("removed", "remove", appeal.decision), (self.state(), made.action, made.supersedes))
        self.assertTrue(made.message)

    def test_a_dismissal_gives_way_to_taking_words_out(self):
        appeal = self.appealed("dismiss")
        instead = {"action": "redact", "guideline": "no-advertising", "facts": "It names a shop."}
        words = {"outcome": "overturned", "reasons": "It does.", **instead}
        same = {"headline": self.review.headline, "body": self.review.body}
        self.assertContains(self.send(appeal, **words, **same), "Nothing is taken out yet", status_code=400)
        self.assertEqual(400, self.send(appeal, **words, headline="Walk", body="").status_code)
        self.assertEqual(302, self.send(appeal, **words, headline="Walk […] road", body=make.BODY).status_code)
        self.review.refresh_from_db()
        self.assertEqual("Walk […] road", self.review.headline)

    def test_or_to_a_limit_for_some_days(self):
        appeal = self.appealed("dismiss")
        instead = {"action": "limit", "guideline": "no-advertising", "facts": "It names a shop.", "days": "30"}
        self.send(appeal, outcome="overturned", reasons="It does name one.", **instead)
        self.ana.refresh_from_db()
        self.assertTrue(self.ana.is_limited)

    def test_upholding_a_dismissal_needs_nothing_more(self):
        appeal = self.appealed("dismiss")
        response = self.send(appeal, outcome="upheld", reasons="It names none.", action="nonsense", days="x")
        self.assertEqual(302, response.status_code)

    def test_what_is_missing_is_said_and_what_was_typed_is_kept(self):
        appeal = self.appealed("dismiss")
        for data, message in [
            ({}, "Choose one of the two."),
            ({"outcome": "upheld"}, "Say why"),
            ({"outcome": "nonsense", "reasons": "It does."}, "case-error"),
            ({"outcome": "overturned", "reasons": "It does."}, "Choose what comes in the place of the dismissal."),
            ({"outcome": "overturned", "reasons": "It does.", "action": "restore"}, "case-error"),
            ({"outcome": "overturned", "reasons": "It does.", "action": "remove"}, "Choose the guideline"),
            ({"outcome": "upheld", "reasons": "x" * 2001}, "At most 2000 characters"),
        ]:
            with self.subTest(data):
                response = self.send(appeal, **data)
                self.assertContains(response, message, status_code=400)
                self.assertContains(response, data.get("reasons", ""), status_code=400)
        self.assertTrue(Appeal.objects.get().is_open)

    def test_odd_input_is_never_a_fault_of_ours(self):
        appeal = self.appealed("dismiss")
        words = {"outcome": "overturned", "reasons": "It does.", "action": "limit", "guideline": "no-advertising"}
        for odd in ({"days": "999"}, {"days": "-1"}, {"text_seen": "x" * 99}, {"guideline": "no-such"}, {"act": "x"}):
            self.assertEqual(400, self.send(appeal, **words | {"facts": ""} | odd).status_code, odd)

    def test_a_text_that_was_changed_meanwhile_is_looked_at_again(self):
        appeal = self.appealed("dismiss")
        mark = self.case.text_mark
        Review.objects.get(pk=self.review.pk).revise(headline="Another road")
        instead = {"action": "remove", "guideline": "no-advertising", "facts": "It names a shop.", "text_seen": mark}
        response = self.send(appeal, outcome="overturned", reasons="It does name one.", **instead)
        self.assertContains(response, "It does name one.", status_code=409)
        self.assertEqual("published", self.state())

    def test_who_comes_second_is_told_who_decided_and_keeps_what_was_typed(self):
        appeal = self.appealed()
        appeal.decide("upheld", by=make.moderator("third"), reasons="It does.")
        response = self.send(appeal, outcome="overturned", reasons="The shop is in the film.")
        self.assertContains(response, "third has already decided", status_code=409)
        self.assertContains(response, "The shop is in the film.", status_code=409)
        self.assertEqual("removed", self.state())

    def test_who_decided_first_is_refused(self):
        response = self.send(self.appealed(), self.first, outcome="overturned", reasons="The shop is in the film.")
        self.assertContains(response, "The shop is in the film.", status_code=403)
        self.assertEqual("removed", self.state())

    def test_members_are_refused(self):
        appeal = self.appealed()
        for member in (self.ana, self.bob, make.member()):
            self.assertEqual(302, self.send(appeal, member, outcome="overturned", reasons="So.").status_code)
        self.assertTrue(Appeal.objects.get().is_open)
