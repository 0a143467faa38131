import re

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import TestCase, override_settings
from django.urls import reverse

from tests import make


def code_for(secret):
    """What an authenticator app shows at this moment."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@override_settings(ACCOUNT_RATE_LIMITS=False)
class SecondFactorTests(TestCase):
    set_up = reverse("mfa_activate_totp")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.account("ana")

    def setUp(self):
        self.sign_in()
        self.client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})

    def sign_in(self):
        return self.client.post(reverse("account_login"), {"login": "ana", "password": make.PASSWORD})

    def switch_on(self):
        page = self.client.get(self.set_up)
        self.secret = re.search(r'class="key">([A-Z2-7]+)<', page.text)[1]
        return self.client.post(self.set_up, {"code": code_for(self.secret)}, follow=True)

    def codes(self):
        return Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()

    def test_the_picture_is_one_that_the_content_security_policy_lets_through(self):
        page = self.client.get(self.set_up)
        self.assertContains(page, 'src="data:image/svg+xml;base64,')
        self.assertIn("img-src 'self' data:", page["Content-Security-Policy"])

    def test_it_goes_on_with_a_code_and_shows_the_recovery_codes(self):
        page = self.switch_on()
        for code in self.codes():
            self.assertContains(page, code)

    def test_it_asks_for_the_password_first(self):
        self.client.logout()
        self.sign_in()
        self.assertContains(self.client.get(self.set_up, follow=True), "Type your password once more.")

    def test_a_wrong_code_does_nothing(self):
        self.client.get(self.set_up)
        self.assertContains(self.client.post(self.set_up, {"code": "000000"}), "This code is not right")
        self.assertFalse(Authenticator.objects.exists())

    def test_signing_in_takes_a_code_and_each_recovery_code_works_once(self):
        self.switch_on()
        spare = self.codes()[0]
        for accepted in (True, False):
            self.client.logout()
            self.assertRedirects(self.sign_in(), reverse("mfa_authenticate"))
            self.assertNotIn("_auth_user_id", self.client.session)
            self.client.post(reverse("mfa_authenticate"), {"code": spare})
            self.assertIs("_auth_user_id" in self.client.session, accepted)

    def test_next_is_kept_through_the_code(self):
        self.switch_on()
        self.client.logout()
        self.client.post(
            reverse("account_login"), {"login": "ana", "password": make.PASSWORD, "next": "/films/"}, follow=True
        )
        response = self.client.post(reverse("mfa_authenticate"), {"code": self.codes()[0]})
        self.assertRedirects(response, "/films/", fetch_redirect_response=False)

    def test_it_can_be_given_up_on_the_way(self):
        self.switch_on()
        self.client.logout()
        self.sign_in()
        self.client.post(reverse("account_logout"), {"next": reverse("account_login")})
        self.assertRedirects(self.client.get(reverse("mfa_authenticate")), reverse("account_login"))

    def test_new_codes_end_the_old_ones(self):
        self.switch_on()
        old = self.codes()
        page = self.client.post(reverse("mfa_generate_recovery_codes"), follow=True)
        self.assertContains(page, self.codes()[0])
        self.assertFalse(set(old) & set(self.codes()))

    def test_codes_can_be_downloaded(self):
        self.switch_on()
        file = self.client.get(reverse("mfa_download_recovery_codes"))
        self.assertEqual(file.text.split(), self.codes())
        self.assertIn("attachment", file["Content-Disposition"])

    def test_it_goes_off_again(self):
        self.switch_on()
        self.assertContains(self.client.get(reverse("mfa_index")), "It is set up")
        self.assertContains(self.client.get(reverse("mfa_deactivate_totp")), "Switch it off")
        self.client.post(reverse("mfa_deactivate_totp"))
        self.assertFalse(Authenticator.objects.exists())
        self.assertEqual(mail.outbox[-1].subject, "Filmsite: The second factor is off")

    def test_it_waits_for_a_confirmed_address(self):
        self.ana.emailaddress_set.update(verified=False)
        self.assertContains(self.client.get(self.set_up, follow=True), "Confirm all your e-mail addresses first")

    def test_visitors_sign_in_first(self):
        self.client.logout()
        for name in ("mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"):
            self.assertIn("/accounts/login/", self.client.get(reverse(name))["Location"])
