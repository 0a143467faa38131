from datetime import timedelta
from unittest.mock import patch

from django.urls import reverse
from django.utils import timezone

from reviews.models import Draft, Review
from reviews.models.draft import MAX_DRAFTS
from tests import make
from tests.reviews.draft_pages import WORDS, DraftPages


class SaveDraftTests(DraftPages):
    def test_the_button_saves_any_text_and_the_form_opens_with_it(self):
        response = self.save(rating="7", has_spoilers="on", language="fr")
        self.assertRedirects(response, self.url)
        draft = Draft.objects.get()
        self.assertEqual((draft.member, draft.film, draft.body), (self.ana, self.film, "Half a thought"))
        self.assertEqual((draft.rating, draft.has_spoilers, draft.language), (7, True, "fr"))
        page = self.client.get(self.url)
        self.assertContains(page, 'value="A road, begun"')
        self.assertContains(page, "This is your draft of")
        self.assertContains(page, "Nothing of it is published.")
        self.assertContains(page, 'value="7" id="id_rating_6" checked')
        self.assertNotContains(page, "At least 100 characters")
        self.assertFalse(Review.objects.exists())

    def test_saving_again_from_the_form_changes_the_draft(self):
        self.save()
        noted = {name: self.noted(name) for name in ("draft", "version")}
        self.save(body="Half a thought, and the other half", **noted)
        self.assertEqual(Draft.objects.get().body, "Half a thought, and the other half")

    def test_a_window_that_is_behind_gets_a_draft_of_its_own_and_is_told(self):
        draft = self.make_draft(version=4)
        response = self.client.post(
            self.draft_url, {"body": "From another window", "draft": draft.pk, "version": 3}, follow=True
        )
        self.assertContains(response, "It is a text of its own now")
        self.assertContains(response, "Other texts of yours")
        self.assertEqual(Draft.objects.count(), 2)

    def test_text_is_cleaned_as_everywhere(self):
        self.save(headline="  Cafe\u0301 \u202e", body="One\r\ntwo  ")
        draft = Draft.objects.get()
        self.assertEqual((draft.headline, draft.body), ("Café", "One\ntwo"))

    def test_nothing_at_all_is_not_saved(self):
        response = self.save(headline=" ", body="\n")
        self.assertContains(response, "There is nothing to save yet.", status_code=400)
        self.assertFalse(Draft.objects.exists())

    def test_too_long_a_text_comes_back_whole_with_a_sentence(self):
        response = self.save(body="x" * 30_000 + "end")
        self.assertContains(response, "At most 30000 characters fit here; there are 30003.", status_code=400)
        self.assertContains(response, "xend", status_code=400)
        self.assertEqual(self.save(body="x" * 30_000).status_code, 302)

    def test_what_cannot_be_shown_comes_back_with_a_sentence(self):
        response = self.save(body="Half\x01thought")
        self.assertContains(response, "cannot be shown", status_code=400)
        self.assertEqual(self.save(headline="\x00").status_code, 400)

    def test_nonsense_beside_the_words_does_not_lose_them(self):
        for fields in ({"rating": "11"}, {"language": "xx"}, {"draft": "x", "version": "9" * 5000}, {"draft": "-1"}):
            with self.subTest(fields):
                self.assertEqual(self.save(**fields).status_code, 302)
        draft = Draft.objects.get()
        self.assertEqual((draft.body, draft.rating, draft.language), ("Half a thought", None, ""))

    def test_too_many_texts_come_back_with_a_sentence(self):
        for number in range(MAX_DRAFTS):
            self.make_draft(body=f"Thought {number}")
        response = self.save(body="One more thought")
        self.assertContains(response, "Throw one away, then save again.", status_code=400)
        self.assertContains(response, "One more thought", status_code=400)

    def test_saving_at_a_gallop_is_slowed_down_and_keeps_the_words(self):
        self.make_draft(body="The first")
        with patch("accounts.limits.DRAFTS", [(1, 60)]):
            response = self.save(body="The second")
        self.assertContains(response, "The second", status_code=429)
        self.assertIn("Retry-After", response)

    def test_there_is_nothing_new_where_the_review_says_the_same(self):
        review = make.review(self.film, self.ana, body=make.BODY.strip())
        page = self.client.post(self.draft_url, {**review.text, "has_spoilers": "", "rating": ""}, follow=True)
        self.assertContains(page, "There is nothing new to save")
        self.assertFalse(Draft.objects.exists())

    def test_the_address_leads_to_the_form(self):
        self.assertRedirects(self.client.get(self.draft_url), self.url)

    def test_a_form_for_an_old_slug_loses_nothing(self):
        self.client.post(f"/films/{self.film.pk}/old-slug/reviews/mine/draft/", {"body": "Half a thought"})
        self.assertEqual(Draft.objects.get().body, "Half a thought")


