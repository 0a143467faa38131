from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import reverse

from accounts.templatetags.accounts import browser
from tests import make

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@override_settings(ACCOUNT_RATE_LIMITS=False)
class SessionTests(TestCase):
    url = reverse("usersessions_list")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.account("ana")

    def setUp(self):
        self.laptop, self.phone = self.sign_in(LAPTOP), self.sign_in(PHONE)

    def sign_in(self, user_agent):
        client = self.client_class(headers={"User-Agent": user_agent})
        client.post(reverse("account_login"), {"login": "ana", "password": make.PASSWORD})
        return client

    def test_it_says_where_one_is_signed_in(self):
        page = self.laptop.get(self.url)
        self.assertContains(page, "Firefox on Linux <b")
        self.assertContains(page, "Safari on an iPhone")
        self.assertContains(page, "This one", count=1)

    def test_ending_the_others_leaves_this_one(self):
        page = self.laptop.post(self.url, follow=True)
        self.assertContains(page, "You are signed out everywhere else.")
        self.assertNotContains(page, "iPhone")
        self.assertIn("/accounts/login/", self.phone.get(self.url)["Location"])

    def test_others_do_not_see_them(self):
        self.client.force_login(make.member("ben"))
        self.assertNotContains(self.client.get(self.url), "iPhone")

    def test_visitors_sign_in_first(self):
        self.assertIn("/accounts/login/", self.client.get(self.url)["Location"])


class BrowserNameTests(SimpleTestCase):
    def test_browsers_are_told_apart(self):
        chrome = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
        self.assertEqual(browser(chrome), "Chrome on Windows")
        self.assertEqual(browser(chrome + " Edg/140.0"), "Edge on Windows")
        self.assertEqual(browser(""), "Another browser")
