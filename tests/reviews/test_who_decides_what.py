"""Every action, for every role: who may take it on which texts, at the verb itself and on the page."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import TestCase
from django.urls import reverse

from accounts.models import User
from catalog.models import TriviaItem
from reviews.models import Case, Decision
from tests import make

Action = Decision.Action
# What anybody can decide who may decide the case at all, and what is about its author.
ABOUT_REVIEW = ["dismiss", "unfounded", "spoiler", "redact", "hide", "remove", "lock", "pass_on"]
ABOUT_FACT = ["dismiss", "unfounded", "spoiler", "hide", "remove", "pass_on"]
ABOUT_MEMBER = ["warn", "limit", "suspend"]
# Only the site itself takes them.
AUTOMATIC = ["shield", "veil", "unshield", "pause"]

MODERATORS = ["moderator", "senior", "administrator", "superuser"]
ROLES = ["member", "editor", *MODERATORS]


class EveryActionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.members = {
            "member": make.member("mia"),
            "editor": make.editor(),
            "moderator": make.moderator(),
            "senior": make.senior(),
            "administrator": make.administrator(),
            "superuser": make.member("ruth", is_staff=True, is_superuser=True),
        }
        cls.film = make.film()
        cls.author, cls.reporter = make.member("ana"), make.member("ben")

    def case_about(self, target, reporter=None):
        return make.report(target, reporter or self.reporter).case

    def terms(self, action, case):
        terms = {"guideline": "respect-people", "facts": "It names a shop.", "days": None}
        if action in {"limit", "suspend"}:
            terms["days"] = 7
        if action == "redact":
            terms["redacted"] = {"headline": "A road", "body": make.BODY}
        return terms

    def takes(self, role, action, case) -> bool:
        """Whether the verb lets this role take the action; whatever it does is undone."""
        with transaction.atomic():
            try:
                case.decide(action, moderator=self.members[role], **self.terms(action, case))
                return True
            except (PermissionDenied, ValidationError):
                return False
            finally:
                transaction.set_rollback(True)

    def takes_on_page(self, role, action, case) -> bool:
        """The same by the form in the admin."""
        with transaction.atomic():
            self.client.force_login(self.members[role])
            terms = {name: value for name, value in self.terms(action, case).items() if value}
            if words := terms.pop("redacted", None):
                terms |= {"headline": words["headline"], "body": words["body"]}
            address = reverse("admin:reviews_case_change", args=[case.pk])
            response = self.client.post(address, {"action": action, **terms})
            self.assertLess(response.status_code, 500)
            is_taken = Decision.objects.filter(case=case, action=action).exists()
            transaction.set_rollback(True)
        return is_taken

    def assert_taken_by(self, case, expected):
        """`expected` says for each action the roles that may take it; nobody takes another one."""
        for action in Action.values:
            for role in ROLES:
                may = role in expected.get(action, [])
                with self.subTest(action=action, role=role):
                    self.assertEqual(self.takes(role, action, case), may)

    def test_on_a_members_review_moderators_decide_and_nobody_else(self):
        case = self.case_about(make.review(self.film, author=self.author, headline="A road and a shop"))
        actions = [*ABOUT_REVIEW, *ABOUT_MEMBER]
        self.assert_taken_by(case, dict.fromkeys(actions, MODERATORS))

    def test_on_a_fact_editors_decide_too_but_not_about_its_author(self):
        case = self.case_about(make.trivia(self.film, contributor=self.author))
        about_text = {action: ["editor", *MODERATORS] for action in ABOUT_FACT}
        self.assert_taken_by(case, about_text | dict.fromkeys(ABOUT_MEMBER, MODERATORS))

    def test_on_a_review_of_staff_only_administrators_act_on_the_author(self):
        case = self.case_about(make.review(self.film, author=make.moderator("moira"), headline="A road and a shop"))
        about_text = dict.fromkeys(ABOUT_REVIEW, MODERATORS)
        of_administrators = {action: ["administrator", "superuser"] for action in ABOUT_MEMBER}
        self.assert_taken_by(case, about_text | of_administrators)

    def test_nobody_decides_anything_on_their_own_text(self):
        for role in ROLES:
            case = self.case_about(make.review(make.film(f"Road of {role}"), author=self.members[role]))
            for action in Action.values:
                with self.subTest(action=action, role=role):
                    self.assertFalse(self.takes(role, action, case))

    def test_nobody_decides_anything_on_what_they_have_reported(self):
        for role in ROLES:
            fact = make.trivia(self.film, text=f"Road of {role}.", contributor=self.author)
            case = self.case_about(fact, self.members[role])
            for action in Action.values:
                with self.subTest(action=action, role=role):
                    self.assertFalse(self.takes(role, action, case))

    def test_restoring_is_for_those_who_decide_such_cases(self):
        for target, roles in (
            (make.review(self.film, author=self.author), MODERATORS),
            (make.trivia(self.film), ["editor", *MODERATORS]),
        ):
            case = self.case_about(target)
            make.decision(case, "remove")
            for role in ROLES:
                with self.subTest(role=role, target=type(target).__name__):
                    self.assertEqual(self.takes(role, "restore", case), role in roles)

    def test_the_page_refuses_every_action_to_whom_the_verb_refuses_it(self):
        review = self.case_about(make.review(self.film, author=self.author, headline="A road and a shop"))
        fact = self.case_about(make.trivia(self.film, contributor=self.author))
        of_staff = self.case_about(make.review(make.film("Shops"), author=make.moderator("moira")))
        refused = [(review, role, Action.values) for role in ("member", "editor")]
        refused += [(fact, "member", Action.values), (fact, "editor", [*ABOUT_MEMBER, *AUTOMATIC])]
        refused += [(of_staff, role, ABOUT_MEMBER) for role in ("moderator", "senior")]
        refused += [(review, role, AUTOMATIC) for role in MODERATORS]
        for case, role, actions in refused:
            for action in actions:
                with self.subTest(case=case.kind, action=action, role=role):
                    self.assertFalse(self.takes_on_page(role, action, case))

    def test_the_page_lets_those_decide_who_may(self):
        review = self.case_about(make.review(self.film, author=self.author))
        fact = self.case_about(make.trivia(self.film, contributor=self.author))
        for case, role in [(review, role) for role in MODERATORS] + [(fact, "editor")]:
            with self.subTest(case=case.kind, role=role):
                self.assertTrue(self.takes_on_page(role, "dismiss", case))


class RightsOfTheirOwnTests(TestCase):
    """Moderators and administrators raise nobody's rights, least of all their own."""

    @classmethod
    def setUpTestData(cls):
        cls.members = [make.moderator(), make.senior(), make.administrator()]
        cls.film = make.film()

    def test_nobody_of_them_changes_a_member(self):
        groups = list(Group.objects.values_list("pk", flat=True))
        for somebody in self.members:
            with self.subTest(somebody.username):
                before = set(somebody.groups.values_list("name", flat=True))
                self.client.force_login(somebody)
                address = reverse("admin:accounts_user_change", args=[somebody.pk])
                form = {"username": somebody.username, "is_staff": "on", "is_superuser": "on", "groups": groups}
                self.assertEqual(self.client.post(address, form).status_code, 403)
                after = User.objects.get(pk=somebody.pk)
                self.assertEqual(
                    (after.is_superuser, set(after.groups.values_list("name", flat=True))), (False, before)
                )

    def test_nobody_of_them_changes_a_group(self):
        group = Group.objects.get(name="moderators")
        for somebody in self.members:
            self.client.force_login(somebody)
            address = reverse("admin:auth_group_change", args=[group.pk])
            self.assertEqual(self.client.post(address, {"name": "all", "permissions": [1]}).status_code, 403)
        group.refresh_from_db()
        self.assertEqual(group.name, "moderators")

    def test_nobody_of_them_changes_what_is_known_of_a_film(self):
        fact = make.trivia(self.film)
        for somebody in self.members:
            self.client.force_login(somebody)
            for name, row in (("film", self.film), ("triviaitem", fact)):
                address = reverse(f"admin:catalog_{name}_change", args=[row.pk])
                self.assertEqual(self.client.post(address, {"title": "Mine", "text": "Mine"}).status_code, 403)
        self.film.refresh_from_db()
        self.assertEqual((self.film.title, TriviaItem.objects.get().text), ("The Long Road", "The road is in Wales."))

    def test_nobody_of_them_has_a_page_for_votes_or_ratings(self):
        for somebody in self.members:
            self.client.force_login(somebody)
            for name in ("rating", "helpfulvote"):
                self.assertEqual(self.client.get(f"/admin/reviews/{name}/").status_code, 404)
                self.assertFalse(somebody.has_perm(f"reviews.change_{name}"))

    def test_a_decision_leaves_votes_and_scores_as_they_are(self):
        review = make.review(self.film)
        review.record_vote(make.member(), True)
        self.film.ratings.model.objects.record(self.film, make.member(), 9)
        case = make.report(review).case
        for action in ("spoiler", "lock", "warn"):
            with transaction.atomic():
                Case.objects.get(pk=case.pk).decide(
                    action, moderator=self.members[0], guideline="own-words", facts="It was."
                )
                review.refresh_from_db()
                self.film.refresh_from_db()
                self.assertEqual((review.helpful_count, self.film.rating_count), (1, 1))
                transaction.set_rollback(True)