class AutosaveTests(DraftPages):
    def test_the_answer_confirms_with_the_numbers_for_next_time(self):
        answer = self.autosave().json()
        draft = Draft.objects.get()
        self.assertEqual((answer["draft"], answer["version"], answer["message"]), (draft.pk, 1, ""))
        self.assertIn("T", answer["saved_at"])
        again = self.autosave(body="And more", draft=answer["draft"], version=answer["version"]).json()
        self.assertEqual((again["draft"], again["version"]), (draft.pk, 2))

    def test_a_fork_gives_a_new_number_and_says_so(self):
        draft = self.make_draft(version=4)
        answer = self.autosave(body="Other words", draft=draft.pk, version=3).json()
        self.assertNotEqual(answer["draft"], draft.pk)
        self.assertIn("a text of its own", answer["message"])

    def test_nothing_new_is_not_called_saved(self):
        review = make.review(self.film, self.ana, body=make.BODY.strip())
        answer = self.autosave(headline=review.headline, body=review.body, language="en").json()
        self.assertNotIn("saved_at", answer)
        self.assertEqual(answer["draft"], "")

    def test_every_refusal_is_a_sentence(self):
        for number in range(MAX_DRAFTS):
            self.make_draft(body=f"Thought {number}")
        for status, words, fields in (
            (400, "You have 10 texts for this film.", {"body": "One more"}),
            (400, "At most 30000 characters fit here", {"body": "x" * 30_001}),
            (400, "There is nothing to save yet.", {"headline": "", "body": ""}),
        ):
            with self.subTest(words):
                response = self.autosave(**fields)
                self.assertEqual(response.status_code, status)
                self.assertIn(words, response.json()["message"])
        with patch("accounts.limits.DRAFTS", [(1, 60)]):
            response = self.autosave(body="One more")
        self.assertEqual(response.status_code, 429)
        self.assertIn("Wait a little", response.json()["message"])

    def test_who_is_signed_out_is_told_and_finds_the_words_again(self):
        self.client.logout()
        response = self.autosave(body="Nearly lost")
        self.assertEqual(response.status_code, 401)
        self.assertIn("You are signed out. Press Save draft", response.json()["message"])
        self.client.force_login(self.ana)
        self.assertContains(self.client.get(self.url), "Nearly lost")

    def test_who_may_not_write_is_told(self):
        self.ana.suspended_until = timezone.now() + timedelta(days=1)
        self.ana.save()
        response = self.autosave()
        self.assertEqual(response.status_code, 403)
        self.assertIn("Copy your text", response.json()["message"])


