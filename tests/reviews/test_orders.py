from datetime import datetime, time, timedelta

from django.core.paginator import Paginator
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from reviews.models import Review
from reviews.orders import SORTS, Listing, Mixed, OneAfterAnother, helpful_and_new, recent_with_few_votes
from tests import make


class OrderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.today = timezone.localdate()

    def reviews(self):
        return self.film.reviews.published()

    def mixed(self, day=None, reviews=None):
        reviews = self.reviews() if reviews is None else reviews
        return Mixed(reviews, reviews.count(), day or self.today)

    def pure(self):
        return list(self.reviews().in_order("helpful").values_list("pk", flat=True))


def read_to_the_end(ids, per_page=7):
    pages = Paginator(ids, per_page)
    return [pk for number in pages.page_range for pk in pages.page(number)]


def pks(reviews):
    return [review.pk for review in reviews]


class HelpfulAndNewTests(OrderTests):
    def test_every_fifth_place_goes_to_a_recent_review_with_few_votes(self):
        old = pks(make.many_reviews(self.film, 40, helpful=9, unhelpful=1))
        new = pks(make.many_reviews(self.film, 10, days_ago=3))
        ids = read_to_the_end(self.mixed())
        self.assertEqual(
            [place for place, pk in enumerate(ids[:40], start=1) if pk in new], [5, 10, 15, 20, 25, 30, 35, 40]
        )
        self.assertEqual([pk for pk in ids if pk in old], old)

    def test_every_review_stands_there_once_however_many_there_are(self):
        make.many_reviews(self.film, 3)
        for number in (0, 1, 1, 5, 9, 30):
            make.many_reviews(self.film, number, helpful=number, unhelpful=1)
            make.many_reviews(self.film, number // 2, days_ago=2, helpful=number % 3)
            for per_page in (1, 4, 5, 25):
                with self.subTest(reviews=self.reviews().count(), per_page=per_page):
                    self.assertCountEqual(read_to_the_end(self.mixed(), per_page), self.pure())

    def test_fewer_than_five_reviews_stand_in_the_pure_order(self):
        make.many_reviews(self.film, 2, helpful=3)
        make.many_reviews(self.film, 2, days_ago=2)
        self.assertEqual(read_to_the_end(self.mixed()), self.pure())

    def test_the_lot_is_drawn_anew_each_day(self):
        make.many_reviews(self.film, 100, helpful=9)
        make.many_reviews(self.film, 20, days_ago=2)
        today, tomorrow = self.mixed().given, self.mixed(self.today + timedelta(days=1)).given
        self.assertEqual(today, self.mixed().given)
        self.assertEqual(today.keys(), tomorrow.keys())
        self.assertNotEqual(today, tomorrow)

    def test_votes_that_arrive_during_the_day_leave_everybody_where_they_stand(self):
        make.many_reviews(self.film, 100, helpful=90)
        new = make.many_reviews(self.film, 20, days_ago=2, helpful=1)
        before = read_to_the_end(self.mixed())
        for review in new:
            review.counted_on, review.votes_before = self.today, 1
            make.voted(review, 6, 3).save()
        self.assertEqual(read_to_the_end(self.mixed()), before)
        self.assertEqual(self.mixed(self.today + timedelta(days=1)).given, {})

    def test_nobody_loses_a_place_that_votes_gave(self):
        make.many_reviews(self.film, 45, helpful=1, unhelpful=9)
        praised = pks(make.many_reviews(self.film, 5, days_ago=2, helpful=4))
        for day in range(5):
            ids = read_to_the_end(self.mixed(self.today + timedelta(days=day)))
            self.assertEqual(ids[:5], praised)

    def test_those_who_draw_no_place_stand_where_their_votes_put_them(self):
        make.many_reviews(self.film, 10, helpful=9)
        new = pks(make.many_reviews(self.film, 10, days_ago=2))
        ids = read_to_the_end(self.mixed())
        self.assertEqual([ids[4] in new, ids[9] in new], [True, True])
        # The places 15 and 20 are given by lot like 5 and 10.
        others = [pk for place, pk in enumerate(ids) if place >= 12 and place not in (14, 19)]
        self.assertEqual(others, [pk for pk in new if pk in others])

    def test_it_does_not_read_more_than_the_page(self):
        make.many_reviews(self.film, 60, helpful=9)
        make.many_reviews(self.film, 20, days_ago=2)
        ids = self.mixed()
        with self.assertNumQueries(3):
            self.assertEqual(len(ids[0:25]), 25)
        with self.assertNumQueries(1):
            self.assertEqual(len(ids[25:50]), 25)
        self.assertEqual(len(ids[75:100]), 5)


class RecentWithFewVotesTests(OrderTests):
    def found(self):
        return pks(recent_with_few_votes(self.reviews(), self.today))

    def test_fewer_than_five_votes_are_few(self):
        four, five = (make.many_reviews(self.film, 1, days_ago=2, helpful=number)[0] for number in (4, 5))
        self.assertEqual(self.found(), [four.pk])
        Review.objects.filter(pk=five.pk).update(counted_on=self.today, votes_before=4)
        self.assertEqual(self.found(), [five.pk, four.pk])
        Review.objects.update(counted_on=self.today - timedelta(days=1), votes_before=0)
        self.assertEqual(self.found(), [four.pk])

    def test_votes_on_earlier_versions_are_votes(self):
        [review] = make.many_reviews(self.film, 1, days_ago=2)
        make.voted(review, 2, earlier_helpful=3).save()
        self.assertEqual(self.found(), [])

    def test_the_thirty_days_before_this_one_are_recent(self):
        midnight = timezone.make_aware(datetime.combine(self.today, time.min))
        moments = {
            "the day's first": midnight,
            "yesterday's last": midnight - timedelta(seconds=1),
            "thirty days ago": midnight - timedelta(days=30),
            "too long ago": midnight - timedelta(days=30, seconds=1),
        }
        for headline, moment in moments.items():
            [review] = make.many_reviews(self.film, 1, headline=headline)
            Review.objects.filter(pk=review.pk).update(published_at=moment)
        found = [review.headline for review in recent_with_few_votes(self.reviews(), self.today)]
        self.assertEqual(found, ["yesterday's last", "thirty days ago"])

    def test_the_forty_newest_take_part(self):
        make.many_reviews(self.film, 10, days_ago=9)
        newer = make.many_reviews(self.film, 40, days_ago=2)
        self.assertEqual(self.found(), pks(newer))


class ReadersLanguageFirstTests(OrderTests):
    def in_order(self, language):
        counts = {code: self.reviews().filter(language=code).count() for code in ("de", "en")}
        return helpful_and_new(self.reviews(), counts, language, self.today)

    def test_those_in_it_come_first_and_the_others_after_them(self):
        make.many_reviews(self.film, 12, helpful=9, language="en")
        make.many_reviews(self.film, 4, days_ago=3, language="en")
        german = pks(make.many_reviews(self.film, 8, helpful=1, unhelpful=9, language="de"))
        german += pks(make.many_reviews(self.film, 3, days_ago=3, language="de"))
        ids = self.in_order("de")
        for per_page in (4, 5, 11, 25):
            read = read_to_the_end(ids, per_page)
            self.assertCountEqual(read[:11], german)
            self.assertCountEqual(read, self.pure())
        self.assertEqual(read[:11], read_to_the_end(self.mixed(reviews=self.reviews().filter(language="de"))))
        self.assertEqual(read[11:], read_to_the_end(self.mixed(reviews=self.reviews().exclude(language="de"))))

    def test_one_knows_who_has_a_place_for_being_new_in_both_halves(self):
        for language in ("de", "en"):
            # So many that none of the new ones would stand in the tenth place anyway, whichever is drawn.
            make.many_reviews(self.film, 11, helpful=9, language=language)
            make.many_reviews(self.film, 3, days_ago=3, language=language)
        ids = self.in_order("de")
        given = [place for place, pk in enumerate(read_to_the_end(ids), start=1) if ids.is_given(place - 1, pk)]
        self.assertEqual(given, [5, 10, 19, 24])

    def test_what_comes_later_is_not_asked_for_on_the_first_page(self):
        make.many_reviews(self.film, 30, language="en")
        make.many_reviews(self.film, 6, language="de")
        ids = self.in_order("en")
        with self.assertNumQueries(2):
            ids[0:25]

    def test_it_is_one_list_where_all_or_none_are_in_it(self):
        make.many_reviews(self.film, 6, language="en")
        for language in ("en", "de", ""):
            self.assertNotIsInstance(self.in_order(language), OneAfterAnother)


class ListingTests(OrderTests):
    def test_what_is_gone_since_the_ids_were_read_is_left_out(self):
        first, second = pks(make.many_reviews(self.film, 2))
        listing = Listing([first, -1, second], self.reviews(), total=3)
        self.assertEqual(pks(listing[0:25]), [first, second])


class IndexTests(OrderTests):
    """Where the order comes from an index, and what it skips is never read."""

    def setUp(self):
        if connection.vendor != "sqlite":
            self.skipTest("the plan is SQLite's")
        make.many_reviews(self.film, 30, helpful=9)
        make.many_reviews(self.film, 20, days_ago=2)

    def assert_from_index(self, queryset, index):
        plan = queryset.explain()
        self.assertIn(index, plan)
        self.assertNotIn("TEMP B-TREE", plan)

    def test_the_orders_of_most_readers(self):
        ids = {name: self.reviews().in_order(name).values_list("pk", flat=True)[25:50] for name in SORTS}
        self.assert_from_index(ids["helpful"], "COVERING INDEX reviews_by_helpfulness")
        self.assert_from_index(ids["newest"], "COVERING INDEX reviews_by_date")
        self.assert_from_index(ids["oldest"], "COVERING INDEX reviews_by_date")
        self.assert_from_index(ids["prolific"], "COVERING INDEX reviews_by_author")

    def test_the_mixed_order(self):
        ids = self.mixed()
        self.assertTrue(ids.given)
        self.assert_from_index(ids._others[20:40], "COVERING INDEX reviews_by_helpfulness")
        self.assert_from_index(recent_with_few_votes(self.reviews(), self.today), "reviews_by_date")

    def test_the_orders_of_one_language_and_of_one_side(self):
        in_german = self.reviews().filter(language="de").in_order("helpful").values_list("pk", flat=True)
        self.assert_from_index(in_german[:25], "COVERING INDEX reviews_by_language")
        self.assert_from_index(self.reviews().filter(side=1).in_order("helpful")[:1], "reviews_by_side")

    def test_the_reviews_of_the_film_page(self):
        best = self.reviews().order_by("has_spoilers", "-helpfulness", "-published_at", "-pk")
        self.assert_from_index(best[:5], "reviews_without_spoilers")
