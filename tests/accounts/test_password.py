import re

from django.core import mail
from django.test import TestCase, override_settings
from django.urls import reverse

from tests import make

NEW = "candle orchard seven"


@override_settings(ACCOUNT_RATE_LIMITS=False)
class PasswordResetTests(TestCase):
    url = reverse("account_reset_password")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.account("ana")

    def ask(self, email="ana@example.org"):
        response = self.client.post(self.url, {"email": email}, follow=True)
        return response, mail.outbox[-1]

    def link(self):
        link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", self.ask()[1].body)[1]
        # The key goes into the session and out of the address.
        return link, self.client.get(link, follow=True).redirect_chain[-1][0]

    def set(self, address, password):
        return self.client.post(address, {"password1": password}, follow=True)

    def test_a_link_sets_a_new_password(self):
        link, address = self.link()
        self.assertNotEqual(link, address)
        self.assertContains(self.set(address, NEW), "Your new password is set")
        self.assertTrue(self.client.login(username="ana", password=NEW))
        self.assertEqual(mail.outbox[-1].subject, "Filmsite: Your new password is set")

    def test_a_link_works_once(self):
        link, address = self.link()
        self.set(address, NEW)
        self.assertContains(self.client_class().get(link), "This link no longer works")

    def test_a_member_and_a_stranger_see_the_same_page(self):
        mine, letter = self.ask()
        theirs, other_letter = self.ask("nobody@example.org")
        self.assertEqual(mine.redirect_chain, theirs.redirect_chain)
        self.assertContains(theirs, "Look into your mail")
        self.assertIn("for the member ana", letter.body)
        self.assertEqual(other_letter.to, ["nobody@example.org"])
        self.assertIn("no member has given nobody@example.org", other_letter.body)

    def test_bad_input_comes_back(self):
        self.assertContains(self.client.post(self.url, {"email": "nonsense"}), 'value="nonsense"')
        _, address = self.link()
        self.assertContains(self.set(address, "short"), "at least 12 characters")


@override_settings(ACCOUNT_RATE_LIMITS=False)
class PasswordChangeTests(TestCase):
    url = reverse("account_change_password")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.account("ana")

    def change(self, old=make.PASSWORD, new=NEW):
        return self.client.post(self.url, {"oldpassword": old, "password1": new}, follow=True)

    def test_it_changes_the_password_and_keeps_the_member_signed_in(self):
        self.client.force_login(self.ana)
        self.assertContains(self.change(), "Your password is changed.")
        self.ana.refresh_from_db()
        self.assertTrue(self.ana.check_password(NEW))
        self.assertIn("The password of your account was changed.", mail.outbox[0].body)

    def test_it_asks_for_the_present_one(self):
        self.client.force_login(self.ana)
        self.assertContains(self.change(old="guess"), "This is not your present password.")
        self.ana.refresh_from_db()
        self.assertTrue(self.ana.check_password(make.PASSWORD))

    def test_browsers_know_the_fields(self):
        self.client.force_login(self.ana)
        page = self.client.get(self.url)
        self.assertContains(page, 'autocomplete="current-password"', count=1)
        self.assertContains(page, 'autocomplete="new-password"', count=1)

    def test_a_member_without_a_password_sets_one(self):
        self.ana.set_unusable_password()
        self.ana.save()
        self.client.force_login(self.ana)
        page = self.client.get(self.url, follow=True)
        self.assertContains(page, "Your account has none yet.")
        self.client.post(reverse("account_set_password"), {"password1": NEW})
        self.ana.refresh_from_db()
        self.assertTrue(self.ana.check_password(NEW))

    def test_visitors_sign_in_first(self):
        self.assertIn("/accounts/login/", self.client.get(self.url)["Location"])
