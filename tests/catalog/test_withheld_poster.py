from django.conf import settings
from django.test import TestCase

from catalog import pictures, posters
from catalog.models import Film
from tests import make
from tests.making.pictures import MediaFolder, file_of, sheet, upload


class WithheldPosterTests(MediaFolder, TestCase):
    def setUp(self):
        super().setUp()
        self.film = make.film("The Long Road")
        self.store()
        make.feature().entries.create(position=1, film=self.film)
        self.review = make.review(self.film)

    def store(self):
        with self.captureOnCommitCallbacks(execute=True):
            posters.store_poster(self.film, upload(file_of(sheet())))
        self.film.refresh_from_db()

    def put(self, state):
        make.poster(Film.objects.get(pk=self.film.pk)).moderate(state, decision=None)

    def pages(self):
        film = self.film.get_absolute_url()
        member = self.review.author.get_absolute_url()
        return [film, f"{film}reviews/", "/", "/films/", "/search/?q=road", "/features/", member] + [
            self.review.get_absolute_url(),
            "/features/roads/",
        ]

    def fetch(self, file):
        response = self.client.get(file)
        if response.streaming:
            # Read to its end, and so closed as a server would.
            response.getvalue()
        return response

    def files(self):
        return [f"{settings.MEDIA_URL}{name}" for name in pictures.file_names(self.film.poster.name)]

    def test_the_drawn_card_stands_everywhere(self):
        stem = self.film.poster.name.removesuffix(".jpg")
        self.assertContains(self.client.get(self.film.get_absolute_url()), stem)
        for state in ("shielded", "removed"):
            self.put(state)
            for page in self.pages():
                with self.subTest(page, state=state):
                    response = self.client.get(page)
                    self.assertEqual(response.status_code, 200)
                    self.assertNotContains(response, stem)
                    self.assertNotContains(response, "og:image")
            self.assertContains(self.client.get(self.film.get_absolute_url()), "poster--blank")

    def test_its_files_are_there_for_staff_alone(self):
        self.put("removed")
        for reader in (None, make.member()):
            if reader:
                self.client.force_login(reader)
            for file in self.files():
                self.assertEqual(self.fetch(file).status_code, 404, file)
        self.client.force_login(make.moderator())
        for file in self.files():
            response = self.fetch(file)
            self.assertEqual(response.status_code, 200)
            self.assertIn("no-store", response["Cache-Control"])
            self.assertNotIn("public", response["Cache-Control"])

    def test_one_that_is_shown_is_for_everybody_and_kept_by_browsers(self):
        for file in self.files():
            response = self.fetch(file)
            self.assertEqual(response.status_code, 200)
            self.assertIn("immutable", response["Cache-Control"])

    def test_a_file_takes_one_query_and_no_session(self):
        with self.assertNumQueries(1):
            self.fetch(self.files()[1])

    def test_editors_see_it_in_the_admin(self):
        self.put("removed")
        self.client.force_login(make.editor())
        page = self.client.get(f"/admin/catalog/film/{self.film.pk}/change/")
        self.assertContains(page, pictures.variant_name(self.film.poster.name, 180, "webp"))
        self.assertContains(page, "Removed by a moderator")

    def test_another_picture_is_shown_and_the_decision_on_the_first_leaves_it(self):
        case = make.report(make.poster(self.film)).case
        make.decision(case, "remove")
        self.store()
        self.assertEqual(self.film.poster_state, "published")
        make.decision(case, "restore")
        self.film.refresh_from_db()
        self.assertTrue(self.film.shown_poster)

    def test_names_of_files_lead_to_their_poster(self):
        for name in pictures.file_names("posters/ab.jpg"):
            self.assertEqual(pictures.picture_of(name), "posters/ab.jpg")
        for name in ("", "x", "posters/ab", "posters/ab-12.webp"):
            self.assertNotEqual(pictures.picture_of(name), "posters/ab-180.jpg")
