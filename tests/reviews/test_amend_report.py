from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from reviews.models import IllegalNotice, Report
from tests import make

LAW = {"law": "The penal code", "place": "Wales", "good_faith": "on"}
NOTICE = {"law": "The penal code", "place": "Wales", "name": "Ben Blum", "good_faith": True}


class OwnReport(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.eve = make.member("ana"), make.member("ben"), make.member("eve")
        cls.review = make.review(author=cls.ana)
        cls.report = make.report(cls.review, cls.ben, details="The second line.")
        cls.case = cls.report.case
        cls.there = cls.case.get_absolute_url()
        cls.url = reverse("reviews:amend_report", args=[cls.report.pk])
        cls.withdraw = reverse("reviews:withdraw_report", args=[cls.report.pk])

    def setUp(self):
        self.client.force_login(self.ben)

    def amend(self, reason="abuse", details="It calls me names.", **more):
        return self.client.post(self.url, {"reason": reason, "details": details, **more})


class AmendReportTests(OwnReport):
    def test_the_form_holds_the_report_as_it_is(self):
        page = self.client.get(self.url)
        self.assertContains(page, "The second line.</textarea>")
        self.assertContains(page, 'value="spam" id="id_reason_1" required checked')
        self.assertContains(page, "The text as you reported it")

    def test_it_says_the_same_in_other_words(self):
        version = self.case.version
        self.assertRedirects(self.amend(), self.there)
        self.report.refresh_from_db()
        self.assertEqual((self.report.reason, self.report.details), ("abuse", "It calls me names."))
        self.assertIsNotNone(self.report.amended_at)
        self.case.refresh_from_db()
        self.assertGreater(self.case.version, version)
        self.assertContains(self.client.get(self.there), "amended")

    def test_it_can_become_a_notice_and_stop_being_one(self):
        self.amend("illegal", "All of it.", **LAW)
        notice = IllegalNotice.objects.get()
        self.assertEqual((notice.report, notice.law, notice.name), (self.report, "The penal code", "ben"))
        self.assertContains(self.client.get(self.url), 'value="The penal code"')
        self.amend("spam")
        self.assertFalse(IllegalNotice.objects.exists())

    def test_bad_input_comes_back_with_everything_typed(self):
        for reason in ("", "wrong_fact", "x" * 5000, "a\x00b"):
            self.assertContains(self.amend(reason, "The third line."), "The third line.", status_code=400)
        self.assertContains(self.amend("spam", "x" * 1001), "x" * 1001, status_code=400)
        self.assertContains(self.amend("illegal", "The third line."), "Name the law", status_code=400)
        self.report.refresh_from_db()
        self.assertEqual(self.report.details, "The second line.")

    def test_nobody_elses_report_is_there(self):
        for member in (self.ana, self.eve, make.moderator()):
            self.client.force_login(member)
            self.assertEqual(self.client.get(self.url).status_code, 404)
            self.assertEqual(self.amend().status_code, 404)
            self.assertEqual(self.client.post(self.withdraw).status_code, 404)
        huge = reverse("reviews:amend_report", args=[10**30])
        self.assertEqual(self.client.get(huge).status_code, 404)

    def test_visitors_sign_in_and_find_their_words_again(self):
        self.client.logout()
        sign_in = f"{reverse('account_login')}?next={self.url}"
        for response in (self.client.get(self.url), self.amend()):
            self.assertRedirects(response, sign_in, fetch_redirect_response=False)
        self.client.force_login(self.ben)
        self.assertContains(self.client.get(self.url), "It calls me names.")
        self.amend()
        self.assertNotIn("It calls me names.", str(dict(self.client.session)))

    def test_after_the_decision_it_is_refused_with_a_sentence_and_the_words(self):
        make.decision(self.case, "dismiss")
        self.assertContains(self.amend(), "cannot be amended any more", status_code=409)
        self.assertContains(self.amend(), "It calls me names.", status_code=409)
        response = self.client.get(self.url, follow=True)
        self.assertRedirects(response, self.there)
        self.assertContains(response, "cannot be amended any more")
        with self.assertRaises(ValidationError):
            self.report.amend(reason="abuse")

    def test_a_reason_that_cannot_be_meant_is_refused_by_the_verb(self):
        with self.assertRaises(ValidationError):
            self.report.amend(reason="wrong_fact", details="It was 1963.")

    def test_whose_reports_are_not_taken_amends_nothing_and_loses_nothing(self):
        day = timezone.now() + timedelta(days=3)
        for name in ("reports_paused_until", "suspended_until"):
            User.objects.filter(pk=self.ben.pk).update(**{name: day})
            self.assertRedirects(self.amend(), self.there)
            self.report.refresh_from_db()
            self.assertEqual(self.report.reason, "spam")
            with self.assertRaises(PermissionDenied):
                Report.objects.get(pk=self.report.pk).amend(reason="abuse")
        User.objects.filter(pk=self.ben.pk).update(reports_paused_until=None, suspended_until=None)
        self.assertContains(self.client.get(self.url), "It calls me names.")

    def test_the_page_takes_a_fixed_number_of_queries(self):
        self.client.get(self.url)
        with self.assertNumQueries(5):
            self.client.get(self.url)
        for _ in range(3):
            make.report(self.review)
        with self.assertNumQueries(5):
            self.client.get(self.url)


class WithdrawReportTests(OwnReport):
    def test_the_only_report_withdrawn_closes_the_case_without_a_decision(self):
        self.assertRedirects(self.client.post(self.withdraw), self.there)
        self.case.refresh_from_db()
        self.assertFalse(self.case.is_open)
        self.assertFalse(self.case.decisions.exists())
        self.assertContains(self.client.get(self.there), "You have withdrawn this report.")

    def test_the_case_stays_open_for_others(self):
        make.report(self.review, self.eve)
        self.client.post(self.withdraw)
        self.case.refresh_from_db()
        self.assertTrue(self.case.is_open)
        self.assertEqual(list(self.case.reports.that_stand()), [self.eve.reports.get()])

    def test_the_outcome_goes_only_to_whoever_still_stands_by_it(self):
        make.report(self.review, self.eve)
        self.client.post(self.withdraw)
        self.case.refresh_from_db()
        make.decision(self.case, "remove")
        self.assertFalse(self.ben.notifications.exists())
        self.assertTrue(self.eve.notifications.exists())

    def test_it_can_be_reported_again(self):
        make.report(self.review, self.eve)
        self.client.post(self.withdraw)
        self.client.post(reverse("reviews:report_review", args=[self.review.pk]), {"reason": "abuse"})
        self.report.refresh_from_db()
        self.assertEqual((self.report.reason, self.report.withdrawn_at), ("abuse", None))
        self.assertEqual(self.ben.reports.count(), 1)

    def test_a_notice_withdrawn_and_reported_for_another_reason_says_nothing_of_the_law(self):
        make.report(self.review, self.eve)
        self.report.amend(reason="illegal", details="All of it.", notice=NOTICE)
        self.client.post(self.withdraw)
        make.report(self.review, self.ben)
        self.assertFalse(IllegalNotice.objects.exists())

    def test_after_the_decision_it_is_refused_with_a_sentence(self):
        make.decision(self.case, "dismiss")
        response = self.client.post(self.withdraw, follow=True)
        self.assertContains(response, "so nothing was changed")
        self.report.refresh_from_db()
        self.assertIsNone(self.report.withdrawn_at)

    def test_twice_is_once(self):
        self.client.post(self.withdraw)
        when = Report.objects.get(pk=self.report.pk).withdrawn_at
        self.assertContains(self.client.post(self.withdraw, follow=True), "so nothing was changed")
        self.assertEqual(Report.objects.get(pk=self.report.pk).withdrawn_at, when)

    def test_a_get_and_a_visitor_change_nothing(self):
        self.assertEqual(self.client.get(self.withdraw).status_code, 405)
        self.client.logout()
        self.assertEqual(self.client.post(self.withdraw).status_code, 302)
        self.assertEqual(Report.objects.that_stand().count(), 1)

    def test_it_leads_back_to_where_the_button_was(self):
        response = self.client.post(self.withdraw, {"next": reverse("reviews:my_reports")})
        self.assertRedirects(response, reverse("reviews:my_reports"))
        make.report(self.review, self.ben)
        elsewhere = self.client.post(self.withdraw, {"next": "https://example.org/"})
        self.assertRedirects(elsewhere, self.there)

    def test_a_member_whose_reports_are_not_taken_may_take_one_back(self):
        User.objects.filter(pk=self.ben.pk).update(reports_paused_until=timezone.now() + timedelta(days=3))
        self.client.post(self.withdraw)
        self.assertFalse(Report.objects.that_stand().exists())


class MyReportsTests(OwnReport):
    def page(self):
        return self.client.get(reverse("reviews:my_reports"))

    def test_what_waits_can_be_amended_and_withdrawn_from_the_list_and_the_case(self):
        for page in (self.page(), self.client.get(self.there)):
            self.assertContains(page, f'href="{self.url}"')
            self.assertContains(page, f'action="{self.withdraw}"')

    def test_it_says_what_was_amended_and_what_was_withdrawn(self):
        self.amend()
        self.assertContains(self.page(), "amended")
        self.client.post(self.withdraw)
        self.assertContains(self.page(), "Withdrawn on")
        self.assertNotContains(self.page(), self.url)

    def test_what_is_decided_can_be_neither(self):
        make.decision(self.case, "dismiss")
        for page in (self.page(), self.client.get(self.there)):
            self.assertNotContains(page, self.url)
            self.assertNotContains(page, self.withdraw)

    def test_a_notice_stands_there_with_its_law(self):
        self.amend("illegal", "All of it.", **LAW)
        self.assertContains(self.page(), "It is against the law: The penal code (Wales)")
