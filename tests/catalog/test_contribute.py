"""The page a contribution is written on: who may, what each button does, and that nothing typed is lost."""

from unittest import mock

from django.core.exceptions import PermissionDenied
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from catalog.contributing import HANDLERS, Changed
from catalog.models import Contribution, TriviaItem
from tests import make

TEXT = "The tower at the end of the road is a water tower and was pulled down in 1971."
State = Contribution.State


class ContributePage(TestCase):
    """Ana has something to tell about a film."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()
        cls.url = reverse("catalog:contribute", args=[cls.film.pk, cls.film.slug, "trivia"])

    def setUp(self):
        self.client.force_login(self.ana)

    def press(self, then, text=TEXT, **fields):
        return self.client.post(self.url, {"then": then, "text": text, "version": self.version(), **fields})

    def version(self):
        draft = self.ana.contributions.filter(state=State.DRAFT).first()
        return draft.version if draft else ""

    def sent(self):
        return self.ana.contributions.get()


class ContributeTests(ContributePage):
    def test_every_kind_has_a_page_with_its_rules_and_form(self):
        for kind in HANDLERS:
            url = reverse("catalog:contribute", args=[self.film.pk, self.film.slug, kind])
            with self.subTest(kind):
                self.assertContains(self.client.get(url), "Send to the editors")

    def test_an_address_may_name_the_kind_in_several_ways(self):
        for kind in ("crazy-credit", "crazy_credits", "goofs", "alternate-versions"):
            url = reverse("catalog:contribute", args=[self.film.pk, self.film.slug, kind])
            self.assertEqual(self.client.get(url).status_code, 200)

    def test_what_is_no_kind_is_not_there(self):
        url = reverse("catalog:contribute", args=[self.film.pk, self.film.slug, "gossip"])
        self.assertEqual(self.client.get(url).status_code, 404)

    def test_what_another_window_sends_at_the_same_moment_is_sent_once(self):
        with mock.patch("catalog.views.contribute.file", side_effect=Changed(Contribution(state=State.PENDING))):
            self.assertRedirects(self.press("send"), reverse("catalog:my_contributions"))

    @override_settings(THROTTLE=True)
    def test_who_saves_no_more_drafts_is_still_told_that_it_was_sent(self):
        self.press("send")
        with mock.patch("accounts.limits.DRAFTS", ((1, 3600),)):
            self.assertRedirects(self.press("send"), self.sent().get_absolute_url())

    def test_what_is_sent_waits_for_an_editor_and_is_seen_by_its_contributor_alone(self):
        self.assertRedirects(self.press("send"), self.sent().get_absolute_url())
        item = self.film.trivia_items.get()
        self.assertEqual((self.sent().state, item.state, item.text), (State.PENDING, "pending", TEXT))
        self.assertContains(self.client.get(item.get_absolute_url()), TEXT)
        self.assertEqual(Client().get(item.get_absolute_url()).status_code, 404)

    def test_what_a_trusted_member_sends_is_published_at_once(self):
        with override_settings(TRUSTED_AFTER=0):
            self.assertContains(self.client.get(self.url), ">Publish</button>")
            self.press("send")
        self.assertEqual(self.film.trivia_items.get().state, TriviaItem.State.PUBLISHED)

    def test_a_preview_shows_it_with_spoilers_closed_and_sends_nothing(self):
        page = self.press("preview", has_spoilers="on")
        self.assertContains(page, '<details class="spoiler spoiler--whole">')
        self.assertEqual(self.sent().state, State.DRAFT)

    def test_a_draft_is_kept_as_it_was_typed_and_offered_again(self):
        self.assertRedirects(self.press("draft", "Sho", minute="late"), self.url)
        page = self.client.get(self.url)
        self.assertContains(page, "This is your draft of")
        self.assertContains(page, 'value="late"')
        self.assertNotContains(page, "form-errors")

    def test_what_is_refused_comes_back_and_is_kept_as_a_draft(self):
        page = self.press("send", "Sho")
        self.assertContains(page, "At least 15 characters are needed; there are 3.", status_code=400)
        self.assertContains(self.client.get(self.url), "Sho</textarea>")

    def test_sending_a_draft_uses_it_up(self):
        self.press("draft", "Sho")
        self.press("send")
        self.assertEqual(self.sent().state, State.PENDING)
        self.assertNotContains(self.client.get(self.url), "This is your draft")

    def test_a_button_pressed_twice_sends_once(self):
        self.press("send")
        self.assertRedirects(self.press("send"), self.sent().get_absolute_url())

    def test_control_characters_are_refused_with_a_sentence(self):
        page = self.press("send", "A bell\x07 rings at the end of the road, and a NUL\x00 too.")
        self.assertContains(page, "cannot be shown", status_code=400)

    def test_more_than_can_be_kept_is_refused_with_a_sentence(self):
        page = self.press("draft", "long " * 15_000)
        self.assertContains(page, "This is more than can be kept here.", status_code=400)

    def test_unknown_buttons_and_nonsense_are_no_fault_of_ours(self):
        for fields in ({"then": "fly"}, {"version": "-1"}, {"minute": "9" * 40}, {"then": "more"}):
            response = self.client.post(self.url, {"then": "send", **fields})
            self.assertIn(response.status_code, {200, 302, 400, 409})

    def test_the_form_takes_the_same_queries_however_many_facts_there_are(self):
        def queries():
            with self.assertNumQueries(6):
                self.client.get(self.url)

        queries()
        for number in range(20):
            make.trivia(self.film, text=f"Fact number {number} about the road.")
        queries()


class NearDuplicateTests(ContributePage):
    def setUp(self):
        super().setUp()
        make.trivia(self.film, text="At the end of the road stands a water tower, which was pulled down in 1971.")

    def test_what_seems_to_be_there_already_is_shown_before_it_is_sent(self):
        page = self.press("send")
        self.assertContains(page, "This looks like what is here already")
        self.assertContains(page, "Send all the same")
        self.assertEqual(self.sent().state, State.DRAFT)

    def test_it_can_be_sent_all_the_same(self):
        self.press("anyway")
        self.assertEqual(self.sent().state, State.PENDING)

    def test_a_fact_that_gives_the_story_away_is_named_and_not_quoted(self):
        self.film.trivia_items.update(has_spoilers=True)
        page = self.press("send")
        self.assertContains(page, "One that gives away the story")
        self.assertNotContains(page, "At the end of the road stands")

    def test_what_others_have_sent_and_nobody_published_is_not_given_away(self):
        self.film.trivia_items.update(state="pending", decided_at=None)
        self.press("send")
        self.assertEqual(self.sent().state, State.PENDING)


class WhoMayContributeTests(ContributePage):
    def test_visitors_sign_in_and_come_back(self):
        self.client.logout()
        sign_in = f"{reverse('account_login')}?next={self.url.replace('/', '%2F')}"
        self.assertRedirects(self.client.get(self.url), sign_in, fetch_redirect_response=False)

    def test_what_was_typed_in_an_expired_session_is_there_after_signing_in(self):
        self.client.logout()
        self.press_signed_out()
        self.client.force_login(self.ana)
        page = self.client.get(self.url)
        self.assertContains(page, TEXT)
        self.assertContains(page, "Here is what you had written before you signed in")

    def press_signed_out(self):
        return self.client.post(self.url, {"then": "send", "text": TEXT, "writer": "ana"})

    def test_it_is_not_shown_to_somebody_else_in_the_same_browser(self):
        self.client.logout()
        self.press_signed_out()
        self.client.force_login(make.member("ben"))
        self.assertNotContains(self.client.get(self.url), TEXT)

    def test_a_lost_token_loses_nothing(self):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(self.ana)
        sent = {"then": "send", "text": TEXT, "writer": "ana", "kept_as": f"contribute-trivia-film-{self.film.pk}"}
        page = browser.post(self.url, sent)
        self.assertContains(page, TEXT, status_code=403)
        self.assertContains(page, '<input type="hidden" name="then" value="send">', status_code=403)
        self.assertContains(browser.get(self.url), TEXT)

    def test_who_is_suspended_sends_nothing_and_loses_nothing(self):
        make.suspension(self.ana)
        self.assertContains(self.press("send"), "You are suspended", status_code=403)
        self.assertFalse(self.ana.contributions.exists())

    def test_a_closed_film_says_why_and_takes_nothing(self):
        self.film.edit_locks.create(by=make.editor(), reason="Somebody keeps adding jokes.")
        self.assertContains(self.client.get(self.url), "Somebody keeps adding jokes.", status_code=403)
        page = self.press("send")
        self.assertContains(page, TEXT, status_code=403)
        self.assertEqual(self.sent().state, State.DRAFT)

    def test_a_film_that_is_open_again_takes_it(self):
        editor = make.editor()
        self.film.edit_locks.create(by=editor, reason="Jokes.", ended_at=timezone.now(), ended_by=editor)
        self.assertEqual(self.press("send").status_code, 302)

    def test_who_sends_too_fast_is_told_to_wait_and_the_draft_is_kept(self):
        for number in range(10):
            self.press("send", f"{TEXT} This is telling number {number}.")
        page = self.press("send", "Something quite different about a bridge and a boat.")
        self.assertContains(page, "You have sent a lot in a short time.", status_code=429)
        self.assertIn("Retry-After", page)
        self.assertEqual(self.ana.contributions.filter(state=State.DRAFT).count(), 1)

    def test_the_verb_refuses_who_is_suspended_by_then(self):
        self.press("draft")
        make.suspension(self.ana)
        self.ana.refresh_from_db()
        with self.assertRaises(PermissionDenied):
            self.sent().send()


class TwoWindowsTests(ContributePage):
    def test_other_words_of_another_window_are_shown_before_they_are_replaced(self):
        self.press("draft", "What the first window said of the road.")
        late = {"then": "send", "text": TEXT, "version": ""}
        page = self.client.post(self.url, late)
        self.assertContains(page, "What the first window said of the road.", status_code=409)
        self.assertContains(page, TEXT, status_code=409)
        self.assertEqual(self.press("send").status_code, 302)

    def test_the_same_words_are_no_conflict(self):
        self.press("draft")
        self.assertEqual(self.client.post(self.url, {"then": "draft", "text": TEXT, "version": ""}).status_code, 302)
