from django.test import SimpleTestCase, TestCase

from catalog.film_filters import SORTS
from catalog.models import Country, Genre, Language
from tests import make


class FilmListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.drama = Genre.objects.create(name="Drama", slug="drama")
        cls.japan = Country.objects.create(name="Japan", slug="japan")
        cls.states = Country.objects.create(name="United States", slug="united-states")
        cls.japanese = Language.objects.create(name="Japanese", slug="japanese")
        cls.road = make.rated(make.film("The Road", 1953), *[8] * 6)
        cls.road.genres.add(cls.drama)
        cls.road.countries.add(cls.japan)
        cls.road.languages.add(cls.japanese)
        cls.lake = make.rated(make.film("A Lake", 1988), *[6] * 9)
        cls.lake.genres.add(cls.drama)
        cls.lake.countries.add(cls.states)
        cls.unrated = make.film("Zebra", 2001)

    def titles(self, **query):
        return [film.title for film in self.client.get("/films/", query).context["page"]]

    def test_all_films_stand_there_by_title_without_the_article(self):
        self.assertEqual(self.titles(), ["A Lake", "The Road", "Zebra"])

    def test_each_filter_leaves_the_films_that_fit(self):
        self.assertEqual(self.titles(genre="drama"), ["A Lake", "The Road"])
        self.assertEqual(self.titles(decade="1950"), ["The Road"])
        self.assertEqual(self.titles(country="japan"), ["The Road"])
        self.assertEqual(self.titles(language="japanese"), ["The Road"])
        self.assertEqual(self.titles(min_score="7"), ["The Road"])
        self.assertEqual(self.titles(min_score="6"), ["A Lake", "The Road"])

    def test_filters_work_together(self):
        self.assertEqual(self.titles(genre="drama", country="united-states"), ["A Lake"])
        self.assertEqual(self.titles(genre="drama", country="united-states", decade="1950"), [])

    def test_a_choice_left_open_narrows_nothing(self):
        self.assertEqual(len(self.titles(genre="", decade="", country="", language="", min_score="", sort="")), 3)

    def test_each_order(self):
        self.assertEqual(self.titles(sort="newest"), ["Zebra", "A Lake", "The Road"])
        self.assertEqual(self.titles(sort="oldest"), ["The Road", "A Lake", "Zebra"])
        self.assertEqual(self.titles(sort="score"), ["The Road", "A Lake", "Zebra"])
        self.assertEqual(self.titles(sort="ratings"), ["A Lake", "The Road", "Zebra"])

    def test_the_heading_and_the_title_say_what_was_chosen(self):
        query = {"genre": "drama", "decade": "1980", "country": "united-states", "min_score": "5"}
        words = "Drama films of the 1980s from the United States with a score of 5 or more"
        response = self.client.get("/films/", query)
        self.assertContains(response, f"<h1>{words}</h1>", html=True)
        self.assertContains(response, f"<title>{words} · Filmsite</title>", html=True)
        self.assertContains(response, "1 film.")

    def test_the_form_shows_what_was_chosen(self):
        response = self.client.get("/films/", {"country": "japan", "sort": "newest"})
        self.assertContains(response, '<option value="japan" selected>Japan</option>', html=True)
        self.assertContains(response, '<option value="newest" selected>Newest first</option>', html=True)

    def test_a_card_names_title_year_score_and_directors(self):
        make.credit(self.road, make.person("Ida Lens"), "director")
        response = self.client.get("/films/", {"country": "japan"})
        for words in (self.road.get_absolute_url(), "The Road", "1953", "8.0", "Ida Lens"):
            self.assertContains(response, words)

    def test_a_film_with_too_few_ratings_shows_no_score(self):
        make.rated(self.unrated, 3, 3, 3, 3)
        self.assertNotContains(self.client.get("/films/", {"decade": "2000"}), "film-card__score")

    def test_an_unknown_value_is_not_found(self):
        for query in (
            {"genre": "nonsense"},
            {"decade": "1985"},
            {"decade": "abc"},
            {"country": "Japan"},
            {"language": "japan"},
            {"min_score": "10"},
            {"min_score": "-1"},
            {"sort": "random"},
            {"page": "2"},
            {"page": "0"},
            {"page": "x"},
            {"genre": "' OR 1=1"},
            {"genre": "\ud7ff\x01"},
        ):
            with self.subTest(query):
                self.assertEqual(self.client.get("/films/", query).status_code, 404)

    def test_a_choice_that_no_film_fits_says_so(self):
        response = self.client.get("/films/", {"genre": "drama", "country": "japan", "decade": "1980"})
        self.assertContains(response, "No film here fits all of that.")

    def test_nobody_can_send_anything_here(self):
        self.assertEqual(self.client.post("/films/").status_code, 405)

    def test_visitors_get_nothing_personal(self):
        response = self.client.get("/films/")
        self.assertFalse(response.cookies)
        self.assertNotContains(response, "csrfmiddlewaretoken")

    def test_pages_of_fifty_keep_the_choice(self):
        for number in range(60):
            make.film(f"Film {number:02}", 1970).genres.add(self.drama)
        first = self.client.get("/films/", {"genre": "drama", "sort": "newest"})
        self.assertContains(first, "62 films, 1 to 50 on this page")
        self.assertContains(first, "?genre=drama&amp;sort=newest&amp;page=2")
        second = self.client.get("/films/", {"genre": "drama", "sort": "newest", "page": "2"})
        self.assertEqual(len(second.context["page"]), 12)

    def test_every_order_gives_each_film_once_over_all_pages(self):
        for _ in range(60):
            make.film("Same", 1970)
        for sort in SORTS:
            found = self.titles_and_ids(sort, 1) + self.titles_and_ids(sort, 2)
            self.assertEqual(len(set(found)), 63, sort)

    def titles_and_ids(self, sort, page):
        return [film.pk for film in self.client.get("/films/", {"sort": sort, "page": page}).context["page"]]

    def test_the_number_of_queries_is_fixed(self):
        query = {"genre": "drama", "min_score": "5", "sort": "score"}
        with self.assertNumQueries(5):
            self.client.get("/films/", query)
        for number in range(60):
            film = make.rated(make.film(f"Film {number}"), *[7] * 5)
            film.genres.add(self.drama)
            make.credit(film, make.person(f"Director {number}"), "director")
        with self.assertNumQueries(5):
            self.client.get("/films/", query)


class EmptyFilmListTests(TestCase):
    def test_a_site_without_films_has_a_list(self):
        self.assertContains(self.client.get("/films/"), "There is no film here yet.")


class OrderTests(SimpleTestCase):
    def test_every_order_ends_with_the_id(self):
        for name, sort in SORTS.items():
            self.assertIn(sort.order[-1], ("pk", "-pk"), name)
