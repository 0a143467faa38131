from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutgoingMail
from reviews import erasure, possible
from reviews.models import AuditEntry, Decision, IllegalNotice, Proposal, Report, Review, SealedText, TextPrint
from reviews.models.revision import ERASED
from reviews.targets import Profile
from tests import make

SECRET = "seven Linden Street"
BODY = f"{make.BODY}Look for {SECRET}."
DAY = timedelta(days=1)


class ErasureTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.other = make.moderator(), make.moderator("other")
        cls.ana, cls.bob = make.member("ana"), make.member("bob")
        cls.film = make.film()
        cls.review = make.review(cls.film, cls.ana, headline=f"About {SECRET}", body=BODY)
        cls.case = make.report(cls.review, cls.bob).case

    def decide(self, action="remove", case=None, **terms):
        if action == "redact":
            terms = {"redacted": {"headline": "A road", "body": f"{make.BODY}Look for […]."}, **terms}
        return make.decision(case or self.case, action, by=self.mod, **terms)

    def after(self, days) -> int:
        return erasure.erase_due(timezone.now() + days * DAY + timedelta(minutes=1))

    def fresh(self, thing):
        return type(thing).objects.get(pk=thing.pk)

    def kept(self):
        """Where the secret still stands."""
        places = {
            "sealed": SealedText.objects.filter(text__contains=SECRET),
            "report": Report.objects.filter(text_as_reported__contains=SECRET),
            "review": Review.objects.filter(body__contains=SECRET) | Review.objects.filter(headline__contains=SECRET),
            "version": self.review.revisions.filter(body__contains=SECRET),
        }
        return {place for place, rows in places.items() if rows.exists()}


class WhenTests(ErasureTest):
    def test_on_day_215_and_not_before(self):
        self.decide()
        self.assertEqual(0, self.after(214))
        self.assertEqual({"sealed", "report", "review", "version"}, self.kept())
        self.after(215)
        self.assertEqual(set(), self.kept())

    def test_not_while_an_appeal_is_open(self):
        appeal = make.appeal(self.decide())
        self.after(300)
        self.assertEqual({"sealed", "report", "review", "version"}, self.kept())
        appeal.decide("upheld", by=self.other, reasons="It does.")
        self.after(300)
        self.assertEqual(set(), self.kept())

    def test_not_while_another_decision_on_the_review_is_appealed(self):
        """They share its versions."""
        self.decide("redact")
        make.appeal(self.decide("lock", make.report(self.review).case))
        self.after(300)
        self.assertIn("version", self.kept())

    def test_an_open_case_keeps_what_was_reported(self):
        self.after(300)
        self.assertEqual({"report", "review", "version"}, self.kept())

    def test_a_case_closed_without_a_decision_gives_up_what_was_reported(self):
        Report.objects.get().withdraw()
        self.after(215)
        self.assertEqual({"review", "version"}, self.kept())

    def test_the_latest_decision_of_a_case_counts_for_its_reports(self):
        self.decide("dismiss")
        with mock.patch("django.utils.timezone.now", return_value=timezone.now() + 100 * DAY):
            self.decide("remove")
        self.after(220)
        self.assertEqual({"sealed", "report", "review", "version"}, self.kept())
        self.after(320)
        self.assertEqual(set(), self.kept())

    def test_again_it_finds_nothing(self):
        self.decide()
        self.assertEqual(2, self.after(215))
        before = list(SealedText.objects.values())
        self.assertEqual(0, self.after(216))
        self.assertEqual(before, list(SealedText.objects.values()))

    def test_each_run_that_erases_is_on_the_record(self):
        self.decide()
        self.after(214)
        self.after(215)
        self.after(216)
        entry = AuditEntry.objects.get(action="erase")
        self.assertEqual((None, "texts of 1 decisions, reports of 1 cases"), (entry.actor, entry.subject))

    def test_the_daily_command_does_it(self):
        self.decide()
        out = StringIO()
        with mock.patch("django.utils.timezone.now", return_value=timezone.now() + 216 * DAY):
            call_command("daily", stdout=out)
        self.assertIn("Texts of old decisions and cases erased: 2.", out.getvalue())
        self.assertEqual(set(), self.kept())

    def test_a_batch_takes_a_fixed_number_of_queries(self):
        def queries(number):
            for _ in range(number):
                self.decide("remove", make.report(make.trivia(self.film, contributor=make.member())).case)
            with CaptureQueriesContext(connection) as captured:
                self.after(215)
            return len(captured)

        self.after(215)
        self.assertEqual(queries(1), queries(5))

    def test_more_than_a_batch_is_erased_too(self):
        for _ in range(3):
            self.decide("remove", make.report(make.trivia(self.film, contributor=make.member())).case)
        with mock.patch.object(erasure, "BATCH", 2):
            self.assertEqual(6, self.after(215))


