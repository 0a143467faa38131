from datetime import date, timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Country, Film, Genre, Language
from diary.statistics import Statistics, longest_run
from reviews.models import Rating
from tests import make
from tests.making import diary


class StatisticsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.drama = Genre.objects.create(name="Drama", slug="drama")
        cls.western = Genre.objects.create(name="Western", slug="western")
        cls.film = make.film("The Long Road", 1962, runtime_minutes=120)
        cls.other = make.film("A Bell", 1988, runtime_minutes=60)
        cls.third = make.film("No Length", 1965)
        for film in (cls.film, cls.other):
            film.genres.add(cls.drama)
        cls.other.genres.add(cls.western)
        cls.film.countries.add(Country.objects.create(name="Wales", slug="wales"))
        cls.film.languages.add(Language.objects.create(name="Welsh", slug="welsh"))
        cls.ada, cls.cy = make.person("Ada Quill"), make.person("Cy Once")
        for film in (cls.film, cls.other):
            make.credit(film, cls.ada, "director")
            make.credit(film, cls.ada, "actor", character="Ann")
        make.credit(cls.film, cls.cy, "actor", character="Bo")
        diary.viewing(cls.film, cls.ana, "2026-01-05")
        diary.viewing(cls.film, cls.ana, "2026-01-12", is_rewatch=True)
        diary.viewing(cls.other, cls.ana, "2026-03-01")
        diary.viewing(cls.third, cls.ana, "2025-12-31")
        diary.viewing(cls.other, cls.ana, "2026-02-01", is_finished=False)
        diary.viewing(cls.third, cls.ana, None)
        diary.viewing(cls.film, cls.ben, "2026-01-05")

    def year(self):
        return Statistics(self.ana, 2026)

    def test_the_plain_figures_of_a_year(self):
        totals = self.year().totals
        found = [totals[name] for name in ("viewings", "films", "rewatches", "unfinished", "minutes", "untimed")]
        self.assertEqual(found, [3, 2, 1, 1, 300, 0])
        self.assertEqual(self.year().hours, 5)

    def test_the_plain_figures_of_everything(self):
        totals = Statistics(self.ana).totals
        found = [totals[name] for name in ("viewings", "films", "untimed", "undated", "longest", "shortest")]
        self.assertEqual(found, [5, 3, 2, 1, 120, 60])

    def test_months_years_and_decades(self):
        months = [column.value for column in self.year().by_month]
        self.assertEqual(months, [2, 0, 1, *[0] * 9])
        self.assertEqual([(c.label, c.value) for c in Statistics(self.ana).by_year], [("2025", 1), ("2026", 3)])
        decades = [(c.label, c.value) for c in Statistics(self.ana).by_decade]
        self.assertEqual(decades, [("1960s", 2), ("1970s", 0), ("1980s", 1)])

    def test_the_most_frequent_count_every_film_once(self):
        year = self.year()
        self.assertEqual([(share.name, share.count) for share in year.genres], [("Drama", 2), ("Western", 1)])
        self.assertEqual([share.length for share in year.genres], [100, 50])
        self.assertEqual([share.name for share in year.countries], ["Wales"])
        self.assertEqual([share.name for share in year.languages], ["Welsh"])

    def test_people_are_named_from_two_films_on(self):
        self.assertEqual([(share.name, share.count) for share in self.year().directors], [("Ada Quill", 2)])
        self.assertEqual([(share.name, share.count) for share in self.year().actors], [("Ada Quill", 2)])
        self.assertEqual(self.year().directors[0].url, self.ada.get_absolute_url())

    def test_the_first_the_last_and_the_longest_streak(self):
        year = self.year()
        self.assertEqual((year.first.film, year.last.film), (self.film, self.other))
        self.assertEqual(year.streak, 2)

    def test_weeks_follow_each_other(self):
        monday = date(2026, 1, 5)
        weeks = [monday + timedelta(weeks=number) for number in (0, 1, 3, 4, 5, 9)]
        self.assertEqual([longest_run(weeks), longest_run(weeks[:1]), longest_run([])], [3, 1, 0])

    def test_ratings_are_the_members_own(self):
        for member, film, value in ((self.ana, self.film, 9), (self.ana, self.other, 8), (self.ben, self.film, 2)):
            Rating.objects.record(film, member, value)
        everything = Statistics(self.ana)
        self.assertEqual((everything.ratings, everything.mean_rating), ([0] * 7 + [1, 1, 0], 8.5))
        self.assertEqual([(film, film.own_rating) for film in everything.best], [(self.film, 9), (self.other, 8)])
        Rating.objects.update(rated_at="2025-06-01T12:00:00Z")
        self.assertIsNone(self.year().mean_rating)


class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film(runtime_minutes=100)
        cls.year, cls.all = reverse("diary:year", args=["ana", 2026]), reverse("diary:statistics", args=["ana"])

    def test_an_empty_one_is_kind_to_its_member_and_plain_to_others(self):
        for url in (self.year, self.all):
            self.client.logout()
            self.assertContains(self.client.get(url), "ana has written n")
            self.client.force_login(self.ana)
            self.assertContains(self.client.get(url), 'href="/films/"')

    def test_charts_say_in_words_what_they_show(self):
        diary.viewing(self.film, self.ana)
        page = self.client.get(self.year)
        self.assertContains(page, '<title id="month-title">Viewings by month</title>', html=True)
        self.assertContains(page, "May: 1, Jun: 0")
        self.assertContains(page, '<th scope="row">May</th><td>1</td>', html=True)
        self.assertContains(page, "1 film in 2 hours")
        self.assertContains(self.client.get(self.all), "Viewings by year")

    def test_years_that_cannot_be_are_not_there(self):
        for year in (0, 1894, 2999, 10**12):
            self.assertEqual(self.client.get(f"/members/ana/year/{year}/").status_code, 404)
        self.assertEqual(self.client.get(f"/members/ana/year/{1900}/").status_code, 200)

    def test_visitors_pages_hold_nothing_personal(self):
        diary.viewing(self.film, self.ana, note="Secretly at the Lux", film_version="My own cut")
        for url in (self.year, self.all):
            page = self.client.get(url)
            self.assertFalse(page.cookies)
            for words in ("csrfmiddlewaretoken", "Secretly", "My own cut"):
                self.assertNotContains(page, words)

    def test_they_take_the_same_queries_however_much_was_seen(self):
        diary.viewing(self.film, self.ana)
        Rating.objects.record(self.film, self.ana, 9)
        few = [self.queries_of(url) for url in (self.year, self.all)]
        films = Film.objects.bulk_create(
            Film(title=f"Road {n}", year=1920 + n, sort_title=f"road {n}") for n in range(50)
        )
        diary.viewings(films, self.ana, [date(2026, 1, 1) + timedelta(weeks=number) for number in range(30)])
        self.assertEqual([self.queries_of(url) for url in (self.year, self.all)], few)
        self.assertLessEqual(max(few), 18)

    def queries_of(self, url) -> int:
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.client.get(url).status_code, 200)
        return len(queries)
