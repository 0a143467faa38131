from django.test import TestCase
from django.urls import reverse

from tests import make


class CreditsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("The Long Road", 1962)
        cls.page = reverse("catalog:credits", args=[cls.film.pk, cls.film.slug])

    def add(self, name, job="actor", **fields):
        return make.credit(self.film, make.person(name), job, **fields)

    def assert_in_order(self, *words):
        content = self.client.get(self.page).content.decode()
        places = [content.index(word) for word in words]
        self.assertEqual(places, sorted(places))

    def test_a_credit_links_to_the_person_and_names_the_part(self):
        credit = self.add("Ada Quill", character="Ann", attributes="uncredited")
        response = self.client.get(self.page)
        self.assertContains(response, "<title>Cast and crew – The Long Road (1962)")
        self.assertContains(response, f'<a href="{credit.person.get_absolute_url()}">Ada Quill</a>')
        self.assertContains(response, "(uncredited)")

    def test_jobs_stand_in_the_order_of_a_title_sequence(self):
        for job in ("composer", "actor", "director", "writer"):
            self.add(f"A {job}", job)
        self.assert_in_order("<h2>Directing</h2>", "<h2>Writing</h2>", "<h2>Cast</h2>", "<h2>Music</h2>")

    def test_within_a_job_people_stand_in_the_order_of_the_screen(self):
        self.add("Third", billing=3)
        self.add("First", billing=1)
        self.add("Second", billing=2)
        self.assert_in_order("First", "Second", "Third")

    def test_a_job_that_nobody_had_is_not_shown(self):
        self.add("Ada Quill", "director")
        self.assertNotContains(self.client.get(self.page), "<h2>Cast</h2>")

    def test_a_film_without_credits_says_so(self):
        self.assertContains(self.client.get(self.page), "Nobody who worked on this film has been named yet.")

    def test_unknown_films_and_other_methods_are_refused(self):
        self.assertEqual(self.client.get("/films/999/x/credits/").status_code, 404)
        self.assertEqual(self.client.post(self.page).status_code, 405)

    def test_the_page_takes_three_queries_however_large_the_cast(self):
        for count in (2, 20):
            for number in range(count):
                self.add(f"Walker {number}", character=f"{count} {number}")
            with self.assertNumQueries(3):
                self.client.get(self.page)
