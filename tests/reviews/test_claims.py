"""Who is at a case: for half an hour from the last use, and only they decide it."""

from datetime import timedelta
from unittest.mock import patch

from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from reviews.claims import claim_next
from reviews.models import AuditEntry, Case, Claimed, Decision
from reviews.models.claim import LEASE
from tests import make

WORDS = {"guideline": "no-advertising", "facts": "It names a shop."}


def later(**time):
    return patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(**time))


class ClaimTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.other = make.moderator(), make.moderator("mod2")
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.case = make.report(make.review(author=cls.ana), cls.ben).case
        cls.case.refresh_from_db()

    def fresh(self):
        return Case.objects.get(pk=self.case.pk)

    def test_a_claim_lasts_half_an_hour(self):
        self.case.claim(self.mod)
        self.assertEqual(self.fresh().claimant, self.mod)
        self.assertAlmostEqual(self.case.claimed_until, timezone.now() + LEASE, delta=timedelta(seconds=20))
        with later(minutes=31):
            self.assertIsNone(self.fresh().claimant)

    def test_using_it_renews_it(self):
        self.case.claim(self.mod)
        with later(minutes=20):
            self.case.claim(self.mod)
        with later(minutes=45):
            self.assertEqual(self.fresh().claimant, self.mod)

    def test_nobody_else_claims_it_meanwhile_and_the_first_stays(self):
        self.case.claim(self.mod)
        with self.assertRaises(Claimed):
            self.case.claim(self.other)
        with self.assertRaises(Claimed):
            self.case.claim(self.other, take_over=True)
        self.assertEqual(self.fresh().claimant, self.mod)

    def test_a_lapsed_claim_is_anybodys(self):
        self.case.claim(self.mod)
        with later(minutes=31):
            self.case.claim(self.other)
            self.assertEqual(self.fresh().claimant, self.other)

    def test_a_senior_moderator_takes_over_and_that_is_on_the_record(self):
        senior = make.senior()
        self.case.claim(self.mod)
        with self.assertRaises(Claimed):
            self.case.claim(senior)
        self.case.claim(senior, take_over=True)
        self.assertEqual(self.fresh().claimant, senior)
        self.assertTrue(AuditEntry.objects.filter(actor=senior, action="take over claim", case=self.case).exists())

    def test_handing_back_frees_ones_own_claim_only(self):
        self.case.claim(self.mod)
        self.case.hand_back(self.other)
        self.assertEqual(self.fresh().claimant, self.mod)
        self.case.hand_back(self.mod)
        self.assertIsNone(self.fresh().claimed_by)

    def test_authors_and_reporters_claim_nothing(self):
        own = make.report(make.review(author=self.mod)).case
        reported = make.report(make.review(), self.mod).case
        for case in (own, reported):
            with self.assertRaises(PermissionDenied):
                case.claim(self.mod)
        with self.assertRaises(PermissionDenied):
            self.case.claim(self.ana)

    def test_a_closed_case_is_not_claimed(self):
        make.decision(self.case, "dismiss")
        with self.assertRaises(ValidationError):
            self.case.claim(self.mod)

    # Deciding

    def test_only_the_claims_holder_decides(self):
        self.case.claim(self.mod)
        with self.assertRaises(Claimed):
            self.case.decide("remove", moderator=self.other, **WORDS)
        self.assertFalse(Decision.objects.exists())
        self.case.decide("remove", moderator=self.mod, version=self.case.version, **WORDS)
        self.assertIsNone(self.fresh().claimed_by)

    def test_a_lapsed_claim_that_nobody_took_still_decides(self):
        self.case.claim(self.mod)
        with later(minutes=40):
            self.case.decide("remove", moderator=self.mod, **WORDS)
        self.assertFalse(self.fresh().is_open)

    def test_whoever_was_taken_over_from_decides_nothing(self):
        self.case.claim(self.mod)
        self.case.claim(make.senior(), take_over=True)
        with self.assertRaises(Claimed):
            self.case.decide("remove", moderator=self.mod, **WORDS)

    def test_another_version_than_the_one_seen_decides_nothing(self):
        self.case.claim(self.mod)
        seen = self.case.version
        make.report(self.case.review)
        with self.assertRaises(ValidationError):
            self.case.decide("remove", moderator=self.mod, version=seen, **WORDS)
        self.assertTrue(self.fresh().is_open)

    def test_what_everybody_has_withdrawn_is_closed_and_can_no_longer_be_decided(self):
        seen = self.case.version
        self.case.reports.get().withdraw()
        with self.assertRaises(ValidationError):
            self.case.decide("remove", moderator=self.mod, version=seen, **WORDS)
        self.assertEqual(self.fresh().possible_actions(self.mod), [])

    # The next one

    def test_the_next_case_is_the_most_pressing_that_is_nobody_elses(self):
        second = make.report(make.review()).case
        self.case.claim(self.other)
        self.assertEqual(claim_next(self.mod), second)
        second.refresh_from_db()
        self.assertEqual(second.claimant, self.mod)

    def test_who_leaves_a_case_gets_the_one_behind_it_and_at_the_end_the_first(self):
        second, third = (make.report(make.review()).case for _ in range(2))
        first = self.fresh()
        self.assertEqual(claim_next(self.mod, behind=first), second)
        second.refresh_from_db()
        self.assertEqual(claim_next(self.mod, behind=second), third)
        third.refresh_from_db()
        self.assertEqual(claim_next(self.mod, behind=third), first)

    def test_where_nothing_else_waits_there_is_no_next_one(self):
        self.assertIsNone(claim_next(self.mod, behind=self.fresh()))
        self.assertEqual(claim_next(self.mod), self.case)

    def test_what_was_copied_from_a_moderator_is_not_theirs(self):
        copied = make.report(make.review(), reason="private").case
        theirs = make.review(author=self.mod)
        copied.reports.create(source="site", reason="copied", details="So.", text_as_reported="x", similar_to=theirs)
        self.assertEqual(claim_next(self.mod), self.case)


class ClaimsInAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.other = make.moderator(), make.moderator("mod2")
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.case = make.report(make.review(author=cls.ana), cls.ben).case
        cls.case.refresh_from_db()
        cls.page = reverse("admin:reviews_case_change", args=[cls.case.pk])

    def setUp(self):
        self.client.force_login(self.mod)

    def step(self, name, **data):
        return self.client.post(reverse(f"admin:reviews_case_{name}", args=[self.case.pk]), data, follow=True)

    def holder(self):
        return Case.objects.get(pk=self.case.pk).claimant

    def decide(self, **fields):
        return self.client.post(self.page, {"action": "remove", **WORDS, **fields})

    def test_the_page_says_who_is_at_it_and_offers_what_can_be_done(self):
        self.assertContains(self.client.get(self.page), "Nobody is at this case")
        self.assertContains(self.step("claim"), "You are at this case until")
        self.client.force_login(self.other)
        page = self.client.get(self.page)
        self.assertContains(page, "mod is deciding this case, until")
        self.assertNotContains(page, 'name="action"')
        self.assertNotContains(page, "Take over <kbd>")

    def test_a_senior_moderator_takes_over_with_a_button(self):
        self.case.claim(self.mod)
        senior = make.senior()
        self.client.force_login(senior)
        self.assertContains(self.client.get(self.page), 'name="take_over"')
        self.step("claim", take_over="yes")
        self.assertEqual(self.holder(), senior)

    def test_without_the_right_nobody_takes_over(self):
        self.case.claim(self.other)
        page = self.step("claim", take_over="yes")
        self.assertContains(page, "mod2 is deciding this case")
        self.assertEqual(self.holder(), self.other)

    def test_handing_back_leads_to_the_queue(self):
        self.case.claim(self.mod)
        self.assertContains(self.step("return"), f"Case {self.case.pk} is handed back.")
        self.assertIsNone(self.holder())

    def test_the_next_case_without_deciding(self):
        second = make.report(make.review()).case
        self.case.claim(self.mod)
        response = self.step("return", next="yes")
        self.assertRedirects(response, reverse("admin:reviews_case_change", args=[second.pk]))
        self.assertIsNone(self.holder())
        second.refresh_from_db()
        self.assertEqual(second.claimant, self.mod)

    def test_a_page_that_is_used_renews_the_claim(self):
        self.case.claim(self.mod)
        with later(minutes=20):
            url = reverse("admin:reviews_case_lease", args=[self.case.pk])
            self.assertEqual(self.client.post(url).status_code, 204)
        with later(minutes=45):
            self.assertEqual(self.holder(), self.mod)

    def test_a_page_whose_case_has_gone_to_somebody_else_hears_so(self):
        self.case.claim(self.other)
        url = reverse("admin:reviews_case_lease", args=[self.case.pk])
        self.assertContains(self.client.post(url), "mod2 is deciding this case", status_code=409)

    def test_a_form_with_something_missing_renews_too(self):
        self.assertEqual(self.decide(facts="").status_code, 400)
        self.assertEqual(self.holder(), self.mod)

    def test_somebody_elses_case_is_not_decided_and_nothing_typed_is_lost(self):
        self.case.claim(self.other)
        page = self.decide(facts="It sells tickets for a walnut fair.")
        self.assertContains(page, "mod2 is deciding this case, until", status_code=409)
        self.assertContains(page, "It sells tickets for a walnut fair.", status_code=409)
        self.assertFalse(Decision.objects.exists())

    def test_a_report_that_came_in_is_named(self):
        seen, shown = self.case.version, timezone.now().isoformat()
        make.report(self.case.review)
        page = self.decide(facts="It sells tickets for a walnut fair.", version=seen, shown_at=shown)
        self.assertContains(page, "A report came in just now.", status_code=409)
        self.assertContains(page, "It sells tickets for a walnut fair.", status_code=409)
        self.assertFalse(Decision.objects.exists())

    def test_two_who_decide_make_one_decision_and_tell_nobody_twice(self):
        seen = self.case.version
        self.assertEqual(self.decide(version=seen).status_code, 302)
        told = Notification.objects.count()
        self.client.force_login(self.other)
        page = self.decide(version=seen, action="dismiss")
        self.assertContains(page, "mod decided this just now: Remove.", status_code=409)
        self.assertEqual(Decision.objects.count(), 1)
        self.assertEqual(Notification.objects.count(), told)

    def test_saving_claims_the_next_case(self):
        second = make.report(make.review()).case
        self.assertRedirects(self.decide(), reverse("admin:reviews_case_change", args=[second.pk]))
        second.refresh_from_db()
        self.assertEqual(second.claimant, self.mod)

    def test_every_step_is_a_form(self):
        for name in ("claim", "lease", "return", "answer"):
            url = reverse(f"admin:reviews_case_{name}", args=[self.case.pk])
            self.assertEqual(self.client.get(url).status_code, 405)
            self.client.force_login(make.member(is_staff=True))
            self.assertEqual(self.client.post(url).status_code, 403)
            self.client.force_login(self.mod)
        self.assertIsNone(self.holder())

    def test_ones_own_text_and_report_are_claimed_by_others(self):
        own = make.report(make.review(author=self.mod)).case
        page = self.client.post(reverse("admin:reviews_case_claim", args=[own.pk]), follow=True)
        self.assertContains(page, "Nobody decides on their own text")
        own.refresh_from_db()
        self.assertIsNone(own.claimed_by)
