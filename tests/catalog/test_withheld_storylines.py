from django.test import TestCase
from django.urls import reverse

from catalog.models import Storyline
from tests import make
from tests.admin_form import fields_of

OPEN, FEATURED = "Somebody walks to the sea.", "At last the ferry sinks."


class WithheldStorylinesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.nora, cls.film = make.member("nora_k"), make.film()
        cls.featured = make.storyline(cls.film, cls.nora, text=FEATURED, is_featured=True)
        make.storyline(cls.film, text=OPEN)
        cls.pages = [cls.film.get_absolute_url(), f"{cls.film.get_absolute_url()}storylines/"]

    def decide(self, action):
        case = make.report(self.featured).case
        make.decision(case, action)
        self.featured.refresh_from_db()
        return case

    def test_others_see_only_what_is_published_everywhere(self):
        for state in ("shielded", "hidden", "removed"):
            Storyline.objects.filter(pk=self.featured.pk).update(state=state)
            for reader in (None, make.member(), make.editor(f"edna{state}")):
                self.client.logout()
                if reader:
                    self.client.force_login(reader)
                for page in self.pages:
                    response = self.client.get(page)
                    self.assertNotContains(response, FEATURED)
                    self.assertContains(response, OPEN)
                    self.assertNotContains(response, "2 storylines")

    def test_the_author_sees_their_own_with_the_reason(self):
        case = self.decide("remove")
        self.client.force_login(self.nora)
        page = self.client.get(self.pages[1])
        self.assertContains(page, FEATURED)
        self.assertContains(page, "Only you can see this.")
        self.assertContains(self.client.get(reverse("reviews:my_cases")), case.get_absolute_url())

    def test_it_is_there_again_when_it_is_restored(self):
        case = self.decide("hide")
        make.decision(case, "restore")
        for page in self.pages:
            self.assertContains(self.client.get(page), FEATURED)

    def test_what_is_marked_stands_behind_the_warning(self):
        self.decide("spoiler")
        for page in self.pages:
            response = self.client.get(page)
            self.assertContains(response, "This storyline gives away the story.")
            before, _, rest = response.content.decode().partition('<details class="spoiler spoiler--whole">')
            self.assertNotIn(FEATURED, before)
            self.assertIn(FEATURED, rest.partition("</details>")[0])
        self.client.cookies["spoilers"] = "show"
        self.assertContains(self.client.get(self.pages[0]), '<details class="spoiler spoiler--whole" open>')

    def test_the_pages_take_the_same_number_of_queries(self):
        for _ in range(3):
            with self.assertNumQueries(3):
                self.client.get(self.pages[1])
            make.storyline(self.film, has_spoilers=True)


class EditorsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.storyline = make.storyline(cls.film, make.member("nora_k"), text=FEATURED, is_featured=True)
        cls.page = reverse("admin:catalog_film_change", args=[cls.film.pk])

    def setUp(self):
        self.client.force_login(make.editor())

    def save(self, **fields):
        data = fields_of(self.client.get(self.page)) | fields
        response = self.client.post(self.page, data)
        self.assertEqual(response.status_code, 302, response.context and response.context["errors"])
        self.storyline.refresh_from_db()

    def decide(self, action):
        make.decision(make.report(self.storyline).case, action)

    def test_who_corrects_a_hidden_one_publishes_it_again(self):
        self.decide("hide")
        self.assertContains(self.client.get(self.page), "Change the text and save: it is published again.")
        self.save(**{"storylines-0-text": "At last the ferry comes."})
        self.assertEqual((self.storyline.state, self.storyline.text), ("published", "At last the ferry comes."))

    def test_a_save_that_changes_nothing_of_it_leaves_it_hidden(self):
        self.decide("hide")
        self.save(tagline="On foot.")
        self.assertEqual(self.storyline.state, "hidden")

    def test_what_was_removed_or_shielded_is_not_the_editors_to_change(self):
        for state in ("removed", "shielded"):
            Storyline.objects.update(state=state)
            self.assertContains(self.client.get(self.page), "What becomes of it is decided in its case.")
            self.save(**{"storylines-0-text": "At last the ferry comes."})
            self.assertEqual((self.storyline.state, self.storyline.text), (state, FEATURED))

    def test_one_that_is_published_is_changed_as_always(self):
        self.save(**{"storylines-0-text": "At last.", "storylines-0-author": "nora_k"})
        self.assertEqual((self.storyline.state, self.storyline.text), ("published", "At last."))
        self.assertTrue(self.storyline.is_featured)
