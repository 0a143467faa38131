"""Real pictures, good ones and broken ones, that may lie beside the project."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase
from PIL import Image

from catalog import images
from tests import real_data

FOLDER = real_data.FOLDER / "images"
TAKEN = {"JPEG", "PNG", "WEBP", "AVIF", "MPO"}


def pictures():
    """What lies there, each as a row of the index: its path, its format, and whether Pillow reads all of it."""
    with (FOLDER / "images.tsv").open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def is_to_be_taken(row):
    moves = row["format"] != "MPO" and row["frames"] != "1"
    return row["format"] in TAKEN and row["pillow_load"] == "ok" and not moves


@real_data.needed
class RealPicturesTests(SimpleTestCase):
    # Pillow says so of one of them, and reads it all the same.
    @pytest.mark.filterwarnings("default:Image appears to be a malformed MPO file")
    def test_each_is_prepared_or_refused_with_a_sentence(self):
        sentences = {images.UNREADABLE, images.MOVING, images.TOO_NARROW, images.TOO_MANY_PIXELS}
        taken = 0
        for row in pictures():
            with self.subTest(row["file"]):
                upload = io.BytesIO((FOLDER / row["file"]).read_bytes())
                if is_to_be_taken(row):
                    self.assert_is_clean(images.prepare(upload))
                    taken += 1
                else:
                    with self.assertRaises(ValidationError) as refused:
                        images.prepare(upload)
                    self.assertIn(refused.exception.message, sentences)
        self.assertGreater(taken, 40)

    def assert_is_clean(self, prepared):
        """A whole JPEG of its own size that carries nothing from the file it was drawn from."""
        with Image.open(io.BytesIO(prepared.jpeg)) as image:
            image.load()
            self.assertEqual(image.size, (prepared.width, prepared.height))
            self.assertFalse(image.getexif())
            self.assertFalse({"exif", "xmp", "icc_profile", "comment"} & image.info.keys())
