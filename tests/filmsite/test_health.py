from unittest import mock

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.test import SimpleTestCase, TestCase

from filmsite.views import health


class HealthzTests(SimpleTestCase):
    # SimpleTestCase refuses every query.
    def test_the_process_answers_without_asking_the_database(self):
        response = self.client.get("/healthz")
        self.assertEqual((response.status_code, response.json()), (200, {"status": "ok"}))
        self.assertIn("no-store", response["Cache-Control"])


class ReadyzTests(TestCase):
    def test_everything_works(self):
        response = self.client.get("/readyz")
        self.assertEqual(
            (response.status_code, response.json()), (200, {"database": True, "cache": True, "media": True})
        )
        self.assertIn("no-store", response["Cache-Control"])

    def test_a_media_folder_that_is_not_there_yet_is_made(self):
        self.assertEqual(default_storage.location, str(settings.MEDIA_ROOT))
        self.client.get("/readyz")
        self.assertTrue(settings.MEDIA_ROOT.is_dir())

    def test_what_does_not_work_is_named(self):
        for name in ("database", "cache", "media"):
            broken = mock.Mock(side_effect=OperationalError("away"))
            with self.subTest(name), mock.patch.dict(health.CHECKS, {name: broken}):
                response = self.client.get("/readyz")
                self.assertEqual(response.status_code, 503)
                self.assertEqual([key for key, works in response.json().items() if not works], [name])