class ThrowAwayTests(DraftPages):
    def test_a_text_is_thrown_away_and_the_others_stay(self):
        draft, other = self.make_draft(), self.make_draft(body="Another thought")
        self.assertRedirects(self.client.post(self.throw_away_url(draft), {"version": 1}), self.url)
        self.assertEqual(Draft.objects.get(), other)

    def test_a_text_that_another_window_has_changed_stays(self):
        draft = self.make_draft(version=2)
        page = self.client.post(self.throw_away_url(draft), {"version": 1}, follow=True)
        self.assertContains(page, "Look once more.")
        self.assertTrue(Draft.objects.exists())

    def test_it_takes_a_form(self):
        self.assertEqual(self.client.get(self.throw_away_url(self.make_draft())).status_code, 405)

    def test_nobody_else_can(self):
        draft = self.make_draft()
        self.client.force_login(self.ben)
        self.assertEqual(self.client.post(self.throw_away_url(draft)).status_code, 404)
        self.client.logout()
        self.assertEqual(self.client.post(self.throw_away_url(draft)).status_code, 302)
        self.assertTrue(Draft.objects.exists())


class ListOfDraftsTests(DraftPages):
    page_url = "/me/reviews/"

    def test_drafts_stand_on_top_and_lead_to_the_form(self):
        draft = self.make_draft()
        make.review(make.film("Another Road"), self.ana, headline="Published words")
        page = self.client.get(self.page_url)
        self.assertContains(page, f'href="{self.url}?draft={draft.pk}"')
        text = page.content.decode()
        self.assertLess(text.index("A road, begun"), text.index("Published words"))

    def test_a_draft_without_a_headline_is_called_by_its_beginning_without_spoilers(self):
        self.make_draft(headline="", body="Half a thought. [spoiler]He dies.[/spoiler]")
        page = self.client.get(self.page_url)
        self.assertContains(page, "Half a thought. […]")
        self.assertNotContains(page, "He dies.")

    def test_without_drafts_there_is_no_such_section(self):
        Draft.objects.create(film=self.film, member=self.ben, **WORDS)
        self.assertNotContains(self.client.get(self.page_url), "Drafts")

    def test_few_and_many_take_the_same_queries_and_the_newest_are_shown(self):
        self.make_draft()
        make.review(make.film("Another Road"), self.ana)
        with self.assertNumQueries(5):
            self.client.get(self.page_url)
        for number in range(12):
            Draft.objects.create(film=make.film(f"Road {number}"), member=self.ana, body=f"Thought {number}")
        with self.assertNumQueries(5):
            page = self.client.get(self.page_url)
        self.assertContains(page, "?draft=", count=13)
        with patch("reviews.views.my_pages.MOST_DRAFTS", 5):
            page = self.client.get(self.page_url)
        self.assertContains(page, "?draft=", count=5)
        self.assertContains(page, "The newest 5 are shown.")


class PrivacyTests(DraftPages):
    def test_every_answer_forbids_keeping_it(self):
        draft = self.make_draft()
        answers = [
            self.client.get(self.url),
            self.client.get(self.url, {"draft": draft.pk}),
            self.client.post(self.url, {"body": "Too short"}),
            self.save(),
            self.save(body=""),
            self.autosave(),
            self.client.get(reverse("reviews:my_reviews")),
            self.client.post(self.throw_away_url(draft)),
        ]
        self.client.logout()
        answers += [self.save(), self.autosave()]
        for answer in answers:
            with self.subTest(answer.request["PATH_INFO"], status=answer.status_code):
                self.assertEqual(answer["Cache-Control"], "private, no-store")

    def test_a_draft_is_on_no_page_of_anybody_else_and_in_no_figure(self):
        self.make_draft(headline="Planted in a draft", body="Planted in a draft")
        make.review(self.film, self.ben)
        addresses = [
            "/",
            self.film.get_absolute_url(),
            f"{self.film.get_absolute_url()}reviews/",
            f"{self.film.get_absolute_url()}reviews.atom",
            "/reviews.atom",
            "/members/ana/",
            "/members/ana/reviews.atom",
            "/search/?q=planted",
            self.url,
            "/me/reviews/",
        ]
        for reader in (None, self.ben):
            self.client.logout()
            if reader:
                self.client.force_login(reader)
            for address in addresses:
                with self.subTest(address, reader=reader):
                    self.assertNotContains(self.client.get(address, follow=True), "Planted in a draft")
        self.film.refresh_from_db()
        self.assertEqual(self.film.review_count, 1)