class WhatTests(ErasureTest):
    def test_a_removed_review_keeps_its_votes_and_loses_its_words(self):
        self.review.record_vote(make.member(), True)
        TextPrint.objects.create(review=self.review, value=7)
        self.decide()
        self.after(215)
        review = self.fresh(self.review)
        self.assertEqual(
            ("removed", ERASED, ERASED, 1), (review.state, review.headline, review.body, review.vote_count)
        )
        self.assertFalse(TextPrint.objects.exists())
        self.assertEqual([ERASED], list(review.revisions.values_list("body", flat=True)))

    def test_what_is_passed_on_is_removed_too(self):
        self.decide("pass_on")
        self.after(215)
        self.assertEqual(set(), self.kept())

    def test_what_stands_on_the_site_again_stays(self):
        self.decide()
        self.decide("restore")
        self.after(215)
        self.assertEqual({"review", "version"}, self.kept())

    def test_it_can_no_longer_be_taken_back(self):
        decision = self.decide()
        self.assertIn("restore", self.case.possible_actions(self.other))
        self.after(215)
        self.assertFalse(possible.can_be_taken_back(Decision.objects.get(pk=decision.pk)))
        self.assertNotIn("restore", self.fresh(self.case).possible_actions(self.other))

    def test_the_pages_that_show_it_still_open(self):
        self.decide()
        self.after(215)
        self.client.force_login(self.other)
        page = f"/admin/reviews/case/{self.case.pk}/change/"
        self.client.post(f"/admin/reviews/case/{self.case.pk}/look/")
        self.assertContains(self.client.get(page), ERASED)
        for member in (self.ana, self.bob):
            self.client.force_login(member)
            page = self.client.get(self.case.get_absolute_url())
            self.assertEqual(200, page.status_code)
            self.assertNotContains(page, SECRET)

    def test_words_that_were_taken_out_are_gone_from_every_version(self):
        self.decide("redact")
        self.after(215)
        self.assertEqual(set(), self.kept())
        self.assertIn("Look for […].", self.fresh(self.review).body)

    def test_a_redaction_since_can_still_be_taken_back_without_them(self):
        self.decide("redact")
        text = self.fresh(self.review).text
        case = make.report(self.fresh(self.review)).case
        with mock.patch("django.utils.timezone.now", return_value=timezone.now() + 100 * DAY):
            later = self.decide("redact", case, redacted={"headline": "A […]", "body": text["body"]})
        self.after(215)
        self.assertEqual(set(), self.kept())
        case.refresh_from_db()
        self.assertTrue(possible.can_be_taken_back(Decision.objects.get(pk=later.pk)))
        self.decide("restore", case)
        self.assertEqual(text, self.fresh(self.review).text)

    def test_of_two_redactions_nothing_is_kept_by_the_earlier_one(self):
        self.decide("redact")
        with mock.patch("django.utils.timezone.now", return_value=timezone.now() + 100 * DAY):
            case = make.report(self.fresh(self.review)).case
            self.decide("redact", case, redacted={"headline": "[…]", "body": f"{make.BODY}Look for […]."})
        self.after(215)
        self.after(320)
        self.assertEqual({"[…]"}, set(self.review.revisions.values_list("headline", flat=True)))

    def test_a_hidden_review_stays_for_its_author_to_edit(self):
        self.decide("hide")
        self.after(215)
        self.assertEqual({"review", "version"}, self.kept())
        review = self.fresh(self.review)
        review.revise(headline="A road", body=f"{make.BODY}Never mind.")
        self.assertEqual({"version"}, self.kept())
        SealedText.objects.update(erased_at=None)
        self.after(215)
        self.assertEqual(set(), self.kept())

    def test_votes_on_a_version_that_was_erased_stay_what_they_were(self):
        self.review.record_vote(make.member(), True)
        self.decide("redact")
        self.after(215)
        self.fresh(self.review).revise(headline="Another road")
        review = self.fresh(self.review)
        self.assertEqual((1, 0), (review.helpful_count, review.earlier_helpful_count))

    def test_a_fact_a_quote_and_a_storyline(self):
        targets = [
            make.trivia(self.film, text=SECRET, contributor=self.ana),
            make.quote(self.film, ("Ann", SECRET), contributor=self.ana),
            make.storyline(self.film, self.ana, text=SECRET),
        ]
        for target in targets:
            self.decide("remove", make.report(target, self.bob).case)
        self.after(215)
        for target in targets:
            self.assertEqual(ERASED, self.fresh(target).plain_text().removeprefix("Ann: "))

    def test_the_words_of_a_public_page(self):
        self.ana.display_name, self.ana.bio = SECRET, SECRET
        self.ana.save()
        self.decide("remove", make.report(Profile(self.ana), self.bob).case)
        self.after(215)
        ana = self.fresh(self.ana)
        self.assertEqual(("", "", "removed"), (ana.display_name, ana.bio, ana.profile_state))

    def test_who_gave_notice_is_forgotten(self):
        notice = {"name": "Vera", "email": "vera@example.org", "law": "Section 1", "place": "Kent", "good_faith": True}
        report = Report.objects.file(self.review, None, reason="illegal", details="It is.", notice=notice)
        self.decide("remove", report.case)
        OutgoingMail.objects.update(sent_at=timezone.now())
        self.after(214)
        self.assertEqual("Vera", IllegalNotice.objects.get().name)
        self.after(215)
        self.assertEqual(("", "", "Section 1"), IllegalNotice.objects.values_list("name", "email", "law").get())
        self.assertFalse(OutgoingMail.objects.exclude(address="").exists())

    def test_words_that_a_proposal_holds(self):
        terms = {"guideline": "no-advertising", "facts": "It does.", "redacted": {"headline": SECRET, "body": SECRET}}
        proposal = Proposal.objects.create(
            case=self.case,
            action="redact",
            terms=terms,
            why="many",
            proposed_by=self.mod,
            second=self.other,
            is_confirmed=False,
            ended_at=timezone.now(),
        )
        self.decide("dismiss")
        self.after(215)
        self.assertEqual({"guideline": "no-advertising", "facts": "It does."}, self.fresh(proposal).terms)
