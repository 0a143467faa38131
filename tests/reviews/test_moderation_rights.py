from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import AuditEntry, Decision, HelpfulVote, Rating, Report, Review
from tests import make


def rights_of(group, app):
    permissions = Group.objects.get(name=group).permissions.filter(content_type__app_label=app)
    return set(permissions.values_list("codename", flat=True))


class GroupTests(TestCase):
    def test_moderators_may_look_and_decide_and_nothing_else(self):
        self.assertEqual(
            rights_of("moderators", "reviews"),
            {
                "view_case",
                "add_decision",
                "view_decision",
                "view_report",
                "view_review",
                "view_auditentry",
                "view_votepair",
                "view_slowmode",
                "view_suspension",
            },
        )
        self.assertEqual(rights_of("moderators", "catalog"), {"view_film", "view_triviaitem"})

    def test_moderators_have_no_right_over_members_permissions_votes_or_ratings(self):
        granted = Group.objects.get(name="moderators").permissions.all()
        self.assertFalse(granted.filter(content_type__app_label__in=["accounts", "auth", "sessions", "admin"]).exists())
        self.assertFalse(granted.filter(content_type__model__in=["rating", "helpfulvote"]).exists())
        changing = granted.exclude(codename__startswith="view_").values_list("codename", flat=True)
        self.assertEqual(list(changing), ["add_decision"])

    def test_editors_see_cases_but_not_the_audit(self):
        self.assertEqual(rights_of("editors", "reviews"), {"view_case", "view_decision", "view_report"})

    def test_votes_and_ratings_are_not_in_the_admin(self):
        for model in (Rating, HelpfulVote):
            self.assertFalse(admin.site.is_registered(model))


class ViewOnlyTests(TestCase):
    """Reports, decisions, audit entries and reviews can be looked at in the admin, by whoever may, and not changed."""

    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.ed = make.moderator(), make.editor()
        cls.review = make.review()
        cls.report = make.report(cls.review)
        cls.decision = make.decision(cls.report.case, "hide")
        cls.rows = {
            "review": cls.review,
            "report": cls.report,
            "decision": cls.decision,
            "auditentry": AuditEntry.objects.get(),
        }

    def get(self, member, name, *args):
        self.client.force_login(member)
        return self.client.get(reverse(f"admin:reviews_{name}", args=args))

    def test_moderators_look_at_lists_and_rows(self):
        for name, row in self.rows.items():
            self.assertEqual(self.get(self.mod, f"{name}_changelist").status_code, 200)
            self.assertEqual(self.get(self.mod, f"{name}_change", row.pk).status_code, 200)

    def test_nothing_is_added_changed_or_deleted_not_even_by_the_site_owner(self):
        owner = make.member("owner", is_staff=True, is_superuser=True)
        for member in (self.mod, owner):
            for name, row in self.rows.items():
                self.assertEqual(self.get(member, f"{name}_add").status_code, 403)
                self.assertEqual(self.get(member, f"{name}_delete", row.pk).status_code, 403)
                for action, args in (("add", []), ("change", [row.pk]), ("delete", [row.pk])):
                    url = reverse(f"admin:reviews_{name}_{action}", args=args)
                    self.assertEqual(self.client.post(url, {"post": "yes", "facts": "x"}).status_code, 403)
        self.assertEqual((Report.objects.count(), Decision.objects.count(), Review.objects.count()), (1, 1, 1))
        self.decision.refresh_from_db()
        self.assertEqual(self.decision.facts, "It names a shop and its prices.")

    def test_the_lists_offer_no_actions(self):
        for name in (*self.rows, "case"):
            self.assertNotContains(self.get(self.mod, f"{name}_changelist"), 'name="action"')

    def test_editors_look_up_what_is_about_facts(self):
        fact_report = make.report(make.trivia(self.review.film))
        make.decision(fact_report.case, "remove")
        for name, count in (("report", 1), ("decision", 1)):
            page = self.get(self.ed, f"{name}_changelist")
            self.assertEqual(page.context["cl"].result_count, count)
        self.assertEqual(self.get(self.ed, "report_change", self.report.pk).status_code, 302)
        for name in ("review", "auditentry"):
            self.assertEqual(self.get(self.ed, f"{name}_changelist").status_code, 403)

    def test_moderators_do_not_look_up_who_reported_them(self):
        own = make.report(make.review(author=self.mod), make.member("benedict"))
        self.assertNotContains(self.get(self.mod, "report_changelist"), "benedict")
        self.assertEqual(self.get(self.mod, "report_change", own.pk).status_code, 302)

    def test_what_authors_took_back_is_not_in_the_list(self):
        make.review(headline="Taken back").withdraw()
        self.assertNotContains(self.get(self.mod, "review_changelist"), "Taken back")

    def test_members_and_visitors_see_nothing(self):
        for name in (*self.rows, "case"):
            self.assertEqual(self.get(make.member(), f"{name}_changelist").status_code, 302)
        self.client.logout()
        self.assertEqual(self.client.get(reverse("admin:reviews_case_changelist")).status_code, 302)

    def test_the_lists_take_a_fixed_number_of_queries(self):
        few = {name: self.queries_of(name) for name in self.rows}
        for _ in range(5):
            make.decision(make.report(make.review()).case, "remove")
        self.assertEqual({name: self.queries_of(name) for name in self.rows}, few)

    def queries_of(self, name):
        self.client.force_login(self.mod)
        with CaptureQueriesContext(connection) as queries:
            self.client.get(reverse(f"admin:reviews_{name}_changelist"))
        return len(queries)
