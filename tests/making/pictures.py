"""Pictures for tests: rows of which there is no file, and files to be sent."""

import io
import itertools
import shutil
import tempfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

from catalog.models import Picture
from catalog.pictures import written

_numbers = itertools.count(1)


def picture(of, kind="", **fields):
    """A published picture of a film (a still unless told) or of a person, of which there is no file."""
    is_film = of._meta.model_name == "film"
    where = {"film": of} if is_film else {"person": of}
    defaults = {"alt": "A road between two walls", "state": "published", "width": 800, "height": 450}
    kind = kind or ("still" if is_film else "portrait")
    name = f"pictures/{next(_numbers):032x}.jpg"
    return Picture.objects.create(**{"kind": kind, "file": name} | where | defaults | fields)


def kept(of, kind="", prepared=None, **fields):
    """The same with its files; for tests with a MediaFolder."""
    from catalog.images import prepare

    with written(prepared or prepare(sheet(), fast=True)) as name:
        return picture(of, kind, file=name, width=400, height=600, **fields)


def sheet(size=(400, 600), colour="#7a1114", mode="RGB"):
    return Image.new(mode, size, colour)


def file_of(image, kind="JPEG", **options):
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def upload(content: bytes, name="poster.jpg"):
    return SimpleUploadedFile(name, content)


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
