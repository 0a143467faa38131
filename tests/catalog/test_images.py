import io
import struct
import zlib
from unittest import mock

from django.core.exceptions import ValidationError
from django.test import TestCase
from PIL import Image, ImageCms

from catalog import images
from tests.making.pictures import file_of, sheet, upload


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


class PreparedPictureTests(TestCase):
    def prepared(self, content):
        return images.prepare(upload(content))

    def files(self, content) -> dict:
        """Every file of the picture, by how its name ends."""
        prepared = self.prepared(content)
        return {".jpg": prepared.jpeg} | images.smaller(opened(prepared.jpeg))

    def pixel(self, content, at=(5, 5)):
        return opened(self.prepared(content).jpeg).convert("RGB").getpixel(at)

    def assert_refused(self, content, sentence):
        with self.assertRaises(ValidationError) as caught:
            self.prepared(content)
        self.assertEqual(caught.exception.messages, [sentence])

    def test_every_accepted_format_becomes_a_jpeg_with_avif_and_webp_variants(self):
        for kind in images.FORMATS:
            with self.subTest(kind):
                files = self.files(file_of(sheet((800, 1200)), kind))
                self.assertEqual(opened(files[".jpg"]).format, "JPEG")
                for width in (180, 360, 720):
                    for ending in ("avif", "webp"):
                        variant = opened(files[f"-{width}.{ending}"])
                        self.assertEqual((variant.format, variant.width), (ending.upper(), width))

    def test_a_large_picture_is_kept_1440_pixels_wide(self):
        poster = self.prepared(file_of(sheet((2000, 3000))))
        self.assertEqual((poster.width, poster.height), (1440, 2160))

    def test_no_variant_is_wider_than_the_original(self):
        files = self.files(file_of(sheet((200, 300))))
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
        for ending, content in self.files(file_of(sheet(), **options)).items():
            with self.subTest(ending):
                for secret in (b"Wunderlich", b"Exif", b"a note", b"at home", b"ICC_PROFILE", b"acsp"):
                    self.assertNotIn(secret, content)
                self.assertFalse(dict(opened(content).getexif()))

    def test_bytes_after_the_end_of_the_picture_are_gone(self):
        files = self.files(file_of(sheet()) + b"<script>alert(1)</script>")
        self.assertNotIn(b"<script>", b"".join(files.values()))

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
                self.assert_refused(content, images.UNREADABLE)

    def test_a_moving_picture_is_refused(self):
        frames = {"save_all": True, "append_images": [sheet(colour="blue")], "duration": 100}
        for kind in ("PNG", "WEBP", "AVIF"):
            with self.subTest(kind):
                self.assert_refused(file_of(sheet(), kind, **frames), images.MOVING)

    def test_more_than_5_mb_are_refused_without_decoding(self):
        with mock.patch("catalog.images.Image.open") as open_picture:
            self.assert_refused(b"\xff" * (images.MAX_BYTES + 1), images.TOO_MANY_BYTES)
        open_picture.assert_not_called()

    def test_more_than_25_megapixels_are_refused_from_the_header_alone(self):
        for width, height in ((5000, 5001), (10_000, 9_000), (50_000, 50_000)):
            with self.subTest(width=width), mock.patch("PIL.ImageFile.ImageFile.load") as load:
                self.assert_refused(png_that_claims(width, height), images.TOO_MANY_PIXELS)
                load.assert_not_called()

    def test_a_strip_is_refused(self):
        self.assert_refused(file_of(sheet((100, 500)), "PNG"), images.TOO_NARROW)

    def test_a_drawn_picture_can_be_handed_in_as_it_is(self):
        poster = images.prepare(sheet((600, 900), mode="RGBA"), fast=True)
        self.assertEqual((poster.width, poster.height), (600, 900))

    def test_the_smaller_files_are_made_at_once_only_where_it_is_to_be_fast(self):
        self.assertEqual(images.prepare(sheet()).variants, {})
        self.assertEqual(len(images.prepare(sheet(), fast=True).variants), 6)
