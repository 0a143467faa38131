from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from filmsite import recounting
from reviews.models import AuditEntry, Suspension
from tests import make
from tests.admin_form import fields_of
from tests.reviews.votes import at, figures


class SuspensionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.voter = make.moderator(), make.member()
        cls.film = make.film()
        cls.review = make.review(cls.film)
        cls.review.record_vote(cls.voter, True)
        cls.film.ratings.model.objects.record(cls.film, cls.voter, 9)

    def suspend(self, days=7):
        return make.suspension(self.voter, days, self.mod, facts="Insults in three reviews.")

    def test_votes_and_ratings_of_suspended_members_stop_counting_and_come_back(self):
        suspension = self.suspend()
        self.film.refresh_from_db()
        self.assertEqual((*figures(self.review), self.film.rating_count), (0, 0, 0))
        suspension.end(self.mod)
        self.film.refresh_from_db()
        self.assertEqual((*figures(self.review), self.film.rating_count), (1, 0, 1))
        self.assertEqual(list(recounting.differences(mend=False)), [])

    def test_who_rates_again_before_the_sweep_has_ended_the_suspension_counts_once(self):
        self.suspend(days=1)
        with at(timezone.now() + timedelta(days=2)):
            self.voter.refresh_from_db()
            self.film.ratings.model.objects.record(self.film, self.voter, 3)
            call_command("tend", verbosity=0)
        self.film.refresh_from_db()
        self.assertEqual((self.film.rating_count, self.film.rating_sum), (1, 3))
        self.assertEqual(list(recounting.differences(mend=False)), [])

    def test_a_request_under_way_does_not_get_past_a_suspension(self):
        """It has read the member before."""
        under_way = type(self.voter).objects.get(pk=self.voter.pk)
        self.suspend()
        with self.assertRaises(PermissionDenied):
            self.review.record_vote(under_way, False)
        with self.assertRaises(PermissionDenied):
            self.film.ratings.model.objects.record(self.film, under_way, 1)

    def test_another_can_begin_before_the_sweep_has_ended_one_that_is_over(self):
        first = self.suspend(days=1)
        with at(timezone.now() + timedelta(days=2)):
            second = self.suspend(days=7)
        first.refresh_from_db()
        self.assertIsNotNone(first.ended_at)
        self.assertIsNone(second.ended_at)
        self.voter.refresh_from_db()
        self.assertEqual(self.voter.suspended_until, second.until)

    def test_the_member_is_told_why_and_until_when_and_when_it_is_over(self):
        suspension = self.suspend()
        suspension.end(self.mod)
        told = list(self.voter.notifications.order_by("pk"))
        self.assertIn("Insults in three reviews.", told[0].body)
        self.assertEqual(told[1].subject, "You can take part again")

    def test_a_suspension_ends_by_itself(self):
        suspension = self.suspend(days=1)
        with at(timezone.now() + timedelta(days=2)):
            call_command("tend", verbosity=0)
        self.assertEqual(figures(self.review), (1, 0))
        suspension.refresh_from_db()
        self.assertIsNotNone(suspension.ended_at)
        self.assertIsNone(suspension.ended_by)
        self.voter.refresh_from_db()
        self.assertTrue(self.voter.can_take_part)

    def test_who_is_suspended_neither_votes_nor_rates_nor_writes(self):
        self.suspend()
        self.voter.refresh_from_db()
        with self.assertRaises(PermissionDenied):
            self.review.record_vote(self.voter, False)
        with self.assertRaises(PermissionDenied):
            self.film.ratings.model.objects.record(self.film, self.voter, 1)
        with self.assertRaises(PermissionDenied):
            make.review(make.film(), author=self.voter)

    def test_what_happened_is_on_record(self):
        self.suspend().end(self.mod)
        self.assertEqual(
            list(AuditEntry.objects.order_by("pk").values_list("actor", "action")),
            [(self.mod.pk, "suspend"), (self.mod.pk, "end suspension")],
        )

    def test_pages_say_so_and_lead_back(self):
        self.suspend()
        self.client.force_login(self.voter)
        film = self.film.get_absolute_url()
        posts = {
            f"/reviews/{self.review.pk}/helpful-vote/": {"is_helpful": "no"},
            f"/reviews/{self.review.pk}/report/": {"reason": "spam"},
            f"{film}rating/": {"value": "1"},
            f"{film}rating/?": {"clear": "yes"},
        }
        for url, fields in posts.items():
            self.assertContains(self.client.post(url, fields, follow=True), "You are suspended until")
        self.assertEqual(self.film.ratings.get(member=self.voter).value, 9)

    def test_words_sent_while_suspended_are_kept_as_a_draft(self):
        self.suspend()
        self.client.force_login(self.voter)
        url = f"{self.film.get_absolute_url()}reviews/mine/"
        page = self.client.post(url, {"headline": "Kept", "body": make.BODY})
        self.assertContains(page, "Kept", status_code=403)
        self.assertEqual(self.voter.drafts.get().body, make.BODY.strip())

    def test_somebody_shut_out_by_an_administrator_counts_no_more(self):
        boss = make.member(is_staff=True, is_superuser=True)
        self.client.force_login(boss)
        url = reverse("admin:accounts_user_change", args=[self.voter.pk])
        fields = fields_of(self.client.get(url))
        self.client.post(url, {name: value for name, value in fields.items() if name != "is_active"})
        self.film.refresh_from_db()
        self.assertEqual((*figures(self.review), self.film.rating_count), (0, 0, 0))
        self.client.post(url, {**fields, "is_active": "on"})
        self.film.refresh_from_db()
        self.assertEqual((*figures(self.review), self.film.rating_count), (1, 0, 1))

    def test_moderators_suspend_neither_themselves_nor_each_other(self):
        for member, refusal in ((self.mod, PermissionDenied), (make.moderator("mod2"), ValidationError)):
            with self.assertRaises(refusal):
                make.suspension(member, by=self.mod)
        self.assertFalse(Suspension.objects.exists())

    def test_nobody_is_suspended_twice_at_a_time(self):
        first = self.suspend()
        with self.assertRaises(ValidationError):
            self.suspend()
        row = {"member": self.voter, "until": first.until, "moderator": self.mod, "reason": "So."}
        with self.assertRaises(IntegrityError), transaction.atomic():
            Suspension.objects.create(**row)

    def test_it_is_by_a_decision_which_can_be_taken_back(self):
        decision = self.suspend().decision
        self.assertEqual((decision.action, decision.days, decision.author), ("suspend", 7, self.voter))
        make.decision(decision.case, "restore", by=self.mod)
        self.voter.refresh_from_db()
        self.assertTrue(self.voter.can_take_part)
        self.assertEqual(figures(self.review), (1, 0))
        self.assertEqual(list(recounting.differences(mend=False)), [])
        last = self.voter.notifications.latest("pk")
        self.assertEqual(last.subject, "You can take part again")
        self.assertEqual(self.voter.notifications.count(), 2)

    def test_the_database_wants_a_reason_and_somebody_else(self):
        row = {"member": self.voter, "until": timezone.now(), "moderator": self.mod, "reason": "So."}
        for wrong in ({"reason": ""}, {"moderator": self.voter}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                Suspension.objects.create(**row | wrong)
