"""Posters: what an editor uploads is decoded, drawn again from its pixels alone, and kept in several sizes.

A poster is a handful of files whose names follow from the one in `Film.poster`: posters/<random>.jpg has
posters/<random>-180.avif, posters/<random>-180.webp and so on beside it.
"""

import io
import re
import secrets
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, ImageCms, ImageOps

from catalog.models import Film

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_RATIO = 4
MAX_WIDTH = 1440
# A poster that is narrower than one of these is kept at its own width under that name.
WIDTHS = (180, 360, 720)
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
VARIANTS = ("avif", "webp")
SIZE = re.compile(rf"-({'|'.join(map(str, WIDTHS))})$")

# Fast is for many drawn posters at once: a third of the time, AVIF files a quarter larger.
CAREFUL = {"avif": {"quality": 60, "speed": 7}, "webp": {"quality": 78, "method": 4}}
FAST = {"avif": {"quality": 60, "speed": 9, "max_threads": 1}, "webp": {"quality": 78, "method": 2}}

TOO_MANY_BYTES = "This picture is larger than 5 MB. Save it smaller and send it again."
TOO_MANY_PIXELS = "This picture has more than 25 megapixels. Save it smaller and send it again."
TOO_NARROW = "One side of this picture is more than four times as long as the other. A poster is about 2 to 3."
MOVING = "This picture moves. Send a still one."
UNREADABLE = "We cannot read this picture. Send a whole JPEG, PNG, WebP or AVIF file."

# Pillow only warns of pictures that unpack to far more than they seem; nobody reads warnings.
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True)
class PreparedPoster:
    """A poster that is ready to be kept: the bytes of each file, by what its name ends with."""

    width: int
    height: int
    files: dict[str, bytes]


def prepare(picture, *, fast=False) -> PreparedPoster:
    """Encode an uploaded file or a PIL image in every size; safe to be called from several threads.

    Raises ValidationError, with a sentence for whoever sent it, for what is no picture or too large.
    """
    image = picture.convert("RGB") if isinstance(picture, Image.Image) else decode(picture)
    image.thumbnail((MAX_WIDTH, MAX_WIDTH * MAX_RATIO), Image.Resampling.LANCZOS)
    image.info.clear()
    files = {".jpg": encoded(image, "jpeg", quality=88, progressive=True)}
    for width in WIDTHS:
        smaller = image
        if width < image.width:
            size = (width, max(1, round(image.height * width / image.width)))
            smaller = image.resize(size, Image.Resampling.LANCZOS)
        for kind, options in (FAST if fast else CAREFUL).items():
            files[f"-{width}.{kind}"] = encoded(smaller, kind, **options)
    return PreparedPoster(image.width, image.height, files)


def decode(upload) -> Image.Image:
    """The pixels of an uploaded file, upright, in sRGB and without an alpha channel. Raises ValidationError."""
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValidationError(TOO_MANY_BYTES, code="too_large")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            refuse_unsuitable(image)
            image.draft("RGB", (MAX_WIDTH, MAX_WIDTH))
            return in_srgb(ImageOps.exif_transpose(image))
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TOO_MANY_PIXELS, code="too_large") from error
    except Exception as error:  # Decoders fail on bad bytes in every way there is.
        raise ValidationError(UNREADABLE, code="unreadable") from error


def refuse_unsuitable(image):
    """Raise ValidationError for a picture not worth decoding; only its header has been read so far."""
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS, code="too_large")
    if max(image.size) > MAX_RATIO * min(image.size):
        raise ValidationError(TOO_NARROW, code="too_narrow")
    # The further frames of an MPO, a phone's JPEG, are a preview or a map of its lights.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise ValidationError(MOVING, code="moving")


def in_srgb(image: Image.Image) -> Image.Image:
    """The picture in the colours every screen is assumed to have, on white where it is see-through."""
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA")).convert("RGB")
    elif image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode not in {"RGB", "L", "CMYK"}:
        image = image.convert("RGB")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # A profile that is broken or for other channels says nothing about the colours.
    return image.convert("RGB")


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    target = io.BytesIO()
    image.save(target, kind.upper(), **options)
    return target.getvalue()


def store_poster(film, picture, *, fast=False):
    """Give the film this poster: an uploaded file, a PIL image or a prepared poster. Raises ValidationError.

    Files are written once the transaction commits, so that one that is rolled back leaves none behind; the film's row
    follows when they are all there.
    """
    poster = picture if isinstance(picture, PreparedPoster) else prepare(picture, fast=fast)
    transaction.on_commit(lambda: _keep(film, poster))


def remove_poster(film):
    """Take the film's poster away, once the transaction commits."""
    transaction.on_commit(lambda: _set_poster(film, ""))


def file_names(poster_name: str) -> list[str]:
    """All files of the poster whose JPEG has this name."""
    variants = [variant_name(poster_name, width, kind) for width in WIDTHS for kind in VARIANTS]
    return [poster_name, *variants] if poster_name else []


def poster_of(file_name: str) -> str:
    """The name of the poster that this file is of: posters/ab-180.avif is of posters/ab.jpg."""
    stem, _, _ = file_name.rpartition(".")
    return f"{SIZE.sub('', stem)}.jpg"


def variant_name(poster_name: str, width: int, kind: str) -> str:
    """The file that holds a poster at this width: ("posters/ab.jpg", 180, "avif") is posters/ab-180.avif."""
    return f"{poster_name.removesuffix('.jpg')}-{width}.{kind}"


def _keep(film, poster):
    stem = f"posters/{secrets.token_hex(16)}"
    try:
        for ending, content in poster.files.items():
            default_storage.save(stem + ending, ContentFile(content))
        _set_poster(film, f"{stem}.jpg", poster.width, poster.height)
    except BaseException:
        _delete_files(f"{stem}.jpg")
        raise


def _set_poster(film, name, width=None, height=None):
    """Name the film's poster in its row, and delete the files of the one before."""
    with transaction.atomic():
        old = Film.objects.select_for_update().values_list("poster", flat=True).get(pk=film.pk)
        # What was decided on the picture before says nothing of this one.
        fields = {"poster": name, "poster_width": width, "poster_height": height, "poster_state": "published"}
        Film.objects.filter(pk=film.pk).update(**fields)
        film.touch()
    film.refresh_from_db(fields=["poster", "poster_width", "poster_height", "poster_state", "version"])
    _delete_files(old)


def _delete_files(poster_name):
    for name in file_names(poster_name):
        default_storage.delete(name)
