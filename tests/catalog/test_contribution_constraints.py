from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from catalog.models import Contribution
from tests import make


class ContributionConstraintTests(TestCase):
    """What the database refuses, whoever writes."""

    @classmethod
    def setUpTestData(cls):
        cls.nora, cls.edna, cls.film, cls.person = make.member("nora"), make.editor(), make.film(), make.person()
        now = timezone.now()
        cls.sent = {"state": "pending", "sent_at": now}
        cls.decided = {"state": "accepted", "sent_at": now, "decided_at": now, "decided_by": cls.edna}
        cls.looked = cls.decided | {"looked_at": now, "looked_by": cls.edna}

    def refused(self, constraint, **fields):
        of_all = {"film": self.film, "contributor": self.nora, "kind": "trivia"}
        with self.assertRaisesMessage(IntegrityError, constraint), transaction.atomic():
            Contribution.objects.create(**of_all | fields)

    def test_it_is_about_a_film_or_a_person_and_not_both(self):
        self.refused("contribution_to_a_film_or_a_person", person=self.person)
        self.refused("contribution_to_a_film_or_a_person", film=None)

    def test_what_is_no_draft_was_sent_some_time(self):
        self.refused("contribution_sent_unless_draft", state="pending")
        self.refused("contribution_sent_unless_draft", sent_at=timezone.now())

    def test_a_decision_has_its_time_and_nothing_else_has_one(self):
        self.refused("contribution_decided_unless_waiting", **self.decided | {"decided_at": None})
        self.refused("contribution_decided_unless_waiting", **self.sent, decided_at=timezone.now())

    def test_declining_has_a_reason(self):
        self.refused("contribution_declined_with_a_reason", **self.decided | {"state": "declined"})

    def test_nobody_decides_on_their_own(self):
        self.refused("nobody_decides_on_their_own_contribution", **self.decided | {"decided_by": self.nora})

    def test_a_look_has_its_editor_who_is_somebody_else(self):
        name = "contribution_looked_at_by_somebody_else"
        self.refused(name, **self.looked | {"looked_by": None})
        self.refused(name, **self.looked | {"looked_at": None})
        self.refused(name, **self.looked | {"looked_by": self.nora})

    def test_a_member_has_one_draft_of_a_kind_for_a_film(self):
        draft = {"film": self.film, "contributor": self.nora, "kind": "goof"}
        Contribution.objects.create(**draft)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Contribution.objects.create(**draft)
