"""The site's settings, with a folder of its own and without what only slows tests down."""

import os
import tempfile

os.environ["FILMSITE_DATA_DIR"] = tempfile.mkdtemp(prefix="filmsite-tests-")
os.environ["FILMSITE_EMAIL_URL"] = "memory://"

from filmsite.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405

# WhiteNoise warns of a folder that is missing.
STATIC_ROOT.mkdir()  # noqa: F405
