from datetime import timedelta
from unittest import mock

from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import RequestFactory, TestCase, override_settings
from django.utils import timezone

from accounts import limits
from accounts.models import OutgoingMail
from reviews.models import IllegalNotice, Report
from reviews.sender import sender_of
from tests import make

WORDS = {
    "name": "Vera Quist",
    "email": "vera@example.org",
    "law": "The penal code, section 130",
    "place": "Germany",
    "details": "The second line calls for it.",
    "good_faith": "on",
}
NOTICE = {
    "law": "The penal code",
    "place": "Wales",
    "name": "Vera Quist",
    "email": "vera@example.org",
    "good_faith": True,
}


class VisitorsNotice(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.review = make.review(author=cls.ana)
        cls.report_url = f"/reviews/{cls.review.pk}/report/"
        cls.url = f"{cls.report_url}illegal/"

    def give(self, **fields):
        return self.client.post(self.url, WORDS | fields)


class GiveNoticeTests(VisitorsNotice):
    def test_it_joins_the_case_of_the_text_and_keeps_every_word(self):
        case = make.report(self.review).case
        self.give()
        report = case.reports.get(source="visitor")
        self.assertEqual((report.reason, report.details), ("illegal", "The second line calls for it."))
        self.assertIsNone(report.reporter)
        self.assertEqual(report.text_as_reported, self.review.plain_text())
        notice = report.notice
        self.assertEqual((notice.law, notice.place), ("The penal code, section 130", "Germany"))
        self.assertEqual((notice.name, notice.email), ("Vera Quist", "vera@example.org"))

    def test_a_receipt_is_there_at_once_as_a_page_and_as_a_mail(self):
        with self.captureOnCommitCallbacks(execute=True):
            response = self.give()
        receipt = IllegalNotice.objects.get().get_absolute_url()
        self.assertRedirects(response, receipt)
        self.assertEqual(mail.outbox[0].to, ["vera@example.org"])
        self.assertIn(receipt, mail.outbox[0].body)
        self.assertIn("A person reads it and decides", mail.outbox[0].body)

    def test_the_receipt_carries_no_typed_word_to_an_address_that_may_be_somebody_elses(self):
        self.give(name="Buy at my shop", law="Buy at my shop", place="Buy", details="Buy at my shop")
        sent = OutgoingMail.objects.get()
        self.assertNotIn("Buy", f"{sent.subject} {sent.body}")

    def test_nobody_asks_who_gives_notice_of_an_offence_against_a_child(self):
        self.give(is_child_abuse="on", name="", email="")
        self.give(is_child_abuse="on", details="The third line too.")
        self.assertEqual(IllegalNotice.objects.count(), 2)
        for notice in IllegalNotice.objects.all():
            self.assertEqual((notice.is_child_abuse, notice.name, notice.email), (True, "", ""))
        self.assertFalse(OutgoingMail.objects.exists())

    def test_everything_else_is_asked_for_with_a_sentence_and_nothing_typed_is_lost(self):
        needed = {
            "name": "Give your name",
            "email": "Give an address",
            "law": "Name the law",
            "place": "Say in which country",
            "details": "Say what is against the law",
            "good_faith": "meant honestly",
        }
        for field, sentence in needed.items():
            response = self.give(**{field: ""})
            self.assertContains(response, sentence, status_code=400)
            for value in (value for name, value in WORDS.items() if name not in {field, "good_faith"}):
                self.assertContains(response, value, status_code=400)
        self.assertFalse(Report.objects.exists())

    def test_bad_input_is_refused_with_a_sentence(self):
        bad = {
            "email": ["vera", "a@b", f"{'v' * 250}@example.org", "vera@example.org\nBcc: all@example.org"],
            "law": ["x" * 201, "a\x00b", "a bell\x07"],
            "place": ["x" * 101, "a\x00b"],
            "name": ["x" * 101, "a\x00b"],
            "details": ["x" * 1001, "a\x00b"],
        }
        for field, values in bad.items():
            for value in values:
                with self.subTest(field, value=value[:20]):
                    self.assertEqual(self.give(**{field: value}).status_code, 400)
        self.assertFalse(Report.objects.exists())

    def test_a_member_gives_notice_where_members_report_and_loses_no_word(self):
        self.client.force_login(self.ben)
        self.assertRedirects(self.client.get(self.url), self.report_url)
        response = self.client.post(self.url, WORDS, follow=True)
        self.assertRedirects(response, self.report_url)
        for part in (*list(WORDS.values())[2:5], 'value="illegal" id="id_reason_6" required checked'):
            self.assertContains(response, part)
        self.assertFalse(Report.objects.exists())

    def test_a_text_that_went_meanwhile_is_not_reported_and_the_words_stand_there(self):
        with mock.patch("reviews.views.notices.sender_of", side_effect=lambda request: self.take_away()):
            response = self.give()
        self.assertContains(response, "The second line calls for it.", status_code=409)
        self.assertFalse(IllegalNotice.objects.exists())

    def take_away(self):
        """Somebody takes the text off the site while the form is on its way."""
        self.review.withdraw()
        patched = mock.patch("reviews.models.Review.is_published", False)
        patched.start()
        self.addCleanup(patched.stop)
        return "x"

    def test_a_notice_sent_twice_is_one(self):
        first, second = self.give(), self.give()
        self.assertEqual(first["Location"], second["Location"])
        self.assertEqual((IllegalNotice.objects.count(), OutgoingMail.objects.count()), (1, 1))
        self.give(email="another@example.org")
        self.assertEqual(IllegalNotice.objects.count(), 2)

    def test_visitors_give_no_other_reason(self):
        self.client.post(self.url, WORDS | {"reason": "spam"})
        self.assertEqual(Report.objects.get().reason, "illegal")

    def test_the_form_needs_no_session(self):
        with self.assertNumQueries(1):
            response = self.client.get(self.url)
        self.assertNotIn("sessionid", response.cookies)
        self.assertIn("no-store", response["Cache-Control"])

    def test_a_form_without_its_token_is_refused_and_shows_the_words(self):
        client = self.client_class(enforce_csrf_checks=True)
        self.assertContains(client.post(self.url, WORDS), "The second line calls for it.", status_code=403)


class NoticeLimitTests(VisitorsNotice):
    def test_too_many_from_one_network_are_refused_and_the_words_kept(self):
        most = limits.NOTICES[0][0]
        for number in range(most):
            self.assertEqual(self.give(details=f"Line {number}.").status_code, 302)
        response = self.give()
        self.assertContains(response, "The second line calls for it.", status_code=429)
        self.assertGreater(int(response["Retry-After"]), 3500)
        self.assertEqual(IllegalNotice.objects.count(), most)
        elsewhere = self.client.post(self.url, WORDS, REMOTE_ADDR="192.0.2.7")
        self.assertEqual(elsewhere.status_code, 302)

    def sender(self, address, **headers):
        return sender_of(RequestFactory().get("/", REMOTE_ADDR=address, **headers))

    def test_a_sender_is_a_keyed_hash_of_the_network(self):
        self.assertEqual(len(self.sender("192.0.2.7")), 64)
        self.assertNotEqual(self.sender("192.0.2.7"), self.sender("192.0.2.8"))
        self.assertEqual(self.sender("2001:db8:1:2::7"), self.sender("2001:db8:1:2:ffff::1"))
        self.assertNotEqual(self.sender("2001:db8:1:2::7"), self.sender("2001:db8:1:3::7"))
        self.assertEqual(self.sender("::ffff:192.0.2.7"), self.sender("192.0.2.7"))
        before = self.sender("192.0.2.7")
        with override_settings(SECRET_KEY="another"):
            self.assertNotEqual(self.sender("192.0.2.7"), before)

    def test_a_header_names_the_sender_only_behind_our_own_proxy(self):
        header = {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.9"}
        self.assertEqual(self.sender("192.0.2.7", **header), self.sender("192.0.2.7"))
        with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
            self.assertEqual(self.sender("192.0.2.7", **header), self.sender("203.0.113.9"))
            self.assertEqual(len(self.sender("192.0.2.7", HTTP_X_FORWARDED_FOR="no address at all")), 64)

    def test_senders_are_forgotten_after_thirty_days(self):
        self.give()
        self.give(details="The third line too.")
        old = IllegalNotice.objects.earliest("pk")
        IllegalNotice.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=31))
        call_command("daily", verbosity=0)
        senders = list(IllegalNotice.objects.order_by("pk").values_list("sender", flat=True))
        self.assertEqual((senders[0], len(senders[1])), ("", 64))


