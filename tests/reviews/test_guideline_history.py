from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from reviews.models import AuditEntry, Guideline, GuidelineVersion
from tests import make

WORDS = {"title": "Keep it clean", "text": "No shouting.", "short": ""}


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


class GuidelineVersionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.rule = Guideline.objects.get(pk="own-words")
        cls.administrator = make.administrator()

    def revise(self, days=0, by=None, **words):
        terms = {**WORDS, "what_changed": "Shouting is out.", "in_force_from": in_days(days), **words}
        self.rule.revise(by=by or self.administrator, **terms)

    def version(self, **fields):
        given = {"guideline": self.rule, "number": 2, "what_changed": "Much.", "in_force_from": in_days(0), **WORDS}
        return GuidelineVersion(**{**given, **fields})

    # What the database holds

    def assert_refused(self, **fields):
        with self.assertRaises(IntegrityError), transaction.atomic():
            self.version(**fields).save()

    def test_a_number_is_given_once(self):
        self.assert_refused(number=1)

    def test_numbers_begin_with_one(self):
        self.assert_refused(number=0)

    def test_a_version_says_something(self):
        self.assert_refused(title="")
        self.assert_refused(text="")

    def test_a_later_version_says_what_has_changed(self):
        self.assert_refused(what_changed="")

    # Which version holds

    def test_the_latest_whose_day_has_come_holds(self):
        self.revise(days=0)
        self.revise(days=5, title="Later")
        self.assertEqual(self.rule.title, "Keep it clean")
        self.assertEqual(self.rule.version_on(in_days(5)).title, "Later")
        self.assertEqual(self.rule.version_on(in_days(-1)).number, 1)

    def test_of_two_for_a_day_the_later_one_is_announced(self):
        self.revise(days=5)
        self.revise(days=5, title="Better")
        self.assertEqual([version.title for version in self.rule.announced], ["Better"])

    # Who changes a rule, and how

    def test_a_version_follows_and_the_earlier_one_stays(self):
        before = list(self.rule.versions.values())
        self.revise()
        self.assertEqual(list(self.rule.versions.filter(number=1).values()), before)
        self.assertEqual(self.rule.latest.made_by, self.administrator)

    def test_every_active_member_is_told_and_it_is_on_record(self):
        member, gone = make.member(), make.member(is_active=False)
        self.revise(days=5)
        told = Notification.objects.filter(kind="rules")
        self.assertEqual(set(told.values_list("member", flat=True)), {member.pk, self.administrator.pk})
        self.assertNotIn(gone.pk, told.values_list("member", flat=True))
        self.assertIn("Shouting is out.", told.first().body)
        self.assertIn(f"{in_days(5):%-d %B %Y}", told.first().body)
        self.assertTrue(told.first().waits_for_digest)
        entry = AuditEntry.objects.get(action="guideline")
        self.assertEqual((entry.actor, entry.subject), (self.administrator, "own-words, version 2"))

    def test_few_and_many_members_are_told_in_the_same_queries(self):
        # Asked for once, the administrator's permissions are known.
        self.revise()
        with CaptureQueriesContext(connection) as few:
            self.revise()
        for _ in range(20):
            make.member()
        with self.assertNumQueries(len(few)):
            self.revise()

    def test_nobody_below_an_administrator_changes_a_rule(self):
        for somebody in (make.member(), make.editor(), make.moderator(), make.senior()):
            with self.assertRaises(PermissionDenied):
                self.revise(by=somebody)
            with self.assertRaises(PermissionDenied):
                self.rule.retire(by=somebody, on=in_days(1))
            with self.assertRaises(PermissionDenied):
                Guideline.objects.add("clean", by=somebody, in_force_from=in_days(1), **WORDS)
        self.assertEqual(self.rule.versions.count(), 1)

    def test_nothing_holds_from_a_day_that_is_over(self):
        with self.assertRaises(ValidationError):
            self.revise(days=-1)
        with self.assertRaises(ValidationError):
            self.rule.retire(by=self.administrator, on=in_days(-1))
        with self.assertRaises(ValidationError):
            Guideline.objects.add("clean", by=self.administrator, in_force_from=in_days(-1), **WORDS)

    def test_no_change_overtakes_one_that_is_announced(self):
        self.revise(days=10)
        with self.assertRaises(ValidationError):
            self.revise(days=9)

    def test_a_retired_rule_is_not_changed_and_not_retired_again(self):
        self.rule.retire(by=self.administrator, on=in_days(3))
        with self.assertRaises(ValidationError):
            self.revise()
        with self.assertRaises(ValidationError):
            self.rule.retire(by=self.administrator, on=in_days(9))

    def test_an_id_is_never_given_again(self):
        self.rule.retire(by=self.administrator, on=in_days(0))
        with self.assertRaises(ValidationError):
            Guideline.objects.add("own-words", by=self.administrator, in_force_from=in_days(0), **WORDS)

    def test_nothing_is_decided_under_a_rule_that_is_not_in_force(self):
        Guideline.objects.add("clean", by=self.administrator, in_force_from=in_days(1), **WORDS)
        self.rule.retire(by=self.administrator, on=in_days(0))
        case = make.report(make.review()).case
        for rule in ("clean", "own-words"):
            with self.assertRaises(ValidationError):
                make.decision(case, "remove", guideline=rule)


class GuidelineHistoryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.rule = Guideline.objects.get(pk="own-words")
        cls.administrator = make.administrator()
        cls.first_text = cls.rule.text
        words = {**WORDS, "what_changed": "Shouting is out.", "in_force_from": in_days(0)}
        cls.rule.revise(by=cls.administrator, **words)
        cls.rule.revise(by=cls.administrator, **{**words, "text": "No whispering.", "what_changed": "Nor whispers."})

    def page(self, **query):
        return self.client.get(reverse("guideline_history", args=["own-words"]), query)

    def test_the_last_change_is_shown_and_every_version_listed(self):
        page = self.page()
        self.assertContains(page, "<del>shouting.</del>")
        self.assertContains(page, "<ins>whispering.</ins>")
        for words in ("Version 1", "Version 2", "Version 3", "Shouting is out.", "Nor whispers.", "as it holds now"):
            self.assertContains(page, words)

    def test_any_two_versions_can_be_compared(self):
        self.assertContains(self.page(**{"from": "1", "to": "3"}), "From version 1 to version 3")
        self.assertContains(self.page(**{"from": "3", "to": "1"}), "From version 1 to version 3")
        self.assertNotContains(self.page(**{"from": "2", "to": "2"}), "<ins>")

    def test_versions_that_do_not_exist_are_not_found(self):
        for wrong in ("0", "4", "x", "-1", "1" * 400, "²"):
            self.assertEqual(self.page(to=wrong).status_code, 404)
            self.assertEqual(self.page(**{"from": wrong}).status_code, 404)

    def test_a_rule_that_does_not_exist_is_not_found(self):
        self.assertEqual(self.client.get("/guidelines/nothing/").status_code, 404)

    def test_a_retired_rule_keeps_its_page(self):
        self.rule.retire(by=self.administrator, on=in_days(0))
        page = self.page()
        self.assertContains(page, "given up on")
        self.assertContains(page, "No whispering.")

    def test_who_wrote_it_is_not_named(self):
        self.assertNotContains(self.page(), self.administrator.username)

    def test_visitors_read_it_in_two_queries_without_a_cookie(self):
        with self.assertNumQueries(2):
            response = self.page()
        self.assertFalse(response.cookies)

    def test_its_address_is_only_read(self):
        self.assertEqual(self.client.post(reverse("guideline_history", args=["own-words"])).status_code, 405)
