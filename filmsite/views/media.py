"""Members' and editors' files, where no web server in front of the site gives them out."""

from django.conf import settings
from django.http import Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from catalog import pictures
from catalog.models import Film

# Beyond this a file system does not say "not found" but fails.
LONGEST_NAME = 200


@require_safe
def media(request, path):
    """A file of the media folder, which can do nothing in the browser but be looked at.

    File names are made at random for every upload and never used again, so browsers may keep the file for ever. A
    poster that was taken from view is for those alone who decide on it.
    """
    if len(path) > LONGEST_NAME:
        raise Http404("No file has such a long name.")
    is_withheld = Film.objects.with_withheld_poster(pictures.poster_of(path)).exists()
    if is_withheld and not request.user.is_staff:
        raise Http404("A decision has taken this poster from view.")
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if is_withheld:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=31536000, immutable=True)
    return response
