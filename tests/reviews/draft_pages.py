"""What the tests of the pages about drafts have in common."""

from django.test import TestCase
from django.urls import reverse

from reviews.models import Draft
from tests import make

WORDS = {"headline": "A road, begun", "body": "Half a thought", "has_spoilers": False, "language": "", "rating": None}


class DraftPages(TestCase):
    """For tests of what the pages about drafts do."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("benedict")
        cls.film = make.film()
        cls.url = reverse("reviews:my_review", args=[cls.film.pk, cls.film.slug])
        cls.draft_url = reverse("reviews:save_draft", args=[cls.film.pk, cls.film.slug])

    def setUp(self):
        self.client.force_login(self.ana)

    def save(self, **fields):
        data = {"headline": "A road, begun", "body": "Half a thought", "language": "", "rating": "", **fields}
        return self.client.post(self.draft_url, data)

    def autosave(self, **fields):
        data = {"headline": "A road, begun", "body": "Half a thought", "language": "", "rating": "", **fields}
        return self.client.post(self.draft_url, data, headers={"X-Enhance": "1"})

    def make_draft(self, **fields):
        return Draft.objects.create(film=self.film, member=self.ana, **{**WORDS, **fields})

    def throw_away_url(self, draft):
        return reverse("reviews:throw_draft_away", args=[self.film.pk, self.film.slug, draft.pk])

    def noted(self, name, page=None):
        """What the page notes in a hidden field of the form."""
        window = (page or self.client.get(self.url)).context["window"]
        return str(window[name])
