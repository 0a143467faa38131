from django.test import TestCase, override_settings
from django.urls import reverse

from lists.models import FilmList
from tests import make
from tests.making.lists import film_list, positions


class ArrangeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")
        cls.list = film_list(cls.ana, *(make.film(title) for title in ("Alpha", "Beta", "Gamma")))
        cls.page = reverse("lists:arrange", args=[cls.list.pk])
        cls.add = reverse("lists:add_film", args=[cls.list.pk])

    def setUp(self):
        self.client.force_login(self.ana)

    def fields(self, **places):
        fields = {"version": FilmList.objects.get().version}
        for entry in self.list.entries.select_related("film"):
            fields[f"place-{entry.pk}"] = places.get(entry.film.title, entry.position)
            fields[f"note-{entry.pk}"] = entry.note
        return fields

    def pk(self, title):
        return self.list.entries.get(film__title=title).pk

    def send(self, **fields):
        return self.client.post(self.page, fields)

    def test_numbers_that_are_typed_are_the_order(self):
        self.assertRedirects(self.send(**self.fields(Gamma=1)), self.page)
        self.assertEqual(positions(self.list), ["Gamma", "Alpha", "Beta"])

    def test_the_buttons_move_a_film_by_one_and_keep_what_was_typed(self):
        note = {f"note-{self.pk('Alpha')}": "The first."}
        self.send(**self.fields() | note | {"down": self.pk("Alpha")})
        self.assertEqual(positions(self.list), ["Beta", "Alpha", "Gamma"])
        self.assertEqual(self.list.entries.get(position=2).note, "The first.")
        self.send(**self.fields() | {"up": self.pk("Gamma")})
        self.assertEqual(positions(self.list), ["Beta", "Gamma", "Alpha"])

    def test_beyond_the_ends_nothing_moves(self):
        self.send(**self.fields() | {"up": self.pk("Alpha")})
        self.send(**self.fields() | {"down": self.pk("Gamma")})
        self.send(**self.fields() | {"down": "x" * 50})
        self.assertEqual(positions(self.list), ["Alpha", "Beta", "Gamma"])

    def test_a_film_is_taken_off(self):
        self.send(**self.fields() | {"remove": self.pk("Beta")})
        self.assertEqual(positions(self.list), ["Alpha", "Gamma"])

    def test_a_bad_form_changes_nothing_and_loses_nothing(self):
        for bad in ("", "x", "0", "-3", "9" * 40, "1.5"):
            note = {f"note-{self.pk('Beta')}": "Second."}
            response = self.send(**self.fields() | {f"place-{self.pk('Alpha')}": bad} | note)
            self.assertContains(response, "Second.", status_code=400)
            self.assertContains(response, "Type a number from 1 to 1,000.", status_code=400)
        too_long = {f"note-{self.pk('Beta')}": "x" * 1001}
        self.assertContains(self.send(**self.fields() | too_long), "At most 1000", status_code=400)
        self.assertEqual(positions(self.list), ["Alpha", "Beta", "Gamma"])

    def test_a_window_that_is_behind_gets_its_words_back(self):
        fields = self.fields(Gamma=1) | {f"note-{self.pk('Beta')}": "Second."}
        self.list.put(make.film("Delta"), self.ana)
        self.list.arrange(self.ana, removed=self.pk("Alpha"))
        response = self.send(**fields)
        self.assertContains(response, "changed in another window", status_code=409)
        self.assertContains(response, "Second.", status_code=409)
        self.assertContains(response, "Delta", status_code=409)
        self.assertEqual(positions(self.list), ["Beta", "Gamma", "Delta"])

    def test_a_film_is_found_by_its_title(self):
        make.film("Delta")
        self.client.post(self.add, {"title": "delta"})
        self.assertEqual(positions(self.list)[-1], "Delta")

    def test_several_of_a_name_are_offered(self):
        made = [make.film("Delta", year) for year in (1950, 1990)]
        response = self.client.post(self.add, {"title": "Delta"})
        for film in made:
            self.assertContains(response, str(film), status_code=400)
        self.client.post(self.add, {"title": "Delta", "film": made[1].pk})
        self.assertEqual(self.list.entries.last().film, made[1])

    def test_a_year_tells_them_apart(self):
        made = [make.film("Delta", year) for year in (1950, 1990)]
        for typed, film in (("Delta (1950)", made[0]), ("delta 1990", made[1])):
            self.client.post(self.add, {"title": typed})
            self.assertEqual(self.list.entries.last().film, film)

    def test_a_slip_of_the_fingers_is_asked_about(self):
        make.film("Casablanca")
        response = self.client.post(self.add, {"title": "Casablnca"})
        self.assertContains(response, "Casablanca (1962)", status_code=400)
        self.assertEqual(len(positions(self.list)), 3)

    def test_what_is_no_film_is_refused(self):
        for bad in ({}, {"title": "!!"}, {"title": "Nowhere"}, {"film": "9999"}, {"film": str(10**30)}, {"film": "x"}):
            self.assertEqual(self.client.post(self.add, bad).status_code, 400, bad)

    @override_settings(THROTTLE=True)
    def test_there_is_a_limit(self):
        film_list(self.ana, *(make.film(f"Road {number}") for number in range(60)))
        make.film("Delta")
        self.assertContains(self.client.post(self.add, {"title": "Delta"}), "Wait a little", status_code=429)

    def test_a_long_list_has_pages_and_films_go_from_one_to_another(self):
        long = film_list(self.ana, title="Long")
        films = [make.film(f"Road {number:03}") for number in range(103)]
        long.entries.bulk_create(
            long.entries.model(film_list=long, film=film, position=place, added_by=self.ana)
            for place, film in enumerate(films, start=1)
        )
        long.changed()
        page = reverse("lists:arrange", args=[long.pk])
        self.assertContains(self.client.get(f"{page}?page=2"), "Road 102")
        last = long.entries.get(position=103)
        fields = {
            f"{name}-{entry.pk}": entry.position if name == "place" else ""
            for entry in long.entries.all()[100:]
            for name in ("place", "note")
        }
        self.client.post(f"{page}?page=2", fields | {f"place-{last.pk}": "1"})
        self.assertEqual(positions(long)[:2], ["Road 102", "Road 000"])

    def test_the_number_of_queries_is_fixed(self):
        for _ in range(2):
            with self.assertNumQueries(5):
                self.client.get(self.page)
            for number in range(3):
                self.list.put(make.film(f"Road {number}"), self.ana)
