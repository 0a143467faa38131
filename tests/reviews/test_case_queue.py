from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make

QUEUE = "/admin/reviews/case/"


class QueueTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod = make.moderator()
        cls.ana = make.member("ana")
        cls.film = make.film()
        cls.review = make.review(cls.film, author=cls.ana, headline="Walk <b>this</b> road", body="“<i>No</i>” " * 100)
        cls.case = make.report(cls.review).case
        cls.fact_case = make.report(make.trivia(cls.film), reason="wrong_fact", details="Kent.").case

    def queue(self, member=None, **query):
        self.client.force_login(member or self.mod)
        return self.client.get(QUEUE, query)

    def cases(self, **query):
        return list(self.queue(**query).context["cl"].result_list)

    def test_it_opens_on_open_cases_most_reported_and_then_oldest_first(self):
        loud = make.report(make.review(self.film)).case
        make.report(loud.review)
        make.decision(make.report(make.review(self.film)).case, "dismiss")
        self.assertEqual(self.cases(), [loud, self.case, self.fact_case])

    def test_a_row_says_what_who_why_how_often_and_shows_the_text_as_text(self):
        make.report(self.review, reason="abuse")
        make.report(self.review, reason="abuse")
        page = self.queue()
        self.assertContains(page, "Walk &lt;b&gt;this&lt;/b&gt; road")
        self.assertContains(page, "review of The Long Road (1962)")
        self.assertContains(page, "&lt;i&gt;No&lt;/i&gt;")
        self.assertNotContains(page, "<i>No</i>")
        self.assertContains(page, "Abuse of a person\u00a0×\u00a02")
        self.assertContains(page, "<li>Advertising or spam</li>")
        self.assertContains(page, "ana")
        self.assertContains(page, "The road is in Wales.")

    def test_the_text_is_cut_at_three_hundred_characters(self):
        review = make.review(self.film, body="w" * 5000)
        make.report(review)
        page = self.queue().content.decode()
        self.assertIn("w" * 299 + "…", page)
        self.assertNotIn("w" * 301, page)

    def test_closed_cases_and_all_by_choice(self):
        make.decision(self.case, "remove", by=make.moderator("judge-jo"))
        self.assertEqual(self.cases(state="closed"), [self.case])
        self.assertEqual(set(self.cases(state="all")), {self.case, self.fact_case})
        self.assertContains(self.queue(state="closed"), "judge-jo")

    def test_by_reason_whatever_else_it_was_reported_for(self):
        make.report(self.review, reason="abuse")
        self.assertEqual(self.cases(reason="wrong_fact"), [self.fact_case])
        case = self.cases(reason="abuse")[0]
        self.assertEqual((case, case.report_count), (self.case, 2))

    def test_by_kind(self):
        self.assertEqual(self.cases(kind="review"), [self.case])
        self.assertEqual(self.cases(kind="fact"), [self.fact_case])
        self.assertEqual(self.cases(kind="trivia"), [self.fact_case])
        self.assertEqual(self.cases(kind="goof"), [])

    def test_by_words(self):
        for words in ("this", "ana"):
            self.assertEqual(self.cases(q=words), [self.case])
        self.assertEqual(self.cases(q="Wales"), [self.fact_case])

    def test_strange_choices_harm_nobody(self):
        for query in ({"state": "x"}, {"kind": "'"}, {"reason": "\u2028"}, {"p": "99"}, {"o": "-99"}):
            self.assertIn(self.queue(**query).status_code, (200, 302))

    def test_editors_see_cases_about_facts_only(self):
        page = self.queue(make.editor())
        self.assertEqual(list(page.context["cl"].result_list), [self.fact_case])
        self.assertEqual(self.client.get(reverse("admin:reviews_case_change", args=[self.case.pk])).status_code, 404)
        self.assertEqual(
            self.client.get(reverse("admin:reviews_case_change", args=[self.fact_case.pk])).status_code, 200
        )

    def test_it_takes_a_fixed_number_of_queries(self):
        def count():
            self.client.force_login(self.mod)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(QUEUE, {"state": "all"})
            return len(queries)

        make.report(make.quote(self.film))
        make.decision(self.case, "hide")
        few = count()
        for _ in range(8):
            case = make.report(make.review(self.film)).case
            make.report(case.review)
            make.report(make.quote(self.film))
            make.decision(case, "remove")
        self.assertEqual(count(), few)
        self.assertLessEqual(few, 12)
