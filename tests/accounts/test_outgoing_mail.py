from io import StringIO
from unittest import mock

from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase

from accounts.models import OutgoingMail
from tests import make

SEND = "django.core.mail.EmailMessage.send"


class OutgoingMailTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")

    def post(self, subject="A decision", **options):
        with self.captureOnCommitCallbacks(execute=True):
            letter = OutgoingMail.objects.post(self.ana, subject, "These are the reasons.")
        letter.refresh_from_db()
        return letter

    def test_it_goes_out_after_the_commit(self):
        letter = self.post()
        self.assertEqual(mail.outbox[0].to, ["ana@example.org"])
        self.assertEqual((mail.outbox[0].subject, mail.outbox[0].body), ("A decision", "These are the reasons."))
        self.assertIsNotNone(letter.sent_at)

    def test_what_is_rolled_back_is_never_sent(self):
        with self.captureOnCommitCallbacks(execute=True):
            try:
                with transaction.atomic():
                    OutgoingMail.objects.post(self.ana, "A decision", "…")
                    raise ValueError
            except ValueError:
                pass
        self.assertEqual(mail.outbox, [])
        self.assertFalse(OutgoingMail.objects.exists())

    def test_it_is_sent_once(self):
        letter = self.post()
        self.assertFalse(letter.deliver())
        self.assertEqual(len(mail.outbox), 1)

    def test_two_deliverers_send_it_once(self):
        with mock.patch(SEND, side_effect=OSError), self.assertLogs("accounts"):
            self.post()
        first, second = OutgoingMail.objects.waiting().get(), OutgoingMail.objects.waiting().get()
        self.assertEqual([first.deliver(), second.deliver()], [True, False])
        self.assertEqual(len(mail.outbox), 1)

    def test_it_waits_when_the_server_is_down(self):
        with mock.patch(SEND, side_effect=ConnectionRefusedError), self.assertLogs("accounts", "ERROR"):
            letter = self.post()
        self.assertIsNone(letter.sent_at)
        self.assertIn(letter, OutgoingMail.objects.waiting())

    def test_nobody_waits_for_a_member_without_an_address(self):
        self.ana.email = ""
        self.ana.save()
        self.post()
        self.assertEqual(mail.outbox, [])
        self.assertFalse(OutgoingMail.objects.waiting().exists())

    def test_a_subject_is_one_short_line(self):
        letter = self.post(subject="Your review\r\nBcc: all@example.org " + "x" * 300)
        self.assertEqual(len(letter.subject), 200)
        self.assertNotIn("\n", letter.subject)
        self.assertEqual(len(mail.outbox), 1)


class DeliverMailTests(TestCase):
    def run_command(self):
        out = StringIO()
        call_command("deliver_mail", stdout=out)
        return out.getvalue()

    def wait(self, count):
        ana = make.member()
        for number in range(count):
            OutgoingMail.objects.create(recipient=ana, subject=f"Letter {number}", body="…")

    def test_it_sends_what_waits_oldest_first_and_says_how_many(self):
        self.wait(3)
        self.assertIn("3 of 3", self.run_command())
        self.assertEqual([letter.subject for letter in mail.outbox], ["Letter 0", "Letter 1", "Letter 2"])
        self.assertIn("0 of 0", self.run_command())

    def test_what_the_server_does_not_take_goes_on_waiting(self):
        self.wait(2)
        with mock.patch(SEND, side_effect=[1, ConnectionRefusedError]), self.assertLogs("accounts", "ERROR"):
            self.assertIn("1 of 2", self.run_command())
        self.assertEqual(OutgoingMail.objects.waiting().get().subject, "Letter 1")
