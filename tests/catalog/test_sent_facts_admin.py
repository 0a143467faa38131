from django.test import TestCase
from django.urls import reverse

from catalog.models import Contribution, TriviaItem
from tests import make
from tests.admin_form import fields_of
from tests.making.contributions import ROAD, sent

LIST = reverse("admin:catalog_triviaitem_changelist")
State = Contribution.State


class SentFactsAdminTests(TestCase):
    """What a member contributed, decided on the page or in the list of facts instead of in the queue."""

    @classmethod
    def setUpTestData(cls):
        cls.nora, cls.edna = make.member("nora"), make.editor()
        cls.film = make.film()
        cls.contribution = sent(cls.film, cls.nora)
        cls.item = TriviaItem.objects.get()
        cls.page = reverse("admin:catalog_triviaitem_change", args=[cls.item.pk])

    def setUp(self):
        self.client.force_login(self.edna)

    def save(self, **changes):
        return self.client.post(self.page, fields_of(self.client.get(self.page)) | changes, follow=True)

    def act(self, action, *items, **fields):
        chosen = [item.pk for item in items or [self.item]]
        return self.client.post(LIST, {"action": action, "_selected_action": chosen, **fields}, follow=True)

    def states(self):
        self.item.refresh_from_db()
        return self.item.state, Contribution.objects.get(pk=self.contribution.pk).state

    def test_publishing_it_on_its_page_accepts_the_contribution_and_tells_once(self):
        self.save(decision="published")
        self.assertEqual(self.states(), ("published", State.ACCEPTED))
        self.assertEqual(self.nora.notifications.get().url, f"/me/contributions/{self.contribution.pk}/")

    def test_declining_it_on_its_page_declines_the_contribution_and_tells_once(self):
        self.save(decision="declined", reason="It is in England.")
        self.assertEqual(self.states(), ("declined", State.DECLINED))
        self.assertIn("It is in England.", self.nora.notifications.get().body)

    def test_its_words_are_amended_where_it_is_decided(self):
        self.assertContains(self.client.get(self.page), f"Contribution {self.contribution.pk}")
        self.save(text="Something else.", decision="published")
        self.item.refresh_from_db()
        self.assertEqual(self.item.text, ROAD)

    def test_once_accepted_its_words_are_the_editors_to_correct(self):
        self.contribution.accept(by=self.edna)
        self.save(text="The road was built for the film.")
        self.item.refresh_from_db()
        self.assertEqual(
            (self.item.text, self.states()), ("The road was built for the film.", ("published", "accepted"))
        )

    def test_several_are_decided_at_once_with_and_without_a_contribution(self):
        other = make.trivia(self.film, state="pending", decided_at=None)
        self.assertContains(self.act("publish", self.item, other), "Published: 2.")
        self.assertEqual(self.states(), ("published", State.ACCEPTED))
        self.assertContains(self.act("decline", self.item, other, reason="Wrong."), "Declined: 2.")
        self.assertEqual(self.states(), ("declined", State.DECLINED))
        self.assertContains(self.act("publish"), "Published: 1.")
        self.assertEqual(self.states(), ("published", State.ACCEPTED))

    def test_nobody_decides_on_their_own_here_either(self):
        own = sent(self.film, self.edna, "crazy_credit")
        self.assertContains(self.act("publish", own.made), "Nobody decides on their own contribution.")
        page = reverse("admin:catalog_triviaitem_change", args=[own.made.pk])
        self.client.post(page, fields_of(self.client.get(page)) | {"decision": "published"})
        own.made.refresh_from_db()
        self.assertEqual(own.made.state, "pending")

    def test_the_lines_of_a_quote_that_was_sent_are_read_there(self):
        quote = sent(self.film, self.nora, "quote")
        page = reverse("admin:catalog_triviaitem_change", args=[quote.made.pk])
        self.assertContains(self.client.get(page), "Is it far?")
        self.assertNotContains(self.client.get(page), 'name="quote_lines-0-text"')

    def test_a_storyline_that_waits_is_not_among_those_of_the_film(self):
        sent(self.film, self.nora, "storyline")
        response = self.client.get(reverse("admin:catalog_film_change", args=[self.film.pk]))
        self.assertNotContains(response, "She arrives.")
        self.assertContains(response, "Contributions: 2")
