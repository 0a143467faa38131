import re
from unittest import mock

from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError
from django.test import TestCase, override_settings
from django.urls import reverse

from accounts.models import User
from tests import make


@override_settings(ACCOUNT_RATE_LIMITS=False)
class SignupTests(TestCase):
    url = reverse("account_signup")

    def sign_up(self, **changes):
        data = {"username": "ana", "email": "ana@example.org", "password1": make.PASSWORD} | changes
        return self.client.post(self.url, data)

    def test_a_newcomer_is_signed_in_at_once(self):
        self.assertRedirects(self.sign_up(), "/", fetch_redirect_response=False)
        self.assertEqual(self.client.get("/me/").status_code, 200)

    def test_a_name_is_kept_in_small_letters(self):
        self.sign_up(username="Ana_Lobo")
        self.assertEqual(User.objects.get().username, "ana_lobo")

    def test_there_is_one_password_field_and_browsers_know_what_it_is(self):
        page = self.client.get(self.url)
        self.assertContains(page, 'type="password"', count=1)
        self.assertContains(page, 'autocomplete="new-password"')
        self.assertContains(page, 'autocomplete="username"')
        self.assertContains(page, 'autocomplete="email"')

    def test_names_of_the_site_and_ill_formed_ones_are_refused_with_a_sentence(self):
        for name, sentence in [
            ("Admin", "This name is kept for the site itself."),
            ("an", "Use 3 to 30 small letters"),
            ("ana.b", "Use 3 to 30 small letters"),
            ("аnа", "Use 3 to 30 small letters"),
            ("x" * 31, "at most 30 characters"),
        ]:
            with self.subTest(name=name):
                self.assertContains(self.sign_up(username=name), sentence)
        self.assertFalse(User.objects.exists())

    def test_a_name_that_is_taken_in_any_letter_case(self):
        make.member("ana")
        self.assertContains(self.sign_up(username="ANA", email="other@example.org"), "Somebody has this name already.")

    def test_a_name_that_is_taken_in_the_same_moment(self):
        with mock.patch("allauth.account.forms.SignupForm.save", side_effect=IntegrityError):
            page = self.sign_up(email="quick@example.org", next="/films/")
        self.assertContains(page, "Somebody has this name already.")
        self.assertContains(page, "quick@example.org")
        self.assertContains(page, 'name="next" value="/films/"')

    def test_an_address_that_is_taken(self):
        make.account("ana")
        self.assertContains(self.sign_up(username="ben"), "There is an account with this address already.")

    def test_bad_input_comes_back_with_what_was_typed(self):
        page = self.sign_up(username="ana!", email="no address", password1="kurz")
        self.assertContains(page, 'value="ana!"')
        self.assertContains(page, 'value="no address"')
        self.assertContains(page, "at least 12 characters")
        self.assertNotContains(page, "kurz")

    def test_weak_passwords_are_refused(self):
        for password in ("123456789012", "passwordpassword1"[:11], "ana-ana-ana-ana", ""):
            self.sign_up(username="ana-ana-ana", password1=password)
        self.assertFalse(User.objects.exists())

    def test_odd_characters_are_no_failure(self):
        for field in ("username", "email", "password1"):
            for value in ("a\x00b", "\u202ex", "é" * 5000, ""):
                with self.subTest(field=field, value=value[:5]):
                    self.assertLess(self.sign_up(**{field: value}).status_code, 400)
                    self.client.logout()
        broken = "username=%ff%fe&email=%80&password1=%ed%a0%80"
        response = self.client.post(self.url, broken, content_type="application/x-www-form-urlencoded")
        self.assertEqual(response.status_code, 200)

    def test_next_is_kept_on_the_way_through(self):
        there = "/films/1/x/reviews/?page=2#review-9"
        sign_in = self.client.get(reverse("account_login"), {"next": there})
        link = re.search(r'href="(/accounts/signup/[^"]+)"', sign_in.text)[1]
        page = self.client.get(link.replace("&amp;", "&"))
        hidden = re.search(r'name="next" value="([^"]+)"', page.text)[1]
        self.assertEqual(hidden, there)
        self.assertRedirects(self.sign_up(next=hidden), there, fetch_redirect_response=False)

    def test_next_leads_nowhere_else(self):
        for number, there in enumerate(["https://example.com/", "//example.com/", "javascript:alert(1)"]):
            response = self.sign_up(username=f"ana{number}", email=f"a{number}@example.org", next=there)
            self.assertEqual(response["Location"], "/")
            self.client.logout()

    def test_a_mail_server_that_is_away_does_not_stop_anybody(self):
        with mock.patch("django.core.mail.EmailMessage.send", side_effect=OSError), self.assertLogs("accounts"):
            self.sign_up()
        self.assertContains(self.client.get("/me/"), "could not be sent just now")

    def test_whoever_is_signed_in_already_goes_on(self):
        self.client.force_login(make.member())
        self.assertRedirects(self.client.get(self.url), "/", fetch_redirect_response=False)


@override_settings(ACCOUNT_RATE_LIMITS=False)
class AddressConfirmationTests(TestCase):
    def setUp(self):
        data = {"username": "ana", "email": "ana@example.org", "password1": make.PASSWORD}
        self.client.post(reverse("account_signup"), data)
        self.letter = mail.outbox[0]
        self.link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", self.letter.body)[1]

    def confirmed(self):
        return EmailAddress.objects.get().verified

    def test_the_mail_says_what_it_is_about(self):
        self.assertEqual(self.letter.subject, "Filmsite: Confirm your address")
        self.assertIn("The member ana has given this address", self.letter.body)

    def test_opening_the_link_changes_nothing_and_pressing_the_button_confirms(self):
        self.assertContains(self.client.get(self.link), "Yes, confirm it")
        self.assertFalse(self.confirmed())
        self.client.post(self.link)
        self.assertTrue(self.confirmed())

    def test_it_works_in_another_browser(self):
        other = self.client_class()
        response = other.post(self.link, follow=True)
        self.assertTrue(self.confirmed())
        self.assertContains(response, "Sign in")

    def test_a_broken_link_is_told_apart(self):
        self.assertContains(self.client.get("/accounts/confirm-email/nonsense/"), "This link is too old")
        self.assertEqual(self.client.post("/accounts/confirm-email/nonsense/").status_code, 404)


class SignupLimitTests(TestCase):
    def test_too_many_accounts_from_one_place_wait(self):
        from django.core.cache import cache

        cache.clear()
        self.addCleanup(cache.clear)
        for _ in range(20):
            self.client.post(reverse("account_signup"), {})
        response = self.client.post(reverse("account_signup"), {})
        self.assertEqual(response.status_code, 429)
        self.assertIn("Retry-After", response)
        self.assertContains(response, "Not so fast", status_code=429)
