import html
import re
from unittest import mock

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import Client, TestCase

from reviews.models import Review
from tests import make


class OurErrorPage:
    """For tests of what goes wrong: it is said in our own page, with all security headers."""

    def assert_our_page(self, response, status):
        self.assertEqual(response.status_code, status)
        self.assertContains(response, '<a class="skip-link"', status_code=status)
        self.assertContains(response, "<h1>", count=1, status_code=status)
        self.assert_safe(response)

    def assert_safe(self, response):
        self.assertIn("default-src 'none'", response["Content-Security-Policy"])
        self.assertNotIn("unsafe-", response["Content-Security-Policy"])
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")
        self.assertEqual(response["X-Frame-Options"], "DENY")
        self.assertEqual(response["Referrer-Policy"], "same-origin")


class NotFoundTests(OurErrorPage, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()

    def test_what_does_not_exist_is_404(self):
        addresses = [
            "/nowhere/",
            "/films/999999/",
            "/films/0/x/",
            "/films/-1/x/",
            "/films/one/x/",
            "/films/99999999999999999999/x/",
            f"/films/{'9' * 5000}/x/",
            "/films/99999999999999999999/x/reviews/",
            "/reviews/99999999999999999999/",
            "/trivia/99999999999999999999/",
            "/people/99999999999999999999/x/",
            "/members/nobody/",
            f"/members/{'x' * 300}/",
            "/awards/no-such-award/",
            "/awards/no-such-award/1950/",
            "/awards/no-such-award/99999999999999999999/",
            "/features/no-such-feature/",
            "/media/nothing.jpg",
            f"/media/{'x' * 300}.jpg",
        ]
        for address in addresses:
            with self.subTest(address[:60]):
                self.assert_our_page(self.client.get(address), 404)

    def test_a_member_finds_no_more_than_a_visitor(self):
        self.client.force_login(make.member())
        for address in ("/cases/99999999999999999999/", "/reviews/99999999999999999999/report/", "/me/nothing/"):
            with self.subTest(address):
                self.assert_our_page(self.client.get(address), 404)

    def test_nothing_outside_the_media_folder_is_given_out(self):
        (settings.DATA_DIR / "treasure.txt").write_text("secret")
        for address in ("/media/../treasure.txt", "/media/%2e%2e/treasure.txt", "/media//etc/passwd"):
            with self.subTest(address):
                self.assertIn(self.client.get(address).status_code, {400, 404})

    def test_a_page_of_a_list_that_does_not_exist_is_404(self):
        make.review(self.film)
        for page in ("0", "-1", "2", "x", "1.5", "", "99999999999999999999", "9" * 5000, "١", "%F0%9F%8E%AC"):
            for address in ("/films/", f"{self.film.get_absolute_url()}reviews/"):
                with self.subTest(f"{address} {page[:30]}"):
                    response = self.client.get(f"{address}?page={page}")
                    # The Arabic digit is a number to Python, and so it may be to a reader.
                    self.assertIn(response.status_code, {404} if page != "١" else {200})

    def test_a_wrong_slug_is_mended_and_not_a_fault(self):
        for slug in ("x", "%E2%82%AC", "a%20b", "%2e%2e", "x" * 2000):
            with self.subTest(slug[:20]):
                response = self.client.get(f"/films/{self.film.pk}/{slug}/")
                self.assertRedirects(response, self.film.get_absolute_url(), status_code=301)

    def test_post_to_an_unknown_address_is_404_too(self):
        self.assert_our_page(self.client.post("/films/999999/x/rating/", {"value": "7"}), 404)


class BrokenDatabaseTests(OurErrorPage, TestCase):
    """The view of /healthz stands for all: what matters is what it raises."""

    def ask(self, error):
        browser = Client(raise_request_exception=False)
        with mock.patch("filmsite.views.health.JsonResponse", side_effect=error), self.assertLogs("django.request"):
            return browser.get("/healthz")

    def test_a_busy_or_missing_database_is_503_with_a_time_to_come_back(self):
        for error in (OperationalError("database is locked"), InterfaceError("connection already closed")):
            with self.subTest(error):
                response = self.ask(error)
                self.assert_our_page(response, 503)
                self.assertEqual(response["Retry-After"], "30")

    def test_every_other_fault_is_500(self):
        for error in (IntegrityError("x"), ValueError("x")):
            with self.subTest(error):
                self.assert_our_page(self.ask(error), 500)

    def test_the_page_of_a_fault_asks_the_database_nothing(self):
        with self.assertNumQueries(0):
            self.ask(OperationalError("database is locked"))


class BadHostTests(OurErrorPage, TestCase):
    def test_another_host_name_is_refused(self):
        with self.assertLogs("django.security.DisallowedHost"):
            response = self.client.get("/", headers={"host": "evil.example"})
        self.assert_our_page(response, 400)


class CsrfFailureTests(OurErrorPage, TestCase):
    """A form whose token has expired while somebody was writing."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()
        cls.url = f"{cls.film.get_absolute_url()}reviews/mine/"
        cls.review = {"headline": "“A road” & <more>", "body": make.BODY, "language": "en"}

    def setUp(self):
        self.browser = Client(enforce_csrf_checks=True)
        self.browser.force_login(self.ana)

    def send(self, url, form, *, secure=False, **headers):
        with self.assertLogs("django.security.csrf", "WARNING"):
            return self.browser.post(url, form, headers=headers, secure=secure)

    def test_nothing_typed_is_lost_and_it_can_be_sent_again(self):
        response = self.send(self.url, self.review)
        self.assert_our_page(response, 403)
        self.assertContains(response, make.BODY, status_code=403)
        kept = self.kept_form(response)
        self.assertEqual(kept["headline"], self.review["headline"])
        self.browser.post(self.url, kept)
        self.assertEqual(Review.objects.get(author=self.ana).headline, self.review["headline"])

    def kept_form(self, response):
        """What the browser would send from the page."""
        page = response.content.decode()
        fields = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
        fields += re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
        return {name: html.unescape(text) for name, text in fields}

    def test_passwords_are_not_shown(self):
        response = self.send("/accounts/login/", {"login": "ana", "password": "a-secret-of-hers"})
        self.assertContains(response, "ana", status_code=403)
        self.assertNotContains(response, "a-secret-of-hers", status_code=403)

    def test_a_form_that_another_site_sent_is_not_offered_again(self):
        elsewhere = "https://evil.example"
        for signs in ({"origin": elsewhere}, {"referer": f"{elsewhere}/", "secure": True}):
            with self.subTest(signs):
                response = self.send(self.url, self.review, **signs)
                self.assert_our_page(response, 403)
                self.assertNotContains(response, make.BODY, status_code=403)
