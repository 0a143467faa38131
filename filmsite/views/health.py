"""Whether the site lives, and whether it can work."""

import os
import tempfile

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request):
    """The process answers. Asks nothing else, so that a busy database does not get the site restarted."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request):
    """Database, cache and media folder work; 503 and the name of what does not, otherwise."""
    results = {name: works(check) for name, check in CHECKS.items()}
    return JsonResponse(results, status=200 if all(results.values()) else 503)


def works(check) -> bool:
    try:
        check()
    except Exception:  # noqa: BLE001 (whatever it is, it does not work)
        return False
    return True


def ask_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_cache():
    cache.set("readyz", "ok", timeout=10)
    if cache.get("readyz") != "ok":
        raise LookupError("the cache forgets")


def ask_media_folder():
    """Pictures can be written, where they are kept on this machine's disk."""
    if isinstance(default_storage, FileSystemStorage):
        os.makedirs(default_storage.location, exist_ok=True)
        with tempfile.TemporaryFile(dir=default_storage.location):
            pass


CHECKS = {"database": ask_database, "cache": ask_cache, "media": ask_media_folder}
