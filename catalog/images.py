"""What somebody uploads as a picture is decoded, and drawn again from its pixels alone."""

import io
import warnings
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageOps

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_RATIO = 4
MAX_WIDTH = 1440
# A picture that is narrower than one of these is kept at its own width under that name.
WIDTHS = (180, 360, 720)
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
VARIANTS = ("avif", "webp")

# Fast is for many drawn pictures at once: a third of the time, AVIF files a quarter larger.
CAREFUL = {"avif": {"quality": 60, "speed": 7}, "webp": {"quality": 78, "method": 4}}
FAST = {"avif": {"quality": 60, "speed": 9, "max_threads": 1}, "webp": {"quality": 78, "method": 2}}

TOO_MANY_BYTES = "This picture is larger than 5 MB. Save it smaller and send it again."
TOO_MANY_PIXELS = "This picture has more than 25 megapixels. Save it smaller and send it again."
TOO_NARROW = "One side of this picture is more than four times as long as the other. Cut it to a usual shape."
MOVING = "This picture moves. Send a still one."
UNREADABLE = "We cannot read this picture. Send a whole JPEG, PNG, WebP or AVIF file."

# Pillow only warns of pictures that unpack to far more than they seem; nobody reads warnings.
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True)
class PreparedPicture:
    """A picture that is ready to be kept; `variants` are the bytes of smaller files, by what their names end with."""

    width: int
    height: int
    jpeg: bytes
    variants: dict[str, bytes] = field(default_factory=dict)


def prepare(picture, *, fast=False) -> PreparedPicture:
    """Encode an uploaded file or a PIL image; safe to be called from several threads.

    The smaller files come with it only where it is to be `fast`: they are a task's work. Raises ValidationError, with a
    sentence for whoever sent it, for what is no picture or too large.
    """
    image = picture.convert("RGB") if isinstance(picture, Image.Image) else decode(picture)
    image.thumbnail((MAX_WIDTH, MAX_WIDTH * MAX_RATIO), Image.Resampling.LANCZOS)
    image.info.clear()
    jpeg = encoded(image, "jpeg", quality=88, progressive=True)
    return PreparedPicture(image.width, image.height, jpeg, smaller(image, FAST) if fast else {})


def smaller(image, options=CAREFUL) -> dict[str, bytes]:
    """The picture in every smaller size and format, by what the names of these files end with."""
    files = {}
    for width in WIDTHS:
        sized = image
        if width < image.width:
            size = (width, max(1, round(image.height * width / image.width)))
            sized = image.resize(size, Image.Resampling.LANCZOS)
        files |= {f"-{width}.{kind}": encoded(sized, kind, **of_kind) for kind, of_kind in options.items()}
    return files


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
