from datetime import timedelta
from unittest.mock import patch

from allauth.account import signals
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from filmsite import recounting
from reviews.models import AuditEntry, HelpfulVote, SlowMode, Suspension, VotePair, VoteVoiding
from tests import make
from tests.admin_form import fields_of


def at(moment):
    """The clock of everything that asks Django for the time."""
    return patch("django.utils.timezone.now", return_value=moment)


def figures(review):
    review.refresh_from_db()
    return review.helpful_count, review.unhelpful_count


class WhoseVotesCountTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.review = make.review(make.film())

    def test_a_members_vote_counts_at_once(self):
        self.review.record_vote(make.member(), True)
        self.assertEqual(figures(self.review), (1, 0))

    def test_a_newcomers_vote_counts_a_day_later(self):
        newcomer = make.confirmed(make.newcomer())
        self.review.record_vote(newcomer, True)
        self.assertEqual(figures(self.review), (0, 0))
        self.assertIn("a day old", self.review.helpful_votes.get().why_waiting())
        with at(timezone.now() + timedelta(hours=23)):
            call_command("tend", verbosity=0)
        self.assertEqual(figures(self.review), (0, 0))
        with at(timezone.now() + timedelta(hours=24, minutes=1)):
            call_command("tend", verbosity=0)
        self.assertEqual(figures(self.review), (1, 0))
        self.assertEqual(self.review.helpful_votes.get().why_waiting(), "")

    def test_the_next_vote_on_the_film_counts_what_has_become_due(self):
        other = make.review(self.review.film)
        self.review.record_vote(make.confirmed(make.newcomer()), True)
        with at(timezone.now() + timedelta(days=2)):
            other.record_vote(make.member(), True)
        self.assertEqual(figures(self.review), (1, 0))

    def test_a_vote_without_a_confirmed_address_counts_once_it_is_confirmed(self):
        member = make.newcomer(date_joined=timezone.now() - timedelta(days=9))
        address = EmailAddress.objects.create(user=member, email=member.email, primary=True)
        self.review.record_vote(member, False)
        self.assertEqual(figures(self.review), (0, 0))
        self.assertIn("your e-mail address is confirmed", self.review.helpful_votes.get().why_waiting())
        address.verified = True
        address.save()
        with at(timezone.now() + timedelta(hours=25)):
            signals.email_confirmed.send(EmailAddress, request=None, email_address=address)
        self.assertEqual(figures(self.review), (0, 1))

    def test_a_crowd_that_votes_first_and_confirms_all_at_once_waits_a_day_too(self):
        crowd = [make.newcomer(date_joined=timezone.now() - timedelta(days=9)) for _ in range(8)]
        for member in crowd:
            self.review.record_vote(member, True)
            make.confirmed(member)
            member.helpful_votes.settle()
        self.assertEqual(figures(self.review), (0, 0))
        with at(timezone.now() + timedelta(hours=24, minutes=1)):
            call_command("tend", verbosity=0)
        self.assertEqual(figures(self.review), (8, 0))

    def test_votes_go_with_the_last_confirmed_address(self):
        member = make.member()
        self.review.record_vote(member, True)
        address = EmailAddress.objects.get(user=member)
        address.delete()
        signals.email_removed.send(EmailAddress, request=None, user=member, email_address=address)
        self.assertEqual(figures(self.review), (0, 0))

    def test_nobody_votes_across_a_block(self):
        voter = make.member()
        make.tie(self.review.author, "block", voter)
        with self.assertRaises(PermissionDenied):
            self.review.record_vote(voter, True)

    def test_a_vote_that_waits_can_be_changed_and_taken_back(self):
        newcomer = make.newcomer()
        self.review.record_vote(newcomer, True)
        self.review.record_vote(newcomer, False)
        self.assertFalse(self.review.helpful_votes.get().is_helpful)
        self.review.record_vote(newcomer, None)
        self.assertFalse(self.review.helpful_votes.exists())
        self.assertEqual(figures(self.review), (0, 0))


class SuspensionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.voter = make.moderator(), make.member()
        cls.film = make.film()
        cls.review = make.review(cls.film)
        cls.review.record_vote(cls.voter, True)
        cls.film.ratings.model.objects.record(cls.film, cls.voter, 9)

    def suspend(self, days=7):
        until = timezone.now() + timedelta(days=days)
        return Suspension.objects.begin(self.voter, until=until, moderator=self.mod, reason="Insults in three reviews.")

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
        for member in (self.mod, make.moderator("mod2")):
            with self.assertRaises(PermissionDenied):
                Suspension.objects.begin(member, until=timezone.now(), moderator=self.mod, reason="No.")

    def test_nobody_is_suspended_twice_at_a_time(self):
        self.suspend()
        with self.assertRaises(IntegrityError), transaction.atomic():
            self.suspend()

    def test_the_database_wants_a_reason_and_somebody_else(self):
        row = {"member": self.voter, "until": timezone.now(), "moderator": self.mod, "reason": "So."}
        for wrong in ({"reason": ""}, {"moderator": self.voter}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                Suspension.objects.create(**row | wrong)


class SlowModeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.review, cls.other = make.review(cls.film), make.review(cls.film)
        cls.crowd = [make.member() for _ in range(14)]

    def crowd_votes(self, review=None, voters=None):
        for voter in voters or self.crowd:
            (review or self.review).record_vote(voter, True)

    def test_a_burst_on_one_review_puts_the_film_in_slow_mode_and_its_votes_wait(self):
        self.crowd_votes()
        self.film.refresh_from_db()
        self.assertTrue(self.film.is_slow)
        self.assertEqual(figures(self.review), (0, 0))
        slow = SlowMode.objects.get()
        self.assertEqual((slow.voters, slow.minutes), (7, 24 * 60))
        self.assertEqual(slow.reason, "7 members voted within 24 hours, where hardly anybody usually does")
        self.assertIn("many more than usual", HelpfulVote.objects.first().why_waiting())

    def test_a_burst_on_many_reviews_is_one_too(self):
        for voter in self.crowd:
            make.review(self.film).record_vote(voter, True)
        slow = SlowMode.objects.get()
        self.assertEqual((slow.voters, slow.minutes), (11, 10))
        self.assertFalse(HelpfulVote.objects.counted().exists())

    def test_new_accounts_wait_anyway_and_slow_nobody_down(self):
        self.crowd_votes(voters=[make.newcomer() for _ in range(14)])
        self.review.record_vote(make.member(), True)
        self.assertFalse(SlowMode.objects.exists())
        self.assertEqual(figures(self.review), (1, 0))

    def test_the_readers_of_a_much_read_film_are_no_burst(self):
        readers = User.objects.bulk_create(User(username=f"reader{number}") for number in range(40))
        for other in [make.review(self.film) for _ in range(30)]:
            with at(timezone.now() - timedelta(days=2 + other.pk % 28)):
                for reader in readers:
                    self.cast_quietly(reader, other)
        start = timezone.now() - timedelta(hours=12)
        for number, voter in enumerate(self.crowd[:9]):
            with at(start + timedelta(minutes=45 * number)):
                self.review.record_vote(voter, True)
        self.assertFalse(SlowMode.objects.exists())

    def test_every_vote_counts_a_day_after_it_was_cast(self):
        self.crowd_votes()
        with at(timezone.now() + timedelta(hours=24, minutes=1)):
            call_command("tend", verbosity=0)
            self.film.refresh_from_db()
            self.assertFalse(self.film.is_slow)
        self.assertEqual(figures(self.review), (14, 0))

    def test_votes_on_the_films_other_reviews_wait_too_and_those_of_yesterday_go_on_counting(self):
        with at(timezone.now() - timedelta(days=2)):
            self.other.record_vote(make.member(), True)
        self.crowd_votes()
        self.other.record_vote(make.member(), True)
        self.assertEqual(figures(self.other), (1, 0))

    def test_a_crowd_that_comes_over_a_day_is_a_burst_on_one_review(self):
        start = timezone.now() - timedelta(hours=12)
        for number, voter in enumerate(self.crowd):
            with at(start + timedelta(minutes=45 * number)):
                self.review.record_vote(voter, True)
        self.assertEqual(figures(self.review), (0, 0))
        self.assertEqual(SlowMode.objects.get().minutes, 24 * 60)

    def test_what_is_usual_for_a_review_is_no_burst(self):
        readers = User.objects.bulk_create(User(username=f"reader{number}") for number in range(130))
        for number, reader in enumerate(readers):
            with at(timezone.now() - timedelta(days=29) + timedelta(hours=5 * number)):
                self.cast_quietly(reader)
        start = timezone.now() - timedelta(hours=12)
        for number, voter in enumerate(self.crowd):
            with at(start + timedelta(minutes=45 * number)):
                self.review.record_vote(voter, True)
        self.assertFalse(SlowMode.objects.exists())
        self.assertEqual(figures(self.review), (144, 0))

    def cast_quietly(self, voter, review=None):
        """A vote as it would stand in the database after its day."""
        review = review or self.review
        HelpfulVote.objects.create(
            review=review,
            film=self.film,
            author=review.author,
            voter=voter,
            revision=review.present_revision(),
            is_helpful=True,
            is_counted=True,
            cast_at=timezone.now(),
        )

    def test_some_members_on_many_reviews_are_no_crowd(self):
        reviews = [make.review(self.film) for _ in range(8)]
        for review in reviews:
            self.crowd_votes(review, self.crowd[:5])
        self.assertFalse(SlowMode.objects.exists())

    def test_a_moderator_who_has_looked_ends_it_early(self):
        self.crowd_votes()
        SlowMode.objects.get().end(make.moderator())
        self.film.refresh_from_db()
        self.assertFalse(self.film.is_slow)
        self.assertEqual(figures(self.review), (14, 0))

    def test_an_answer_that_waits_goes_on_waiting_when_it_is_changed(self):
        self.crowd_votes()
        slow = SlowMode.objects.get()
        self.film.slow_modes.update(ends_at=timezone.now())
        self.film.slow_until = None
        self.film.save()
        for answer in (False, True):
            self.review.record_vote(self.crowd[0], answer)
        self.assertEqual(figures(self.review), (0, 0))
        self.assertGreater(self.review.helpful_votes.get(voter=self.crowd[0]).held_until, slow.began_at)

    def test_after_its_end_it_takes_a_new_burst(self):
        self.crowd_votes()
        SlowMode.objects.get().end(make.moderator())
        self.review.record_vote(make.member(), True)
        self.assertEqual(SlowMode.objects.count(), 1)

    def test_it_does_not_end_before_it_began(self):
        now = timezone.now()
        with self.assertRaises(IntegrityError), transaction.atomic():
            SlowMode.objects.create(
                film=self.film, began_at=now, ends_at=now - timedelta(1), voters=1, minutes=10, usual=0
            )


class VotePairTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod = make.moderator()
        cls.ana, cls.ben, cls.cem = make.member("ana"), make.member("ben"), make.member("cem")
        for _ in range(6):
            film = make.film()
            of_ana, of_ben = make.review(film, cls.ana), make.review(film, cls.ben)
            of_ana.record_vote(cls.ben, True)
            of_ben.record_vote(cls.ana, True)
            of_ana.record_vote(cls.cem, True)
        cls.review = of_ana

    def found(self):
        VotePair.objects.find()
        return VotePair.objects.get()

    def test_two_who_vote_each_other_up_are_found(self):
        pair = self.found()
        self.assertEqual((pair.first, pair.second, pair.votes, pair.yes), (self.ana, self.ben, 12, 12))

    def test_who_only_admires_is_no_pair(self):
        self.found()
        self.assertFalse(VotePair.objects.filter(second=self.cem).exists())

    def test_who_also_says_no_is_no_pair(self):
        for review in self.ana.reviews.all()[:2]:
            review.record_vote(self.ben, False)
        VotePair.objects.find()
        self.assertFalse(VotePair.objects.exists())

    def test_a_pair_that_is_none_any_more_goes_unless_somebody_has_opened_it(self):
        pair = self.found()
        HelpfulVote.objects.filter(voter=self.ben).delete()
        pair.open(self.mod, "They came up together.")
        VotePair.objects.find()
        self.assertTrue(VotePair.objects.exists())
        pair.openings.all().delete()
        VotePair.objects.find()
        self.assertFalse(VotePair.objects.exists())

    def test_opening_is_on_record_and_comes_first(self):
        pair = self.found()
        with self.assertRaises(PermissionDenied):
            pair.void(self.mod, "A ring.")
        pair.open(self.mod, "They came up together.")
        entry = AuditEntry.objects.get()
        self.assertEqual((entry.actor, entry.action), (self.mod, "open vote pair"))
        self.assertNotIn("ana", entry.subject)

    def test_nobody_opens_their_own_pair(self):
        with self.assertRaises(PermissionDenied):
            self.found().open(self.ana, "Curious.")

    def test_voided_votes_stay_stored_and_come_back_when_it_is_lifted(self):
        pair = self.found()
        pair.open(self.mod, "They came up together.")
        voiding = pair.void(self.mod, "They confirmed it in their reviews.")
        self.assertEqual(figures(self.review), (1, 0))
        self.assertEqual(self.review.helpful_votes.count(), 2)
        voiding.lift(self.mod)
        self.assertEqual(figures(self.review), (2, 0))
        self.assertEqual(list(recounting.differences(mend=False)), [])

    def test_while_it_stands_taking_back_and_voting_again_changes_nothing(self):
        pair = self.found()
        pair.open(self.mod, "They came up together.")
        pair.void(self.mod, "A ring.")
        self.review.record_vote(self.ben, None)
        self.review.record_vote(self.ben, True)
        new = make.review(make.film(), self.ana)
        new.record_vote(self.ben, True)
        self.assertEqual(figures(self.review), (1, 0))
        self.assertEqual(figures(new), (0, 0))

    def test_the_database_wants_an_order_a_reason_and_one_standing_voiding(self):
        row = {"first": self.ana, "second": self.ben, "moderator": self.mod, "reason": "A ring."}
        VoteVoiding.objects.create(**row)
        for wrong in ({}, {"first": self.ben, "second": self.ana}, {"reason": "", "second": self.cem}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                VoteVoiding.objects.create(**row | wrong)

    def test_the_database_wants_pairs_in_order_once_and_opened_with_a_reason(self):
        pair = self.found()
        figures = {"votes": 10, "yes": 10, "share": 1}
        for first, second in ((self.ana, self.ben), (self.cem, self.ana)):
            with self.assertRaises(IntegrityError), transaction.atomic():
                VotePair.objects.create(first=first, second=second, **figures)
        with self.assertRaises(IntegrityError), transaction.atomic():
            pair.openings.create(moderator=self.mod, reason="")
        pair.openings.create(moderator=self.mod, reason="So.")
        with self.assertRaises(IntegrityError), transaction.atomic():
            pair.openings.create(moderator=self.mod, reason="Again.")
