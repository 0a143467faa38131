from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Ceremony, Nomination
from tests import make
from tests.admin_form import fields_of


class CeremonyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.award = make.award("Golden Reels", "Best Walker")
        body = cls.award.body
        cls.second = Ceremony.objects.create(body=body, number=2, year=1930, held_on="1930-04-03", film_years="1928/29")
        cls.third = Ceremony.objects.create(body=body, number=3, year=1930, held_on="1930-11-05")

    def nominate(self, ceremony, title, **fields):
        fields = {"won": True, "film_year": 1929, **fields}
        return make.nomination(self.award, 1930, ceremony=ceremony, film_title=title, **fields)

    def html(self, path="/awards/golden-reels/1930/"):
        return " ".join(self.client.get(path).content.decode().split()).partition("<h1>")[2]

    def test_two_ceremonies_in_one_year_stand_apart(self):
        self.nominate(self.third, "Third Road")
        self.nominate(self.second, "Second Road")
        html = self.html()
        parts = ("3rd Golden Reels", "5 November 1930", "Third Road", "2nd Golden Reels", "3 April 1930", "Second Road")
        places = [html.find(part) for part in parts]
        self.assertNotIn(-1, places)
        self.assertEqual(places, sorted(places))
        self.assertIn("(1928/29)", html)

    def test_one_ceremony_is_named_under_the_title(self):
        self.nominate(self.second, "Second Road")
        self.assertIn("2nd Golden Reels", self.html())
        self.assertNotIn("twice", self.html())

    def test_two_winners_are_a_tie_in_words(self):
        for title in ("Road", "Path"):
            self.nominate(self.second, title)
        for path in ("/awards/golden-reels/1930/", "/awards/golden-reels/best-walker/"):
            self.assertIn("Tie: 2 winners", self.html(path))

    def test_what_is_given_to_several_is_no_tie(self):
        for title in ("Road", "Path"):
            self.nominate(self.second, title)
        type(self.award).objects.update(gives_several=True)
        self.assertNotIn("Tie", self.html())

    def test_winners_of_two_ceremonies_of_a_year_are_no_tie(self):
        self.nominate(self.second, "Road")
        self.nominate(self.third, "Path")
        self.assertNotIn("Tie", self.html("/awards/golden-reels/best-walker/"))

    def test_the_name_the_category_had_then_is_said(self):
        self.nominate(self.second, "Road", category_text="Outstanding Walker")
        for path in ("/awards/golden-reels/1930/", "/awards/golden-reels/best-walker/"):
            self.assertIn("Then called Outstanding Walker", self.html(path))

    def test_companies_and_several_films_stand_as_they_are(self):
        self.nominate(self.second, "A Road / B Road", named="Road Pictures\nBo Quill", people=[make.person()])
        self.assertIn("Road Pictures, Bo Quill, <cite>A Road / B Road</cite>", self.html())

    def test_a_category_is_paged_by_years_and_folds_who_did_not_win(self):
        for year in range(1931, 1991):
            make.nomination(self.award, year, film_title=f"Road {year}", won=True)
        make.nomination(self.award, 1990, film_title="Path 1990", won=False)
        html = self.html("/awards/golden-reels/best-walker/")
        self.assertIn("Road 1941", html)
        self.assertNotIn("Road 1940", html)
        self.assertLess(html.find("1 other nomination<"), html.find("Path 1990"))
        self.assertIn("Road 1931", self.html("/awards/golden-reels/best-walker/?page=2"))

    def test_a_body_shows_every_winner_of_its_first_award(self):
        make.nomination(make.award("Golden Reels", "Best Hat", position=9), 1931, film_title="Hat", won=True)
        self.nominate(self.second, "Second Road")
        html = self.html("/awards/golden-reels/")
        self.assertIn("Best Walker, every winner", html)
        self.assertNotIn("Hat</cite>", html.partition("every winner")[2])

    def test_a_body_counts_a_ceremony_once_and_dates_are_dates(self):
        for wrong in ({"number": 2, "year": 1931}, {"number": 4, "year": 1931, "held_on": "in May"}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                Ceremony.objects.create(body=self.award.body, **wrong)


class CeremonyAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor, cls.award = make.editor(), make.award()
        cls.ceremony = Ceremony.objects.create(body=cls.award.body, number=1, year=1963)

    def setUp(self):
        self.client.force_login(self.editor)

    def add(self, **fields):
        page = reverse("admin:catalog_nomination_add")
        fields = {"award": self.award.pk, "film_year": "1962", "film_title": "Road", **fields}
        return self.client.post(page, fields_of(self.client.get(page)) | fields)

    def test_a_nomination_is_given_to_its_ceremony(self):
        self.assertEqual(self.add(ceremony=self.ceremony.pk, ceremony_year="1963").status_code, 302)
        self.assertEqual(Nomination.objects.get().ceremony, self.ceremony)

    def test_another_year_or_another_body_is_refused_with_a_sentence(self):
        response = self.add(ceremony=self.ceremony.pk, ceremony_year="1964")
        self.assertContains(response, "This ceremony was in 1963.")
        response = self.add(award=make.award("Silver Reels").pk, ceremony=self.ceremony.pk, ceremony_year="1963")
        self.assertContains(response, "somebody else’s awards")

    def test_a_company_alone_can_be_named(self):
        self.assertEqual(self.add(film_title="", named="Road Pictures", ceremony_year="1963").status_code, 302)

    def test_the_number_of_queries_is_fixed(self):
        lists = [reverse(f"admin:catalog_{model}_changelist") for model in ("ceremony", "nomination")]
        self.client.get(lists[0])
        before = [self.queries(page) for page in lists]
        for number in range(2, 12):
            ceremony = Ceremony.objects.create(body=self.award.body, number=number, year=1963)
            make.nomination(self.award, ceremony=ceremony, people=[make.person()], films=[make.film()])
        for page, queries in zip(lists, before, strict=True):
            self.assertLessEqual(self.queries(page), queries + 2, page)

    def queries(self, page):
        with CaptureQueriesContext(connection) as found:
            self.assertEqual(self.client.get(page).status_code, 200)
        return len(found)
