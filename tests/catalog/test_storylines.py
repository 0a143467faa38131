from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from catalog.models import Storyline
from tests import make


class StorylinesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film, cls.nora = make.film("The Long Road", 1962), make.member("nora_k")
        cls.page = reverse("catalog:storylines", args=[cls.film.pk, cls.film.slug])

    def test_every_storyline_is_signed(self):
        make.storyline(self.film, self.nora, text="Ann walks.\n\nBo follows.")
        response = self.client.get(self.page)
        self.assertContains(response, "<title>Storylines – The Long Road (1962)")
        self.assertContains(response, "<p>Ann walks.</p>")
        contributions = f"{self.nora.get_absolute_url()}contributions/"
        self.assertContains(response, f'Written by <a href="{contributions}">nora_k</a>')

    def test_the_featured_one_comes_first(self):
        make.storyline(self.film, text="Second.")
        make.storyline(self.film, text="First.", is_featured=True)
        content = self.client.get(self.page).content.decode()
        self.assertLess(content.index("First."), content.index("Second."))

    def test_a_film_without_storylines_says_so(self):
        self.assertContains(self.client.get(self.page), "Nobody has told the story of this film yet.")

    def test_fifty_stand_on_a_page(self):
        Storyline.objects.bulk_create(Storyline(film=self.film, author=self.nora, text="Walks.") for _ in range(51))
        self.assertContains(self.client.get(self.page), "Written by", 50)
        self.assertContains(self.client.get(self.page, {"page": 2}), "Written by", 1)
        self.assertEqual(self.client.get(self.page, {"page": 3}).status_code, 404)

    def test_unknown_films_and_other_methods_are_refused(self):
        self.assertEqual(self.client.get("/films/999/x/storylines/").status_code, 404)
        self.assertEqual(self.client.post(self.page).status_code, 405)

    def test_the_page_takes_three_queries(self):
        for _ in range(2):
            make.storyline(self.film)
            with self.assertNumQueries(3):
                self.client.get(self.page)


class ConstraintTests(TestCase):
    def test_a_storyline_has_a_text(self):
        with self.assertRaisesMessage(IntegrityError, "storyline_not_empty"), transaction.atomic():
            make.storyline(make.film(), text="")

    def test_a_film_features_one_storyline(self):
        film = make.film()
        make.storyline(film, is_featured=True)
        with self.assertRaises(IntegrityError), transaction.atomic():
            make.storyline(film, is_featured=True)

    def test_every_film_may_feature_one(self):
        for title in ("One", "Another"):
            make.storyline(make.film(title), is_featured=True)
        self.assertEqual(Storyline.objects.filter(is_featured=True).count(), 2)
