import json
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase

from tests.command import ROOT, environment, manage

PUBLIC = {"FILMSITE_BASE_URL": "https://films.example.org", "FILMSITE_EMAIL_URL": "smtp+tls://mail.example.org"}


class SettingsOfAProcessTests(SimpleTestCase):
    """The settings as another process reads them from its environment."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def read(self, *names, **variables):
        code = f"import json; from filmsite import settings as s; print(json.dumps([getattr(s, n) for n in {names!r}]))"
        command, given = [sys.executable, "-c", code], environment(self.folder, **variables)
        run = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def check_deploy(self, **variables):
        return manage("check", "--deploy", "--fail-level", "WARNING", data_dir=self.folder, **variables)

    def test_the_deployment_check_is_silent_for_a_public_site(self):
        run = self.check_deploy(**PUBLIC)
        self.assertEqual((run.returncode, run.stderr), (0, ""), run.stdout)

    def test_the_deployment_check_is_silent_with_the_defaults(self):
        run = self.check_deploy()
        self.assertEqual((run.returncode, run.stderr), (0, ""), run.stdout)

    def test_the_deployment_check_warns_of_debug(self):
        self.assertNotEqual(self.check_deploy(**PUBLIC, FILMSITE_DEBUG="on").returncode, 0)

    def test_a_site_on_https_has_secure_cookies_and_hsts(self):
        names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]
        self.assertEqual(self.read(*names, **PUBLIC), [True, True, True, 365 * 24 * 60 * 60])
        cookies = self.read("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", **PUBLIC)
        self.assertEqual(cookies, ["__Host-sessionid", "__Host-csrftoken"])

    def test_hosts_and_origins_follow_from_the_address_of_the_site(self):
        hosts, origins = self.read("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", **PUBLIC)
        self.assertEqual((hosts, origins), (["films.example.org"], ["https://films.example.org"]))

    def test_further_hosts_may_have_spaces_between_them(self):
        [hosts] = self.read("ALLOWED_HOSTS", **PUBLIC, FILMSITE_ALLOWED_HOSTS="films.example.org, www.example.org")
        self.assertEqual(hosts, ["films.example.org", "www.example.org"])

    def test_forwarded_headers_are_believed_only_when_asked_for(self):
        [count] = self.read("ALLAUTH_TRUSTED_PROXY_COUNT", **PUBLIC)
        self.assertEqual(count, 0)
        header, count = self.read(
            "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT", **PUBLIC, FILMSITE_BEHIND_TLS_PROXY="on"
        )
        self.assertEqual((header, count), (["HTTP_X_FORWARDED_PROTO", "https"], 1))

    def test_the_secret_key_is_kept_in_the_data_folder(self):
        self.assertEqual(self.read("SECRET_KEY"), self.read("SECRET_KEY"))
        self.assertEqual((self.folder / "secret-key").stat().st_mode & 0o777, 0o600)

    def test_a_variable_can_stand_in_a_file(self):
        (self.folder / "key").write_text("from-a-file" * 9)
        self.assertEqual(
            self.read("SECRET_KEY", FILMSITE_SECRET_KEY_FILE=str(self.folder / "key")), ["from-a-file" * 9]
        )

    def test_an_empty_variable_means_the_default(self):
        names = {
            "FILMSITE_BASE_URL": "",
            "FILMSITE_ALLOWED_HOSTS": "",
            "FILMSITE_EMAIL_URL": "",
            "FILMSITE_THROTTLE": "",
        }
        figures = ("BASE_URL", "ALLOWED_HOSTS", "MAILERS", "THROTTLE")
        self.assertEqual(self.read(*figures, **names), self.read(*figures))

    def test_pictures_on_another_host_are_allowed_by_the_policy(self):
        [policy] = self.read("SECURE_CSP", FILMSITE_MEDIA_URL="https://cdn.example.org/films/")
        self.assertIn("https://cdn.example.org", policy["img-src"])
        self.assertNotIn("https://cdn.example.org", policy["script-src"])


class SafetyTests(SimpleTestCase):
    def test_nothing_unsafe_is_allowed_by_the_policy(self):
        sources = [source for directive in settings.SECURE_CSP.values() for source in directive]
        self.assertEqual(settings.SECURE_CSP["default-src"], ["'none'"])
        self.assertFalse([source for source in sources if "unsafe" in source or source in {"*", "https:", "http:"}])

    def test_what_a_request_may_bring_is_limited(self):
        self.assertEqual(settings.DATA_UPLOAD_MAX_MEMORY_SIZE, 2 * 1024 * 1024)
        self.assertEqual(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, 1000)
        self.assertEqual(settings.DATA_UPLOAD_MAX_NUMBER_FILES, 10)

    def test_the_host_a_request_claims_is_checked(self):
        self.assertNotIn("*", settings.ALLOWED_HOSTS)
        self.assertFalse(settings.USE_X_FORWARDED_HOST)


class MigrationTests(TestCase):
    def test_no_migration_is_missing(self):
        call_command("makemigrations", "--check", "--dry-run", verbosity=0)
