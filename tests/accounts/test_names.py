from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import SimpleTestCase, TestCase

from accounts.models import User
from accounts.names import RESERVED, username_validators
from tests import make


def refusal(name):
    """Why this name is refused; None where it is not."""
    for validator in username_validators:
        try:
            validator(name)
        except ValidationError as error:
            return error.message
    return None


class UsernameTests(SimpleTestCase):
    def test_good_names(self):
        for name in ("ana", "a_b", "a-1", "2001fan", "x" * 30):
            self.assertIsNone(refusal(name), name)

    def test_ill_formed_names_are_refused_with_a_sentence(self):
        for name in (
            "",
            "ab",
            "x" * 31,
            "Ana",
            "ana.b",
            "_ana",
            "ana-",
            "..",
            "а1іce",
            "ａｎａ",
            "ana\n",
            "a b c",
            "an\x00a",
        ):
            with self.subTest(name=name):
                self.assertIn("Use 3 to 30 small letters", refusal(name))

    def test_names_of_the_site_are_refused_with_a_sentence(self):
        for name in ("admin", "moderator", "filmsite", "me", "settings", "login"):
            self.assertIn(name, RESERVED)
        self.assertIn("kept for the site", refusal("moderator"))


class UsernameConstraintTests(TestCase):
    def test_the_database_refuses_ill_formed_names(self):
        for name in ("Ana", "ab", "_ana", "ana-", "ana bo", "ana.bo", "аnа", "", "ana\n"):
            with self.subTest(name=name), self.assertRaises(IntegrityError), transaction.atomic():
                User.objects.create(username=name)

    def test_the_database_refuses_a_name_twice(self):
        make.member("ana")
        with self.assertRaises(IntegrityError), transaction.atomic():
            User.objects.create(username="ana")


class ShownNameTests(SimpleTestCase):
    def test_the_display_name_goes_before_the_username(self):
        self.assertEqual(str(User(username="ana")), "ana")
        self.assertEqual(str(User(username="ana", display_name="Ana Lobo")), "Ana Lobo")

    def test_the_initial_is_the_first_letter_or_digit(self):
        self.assertEqual(User(username="ana").initial, "A")
        self.assertEqual(User(username="ana", display_name="“Éva”").initial, "É")
        self.assertEqual(User(username="ana", display_name="★ 8½").initial, "8")
