from datetime import timedelta

from django.contrib.auth.models import Permission
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import Feature, Film, Genre
from tests import make


class FeaturePagesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.feature = make.feature("Roads", body="First <b>paragraph</b>.\n\nSecond.")
        day = timedelta(days=1)
        now = timezone.now()
        cls.planned = make.feature("Lakes", starts_at=now + day)
        cls.over = make.feature("Hills", starts_at=now - 2 * day, ends_at=now - day)
        cls.film = make.film("New Road", 1970)
        cls.person = make.person("Ada Quill")

    def stop(self, position, **fields):
        return self.feature.entries.create(position=position, **fields)

    def page(self):
        return " ".join(self.client.get(self.feature.get_absolute_url()).content.decode().split())

    def test_the_list_shows_what_runs_now(self):
        response = self.client.get("/features/")
        self.assertContains(response, self.feature.get_absolute_url())
        for hidden in ("Lakes", "Hills"):
            self.assertNotContains(response, hidden)

    def test_what_is_planned_or_over_is_not_found(self):
        self.client.force_login(make.member())
        for feature in (self.planned, self.over):
            self.assertEqual(self.client.get(feature.get_absolute_url()).status_code, 404)

    def test_editors_see_what_is_planned_or_over_and_are_told(self):
        editor = make.member()
        editor.user_permissions.add(Permission.objects.get(codename="change_feature"))
        self.client.force_login(editor)
        self.assertContains(self.client.get("/features/"), "Lakes")
        self.assertContains(self.client.get(self.over.get_absolute_url()), "not public today")
        self.assertNotContains(self.client.get(self.feature.get_absolute_url()), "not public today")

    def test_the_body_is_escaped_and_in_paragraphs(self):
        html = self.page()
        self.assertIn("<p>First &lt;b&gt;paragraph&lt;/b&gt;.</p>", html)
        self.assertIn("<p>Second.</p>", html)
        self.assertNotIn("<ol", html.partition("<main")[2])

    def test_the_entries_stand_in_their_order_with_year_person_film_and_caption(self):
        self.stop(2, year=1970, person=self.person, film=self.film, caption="She drove all night.")
        self.stop(1, year=1951, film_title="Lost Road")
        html = self.page()
        parts = ["1951", "<cite>Lost Road</cite>", "1970", "Ada Quill", "New Road", "She drove all night."]
        places = [html.find(part) for part in parts]
        self.assertNotIn(-1, places)
        self.assertEqual(places, sorted(places))
        self.assertIn(self.person.get_absolute_url(), html)
        self.assertIn(self.film.get_absolute_url(), html)

    def test_the_list_shows_each_poster_of_a_feature_once(self):
        Film.objects.filter(pk=self.film.pk).update(poster="posters/a.jpg", poster_width=600, poster_height=900)
        for position in range(3):
            self.stop(position, film=self.film)
        self.stop(3, film=make.film("No Picture"))
        response = self.client.get("/features/")
        self.assertContains(response, "Poster of New Road", count=1)
        self.assertNotContains(response, "No Picture")

    def test_what_does_not_exist_is_not_found(self):
        for path in ("/features/nothing/", "/features/?page=7", "/features/?page=x"):
            self.assertEqual(self.client.get(path).status_code, 404)

    def test_nobody_can_send_anything_here(self):
        for path in ("/features/", self.feature.get_absolute_url()):
            self.assertEqual(self.client.post(path).status_code, 405)

    def test_the_number_of_queries_is_fixed(self):
        self.stop(1, person=self.person, film=self.film)
        self.ask()
        for number in range(2, 42):
            self.stop(number, person=make.person(f"Person {number}"), film=make.film(f"Film {number}"))
            make.feature(f"Feature {number}")
        self.ask()

    def ask(self):
        with self.assertNumQueries(3):
            self.client.get("/features/")
        with self.assertNumQueries(2):
            self.client.get(self.feature.get_absolute_url())


class PromotedOnTests(TestCase):
    def test_a_feature_is_promoted_for_each_of_its_reasons_and_nowhere_else(self):
        film, other, person = make.film(), make.film("Her"), make.person()
        make.credit(film, person)
        drama = Genre.objects.create(name="Drama", slug="drama")
        film.genres.add(drama)
        award = make.award()
        make.nomination(award, films=[film])
        reasons = {
            "promoted_films": film,
            "promoted_people": person,
            "promoted_genres": drama,
            "promoted_awards": award.body,
        }
        for name, row in reasons.items():
            with self.subTest(name):
                feature = make.feature(name)
                getattr(feature, name).add(row)
                today = timezone.localdate()
                self.assertEqual(Feature.objects.promoted_on(film, today), feature)
                self.assertIsNone(Feature.objects.promoted_on(other, today))
                feature.delete()

    def test_reasons_do_not_multiply_each_other(self):
        film, feature = make.film(), make.feature()
        feature.promoted_people.set([make.person(f"Person {number}") for number in range(3)])
        feature.promoted_genres.set(Genre.objects.create(name=name, slug=name) for name in ("drama", "noir"))
        with CaptureQueriesContext(connection) as queries:
            Feature.objects.promoted_on(film, timezone.localdate())
        self.assertNotIn("LEFT OUTER JOIN", queries[0]["sql"])


class NoFeaturesTests(TestCase):
    def test_a_site_without_features_has_a_page(self):
        self.assertContains(self.client.get("/features/"), "Nothing is running at the moment.")
