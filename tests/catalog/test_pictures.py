import io
import shutil
import struct
import tempfile
import zlib
from pathlib import Path
from unittest import mock

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template import Context, Template
from django.test import TestCase, override_settings
from PIL import Image, ImageCms

from catalog import pictures
from tests import make


def upload(content: bytes, name="poster.jpg"):
    return SimpleUploadedFile(name, content)


def file_of(image, kind="JPEG", **options):
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def sheet(size=(400, 600), colour="#7a1114", mode="RGB"):
    return Image.new(mode, size, colour)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def png_that_claims(width, height):
    """A few bytes that say they are a picture of this size."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


class PreparedPosterTests(TestCase):
    def prepared(self, content):
        return pictures.prepare(upload(content))

    def pixel(self, content, at=(5, 5)):
        return opened(self.prepared(content).files[".jpg"]).convert("RGB").getpixel(at)

    def assert_refused(self, content, sentence):
        with self.assertRaises(ValidationError) as caught:
            self.prepared(content)
        self.assertEqual(caught.exception.messages, [sentence])

    def test_every_accepted_format_becomes_a_jpeg_with_avif_and_webp_variants(self):
        for kind in pictures.FORMATS:
            with self.subTest(kind):
                files = self.prepared(file_of(sheet((800, 1200)), kind)).files
                self.assertEqual(opened(files[".jpg"]).format, "JPEG")
                for width in (180, 360, 720):
                    for ending in ("avif", "webp"):
                        variant = opened(files[f"-{width}.{ending}"])
                        self.assertEqual((variant.format, variant.width), (ending.upper(), width))

    def test_a_large_picture_is_kept_1440_pixels_wide(self):
        poster = self.prepared(file_of(sheet((2000, 3000))))
        self.assertEqual((poster.width, poster.height), (1440, 2160))

    def test_no_variant_is_wider_than_the_original(self):
        files = self.prepared(file_of(sheet((200, 300)))).files
        self.assertEqual([opened(files[f"-{width}.webp"]).width for width in (180, 360, 720)], [180, 200, 200])

    def test_the_camera_held_sideways_is_put_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        poster = self.prepared(file_of(sheet((600, 400)), exif=exif))
        self.assertEqual((poster.width, poster.height), (400, 600))

    def test_place_camera_comment_and_profile_are_gone_from_every_file(self):
        exif = Image.Exif()
        exif[0x010F] = "Kamera Wunderlich"
        exif.get_ifd(0x8825)[1] = "N"
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        options = {"exif": exif, "icc_profile": profile, "comment": b"a note", "xmp": b"<x:xmpmeta>at home</x:xmpmeta>"}
        for ending, content in self.prepared(file_of(sheet(), **options)).files.items():
            with self.subTest(ending):
                for secret in (b"Wunderlich", b"Exif", b"a note", b"at home", b"ICC_PROFILE", b"acsp"):
                    self.assertNotIn(secret, content)
                self.assertFalse(dict(opened(content).getexif()))

    def test_bytes_after_the_end_of_the_picture_are_gone(self):
        poster = self.prepared(file_of(sheet()) + b"<script>alert(1)</script>")
        self.assertNotIn(b"<script>", b"".join(poster.files.values()))

    def test_what_is_see_through_stands_on_white(self):
        self.assertEqual(self.pixel(file_of(Image.new("RGBA", (40, 60), (0, 0, 0, 0)), "PNG")), (255, 255, 255))
        palette = Image.new("P", (40, 60), 3)
        palette.putpalette([0] * 768)
        self.assertEqual(self.pixel(file_of(palette, "PNG", transparency=3)), (255, 255, 255))

    def test_grey_palette_and_print_colours_are_read(self):
        self.assertEqual(self.pixel(file_of(Image.new("L", (40, 60), 200), "PNG")), (200, 200, 200))
        self.assertEqual(self.pixel(file_of(Image.new("1", (40, 60), 1), "PNG")), (255, 255, 255))
        self.assertEqual(self.pixel(file_of(Image.new("I;16", (40, 60), 200 * 256), "PNG")), (200, 200, 200))
        self.assertEqual(self.pixel(file_of(Image.new("CMYK", (40, 60), (0, 0, 0, 0)))), (255, 255, 255))

    def test_a_broken_colour_profile_is_left_aside(self):
        red, *_ = self.pixel(file_of(sheet(colour="#c00000"), icc_profile=b"nonsense"))
        self.assertAlmostEqual(red, 0xC0, delta=4)

    def test_what_is_no_picture_is_refused_with_a_sentence(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
        whole = file_of(sheet(mode="RGB"), "PNG")
        cases = {
            "nothing": b"",
            "html": b"<!doctype html><p>hello",
            "svg": svg,
            "gif": file_of(sheet(), "GIF"),
            "tiff": file_of(sheet(), "TIFF"),
            "half a png": whole[: len(whole) // 2],
            "half a jpeg": file_of(sheet())[:700],
            "half an avif": file_of(sheet(), "AVIF")[:200],
            "half a webp": file_of(sheet(), "WEBP")[:60],
            "only the beginning": b"\x89PNG\r\n\x1a\n",
        }
        for name, content in cases.items():
            with self.subTest(name):
                self.assert_refused(content, pictures.UNREADABLE)

    def test_a_moving_picture_is_refused(self):
        frames = {"save_all": True, "append_images": [sheet(colour="blue")], "duration": 100}
        for kind in ("PNG", "WEBP", "AVIF"):
            with self.subTest(kind):
                self.assert_refused(file_of(sheet(), kind, **frames), pictures.MOVING)

    def test_more_than_5_mb_are_refused_without_decoding(self):
        with mock.patch("catalog.pictures.Image.open") as open_picture:
            self.assert_refused(b"\xff" * (pictures.MAX_BYTES + 1), pictures.TOO_MANY_BYTES)
        open_picture.assert_not_called()

    def test_more_than_25_megapixels_are_refused_from_the_header_alone(self):
        for width, height in ((5000, 5001), (10_000, 9_000), (50_000, 50_000)):
            with self.subTest(width=width), mock.patch("PIL.ImageFile.ImageFile.load") as load:
                self.assert_refused(png_that_claims(width, height), pictures.TOO_MANY_PIXELS)
                load.assert_not_called()

    def test_a_strip_is_refused(self):
        self.assert_refused(file_of(sheet((100, 500)), "PNG"), pictures.TOO_NARROW)

    def test_a_drawn_picture_can_be_handed_in_as_it_is(self):
        poster = pictures.prepare(sheet((600, 900), mode="RGBA"), fast=True)
        self.assertEqual((poster.width, poster.height), (600, 900))


class MediaFolder:
    """A media folder of its own for each test, and what lies in it."""

    def setUp(self):
        super().setUp()
        self.folder = tempfile.mkdtemp(prefix="filmsite-media-")
        self.addCleanup(shutil.rmtree, self.folder)
        settings = override_settings(MEDIA_ROOT=self.folder)
        settings.enable()
        self.addCleanup(settings.disable)

    def files(self):
        return sorted(path.name for path in Path(self.folder).rglob("*") if path.is_file())


class StorePosterTests(MediaFolder, TestCase):
    def setUp(self):
        super().setUp()
        self.film = make.film()

    def store(self, picture):
        with self.captureOnCommitCallbacks(execute=True):
            pictures.store_poster(self.film, picture, fast=True)

    def test_the_film_gets_the_picture_its_size_and_a_new_version(self):
        version = self.film.version
        self.store(upload(file_of(sheet((400, 600)))))
        self.assertRegex(self.film.poster.name, r"^posters/[0-9a-f]{32}\.jpg$")
        self.assertEqual((self.film.poster_width, self.film.poster_height), (400, 600))
        self.assertEqual(self.film.version, version + 1)
        self.assertEqual(len(self.files()), 7)
        self.assertTrue(all(default_storage.exists(name) for name in pictures.file_names(self.film.poster.name)))

    def test_another_poster_takes_the_files_of_the_first_away(self):
        self.store(sheet())
        before = self.files()
        self.store(sheet(colour="navy"))
        self.assertEqual(len(self.files()), 7)
        self.assertFalse(set(before) & set(self.files()))

    def test_a_poster_that_is_taken_away_leaves_no_file(self):
        self.store(sheet())
        with self.captureOnCommitCallbacks(execute=True):
            pictures.remove_poster(self.film)
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
            pictures.store_poster(self.film, sheet(colour="navy"))
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
            pictures.store_poster(film, sheet((600, 900)), fast=True)
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
