"""The files of pictures, where no web server in front of the site gives them out."""

from django.conf import settings
from django.http import Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from catalog import pictures
from catalog.models import Picture

# Beyond this a file system does not say "not found" but fails.
LONGEST_NAME = 200


@require_safe
def media(request, path):
    """A file of a picture, which can do nothing in the browser but be looked at.

    File names are made at random for every upload and never used again, so browsers may keep the file for ever. What
    is not published, or not any more, is for those alone who brought it or decide on it.
    """
    if len(path) > LONGEST_NAME:
        raise Http404("No file has such a long name.")
    picture = Picture.objects.filter(file=pictures.picture_of(path)).first()
    if picture is None:
        raise Http404("No picture has such a file.")
    if not picture.is_published and not picture.can_be_looked_at_by(request.user):
        raise Http404("This picture is not published.")
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if picture.is_published:
        patch_cache_control(response, public=True, max_age=31536000, immutable=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
