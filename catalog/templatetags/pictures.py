"""Posters, stills and portraits on pages."""

from django import template

from catalog import images, pictures

register = template.Library()

# How wide a picture stands on the page, and the files for screens of one and two dots a pixel.
SIZES = {
    "tiny": (64, [180]),
    "strip": (180, [180, 360]),
    "card": (180, [180, 360]),
    "grid": (360, [360, 720]),
    "page": (360, [360, 720]),
    "alone": (720, [720]),
}


@register.inclusion_tag("catalog/_poster.html")
def poster(film, size, decorative=False):
    """A film's poster, or its title in type where there is none to be shown.

    Sizes: "tiny" beside a heading, "card" in lists, "page" on the film page. A decorative one says nothing to a screen
    reader, because the title stands next to it.
    """
    context = {"film": film, "size": size, "decorative": decorative}
    if not film.shown_poster:
        return context
    measures = fitted(film.poster_width, film.poster_height, size)
    return context | measures | {"sources": sources(film.poster, size, there=film.poster_has_variants)}


@register.inclusion_tag("catalog/_picture.html")
def picture(picture, size, decorative=False):
    """A still, a poster or a portrait with its description.

    Sizes: "tiny", "strip" (a row of them), "grid" (a gallery), "page" (beside text), "alone" (the whole page).
    """
    return {
        "picture": picture,
        "size": size,
        "decorative": decorative,
        "sources": sources(picture.file, size, there=picture.has_variants),
        **fitted(picture.width, picture.height, size),
    }


@register.inclusion_tag("catalog/_portrait.html")
def portrait(person, size, decorative=False):
    """A person's portrait, or nothing where there is none to be shown. Fetch people with their `portrait`.

    Sizes: "tiny" beside a heading, "card" in lists, "page" on the person's page.
    """
    shown = person.portrait if person.portrait and person.portrait.is_published else None
    return {"shown": shown, "size": size, "decorative": decorative}


def fitted(width, height, size) -> dict:
    """The measures that a picture of this width and height has on the page; nothing stands larger than it is."""
    wide = min(SIZES[size][0], width) if size == "alone" else SIZES[size][0]
    return {"width": wide, "height": round(wide * height / width)}


def sources(file, size, *, there) -> list:
    """The smaller files in each format; none where they are not made yet."""
    return [(kind, srcset(file, SIZES[size][1], kind)) for kind in images.VARIANTS] if there else []


def srcset(file, widths, kind):
    """The files for one and two dots a pixel: "/media/posters/ab-180.avif 1x, /media/posters/ab-360.avif 2x"."""
    urls = [file.storage.url(pictures.variant_name(file.name, width, kind)) for width in widths]
    return ", ".join(f"{url} {dots}x" for dots, url in enumerate(urls, start=1))
