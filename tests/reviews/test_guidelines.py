from datetime import timedelta

from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from reviews import guidelines
from reviews.admin.guideline import TAKEN
from reviews.models import Guideline, Report
from tests import make

WORDS = {"title": "Keep it clean", "text": "No shouting.", "short": ""}


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


class GuidelinesTests(TestCase):
    def page(self):
        return self.client.get(reverse("guidelines"))

    def revise(self, rule="own-words", days=0, **words):
        terms = {**WORDS, "what_changed": "Shouting is out.", "in_force_from": in_days(days), **words}
        Guideline.objects.get(pk=rule).revise(by=make.administrator(), **terms)

    # The rules

    def test_every_rule_stands_at_its_anchor_with_its_text_and_its_version(self):
        page = self.page()
        for rule in guidelines.in_force():
            self.assertContains(page, f'<li id="{rule.id}">')
            self.assertContains(page, rule.text)
            self.assertContains(page, rule.get_absolute_url())
            self.assertContains(page, f"since {rule.present.in_force_from:%-d %B %Y}")

    def test_a_change_in_force_stands_there_and_is_named_as_new(self):
        self.revise()
        page = self.page()
        self.assertContains(page, "No shouting.")
        self.assertContains(page, "Shouting is out.")
        self.assertContains(page, "Version 2")

    def test_an_announced_change_says_its_day_and_the_old_words_hold(self):
        self.revise(days=10)
        page = self.page()
        self.assertContains(page, f"From {in_days(10):%-d %B %Y}:")
        self.assertContains(page, "Shouting is out.")
        self.assertNotContains(page, "No shouting.")

    def test_an_announced_rule_is_news_and_no_rule_yet(self):
        Guideline.objects.add("clean", by=make.administrator(), in_force_from=in_days(5), **WORDS)
        page = self.page()
        self.assertContains(page, "A new rule.")
        self.assertNotContains(page, '<li id="clean">')
        self.assertNotIn("clean", dict(guidelines.choices()))

    def test_a_rule_that_is_given_up_later_still_holds_and_says_so(self):
        Guideline.objects.get(pk="own-words").retire(by=make.administrator(), on=in_days(3))
        page = self.page()
        self.assertContains(page, '<li id="own-words">')
        self.assertContains(page, "The rule is given up.")
        self.assertIn("own-words", dict(guidelines.choices()))

    def test_a_retired_rule_is_only_linked(self):
        rule = Guideline.objects.get(pk="own-words")
        rule.retire(by=make.administrator(), on=in_days(0))
        page = self.page()
        self.assertNotContains(page, rule.text)
        self.assertContains(page, rule.get_absolute_url())
        self.assertNotIn("own-words", dict(guidelines.choices()))

    def test_what_the_site_began_with_is_no_news(self):
        self.assertNotContains(self.page(), "What changes")

    def test_a_change_of_long_ago_is_no_news(self):
        rule = Guideline.objects.get(pk="own-words")
        rule.versions.create(number=2, what_changed="Shouting is out.", in_force_from=in_days(-90), **WORDS)
        page = self.page()
        self.assertContains(page, "No shouting.")
        self.assertNotContains(page, "Shouting is out.")

    # The page

    def test_it_says_how_votes_reports_and_decisions_work(self):
        page = self.page()
        for anchor in ("helpful", "counting", "reporting", "weight", "shield", "misuse", "deciding", "appeals", "kept"):
            self.assertContains(page, f'id="{anchor}"')
        for words in ("184", "215", "72 hours", "second moderator", "paused for 30 days"):
            self.assertContains(page, words)

    def test_no_rule_can_take_the_id_of_a_section(self):
        sections = set(self.page().content.decode().replace('"', " ").replace("id= ", "id=").split("id=")[1:])
        ids = {section.split()[0] for section in sections} - set(Guideline.objects.values_list("pk", flat=True))
        self.assertLessEqual(ids - {"skip"}, TAKEN)

    @override_settings(CONTACT="office@films.example.org")
    def test_authorities_find_whom_to_write_to(self):
        self.assertContains(self.page(), "mailto:office@films.example.org")

    @override_settings(CONTACT="")
    def test_without_an_address_nothing_is_said_of_one(self):
        self.assertNotContains(self.page(), 'id="contact"')

    def test_visitors_read_it_in_two_queries_without_a_cookie(self):
        self.revise(days=3)
        with self.assertNumQueries(2):
            response = self.page()
        self.assertEqual(response.status_code, 200)
        self.assertFalse(response.cookies)

    def test_who_has_it_is_not_sent_it_again(self):
        mark = self.page()["ETag"]
        again = self.client.get(reverse("guidelines"), headers={"if-none-match": mark})
        self.assertEqual(again.status_code, 304)

    def test_members_read_it_too(self):
        self.client.force_login(make.member())
        self.assertEqual(self.page().status_code, 200)

    def test_every_reason_but_something_else_has_its_guideline(self):
        self.assertEqual(set(Report.Reason) - set(Report.GUIDELINE), {Report.Reason.OTHER})
        self.assertLessEqual(set(Report.GUIDELINE.values()), set(dict(guidelines.choices())))
