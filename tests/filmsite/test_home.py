from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.utils import timezone

from accounts.models import User
from catalog.models import Feature
from reviews.models import Review
from tests import make


class HomeTests(TestCase):
    def test_an_empty_site_has_a_first_page(self):
        self.assertContains(self.client.get("/"), "<h1")

    def test_it_shows_new_films_best_reviews_and_the_running_feature(self):
        film = make.film()
        make.review(film, headline="A road worth walking")
        Feature.objects.create(title="Roads", slug="roads", teaser="A look back.", body="Roads.")
        over = timezone.now() - timedelta(days=1)
        Feature.objects.create(
            title="Over", slug="over", teaser="-", body="-", starts_at=over, ends_at=over + timedelta(hours=1)
        )
        response = self.client.get("/")
        for words in ("The Long Road", "A road worth walking", "A look back."):
            self.assertContains(response, words)
        self.assertNotContains(response, "Over")

    def test_spoilers_and_what_is_not_published_stay_away(self):
        make.review(headline="Watch the end", body="He dies. " * 20, has_spoilers=True)
        hidden = make.review(headline="Hidden words")
        Review.objects.filter(pk=hidden.pk).update(state="hidden")
        response = self.client.get("/")
        self.assertNotContains(response, "He dies")
        self.assertNotContains(response, "Hidden words")

    def test_the_best_reviews_come_from_an_index(self):
        plan = Review.objects.published().in_order("helpful")[:3].explain()
        if connection.vendor == "sqlite":
            self.assertIn("most_helpful_reviews", plan)
            self.assertNotIn("TEMP B-TREE", plan)

    def test_names_of_members_who_were_shut_out_lead_nowhere(self):
        review = make.review(author=make.member("ana"))
        User.objects.update(is_active=False)
        make.storyline(review.film, author=review.author)
        for page in ("/", review.film.get_absolute_url(), review.get_absolute_url()):
            response = self.client.get(page)
            self.assertContains(response, "ana")
            self.assertNotContains(response, "/members/ana/")

    def test_the_number_of_queries_is_fixed(self):
        make.review(make.film())
        with self.assertNumQueries(6):
            self.client.get("/")
        for number in range(12):
            film = make.film(f"Film {number}")
            make.credit(film, make.person(), "director")
            for _ in range(25):
                make.review(film)
        with self.assertNumQueries(6):
            self.client.get("/")

    def test_visitors_get_nothing_personal(self):
        response = self.client.get("/")
        self.assertFalse(response.cookies)
        self.assertNotContains(response, "csrfmiddlewaretoken")
