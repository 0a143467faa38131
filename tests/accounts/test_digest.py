from datetime import timedelta
from unittest import mock

from django.core import mail
from django.test import TestCase
from django.utils import timezone

from accounts import digest
from accounts.digest import send_digests
from accounts.models import Notification, OutgoingMail, User
from tests import make

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class DigestTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        for member in (cls.ana, cls.ben):
            member.mail_choices.create(kind="changed_review", mail="digest")
        cls.now = timezone.now()

    def send(self, after=timedelta()):
        moment = self.now + after
        with mock.patch("django.utils.timezone.now", return_value=moment):
            return send_digests(moment)

    def mails(self, member=None):
        return OutgoingMail.objects.filter(recipient=member or self.ana, subject=digest.SUBJECT).order_by("pk")

    def test_it_lists_what_waits_with_its_links_newest_first(self):
        make.told(self.ana, subject="An older thing", url="/me/votes/")
        make.told(self.ana, subject="A newer thing", url="/reviews/7/")
        self.assertEqual(self.send(), 1)
        body = self.mails().get().body
        self.assertIn("A newer thing\nhttp://127.0.0.1:8000/reviews/7/\n", body)
        self.assertIn("An older thing\nhttp://127.0.0.1:8000/me/votes/\n", body)
        self.assertLess(body.index("A newer"), body.index("An older"))
        self.assertIn("http://127.0.0.1:8000/me/notifications/mail/", body)

    def test_subjects_are_not_escaped_and_the_texts_themselves_stay_out(self):
        make.told(self.ana, subject="Fire & Ice", body="The butler.")
        self.send()
        body = self.mails().get().body
        self.assertIn("Fire & Ice", body)
        self.assertNotIn("butler", body)

    def test_each_member_gets_their_own(self):
        make.told(self.ana, subject="For Ana")
        make.told(self.ben, subject="For Ben")
        self.assertEqual(self.send(), 2)
        self.assertIn("For Ana", self.mails(self.ana).get().body)
        self.assertNotIn("For Ana", self.mails(self.ben).get().body)

    def test_it_goes_out_when_it_is_committed(self):
        make.told(self.ana)
        with self.captureOnCommitCallbacks(execute=True):
            self.send()
        self.assertEqual([message.to for message in mail.outbox], [["ana@example.org"]])

    def test_a_second_run_sends_nothing(self):
        make.told(self.ana)
        self.assertEqual((self.send(), self.send(), self.send(2 * DAY)), (1, 0, 0))

    def test_at_most_one_a_day(self):
        make.told(self.ana)
        self.send()
        make.told(self.ana, subject="Of the afternoon")
        self.assertEqual(self.send(5 * HOUR), 0)
        self.assertTrue(Notification.objects.waiting_for_digest().exists())
        self.assertEqual(self.send(DAY), 1)
        self.assertIn("Of the afternoon", self.mails().last().body)

    def test_a_daily_job_that_begins_some_minutes_early_skips_no_day(self):
        for days in range(3):
            make.told(self.ana)
            self.assertEqual(self.send(days * (DAY - timedelta(minutes=5))), 1)

    def test_other_mails_do_not_count_as_one(self):
        OutgoingMail.objects.post(self.ana, "What became of your report", "It was upheld.")
        make.told(self.ana)
        self.assertEqual(self.send(), 1)

    def test_what_was_read_on_the_site_is_left_out(self):
        one = make.told(self.ana, subject="Read already")
        make.told(self.ana, subject="Still new")
        Notification.objects.mark_read(self.ana, [one.pk])
        self.send()
        self.assertNotIn("Read already", self.mails().get().body)

    def test_where_everything_was_read_there_is_no_mail(self):
        make.told(self.ana)
        Notification.objects.mark_read(self.ana)
        self.assertEqual(self.send(), 0)
        self.assertFalse(Notification.objects.waiting_for_digest().exists())

    def test_it_marks_nothing_as_read(self):
        make.told(self.ana)
        self.send()
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.unread_count, 1)

    def test_what_comes_at_once_or_never_is_not_in_it(self):
        make.told(self.ana, "case_outcome", subject="At once")
        self.assertEqual(self.send(), 0)

    def test_who_has_no_address_or_was_shut_out_gets_none(self):
        make.told(self.ana)
        make.told(self.ben)
        User.objects.filter(pk=self.ana.pk).update(email="")
        User.objects.filter(pk=self.ben.pk).update(is_active=False)
        self.assertEqual(self.send(), 0)
        self.assertFalse(Notification.objects.waiting_for_digest().exists())

    def test_a_run_that_is_killed_sends_the_rest_the_next_time_and_nothing_twice(self):
        make.told(self.ana)
        make.told(self.ben)
        posted = OutgoingMail.objects.post

        def killed_at_ben(member, *words):
            posted(member, *words)
            if member == self.ben:
                raise SystemExit

        with mock.patch.object(OutgoingMail.objects, "post", killed_at_ben), self.assertRaises(SystemExit):
            self.send()
        self.assertEqual((self.mails(self.ana).count(), self.mails(self.ben).count()), (1, 0))
        self.assertEqual(self.send(HOUR), 1)
        self.assertEqual((self.mails(self.ana).count(), self.mails(self.ben).count()), (1, 1))

    def test_a_long_list_is_cut_and_says_how_much_more_there_is(self):
        for number in range(digest.NAMED + 3):
            make.told(self.ana, subject=f"Thing {number:03}")
        self.send()
        body = self.mails().get().body
        self.assertEqual(body.count("Thing "), digest.NAMED)
        self.assertIn("And 3 more:\nhttp://127.0.0.1:8000/me/notifications/\n", body)

    def test_the_number_of_queries_grows_with_members_and_not_with_news(self):
        make.told(self.ana)
        with self.assertNumQueries(8):
            self.send()
        for _ in range(9):
            make.told(self.ana)
        with self.assertNumQueries(8):
            self.send(DAY)
