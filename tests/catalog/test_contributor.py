"""What everybody sees of a member's contributions."""

from django.test import Client, TestCase
from django.urls import reverse

from catalog.models import Connection, Contribution
from tests import make
from tests.making.contributions import ROAD, decided, sent


class ContributorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.edna, cls.film = make.member("ana"), make.editor(), make.film()
        cls.url = reverse("catalog:contributor", args=["ana"])

    def test_what_was_accepted_is_listed_by_kind(self):
        for kind in ("trivia", "goof", "storyline", "filming_location"):
            sent(self.film, self.ana, kind).accept(by=self.edna)
        self.assertContains(self.client.get(self.url), ROAD)
        self.assertContains(self.client.get(self.url), "4 things on the pages")
        for kind, words in (("goof", "Ann wears"), ("storyline", "Ann walks"), ("filming_location", "Harlech")):
            self.assertContains(self.client.get(self.url, {"kind": kind}), words)

    def test_what_waits_or_was_declined_is_not(self):
        sent(self.film, self.ana)
        sent(self.film, self.ana, "goof").decline(by=self.edna, reason="It is no goof.")
        for reader in (Client(), self.client):
            self.assertNotContains(reader.get(self.url), "road in the last scene")
            self.assertNotContains(reader.get(self.url, {"kind": "goof"}), "Ann wears")

    def test_what_was_taken_down_is_not_there_any_more(self):
        contribution = sent(self.film, self.ana)
        contribution.accept(by=self.edna)
        self.film.trivia_items.update(state="removed")
        self.assertNotContains(self.client.get(self.url), ROAD)

    def test_what_gives_the_story_away_is_closed(self):
        sent(self.film, self.ana, has_spoilers=True).accept(by=self.edna)
        self.assertContains(self.client.get(self.url), '<details class="spoiler spoiler--whole">')

    def test_a_note_that_an_editor_has_covered_since_is_not_told(self):
        other = make.film("The Short Road")
        values = {"side": "references", "other": str(other), "other_choice": str(other.pk), "note": "Ann is the thief."}
        contribution = Contribution.objects.create(
            film=self.film, contributor=self.ana, kind="connection", values=values | {"has_spoilers": False}
        )
        contribution.send()
        contribution.accept(by=self.edna)
        self.assertContains(self.client.get(self.url), "thief")
        Connection.objects.update(has_spoilers=True)
        self.assertNotContains(self.client.get(self.url), "thief")

    def test_the_share_is_told_from_five_decisions_on(self):
        decided(self.ana, self.edna, accepted=3, declined=1)
        self.assertNotContains(self.client.get(self.url), "percent")
        decided(self.ana, self.edna, accepted=1)
        self.assertContains(self.client.get(self.url), "80 percent")

    def test_a_byline_leads_here(self):
        fact = make.trivia(self.film, contributor=self.ana)
        self.assertContains(self.client.get(fact.get_absolute_url()), f'href="{self.url}"')

    def test_a_name_in_capitals_is_mended_and_an_unknown_one_is_not_there(self):
        self.assertRedirects(self.client.get("/members/ANA/contributions/"), self.url, 301)
        for path in ("/members/nobody/contributions/", f"{self.url}?kind=gossip", f"{self.url}?page=2"):
            self.assertEqual(self.client.get(path).status_code, 404)

    def test_visitors_get_nothing_personal(self):
        make.trivia(self.film, contributor=self.ana)
        page = Client().get(self.url)
        self.assertNotContains(page, "csrfmiddlewaretoken")
        self.assertNotIn("sessionid", page.cookies)

    def test_the_same_queries_however_much_there_is(self):
        def queries():
            with self.assertNumQueries(6):
                Client().get(self.url)

        make.trivia(self.film, contributor=self.ana)
        queries()
        for number in range(10):
            make.trivia(make.film(f"Road {number}"), contributor=self.ana)
        queries()
