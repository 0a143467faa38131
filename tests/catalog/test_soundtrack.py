from django.test import TestCase
from django.urls import reverse

from tests import make
from tests.making.film_rows import piece


class SoundtrackTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("The Long Road", 1962)
        cls.page = reverse("catalog:soundtrack", args=[cls.film.pk, cls.film.slug])

    def test_pieces_stand_in_order_with_their_lines(self):
        piece(self.film, "The Road Song", ("written", "Ada Quill"), ("performed", "the Walkers"))
        piece(self.film, "The Inn")
        content = self.client.get(self.page).content.decode()
        words = ["The Road Song", "Written by Ada Quill", "Performed by the Walkers", "The Inn"]
        places = [content.index(word) for word in words]
        self.assertEqual(places, sorted(places))

    def test_a_line_links_to_the_person_it_names(self):
        person = make.person("Ada Quill")
        piece(self.film, "The Road Song", ("written", "A. Quill", person))
        self.assertContains(
            self.client.get(self.page), f'Written by <a href="{person.get_absolute_url()}">A. Quill</a>'
        )

    def test_a_film_without_any_says_so_and_does_not_offer_the_page(self):
        self.assertContains(self.client.get(self.page), "No music of this film has been written down yet.")
        credits = self.client.get(reverse("catalog:credits", args=[self.film.pk, self.film.slug]))
        self.assertNotContains(credits, self.page)

    def test_the_film_page_counts_the_pieces(self):
        piece(self.film)
        self.assertContains(self.client.get(self.film.get_absolute_url()), "Soundtrack (1)")

    def test_unknown_films_pages_and_methods_are_refused(self):
        self.assertEqual(self.client.get("/films/999/x/soundtrack/").status_code, 404)
        self.assertEqual(self.client.get(f"{self.page}?page=2").status_code, 404)
        self.assertEqual(self.client.post(self.page).status_code, 405)

    def test_the_page_takes_four_queries_however_many_pieces_there_are(self):
        for count in (1, 8):
            for number in range(count):
                person = make.person(f"Walker {count} {number}")
                piece(self.film, f"Song {number}", ("written", person.name, person), ("performed", "the Walkers"))
            with self.assertNumQueries(4):
                self.client.get(self.page)

    def test_a_piece_moves_among_the_others(self):
        pieces = [piece(self.film, title) for title in ("One", "Two", "Three")]
        for position, order in ((1, "Three One Two"), (3, "One Two Three"), (99, "One Two Three")):
            pieces[2].move_to(position)
            self.assertEqual(" ".join(self.film.soundtrack.values_list("title", flat=True)), order)
            self.assertEqual(list(self.film.soundtrack.values_list("position", flat=True)), [1, 2, 3])
