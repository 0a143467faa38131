from django.db import IntegrityError, transaction
from django.test import TestCase

from reviews.models import AuditEntry, Decision
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
        self.assertEqual(entry.subject, "“A road worth walking” by ana")
        self.assertIn("mod: remove “A road worth walking” by ana", str(entry))

    def test_going_back_on_a_decision_leaves_another_line(self):
        make.decision(self.case, "remove")
        make.decision(self.case, "restore")
        self.assertEqual([entry.action for entry in AuditEntry.objects.all()], ["restore", "remove"])

    def test_a_text_without_end_is_cut(self):
        fact = make.trivia(self.review.film, text="ü" * 4000)
        make.decision(make.report(fact).case, "remove")
        self.assertEqual(len(AuditEntry.objects.get().subject), 300)

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


class DecisionConstraintTests(CaseOfReview):
    def refused(self, **fields):
        row = {
            "case": self.case,
            "author": self.ana,
            "moderator": self.mod,
            "action": "remove",
            "guideline": "own-words",
            "facts": "Copied.",
            **fields,
        }
        with self.assertRaises(IntegrityError), transaction.atomic():
            Decision.objects.create(**row)

    def test_no_decision_on_ones_own_text(self):
        self.refused(moderator=self.ana)

    def test_a_decision_names_rule_and_facts(self):
        self.refused(facts="")
        self.refused(guideline="")

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
