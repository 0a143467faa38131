import sqlite3
import tempfile
from pathlib import Path
from unittest import mock

from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import load_backend
from django.test import SimpleTestCase, TestCase

from filmsite import environment


class KeptSecretKeyTests(SimpleTestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "secret-key"

    def test_a_long_key_is_made_and_only_the_site_can_read_it(self):
        self.assertGreaterEqual(len(environment.kept_secret_key(self.path)), 64)
        self.assertEqual(self.path.stat().st_mode & 0o777, 0o600)

    def test_the_same_key_is_used_from_then_on(self):
        self.assertEqual(environment.kept_secret_key(self.path), environment.kept_secret_key(self.path))

    def test_every_site_has_another_key(self):
        other = self.path.with_name("other")
        self.assertNotEqual(environment.kept_secret_key(self.path), environment.kept_secret_key(other))

    def test_a_key_that_another_process_made_meanwhile_wins(self):
        with mock.patch.object(Path, "exists", return_value=False):
            first, second = environment.kept_secret_key(self.path), environment.kept_secret_key(self.path)
        self.assertEqual(first, second)

    def test_no_draft_is_left_behind(self):
        environment.kept_secret_key(self.path)
        self.assertEqual(list(self.path.parent.iterdir()), [self.path])


class WithinTests(SimpleTestCase):
    def test_a_number_in_the_bounds_is_taken(self):
        for value in (1, 6.5, 10):
            self.assertEqual(environment.within("FILMSITE_CHART_C", value, 1, 10), value)

    def test_another_one_is_refused_with_the_bounds(self):
        for value in (0, 10.1, -1, float("nan")):
            with self.assertRaisesMessage(ValueError, "FILMSITE_CHART_C: write a number from 1 to 10 and not"):
                environment.within("FILMSITE_CHART_C", value, 1, 10)


class MailerTests(SimpleTestCase):
    def test_smtp_with_tls_and_a_password_with_special_characters(self):
        mailer = environment.mailer("smtp+tls://ann%40example.org:p%3Aw%2F@mail.example.org")
        self.assertEqual(mailer["BACKEND"], "django.core.mail.backends.smtp.EmailBackend")
        expected = {"host": "mail.example.org", "port": 587, "username": "ann@example.org", "password": "p:w/"}
        expected |= {"use_tls": True, "use_ssl": False, "timeout": 5}
        self.assertEqual(mailer["OPTIONS"], expected)

    def test_ports_and_ways_to_encrypt(self):
        for url, port, use_tls, use_ssl in (
            ("smtp://mail.example.org", 25, False, False),
            ("smtps://mail.example.org", 465, False, True),
            ("smtps://mail.example.org:2465", 2465, False, True),
        ):
            with self.subTest(url):
                options = environment.mailer(url)["OPTIONS"]
                self.assertEqual((options["port"], options["use_tls"], options["use_ssl"]), (port, use_tls, use_ssl))

    def test_a_time_to_wait_can_be_given(self):
        self.assertEqual(environment.mailer("smtp://mail.example.org?timeout=9")["OPTIONS"]["timeout"], 9)

    def test_console_memory_and_files(self):
        self.assertTrue(environment.mailer("console://")["BACKEND"].endswith("console.EmailBackend"))
        self.assertTrue(environment.mailer("memory://")["BACKEND"].endswith("locmem.EmailBackend"))
        self.assertEqual(environment.mailer("file:///tmp/a%20b")["OPTIONS"], {"file_path": "/tmp/a b"})

    def test_another_scheme_is_refused_with_the_name_of_the_variable(self):
        for url in ("mail.example.org", "https://mail.example.org", ""):
            with self.subTest(url), self.assertRaisesRegex(ValueError, "FILMSITE_EMAIL_URL"):
                environment.mailer(url)


class BaseUrlTests(SimpleTestCase):
    def test_a_slash_at_the_end_is_dropped(self):
        self.assertEqual(environment.base_url("https://films.example.org/"), "https://films.example.org")
        self.assertEqual(environment.base_url("http://127.0.0.1:8123"), "http://127.0.0.1:8123")

    def test_what_is_no_address_of_a_site_is_refused_with_the_name_of_the_variable(self):
        for url in ("films.example.org", "ftp://films.example.org", "https://", "https://example.org/films", "/"):
            with self.subTest(url), self.assertRaisesRegex(ValueError, "FILMSITE_BASE_URL"):
                environment.base_url(url)


class EmptyVariableTests(SimpleTestCase):
    def test_an_empty_variable_is_a_forgotten_one(self):
        with mock.patch.dict("os.environ", {"FILMSITE_A": "", "FILMSITE_B": " ", "FILMSITE_C": "c", "OTHER": ""}):
            environment.forget_empty_variables()
            left = {
                name for name in ("FILMSITE_A", "FILMSITE_B", "FILMSITE_C", "OTHER") if name in environment.os.environ
            }
        self.assertEqual(left, {"FILMSITE_C", "OTHER"})


class DatabaseTests(TestCase):
    def connect(self) -> DatabaseWrapper:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder.name) / "site.sqlite3")}
        defaults = {"TIME_ZONE": None, "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False}
        config = defaults | environment.database(config)
        connection = load_backend(config["ENGINE"]).DatabaseWrapper(config, "trial")
        self.addCleanup(connection.close)
        return connection

    def test_a_commit_on_sqlite_survives_a_power_cut(self):
        with self.connect().cursor() as cursor:
            pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
            self.assertEqual(pragmas, ["wal", 2])

    def test_foreign_keys_are_held_and_writers_wait_20_seconds(self):
        with self.connect().cursor() as cursor:
            pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "busy_timeout")]
            self.assertEqual(pragmas, [1, 20000])

    def test_a_transaction_on_sqlite_holds_the_lock_from_its_first_word(self):
        connection = self.connect()
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
        self.addCleanup(other.close)
        with self.assertRaisesRegex(sqlite3.OperationalError, "locked"):
            other.execute("CREATE TABLE late (id)")
        connection.rollback()

    def test_connections_to_sqlite_are_kept(self):
        self.assertIsNone(self.connect().settings_dict["CONN_MAX_AGE"])

    def test_postgresql_has_a_pool_for_a_process(self):
        config = environment.database({"ENGINE": "django.db.backends.postgresql", "NAME": "films"})
        self.assertEqual(config["CONN_MAX_AGE"], 0)
        self.assertGreaterEqual(config["OPTIONS"]["pool"]["max_size"], 4)
