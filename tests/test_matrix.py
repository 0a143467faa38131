"""Every address and every action of the admin, for every role: what stands in tests/matrix.py and nothing else."""

import logging
import re
from collections import defaultdict
from datetime import timedelta

from django.apps import apps
from django.contrib import admin
from django.core.cache import cache
from django.db import transaction
from django.test import Client, RequestFactory, TestCase
from django.urls import get_resolver, reverse
from django.utils import timezone

from catalog.models import Ceremony, Country, EditLock, FeatureEntry, Film, Genre, Language
from filmsite.merging.films import merge_films
from reviews.models import (
    Appeal,
    Draft,
    Guideline,
    IllegalNotice,
    Proposal,
    Restriction,
    SlowMode,
    Suspension,
    VotePair,
)
from tests import make
from tests.making import diary
from tests.making.contributions import sent
from tests.making.disputes import dispute
from tests.making.film_rows import connect, piece, release
from tests.making.lists import film_list
from tests.making.pictures import picture
from tests.matrix import ACTIONS, ROLES, ROWS, SIGNS, SKIPPED

METHODS = ["get", "post"]
SIGN_IN = ("/accounts/login/", "/admin/login/")
OF_MODEL = re.compile(r"admin/([a-z]+)/([a-z]+)/")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")


def addresses(resolver=None, namespace="", before=""):
    """Yields (name, route) of every address that has a name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""), route)
        elif pattern.name:
            yield namespace + pattern.name, route


class World(TestCase):
    """A site with a row of everything; the owner wrote what can be written and was told of a decision."""

    @classmethod
    def setUpTestData(cls):
        cls.members = {
            "member": make.member("mia"),
            "owner": make.member("otto"),
            "editor": make.editor(),
            "moderator": make.moderator(),
            "senior": make.senior(),
            "administrator": make.administrator(),
            "superuser": make.member("ruth", is_staff=True, is_superuser=True),
        }
        cls.other = make.moderator("other")
        cls.make_catalogue()
        cls.make_cases()
        cls.cookies = {"visitor": None}
        for role, member in cls.members.items():
            client = Client()
            client.force_login(member)
            cls.cookies[role] = client.cookies.output(header="", sep=";")

    @classmethod
    def make_catalogue(cls):
        owner = cls.members["owner"]
        cls.film, cls.person = make.film(), make.person()
        # A name without a file, which nobody asks for here.
        Film.objects.filter(pk=cls.film.pk).update(poster="posters/road.jpg", poster_width=20, poster_height=30)
        cls.film = Film.objects.get(pk=cls.film.pk)
        cls.colleague = make.person("Bo Quill")
        for person in (cls.person, cls.colleague):
            make.credit(cls.film, person)
        cls.award = make.award()
        make.nomination(cls.award, films=[cls.film])
        Ceremony.objects.create(body=cls.award.body, year=1962, number=1)
        cls.feature = make.feature(starts_at=timezone.now() - timedelta(days=1))
        connect(cls.film, "follows", make.film("An older road"))
        release(cls.film)
        piece(cls.film)
        cls.fact = make.trivia(cls.film, contributor=owner)
        cls.contribution = sent(cls.film, owner)
        cls.dispute = dispute(make.trivia(cls.film, text="The road is long."), owner)
        cls.storyline = make.storyline(cls.film, author=owner)
        cls.picture = picture(cls.film, contributor=owner)
        cls.review = make.review(cls.film, author=owner)
        cls.told = make.told(owner)
        cls.viewing = diary.viewing(cls.film, owner)
        cls.list = film_list(owner, cls.film, takes_suggestions=True)
        cls.suggestion = cls.list.suggest(make.film("Suggested"), cls.members["member"])
        cls.draft = Draft.objects.create(film=cls.film, member=owner, body="Once")
        for model in (Genre, Country, Language):
            model.objects.create(name="Road", slug="road")
        FeatureEntry.objects.create(feature=cls.feature, position=1, film=cls.film)

    @classmethod
    def make_cases(cls):
        owner = cls.members["owner"]
        decided = make.report(make.review(make.film("Another road"), author=owner)).case
        cls.decision = make.decision(decided, "remove", by=cls.other)
        cls.case = make.report(cls.review, reason="illegal", details="It names my street.").case
        cls.report = make.report(make.review(make.film("A third road")), owner)
        cls.notice = IllegalNotice.objects.create(
            report=cls.case.reports.get(), law="§ 1", place="Wales", good_faith=True
        )
        first, second = sorted([owner.pk, cls.members["member"].pk])
        VotePair.objects.create(first_id=first, second_id=second, votes=10, yes=10, share=0.5)
        ends = timezone.now() + timedelta(days=1)
        SlowMode.objects.create(film=cls.film, ends_at=ends, voters=90, minutes=30, usual=2)
        Suspension.objects.create(
            member=make.member(), until=timezone.now() + timedelta(days=1), reason="Insults.", moderator=cls.other
        )
        ends = {"until": timezone.now() + timedelta(days=1), "decision": cls.decision}
        Restriction.objects.create(member=make.member(), kind="limit", **ends)
        words = {"decision": cls.decision, "appellant": owner, "first_decider": cls.other, "words": "I wrote it."}
        cls.appeal = Appeal.objects.create(**words)
        waiting = make.report(make.trivia(cls.film)).case
        cls.proposal = Proposal.objects.create(
            case=waiting, action="remove", terms={}, why="many", proposed_by=cls.other
        )

        EditLock.objects.begin(make.film("A closed road"), by=cls.members["editor"], reason="In dispute.")
        double = make.film("A road twice")
        make.review(double, author=owner)
        cls.merge = merge_films(cls.film, double, by=cls.members["editor"])

    def setUp(self):
        # Every refusal is logged, with where it came from: thousands of them here.
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def address_of(self, name, route):
        names = {first or second for first, second in PARAMETER.findall(route)}
        return reverse(name, kwargs={key: self.value_of(key, name, route) for key in names})

    def value_of(self, key, name, route):
        """What stands in this place of the address: of whatever its beginning names."""
        row = self.row_of(name, route)
        special = {
            "username": "otto",
            "slug": getattr(row, "slug", "road"),
            "draft_pk": self.draft.pk,
            "suggestion_pk": self.suggestion.pk,
            "body": self.award.body.slug,
            "category": self.award.slug,
            "year": 1963,
            "path": "posters/road.jpg",
            "other": self.colleague.pk,
            "kind": "film" if name.startswith("admin:") else "goof",
            "model": "film",
            "key": "a-b",
            "uidb36": "1",
            "app_label": "reviews",
            "content_type_id": "1",
            "token": self.notice.get_absolute_url().split("/")[-2],
        }
        return special.get(key, row.pk)

    def row_of(self, name, route):
        if name in {"admin:catalog_merge_new", "admin:catalog_editlock_on"}:
            return self.film
        if found := OF_MODEL.match(route):
            rows = {"case": self.case, "report": self.report, "user": self.members["owner"], "review": self.review}
            return rows.get(found[2]) or apps.get_model(*found.groups()).objects.first() or self.film
        rows = {
            "films/": self.film,
            "reviews/": self.review,
            "trivia/": self.fact,
            "storylines/": self.storyline,
            "people/": self.person,
            "pictures/": self.picture,
            "cases/": self.decision.case,
            "reports/": self.report,
            "me/reports/": self.report,
            "me/diary/": self.viewing,
            "me/merges/": self.merge,
            "history/": Film.history.first(),
            "me/disputes/": self.dispute,
            "me/contributions/": self.contribution,
            "lists/": self.list,
            "me/notifications/": self.told,
            "guidelines/": Guideline.objects.first(),
            "features/": self.feature,
            "admin/": self.film,
        }
        return next((row for beginning, row in rows.items() if route.startswith(beginning)), self.film)

    def signs_of(self, address):
        """The row of signs of an address."""
        return " ".join("".join(self.sign_of(role, method, address) for role in ROLES) for method in METHODS)

    def sign_of(self, role, method, address):
        """What the role gets there; nothing of it stays."""
        cache.clear()
        client = Client(raise_request_exception=False)
        if self.cookies[role]:
            client.cookies.load(self.cookies[role])
        with transaction.atomic():
            response = getattr(client, method)(address)
            transaction.set_rollback(True)
        if response.status_code in {301, 302}:
            return "?" if response.url.startswith(SIGN_IN) and not address.startswith(SIGN_IN) else ">"
        return SIGNS.get(response.status_code, str(response.status_code))


class AddressTests(World):
    def test_every_address_gives_every_role_what_stands_in_the_matrix(self):
        expected = {name: signs for signs, names in ROWS.items() for name in names}
        for name, route in addresses():
            if name not in SKIPPED:
                with self.subTest(name):
                    self.assertIn(name, expected, "it has no row in tests/matrix.py")
                    self.assertEqual(self.signs_of(self.address_of(name, route)), expected[name], name)

    def test_every_row_is_about_an_address_that_there_is_and_stands_there_once(self):
        names = [name for row in ROWS.values() for name in row] + list(SKIPPED)
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(set(names) - {name for name, _ in addresses()}, set())


class ActionTests(World):
    def offered(self, model_admin, role):
        """The actions that the role finds on the list of a model, if it finds the list."""
        request = RequestFactory().get("/admin/")
        request.user, request.resolver_match = self.members[role], None
        return model_admin.get_actions(request) if model_admin.has_view_or_change_permission(request) else []

    def test_every_action_of_the_admin_is_offered_to_whom_the_matrix_says(self):
        found = defaultdict(list)
        for model, model_admin in admin.site._registry.items():
            for role in ROLES[1:]:
                for action in self.offered(model_admin, role):
                    found[f"{model._meta.label_lower}.{action}"].append(role)
        expected = {name: roles for roles, names in ACTIONS.items() for name in names}
        for name in found.keys() | expected.keys():
            with self.subTest(name):
                self.assertEqual(" ".join(found[name]), expected.get(name, "no row in tests/matrix.py"))

    def test_an_action_sent_by_somebody_whom_it_is_not_offered_does_nothing(self):
        rows = {"reviews.suspension.end": Suspension, "reviews.restriction.end": Restriction}
        for name, model in rows.items():
            app, model_name, action = name.split(".")
            for role in ("member", "editor", "moderator"):
                with self.subTest(name, role=role):
                    self.client.force_login(self.members[role])
                    form = {"action": action, "_selected_action": [row.pk for row in model.objects.all()]}
                    self.client.post(reverse(f"admin:{app}_{model_name}_changelist"), form)
                    self.assertFalse(model.objects.exclude(ended_at=None).exists())
