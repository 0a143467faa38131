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


LOOKS = {
    *("view_appeal", "view_auditentry", "view_case", "view_decision", "view_guideline", "view_proposal", "view_report"),
    *("view_restriction", "view_review", "view_slowmode", "view_suspension", "view_votepair"),
}
# What each office may do besides looking; each has what the one before has.
DOES = {
    "moderators": {"add_decision"},
    "senior moderators": {"add_decision", "take_over_claim"},
    "administrators": {"add_decision", "take_over_claim", "act_on_staff", "add_guideline", "change_guideline"},
}


class GroupTests(TestCase):
    def test_each_office_may_look_and_do_its_work_and_nothing_else(self):
        for group, does in DOES.items():
            with self.subTest(group):
                self.assertEqual(rights_of(group, "reviews"), LOOKS | does)
                self.assertEqual(rights_of(group, "catalog"), {"view_film", "view_triviaitem", "view_storyline"})

    def test_nobody_of_them_has_a_right_over_members_permissions_votes_or_ratings(self):
        for group, does in DOES.items():
            with self.subTest(group):
                granted = Group.objects.get(name=group).permissions.all()
                self.assertFalse(granted.filter(content_type__app_label__in=["auth", "sessions", "admin"]).exists())
                self.assertFalse(granted.filter(content_type__model__in=["rating", "helpfulvote"]).exists())
                changing = granted.exclude(codename__startswith="view_").values_list("codename", flat=True)
                self.assertEqual(set(changing), does)

    def test_only_administrators_look_members_up(self):
        for group in DOES:
            of_members = {"view_user"} if group == "administrators" else set()
            self.assertEqual(rights_of(group, "accounts"), of_members)

    def test_editors_see_what_is_about_the_catalogue_but_not_the_audit(self):
        sees = {"view_appeal", "view_case", "view_decision", "view_proposal", "view_report"}
        self.assertEqual(rights_of("editors", "reviews"), sees)

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
            "review": make.review(),
            "report": cls.report,
            "decision": cls.decision,
            "auditentry": AuditEntry.objects.latest("seq"),
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
        self.assertEqual((Report.objects.count(), Decision.objects.count(), Review.objects.count()), (1, 1, 2))
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

    def test_what_was_taken_away_is_read_on_its_case_where_each_look_is_on_record(self):
        taken = make.review(headline="Under seal")
        make.decision(make.report(taken).case, "remove")
        self.assertNotContains(self.get(self.mod, "review_changelist"), "Under seal")
        self.assertEqual(self.get(self.mod, "review_change", taken.pk).status_code, 302)
        self.assertNotContains(self.get(self.mod, "report_change", taken.cases.get().reports.get().pk), make.BODY[:30])

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
