"""Posters on pages."""

from django import template

from catalog import pictures

register = template.Library()

# How wide a poster stands on the page, and the files for screens of one and two dots a pixel.
SIZES = {"tiny": (64, [180]), "card": (180, [180, 360]), "page": (360, [360, 720])}


@register.inclusion_tag("catalog/_poster.html")
def poster(film, size, decorative=False):
    """A film's poster, or its title in type where there is none to be shown.

    Sizes: "tiny" beside a heading, "card" in lists, "page" on the film page. A decorative one says nothing to a screen
    reader, because the title stands next to it.
    """
    width, files = SIZES[size]
    context = {"film": film, "size": size, "decorative": decorative}
    if not film.shown_poster:
        return context
    return context | {
        "width": width,
        "height": round(width * film.poster_height / film.poster_width),
        "sources": [(kind, srcset(film.poster, files, kind)) for kind in pictures.VARIANTS],
    }


def srcset(file, widths, kind):
    """The files for one and two dots a pixel: "/media/posters/ab-180.avif 1x, /media/posters/ab-360.avif 2x"."""
    urls = [file.storage.url(pictures.variant_name(file.name, width, kind)) for width in widths]
    return ", ".join(f"{url} {dots}x" for dots, url in enumerate(urls, start=1))
