from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse

from catalog.models import Connection, Film
from catalog.models.connection import Side
from tests import make
from tests.making.film_rows import connect

PAIRS = [
    (Side.FOLLOWS, Side.FOLLOWED_BY),
    (Side.REMAKE, Side.REMADE),
    (Side.SPIN_OFF, Side.SPUN_OFF),
    (Side.EDITED, Side.EDITED_INTO),
    (Side.REFERENCES, Side.REFERENCED),
    (Side.SPOOFS, Side.SPOOFED),
    (Side.FEATURES, Side.FEATURED),
    (Side.FRANCHISE, Side.FRANCHISE),
    (Side.VERSION, Side.VERSION),
    (Side.LANGUAGE_VERSION, Side.LANGUAGE_VERSION),
]


class ConnectionTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.first, cls.second = make.film("The Long Road", 1962), make.film("The Longer Road", 1966)

    def refuse(self, film, side, other, sentence):
        with self.assertRaisesMessage(ValidationError, sentence):
            connect(film, side, other)


class KindTests(ConnectionTestCase):
    def test_there_are_17_kinds(self):
        self.assertEqual(len(Side), 17)
        self.assertEqual({side for pair in PAIRS for side in pair}, set(Side))

    def test_either_side_shows_the_other_side_on_the_other_page(self):
        for pair in PAIRS:
            for here, there in (pair, pair[::-1]):
                for one, other in ((self.first, self.second), (self.second, self.first)):
                    with self.subTest(here, of=one.title):
                        row = connect(one, here, other)
                        self.assert_seen(one, here, other)
                        self.assert_seen(other, there, one)
                        row.delete()

    def assert_seen(self, film, side, other):
        row = Connection.objects.of(film).get()
        self.assertEqual((row.side_of(film), row.other_than(film)), (side, other))
        self.assertEqual(row.seen_from(film), (side.label, other))

    def test_either_side_is_kept_as_the_same_row(self):
        for here, there in PAIRS:
            with self.subTest(here):
                rows = []
                for film, side, other in ((self.first, here, self.second), (self.second, there, self.first)):
                    row = connect(film, side, other)
                    rows.append((row.film, row.kind, row.other))
                    row.delete()
                self.assertEqual(rows[0], rows[1])

    def test_the_order_of_a_page_is_the_order_of_the_kinds(self):
        for number, side in enumerate(reversed(Side)):
            connect(self.first, side, make.film(f"Film {number}", 1980))
        rows = Connection.objects.of(self.first).in_order(self.first)
        self.assertEqual([row.side_of(self.first) for row in rows], list(Side))

    def test_within_a_kind_the_older_film_comes_first(self):
        films = [make.film("Late", 1990), make.film("Early", 1950)]
        for film in films:
            connect(self.first, Side.REFERENCED, film)
        rows = Connection.objects.of(self.first).in_order(self.first)
        self.assertEqual([row.other_than(self.first) for row in rows], films[::-1])


class ConnectTests(ConnectionTestCase):
    def test_both_films_have_changed(self):
        versions = [self.first.version, self.second.version]
        connect(self.first, Side.FOLLOWED_BY, self.second)
        now = [Film.objects.get(pk=film.pk).version for film in (self.first, self.second)]
        self.assertTrue(all(after > before for before, after in zip(versions, now, strict=True)))

    def test_a_film_is_not_connected_with_itself(self):
        for side in Side:
            self.refuse(self.first, side, self.first, "A film is not connected with itself.")

    def test_what_is_said_already_is_refused_from_either_side(self):
        for here, there in PAIRS:
            with self.subTest(here):
                connect(self.first, here, self.second)
                self.refuse(self.first, here, self.second, "is known already")
                self.refuse(self.second, there, self.first, "is known already")

    def test_a_film_does_not_follow_its_own_sequel(self):
        for side in (Side.FOLLOWS, Side.REMAKE, Side.SPIN_OFF, Side.EDITED):
            connect(self.first, side, self.second)
            self.refuse(self.second, side, self.first, "connected the other way round")

    def test_two_films_can_refer_to_each_other(self):
        connect(self.first, Side.REFERENCES, self.second)
        connect(self.second, Side.REFERENCES, self.first)
        self.assertEqual(Connection.objects.of(self.first).count(), 2)


class PageTests(ConnectionTestCase):
    def page(self, film):
        return reverse("catalog:connections", args=[film.pk, film.slug])

    def test_both_pages_name_the_other_film(self):
        connect(self.first, Side.FOLLOWED_BY, self.second, note="Made with the same crew.")
        for film, heading, other in (
            (self.first, "Followed by", self.second),
            (self.second, "Follows", self.first),
        ):
            response = self.client.get(self.page(film))
            self.assertContains(response, f"<h2>{heading}</h2>")
            self.assertContains(response, f'<a href="{other.get_absolute_url()}">{other.title}</a>')
            self.assertContains(response, "Made with the same crew.")
            self.assertContains(response, 'Connections <span class="film-sections__count">1</span>')

    def test_a_note_that_gives_something_away_is_closed(self):
        connect(self.first, Side.REFERENCES, self.second, note="They both get home.", has_spoilers=True)
        page = self.client.get(self.page(self.second)).content.decode()
        self.assertIn("This note gives away the story.", page)
        closed = page.index('<details class="spoiler spoiler--whole"><summary>')
        self.assertLess(closed, page.index("They both get home."))

    def test_a_film_without_any_says_so_and_does_not_offer_the_page(self):
        self.assertContains(self.client.get(self.page(self.first)), "No other film is known that belongs to this one.")
        credits = self.client.get(reverse("catalog:credits", args=[self.first.pk, self.first.slug]))
        self.assertNotContains(credits, "connections/")

    def test_a_merged_film_is_not_named(self):
        connect(self.first, Side.FRANCHISE, self.second)
        Film.objects.filter(pk=self.second.pk).update(merged_into=self.first)
        self.assertNotContains(self.client.get(self.page(self.first)), "The Longer Road")

    def test_unknown_films_pages_and_methods_are_refused(self):
        self.assertEqual(self.client.get("/films/999/x/connections/").status_code, 404)
        self.assertEqual(self.client.get(f"{self.page(self.first)}?page=2").status_code, 404)
        self.assertEqual(self.client.post(self.page(self.first)).status_code, 405)

    def test_the_page_takes_three_queries_however_many_there_are(self):
        for count in (1, 8):
            for number in range(count):
                connect(self.first, Side.REFERENCED, make.film(f"Film {count} {number}"))
            with self.assertNumQueries(3):
                self.client.get(self.page(self.first))

    def test_the_film_page_names_the_first_few_and_never_what_gives_something_away(self):
        connect(self.first, Side.FOLLOWED_BY, self.second)
        connect(self.first, Side.SPOOFED, make.film("The Wrong Road"), has_spoilers=True, note="It ends alike.")
        response = self.client.get(self.first.get_absolute_url())
        self.assertEqual(response.context["connected"], [("Followed by", self.second)])
        self.assertContains(response, "Connections (2)")
        self.assertNotContains(response, "It ends alike.")
