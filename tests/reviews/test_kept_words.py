from datetime import timedelta
from unittest.mock import patch

from django.test import Client
from django.utils import timezone

from filmsite import kept_text
from reviews.models import Draft, Rating, Review
from reviews.models.draft import MAX_DRAFTS
from tests import make
from tests.reviews.draft_pages import WORDS, DraftPages


class ChoiceOfTextTests(DraftPages):
    def test_the_newest_draft_stands_in_the_form_and_the_others_below(self):
        self.make_draft(body="The older thought", saved_at=timezone.now() - timedelta(days=2))
        newest = self.make_draft(body="The newer thought")
        page = self.client.get(self.url)
        self.assertEqual(page.context["form"].initial["body"], "The newer thought")
        self.assertEqual(self.noted("draft", page), str(newest.pk))
        self.assertContains(page, "Other texts of yours")
        self.assertContains(page, "The older thought")

    def test_another_text_can_be_continued(self):
        older = self.make_draft(body="The older thought", saved_at=timezone.now() - timedelta(days=2))
        self.make_draft(body="The newer thought")
        self.assertContains(self.client.get(self.url), f'href="{self.url}?draft={older.pk}"')
        page = self.client.get(self.url, {"draft": older.pk})
        self.assertEqual(page.context["form"].initial["body"], "The older thought")
        self.assertContains(page, "The newer thought")

    def test_the_published_text_can_be_taken_instead_of_the_draft(self):
        make.review(self.film, self.ana)
        self.make_draft()
        page = self.client.get(self.url)
        self.assertEqual(page.context["form"].initial["body"], "Half a thought")
        self.assertContains(page, '<a href="?text=review">Take the published text instead</a>', html=True)
        page = self.client.get(self.url, {"text": "review"})
        self.assertEqual(page.context["form"].initial["body"], make.BODY)
        self.assertEqual(self.noted("draft", page), "")
        self.assertContains(page, "Half a thought")

    def test_a_draft_says_that_the_review_was_changed_after_it(self):
        self.make_draft(saved_at=timezone.now() - timedelta(days=2))
        make.review(self.film, self.ana).revise(headline="On second thoughts")
        self.assertContains(self.client.get(self.url), "Your review was changed after that")

    def test_the_rating_is_the_one_given_last(self):
        Rating.objects.record(self.film, self.ana, 4)
        for draft_rating, age, expected in ((None, 0, 4), (9, 0, 9), (9, 2, 4)):
            with self.subTest(draft_rating=draft_rating, age=age):
                draft = self.make_draft(rating=draft_rating, saved_at=timezone.now() - timedelta(days=age))
                page = self.client.get(self.url, {"draft": draft.pk})
                self.assertEqual(page.context["form"].initial["rating"], expected)

    def test_drafts_that_do_not_exist_are_404(self):
        theirs = Draft.objects.create(film=self.film, member=self.ben, **WORDS)
        elsewhere = Draft.objects.create(film=make.film(), member=self.ana, **WORDS)
        for number in (theirs.pk, elsewhere.pk, 999, "x", "", "9" * 5000):
            with self.subTest(str(number)[:9]):
                self.assertEqual(self.client.get(self.url, {"draft": number}).status_code, 404)

    def test_the_page_takes_a_fixed_number_of_queries(self):
        make.review(self.film, self.ana)
        self.make_draft()
        with self.assertNumQueries(9):
            self.client.get(self.url)
        for number in range(9):
            self.make_draft(body=f"Thought {number}" * 100)
        with self.assertNumQueries(9):
            self.client.get(self.url)


class PublishedDraftTests(DraftPages):
    def publish(self, **fields):
        data = {"headline": "A road worth walking", "body": make.BODY, "language": "en", "rating": "", **fields}
        return self.client.post(self.url, data)

    def test_publishing_removes_the_draft_it_came_from_and_no_other(self):
        own, other = self.make_draft(), self.make_draft(body="Another thought")
        self.publish(draft=own.pk, version=own.version)
        self.assertEqual(Draft.objects.get(), other)

    def test_an_invalid_form_is_shown_and_kept_as_a_draft(self):
        response = self.publish(body="Too short", rating="8")
        self.assertContains(response, "At least 100 characters are needed", status_code=400)
        self.assertContains(response, "Your words are kept as a draft", status_code=400)
        draft = Draft.objects.get()
        self.assertEqual((draft.body, draft.rating), ("Too short", 8))
        self.assertEqual(self.noted("draft", response), str(draft.pk))

    def test_a_second_invalid_try_is_the_same_draft(self):
        noted = {name: self.noted(name, self.publish(body="Too short")) for name in ("draft", "version")}
        self.publish(body="Still too short", **noted)
        self.assertEqual(Draft.objects.get().body, "Still too short")

    def test_what_no_draft_can_hold_is_shown_all_the_same(self):
        response = self.publish(body="x" * 30_001)
        self.assertContains(response, "x" * 30_001, status_code=400)
        self.assertNotContains(response, "kept as a draft", status_code=400)

    def test_no_room_for_one_more_draft_is_said(self):
        for number in range(MAX_DRAFTS):
            self.make_draft(body=f"Thought {number}")
        response = self.publish(body="Too short")
        self.assertContains(response, "You have 10 texts for this film.", status_code=400)
        self.assertContains(response, "Too short", status_code=400)

    def test_who_writes_too_much_finds_the_words_in_a_draft(self):
        make.review(author=self.ana)
        with patch("accounts.limits.REVIEWS", [(1, 60)]):
            response = self.publish(headline="Once more")
        self.assertContains(response, "Your words are kept as a draft", status_code=429)
        self.assertEqual(Draft.objects.get().headline, "Once more")


