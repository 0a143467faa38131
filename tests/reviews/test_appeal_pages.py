from datetime import timedelta
from unittest import mock

from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from reviews.models import Appeal
from tests import make

WORDS = "Nothing in it names a shop."


def later(**time):
    return mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(**time))


class CaseOfAna(TestCase):
    """A review by Ana that Ben has reported and a moderator has removed; another moderator could look again."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("benedict")
        cls.first, cls.other = make.moderator("judge-jo"), make.moderator("judge-flo")
        cls.film = make.film()
        cls.review = make.review(cls.film, author=cls.ana)
        cls.case = make.report(cls.review, cls.ben).case
        cls.page_of_case = reverse("reviews:case_detail", args=[cls.case.pk])
        cls.url = reverse("reviews:appeal", args=[cls.case.pk])
        cls.answer_url = reverse("reviews:answer", args=[cls.case.pk])

    def decide(self, action="remove", **terms):
        return make.decision(self.case, action, by=self.first, **terms)

    def get(self, member, url=None):
        self.client.force_login(member)
        return self.client.get(url or self.url)

    def send(self, member, words=WORDS, url=None):
        self.client.force_login(member)
        return self.client.post(url or self.url, {"words": words})


class AppealFormTests(CaseOfAna):
    def test_the_author_finds_the_form_from_the_case(self):
        decision = self.decide()
        self.assertContains(self.get(self.ana, self.page_of_case), f'href="{self.url}?decision={decision.pk}"')
        page = self.get(self.ana)
        self.assertContains(page, "Your text was removed.")
        self.assertContains(page, "It names a shop and its prices.")
        until = timezone.localtime(decision.appealable_until)
        self.assertContains(page, f"this one until {until.day} {until:%B %Y}")
        self.assertContains(page, "Somebody who had no part in the first decision")

    def test_an_appeal_is_filed_and_stands_on_the_case_page(self):
        decision = self.decide()
        response = self.send(self.ana)
        self.assertRedirects(response, self.page_of_case)
        appeal = Appeal.objects.get()
        self.assertEqual((appeal.decision, appeal.appellant, appeal.words), (decision, self.ana, WORDS))
        page = self.get(self.ana, self.page_of_case)
        self.assertContains(page, "Waiting for a moderator.")
        self.assertContains(page, WORDS)
        self.assertNotContains(page, "Appeal this decision")

    def test_the_appellant_gets_a_receipt(self):
        self.decide()
        self.send(self.ana)
        told = Notification.objects.filter(member=self.ana).latest("pk")
        self.assertEqual(told.subject, "Your appeal has arrived")
        self.assertIn("Your text was removed.", told.body)
        self.assertIn("Somebody who had no part", told.body)

    def test_the_only_moderator_is_named_as_such(self):
        self.other.is_active = False
        self.other.save()
        self.decide()
        self.assertContains(self.get(self.ana), "This site has nobody else who could decide.")
        self.assertContains(self.get(self.ana), "no sooner than 24 hours")

    def test_what_a_machine_decided_is_looked_at_by_a_person(self):
        make.automatic(self.case, "shield")
        self.assertContains(self.get(self.ana), "No person has decided so far; a moderator does now.")
        self.send(self.ana)
        self.assertTrue(Appeal.objects.exists())

    def test_the_reporter_of_a_dismissal_asks_for_a_second_look(self):
        decision = self.decide("dismiss", facts="It gives a telephone number.")
        page = self.get(self.ben, self.page_of_case)
        self.assertContains(page, f'href="{self.url}?decision={decision.pk}"')
        page = self.get(self.ben)
        self.assertContains(page, "on your report of a review")
        self.assertNotContains(page, "telephone")
        self.send(self.ben)
        self.assertEqual(Appeal.objects.get().appellant, self.ben)
        self.assertContains(self.get(self.ben, self.page_of_case), "Your appeal")

    def test_one_of_several_decisions_can_be_chosen(self):
        removed = self.decide()
        warned = self.decide("warn")
        self.assertContains(self.get(self.ana), "You were warned.")
        page = self.get(self.ana, f"{self.url}?decision={removed.pk}")
        self.assertContains(page, "Your text was removed.")
        self.assertContains(page, f'action="?decision={removed.pk}"')
        self.send(self.ana, url=f"{self.url}?decision={removed.pk}")
        self.assertEqual(Appeal.objects.get().decision, removed)
        self.send(self.ana)
        self.assertEqual(set(Appeal.objects.values_list("decision", flat=True)), {removed.pk, warned.pk})

    def test_the_suspended_can_appeal(self):
        self.decide("suspend", days=7)
        self.assertRedirects(self.send(self.ana), self.page_of_case)
        self.assertTrue(Appeal.objects.exists())

    # Who is refused

    def test_visitors_sign_in_and_come_back_with_what_they_wrote(self):
        decision = self.decide()
        url = f"{self.url}?decision={decision.pk}"
        sign_in = f"{reverse('account_login')}?next={self.url}%3Fdecision%3D{decision.pk}"
        self.assertRedirects(self.client.get(url), sign_in, fetch_redirect_response=False)
        response = self.client.post(url, {"words": WORDS, "writer": "ana"})
        self.assertRedirects(response, sign_in, fetch_redirect_response=False)
        page = self.get(self.ana, url)
        self.assertContains(page, WORDS)
        self.assertContains(page, "Nothing is sent yet.")
        self.send(self.ana, url=url)
        self.assertNotIn(WORDS, str(dict(self.client.session)))

    def test_what_somebody_else_wrote_in_the_same_browser_is_not_shown(self):
        decision = self.decide()
        url = f"{self.url}?decision={decision.pk}"
        self.client.post(url, {"words": "Not hers.", "writer": "somebody"})
        self.assertNotContains(self.get(self.ana, url), "Not hers.")

    def test_what_is_not_ones_own_is_not_there(self):
        decision = self.decide()
        for member in (self.ben, make.member(), self.other):
            for url in (self.url, f"{self.url}?decision={decision.pk}"):
                self.assertEqual(self.get(member, url).status_code, 404)
                self.assertEqual(self.send(member, url=url).status_code, 404)
        self.assertFalse(Appeal.objects.exists())

    def test_decisions_that_do_not_exist_are_not_there(self):
        self.decide()
        elsewhere = make.decision(make.report(make.review(author=self.ana)).case, "hide")
        for number in ("", "x", "0", "9" * 40, elsewhere.pk):
            self.assertEqual(self.get(self.ana, f"{self.url}?decision={number}").status_code, 404)
        self.assertEqual(self.get(self.ana, f"/cases/{'9' * 30}/appeal/").status_code, 404)

    def test_an_undecided_case_has_nothing_to_appeal(self):
        for member in (self.ana, self.ben):
            self.assertEqual(self.get(member).status_code, 404)

    def test_too_late_appealed_already_and_gone_back_on_are_said(self):
        decision = self.decide()
        with later(days=185):
            self.assert_refused("A decision can be appealed for 184 days")
        make.appeal(decision, self.ana)
        self.assert_refused("This decision has been appealed already.")
        self.case = make.report(make.review(author=self.ana)).case
        self.url = reverse("reviews:appeal", args=[self.case.pk])
        self.decide("hide")
        self.decide("restore")
        self.assert_refused("This decision has been gone back on")

    def assert_refused(self, sentence):
        self.assertContains(self.get(self.ana), sentence)
        before = Appeal.objects.count()
        page = self.send(self.ana, "Every word of mine.")
        self.assertContains(page, sentence, status_code=409)
        self.assertContains(page, "Every word of mine.", status_code=409)
        self.assertEqual(Appeal.objects.count(), before)

    def test_two_sent_at_once_make_one(self):
        decision = self.decide()
        with mock.patch("reviews.models.Decision.why_no_appeal", side_effect=["", "Appealed already."]):
            page = self.send(self.ana)
        self.assertContains(page, "Appealed already.", status_code=409)
        self.assertContains(page, WORDS, status_code=409)
        self.assertFalse(hasattr(decision, "appeal"))

    # Bad input

    def test_nothing_typed_is_lost_to_bad_input(self):
        self.decide()
        self.assertContains(self.send(self.ana, "  "), "Write a sentence or two.", status_code=400)
        page = self.send(self.ana, "x" * 2001)
        self.assertContains(page, "x" * 2001, status_code=400)
        self.assertContains(page, "At most 2000 characters fit here; there are 2001.", status_code=400)
        for character in ("\x00", "\x07"):
            page = self.send(self.ana, f"Every word{character} of mine.")
            self.assertContains(page, "cannot be shown", status_code=400)
            self.assertContains(page, "Every word", status_code=400)
        self.assertFalse(Appeal.objects.exists())

    def test_a_form_without_its_token_is_kept(self):
        decision = self.decide()
        url = f"{self.url}?decision={decision.pk}"
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.ana)
        kept_as = client.get(url).context["kept_as"]
        page = client.post(url, {"words": WORDS, "writer": "ana", "kept_as": kept_as})
        self.assertContains(page, WORDS, status_code=403)
        self.assertContains(client.get(url), WORDS)

    def test_other_methods_are_refused(self):
        self.decide()
        self.client.force_login(self.ana)
        for url in (self.url, self.answer_url):
            self.assertEqual(self.client.put(url).status_code, 405)

    def test_a_get_writes_nothing_and_stays_private(self):
        self.decide()
        self.assertIn("no-store", self.get(self.ana)["Cache-Control"])
        self.assertFalse(Appeal.objects.exists())

    def test_the_form_takes_a_fixed_number_of_queries(self):
        self.decide()
        self.client.force_login(self.ana)
        with self.assertNumQueries(8):
            self.client.get(self.url)
        for _ in range(3):
            self.case.reports.create(reporter=make.member(), reason="spam", text_as_reported="A road.")
        for action in ("warn", "limit"):
            self.decide(action, **({"days": 7} if action == "limit" else {}))
        with self.assertNumQueries(8):
            self.client.get(self.url)
