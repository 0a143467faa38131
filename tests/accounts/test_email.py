import time
from unittest import mock

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import TestCase, override_settings
from django.urls import reverse

from tests import make


@override_settings(ACCOUNT_RATE_LIMITS=False)
class EmailTests(TestCase):
    url = reverse("account_email")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.account("ana")

    def setUp(self):
        self.client.force_login(self.ana)
        self.show_password()

    def show_password(self):
        return self.client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD}, follow=True)

    def act(self, action, email):
        return self.client.post(self.url, {action: "", "email": email}, follow=True)

    def second(self, verified=True):
        return EmailAddress.objects.create(user=self.ana, email="second@example.org", verified=verified)

    def addresses(self):
        return set(EmailAddress.objects.filter(user=self.ana).values_list("email", flat=True))

    def test_it_lists_the_addresses(self):
        self.second(verified=False)
        page = self.client.get(self.url)
        self.assertContains(page, "ana@example.org")
        self.assertContains(page, "Mail from this site goes here. Confirmed.")
        self.assertContains(page, "Not confirmed yet")

    def test_a_new_address_has_to_be_confirmed(self):
        self.assertContains(self.act("action_add", "second@example.org"), "We have sent a mail to second@example.org.")
        self.assertFalse(EmailAddress.objects.get(email="second@example.org").verified)
        self.assertIn("second@example.org", mail.outbox[-1].to)

    def test_mail_goes_to_another_address_and_the_old_one_is_told(self):
        self.second()
        self.act("action_primary", "second@example.org")
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.email, "second@example.org")
        self.assertEqual(mail.outbox[-1].to, ["ana@example.org"])

    def test_an_address_can_be_removed_but_not_the_one_in_use(self):
        self.second()
        self.assertContains(self.act("action_remove", "ana@example.org"), "Let it go to another address first.")
        self.assertContains(self.act("action_remove", "second@example.org"), "second@example.org is removed.")
        self.assertEqual(self.addresses(), {"ana@example.org"})

    def test_nobody_touches_the_addresses_of_others(self):
        make.account("ben")
        self.act("action_remove", "ben@example.org")
        self.assertTrue(EmailAddress.objects.filter(email="ben@example.org").exists())

    def test_bad_input_comes_back(self):
        self.assertContains(self.act("action_add", "nonsense"), 'value="nonsense"')
        self.assertContains(self.act("action_add", "ana@example.org"), "This address is among yours already.")
        for odd in ("", "a\x00b", "x" * 5000):
            self.assertEqual(self.act("action_send", odd).status_code, 200)

    def test_after_five_minutes_it_asks_for_the_password_and_then_goes_on(self):
        with mock.patch("time.time", return_value=time.time() + 301):
            self.assertContains(self.act("action_add", "second@example.org"), "Type your password once more.")
            self.assertEqual(self.addresses(), {"ana@example.org"})
            self.client.post(f"{reverse('account_reauthenticate')}?next={self.url}", {"password": "guess"})
            self.assertEqual(self.addresses(), {"ana@example.org"})
            self.client.post(f"{reverse('account_reauthenticate')}?next={self.url}", {"password": make.PASSWORD})
        self.assertEqual(self.addresses(), {"ana@example.org", "second@example.org"})

    def test_visitors_sign_in_first(self):
        self.client.logout()
        self.assertIn("/accounts/login/", self.client.get(self.url)["Location"])
