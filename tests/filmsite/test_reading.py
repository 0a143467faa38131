from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory, SimpleTestCase, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from filmsite.reading import shows_spoilers
from reviews.models import Rating
from tests import make

URL = "/reading/"
SPOILER = make.BODY + "[spoiler]He dies.[/spoiler]"


class ReadingPageTests(TestCase):
    def choose(self, choice, back_to="", **extra):
        return self.client.post(URL, {"spoilers": choice, "next": back_to}, **extra)

    def checked(self, response):
        html = response.content.decode()
        return [value for value in User.Spoilers.values if f'value="{value}" required checked>' in html]

    def test_nothing_chosen_means_to_hide(self):
        self.assertEqual(self.checked(self.client.get(URL)), ["hide"])

    def test_a_visitors_choice_is_kept_in_a_cookie_for_a_year(self):
        for choice in User.Spoilers.values:
            cookie = self.choose(choice).cookies["spoilers"]
            with self.subTest(choice):
                self.assertEqual((cookie.value, cookie["max-age"]), (choice, 365 * 24 * 60 * 60))
                self.assertEqual((cookie["samesite"], cookie["httponly"], cookie["secure"]), ("Lax", True, ""))
                self.assertEqual(self.checked(self.client.get(URL)), [choice])

    @override_settings(SESSION_COOKIE_SECURE=True)
    def test_on_tls_the_cookie_travels_on_tls_only(self):
        self.assertTrue(self.choose("show").cookies["spoilers"]["secure"])

    def test_a_visitor_gets_no_session_by_choosing(self):
        self.choose("show", "/films/")
        self.assertEqual(Session.objects.count(), 0)
        self.assertNotIn("sessionid", self.client.cookies)

    def test_a_members_choice_is_kept_in_the_account_and_outlives_signing_out(self):
        ana = make.member()
        self.client.force_login(ana)
        self.choose("show")
        ana.refresh_from_db()
        self.assertEqual(ana.spoilers, "show")
        self.client.post(reverse("account_logout"))
        self.assertEqual(self.checked(self.client.get(URL)), ["show"])

    def test_the_account_wins_over_the_cookie(self):
        self.choose("show")
        self.client.force_login(make.member(spoilers="rated"))
        self.assertEqual(self.checked(self.client.get(URL)), ["rated"])

    def test_choosing_writes_nothing_else_of_the_member(self):
        ana = make.member(display_name="Ana")
        self.client.force_login(ana)
        self.choose("rated")
        User.objects.filter(pk=ana.pk).update(display_name="Ana Lobo")
        self.choose("show")
        ana.refresh_from_db()
        self.assertEqual((ana.display_name, ana.spoilers), ("Ana Lobo", "show"))

    def test_one_goes_back_to_where_one_was(self):
        page = self.client.get(URL, {"next": "/films/1/x/reviews/?page=2#review-7"})
        self.assertContains(page, '<input type="hidden" name="next" value="/films/1/x/reviews/?page=2#review-7">')
        response = self.choose("show", "/films/1/x/reviews/?page=2#review-7")
        self.assertRedirects(response, "/films/1/x/reviews/?page=2#review-7", fetch_redirect_response=False)

    def test_nobody_is_sent_to_another_site(self):
        for elsewhere in ("https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", "films/"):
            with self.subTest(elsewhere):
                self.assertContains(self.choose("hide", elsewhere, follow=True), "Your choice is saved.")
                self.assertNotContains(self.client.get(URL, {"next": elsewhere}), f'href="{elsewhere}"')

    def test_what_is_no_choice_comes_back_with_a_sentence(self):
        for choice in ("everything", "", "SHOW", "hide\n", "x" * 5000):
            with self.subTest(choice[:20]):
                page = self.choose(choice, "/films/")
                self.assertContains(page, 'class="field__error"', status_code=400)
                self.assertContains(page, 'name="next" value="/films/"', status_code=400)
                self.assertNotIn("spoilers", page.cookies)
        self.assertContains(self.client.post(URL), "Choose one of the three.", status_code=400)

    def test_looking_changes_nothing(self):
        ana = make.member()
        self.client.force_login(ana)
        page = self.client.get(URL, {"spoilers": "show"})
        ana.refresh_from_db()
        self.assertEqual((ana.spoilers, self.checked(page)), ("hide", ["hide"]))
        self.assertNotIn("spoilers", page.cookies)

    def test_a_form_without_its_token_is_not_taken(self):
        client = Client(enforce_csrf_checks=True)
        response = client.post(URL, {"spoilers": "show"})
        self.assertEqual(response.status_code, 403)
        self.assertNotIn("spoilers", response.cookies)

    def test_visitors_are_told_that_ratings_need_an_account(self):
        words = "We know your ratings only while you are signed in"
        self.assertContains(self.client.get(URL), words)
        self.client.force_login(make.member())
        self.assertNotContains(self.client.get(URL), words)

    def test_other_methods_are_refused(self):
        self.assertEqual(self.client.options(URL).status_code, 405)


