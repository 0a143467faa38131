"""The page where a member closes their account."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from tests import make


class ClosePageTests(TestCase):
    url = reverse("close_account")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.account("ana")
        cls.review = make.review(make.film(), cls.ana, headline="Mine, and good")

    def setUp(self):
        # The limits on wrong passwords are counted there.
        cache.clear()
        self.client.force_login(self.ana)

    def post(self, **data):
        return self.client.post(self.url, {"reviews": "keep", "password": make.PASSWORD, **data})

    def is_closed(self):
        self.ana.refresh_from_db()
        return self.ana.is_closed

    def test_the_page_explains_what_goes_and_what_stays(self):
        page = self.client.get(self.url)
        for words in ("for good", "What is deleted", "What stays", "Your votes", "Reports you filed", "Your reviews"):
            self.assertContains(page, words)
        self.assertFalse(self.is_closed())

    def test_it_closes_signs_out_and_says_so(self):
        response = self.client.post(self.url, {"reviews": "keep", "password": make.PASSWORD}, follow=True)
        self.assertRedirects(response, "/")
        self.assertContains(response, "Your account is closed.")
        self.assertTrue(self.is_closed())
        self.assertFalse(response.context["user"].is_authenticated)
        self.assertEqual(self.client.get("/me/").status_code, 302)

    def test_the_choice_decides_what_becomes_of_the_reviews(self):
        self.post(reviews="take_off")
        self.review.refresh_from_db()
        self.assertEqual(self.review.state, "withdrawn")

    def test_kept_reviews_stay(self):
        self.post(reviews="keep")
        self.review.refresh_from_db()
        self.assertTrue(self.review.is_published)

    def test_it_takes_the_right_password(self):
        for password in ("", "wrong", make.PASSWORD.upper(), "x" * 5000):
            response = self.post(password=password)
            self.assertEqual(response.status_code, 400)
        self.assertContains(self.post(password="wrong"), "This is not your password.", status_code=400)
        self.assertFalse(self.is_closed())

    def test_it_takes_a_choice_and_keeps_the_one_made(self):
        for choice in ("", "burn"):
            self.assertEqual(self.post(reviews=choice).status_code, 400)
        self.assertContains(self.client.post(self.url), "Choose what becomes of them.", status_code=400)
        page = self.post(reviews="take_off", password="wrong")
        self.assertRegex(page.text, r'value="take_off"[^>]*checked')
        self.assertFalse(self.is_closed())

    def test_a_typed_password_does_not_come_back(self):
        self.assertNotContains(self.post(reviews="", password="violet secret"), "violet secret", status_code=400)

    def test_guessing_the_password_ends_soon(self):
        with override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "10/m/ip,5/300s/key"}):
            for _ in range(5):
                self.post(password="wrong")
            refused = self.post()
        self.assertContains(refused, "That was wrong too often.", status_code=400)
        self.assertFalse(self.is_closed())

    def test_members_with_a_second_factor_close_theirs_too(self):
        Authenticator.objects.create(user=self.ana, type="totp", data={"secret": "x"})
        self.post()
        self.assertTrue(self.is_closed())
        self.assertFalse(Authenticator.objects.exists())

    def test_a_suspended_member_closes_theirs_too(self):
        User.objects.filter(pk=self.ana.pk).update(suspended_until=timezone.now() + timedelta(days=3))
        self.post()
        self.assertTrue(self.is_closed())

    def test_staff_read_a_sentence_and_find_no_form(self):
        mod = make.moderator()
        self.client.force_login(mod)
        page = self.client.get(self.url)
        self.assertContains(page, "ask an administrator")
        self.assertNotContains(page, 'type="password"')
        self.assertContains(self.post(), "ask an administrator", status_code=403)
        mod.refresh_from_db()
        self.assertTrue(mod.is_active)

    def test_visitors_sign_in_and_come_back(self):
        self.client.logout()
        answer = f"{reverse('account_login')}?next=%2Fme%2Fclose%2F"
        for response in (self.client.get(self.url), self.post()):
            self.assertRedirects(response, answer, fetch_redirect_response=False)

    def test_it_takes_a_token_and_no_other_method(self):
        strict = self.client_class(enforce_csrf_checks=True)
        strict.force_login(self.ana)
        self.assertEqual(strict.post(self.url, {"reviews": "keep", "password": make.PASSWORD}).status_code, 403)
        self.assertEqual(self.client.put(self.url).status_code, 405)
        self.assertFalse(self.is_closed())
