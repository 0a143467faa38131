from datetime import date
from unittest.mock import patch

from django.test import SimpleTestCase, TestCase

from catalog import partial_dates
from catalog.models import Person
from tests import make


class PersonDetailTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.person = make.person("Ada Quill")
        cls.url = cls.person.get_absolute_url()

    def page(self):
        return self.client.get(self.url).content.decode()

    def describe(self, **facts):
        Person.objects.filter(pk=self.person.pk).update(**facts)
        with patch("django.utils.timezone.localdate", return_value=date(2026, 3, 1)):
            return " ".join(self.page().split())

    def test_somebody_of_whom_only_the_name_is_known_has_a_page(self):
        html = self.page()
        self.assertIn("<h1>Ada Quill</h1>", html)
        for absent in ("Born", "Died", "<h2"):
            self.assertNotIn(absent, html)

    def test_full_dates_give_an_age(self):
        html = self.describe(born="1942-01-10", birth_place="Ystad", died="2001-01-09")
        self.assertIn("Born 10 January 1942 in Ystad.", html)
        self.assertIn("Died 9 January 2001, aged 58.", html)

    def test_the_living_have_an_age_too(self):
        self.assertIn("Born 1 March 1950, now 76.", self.describe(born="1950-03-01"))
        self.assertIn("Born 2 March 1950, now 75.", self.describe(born="1950-03-02"))

    def test_partial_dates_give_none(self):
        html = self.describe(born="1942-01", died="2001")
        self.assertIn("Born January 1942.", html)
        self.assertIn("Died 2001.", html)
        self.assertNotIn("aged", html)

    def test_nobody_is_called_alive_at_an_age_nobody_reaches(self):
        self.assertIn("Born 8 December 1861.", self.describe(born="1861-12-08"))

    def test_a_birth_place_alone_is_said(self):
        self.assertIn("Born in Ystad.", self.describe(birth_place="Ystad"))

    def test_the_biography_is_escaped_and_in_paragraphs(self):
        html = self.describe(biography="First <b>she</b> drew.\n\nThen she filmed.")
        self.assertIn("<p>First &lt;b&gt;she&lt;/b&gt; drew.</p>", html)
        self.assertIn("<p>Then she filmed.</p>", html)

    def test_credits_stand_by_job_the_newest_first(self):
        old, new = make.film("Old Road", 1950), make.film("New Road", 1970)
        for film in (old, new):
            make.credit(film, self.person, "director")
        make.credit(old, self.person, "actor", character="The Driver", attributes="uncredited")
        html = self.page().partition('id="director"')[2]
        places = [html.find(part) for part in ("1970", "New Road", "1950", "Old Road", "Cast", "The Driver")]
        self.assertNotIn(-1, places)
        self.assertEqual(places, sorted(places))
        self.assertIn("(uncredited)", html)
        self.assertIn(old.get_absolute_url(), html)

    def test_known_for_are_the_films_most_have_rated_each_once(self):
        film = make.rated(make.film("Loved", 1950), *[9] * 5)
        other = make.film("Unseen", 1960)
        for job in ("director", "writer"):
            make.credit(film, self.person, job)
        make.credit(other, self.person, "director")
        self.assertEqual(self.client.get(self.url).context["known_for"], [film, other])

    def test_awards_say_outcome_body_category_year_and_film(self):
        film = make.film("New Road", 1970)
        make.nomination(make.award("Golden Reels", "Best Director"), 1971, people=[self.person], films=[film], won=True)
        make.nomination(make.award("Silver Reels", "Best Script"), 1972, people=[self.person], film_title="Lost Road")
        html = self.page()
        for part in (
            "Won",
            "Golden Reels 1971",
            "Best Director",
            "New Road",
            "To be announced",
            "Silver Reels 1972",
            "Lost Road",
        ):
            self.assertIn(part, html)
        self.assertIn("/awards/golden-reels/1971/", html)

    def test_a_wrong_or_missing_slug_is_mended(self):
        for path in (f"/people/{self.person.pk}/", f"/people/{self.person.pk}/somebody/"):
            response = self.client.get(path)
            self.assertRedirects(response, self.url, status_code=301)

    def test_nobody_is_not_found(self):
        self.assertEqual(self.client.get("/people/999999/nobody/").status_code, 404)

    def test_a_number_no_database_knows_is_not_found(self):
        self.assertEqual(self.client.get(f"/people/{10**30}/nobody/").status_code, 404)

    def test_nobody_can_send_anything_here(self):
        self.assertEqual(self.client.post(self.url).status_code, 405)

    def test_the_number_of_queries_is_fixed(self):
        self.fill(1)
        with self.assertNumQueries(7):
            self.client.get(self.url)
        self.fill(40)
        with self.assertNumQueries(7):
            self.client.get(self.url)

    def fill(self, count):
        award = make.award()
        for number in range(count):
            film = make.film(f"Film {number}", 1950 + number)
            make.credit(film, self.person, "director")
            make.credit(film, self.person, character=f"Part {number}")
            make.nomination(award, 1951 + number, people=[self.person, make.person("Another")], films=[film])


class YearsBetweenTests(SimpleTestCase):
    def test_a_year_is_full_on_the_birthday(self):
        self.assertEqual(partial_dates.years_between("1942-01-10", "2001-01-09"), 58)
        self.assertEqual(partial_dates.years_between("1942-01-10", "2001-01-10"), 59)
        self.assertEqual(partial_dates.years_between("1944-02-29", "2001-02-28"), 56)

    def test_a_date_not_known_to_the_day_gives_nothing(self):
        self.assertIsNone(partial_dates.years_between("1942-01", "2001-01-09"))
        self.assertIsNone(partial_dates.years_between("1942-01-10", ""))
