from datetime import date

from django.test import TestCase
from django.urls import reverse

from catalog import film_page
from tests import make
from tests.making import disputes as making


class FactOrderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.plain = make.trivia(cls.film, text="Plain.", minute=50)
        cls.dull = making.answered(make.trivia(cls.film, text="Dull.", minute=10), dull=2)
        cls.liked = making.answered(make.trivia(cls.film, text="Liked.", minute=90), interesting=2)
        cls.untimed = make.trivia(cls.film, text="Untimed.")
        cls.secret = making.answered(make.trivia(cls.film, text="Secret.", minute=5, has_spoilers=True), interesting=3)

    def page(self, kind="trivia", **query):
        return self.client.get(reverse(f"catalog:{kind}", args=[self.film.pk, self.film.slug]), query)

    def texts(self, **query):
        return [item.text for item in self.page(**query).context["page"]]

    def test_what_members_find_interesting_comes_first_and_dull_facts_sink(self):
        self.assertEqual(self.texts(), ["Liked.", "Plain.", "Untimed.", "Dull.", "Secret."])

    def test_goofs_stay_with_their_type(self):
        make.trivia(self.film, kind="goof", goof_type="boom", text="Boom.")
        making.answered(make.trivia(self.film, kind="goof", goof_type="plot_hole", text="Hole."), interesting=2)
        making.answered(make.trivia(self.film, kind="goof", goof_type="boom", text="Pole."), interesting=1)
        found = [item.text for item in self.page("goofs").context["page"]]
        self.assertEqual(found, ["Pole.", "Boom.", "Hole."])

    def test_in_the_order_of_the_film_what_has_no_minute_comes_last(self):
        self.assertEqual(self.texts(sort="film"), ["Dull.", "Plain.", "Liked.", "Untimed.", "Secret."])

    def test_goofs_in_the_order_of_the_film_each_say_their_type(self):
        make.trivia(self.film, kind="goof", goof_type="boom", minute=3)
        response = self.page("goofs", sort="film")
        self.assertContains(response, '<p class="small">Boom mic visible</p>', html=True)
        self.assertNotContains(response, "<h2>Boom mic visible</h2>")

    def test_up_to_a_minute_says_how_many_are_left_out(self):
        response = self.page(until="60")
        self.assertEqual([item.text for item in response.context["page"]], ["Plain.", "Dull.", "Secret."])
        self.assertContains(
            response, "3 of 5, up to minute 60. Left out: 1 that comes later, and 1 whose minute nobody"
        )

    def test_both_together(self):
        self.assertEqual(self.texts(sort="film", until="60"), ["Dull.", "Plain.", "Secret."])

    def test_a_minute_before_everything_leaves_nothing_and_says_so(self):
        self.assertContains(self.page(until="0"), "Nothing that is noted here comes that early")

    def test_what_is_no_minute_is_answered_kindly(self):
        for minute in ("soon", "-1", "1000", "9" * 500, "6.5"):
            with self.subTest(minute):
                response = self.page(until=minute)
                self.assertContains(response, "Give the minute as a number from 0 to 999.")
                self.assertEqual(len(response.context["page"]), 5)

    def test_an_unknown_order_is_as_good_as_none(self):
        self.assertEqual(self.texts(sort="loudest"), self.texts())

    def test_numbered_pages_keep_the_choice(self):
        for number in range(60):
            make.trivia(self.film, text=f"Fact {number}.", minute=1)
        response = self.page(sort="film", until="60")
        self.assertContains(response, "?sort=film&amp;until=60&amp;page=2")
        self.assertEqual(self.page(sort="film", until="60", page="2").status_code, 200)
        self.assertEqual(self.page(sort="film", until="60", page="3").status_code, 404)

    def test_the_choice_is_offered_only_where_a_minute_is_known(self):
        self.assertContains(self.page(), "Only up to minute")
        make.quote(self.film)
        self.assertNotContains(self.page("quotes"), "Only up to minute")


class TeaserTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()

    def teasers(self, days=12):
        """What the film page tells of trivia on each of these days."""
        entries = [film_page.did_you_know(self.film, date(2026, 3, day + 1)) for day in range(days)]
        return {entry["fact"].text if entry["fact"] else None for found in entries for entry in found}

    def test_facts_that_more_find_dull_wait_behind_the_others(self):
        making.answered(make.trivia(self.film, text="Dull."), dull=1)
        make.trivia(self.film, text="Plain.")
        making.answered(make.trivia(self.film, text="Liked."), interesting=1)
        self.assertEqual(self.teasers(), {"Plain.", "Liked."})

    def test_what_many_found_dull_is_never_a_teaser(self):
        making.answered(make.trivia(self.film, text="Very dull."), dull=4)
        self.assertEqual(self.teasers(), {None})
        [entry] = film_page.did_you_know(self.film, date(2026, 3, 1))
        self.assertEqual((entry["count"], entry["is_secret"]), (1, False))

    def test_three_votes_are_not_many(self):
        making.answered(make.trivia(self.film, text="Dull to three."), dull=3)
        self.assertEqual(self.teasers(), {"Dull to three."})

    def test_all_that_are_fit_take_turns(self):
        for number in range(5):
            make.trivia(self.film, text=f"Fact {number}.")
        making.answered(make.trivia(self.film, text="Very dull."), dull=5)
        self.assertEqual(self.teasers(), {f"Fact {number}." for number in range(5)})

    def test_a_spoiler_is_none_however_interesting(self):
        making.answered(make.trivia(self.film, text="Secret.", has_spoilers=True), interesting=6)
        self.assertEqual(self.teasers(), {None})
        self.assertContains(self.client.get(self.film.get_absolute_url()), "What is known here gives the story away.")

    def test_the_parents_guide_is_none(self):
        make.trivia(self.film, kind="parents_guide", guide_category="fear", text="A loud bang.")
        self.assertEqual(self.teasers(), set())
