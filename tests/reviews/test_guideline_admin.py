from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from accounts.models import Notification
from reviews.models import AuditEntry, Guideline
from tests import make
from tests.admin_form import fields_of

LIST = "/admin/reviews/guideline/"
ADD = f"{LIST}add/"
RULE = f"{LIST}own-words/change/"


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


class GuidelineAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.rule = Guideline.objects.get(pk="own-words")
        cls.administrator = make.administrator()

    def setUp(self):
        self.client.force_login(self.administrator)

    def send(self, address=RULE, **changes):
        return self.client.post(address, {**fields_of(self.client.get(address)), **changes})

    def add(self, **changes):
        words = {"id": "keep-it-clean", "title": "Keep it clean", "text": "No shouting.", "in_force_from": in_days(5)}
        return self.send(ADD, **{**words, **changes})

    def change(self, **changes):
        return self.send(text="Only your own words.", what_changed="It is shorter.", **changes)

    def assert_unchanged(self):
        self.assertEqual(self.rule.versions.count(), 1)
        self.assertFalse(Notification.objects.exists())
        self.assertFalse(AuditEntry.objects.exists())

    def assert_sent_back(self, response, *words):
        self.assertEqual(response.status_code, 200)
        for word in words:
            self.assertContains(response, word)
        self.assert_unchanged()

    # Changing a rule

    def test_the_form_begins_with_the_latest_words_and_two_weeks(self):
        fields = fields_of(self.client.get(RULE))
        self.assertEqual(fields["text"], [self.rule.text])
        self.assertEqual(fields["in_force_from"], [in_days(14)])
        self.assertNotIn("id", fields)

    def test_a_change_is_another_version_and_everybody_is_told(self):
        self.assertRedirects(self.change(), LIST)
        version = self.rule.versions.get(number=2)
        self.assertEqual((version.text, version.what_changed), ("Only your own words.", "It is shorter."))
        self.assertEqual((version.in_force_from.isoformat(), version.made_by), (in_days(14), self.administrator))
        self.assertTrue(Notification.objects.filter(member=self.administrator, kind="rules").exists())
        self.assertEqual(AuditEntry.objects.get().action, "guideline")

    def test_the_id_cannot_be_changed(self):
        self.change(id="other-words")
        self.assertFalse(Guideline.objects.filter(pk="other-words").exists())

    def test_a_change_says_what_has_changed(self):
        response = self.send(text="Only your own words.")
        self.assert_sent_back(response, "Say in a sentence what has changed.", "Only your own words.")

    def test_nothing_changed_is_no_version(self):
        self.assert_sent_back(self.send(what_changed="Nothing."), "Nothing has been changed.")

    def test_no_change_holds_from_a_day_that_is_over(self):
        self.assert_sent_back(self.change(in_force_from=in_days(-1)), "Choose today or a later day.")

    def test_no_change_overtakes_one_that_is_announced(self):
        self.change()
        response = self.send(text="Sooner.", what_changed="Sooner.", in_force_from=in_days(3))
        self.assertContains(response, "A change is announced already for a later day.")
        self.assertEqual(self.rule.versions.count(), 2)

    def test_what_is_no_date_or_too_long_comes_back(self):
        self.assert_sent_back(self.change(in_force_from="soon"), "Enter a valid date.", "Only your own words.")
        self.assert_sent_back(self.change(title="x" * 81), "At most 80 characters")

    def test_words_with_control_characters_come_back(self):
        self.assert_sent_back(self.change(title="a\x07b"), "cannot be shown")

    # Retiring a rule

    def test_a_rule_is_retired_on_a_day(self):
        self.assertRedirects(self.send(retired_on=in_days(0)), LIST)
        self.rule.refresh_from_db()
        self.assertTrue(self.rule.is_retired)
        self.assertEqual(self.rule.versions.count(), 1)
        self.assertIn("given up", Notification.objects.get(member=self.administrator).body)
        self.assertIn("retired on", AuditEntry.objects.get().subject)

    def test_a_retired_rule_can_only_be_looked_at(self):
        self.rule.retire(by=self.administrator, on=timezone.localdate())
        page = self.client.get(RULE)
        self.assertContains(page, self.rule.text)
        self.assertNotContains(page, 'name="text"')
        self.assertEqual(self.client.post(RULE, {"text": "x"}).status_code, 403)

    def test_no_rule_is_retired_on_a_day_that_is_over_or_with_a_change(self):
        self.assert_sent_back(self.send(retired_on=in_days(-1)), "Choose today or a later day.")
        self.assert_sent_back(self.change(retired_on=in_days(2)), "Either change the rule or retire it.")

    # Adding a rule

    def test_a_new_rule_stands_last_from_its_day_on(self):
        self.assertRedirects(self.add(), LIST)
        rule = Guideline.objects.get(pk="keep-it-clean")
        self.assertEqual(rule.latest.in_force_from.isoformat(), in_days(5))
        self.assertEqual(Guideline.objects.last(), rule)
        self.assertIn("No shouting.", Notification.objects.get(member=self.administrator).body)
        self.assertEqual(AuditEntry.objects.get().subject, "keep-it-clean, version 1")

    def test_an_id_is_given_once_and_well_formed(self):
        for wrong in ("own-words", "reporting", "Two words", "Capital", "", "x" * 41):
            self.assert_sent_back(self.add(id=wrong), "No shouting.")
        self.assertFalse(Guideline.objects.filter(pk__in=["reporting", "Capital"]).exists())

    def test_a_new_rule_holds_from_today_at_the_earliest(self):
        self.assert_sent_back(self.add(in_force_from=in_days(-1)), "Choose today or a later day.")

    # Who may

    def test_moderators_and_seniors_only_look(self):
        for somebody in (make.moderator(), make.senior()):
            self.client.force_login(somebody)
            page = self.client.get(RULE)
            self.assertContains(page, self.rule.text)
            self.assertNotContains(page, 'name="text"')
            self.assertEqual(self.client.get(LIST).status_code, 200)
            self.assertEqual(self.client.get(ADD).status_code, 403)
            self.assertEqual(self.client.post(RULE, {"text": "x"}).status_code, 403)
            self.assertEqual(self.client.post(ADD, {"id": "x"}).status_code, 403)
        self.assert_unchanged()

    def test_editors_and_members_do_not_even_look(self):
        for somebody in (make.editor(), make.member()):
            self.client.force_login(somebody)
            for address in (LIST, RULE, ADD):
                self.assertIn(self.client.get(address).status_code, (302, 403))
                self.assertIn(self.client.post(address, {"text": "x"}).status_code, (302, 403))
        self.assert_unchanged()

    def test_nobody_deletes_a_rule(self):
        self.assertEqual(self.client.post(f"{LIST}own-words/delete/", {"post": "yes"}).status_code, 403)
        self.assertTrue(Guideline.objects.filter(pk="own-words").exists())

    def test_few_and_many_rules_are_listed_in_the_same_queries(self):
        with self.assertNumQueries(8):
            self.client.get(LIST)
        for number in range(10):
            words = {"title": "One more", "text": "Text.", "in_force_from": timezone.localdate()}
            Guideline.objects.add(f"rule-{number}", by=self.administrator, **words)
        with self.assertNumQueries(8):
            self.client.get(LIST)
