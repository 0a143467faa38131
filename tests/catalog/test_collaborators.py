from django.test import TestCase
from django.urls import reverse

from catalog.models import Person
from tests import make


class CollaboratorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada, cls.bo, cls.cy = (make.person(name) for name in ("Ada Quill", "Bo Quill", "Cy Quill"))
        cls.roads = [make.film(f"Road {year}", year) for year in (1950, 1960, 1970)]
        for film in cls.roads:
            make.credit(film, cls.ada, "director")
        for film in cls.roads[:2]:
            make.credit(film, cls.bo, character="The Walker")
            make.credit(film, cls.bo, "writer", job_text="screenplay")
        make.credit(cls.roads[2], cls.cy, "composer")
        make.credit(make.film("Elsewhere"), make.person("Di Quill"))

    def page(self, name, *args):
        return self.client.get(reverse(f"catalog:{name}", args=[self.ada.pk, self.ada.slug, *args]))

    def html(self, name, *args):
        return " ".join(self.page(name, *args).content.decode().split())

    def test_who_shares_most_films_stands_first_each_film_counted_once(self):
        found = [(person.name, person.shared_films) for person in Person.objects.worked_with(self.ada)]
        self.assertEqual(found, [("Bo Quill", 2), ("Cy Quill", 1)])

    def test_a_persons_page_names_the_first_of_them_with_their_films(self):
        html = self.html("person_detail")
        self.assertIn(reverse("catalog:together", args=[self.ada.pk, self.ada.slug, self.bo.pk]), html)
        self.assertLess(html.find("Bo Quill"), html.find("Cy Quill"))
        self.assertNotIn("Di Quill", html)

    def test_all_of_them_have_a_page(self):
        html = self.html("worked_with")
        self.assertIn("2 people", html)
        self.assertLess(html.find("Bo Quill"), html.find("Cy Quill"))

    def test_whoever_worked_alone_has_a_page_too(self):
        alone = make.person("Ed Quill")
        response = self.client.get(f"{alone.get_absolute_url()}worked-with/")
        self.assertContains(response, "Nobody else is named yet")

    def test_two_people_have_the_films_of_both_and_what_each_did(self):
        html = self.html("together", self.bo.pk)
        places = [html.find(part) for part in ("Road 1960", "Directing", "Cast: The Walker", "screenplay", "Road 1950")]
        self.assertNotIn(-1, places)
        self.assertEqual(places, sorted(places))
        self.assertNotIn("Road 1970", html)

    def test_who_shares_no_film_has_no_page_together(self):
        stranger = Person.objects.get(name="Di Quill")
        for other in (stranger.pk, self.ada.pk, 999999, 10**30):
            self.assertEqual(self.page("together", other).status_code, 404)

    def test_a_wrong_slug_is_mended(self):
        response = self.client.get(f"/people/{self.ada.pk}/nobody/with/{self.bo.pk}/")
        self.assertRedirects(response, reverse("catalog:together", args=[self.ada.pk, self.ada.slug, self.bo.pk]), 301)

    def test_nobody_can_send_anything_here(self):
        for name, args in (("worked_with", []), ("together", [self.bo.pk])):
            path = reverse(f"catalog:{name}", args=[self.ada.pk, self.ada.slug, *args])
            self.assertEqual(self.client.post(path).status_code, 405)

    def test_the_number_of_queries_is_fixed(self):
        for _ in range(2):
            for name, args, queries in (("worked_with", [], 3), ("together", [self.bo.pk], 5)):
                with self.assertNumQueries(queries):
                    self.page(name, *args)
            for number in range(30):
                film = make.film(f"Path {number}", 1980)
                for person in (self.ada, self.bo, make.person(f"Walker {number}")):
                    make.credit(film, person)

    def test_no_such_page_is_not_found(self):
        for name, args in (("worked_with", []), ("together", [self.bo.pk])):
            path = reverse(f"catalog:{name}", args=[self.ada.pk, self.ada.slug, *args])
            for number in ("0", "2", "x", "9" * 30):
                self.assertEqual(self.client.get(f"{path}?page={number}").status_code, 404, number)
