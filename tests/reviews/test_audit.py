from django.db import IntegrityError, transaction
from django.test import TestCase

from reviews.models import AuditEntry, Decision, Report
from tests import make
from tests.reviews.test_decision import CaseOfReview


class AuditTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod = make.moderator()
        cls.review = make.review(author=make.member("ana"))
        cls.case = make.report(cls.review).case

    def test_a_decision_leaves_one_line_that_says_who_did_what_to_which_text(self):
        decision = make.decision(self.case, "remove", by=self.mod)
        entry = AuditEntry.objects.get()
        self.assertEqual((entry.actor, entry.action, entry.decision), (self.mod, "remove", decision))
        self.assertEqual(entry.case, self.case)
        self.assertEqual(entry.subject, "review of The Long Road (1962)")
        self.assertIn("mod: remove review of The Long Road (1962)", str(entry))

    def test_no_line_names_a_member_who_may_one_day_close_their_account(self):
        make.decision(make.report(make.profile(make.member("bertrand"))).case, "hide", guideline="respect-people")
        self.assertNotIn("bertrand", AuditEntry.objects.get().subject)

    def test_a_moderator_reads_no_entry_and_no_decision_on_their_own_text(self):
        judge, path = make.moderator("judge-jo"), "/admin/reviews/"
        own = make.review(author=self.mod)
        opened = Report.objects.open_unasked(own, judge, reason="spam")
        made = make.decision(opened.case, "hide", by=judge, note="A note among us.")
        entries = AuditEntry.objects.filter(case=opened.case)
        self.client.force_login(self.mod)
        for model in ("auditentry", "decision"):
            page = self.client.get(f"{path}{model}/")
            self.assertEqual([], list(page.context["cl"].result_list))
        addresses = [f"{path}decision/{made.pk}/change/", *(f"{path}auditentry/{one.pk}/change/" for one in entries)]
        for address in addresses:
            self.assertNotContains(self.client.get(address, follow=True), "A note among us.")
        self.client.force_login(judge)
        self.assertEqual(len(entries), len(self.client.get(f"{path}auditentry/").context["cl"].result_list))

    def test_going_back_on_a_decision_leaves_another_line(self):
        make.decision(self.case, "remove")
        make.decision(self.case, "restore")
        self.assertEqual([entry.action for entry in AuditEntry.objects.all()], ["restore", "remove"])

    def test_a_subject_without_end_is_cut(self):
        entry = AuditEntry.objects.record(self.mod, "look", "ü" * 4000)
        self.assertEqual(len(entry.subject), 300)

    def test_an_entry_is_never_changed(self):
        make.decision(self.case, "remove")
        with self.assertRaises(IntegrityError), transaction.atomic():
            AuditEntry.objects.update(subject="nothing")
        entry = AuditEntry.objects.get()
        entry.action = "dismiss"
        with self.assertRaises(IntegrityError), transaction.atomic():
            entry.save()
        self.assertEqual(AuditEntry.objects.get().action, "remove")

    def test_an_entry_is_never_deleted(self):
        make.decision(self.case, "remove")
        with self.assertRaises(IntegrityError), transaction.atomic():
            AuditEntry.objects.get().delete()
        with self.assertRaises(IntegrityError), transaction.atomic():
            AuditEntry.objects.all().delete()
        self.assertEqual(AuditEntry.objects.count(), 1)


class DecisionTests(CaseOfReview):
    def test_a_decision_is_never_changed(self):
        decision = self.decide("remove")
        with self.assertRaises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(facts="Something else.")
        decision.facts = "Something else."
        with self.assertRaises(IntegrityError), transaction.atomic():
            decision.save()
        decision.refresh_from_db()
        self.assertEqual(decision.facts, "It names a shop and its prices.")

    def test_a_decision_is_never_deleted(self):
        self.decide("remove")
        with self.assertRaises(IntegrityError), transaction.atomic():
            Decision.objects.all()._raw_delete("default")
        self.assertEqual(Decision.objects.count(), 1)
