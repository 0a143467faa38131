from datetime import timedelta
from unittest.mock import patch

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from filmsite import kept_text
from reviews.models import Draft, Rating, Review
from reviews.models.draft import MAX_DRAFTS
from tests import make

WORDS = {"headline": "A road, begun", "body": "Half a thought", "has_spoilers": False, "language": "", "rating": None}


class DraftVerbTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()

    def keep(self, **fields):
        return Draft.objects.keep(self.film, self.ana, **{**WORDS, **fields})

    def test_the_same_window_saves_the_same_draft_again(self):
        first = self.keep()
        second = self.keep(pk=first.pk, version=first.version, body="Half a thought, and more")
        self.assertEqual((second.pk, second.version, second.body), (first.pk, 2, "Half a thought, and more"))
        self.assertEqual(Draft.objects.count(), 1)

    def test_two_windows_never_write_over_each_other(self):
        opened = self.keep()
        self.keep(pk=opened.pk, version=1, body="What the first window says")
        other = self.keep(pk=opened.pk, version=1, body="What the second window says")
        self.assertNotEqual(other.pk, opened.pk)
        self.assertEqual(
            {draft.body for draft in Draft.objects.all()},
            {"What the first window says", "What the second window says"},
        )

    def test_the_same_words_from_two_windows_are_one_draft(self):
        self.assertEqual(self.keep().pk, self.keep().pk)

    def test_a_draft_that_is_gone_is_made_anew(self):
        self.assertEqual(self.keep(pk=999, version=3).body, "Half a thought")

    def test_nobody_saves_into_the_draft_of_another_member_or_film(self):
        drafts = (
            Draft.objects.keep(self.film, make.member(), **WORDS),
            Draft.objects.keep(make.film(), self.ana, **WORDS),
        )
        for theirs in drafts:
            self.keep(pk=theirs.pk, version=1, body="Other words")
            theirs.refresh_from_db()
            self.assertEqual(theirs.body, "Half a thought")

    def test_there_is_an_end_to_texts_for_one_film(self):
        for number in range(MAX_DRAFTS):
            last = self.keep(body=f"Thought {number}")
        with self.assertRaisesMessage(ValidationError, "You have 10 texts for this film. Throw one away"):
            self.keep(body="One too many")
        self.assertEqual(self.keep(pk=last.pk, version=1, body="The last one may go on").pk, last.pk)

    def test_what_the_review_says_already_is_no_draft(self):
        review = make.review(self.film, self.ana)
        begun = self.keep()
        self.assertIsNone(self.keep(pk=begun.pk, version=1, **review.text))
        self.assertFalse(Draft.objects.exists())

    def test_publishing_settles_its_own_draft_and_equal_ones_only(self):
        review = make.review(self.film, self.ana)
        own, other = self.keep(), self.keep(body="Something else entirely")
        Draft.objects.create(film=self.film, member=self.ana, headline=review.headline, body=review.body, rating=3)
        theirs = Draft.objects.create(film=self.film, member=make.member(), headline=review.headline, body=review.body)
        Draft.objects.settle(review, pk=own.pk, version=own.version)
        self.assertCountEqual(Draft.objects.all(), [other, theirs])

    def test_publishing_leaves_what_another_window_has_made_of_the_draft(self):
        own = self.keep()
        self.keep(pk=own.pk, version=1, body="What another window made of it")
        Draft.objects.settle(make.review(self.film, self.ana), pk=own.pk, version=1)
        self.assertEqual(Draft.objects.get().body, "What another window made of it")

    def test_the_database_refuses_a_rating_out_of_range(self):
        for rating in (0, 11):
            with self.subTest(rating), self.assertRaises(IntegrityError), transaction.atomic():
                Draft.objects.create(film=self.film, member=self.ana, rating=rating)

    def test_drafts_go_with_the_member(self):
        leaver = make.member()
        Draft.objects.keep(self.film, leaver, **WORDS)
        leaver.delete()
        self.assertFalse(Draft.objects.exists())


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
        with self.assertNumQueries(7):
            self.client.get(self.url)
        for number in range(9):
            self.make_draft(body=f"Thought {number}" * 100)
        with self.assertNumQueries(7):
            self.client.get(self.url)


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