class ReadingTests(TestCase):
    """How the choice shows on a page."""

    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.url = reverse("reviews:review_list", args=[cls.film.pk, cls.film.slug])
        cls.review = make.review(cls.film, body=SPOILER)

    def is_open(self, **extra):
        html = self.client.get(self.url, **extra).content.decode()
        self.assertEqual(html.count('<details class="spoiler"'), 1)
        return '<details class="spoiler" open>' in html

    def test_a_visitor_sees_what_the_cookie_says(self):
        for choice, is_open in {"hide": False, "rated": False, "show": True}.items():
            with self.subTest(choice):
                self.client.cookies["spoilers"] = choice
                self.assertIs(self.is_open(), is_open)

    def test_a_cookie_that_makes_no_sense_means_to_hide(self):
        for odd in ("yes", "SHOW", "", "x" * 3000, "\u00e9"):
            with self.subTest(odd[:20]):
                self.assertFalse(self.is_open(headers={"cookie": f"spoilers={odd}"}))

    def test_a_member_sees_what_the_account_says_whatever_the_cookie(self):
        self.client.cookies["spoilers"] = "show"
        self.client.force_login(make.member())
        self.assertFalse(self.is_open())

    def test_films_one_has_rated_and_no_others(self):
        ana = make.member(spoilers="rated")
        self.client.force_login(ana)
        Rating.objects.record(make.film("Another"), ana, 5)
        self.assertFalse(self.is_open())
        Rating.objects.record(self.film, ana, 5)
        self.assertTrue(self.is_open())
        Rating.objects.clear(self.film, ana)
        self.assertFalse(self.is_open())

    def test_the_line_beside_the_list_says_how_spoilers_stand(self):
        def lines(choice):
            self.client.cookies["spoilers"] = choice
            return self.client.get(self.url)

        self.assertContains(lines("hide"), "Spoilers: hidden.")
        self.assertContains(lines("rated"), "Spoilers: hidden until you sign in.")
        self.assertContains(lines("show"), "Spoilers: shown.")
        self.client.force_login(make.member(spoilers="rated"))
        self.assertContains(lines("hide"), "Spoilers: shown for films you have rated.")

    def test_beside_a_spoiler_is_the_way_to_change_it_and_back(self):
        path = f"{self.url}?sort=newest"
        back = f"{path}#{self.review.anchor}".replace("/", "%2F").replace("?", "%3F").replace("=", "%3D")
        self.assertContains(self.client.get(path), f'href="/reading/?next={back.replace("#", "%23")}"')

    def test_ratings_are_asked_for_once_and_only_where_a_spoiler_may_open(self):
        ana = make.member(spoilers="rated")
        plain = make.film("Plain")
        make.review(plain)
        for _ in range(12):
            make.review(self.film, body=SPOILER)
            Rating.objects.record(make.film(), ana, 7)
        self.assertEqual(self.queries(ana, self.url), 1)
        self.assertEqual(self.queries(ana, self.url.replace(f"/{self.film.pk}/", f"/{plain.pk}/")), 0)
        User.objects.filter(pk=ana.pk).update(spoilers="show")
        self.assertEqual(self.queries(ana, self.url), 0)

    def queries(self, member, url):
        """How often a page asks for the films somebody has rated."""
        self.client.force_login(member)
        with CaptureQueriesContext(connection) as queries:
            self.client.get(url, follow=True)
        ratings = [query["sql"] for query in queries if 'FROM "reviews_rating"' in query["sql"]]
        return len([sql for sql in ratings if '"film_id" =' not in sql])

    def test_caches_are_told_that_the_page_depends_on_it(self):
        self.assertIn("Cookie", self.client.get(self.url)["Vary"])

    def test_visitors_pages_begin_no_session(self):
        self.client.cookies["spoilers"] = "show"
        response = self.client.get(self.url)
        self.assertEqual((Session.objects.count(), list(response.cookies)), (0, []))


class OutsideRequestsTests(SimpleTestCase):
    def test_where_nobody_reads_spoilers_are_closed(self):
        self.assertFalse(shows_spoilers(None, 1))
        self.assertFalse(shows_spoilers(RequestFactory().get("/"), 1))
