from django.test import TestCase

from catalog.models import AwardBody
from tests import make


class AwardPagesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.best_film = make.award("Golden Reels", "Best Film", position=1)
        cls.best_script = make.award("Golden Reels", "Best Script", position=2)
        cls.film = make.film("New Road", 1970)
        cls.person = make.person("Ada Quill")
        make.nomination(cls.best_script, 1971, people=[cls.person], film_title="Lost Road", won=True, detail="shared")
        make.nomination(cls.best_film, 1971, film_title="Third Road", won=None)
        make.nomination(cls.best_film, 1971, film_title="Second Road", won=False)
        make.nomination(cls.best_film, 1971, films=[cls.film], won=True)
        make.nomination(cls.best_film, 1965, film_title="Early Road", won=True)
        make.nomination(cls.best_film, 1972, film_title="Late Road")

    def html(self, path):
        return " ".join(self.client.get(path).content.decode().split())

    def in_order(self, html, *parts):
        places = [html.find(part) for part in parts]
        self.assertNotIn(-1, places, parts[places.index(-1)] if -1 in places else "")
        self.assertEqual(places, sorted(places), parts)

    def test_the_list_names_the_bodies_with_their_figures(self):
        html = self.html("/awards/")
        self.in_order(html, "/awards/golden-reels/", "Golden Reels", "2 categories, 6 nominations, 1965 to 1972")

    def test_a_body_shows_its_latest_winners_its_categories_and_its_years(self):
        html = self.html("/awards/golden-reels/")
        self.in_order(html, "Winners of 1971", "New Road", "Lost Road", "/awards/golden-reels/best-film/")
        self.in_order(html, "1970s", "1972/", ">1972<", ">1971<", "1960s", "1965/")

    def test_a_year_shows_every_category_its_winners_first(self):
        html = self.html("/awards/golden-reels/1971/").partition("<h1>")[2]
        self.in_order(html, "Best Film", "Won", "New Road", "Second Road", "Open", "Third Road", "Best Script", "Quill")
        self.assertIn(self.film.get_absolute_url(), html)
        self.assertIn(self.person.get_absolute_url(), html)
        self.assertIn("shared", html)

    def test_a_film_that_is_not_in_the_catalogue_is_no_link(self):
        self.assertIn("<cite>Lost Road</cite>", self.html("/awards/golden-reels/1971/"))

    def test_a_year_leads_to_its_neighbours(self):
        html = self.html("/awards/golden-reels/1971/")
        self.in_order(html, "/awards/golden-reels/1965/", "/awards/golden-reels/1972/")

    def test_a_year_that_is_still_open_says_so(self):
        html = self.html("/awards/golden-reels/1972/")
        self.assertIn("To be announced.", html)
        self.assertNotIn("Won", html)

    def test_a_category_shows_its_years_the_newest_first_and_winners_above_nominees(self):
        html = self.html("/awards/golden-reels/best-film/").partition("</h1>")[2]
        self.in_order(
            html, "1972", "To be announced.", "Late Road", "1971", "New Road", "Second Road", "1965", "Early Road"
        )

    def test_a_category_nobody_was_named_for_has_a_page_but_no_mention(self):
        make.award("Golden Reels", "Best Hat")
        self.assertContains(self.client.get("/awards/golden-reels/best-hat/"), "Nobody has been entered")
        self.assertNotIn("Best Hat", self.html("/awards/golden-reels/"))

    def test_a_body_that_has_given_nothing_has_a_page(self):
        AwardBody.objects.create(name="New Prizes", slug="new-prizes")
        self.assertContains(self.client.get("/awards/new-prizes/"), "<h1>New Prizes</h1>", html=True)

    def test_what_does_not_exist_is_not_found(self):
        for path in ("nothing/", "golden-reels/1966/", "golden-reels/nothing/", "nothing/1971/", "nothing/best-film/",
                     f"golden-reels/{10**30}/"):  # fmt: skip
            self.assertEqual(self.client.get(f"/awards/{path}").status_code, 404, path)

    def test_the_same_category_of_another_body_is_another_award(self):
        make.nomination(make.award("Silver Reels", "Best Film"), 1971, film_title="Silver Road")
        self.assertNotIn("Silver Road", self.html("/awards/golden-reels/best-film/"))
        self.assertNotIn("Silver Road", self.html("/awards/golden-reels/1971/"))

    def test_nobody_can_send_anything_here(self):
        for path in ("", "golden-reels/", "golden-reels/1971/", "golden-reels/best-film/"):
            self.assertEqual(self.client.post(f"/awards/{path}").status_code, 405)

    def test_the_number_of_queries_is_fixed(self):
        pages = {"": 1, "golden-reels/": 11, "golden-reels/1971/": 5, "golden-reels/best-film/": 6}
        for path, queries in pages.items():
            with self.assertNumQueries(queries):
                self.client.get(f"/awards/{path}")
        for number in range(30):
            for award in (self.best_film, self.best_script, make.award("Silver Reels", f"Category {number}")):
                make.nomination(award, 1950 + number, people=[self.person], films=[self.film], film_year=1949, won=True)
                make.nomination(award, 1971, people=[make.person("Another")], films=[make.film()], film_year=1970)
        for path, queries in pages.items():
            with self.assertNumQueries(queries):
                self.client.get(f"/awards/{path}")


class NoAwardsTests(TestCase):
    def test_a_site_without_awards_has_a_page(self):
        self.assertContains(self.client.get("/awards/"), "No awards have been entered yet.")
