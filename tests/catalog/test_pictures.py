from pathlib import Path
from unittest import mock

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.template import Context, Template
from django.test import TestCase, override_settings

from catalog import pictures, posters
from tests import make
from tests.making.pictures import MediaFolder, file_of, kept, sheet, upload


class StorePosterTests(MediaFolder, TestCase):
    def setUp(self):
        super().setUp()
        self.film = make.film()

    def store(self, picture):
        with self.captureOnCommitCallbacks(execute=True):
            posters.store_poster(self.film, picture, fast=True)

    def test_the_film_gets_the_picture_its_size_and_a_new_version(self):
        version = self.film.version
        self.store(upload(file_of(sheet((400, 600)))))
        self.assertRegex(self.film.poster.name, r"^posters/[0-9a-f]{32}\.jpg$")
        self.assertEqual((self.film.poster_width, self.film.poster_height), (400, 600))
        self.assertGreater(self.film.version, version)
        self.assertEqual(len(self.files()), 7)
        self.assertTrue(all(default_storage.exists(name) for name in pictures.file_names(self.film.poster.name)))

    def test_the_poster_is_one_of_the_films_pictures(self):
        self.store(sheet())
        [picture] = self.film.pictures.all()
        self.assertEqual(
            (picture.kind, picture.state, picture.file.name), ("poster", "published", self.film.poster.name)
        )
        self.assertEqual(picture.alt, "Poster of The Long Road")
        self.assertTrue(self.film.poster_has_variants)

    def test_another_poster_leaves_one_that_a_member_brought_in_the_gallery(self):
        brought = kept(self.film, "poster", contributor=make.member("ana"))
        brought.make_main()
        self.store(sheet(colour="navy"))
        self.assertEqual(self.film.pictures.count(), 2)
        self.assertNotEqual(self.film.poster.name, brought.file.name)

    def test_another_poster_takes_the_files_of_the_first_away(self):
        self.store(sheet())
        before = self.files()
        self.store(sheet(colour="navy"))
        self.assertEqual(len(self.files()), 7)
        self.assertFalse(set(before) & set(self.files()))

    def test_a_poster_that_is_taken_away_leaves_no_file(self):
        self.store(sheet())
        with self.captureOnCommitCallbacks(execute=True):
            posters.remove_poster(self.film)
        self.assertFalse(self.film.poster)
        self.assertEqual(self.files(), [])

    def test_a_refused_picture_leaves_no_file_and_the_old_poster(self):
        self.store(sheet())
        before = self.files()
        with self.assertRaises(ValidationError):
            self.store(upload(b"no picture"))
        self.assertEqual(self.files(), before)

    def test_a_transaction_that_is_rolled_back_leaves_no_file_and_the_old_poster(self):
        self.store(sheet())
        before = self.files()
        with self.captureOnCommitCallbacks(execute=True), self.assertRaises(ZeroDivisionError), transaction.atomic():
            posters.store_poster(self.film, sheet(colour="navy"))
            raise ZeroDivisionError
        self.assertEqual(self.files(), before)
        self.film.refresh_from_db()
        self.assertIn(Path(self.film.poster.name).name, before)

    def test_a_disk_that_fills_up_half_way_keeps_the_old_poster_and_no_new_file(self):
        self.store(sheet())
        before, save = self.files(), default_storage.save

        def fails_at_the_fourth(name, content):
            if len(self.files()) == len(before) + 3:
                raise OSError(28, "No space left on device")
            return save(name, content)

        with mock.patch.object(default_storage, "save", fails_at_the_fourth), self.assertRaises(OSError):
            self.store(sheet(colour="navy"))
        self.assertEqual(self.files(), before)


class PosterTagTests(MediaFolder, TestCase):
    def shown(self, film, call='poster film "card"'):
        return Template("{% load pictures %}{% " + call + " %}").render(Context({"film": film}))

    def film_with_poster(self):
        film = make.film("Kites & Bells")
        with self.captureOnCommitCallbacks(execute=True):
            posters.store_poster(film, sheet((600, 900)), fast=True)
        return film

    def test_a_card_offers_avif_and_webp_for_one_and_two_dots_a_pixel(self):
        film = self.film_with_poster()
        stem = film.poster.url.removesuffix(".jpg")
        for kind in ("avif", "webp"):
            sources = f'<source type="image/{kind}" srcset="{stem}-180.{kind} 1x, {stem}-360.{kind} 2x">'
            self.assertInHTML(sources, self.shown(film))

    def test_a_card_has_its_measures_and_words_and_is_loaded_late(self):
        shown = self.shown(self.film_with_poster())
        self.assertIn('width="180" height="270" alt="Poster of Kites &amp; Bells" loading="lazy"', shown)

    def test_the_poster_of_a_page_is_larger_and_loaded_at_once(self):
        shown = self.shown(self.film_with_poster(), 'poster film "page"')
        self.assertIn('width="360" height="540"', shown)
        self.assertIn("-720.avif 2x", shown)
        self.assertNotIn("lazy", shown)

    def test_before_its_smaller_files_are_made_a_poster_is_its_jpeg_alone(self):
        film = self.film_with_poster()
        film.poster_has_variants = False
        shown = self.shown(film)
        self.assertNotIn("<source", shown)
        self.assertIn(film.poster.url, shown)

    def test_beside_its_title_a_poster_says_nothing(self):
        self.assertIn('alt=""', self.shown(self.film_with_poster(), 'poster film "card" decorative=True'))

    def test_the_addresses_are_the_storages(self):
        film = self.film_with_poster()
        with override_settings(MEDIA_URL="https://pictures.example/"):
            shown = self.shown(film)
        self.assertEqual(shown.count("https://pictures.example/posters/"), 5)

    def test_without_a_poster_the_title_stands_in_type(self):
        shown = self.shown(make.film("Kites & Bells", 1962))
        self.assertInHTML('<span class="poster__title">Kites &amp; Bells</span>', shown)
        self.assertNotIn("<img", shown)
        self.assertNotIn("style=", shown)

    def test_the_media_page_gives_the_file_out_for_ever(self):
        film = self.film_with_poster()
        response = self.client.get(film.poster.url)
        self.assertTrue(response.getvalue().startswith(b"\xff\xd8"))
        self.assertEqual(response["Content-Type"], "image/jpeg")
        self.assertIn("immutable", response["Cache-Control"])
