from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from catalog.models import ChartMean
from tests import make


class TopChartTests(TestCase):
    def titles(self, **query):
        return [film.title for film in self.client.get("/charts/top/", query).context["page"]]

    def test_few_ratings_count_for_less_than_many(self):
        make.rated(make.film("Five Tens"), *[10] * 5)
        make.rated(make.film("Fifty Nines"), *[9] * 50)
        self.assertEqual(self.titles(), ["Fifty Nines", "Five Tens"])

    def test_a_film_without_a_score_of_its_own_takes_no_part(self):
        make.rated(make.film(), *[10] * 4)
        self.assertEqual(self.titles(), [])
        self.assertContains(self.client.get("/charts/top/"), "No film has 5 ratings yet.")

    def test_the_formula_stands_there_with_its_numbers_and_an_example(self):
        make.rated(make.film("The Road"), *[8] * 30)
        response = self.client.get("/charts/top/")
        self.assertContains(response, "v/(v+m)·R + m/(v+m)·C")
        self.assertContains(response, "10, the ratings that every film starts with")
        self.assertContains(response, "6.5, the score each of these stands for")
        self.assertContains(response, "30/(30+10)·8.00 + 10/(30+10)·6.5 = 7.63")
        self.assertContains(response, "240 points of its members and 65 to start with, divided by 40 ratings")

    def test_a_mean_that_nobody_has_computed_is_called_a_setting(self):
        self.assertContains(self.client.get("/charts/top/"), "stands for: set by FILMSITE_CHART_C, not computed yet")

    def test_a_computed_mean_has_its_date_and_of_how_many_ratings_it_is(self):
        make.rated(make.film("The Road"), *[8] * 30)
        make.rated(make.film("The Lane"), 3)
        ChartMean.objects.recompute()
        today = date_format(timezone.localdate(), "j F Y")
        response = self.client.get("/charts/top/")
        self.assertContains(response, "7.8387, the score each of these stands for: the mean of all 31 ratings")
        self.assertContains(response, f"computed on {today}")
        self.assertContains(response, "30/(30+10)·8.00 + 10/(30+10)·7.8387 = 7.96")

    def test_every_weighted_score_leads_to_the_sheet_that_explains_it(self):
        film = make.rated(make.film("The Road"), *[8] * 30)
        sheet = reverse("catalog:score_sheet", args=[film.pk, film.slug])
        link = f'<a href="{sheet}">7.63<span class="visually-hidden">, score sheet of The Road</span></a>'
        self.assertContains(self.client.get("/charts/top/"), link, html=True)

    @override_settings(CHART_M=40, CHART_C=7.0)
    def test_the_numbers_are_this_sites_own(self):
        make.rated(make.film("The Road"), *[8] * 10)
        self.assertContains(self.client.get("/charts/top/"), "10/(10+40)·8.00 + 40/(10+40)·7.0 = 7.20")

    def test_the_table_shows_both_scores_and_the_ratings(self):
        film = make.rated(make.film("The Road", 1962), *[8] * 30)
        make.credit(film, make.person("Ida Lens"), "director")
        response = self.client.get("/charts/top/")
        for words in (film.get_absolute_url(), "1962", "Ida Lens", "7.63", "8.0", ">30</td>"):
            self.assertContains(response, words)

    def test_places_go_on_on_the_next_page_and_end_at_two_hundred_and_fifty(self):
        for number in range(260):
            make.rated(make.film(f"Film {number}"), *[7] * 5)
        second = self.client.get("/charts/top/", {"page": "2"})
        self.assertContains(second, '<td class="chart__place">51</td>', html=True)
        self.assertEqual(len(self.client.get("/charts/top/", {"page": "5"}).context["page"]), 50)
        self.assertEqual(self.client.get("/charts/top/", {"page": "6"}).status_code, 404)

    def test_nobody_can_send_anything_here(self):
        for path in ("/charts/top/", "/charts/popular/"):
            self.assertEqual(self.client.post(path).status_code, 405)

    def test_visitors_get_nothing_personal(self):
        response = self.client.get("/charts/top/")
        self.assertFalse(response.cookies)
        self.assertNotContains(response, "csrfmiddlewaretoken")

    def test_the_number_of_queries_is_fixed(self):
        self.fill(1)
        self.ask()
        self.fill(60)
        self.ask()

    def fill(self, count):
        for number in range(count):
            film = make.rated(make.film(f"Film {number}"), *[7] * 5)
            make.credit(film, make.person(f"Director {number}"), "director")

    def ask(self):
        # How many films there are, the films, their directors; and the mean that the top chart prints.
        for path, queries in (("/charts/top/", 4), ("/charts/popular/", 3)):
            with self.assertNumQueries(queries):
                self.client.get(path)


class PopularChartTests(TestCase):
    def test_the_film_most_have_rated_is_first_whatever_they_gave_it(self):
        make.rated(make.film("Loved"), *[10] * 5)
        make.rated(make.film("Seen"), *[2] * 9)
        make.film("Unseen")
        page = self.client.get("/charts/popular/").context["page"]
        self.assertEqual([film.title for film in page], ["Seen", "Loved"])

    def test_a_film_with_too_few_ratings_shows_their_number_but_no_score(self):
        make.rated(make.film("Rare"), 3)
        response = self.client.get("/charts/popular/")
        self.assertContains(response, "none yet")
        self.assertNotContains(response, "3.0")

    def test_an_empty_site_has_a_chart(self):
        self.assertContains(self.client.get("/charts/popular/"), "Nobody has rated a film yet.")
