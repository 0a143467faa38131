from django.test import TestCase

from tests import make, real_data

PER_PAGE = 50


@real_data.needed
class RealTriviaTests(TestCase):
    def test_every_fact_of_a_much_discussed_film_stands_on_one_of_its_pages(self):
        texts = real_data.trivia_of("tt2015381")
        film = make.film("Guardians of the Galaxy", 2014)
        items = [make.trivia(film, text=text) for text in texts]
        shown = []
        for page in range(1, -(-len(texts) // PER_PAGE) + 1):
            response = self.client.get(f"{film.get_absolute_url()}trivia/?page={page}")
            shown += [item.pk for item in response.context["page"]]
        self.assertCountEqual(shown, [item.pk for item in items])
        self.assertContains(self.client.get(film.get_absolute_url()), f"({len(texts)})")
