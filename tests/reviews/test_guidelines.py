from django.test import TestCase
from django.urls import reverse

from reviews import guidelines
from reviews.models import Report
from tests import make


class GuidelinesTests(TestCase):
    def test_every_rule_stands_at_its_anchor_with_its_text(self):
        page = self.client.get(reverse("guidelines"))
        for rule in guidelines.GUIDELINES:
            self.assertContains(page, f'<li id="{rule.id}">')
            self.assertContains(page, rule.text)

    def test_it_says_how_votes_reports_and_decisions_work(self):
        page = self.client.get(reverse("guidelines"))
        for anchor in ("helpful", "reporting", "deciding"):
            self.assertContains(page, f'id="{anchor}"')

    def test_visitors_read_it_without_a_query_or_a_cookie(self):
        with self.assertNumQueries(0):
            response = self.client.get(reverse("guidelines"))
        self.assertEqual(response.status_code, 200)
        self.assertFalse(response.cookies)

    def test_members_read_it_too(self):
        self.client.force_login(make.member())
        self.assertEqual(self.client.get(reverse("guidelines")).status_code, 200)

    def test_ids_are_given_once(self):
        self.assertEqual(len(guidelines.BY_ID), len(guidelines.GUIDELINES))

    def test_every_reason_but_something_else_has_its_guideline(self):
        self.assertEqual(set(Report.Reason) - set(Report.GUIDELINE), {Report.Reason.OTHER})
        self.assertLessEqual(set(Report.GUIDELINE.values()), set(guidelines.BY_ID))
