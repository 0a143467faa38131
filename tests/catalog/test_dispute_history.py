from django.test import TestCase
from django.urls import reverse

from tests import make
from tests.making import disputes as making
from tests.making.disputes import SOURCE, WORDS


class DisputeHistoryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.editor = make.member("ana"), make.member("ben"), make.editor("edna")
        cls.fact = make.trivia(make.film(), contributor=cls.ana)
        cls.dispute = making.dispute(cls.fact, cls.ben)

    def page(self):
        return self.client.get(self.fact.get_absolute_url())

    def decide(self, outcome="corrected", **fields):
        return making.decided(self.dispute, outcome, by=self.editor, **fields)

    def test_both_are_named_beside_what_was_corrected(self):
        self.decide()
        film = self.fact.film
        for page in (self.fact.get_absolute_url(), reverse("catalog:trivia", args=[film.pk, film.slug])):
            content = self.client.get(page).content.decode()
            self.assertRegex(content, r"Contributed by <a [^>]+>ana</a> · Corrected by <a [^>]+>ben</a>")

    def test_the_page_tells_what_it_said_before_and_after_why_and_by_whom(self):
        self.decide()
        response = self.page()
        for words in ("The road is in Wales.", "The road is in England.", WORDS, SOURCE, "The map says so."):
            self.assertContains(response, words)
        self.assertContains(response, "by an editor on")
        self.assertNotContains(response, "edna")

    def test_what_was_kept_tells_why_and_names_nobody_beside_the_fact(self):
        self.decide("kept")
        response = self.page()
        self.assertContains(response, "Kept as it was")
        self.assertContains(response, "The map says so.")
        self.assertNotContains(response, "Corrected by")

    def test_a_goof_that_is_none_names_who_rebutted_it(self):
        goof = make.trivia(self.fact.film, kind="goof", goof_type="factual", contributor=self.ana)
        making.decided(making.dispute(goof, self.ben), "moved", text="It is no mistake.")
        response = self.client.get(goof.get_absolute_url())
        self.assertContains(response, "Rebutted by")
        self.assertContains(response, "Factual error")
        self.assertContains(response, "Incorrectly regarded as goof")

    def test_words_that_are_not_fit_to_be_printed_stay_off_the_page(self):
        self.dispute.decide("kept", by=self.editor, reason="It stands.", has_unfit_words=True)
        response = self.page()
        self.assertNotContains(response, WORDS)
        self.assertNotContains(response, SOURCE)
        self.assertContains(response, "It stands.")

    def test_the_history_of_a_spoiler_is_closed(self):
        self.fact.mark_as_spoiler()
        self.decide()
        before = self.page().content.decode().split('<details class="spoiler')[0]
        for words in ("Wales", "England", WORDS, "The map says so."):
            self.assertNotIn(words, before)

    def test_a_fact_that_was_taken_down_shows_no_history_to_others(self):
        self.decide()
        case = make.report(self.fact).case
        make.decision(case, "hide")
        self.assertEqual(self.page().status_code, 404)
        self.client.force_login(self.ana)
        self.assertNotContains(self.page(), WORDS)

    def test_what_a_moderator_took_down_stays_out_of_the_history_when_the_fact_comes_back_corrected(self):
        self.decide()
        case = make.report(self.fact).case
        make.decision(case, "hide")
        self.fact.refresh_from_db()
        self.fact.correct(text="The road is in Cornwall.")
        make.decision(case, "restore")
        response = self.page()
        self.assertContains(response, "The road is in Cornwall.")
        self.assertNotContains(response, "England")
        self.assertNotContains(response, WORDS)
        self.assertContains(response, "a moderator has taken it from view")

    def test_the_history_comes_back_with_a_fact_that_comes_back_as_it_was(self):
        self.decide()
        case = make.report(self.fact).case
        make.decision(case, "hide")
        make.decision(case, "restore")
        self.assertContains(self.page(), WORDS)
