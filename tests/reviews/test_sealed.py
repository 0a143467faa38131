from datetime import timedelta
from unittest import mock

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from reviews import sealed
from reviews.models import AuditEntry, Decision, SealedText
from tests import make

SECRET = "seven Linden Street"


class SealedTest(TestCase):
    """Words of Ana that a moderator has taken out, sealed with the decision."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.mod = make.member("ana"), make.moderator()
        cls.review = make.review(author=cls.ana, body=f"{make.BODY}Look for {SECRET}.")
        cls.case = make.report(cls.review, make.member("bob")).case
        redacted = {"headline": cls.review.headline, "body": make.BODY}
        make.decision(cls.case, "redact", by=cls.mod, redacted=redacted)
        cls.address = reverse("admin:reviews_case_look", args=[cls.case.pk])

    def looks(self):
        return list(AuditEntry.objects.filter(action="look").values_list("actor", "case"))


class LookingTests(SealedTest):
    def test_every_decision_seals_the_text_it_was_taken_on(self):
        self.assertIn(SECRET, self.case.decisions.get().sealed.text)

    def test_it_is_closed_until_somebody_looks(self):
        self.assertFalse(sealed.is_open_to(self.case, self.mod))

    def test_a_look_is_written_down_and_opens_it_for_half_an_hour(self):
        sealed.look(self.case, self.mod)
        self.assertEqual([(self.mod.pk, self.case.pk)], self.looks())
        for minutes, is_open in [(0, True), (29, True), (31, False)]:
            later = timezone.now() + timedelta(minutes=minutes)
            with self.subTest(minutes), mock.patch("django.utils.timezone.now", return_value=later):
                self.assertEqual(is_open, sealed.is_open_to(self.case, self.mod))

    def test_it_opens_for_who_looked_and_this_case_only(self):
        sealed.look(self.case, self.mod)
        self.assertFalse(sealed.is_open_to(self.case, make.moderator("other")))
        self.assertFalse(sealed.is_open_to(make.report(make.review()).case, self.mod))

    def test_a_moderator_without_office_finds_it_closed_again(self):
        sealed.look(self.case, self.mod)
        self.mod.groups.clear()
        fresh = type(self.mod).objects.get(pk=self.mod.pk)
        self.assertFalse(sealed.is_open_to(self.case, fresh))

    def test_only_who_decides_such_cases_looks(self):
        for somebody in (self.ana, make.member(), make.editor()):
            with self.subTest(somebody), self.assertRaises(PermissionDenied):
                sealed.look(self.case, somebody)
        self.assertEqual([], self.looks())

    def test_editors_look_into_cases_about_the_catalogue(self):
        edna = make.editor()
        case = make.report(make.trivia(make.film())).case
        sealed.look(case, edna)
        self.assertTrue(sealed.is_open_to(case, edna))

    def test_a_moderator_does_not_look_into_a_case_about_their_own_text(self):
        case = make.report(make.review(author=self.mod)).case
        with self.assertRaises(PermissionDenied):
            sealed.look(case, self.mod)

    def test_the_record_names_no_member(self):
        sealed.look(make.report(make.review(author=self.ana)).case, self.mod)
        self.assertNotIn("ana", AuditEntry.objects.get(action="look").subject)


class LookButtonTests(SealedTest):
    def post(self, reader, **data):
        self.client.force_login(reader)
        return self.client.post(self.address, data)

    def test_the_button_leads_back_to_the_case(self):
        response = self.post(self.mod)
        case_page = reverse("admin:reviews_case_change", args=[self.case.pk])
        self.assertRedirects(response, f"{case_page}#sealed", fetch_redirect_response=False)
        self.assertEqual([(self.mod.pk, self.case.pk)], self.looks())

    def test_or_to_the_appeal_it_was_pressed_on(self):
        response = self.post(self.mod, next="/admin/reviews/appeal/1/change/")
        self.assertRedirects(response, "/admin/reviews/appeal/1/change/#sealed", fetch_redirect_response=False)

    def test_but_never_to_another_site(self):
        for there in ("https://example.com/", "//example.com/", "javascript:alert(1)", "\\\\example.com"):
            self.assertTrue(self.post(self.mod, next=there).url.startswith("/admin/reviews/case/"), there)

    def test_to_get_it_changes_nothing(self):
        self.client.force_login(self.mod)
        self.assertEqual(405, self.client.get(self.address).status_code)
        self.assertEqual([], self.looks())

    def test_who_is_refused(self):
        for somebody, status in [(self.ana, 302), (make.member(), 302), (make.editor(), 404)]:
            self.assertEqual(status, self.post(somebody).status_code, somebody)
        self.client.logout()
        self.assertEqual(302, self.client.post(self.address).status_code)
        self.assertEqual([], self.looks())

    def test_the_author_is_refused_though_a_moderator(self):
        case = make.report(make.review(author=self.mod)).case
        self.client.force_login(self.mod)
        self.assertEqual(403, self.client.post(reverse("admin:reviews_case_look", args=[case.pk])).status_code)

    def test_a_case_that_does_not_exist_is_404(self):
        self.client.force_login(self.mod)
        self.assertEqual(404, self.client.post("/admin/reviews/case/999999/look/").status_code)


class WhatIsSealedTests(SealedTest):
    def test_withheld_versions_are_read_with_it(self):
        self.assertEqual([SECRET in revision.body for revision in sealed.withheld(self.case)], [True])
        self.assertEqual([SECRET in text.text for text in sealed.texts(self.case)], [True])

    def test_a_fact_has_no_versions(self):
        case = make.report(make.trivia(make.film())).case
        make.decision(case, "remove")
        self.assertFalse(sealed.withheld(case).exists())
        self.assertEqual("The road is in Wales.", sealed.texts(case).get().text)


class SealedConstraintTests(SealedTest):
    def test_what_was_erased_is_empty(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            SealedText.objects.update(erased_at=timezone.now())

    def test_a_decision_has_one(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            SealedText.objects.create(decision=Decision.objects.get(), text="Another.")
