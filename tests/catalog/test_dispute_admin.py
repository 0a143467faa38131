from django.test import TestCase

from tests import make
from tests.making import disputes as making
from tests.making.disputes import SOURCE, WORDS

LIST = "/admin/catalog/dispute/"


class DisputeAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor, cls.ana, cls.ben = make.editor(), make.member("ana"), make.member("ben")
        cls.film = make.film()
        cls.fact = make.trivia(cls.film, contributor=cls.ana)
        cls.dispute = making.dispute(cls.fact, cls.ben)
        cls.address = f"{LIST}{cls.dispute.pk}/change/"

    def setUp(self):
        self.client.force_login(self.editor)

    def send(self, outcome="corrected", **fields):
        sent = {"outcome": outcome, "text": "The road is in England.", "reason": "The map says so.", **fields}
        return self.client.post(self.address, sent)

    def test_one_screen_shows_everything(self):
        response = self.client.get(self.address)
        for words in ("The road is in Wales.", "ana", "ben", WORDS, SOURCE, "Correct it", "Keep it as it is"):
            self.assertContains(response, words)
        self.assertNotContains(response, "It is no goof")

    def test_an_editor_corrects_a_fact_and_goes_on_to_the_next(self):
        following = making.dispute(make.trivia(self.film, text="Another."))
        self.assertRedirects(self.send(minute="12"), f"{LIST}{following.pk}/change/")
        self.fact.refresh_from_db()
        self.assertEqual((self.fact.text, self.fact.minute), ("The road is in England.", 12))
        self.dispute.refresh_from_db()
        self.assertEqual((self.dispute.outcome, self.dispute.decided_by), ("corrected", self.editor))

    def test_an_editor_keeps_a_fact_whatever_stands_in_the_form(self):
        self.assertRedirects(self.send("kept"), LIST)
        self.fact.refresh_from_db()
        self.assertEqual(self.fact.text, "The road is in Wales.")

    def test_a_goof_is_moved(self):
        goof = make.trivia(self.film, kind="goof", text="It is no road.")
        dispute = making.dispute(goof)
        address = f"{LIST}{dispute.pk}/change/"
        self.assertContains(self.client.get(address), "It is no goof")
        self.client.post(address, {"outcome": "moved", "text": "It is a road.", "reason": "It is."})
        goof.refresh_from_db()
        self.assertEqual((goof.goof_type, goof.text), ("not_a_goof", "It is a road."))

    def test_trivia_is_not_moved_to_the_goofs(self):
        self.assertEqual(self.send("moved").status_code, 400)

    def test_a_quote_is_corrected_on_its_own_page_first(self):
        quote = make.quote(self.film)
        dispute = making.dispute(quote)
        address = f"{LIST}{dispute.pk}/change/"
        self.assertContains(self.client.get(address), f"/admin/catalog/triviaitem/{quote.pk}/change/")
        sent = {"outcome": "corrected", "reason": "As it is spoken."}
        self.assertContains(self.client.post(address, sent), "still says what was disputed", status_code=409)
        quote.quote_lines.filter(position=1).update(text="Is it very far?")
        self.assertContains(self.client.get(address), "What it said when it was disputed")
        self.client.post(address, sent)
        dispute.refresh_from_db()
        self.assertIn("Is it very far?", dispute.text_after)

    def test_a_reason_is_needed_and_nothing_typed_is_lost(self):
        response = self.send(reason=" ")
        self.assertContains(response, "Say in a sentence why.", status_code=400)
        self.assertContains(response, "The road is in England.", status_code=400)
        for wrong in ({"minute": "soon"}, {"outcome": "withdrawn"}, {"text": ""}, {"reason": "x" * 501}):
            with self.subTest(wrong):
                self.assertEqual(self.send(**wrong).status_code, 400)

    def test_a_correction_that_changes_nothing_is_refused(self):
        self.assertContains(self.send(text="The road is in Wales."), "still says what was disputed", status_code=409)

    def test_a_page_that_is_out_of_date_is_shown_again(self):
        seen = self.fact.text_mark
        self.fact.correct(text="The road is in Scotland.")
        response = self.send(seen=seen)
        self.assertContains(response, "has been changed since", status_code=409)
        self.assertContains(response, "The road is in Scotland.", status_code=409)
        self.assertContains(response, "The map says so.", status_code=409)

    def test_what_somebody_else_has_decided_stays_decided(self):
        making.decided(self.dispute, "kept")
        response = self.send(reason="I think otherwise.")
        self.assertContains(response, "This dispute is over: kept as it was.", status_code=409)
        self.assertContains(response, "I think otherwise.", status_code=409)

    def test_nobody_decides_on_what_they_had_a_part_in(self):
        for fact, by in ((make.trivia(self.film, contributor=self.editor), None), (self.fact, self.editor)):
            self.dispute.fact.disputes.open().update(outcome="withdrawn", decided_at=self.fact.decided_at)
            address = f"{LIST}{making.dispute(fact, by).pk}/change/"
            with self.subTest(fact):
                self.assertContains(self.client.get(address), "so somebody else decides")
                response = self.client.post(address, {"outcome": "kept", "reason": "Mine.", "text": "x"})
                self.assertEqual(response.status_code, 403)

    def test_what_a_moderator_has_taken_down_waits_or_is_not_there(self):
        make.decision(make.report(self.fact).case, "hide")
        self.assertContains(self.client.get(self.address), "A moderator keeps this fact from view.")
        self.assertEqual(self.send().status_code, 409)
        removed = make.trivia(self.film, text="Buy our ships.")
        dispute = making.dispute(removed)
        make.decision(make.report(removed).case, "remove")
        self.assertEqual(self.client.get(f"{LIST}{dispute.pk}/change/").status_code, 404)

    def test_the_list_shows_the_open_ones_first_and_can_be_narrowed(self):
        making.decided(making.dispute(make.trivia(self.film, text="Decided before.")), "kept")
        content = self.client.get(LIST).content.decode()
        self.assertLess(content.index("in Wales"), content.index("Decided before."))
        self.assertNotContains(self.client.get(LIST, {"state": "waiting"}), "Decided before.")
        self.assertNotContains(self.client.get(LIST, {"state": "kept"}), "in Wales")

    def test_members_and_moderators_do_not_decide(self):
        self.client.force_login(self.ben)
        self.assertEqual(self.client.get(self.address).status_code, 302)
        self.client.force_login(make.moderator())
        self.assertEqual(self.client.get(self.address).status_code, 403)
        self.assertEqual(self.send().status_code, 403)
        self.dispute.refresh_from_db()
        self.assertTrue(self.dispute.is_open)
