from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews.models import Case
from tests import make

QUEUE = "/admin/reviews/case/"
NEXT = f"{QUEUE}next/"


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

    def test_it_opens_on_open_cases_urgent_ones_first_and_then_the_most_pressing(self):
        loud = make.report(make.review(self.film), make.known()).case
        make.report(loud.review, make.known())
        private = make.report(make.review(self.film), reason="private").case
        make.decision(make.report(make.review(self.film)).case, "dismiss")
        self.assertEqual(self.cases(), [private, loud, self.case, self.fact_case])

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
        self.assertEqual((case, len(case.standing_reports)), (self.case, 2))

    def test_by_kind(self):
        self.assertEqual(self.cases(kind="review"), [self.case])
        self.assertEqual(self.cases(kind="fact"), [self.fact_case])
        self.assertEqual(self.cases(kind="trivia"), [self.fact_case])
        self.assertEqual(self.cases(kind="goof"), [])

    def test_by_state(self):
        self.case.claim(self.mod)
        self.fact_case.claim(make.moderator("judge-jo"))
        third = make.report(make.review(self.film)).case
        self.assertEqual(self.cases(state="mine"), [self.case])
        self.assertEqual(self.cases(state="unclaimed"), [third])
        self.assertEqual(self.cases(claimed_by="judge-jo"), [self.fact_case])
        make.appeal(make.decision(third, "remove"))
        self.assertEqual(self.cases(state="appealed"), [third])
        case = make.report(make.review(self.film, author=make.trusted())).case
        make.decision(case, "suspend", days=7)
        self.assertEqual(self.cases(state="second"), [case])

    def test_by_author_and_by_reporter(self):
        ben = make.member("ben")
        case = make.report(make.review(self.film), ben).case
        self.assertEqual(self.cases(author="Ana "), [self.case])
        self.assertEqual(self.cases(reporter="ben"), [case])
        page = self.queue(reporter="ben", kind="review")
        self.assertContains(page, '<input type="hidden" name="kind" value="review">')
        self.assertContains(page, 'name="reporter" value="ben"')

    def test_by_age_and_by_language(self):
        Case.objects.filter(pk=self.case.pk).update(opened_at=timezone.now() - timedelta(days=4))
        self.assertEqual(self.cases(age="3"), [self.case])
        self.assertEqual(self.cases(age="7"), [])
        french = make.report(make.review(self.film, language="fr")).case
        self.assertEqual(self.cases(language="fr"), [french])

    def test_by_film_or_author_and_never_by_words_that_may_be_sealed(self):
        self.assertEqual(self.cases(q="ana"), [self.case])
        self.assertEqual(self.cases(q=self.film.title), [self.case, self.fact_case])
        self.assertEqual(self.cases(q=self.case.review.headline), [])

    def test_strange_choices_harm_nobody(self):
        strange = [{name: "\u2028'x"} for name in ("author", "reporter", "age", "language", "claimed_by")]
        for query in (*strange, {"state": "x"}, {"kind": "'"}, {"reason": "\u2028"}, {"p": "99"}, {"o": "-99"}):
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
        for number in range(12):
            case = make.report(make.review(self.film)).case
            make.report(case.review)
            make.report(make.quote(self.film))
            make.report(make.storyline(self.film))
            make.report(make.review(self.film)).case.claim(make.moderator(f"judge{number}"))
            make.appeal(make.decision(case, "remove"))
        self.assertEqual(count(), few)
        self.assertLessEqual(few, 16)

    # What stands in a row besides

    def test_the_score_says_in_a_few_words_where_it_comes_from(self):
        make.report(make.review(self.film), reason="private")
        page = self.queue()
        self.assertContains(page, "first: private details")
        self.assertContains(page, "one report")

    def test_it_says_who_is_at_a_case_until_when(self):
        self.case.claim(make.moderator("judge-jo"))
        page = self.queue()
        self.assertContains(page, "judge-jo")
        self.assertContains(page, "until ")
        self.assertNotContains(page, reverse("admin:reviews_case_claim", args=[self.case.pk]))
        self.assertContains(page, reverse("admin:reviews_case_claim", args=[self.fact_case.pk]))

    def test_it_says_what_is_still_to_come(self):
        make.appeal(make.decision(self.case))
        self.assertContains(self.queue(state="appealed"), '<span class="case-state">appealed</span>')
        trusted = make.trusted()
        case = make.report(make.review(self.film, author=trusted)).case
        make.decision(case, "suspend", days=7)
        self.assertContains(self.queue(), '<span class="case-state">waits for a second moderator</span>')

    def test_the_words_of_a_closed_case_are_sealed_unless_everybody_reads_them(self):
        make.decision(self.case, "remove")
        self.assertNotContains(self.queue(state="closed"), "&lt;i&gt;No&lt;/i&gt;")
        make.decision(self.fact_case, "dismiss")
        self.assertContains(self.queue(state="closed"), "The road is in Wales.")

    def test_the_headline_of_a_sealed_text_is_sealed_too(self):
        make.decision(self.case, "remove")
        self.assertNotContains(self.queue(state="closed"), "Walk &lt;b&gt;this&lt;/b&gt; road")

    def test_a_withdrawn_report_counts_no_more(self):
        make.report(self.review, reason="abuse").withdraw()
        self.assertNotContains(self.queue(), "<li>Abuse of a person</li>")

    def test_a_moderator_sees_no_reports_on_their_own_text(self):
        review = make.review(self.film, author=self.mod)
        ben = make.member("benedict")
        own = make.report(review, ben, reason="abuse", details="Plum pudding.").case
        page = self.queue()
        self.assertIn(own, page.context["cl"].result_list)
        for words in ("<li>Abuse of a person</li>", "Plum pudding", "benedict"):
            self.assertNotContains(page, words)
        self.assertContains(page, "Your own text: somebody else decides.")
        for query in ({"reason": "abuse"}, {"reporter": "benedict"}):
            self.assertEqual(self.cases(**query), [])

    def test_nor_who_is_at_it_or_has_decided(self):
        own = make.report(make.review(self.film, author=self.mod)).case
        judge = make.moderator("judge-jo")
        own.claim(judge)
        self.assertNotContains(self.queue(), "judge-jo</td>")
        self.assertNotContains(self.queue(), "judge-jo <span")
        make.decision(own, "dismiss", by=judge)
        page = self.queue(state="closed")
        self.assertIn(own, page.context["cl"].result_list)
        self.assertNotContains(page, "Dismiss<span")
        self.assertNotContains(page, "judge-jo,")

    # Claiming from here

    def test_a_case_is_claimed_and_opened_with_one_button(self):
        self.client.force_login(self.mod)
        response = self.client.post(reverse("admin:reviews_case_claim", args=[self.case.pk]))
        self.assertRedirects(response, reverse("admin:reviews_case_change", args=[self.case.pk]))
        self.case.refresh_from_db()
        self.assertEqual(self.case.claimant, self.mod)

    def test_looking_claims_nothing(self):
        self.queue()
        self.client.get(reverse("admin:reviews_case_change", args=[self.case.pk]))
        self.case.refresh_from_db()
        self.assertIsNone(self.case.claimed_by)

    def test_the_next_case_is_the_most_pressing_one(self):
        private = make.report(make.review(self.film), reason="private").case
        make.report(make.review(author=self.mod), reason="private")
        self.client.force_login(self.mod)
        response = self.client.post(NEXT)
        self.assertRedirects(response, reverse("admin:reviews_case_change", args=[private.pk]))
        private.refresh_from_db()
        self.assertEqual(private.claimant, self.mod)

    def test_where_none_waits_the_queue_says_so(self):
        for case in (self.case, self.fact_case):
            make.decision(case, "dismiss")
        self.client.force_login(self.mod)
        self.assertContains(self.client.post(NEXT, follow=True), "No case waits for you.")

    def test_nobody_else_claims(self):
        for member in (self.ana, make.member("helper", is_staff=True)):
            self.client.force_login(member)
            self.assertIn(self.client.post(NEXT).status_code, (302, 403))
        self.client.force_login(make.editor())
        url = reverse("admin:reviews_case_claim", args=[self.case.pk])
        self.assertEqual(self.client.post(url).status_code, 404)
        self.assertEqual(self.client.get(NEXT).status_code, 405)
        self.case.refresh_from_db()
        self.assertIsNone(self.case.claimed_by)
