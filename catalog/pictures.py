"""The files of pictures: a JPEG that is written at once, and smaller ones beside it that a task makes.

Their names follow from the JPEG's, which `Picture.file` and `Film.poster` hold: pictures/<random>.jpg has
pictures/<random>-180.avif, pictures/<random>-180.webp and so on beside it. No name is used twice.
"""

import re
import secrets
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from catalog import images

SIZE = re.compile(rf"-({'|'.join(map(str, images.WIDTHS))})$")


def file_names(name: str) -> list[str]:
    """All files of the picture whose JPEG has this name."""
    variants = [variant_name(name, width, kind) for width in images.WIDTHS for kind in images.VARIANTS]
    return [name, *variants] if name else []


def picture_of(file_name: str) -> str:
    """The name of the JPEG that this file is of: pictures/ab-180.avif is of pictures/ab.jpg."""
    stem, _, _ = file_name.rpartition(".")
    return f"{SIZE.sub('', stem)}.jpg"


def variant_name(name: str, width: int, kind: str) -> str:
    """The file that holds a picture at this width: ("pictures/ab.jpg", 180, "avif") is pictures/ab-180.avif."""
    return f"{name.removesuffix('.jpg')}-{width}.{kind}"


@contextmanager
def written(prepared: images.PreparedPicture, folder="pictures"):
    """Write the files, and give the name of the JPEG; none is left when what is done with it fails."""
    stem = f"{folder}/{secrets.token_hex(16)}"
    try:
        default_storage.save(f"{stem}.jpg", ContentFile(prepared.jpeg))
        write_variants(f"{stem}.jpg", prepared.variants)
        yield f"{stem}.jpg"
    except BaseException:
        delete_files(f"{stem}.jpg")
        raise


def write_variants(name, variants):
    """Write the smaller files of a picture; those that a worker left half made give way."""
    for ending, content in variants.items():
        variant = name.removesuffix(".jpg") + ending
        default_storage.delete(variant)
        default_storage.save(variant, ContentFile(content))


def make_variants(name):
    """Make the smaller files from the JPEG. Raises FileNotFoundError where there is none any more."""
    with default_storage.open(name) as file, Image.open(file, formats=["JPEG"]) as image:
        write_variants(name, images.smaller(image.convert("RGB")))


def delete_files(name):
    for each in file_names(name):
        default_storage.delete(each)
