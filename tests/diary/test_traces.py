"""What a film's page says about the reader's own viewings."""

from django.test import TestCase

from diary.traces import traces
from tests import make
from tests.making import diary


class TraceTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()

    def assert_says(self, words):
        self.assertEqual(traces(self.film, self.ana).in_words, words)

    def test_how_often_and_when_last(self):
        self.assert_says("")
        diary.viewing(self.film, self.ana, None)
        self.assert_says("You have seen this.")
        diary.viewing(self.film, self.ana, None)
        self.assert_says("You have seen this twice.")
        diary.viewing(self.film, self.ana, "2026-05-03")
        self.assert_says("You saw this on 3 May 2026, and twice before.")
        diary.viewing(self.film, self.ana, "2026-01-03")
        self.assert_says("You saw this on 3 May 2026, and three times before.")

    def test_what_was_not_finished_is_said_only_of_a_film_never_seen(self):
        diary.viewing(self.film, self.ana, None, is_finished=False)
        self.assert_says("You began this and did not finish it.")
        diary.viewing(self.film, self.ana, "2026-05-02", is_finished=False)
        self.assert_says("You began this on 2 May 2026 and did not finish it.")
        diary.viewing(self.film, self.ana, "2026-05-03")
        self.assert_says("You saw this on 3 May 2026.")

    def test_others_viewings_are_others(self):
        diary.viewing(self.film, make.member())
        self.assert_says("")

    def test_it_stands_on_the_page_of_the_film_for_its_member_alone(self):
        diary.viewing(self.film, self.ana)
        words = "You saw this on 3 May 2026."
        self.assertNotContains(self.client.get(self.film.get_absolute_url()), words)
        self.client.force_login(self.ana)
        self.assertContains(self.client.get(self.film.get_absolute_url()), words)

    def test_visitors_get_links_that_lead_to_the_sign_in_and_nothing_personal(self):
        page = self.client.get(self.film.get_absolute_url())
        self.assertContains(page, "Add to watchlist")
        self.assertContains(page, f"{self.film.get_absolute_url()}diary/")
        self.assertNotContains(page, "csrfmiddlewaretoken")
        self.assertFalse(page.cookies)
