from django.test import TestCase
from django.urls import reverse

from diary.models import Favourite
from filmsite.sign_in import sign_in_url
from tests import make


class FavouriteTests(TestCase):
    url = reverse("diary:favourites")

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")
        cls.films = [make.film(f"Road {number}") for number in range(6)]

    def setUp(self):
        self.client.force_login(self.ana)

    def choose(self, *films):
        for film in films:
            Favourite.objects.add(film, self.ana)

    def own(self):
        return [favourite.film for favourite in Favourite.objects.of(self.ana)]

    def test_a_film_is_found_by_its_title_and_added(self):
        page = self.client.get(self.url, {"title": "road 3"})
        self.assertContains(page, f'name="add" value="{self.films[3].pk}"')
        self.client.post(self.url, {"add": self.films[3].pk})
        self.client.post(self.url, {"add": self.films[1].pk})
        self.assertEqual(self.own(), [self.films[3], self.films[1]])
        self.assertContains(self.client.get(self.url, {"title": "road 3"}), "one of yours")

    def test_twice_is_once(self):
        self.choose(self.films[0], self.films[0])
        self.assertEqual(self.own(), [self.films[0]])

    def test_five_fit(self):
        self.choose(*self.films[:5])
        page = self.client.post(self.url, {"add": self.films[5].pk}, follow=True)
        self.assertContains(page, "Five films fit here.")
        self.assertContains(page, "All 5 places are taken")
        self.assertEqual(self.own(), self.films[:5])

    def test_one_is_taken_away_and_the_others_move_up(self):
        self.choose(*self.films[:3])
        self.client.post(self.url, {"remove": self.films[1].pk})
        self.assertEqual(self.own(), [self.films[0], self.films[2]])
        self.assertEqual(list(self.ana.favourites.values_list("position", flat=True)), [1, 2])

    def test_they_are_put_in_order_by_numbers(self):
        self.choose(*self.films[:3])
        places = dict(zip((f"place-{film.pk}" for film in self.films[:3]), "312", strict=True))
        self.client.post(self.url, {"order": "yes", **places})
        self.assertEqual(self.own(), [self.films[1], self.films[2], self.films[0]])

    def test_the_same_number_twice_is_no_fault(self):
        self.choose(*self.films[:3])
        places = dict(zip((f"place-{film.pk}" for film in self.films[:3]), "221", strict=True))
        self.client.post(self.url, {"order": "yes", **places})
        self.assertEqual(self.own(), [self.films[2], self.films[0], self.films[1]])

    def test_nonsense_is_refused(self):
        self.choose(self.films[0])
        place = f"place-{self.films[0].pk}"
        for data in ({}, {"order": "yes"}, {"order": "yes", place: "6"}, {"order": "yes", place: "x"}):
            self.assertEqual(self.client.post(self.url, data).status_code, 400)
        for pk in ("x", "-1", "9" * 30, "999999", "²"):
            self.assertEqual(self.client.post(self.url, {"add": pk}).status_code, 404)
        self.assertEqual(self.client.get(self.url, {"title": "x" * 5000}).status_code, 200)

    def test_the_member_page_shows_them_in_order_to_everybody(self):
        self.choose(self.films[4], self.films[2])
        self.client.logout()
        words = self.client.get(self.ana.get_absolute_url()).content.decode()
        self.assertLess(words.index("Road 4"), words.index("Road 2"))

    def test_who_has_none_is_invited_alone(self):
        invitation = "Up to five films stand here"
        self.assertContains(self.client.get(self.ana.get_absolute_url()), invitation)
        self.client.logout()
        self.assertNotContains(self.client.get(self.ana.get_absolute_url()), invitation)

    def test_a_suspended_member_may_choose_too(self):
        make.suspension(self.ana)
        self.client.post(self.url, {"add": self.films[0].pk})
        self.assertEqual(self.own(), [self.films[0]])

    def test_visitors_sign_in_first(self):
        self.client.logout()
        self.assertRedirects(self.client.get(self.url), sign_in_url(self.url))
        self.client.post(self.url, {"add": self.films[0].pk})
        self.assertFalse(Favourite.objects.exists())

    def test_it_takes_the_same_queries_whatever_was_chosen(self):
        self.client.get(self.url)
        with self.assertNumQueries(3):
            self.client.get(self.url)
        self.choose(*self.films[:5])
        with self.assertNumQueries(3):
            self.client.get(self.url)
