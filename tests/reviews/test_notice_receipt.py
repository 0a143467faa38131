from django.core import mail
from django.test import TestCase

from accounts.models import OutgoingMail
from filmsite.closing import close_account
from reviews.models import AuditEntry, IllegalNotice
from tests import make

WORDS = {
    "name": "Vera Quist",
    "email": "vera@example.org",
    "law": "The penal code, section 130",
    "place": "Germany",
    "details": "The second line calls for it.",
    "good_faith": "on",
}
NOTICE = {"law": "The penal code", "place": "Wales", "name": "Ben Blum", "good_faith": True}


class VisitorsNotice(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.review = make.review(author=cls.ana)

    def give(self):
        return self.client.post(f"/reviews/{self.review.pk}/report/illegal/", WORDS)


class ReceiptTests(VisitorsNotice):
    def setUp(self):
        self.give()
        self.notice = IllegalNotice.objects.get()
        self.case = self.notice.report.case

    def page(self):
        return self.client.get(self.notice.get_absolute_url())

    def test_it_says_what_arrived_and_that_it_waits(self):
        page = self.page()
        for part in ("It arrived on", "Waiting for a moderator", "Germany", "The second line calls for it.", "noindex"):
            self.assertContains(page, part)
        self.assertIn("no-store", page["Cache-Control"])

    def test_it_names_nobody(self):
        for part in ("Vera", "vera@example.org", "ana<", "/members/"):
            self.assertNotContains(self.page(), part)

    def test_it_says_what_became_of_it_and_what_can_be_done(self):
        make.decision(self.case, "remove", by=make.moderator("judge-jo"), guideline="obey-the-law", law="Section 130")
        page = self.page()
        for part in ("The text was removed.", "Section 130", "give notice again", "a court"):
            self.assertContains(page, part)
        self.assertNotContains(page, "judge-jo")

    def test_the_outcome_goes_to_the_address(self):
        with self.captureOnCommitCallbacks(execute=True):
            make.decision(self.case, "dismiss")
        outcome = mail.outbox[-1]
        self.assertEqual(outcome.to, ["vera@example.org"])
        for part in ("it does not break the guidelines", self.notice.get_absolute_url(), "a court", "A person read it"):
            self.assertIn(part, outcome.body)
        self.assertNotIn("Vera", outcome.body)

    def test_addresses_that_the_site_has_not_made_lead_nowhere(self):
        address = self.notice.get_absolute_url()
        number = str(self.notice.pk)
        for token in (number, f"{number}.x", f"{number}.", address.split("/")[2][:-1], "x" * 5000, "%00", "..", "%ff"):
            self.assertIn(self.client.get(f"/notices/{token}/").status_code, {400, 404}, token)

    def test_it_takes_a_fixed_number_of_queries(self):
        with self.assertNumQueries(3):
            self.page()
        for _ in range(3):
            make.report(self.review)
        with self.assertNumQueries(3):
            self.page()

    def test_a_post_is_refused(self):
        self.assertEqual(self.client.post(self.notice.get_absolute_url()).status_code, 405)


class PrivacyTests(VisitorsNotice):
    """Who gave a notice is read by moderators and by nobody else."""

    def test_neither_the_author_nor_other_reporters_nor_the_public_learn_who_gave_notice(self):
        make.report(self.review, self.ben)
        self.give()
        case = self.review.cases.get()
        make.decision(case, "remove", guideline="obey-the-law")
        pages = [case.get_absolute_url(), "/me/cases/", "/me/reports/", "/me/notifications/", "/", "/moderation/"]
        for member in (self.ana, self.ben):
            self.client.force_login(member)
            for page in pages:
                for word in ("Vera", "vera@example.org", "The second line calls"):
                    self.assertNotIn(word, self.client.get(page).content.decode(), page)
        told = [f"{one.subject} {one.body}" for one in OutgoingMail.objects.exclude(recipient=None)]
        told += [f"{entry.subject} {entry.details}" for entry in AuditEntry.objects.all()]
        self.assertNotIn("Vera", " ".join(told))

    def test_a_closed_account_takes_its_name_off_its_notices(self):
        make.report(self.review, self.ben, reason="illegal", details="All of it.", notice=NOTICE)
        close_account(self.ben, keep_reviews=True)
        notice = IllegalNotice.objects.get()
        self.assertEqual((notice.name, notice.email, notice.law), ("", "", "The penal code"))