class KeptTextTests(DraftPages):
    """What was sent after the session had ended, or with a token that had."""

    def test_save_draft_after_the_session_ended_offers_the_words_after_signing_in(self):
        self.client.logout()
        response = self.save(body="Nearly lost")
        self.assertEqual(response["Location"], f"/accounts/login/?next={self.url.replace('/', '%2F')}")
        self.client.force_login(self.ana)
        page = self.client.get(self.url)
        self.assertContains(page, "Here is what you had written before you signed in.")
        self.assertEqual(page.context["form"].initial["body"], "Nearly lost")

    def test_it_goes_on_with_the_same_draft(self):
        draft = self.make_draft()
        self.client.logout()
        self.save(body="Nearly lost", draft=draft.pk, version=draft.version)
        self.client.force_login(self.ana)
        page = self.client.get(self.url)
        noted = {name: self.noted(name, page) for name in ("draft", "version", "kept")}
        self.save(body="Nearly lost, and found", **noted)
        self.assertEqual(Draft.objects.get().body, "Nearly lost, and found")
        self.assertNotContains(self.client.get(self.url), "before you signed in")

    def test_a_form_that_was_not_filled_with_it_leaves_it_kept(self):
        self.client.logout()
        self.save(body="Nearly lost")
        self.client.force_login(self.ana)
        self.save(body="Written in another window")
        self.assertContains(self.client.get(self.url), "Nearly lost")
        self.save(body="Nearly lost")
        self.assertNotContains(self.client.get(self.url), "before you signed in")

    def test_another_text_shows_that_it_is_waiting(self):
        draft = self.make_draft()
        self.client.logout()
        self.save(body="Nearly lost")
        self.client.force_login(self.ana)
        page = self.client.get(self.url, {"draft": draft.pk})
        self.assertContains(page, "What you had written before you signed in is kept for you too.")

    def test_the_next_member_in_the_same_browser_does_not_get_it(self):
        self.client.logout()
        self.save(body="Ana wrote this", writer="ana")
        self.client.force_login(self.ben)
        self.assertNotContains(self.client.get(self.url), "Ana wrote this")

    def test_more_than_can_be_kept_is_given_back_at_once(self):
        self.client.logout()
        text = "x" * kept_text.LONGEST + "end"
        response = self.save(body=text)
        self.assertContains(response, text, status_code=413)
        self.assertContains(response, "Copy it first", status_code=413)

    def test_a_lost_token_gives_the_draft_back_with_all_that_the_form_noted(self):
        draft = self.make_draft()
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(self.ana)
        form = {
            "headline": "A road, begun",
            "body": "Half a thought, and more",
            "draft": draft.pk,
            "version": draft.version,
            "revision": 0,
            "kept_as": f"review-{self.film.pk}",
        }
        with self.assertLogs("django.security.csrf", "WARNING"):
            page = browser.post(self.draft_url, form)
        self.assertContains(page, "Half a thought, and more", status_code=403)
        for name in ("draft", "version", "revision", "kept_as"):
            self.assertContains(page, f'<input type="hidden" name="{name}" value="{form[name]}">', status_code=403)
        token = browser.cookies["csrftoken"].value
        browser.post(self.draft_url, {**form, "csrfmiddlewaretoken": token})
        self.assertEqual(Draft.objects.get().body, "Half a thought, and more")
        self.assertNotContains(browser.get(self.url), "before you signed in")

    def test_after_a_lost_token_the_words_are_offered_even_when_that_page_was_closed(self):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(self.ana)
        with self.assertLogs("django.security.csrf", "WARNING"):
            browser.post(self.url, {"body": "Nearly lost", "kept_as": f"review-{self.film.pk}", "writer": "ana"})
        self.assertContains(browser.get(self.url), "Nearly lost")


class ClosedTests(DraftPages):
    """Who may not write keeps every word."""

    def test_a_suspended_member_gets_what_was_sent_and_saved_back(self):
        self.make_draft(body="Saved long ago")
        self.ana.suspended_until = timezone.now() + timedelta(days=3)
        self.ana.save()
        for url in (self.url, self.draft_url):
            response = self.client.post(url, {"headline": "Just now", "body": "Words of an hour"})
            self.assertContains(response, "You are suspended until", status_code=403)
            for words in ("Just now", "Words of an hour", "Saved long ago"):
                self.assertContains(response, words, status_code=403)
        self.assertContains(self.client.get(self.url), "Saved long ago", status_code=403)
        self.assertFalse(Review.objects.exists())

    def test_the_author_of_a_removed_review_gets_the_draft_back(self):
        make.review(self.film, self.ana)
        Review.objects.update(state=Review.State.REMOVED)
        response = self.save(body="Words of an hour")
        self.assertContains(response, "Words of an hour", status_code=403)
        self.assertFalse(Draft.objects.exists())

    def test_a_suspended_member_may_throw_a_draft_away(self):
        draft = self.make_draft()
        self.ana.suspended_until = timezone.now() + timedelta(days=3)
        self.ana.save()
        self.client.post(self.throw_away_url(draft))
        self.assertFalse(Draft.objects.exists())
