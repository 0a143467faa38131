import socket
from io import StringIO

from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase

from accounts.models import User
from catalog.models import Film
from filmsite.management.commands.quickstart import refuse_taken
from tests import make
from tests.filmsite.test_demo import without_drawing


def set_up() -> str:
    output = StringIO()
    with without_drawing:
        call_command("quickstart", no_serve=True, stdout=output)
    return output.getvalue()


class SetUpTests(TestCase):
    """Serving itself is tested in test_quickstart_process.py."""

    def test_an_empty_site_gets_the_demo_and_is_told_who_can_sign_in(self):
        printed = set_up()
        self.assertTrue(User.objects.filter(username="alice").exists())
        for words in ("Database ready", "Static files ready", "Demo loaded", "Ready in "):
            self.assertIn(words, printed)
        self.assertEqual(printed.count("the password of all of them is filmsite-demo"), 1)

    def test_a_second_time_changes_nothing_and_tells_the_accounts_again(self):
        set_up()
        before = User.objects.count(), Film.objects.count()
        printed = set_up()
        self.assertNotIn("Demo loaded", printed)
        self.assertIn("the password of all of them is filmsite-demo", printed)
        self.assertEqual((User.objects.count(), Film.objects.count()), before)

    def test_a_site_with_members_of_its_own_gets_no_demo(self):
        make.member("rosa", is_superuser=True)
        self.assertNotIn("filmsite-demo", set_up())
        self.assertEqual(list(User.objects.values_list("username", flat=True)), ["rosa"])

    def test_a_site_with_films_of_its_own_gets_no_demo(self):
        make.film()
        self.assertNotIn("filmsite-demo", set_up())
        self.assertEqual(Film.objects.count(), 1)

    def test_a_member_who_happens_to_be_called_alice_is_no_demo_account(self):
        User.objects.create_user("alice", "alice@elsewhere.example", "a password of her own")
        self.assertNotIn("filmsite-demo", set_up())

    def test_the_folders_are_made(self):
        set_up()
        self.assertTrue(settings.MEDIA_ROOT.is_dir())
        self.assertTrue((settings.STATIC_ROOT / "css" / "tokens.css").exists())


class PortTests(SimpleTestCase):
    def test_a_port_that_is_taken_is_refused_with_advice(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            with self.assertRaisesRegex(CommandError, f"Port {port} cannot be used .* --port"):
                refuse_taken(port)

    def test_a_port_that_is_none_is_refused(self):
        for port in (-1, 65536):
            with self.subTest(port), self.assertRaisesRegex(CommandError, "cannot be used"):
                refuse_taken(port)