class MembersNoticeTests(VisitorsNotice):
    def send(self, **fields):
        self.client.force_login(self.ben)
        words = {name: WORDS[name] for name in ("law", "place", "details", "good_faith")}
        return self.client.post(self.report_url, {"reason": "illegal", **words, **fields})

    def test_it_is_kept_with_the_members_name_or_the_one_they_give(self):
        self.send()
        notice = IllegalNotice.objects.get()
        self.assertEqual((notice.report.reporter, notice.name, notice.email), (self.ben, "ben", ""))
        self.assertEqual((notice.law, notice.place, notice.sender), (WORDS["law"], WORDS["place"], ""))
        notice.report.withdraw()
        self.send(name="Benedict Blum")
        self.assertEqual(IllegalNotice.objects.latest("pk").name, "Benedict Blum")

    def test_law_place_and_good_faith_are_needed_and_nothing_typed_is_lost(self):
        needed = {"law": "Name the law", "place": "Say in which country", "good_faith": "meant honestly"}
        for field, sentence in needed.items():
            response = self.send(**{field: ""})
            self.assertContains(response, sentence, status_code=400)
            self.assertContains(response, WORDS["details"], status_code=400)
        self.assertFalse(Report.objects.exists())

    def test_they_are_not_asked_for_with_another_reason(self):
        self.send(reason="spam", law="", place="", good_faith="")
        self.assertFalse(IllegalNotice.objects.exists())
        self.assertEqual(Report.objects.get().reason, "spam")

    def test_the_form_says_what_they_are_for(self):
        self.client.force_login(self.ben)
        self.assertContains(self.client.get(self.report_url), "Only for the reason “It is against the law”")


class NoticeConstraintTests(TestCase):
    def refused(self, name, **fields):
        report = make.report(make.review())
        row = {"report": report, "law": "The penal code", "place": "Wales", "good_faith": True, **fields}
        with self.assertRaisesMessage(IntegrityError, name), transaction.atomic():
            IllegalNotice.objects.create(**row)

    def test_it_names_law_and_place(self):
        self.refused("notice_names_law_and_place", law="")
        self.refused("notice_names_law_and_place", place="")

    def test_it_is_in_good_faith(self):
        self.refused("notice_is_in_good_faith", good_faith=False)

    def test_a_report_has_one_at_most(self):
        report = make.report(make.review(), reason="illegal", details="All of it.", notice=NOTICE)
        self.refused("", report=report)

    def test_it_keeps_its_report(self):
        report = make.report(make.review(), reason="illegal", details="All of it.", notice=NOTICE)
        with self.assertRaises(IntegrityError), transaction.atomic():
            report.delete()
