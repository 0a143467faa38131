from datetime import timedelta
from unittest import mock

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews import second_look
from reviews.models import AuditEntry, Case, Decision, Proposal, Review
from tests import make

LIST = "/admin/reviews/proposal/"


class ProposalTest(TestCase):
    """A review of Ana, whom the site trusts, reported by Bob."""

    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.other = make.moderator(), make.moderator("other")
        cls.ana, cls.bob = make.member("ana"), make.member("bob")
        cls.review = make.review(author=cls.ana)
        cls.case = make.report(cls.review, cls.bob).case

    def setUp(self):
        trusted = mock.patch("reviews.standing.is_trusted", return_value=True)
        trusted.start()
        self.addCleanup(trusted.stop)

    def propose(self, case=None, **terms):
        return make.decision(case or self.case, "suspend", by=self.mod, **{"days": 7, **terms})

    def ana_is_suspended(self):
        self.ana.refresh_from_db()
        return self.ana.is_suspended


class ProposingTests(ProposalTest):
    def test_to_suspend_a_trusted_member_waits_for_a_second_moderator(self):
        proposal = self.propose()
        self.assertEqual(("suspend", "trusted", self.mod), (proposal.action, proposal.why, proposal.proposed_by))
        self.assertFalse(self.ana_is_suspended())
        self.assertFalse(Decision.objects.exists())
        self.assertTrue(Case.objects.get().is_open)
        self.assertEqual("propose", AuditEntry.objects.get().action)

    def test_to_remove_many_within_an_hour_does_too(self):
        with mock.patch.object(second_look, "MANY", 2):
            for _ in range(2):
                self.assertIsInstance(make.decision(make.report(make.review()).case, by=self.mod), Decision)
            proposal = make.decision(self.case, by=self.mod)
            self.assertEqual("many", proposal.why)
            self.assertIsInstance(make.decision(make.report(make.review()).case, by=self.other), Decision)
        later = timezone.now() + timedelta(minutes=61)
        with mock.patch.object(second_look, "MANY", 2), mock.patch("django.utils.timezone.now", return_value=later):
            self.assertIsInstance(make.decision(make.report(make.review()).case, by=self.mod), Decision)

    def test_while_it_waits_nobody_decides_on_the_case(self):
        self.propose()
        with self.assertRaises(ValidationError):
            make.decision(self.case, "dismiss", by=self.other)

    def test_what_is_light_does_not_wait(self):
        self.assertIsInstance(make.decision(self.case, "warn", by=self.mod), Decision)


