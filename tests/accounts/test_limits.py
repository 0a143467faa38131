from datetime import timedelta
from unittest import mock

from django.http import HttpResponse
from django.test import RequestFactory, TestCase, override_settings
from django.utils import timezone

from accounts import limits
from filmsite.middleware import answer_too_many
from tests import make

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


def clock(moment):
    return mock.patch("django.utils.timezone.now", return_value=moment)


class LimitTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")

    def review(self, seconds_ago, author=None):
        make.review(author=author or self.ana, published_at=NOON - timedelta(seconds=seconds_ago))

    def enforce(self, *pairs, later=0):
        with clock(NOON + timedelta(seconds=later)):
            limits.enforce(self.ana.reviews, "published_at", pairs)

    def wait(self, *pairs, later=0):
        with self.assertRaises(limits.TooMany) as refused:
            self.enforce(*pairs, later=later)
        return refused.exception.retry_after

    def test_below_the_limit_nothing_happens(self):
        self.review(10)
        self.enforce((2, 60))

    def test_at_the_limit_the_wait_lasts_until_the_oldest_is_past(self):
        self.review(10)
        self.review(45)
        self.assertEqual(self.wait((2, 60)), 15)
        self.assertEqual(self.wait((2, 60), later=14), 1)
        self.enforce((2, 60), later=15)

    def test_more_than_the_limit_waits_for_as_many_as_are_too_many(self):
        for seconds in (5, 10, 20):
            self.review(seconds)
        self.assertEqual(self.wait((2, 60)), 50)

    def test_the_longest_wait_counts(self):
        self.review(10)
        self.assertEqual(self.wait((1, 60), (1, 3600)), 3590)

    def test_others_do_not_count(self):
        self.review(1, author=make.member())
        self.enforce((1, 60))

    def test_an_open_site_in_a_load_run_has_none(self):
        self.review(1)
        with override_settings(THROTTLE=False):
            self.enforce((1, 60))

    def test_a_limit_costs_one_query(self):
        with self.assertNumQueries(2):
            self.enforce((1, 60), (20, 3600))

    def test_the_agreed_numbers(self):
        self.assertEqual(limits.VOTES, ((30, 60), (300, 86_400)))
        self.assertEqual(limits.REPORTS, ((5, 600), (30, 86_400)))
        self.assertEqual(limits.REVIEWS, ((1, 60), (20, 86_400)))
        self.assertEqual(limits.DRAFTS, ((60, 3600), (300, 86_400)))


class TooManyPageTests(TestCase):
    def answer(self, exception):
        middleware = answer_too_many(lambda request: HttpResponse("fine"))
        return middleware.process_exception(RequestFactory().get("/"), exception)

    def test_what_no_view_catches_becomes_our_page(self):
        response = self.answer(limits.TooMany(42))
        self.assertEqual(response.status_code, 429)
        self.assertEqual(response["Retry-After"], "42")
        self.assertIn("Not so fast", response.text)

    def test_other_failures_are_left_alone(self):
        self.assertIsNone(self.answer(ValueError()))

    def test_it_stands_in_the_way_of_every_view(self):
        with mock.patch("accounts.views.members.page_of", side_effect=limits.TooMany(7)):
            response = self.client.get(make.member("ben").get_absolute_url())
        self.assertEqual((response.status_code, response["Retry-After"]), (429, "7"))
