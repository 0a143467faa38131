from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from reviews.models import AuditEntry, Case, Report
from reviews.models.report import AlreadyReported
from tests import make


class ReportsNotTakenTests(TestCase):
    """Members who are suspended, or whose reporting is paused."""

    @classmethod
    def setUpTestData(cls):
        cls.ben = make.member("ben")
        cls.review = make.review()
        cls.url = reverse("reviews:report_review", args=[cls.review.pk])

    def setUp(self):
        self.client.force_login(self.ben)

    def stop(self, **fields):
        User.objects.filter(pk=self.ben.pk).update(**fields)

    def send(self):
        return self.client.post(self.url, {"reason": "abuse", "details": "It calls me names."}, follow=True)

    def test_who_is_paused_reads_until_when_and_finds_the_words_again(self):
        self.stop(reports_paused_until=timezone.now() + timedelta(days=3))
        day = (timezone.now() + timedelta(days=3)).strftime("%B")
        response = self.send()
        self.assertRedirects(response, self.review.get_absolute_url())
        self.assertContains(response, "Your reports are not taken until")
        self.assertContains(response, day)
        self.assertFalse(Report.objects.exists())
        self.stop(reports_paused_until=timezone.now() - timedelta(minutes=1))
        self.assertContains(self.client.get(self.url), "It calls me names.")

    def test_who_is_suspended_too(self):
        self.stop(suspended_until=timezone.now() + timedelta(days=3))
        self.assertContains(self.send(), "You are suspended until")
        self.assertFalse(Report.objects.exists())
        self.stop(suspended_until=None)
        self.assertContains(self.client.get(self.url), "It calls me names.")

    def test_the_verb_refuses_both(self):
        for name in ("reports_paused_until", "suspended_until"):
            member = make.member(**{name: timezone.now() + timedelta(days=3)})
            with self.assertRaises(PermissionDenied):
                make.report(self.review, member)

    def test_they_may_open_the_address_without_sending_anything(self):
        self.stop(reports_paused_until=timezone.now() + timedelta(days=3))
        self.assertRedirects(self.client.get(self.url), self.review.get_absolute_url())


class OpenUnaskedTests(TestCase):
    """A moderator opens the case of what nobody has reported."""

    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.other = make.moderator(), make.moderator("mod2")
        cls.review = make.review()
        cls.url = reverse("reviews:report_review", args=[cls.review.pk])

    def open(self, member=None, **fields):
        self.client.force_login(member or self.mod)
        return self.client.post(self.url, {"reason": "abuse", "details": "The last line.", "unasked": "1", **fields})

    def test_it_opens_a_case_to_decide(self):
        response = self.open()
        case = Case.objects.get()
        address = reverse("admin:reviews_case_change", args=[case.pk])
        self.assertRedirects(response, address, fetch_redirect_response=False)
        report = case.reports.get()
        self.assertEqual((report.source, report.reporter, report.details), ("staff", None, "The last line."))
        self.assertTrue(case.can_be_decided_by(self.mod))
        self.assertEqual(case.found_by(), "staff")

    def test_the_record_says_who_opened_it(self):
        self.open()
        entry = AuditEntry.objects.latest("seq")
        self.assertEqual((entry.actor, entry.action, entry.case), (self.mod, "open case", Case.objects.get()))

    def test_only_moderators_are_offered_it(self):
        self.client.force_login(self.mod)
        self.assertContains(self.client.get(self.url), "Open a case yourself")
        for member in (make.member(), make.editor()):
            self.client.force_login(member)
            self.assertNotContains(self.client.get(self.url), "Open a case yourself")

    def test_others_are_refused(self):
        for member in (make.member(), make.editor(), self.review.author):
            self.assertEqual(self.open(member).status_code, 403)
            with self.assertRaises(PermissionDenied):
                Report.objects.open_unasked(self.review, member, reason="abuse")
        self.client.logout()
        self.assertEqual(self.client.post(self.url, {"reason": "abuse", "unasked": "1"}).status_code, 302)
        self.assertFalse(Case.objects.exists())

    def test_nobody_opens_a_case_of_their_own_text(self):
        own = make.review(author=self.mod)
        self.client.force_login(self.mod)
        url = reverse("reviews:report_review", args=[own.pk])
        self.assertEqual(self.client.post(url, {"reason": "abuse", "unasked": "1"}).status_code, 403)

    def test_the_law_can_wait_for_the_decision(self):
        self.assertEqual(self.open(reason="illegal").status_code, 302)

    def test_bad_input_loses_nothing(self):
        for fields in (
            {"reason": ""},
            {"reason": "wrong_fact"},
            {"reason": "other", "details": ""},
            {"details": "x" * 1001},
        ):
            self.assertEqual(self.open(**fields).status_code, 400)
        self.assertContains(self.open(reason="nonsense"), "The last line.", status_code=400)
        with self.assertRaises(ValidationError):
            Report.objects.open_unasked(self.review, self.mod, reason="wrong_fact", details="It was 1963.")

    def test_the_second_to_open_it_is_led_to_the_case_and_loses_no_word(self):
        self.open()
        response = self.open(self.other, details="The first line too.")
        self.assertContains(response, "The first line too.", status_code=409)
        address = reverse("admin:reviews_case_change", args=[Case.objects.get().pk])
        self.assertContains(response, f'href="{address}"', status_code=409)
        with self.assertRaises(AlreadyReported):
            Report.objects.open_unasked(self.review, self.other, reason="abuse")
        self.assertEqual(Report.objects.get().details, "The last line.")

    def test_it_joins_the_case_that_members_have_opened(self):
        case = make.report(self.review).case
        self.open()
        self.assertEqual(case.reports.count(), 2)


class SourceConstraintTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.case = make.report(make.review()).case

    def refused(self, name, **fields):
        row = {"case": self.case, "reason": "spam", "text_as_reported": "...", **fields}
        with self.assertRaisesMessage(IntegrityError, name), transaction.atomic():
            Report.objects.create(**row)

    def test_a_members_report_has_a_reporter_and_no_other_has(self):
        self.refused("members_reports_have_a_reporter", source="member")
        for source in ("visitor", "site", "staff"):
            self.refused("members_reports_have_a_reporter", source=source, reporter=make.member())

    def test_a_case_has_one_report_of_the_site_and_one_of_staff(self):
        for source in ("site", "staff"):
            row = {"case": self.case, "reason": "spam", "text_as_reported": "...", "source": source}
            Report.objects.create(**row)
            self.refused("", source=source)

    def test_visitors_may_give_many_notices(self):
        row = {
            "case": self.case,
            "reason": "illegal",
            "details": "All.",
            "text_as_reported": "...",
            "source": "visitor",
        }
        Report.objects.create(**row)
        Report.objects.create(**row)
        self.assertEqual(self.case.reports.filter(source="visitor").count(), 2)