class AnsweringTests(ProposalTest):
    def test_another_moderator_confirms_and_it_is_decided(self):
        decision = second_look.confirm(self.propose(), self.other)
        self.assertEqual((self.mod, self.other, 7), (decision.moderator, decision.second, decision.days))
        self.assertTrue(self.ana_is_suspended())
        proposal = Proposal.objects.get()
        self.assertEqual((self.other, True, False), (proposal.second, proposal.is_confirmed, proposal.alone))
        self.assertFalse(Case.objects.get().is_open)

    def test_the_author_is_told_once(self):
        second_look.confirm(self.propose(), self.other)
        self.assertEqual(1, self.ana.notifications.filter(subject="A decision on what you wrote").count())

    def test_who_proposed_it_does_not_confirm(self):
        proposal = self.propose()
        for somebody in (self.mod, self.ana, self.bob, make.editor()):
            with self.subTest(somebody), self.assertRaises(PermissionDenied):
                second_look.confirm(proposal, somebody)
        self.assertFalse(self.ana_is_suspended())
        self.assertIsNone(Proposal.objects.get().ended_at)

    def test_a_moderator_who_reported_it_does_not_confirm(self):
        reporter = make.moderator("reporter")
        make.report(self.review, reporter)
        with self.assertRaises(PermissionDenied):
            second_look.confirm(self.propose(), reporter)

    def test_who_has_claimed_the_case_meanwhile_confirms(self):
        proposal = self.propose()
        Case.objects.get().claim(self.other)
        second_look.confirm(proposal, self.other)
        self.assertTrue(self.ana_is_suspended())

    def test_only_an_administrator_confirms_what_is_about_staff(self):
        proposal = self.propose()
        self.ana.is_staff = True
        self.ana.save()
        proposal.case.author.refresh_from_db()
        self.assertFalse(second_look.can_answer(proposal, self.other))
        self.assertTrue(second_look.can_answer(proposal, make.administrator()))

    def test_editors_confirm_nothing_about_members(self):
        case = make.report(make.trivia(make.film(), contributor=self.ana)).case
        self.assertFalse(second_look.can_answer(self.propose(case), make.editor()))

    def test_the_only_moderator_confirms_alone_after_a_day(self):
        proposal = self.propose()
        self.other.delete()
        for hours, may in [(23, False), (25, True)]:
            later = timezone.now() + timedelta(hours=hours)
            with mock.patch("django.utils.timezone.now", return_value=later):
                self.assertEqual(may, second_look.can_answer(proposal, self.mod))
        with mock.patch("django.utils.timezone.now", return_value=later):
            decision = second_look.confirm(proposal, self.mod)
        self.assertIsNone(decision.second)
        self.assertTrue(Proposal.objects.get().alone)

    def test_not_alone_while_somebody_else_could(self):
        proposal = self.propose()
        later = timezone.now() + timedelta(days=3)
        with mock.patch("django.utils.timezone.now", return_value=later):
            self.assertFalse(second_look.can_answer(proposal, self.mod))

    def test_refused_the_case_is_open_for_everybody(self):
        second_look.refuse(self.propose(), self.other, "Too much for one word.")
        self.assertEqual(
            (False, "Too much for one word."), tuple(Proposal.objects.values_list("is_confirmed", "reason").get())
        )
        self.assertFalse(self.ana_is_suspended())
        self.assertIsInstance(make.decision(self.case, "warn", by=self.other), Decision)
        self.assertTrue(AuditEntry.objects.filter(action="refuse proposal", actor=self.other).exists())

    def test_refusing_takes_a_reason(self):
        with self.assertRaises(ValidationError):
            second_look.refuse(self.propose(), self.other, "")
        self.assertIsNone(Proposal.objects.get().ended_at)

    def test_who_proposed_it_takes_it_back(self):
        second_look.refuse(self.propose(), self.mod, "I was wrong.")
        self.assertFalse(Proposal.objects.get().is_confirmed)

    def test_it_is_answered_once(self):
        proposal = self.propose()
        second_look.refuse(proposal, self.other, "Too much.")
        for verb in (second_look.confirm, lambda *answer: second_look.refuse(*answer, "Again.")):
            with self.assertRaises(ValidationError):
                verb(proposal, self.other)

    def test_confirmed_and_no_longer_possible_it_goes_on_waiting(self):
        proposal = make.decision(self.case, "suspend", by=self.mod, days=7)
        Review.objects.filter(pk=self.review.pk).update(state="removed")
        self.ana.suspended_until = timezone.now() + timedelta(days=1)
        self.ana.save()
        with self.assertRaises(ValidationError):
            second_look.confirm(proposal, self.other)
        self.assertIsNone(Proposal.objects.get().ended_at)


