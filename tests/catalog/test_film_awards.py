from django.test import TestCase
from django.urls import reverse

from catalog.models import Award, AwardBody
from tests import make


class FilmAwardsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("The Long Road", 1962)
        cls.page = reverse("catalog:film_awards", args=[cls.film.pk, cls.film.slug])
        cls.zebra, cls.alpha = (AwardBody.objects.create(name=name, slug=name.lower()) for name in ("Zebra", "Alpha"))

    def nominate(self, body=None, year=1963, name="Best Road", people=(), **fields):
        body = body or self.alpha
        award, _ = Award.objects.get_or_create(body=body, slug=name.lower().replace(" ", "-"), defaults={"name": name})
        nomination = award.nominations.create(ceremony_year=year, film_year=year - 1, **fields)
        nomination.films.add(self.film)
        nomination.people.add(*people)
        return nomination

    def test_a_nomination_names_outcome_category_people_and_year(self):
        person = make.person("Ada Quill")
        nomination = self.nominate(people=[person], won=True, detail="shared")
        response = self.client.get(self.page)
        self.assertContains(response, "<title>Awards – The Long Road (1962)")
        self.assertContains(response, "Won")
        self.assertContains(response, f'<a href="{nomination.award.get_absolute_url()}">Best Road</a>')
        self.assertContains(response, f'<a href="{person.get_absolute_url()}">Ada Quill</a> – shared')
        self.assertContains(response, reverse("catalog:award_year", args=["alpha", 1963]))

    def test_the_outcome_may_be_lost_or_unknown(self):
        self.nominate(won=False)
        self.nominate(won=None, name="Best Boots")
        response = self.client.get(self.page)
        self.assertContains(response, "Nominated")
        self.assertContains(response, "To be announced")

    def test_they_stand_by_body_and_the_latest_year_first(self):
        self.nominate(self.zebra)
        self.nominate(self.alpha, 1963)
        self.nominate(self.alpha, 1970)
        content = self.client.get(self.page).content.decode()
        places = [content.index(words) for words in ("<h2>Alpha", ">1970</a>", ">1963</a>", "<h2>Zebra")]
        self.assertEqual(places, sorted(places))
        self.assertEqual(content.count("<h2>Alpha"), 1)

    def test_what_others_were_named_for_is_not_here(self):
        nomination = self.nominate()
        nomination.films.set([make.film("Another")])
        self.assertContains(self.client.get(self.page), "No awards or nominations are known.")

    def test_unknown_films_and_other_methods_are_refused(self):
        self.assertEqual(self.client.get("/films/999/x/awards/").status_code, 404)
        self.assertEqual(self.client.post(self.page).status_code, 405)

    def test_the_page_takes_a_fixed_number_of_queries(self):
        # The film, the sections, the nominations, their films and their people.
        for count in (2, 20):
            for number in range(count):
                self.nominate(year=1970 + number, name=f"Best {number}", people=[make.person(f"Walker {number}")])
            with self.assertNumQueries(5):
                self.client.get(self.page)
