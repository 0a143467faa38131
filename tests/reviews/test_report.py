from unittest.mock import patch

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from accounts import limits
from reviews.models import Report
from reviews.models.report import AlreadyReported
from tests import make


class ReportReviewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.film = make.film()
        cls.review = make.review(cls.film, author=cls.ana)
        cls.url = reverse("reviews:report_review", args=[cls.review.pk])
        cls.there = reverse("reviews:review_detail", args=[cls.review.pk])

    def send(self, reason="spam", details="", **extra):
        return self.client.post(self.url, {"reason": reason, "details": details}, **extra)

    def test_the_form_shows_what_is_reported_and_what_happens_next(self):
        self.client.force_login(self.ben)
        response = self.client.get(self.url)
        self.assertContains(response, "A road worth walking")
        self.assertContains(response, "looks people in the face")
        self.assertContains(response, "What happens next")

    def test_a_review_that_is_a_spoiler_stays_closed_on_the_form(self):
        self.review.mark_as_spoiler()
        self.client.force_login(self.ben)
        self.assertContains(self.client.get(self.url), '<details class="spoiler spoiler--whole">')

    def test_only_a_fact_can_be_wrong(self):
        self.client.force_login(self.ben)
        self.assertNotContains(self.client.get(self.url), "The fact is wrong")
        self.assertEqual(self.send("wrong_fact", "It was 1963.").status_code, 400)
        self.assertFalse(Report.objects.exists())

    def test_a_report_keeps_reason_words_and_the_text_as_it_was(self):
        self.client.force_login(self.ben)
        response = self.send("abuse", "It calls me names.")
        self.assertRedirects(response, self.there)
        report = Report.objects.get()
        self.assertEqual((report.reporter, report.reason, report.details), (self.ben, "abuse", "It calls me names."))
        self.assertEqual(report.text_as_reported, f"A road worth walking\n\n{make.BODY}")
        self.assertEqual(report.case.target, self.review)
        self.assertEqual(report.case.author, self.ana)

    def test_the_reporter_reads_that_it_arrived(self):
        self.client.force_login(self.ben)
        response = self.client.post(self.url, {"reason": "spam"}, follow=True)
        self.assertContains(response, "Thank you. A moderator will read it")

    def test_what_was_taken_away_while_somebody_read_it_cannot_be_reported(self):
        seen = type(self.review).objects.get(pk=self.review.pk)
        make.decision(make.report(self.review).case, "remove")
        with self.assertRaises(PermissionDenied):
            Report.objects.file(seen, self.ben, reason="spam")
        self.assertFalse(self.ben.reports.exists())

    def test_nor_by_somebody_who_was_suspended_meanwhile(self):
        under_way = type(self.ben).objects.get(pk=self.ben.pk)
        make.suspension(self.ben)
        with self.assertRaises(PermissionDenied):
            Report.objects.file(self.review, under_way, reason="spam")

    def test_a_text_is_kept_as_it_stands_when_the_report_arrives(self):
        seen = type(self.review).objects.get(pk=self.review.pk)
        self.review.revise(headline="Another road")
        report = Report.objects.file(seen, self.ben, reason="spam")
        self.assertIn("Another road", report.text_as_reported)

    def test_what_was_typed_is_there_again_where_somebody_decided_meanwhile(self):
        self.client.force_login(self.ben)
        with patch.object(type(Report.objects), "file", side_effect=PermissionDenied):
            page = self.send("spam", "The third line is an advertisement.")
        self.assertContains(page, "The third line is an advertisement.", status_code=409)
        self.assertContains(page, "decided meanwhile", status_code=409)

    def test_reports_of_one_text_join_one_case(self):
        make.report(self.review)
        self.client.force_login(self.ben)
        self.send()
        self.assertEqual(self.review.cases.get().reports.count(), 2)

    def test_some_reasons_need_words(self):
        self.client.force_login(self.ben)
        for reason in ("illegal", "other"):
            response = self.send(reason, "  ")
            self.assertContains(response, "Tell the moderators what is wrong", status_code=400)
        self.assertFalse(Report.objects.exists())

    def test_nothing_typed_is_lost_to_bad_input(self):
        self.client.force_login(self.ben)
        for reason in ("", "nonsense", "x" * 5000):
            response = self.send(reason, "The third line is an advertisement.")
            self.assertContains(response, "The third line is an advertisement.", status_code=400)
        self.assertContains(self.send("spam", "x" * 1001), "x" * 1001, status_code=400)
        self.assertContains(self.send("spam", "a bell\x07"), "cannot be shown", status_code=400)
        self.assertFalse(Report.objects.exists())

    def test_a_second_report_makes_no_second_row_and_offers_to_amend_the_first(self):
        first = make.report(self.review, self.ben, details="A shop in every line.")
        self.client.force_login(self.ben)
        response = self.client.post(self.url, {"reason": "abuse", "details": "It calls me names."}, follow=True)
        self.assertRedirects(response, reverse("reviews:amend_report", args=[first.pk]))
        for part in ("You have reported this review already", "A shop in every line.", "It calls me names."):
            self.assertContains(response, part)
        self.assertContains(response, 'value="abuse" id="id_reason_2" required checked')
        self.assertEqual(Report.objects.get().reason, "spam")

    def test_a_button_pressed_twice_leads_to_where_the_report_stands(self):
        self.client.force_login(self.ben)
        self.send("abuse", "It calls me names.")
        case = Report.objects.get().case
        self.assertRedirects(self.send("abuse", "It calls me names. "), reverse("reviews:case_detail", args=[case.pk]))

    def test_words_typed_before_signing_in_are_offered_too_where_there_is_a_report_already(self):
        first = make.report(self.review, self.ben)
        self.send("abuse", "It calls me names.")
        self.client.force_login(self.ben)
        response = self.client.get(self.url, follow=True)
        self.assertRedirects(response, reverse("reviews:amend_report", args=[first.pk]))
        self.assertContains(response, "It calls me names.")

    def test_the_form_is_not_offered_twice_either(self):
        case = make.report(self.review, self.ben).case
        self.client.force_login(self.ben)
        self.assertRedirects(self.client.get(self.url), reverse("reviews:case_detail", args=[case.pk]))

    def test_two_reports_sent_at_once_make_one(self):
        self.client.force_login(self.ben)
        first = make.report(self.review, self.ben)
        with patch("reviews.models.report.ReportManager.waiting", return_value=None):
            response = self.send("abuse")
        self.assertRedirects(response, reverse("reviews:amend_report", args=[first.pk]))
        self.assertEqual(Report.objects.count(), 1)

    def test_what_was_decided_can_be_reported_anew(self):
        first = make.report(self.review, self.ben).case
        make.decision(first, "dismiss")
        self.client.force_login(self.ben)
        self.send()
        second = self.review.cases.open().get()
        self.assertNotEqual(first, second)
        self.assertEqual(second.reports.get().reporter, self.ben)

    def test_nobody_reports_their_own_text(self):
        self.client.force_login(self.ana)
        self.assertEqual(self.client.get(self.url).status_code, 403)
        self.assertEqual(self.send().status_code, 403)
        with self.assertRaises(PermissionDenied):
            make.report(self.review, self.ana)

    def test_what_may_not_be_seen_is_not_there(self):
        self.review.withdraw()
        for member in (None, self.ben):
            if member:
                self.client.force_login(member)
            self.assertEqual(self.client.get(self.url).status_code, 404)
            self.assertEqual(self.send().status_code, 404)
        self.assertEqual(self.client.get(reverse("reviews:report_review", args=[10**30])).status_code, 404)

    def test_visitors_are_shown_two_ways(self):
        response = self.client.get(self.url)
        self.assertContains(response, f'href="{reverse("account_login")}?next={self.url.replace("/", "%2F")}"')
        self.assertContains(response, f'href="{self.url}illegal/"')
        self.assertContains(response, "looks people in the face")

    def test_visitors_who_send_the_form_sign_in_and_come_back_to_it(self):
        sign_in = f"{reverse('account_login')}?next={self.url}"
        self.assertRedirects(self.send(), sign_in, fetch_redirect_response=False)
        self.assertFalse(Report.objects.exists())

    def test_the_page_for_visitors_holds_nothing_personal(self):
        with self.assertNumQueries(1):
            response = self.client.get(self.url)
        self.assertFalse(response.cookies)
        self.assertNotContains(response, "csrfmiddlewaretoken")

    def test_what_a_visitor_typed_waits_until_they_have_signed_in(self):
        self.send("abuse", "It calls me names.")
        self.client.force_login(self.ben)
        for _ in range(2):
            response = self.client.get(self.url)
            self.assertContains(response, "It calls me names.")
            self.assertContains(response, 'value="abuse" id="id_reason_2" required checked')
        self.send("abuse", "It calls me names.")
        self.assertNotIn("It calls me names.", str(dict(self.client.session)))

    def test_a_get_writes_nothing(self):
        self.client.force_login(self.ben)
        self.client.get(self.url)
        self.assertFalse(Report.objects.exists())

    def test_too_many_reports_in_a_while_are_refused_and_the_words_kept(self):
        most = limits.REPORTS[0][0]
        for _ in range(most):
            make.report(make.review(), self.ben)
        self.client.force_login(self.ben)
        response = self.send("abuse", "It calls me names.")
        self.assertContains(response, "It calls me names.", status_code=429)
        self.assertIn("Retry-After", response)
        self.assertEqual(Report.objects.count(), most)

    def test_the_form_takes_a_fixed_number_of_queries(self):
        self.client.force_login(self.ben)
        with self.assertNumQueries(4):
            self.client.get(self.url)
        for _ in range(3):
            make.report(self.review)
        with self.assertNumQueries(4):
            self.client.get(self.url)


class ReportFactTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.film = make.film()
        cls.fact = make.trivia(cls.film, kind="goof", contributor=cls.ana)
        cls.url = reverse("reviews:report_trivia_item", args=[cls.fact.pk])

    def test_a_wrong_fact_is_reported_with_what_is_true(self):
        self.client.force_login(self.ben)
        self.assertContains(self.client.get(self.url), "The fact is wrong")
        response = self.client.post(self.url, {"reason": "wrong_fact", "details": "It is in Kent."})
        self.assertRedirects(response, self.fact.get_absolute_url())
        report = Report.objects.get()
        self.assertEqual(report.case.target, self.fact)
        self.assertEqual(report.text_as_reported, "The road is in Wales.")

    def test_a_quote_is_kept_line_by_line(self):
        self.assertEqual(make.report(make.quote(self.film)).text_as_reported, "Ann: Is it far?\nBo: It is long.")

    def test_a_wrong_fact_needs_words(self):
        self.client.force_login(self.ben)
        response = self.client.post(self.url, {"reason": "wrong_fact"})
        self.assertContains(response, "Tell the moderators what is wrong", status_code=400)

    def test_facts_of_the_editors_have_no_author(self):
        self.assertIsNone(make.report(make.trivia(self.film)).case.author)

    def test_contributors_do_not_report_their_own_fact(self):
        self.client.force_login(self.ana)
        self.assertEqual(self.client.post(self.url, {"reason": "spam"}).status_code, 403)

    def test_a_fact_that_is_not_published_is_not_there(self):
        waiting = make.trivia(self.film, state="pending", decided_at=None, contributor=self.ana)
        self.client.force_login(self.ben)
        url = reverse("reviews:report_trivia_item", args=[waiting.pk])
        self.assertEqual(self.client.get(url).status_code, 404)


class ReportConstraintTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ben = make.member("ben")
        cls.report = make.report(make.review(), cls.ben)

    def refused(self, **fields):
        row = {
            "case": self.report.case,
            "reporter": make.member(),
            "reason": "spam",
            "text_as_reported": "...",
            **fields,
        }
        with self.assertRaises(IntegrityError), transaction.atomic():
            Report.objects.create(**row)

    def test_one_report_per_member_and_case(self):
        self.refused(reporter=self.ben)
        with self.assertRaises(AlreadyReported):
            make.report(self.report.case.review, self.ben)

    def test_reasons_that_say_too_little_have_words(self):
        for reason in Report.NEEDS_DETAILS:
            self.refused(reason=reason)

    def test_the_verb_refuses_a_reason_that_cannot_be_meant(self):
        with self.assertRaises(ValidationError):
            make.report(make.review(), self.ben, reason="wrong_fact", details="It was 1963.")

    def test_a_report_outlives_nothing_it_is_about(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            self.report.case.review.delete()


class ReportsVisibleToTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.ed = make.moderator(), make.editor()
        cls.film, cls.ben = make.film(), make.member("ben")
        cls.on_review = make.report(make.review(cls.film), cls.ben)
        cls.on_fact = make.report(make.trivia(cls.film), reason="spam")
        cls.on_moderators_own = make.report(make.review(cls.film, author=cls.mod))

    def seen_by(self, member):
        return set(Report.objects.visible_to(member))

    def test_moderators_read_all_but_those_on_their_own_texts(self):
        self.assertEqual(self.seen_by(self.mod), {self.on_review, self.on_fact})

    def test_editors_read_those_about_facts(self):
        self.assertEqual(self.seen_by(self.ed), {self.on_fact})

    def test_members_read_their_own(self):
        self.assertEqual(self.seen_by(self.ben), {self.on_review})

    def test_records_count_what_was_filed_and_upheld(self):
        make.decision(self.on_review.case, "hide")
        other = make.report(make.review(), self.ben)
        make.decision(other.case, "dismiss")
        third = make.report(make.review(), self.ben)
        make.decision(third.case, "remove")
        third.case.refresh_from_db()
        make.decision(third.case, "restore")
        record = Report.objects.records()[self.ben.pk]
        self.assertEqual((record["filed"], record["upheld"]), (3, 1))
