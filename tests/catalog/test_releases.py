from django.test import TestCase
from django.urls import reverse

from catalog.models import Certificate
from tests import make
from tests.making.film_rows import country, release


class ReleasesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("The Long Road", 1962, runtime_minutes=104)
        cls.page = reverse("catalog:releases", args=[cls.film.pk, cls.film.slug])
        cls.wales, cls.france = country("Wales"), country("France")

    def assert_in_order(self, *words):
        content = self.client.get(self.page).content.decode()
        places = [content.index(word) for word in words]
        self.assertEqual(places, sorted(places))

    def test_dates_stand_in_words_as_far_as_they_are_known(self):
        for date in ("1962-06-17", "1963-05", "1964"):
            release(self.film, date, self.wales)
        response = self.client.get(self.page)
        for words in ("17 June 1962", "May 1963", ">1964<"):
            self.assertContains(response, words)

    def test_the_country_that_saw_it_first_comes_first_and_stands_once(self):
        release(self.film, "1963", self.wales)
        release(self.film, "1962-06-17", self.france, kind="festival", note="Cannes")
        release(self.film, "1964-01", self.france)
        words = ["17 June 1962", "Festival", "Cannes", "January 1964"]
        self.assert_in_order("France</dt>", *words, "Wales</dt>", ">1963<")
        self.assertContains(self.client.get(self.page), "France</dt>", count=1)

    def test_what_is_known_less_exactly_comes_after_the_rest_of_its_time(self):
        for date in ("1962", "1962-06", "1962-06-17", "1963-01-01"):
            release(self.film, date, self.wales)
        self.assert_in_order("17 June 1962", 'releases__date">June 1962', 'releases__date">1962<', "1 January 1963")
        release(self.film, "1962-12-31", self.france)
        self.assert_in_order("Wales</dt>", "France</dt>")

    def test_a_release_of_no_country_is_one_everywhere(self):
        release(self.film, "2024", kind="digital")
        self.assertContains(self.client.get(self.page), "<dt>Everywhere</dt>")

    def test_certificates_stand_by_country_and_the_runtime_below(self):
        for mark in ("U", "12A"):
            Certificate.objects.create(film=self.film, country=self.wales, certificate=mark)
        Certificate.objects.create(film=self.film, country=self.france, certificate="TP")
        self.assert_in_order("<h2>Certificates</h2>", "France</dt>", "TP", "Wales</dt>", "U<", "12A", "1 h 44 min")

    def test_certificates_alone_make_a_page_that_is_offered(self):
        Certificate.objects.create(film=self.film, country=self.wales, certificate="U")
        credits = self.client.get(reverse("catalog:credits", args=[self.film.pk, self.film.slug]))
        self.assertContains(credits, f'href="{self.page}"')

    def test_a_film_without_any_says_so_and_does_not_offer_the_page(self):
        self.assertContains(self.client.get(self.page), "Nobody has written down yet when this film came out.")
        credits = self.client.get(reverse("catalog:credits", args=[self.film.pk, self.film.slug]))
        self.assertNotContains(credits, self.page)

    def test_unknown_films_pages_and_methods_are_refused(self):
        self.assertEqual(self.client.get("/films/999/x/releases/").status_code, 404)
        self.assertEqual(self.client.get(f"{self.page}?page=2").status_code, 404)
        self.assertEqual(self.client.post(self.page).status_code, 405)

    def test_the_page_takes_five_queries_however_many_releases_there_are(self):
        for count in (1, 8):
            for number in range(count):
                place = country(f"Land {count} {number}")
                release(self.film, "1962", place)
                Certificate.objects.create(film=self.film, country=place, certificate="U")
            with self.assertNumQueries(5):
                self.client.get(self.page)

    def test_the_film_page_counts_them(self):
        self.assertNotContains(self.client.get(self.film.get_absolute_url()), "Releases (")
        release(self.film, "1962", self.wales)
        self.assertContains(self.client.get(self.film.get_absolute_url()), "Releases (1)")
