from django.core.cache import cache
from django.test import TestCase, override_settings
from django.urls import reverse

from tests import make


class Login(TestCase):
    url = reverse("account_login")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.account("ana")

    def sign_in(self, login="ana", password=make.PASSWORD, **fields):
        return self.client.post(self.url, {"login": login, "password": password, **fields})

    def is_signed_in(self):
        return "_auth_user_id" in self.client.session


@override_settings(ACCOUNT_RATE_LIMITS=False)
class LoginTests(Login):
    def test_by_name_in_any_letter_case_or_by_address(self):
        for login in ("ana", "ANA", "ana@example.org", "Ana@Example.org"):
            with self.subTest(login=login):
                self.sign_in(login)
                self.assertTrue(self.is_signed_in())
                self.client.logout()

    def test_it_leads_back_to_where_one_was(self):
        there = "/films/1/x/reviews/#review-7"
        self.assertContains(self.client.get(self.url, {"next": there}), f'name="next" value="{there}"')
        self.assertRedirects(self.sign_in(next=there), there, fetch_redirect_response=False)

    def test_next_survives_a_wrong_password(self):
        self.assertContains(self.sign_in(password="no", next="/films/"), 'name="next" value="/films/"')

    def test_next_leads_nowhere_else(self):
        for there in ("https://example.com/", "//example.com/", "/\\example.com"):
            self.assertEqual(self.sign_in(next=there)["Location"], "/")
            self.client.logout()

    def test_browsers_know_the_fields(self):
        page = self.client.get(self.url)
        self.assertContains(page, 'autocomplete="username"')
        self.assertContains(page, 'autocomplete="current-password"')

    def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(self):
        wrong, unknown = self.sign_in(password="no"), self.sign_in(login="nobody")
        for page in (wrong, unknown):
            self.assertContains(page, "This name and this password do not belong together.")
        self.assertFalse(self.is_signed_in())

    def test_odd_characters_are_no_failure(self):
        for login in ("a\x00b", "", "x" * 5000, "@", "‮"):
            self.assertEqual(self.sign_in(login).status_code, 200)

    def test_a_closed_account_cannot_be_entered(self):
        self.ana.is_active = False
        self.ana.save()
        self.assertContains(
            self.client.post(self.url, {"login": "ana", "password": make.PASSWORD}, follow=True), "closed"
        )
        self.assertFalse(self.is_signed_in())

    def test_the_way_into_the_admin_is_the_same(self):
        self.assertIn(
            reverse("account_login"), self.client.get("/admin/login/?next=/admin/", follow=True).redirect_chain[-1][0]
        )


class LoginLimitTests(Login):
    def setUp(self):
        cache.clear()
        self.addCleanup(cache.clear)

    def test_five_wrong_passwords_shut_the_door_for_a_while(self):
        for _ in range(5):
            self.sign_in(password="no")
        self.assertContains(self.sign_in(), "That was wrong too often.")
        self.assertFalse(self.is_signed_in())

    def test_the_spelling_of_the_name_makes_no_difference(self):
        for login in ("ana", "ANA", "Ana", "aNa", "anA"):
            self.sign_in(login, password="no")
        self.assertContains(self.sign_in(), "That was wrong too often.")

    @override_settings(ACCOUNT_RATE_LIMITS=False)
    def test_a_load_run_has_no_limit(self):
        for _ in range(12):
            self.sign_in(password="no")
        self.sign_in()
        self.assertTrue(self.is_signed_in())


@override_settings(ACCOUNT_RATE_LIMITS=False)
class LogoutTests(Login):
    url = reverse("account_logout")

    def setUp(self):
        self.client.force_login(self.ana)

    def test_looking_changes_nothing(self):
        self.assertContains(self.client.get(self.url), "You are signed in as ana.")
        self.assertTrue(self.is_signed_in())

    def test_pressing_the_button_signs_out(self):
        self.assertRedirects(self.client.post(self.url), "/", fetch_redirect_response=False)
        self.assertFalse(self.is_signed_in())

    def test_nothing_is_left_of_the_member(self):
        self.client.post(self.url)
        page = self.client.get("/accounts/login/")
        self.assertNotContains(page, "messages")
        self.assertNotContains(page, "ana")
