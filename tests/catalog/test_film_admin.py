from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Country, Film, Genre, Language
from tests import make
from tests.admin_form import fields_of

FILMS = reverse("admin:catalog_film_changelist")
ADD = reverse("admin:catalog_film_add")


def change_page(film):
    return reverse("admin:catalog_film_change", args=[film.pk])


class FilmFormTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.editor()
        cls.film = make.film("The Long Road", 1962)
        cls.page = change_page(cls.film)

    def setUp(self):
        self.client.force_login(self.editor)

    def save(self, page=None, **changes):
        """Send the form with these changes; the answer is the list, or the form again with what is wrong."""
        page = page or self.page
        fields = fields_of(self.client.get(page)) | changes
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(page, fields)

    def assert_saved(self, response):
        errors = response.context and response.context.get("errors")
        self.assertEqual((response.status_code, errors), (302, None))

    def assert_refused(self, response, sentence):
        self.assertEqual(response.status_code, 200)
        self.assertContains(response, sentence)


class FilmFormTests(FilmFormTestCase):
    def test_a_new_film_is_found_by_its_names_and_sorted_without_its_article(self):
        self.assert_saved(self.save(ADD, title="The Étude", year="1999", original_title="L’Étude"))
        film = Film.objects.get(title="The Étude")
        self.assertEqual(film.sort_title, "etude")
        self.assertEqual(set(film.search_names.values_list("name", flat=True)), {"the etude", "letude"})

    def test_a_new_title_is_sorted_and_found_anew(self):
        self.assert_saved(self.save(title="A Short Road"))
        self.film.refresh_from_db()
        self.assertEqual(self.film.sort_title, "short road")
        self.assertEqual(self.film.search_names.get().name, "a short road")

    def test_a_sort_title_that_an_editor_chose_is_kept(self):
        self.assert_saved(self.save(title="8½", sort_title="eight and a half"))
        self.film.refresh_from_db()
        self.assertEqual(self.film.sort_title, "eight and a half")

    def test_an_alternative_title_of_the_same_form_is_found_too(self):
        self.assert_saved(self.save(**{"alternative_titles-0-title": "Der lange Weg"}))
        self.assertTrue(self.film.search_names.filter(name="der lange weg").exists())

    def test_every_save_gives_the_films_page_a_new_version(self):
        before = self.film.version
        self.assert_saved(self.save(**{"filming_locations-0-place": "Wales"}))
        self.film.refresh_from_db()
        self.assertGreater(self.film.version, before)

    def test_stored_figures_are_shown_and_cannot_be_sent(self):
        self.film.exchange_rating(None, 9)
        changes = {"rating_count": "99", "rating_sum": "990", "score": "10", "review_count": "99", "version": "1"}
        self.assert_saved(self.save(**changes))
        self.film.refresh_from_db()
        self.assertEqual((self.film.rating_count, self.film.rating_sum, self.film.review_count), (1, 9, 0))
        self.assertGreater(self.film.version, 1)

    def test_a_rating_that_comes_while_an_editor_writes_is_not_lost(self):
        fields = fields_of(self.client.get(self.page)) | {"title": "A Short Road"}
        self.film.exchange_rating(None, 9)
        self.client.post(self.page, fields)
        self.film.refresh_from_db()
        self.assertEqual(self.film.rating_count, 1)

    def test_genres_countries_and_languages_are_kept(self):
        genre = Genre.objects.create(name="Western", slug="western")
        country = Country.objects.create(name="Wales", slug="wales")
        language = Language.objects.create(name="Welsh", slug="welsh")
        self.assert_saved(self.save(genres=[genre.pk], countries=[country.pk], languages=[language.pk]))
        self.assertEqual(
            [self.film.genres.get(), self.film.countries.get(), self.film.languages.get()], [genre, country, language]
        )

    def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(self):
        cases = {
            "year": ("1066", "greater than or equal to 1870"),
            "release_date": ("1988-6-31", "Write a date as 1988, 1988-06 or 1988-06-17."),
            "runtime_minutes": ("0", "greater than or equal to 1"),
            "imdb_id": ("95963", "An IMDb id of a film looks like tt0095963."),
            "wikidata_id": ("42", "A Wikidata id looks like Q42."),
            "tmdb_id": ("-1", "greater than or equal to 0"),
            "outline": ("x" * 240, "at most 239 characters"),
            "title": ("", "This field is required."),
        }
        for name, (value, sentence) in cases.items():
            with self.subTest(name):
                response = self.save(**{name: value, "tagline": "Kept as it was typed"})
                self.assert_refused(response, sentence)
                self.assertContains(response, "Kept as it was typed")

    def test_two_films_without_an_imdb_id_are_no_contradiction(self):
        make.film("Another")
        self.assert_saved(self.save(tagline="On foot"))

    def test_an_id_that_another_film_has_is_refused(self):
        make.film("Another", imdb_id="tt0000001")
        self.assert_refused(self.save(imdb_id="tt0000001"), "already exists")


class FilmListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.editor()
        cls.road = make.film("The Long Road", 1962)
        cls.etude = make.film("Étude", 1999, original_title="Этюд", imdb_id="tt0000042")
        western = Genre.objects.create(name="Western", slug="western")
        cls.road.genres.add(western)
        make.credit(cls.road, make.person("Ada Quill"), "director")

    def setUp(self):
        self.client.force_login(self.editor)

    def found(self, **query):
        response = self.client.get(FILMS, query)
        return [film.title for film in response.context["cl"].result_list]

    def test_a_row_names_year_directors_and_figures(self):
        response = self.client.get(FILMS)
        for words in ("1962", "Ada Quill", "Rating count", "Review count"):
            self.assertContains(response, words)

    def test_search_knows_accents_other_titles_and_imdb_ids(self):
        for words in ("etude", "ETUDE", "Этюд", "tt0000042"):
            with self.subTest(words):
                self.assertEqual(self.found(q=words), ["Étude"])

    def test_filters_by_genre_decade_and_poster(self):
        genre = Genre.objects.get().pk
        self.assertEqual(self.found(genres__id__exact=genre), ["The Long Road"])
        self.assertEqual(self.found(decade="1990"), ["Étude"])
        self.assertEqual(self.found(poster="yes"), [])
        self.assertEqual(self.found(poster="no"), ["Étude", "The Long Road"])

    def test_a_decade_that_is_none_filters_nothing(self):
        for value in ("x", "²²²²", "9999999"):
            self.assertEqual(self.client.get(FILMS, {"decade": value}).status_code, 200)

    def test_the_list_takes_as_many_queries_for_many_films_as_for_few(self):
        self.client.get(FILMS)
        with CaptureQueriesContext(connection) as few:
            self.client.get(FILMS)
        for number in range(20):
            make.credit(make.film(f"Film {number}", 1962), make.person(f"Director {number}"), "director")
        with CaptureQueriesContext(connection) as many:
            self.client.get(FILMS)
        self.assertEqual(len(few), len(many))


class WhoMayTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.item = make.trivia(cls.film)

    def test_members_are_sent_to_sign_in_and_refused(self):
        self.client.force_login(make.member())
        self.assertNotEqual(self.client.get(FILMS).status_code, 200)

    def test_moderators_look_and_change_nothing(self):
        self.client.force_login(make.moderator())
        for name, row in (("film", self.film), ("triviaitem", self.item)):
            page = reverse(f"admin:catalog_{name}_change", args=[row.pk])
            response = self.client.get(page)
            self.assertContains(response, "Close")
            self.assertNotContains(response, 'name="_save"')
            self.assertEqual(self.client.post(page, {"title": "Mine"}).status_code, 403)
            self.assertEqual(self.client.get(reverse(f"admin:catalog_{name}_add")).status_code, 403)
        self.assertEqual(self.client.get(reverse("admin:catalog_person_changelist")).status_code, 403)

    def test_nobody_deletes_films_people_or_facts(self):
        root = make.member("root", is_staff=True, is_superuser=True)
        rows = {"film": self.film, "person": make.person(), "triviaitem": self.item}
        for somebody in (make.editor(), root):
            self.client.force_login(somebody)
            for name, row in rows.items():
                with self.subTest(name, somebody=somebody):
                    page = reverse(f"admin:catalog_{name}_delete", args=[row.pk])
                    self.assertEqual(self.client.post(page, {"post": "yes"}).status_code, 403)

    def test_editors_open_every_page_of_the_catalogue(self):
        self.client.force_login(make.editor())
        models = "film person genre country language award awardbody nomination feature featureentry credit triviaitem"
        for name in models.split():
            for page in ("changelist", "add"):
                with self.subTest(name, page=page):
                    self.assertEqual(self.client.get(reverse(f"admin:catalog_{name}_{page}")).status_code, 200)

    def test_names_that_only_search_needs_are_not_in_the_admin(self):
        self.client.force_login(make.editor())
        self.assertEqual(self.client.get("/admin/catalog/searchname/").status_code, 404)