class ProposalListTests(ProposalTest):
    def get(self, reader=None, query=""):
        self.client.force_login(reader or self.other)
        return self.client.get(f"{LIST}{query}")

    def many(self, number):
        for _ in range(number):
            self.propose(make.report(make.review()).case)

    def test_it_says_what_who_and_why_and_leads_to_the_case(self):
        self.propose()
        page = self.get()
        for words in ("Review of The Long Road", "Suspend the author, 7 days", "It suspends a trusted member", "mod"):
            self.assertContains(page, words)
        self.assertContains(page, f'href="/admin/reviews/case/{self.case.pk}/change/"')
        self.assertContains(page, "Waits for a second moderator")

    def test_it_says_what_became_of_it(self):
        second_look.refuse(self.propose(), self.other, "Too <b>much</b>.")
        self.assertContains(self.get(), "Too &lt;b&gt;much&lt;/b&gt;.")
        later = timezone.now() + timedelta(days=2)
        proposal = self.propose()
        self.other.is_active = False
        self.other.save()
        with mock.patch("django.utils.timezone.now", return_value=later):
            second_look.confirm(proposal, self.mod)
        self.assertContains(self.get(self.mod), "the same person, because this site has one moderator")

    def test_those_that_wait_come_first_the_oldest_on_top(self):
        self.many(3)
        first, second, third = Proposal.objects.order_by("pk")
        second_look.refuse(first, self.other, "Too much.")
        self.assertEqual([second, third, first], list(self.get().context["cl"].result_list))
        for query, number in {"?state=waiting": 2, "?state=refused": 1, "?state=confirmed": 0, "?state=x": 3}.items():
            self.assertEqual(number, len(self.get(query=query).context["cl"].result_list), query)

    def test_the_address_of_one_leads_to_its_case(self):
        proposal = self.propose()
        self.client.force_login(self.other)
        response = self.client.get(f"{LIST}{proposal.pk}/change/")
        self.assertRedirects(response, f"/admin/reviews/case/{self.case.pk}/change/", fetch_redirect_response=False)
        self.assertEqual(404, self.client.get(f"{LIST}999999/change/").status_code)

    def test_who_may(self):
        proposal = self.propose()
        for reader, status in [(self.mod, 200), (self.ana, 302), (self.bob, 302)]:
            self.assertEqual(status, self.get(reader).status_code, reader)
        edna = make.editor()
        self.assertEqual([], list(self.get(edna).context["cl"].result_list))
        self.assertEqual(404, self.client.get(f"{LIST}{proposal.pk}/change/").status_code)

    def test_nobody_finds_what_is_proposed_about_themselves(self):
        author = make.moderator("author")
        with mock.patch("reviews.possible.about_member", return_value=["suspend"]):
            self.propose(make.report(make.review(author=author)).case)
        self.assertEqual([], list(self.get(author).context["cl"].result_list))

    def test_nothing_is_added_or_deleted_here(self):
        proposal = self.propose()
        self.client.force_login(self.other)
        self.assertEqual(403, self.client.get(f"{LIST}add/").status_code)
        self.assertEqual(403, self.client.post(f"{LIST}{proposal.pk}/delete/", {"post": "yes"}).status_code)

    def test_it_takes_a_fixed_number_of_queries(self):
        def count():
            self.client.force_login(self.other)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(LIST)
            return len(queries)

        self.many(1)
        count()
        few = count()
        self.many(6)
        self.propose(make.report(make.trivia(make.film(), contributor=self.ana)).case)
        self.assertEqual(few, count())


class ConstraintTests(ProposalTest):
    def setUp(self):
        super().setUp()
        self.proposal = self.propose()
        self.ended = {"ended_at": timezone.now(), "second": self.other, "is_confirmed": True}

    def breaks(self, **fields):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=self.proposal.pk).update(**fields)

    def test_one_waits_on_a_case(self):
        fields = {"action": "suspend", "terms": {}, "why": "trusted", "proposed_by": self.other}
        with self.assertRaises(IntegrityError), transaction.atomic():
            Proposal.objects.create(case=self.case, **fields)
        Proposal.objects.update(**self.ended)
        Proposal.objects.create(case=self.case, **fields)

    def test_the_second_moderator_is_another_unless_alone_or_to_refuse(self):
        self.breaks(**self.ended | {"second": self.mod})
        Proposal.objects.update(**self.ended | {"second": self.mod, "alone": True})
        Proposal.objects.update(**self.ended | {"second": self.mod, "alone": False, "is_confirmed": False})

    def test_one_that_has_ended_says_by_whom_and_how(self):
        for name in self.ended:
            with self.subTest(name):
                self.breaks(**self.ended | {name: None})
