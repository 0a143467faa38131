"""One's own contributions: where they stand, and what can still be done about them."""

from django.test import TestCase
from django.urls import reverse

from catalog.models import Contribution
from filmsite.closing import close_account
from tests import make
from tests.making.contributions import ROAD, drafted, sent

State = Contribution.State
LIST = reverse("catalog:my_contributions")


class MyContributions(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.edna = make.member("ana"), make.member("ben"), make.editor()
        cls.film = make.film()

    def setUp(self):
        self.client.force_login(self.ana)

    def page(self, contribution, name="my_contribution"):
        return self.client.get(reverse(f"catalog:{name}", args=[contribution.pk]))

    def press(self, contribution, name, **data):
        return self.client.post(reverse(f"catalog:{name}", args=[contribution.pk]), data)


class ListTests(MyContributions):
    def test_all_of_ones_own_are_listed_and_nobody_elses(self):
        sent(self.film, self.ana)
        sent(self.film, self.ben, "goof")
        page = self.client.get(LIST)
        self.assertContains(page, ROAD)
        self.assertNotContains(page, "Ann wears a watch")

    def test_they_can_be_filtered_by_state(self):
        sent(self.film, self.ana)
        drafted(self.film, self.ana, "goof")
        self.assertNotContains(self.client.get(LIST, {"state": "draft"}), ROAD)
        self.assertContains(self.client.get(LIST, {"state": "pending"}), ROAD)
        self.assertEqual(self.client.get(LIST, {"state": "lost"}).status_code, 404)

    def test_visitors_sign_in_first(self):
        self.client.logout()
        self.assertEqual(self.client.get(LIST).status_code, 302)

    def test_the_same_queries_however_many_there_are(self):
        def queries():
            with self.assertNumQueries(4):
                self.client.get(LIST)

        sent(self.film, self.ana)
        queries()
        for kind in ("goof", "quote", "outline", "storyline"):
            sent(self.film, self.ana, kind)
        queries()


class TrackTests(MyContributions):
    def test_what_is_declined_says_who_decided_and_why(self):
        contribution = sent(self.film, self.ana)
        contribution.decline(by=self.edna, reason="It stands in no book.")
        page = self.page(contribution)
        self.assertContains(page, "It stands in no book.")
        self.assertContains(page, "edna")

    def test_what_is_accepted_leads_to_what_it_became(self):
        contribution = sent(self.film, self.ana)
        contribution.accept(by=self.edna)
        self.assertContains(self.page(contribution), contribution.made.get_absolute_url())

    def test_every_kind_is_shown_whatever_has_become_of_it(self):
        for kind in ("goof", "quote", "parents_guide", "storyline", "outline", "alternative_title", "filming_location"):
            contribution = sent(self.film, self.ana, kind)
            with self.subTest(kind):
                self.assertEqual(self.page(contribution).status_code, 200)
                contribution.accept(by=self.edna)
                self.assertEqual(self.page(contribution).status_code, 200)

    def test_nobody_elses_is_there(self):
        contribution = sent(self.film, self.ben)
        for name in ("my_contribution", "amend_contribution"):
            self.assertEqual(self.page(contribution, name).status_code, 404)
        for name in ("amend_contribution", "withdraw_contribution", "discard_contribution"):
            self.assertEqual(self.press(contribution, name).status_code, 404)


class AmendTests(MyContributions):
    def amend(self, contribution, **data):
        contribution.refresh_from_db()
        data = {"then": "send", "text": "The road was there long before.", "version": contribution.version} | data
        return self.press(contribution, "amend_contribution", **data)

    def test_it_can_be_said_otherwise_while_it_waits(self):
        contribution = sent(self.film, self.ana)
        self.assertRedirects(self.amend(contribution), contribution.get_absolute_url())
        self.assertEqual(self.film.trivia_items.get().text, "The road was there long before.")

    def test_what_is_refused_comes_back_with_the_words(self):
        contribution = sent(self.film, self.ana)
        self.assertContains(self.amend(contribution, text="Sho"), "Sho</textarea>", status_code=400)

    def test_an_editor_who_was_faster_wins_and_the_words_are_given_back(self):
        contribution = sent(self.film, self.ana)
        contribution.accept(by=self.edna)
        page = self.amend(contribution)
        self.assertContains(page, "The road was there long before.", status_code=409)
        self.assertEqual(self.film.trivia_items.get().text, ROAD)

    def test_another_window_is_not_overwritten_unseen(self):
        contribution = sent(self.film, self.ana)
        self.amend(contribution)
        page = self.amend(contribution, version="1", text="A third way to say it of the road.")
        self.assertContains(page, "The road was there long before.", status_code=409)

    def test_words_of_an_expired_session_are_there_after_signing_in(self):
        contribution = sent(self.film, self.ana)
        self.client.logout()
        self.amend(contribution, writer="ana")
        self.client.force_login(self.ana)
        self.assertContains(self.page(contribution, "amend_contribution"), "The road was there long before.")

    def test_lines_of_a_quote_come_back_into_their_form(self):
        page = self.page(sent(self.film, self.ana, "quote"), "amend_contribution")
        self.assertContains(page, 'value="Ann"')
        self.assertContains(page, "Is it far?</textarea>")


class WithdrawTests(MyContributions):
    def test_what_waits_can_be_withdrawn_and_its_words_used_again(self):
        contribution = sent(self.film, self.ana)
        self.press(contribution, "withdraw_contribution")
        self.assertFalse(self.film.trivia_items.exists())
        url = reverse("catalog:contribute", args=[self.film.pk, self.film.slug, "trivia"])
        self.assertContains(self.page(contribution), f"{url}?text={contribution.pk}")
        self.assertContains(self.client.get(url, {"text": contribution.pk}), ROAD)

    def test_what_is_decided_cannot_be(self):
        contribution = sent(self.film, self.ana)
        contribution.accept(by=self.edna)
        self.press(contribution, "withdraw_contribution")
        self.assertEqual(Contribution.objects.get().state, State.ACCEPTED)

    def test_a_draft_can_be_thrown_away_and_nothing_else(self):
        draft, waiting = drafted(self.film, self.ana), sent(self.film, self.ana, "goof")
        for contribution in (draft, waiting):
            self.press(contribution, "discard_contribution")
        self.assertEqual(list(Contribution.objects.all()), [waiting])


class ClosedAccountTests(MyContributions):
    def test_drafts_and_withdrawn_words_go_and_what_stands_stays_without_the_name(self):
        drafted(self.film, self.ana, "goof")
        sent(self.film, self.ana, "outline").withdraw()
        accepted = sent(self.film, self.ana)
        accepted.accept(by=self.edna)
        close_account(self.ana, keep_reviews=True)
        self.assertEqual(list(Contribution.objects.all()), [accepted])
        page = self.client_of_nobody().get(accepted.made.get_absolute_url())
        self.assertContains(page, ROAD)
        self.assertNotContains(page, ">ana<")

    def client_of_nobody(self):
        self.client.logout()
        return self.client
