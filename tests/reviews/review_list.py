"""What the tests of the review list begin with: a film, and its list's address."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from reviews.models import Rating
from reviews.models.review import VOTE_FIGURES
from tests import make


class ReviewListTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.url = reverse("reviews:review_list", args=[cls.film.pk, cls.film.slug])

    def add(self, headline, helpful=0, unhelpful=0, days_ago=0, rating=None, **fields):
        author = make.member()
        if rating:
            Rating.objects.record(self.film, author, rating)
        published_at = timezone.now() - timedelta(days=days_ago)
        review = make.review(self.film, author, headline=headline, published_at=published_at, **fields)
        make.voted(review, helpful, unhelpful).save(update_fields=VOTE_FIGURES)
        return review

    def headlines(self, query="", **extra):
        return [review.headline for review in self.client.get(f"{self.url}{query}", **extra).context["page"]]
