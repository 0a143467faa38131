from catalog import images, pictures
from catalog.models import Film
from tests.catalog.test_film_admin import ADD, FILMS, FilmFormTestCase
from tests.catalog.test_images import png_that_claims
from tests.making.pictures import MediaFolder, file_of, sheet, upload


class PosterFieldTests(MediaFolder, FilmFormTestCase):
    def test_a_picture_becomes_the_films_poster(self):
        self.assert_saved(self.save(new_poster=upload(file_of(sheet((500, 750))))))
        self.film.refresh_from_db()
        self.assertEqual((self.film.poster_width, self.film.poster_height), (500, 750))
        self.assertEqual(len(self.files()), 7)
        variant = pictures.variant_name(self.film.poster.name, 180, "webp")
        for page in (FILMS, self.page):
            self.assertContains(self.client.get(page), variant)

    def test_a_new_film_can_come_with_its_poster(self):
        self.assert_saved(self.save(ADD, title="New", year="1999", new_poster=upload(file_of(sheet()))))
        self.assertTrue(Film.objects.get(title="New").poster)

    def test_the_poster_can_be_taken_away(self):
        self.save(new_poster=upload(file_of(sheet())))
        self.assert_saved(self.save(remove_poster="on"))
        self.film.refresh_from_db()
        self.assertFalse(self.film.poster)
        self.assertEqual(self.files(), [])

    def test_a_bad_picture_is_refused_with_a_sentence_and_leaves_no_file(self):
        cases = {
            images.UNREADABLE: b"<html>",
            images.TOO_MANY_PIXELS: png_that_claims(50_000, 50_000),
            images.TOO_MANY_BYTES: b"\xff" * (images.MAX_BYTES + 1),
        }
        for sentence, content in cases.items():
            with self.subTest(sentence):
                response = self.save(title="Typed before", new_poster=upload(content))
                self.assert_refused(response, sentence)
                self.assertContains(response, "Typed before")
                self.assertEqual(self.files(), [])

    def test_a_good_picture_in_a_form_with_another_error_leaves_no_file(self):
        self.assert_refused(self.save(year="1066", new_poster=upload(file_of(sheet()))), "1870")
        self.assertEqual(self.files(), [])

    def test_a_save_without_a_picture_keeps_the_poster(self):
        self.save(new_poster=upload(file_of(sheet())))
        before = self.files()
        self.assert_saved(self.save(tagline="On foot"))
        self.assertEqual(self.files(), before)
