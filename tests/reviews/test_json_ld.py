from datetime import UTC, datetime

from django.test import TestCase, override_settings

from catalog.models import Film
from reviews import json_ld
from reviews.models import Rating, Review
from tests import machines, make

SITE = "https://films.example.org"


@override_settings(BASE_URL=SITE)
class ReviewForMachinesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana", display_name="Ana")
        cls.film = make.film("The Long Road", 1962)

    def page(self, review):
        return self.client.get(review.get_absolute_url())

    def test_a_review_is_told_with_author_film_rating_date_and_beginning(self):
        Rating.objects.record(self.film, self.ana, 7)
        when = datetime(2024, 5, 1, 12, tzinfo=UTC)
        review = make.review(self.film, self.ana, headline="Worth it", published_at=when, body=make.BODY * 3)
        data = machines.json_ld(self.page(review))
        body = data.pop("reviewBody")
        self.assertTrue(body.startswith("A calm and careful film"))
        self.assertLessEqual(len(body), 300)
        self.assertEqual(
            data,
            {
                "@context": "https://schema.org",
                "@type": "Review",
                "name": "Worth it",
                "url": SITE + review.get_absolute_url(),
                "author": {"@type": "Person", "name": "Ana", "url": f"{SITE}/members/ana/"},
                "datePublished": "2024-05-01T12:00:00+00:00",
                "inLanguage": "en",
                "itemReviewed": {"@type": "Movie", "name": "The Long Road", "url": SITE + self.film.get_absolute_url()},
                "reviewRating": {"@type": "Rating", "ratingValue": 7, "bestRating": 10, "worstRating": 1},
            },
        )

    def test_an_edit_has_its_date_and_a_review_without_a_rating_none(self):
        review = make.review(self.film, self.ana)
        review.revise(headline="Still worth it")
        data = machines.json_ld(self.page(review))
        self.assertEqual(data["dateModified"], review.edited_at.isoformat())
        self.assertNotIn("reviewRating", data)

    def test_a_passage_that_gives_the_story_away_is_nowhere_in_the_head(self):
        review = make.review(self.film, self.ana, body=f"Then [spoiler]SECRET[/spoiler]. {make.BODY}")
        response = self.page(review)
        self.assertIn("SECRET", response.text)
        self.assertNotIn("SECRET", machines.head(response))
        self.assertTrue(machines.json_ld(response)["reviewBody"].startswith("Then […]"))
        self.assertTrue(machines.meta(response)["og:description"].startswith("Then […]"))

    def test_of_a_review_that_does_so_as_a_whole_the_headline_is_all_there_is(self):
        review = make.review(self.film, self.ana, headline="How it ends", body="SECRET " * 20, has_spoilers=True)
        response = self.page(review)
        self.assertIn("SECRET", response.text)
        self.assertNotIn("SECRET", machines.head(response))
        data, meta = machines.json_ld(response), machines.meta(response)
        self.assertEqual(data["name"], "How it ends")
        self.assertNotIn("reviewBody", data)
        self.assertEqual(meta["og:title"], "How it ends – The Long Road (1962)")
        self.assertFalse({"description", "og:description"} & set(meta))

    def test_what_only_its_author_sees_is_not_offered_to_machines(self):
        review = make.review(self.film, self.ana, body=f"SECRET {make.BODY}")
        self.client.force_login(self.ana)
        for state in (Review.State.WITHDRAWN, Review.State.HIDDEN, Review.State.REMOVED):
            Review.objects.filter(pk=review.pk).update(state=state)
            response = self.page(review)
            self.assertIsNone(machines.json_ld(response))
            self.assertNotIn("SECRET", machines.head(response))
            self.assertNotIn("og:title", machines.meta(response))

    def test_a_shared_link_shows_headline_film_beginning_and_poster(self):
        Film.objects.update(poster="posters/ab.jpg", poster_width=400, poster_height=600)
        review = make.review(self.film, self.ana, headline="Worth it")
        response = self.page(review)
        meta = machines.meta(response)
        self.assertEqual(meta["og:type"], "article")
        self.assertEqual(meta["og:title"], "Worth it – The Long Road (1962)")
        self.assertEqual(meta["og:url"], SITE + review.get_absolute_url())
        self.assertEqual(meta["og:description"], meta["description"])
        self.assertLessEqual(len(meta["og:description"]), 200)
        self.assertEqual(meta["og:image"], f"{SITE}/media/posters/ab.jpg")
        self.assertEqual(meta["og:image:alt"], "Poster of The Long Road")
        self.assertEqual(machines.json_ld(response)["itemReviewed"]["image"], f"{SITE}/media/posters/ab.jpg")

    def test_no_text_breaks_out_of_it(self):
        attack = '</script><script>alert(1)</script>"><img src=x> &\u2028'
        author = make.member("eve", display_name=attack[:50])
        review = make.review(make.film(attack, 1962), author, headline=attack, body=attack + make.BODY)
        response = self.page(review)
        self.assertNotContains(response, "<script>alert")
        self.assertNotContains(response, "<img src=x")
        data = machines.json_ld(response)
        self.assertEqual((data["name"], data["itemReviewed"]["name"]), (attack, attack))
        self.assertEqual(data["author"]["name"], attack[:50])
        self.assertEqual(machines.meta(response)["og:title"], f"{attack} – {attack} (1962)")

    def test_it_costs_no_query(self):
        make.review(self.film, self.ana)
        review = Review.objects.select_related("film", "author").get()
        with self.assertNumQueries(0):
            json_ld.review_page(review)
