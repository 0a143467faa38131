from types import SimpleNamespace

from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from catalog.models import Film, QuoteLine, TriviaItem
from tests import make

State = TriviaItem.State


class TriviaItemPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film, cls.nora = make.film("The Long Road", 1962), make.member("nora_k")
        cls.item = make.trivia(cls.film, text="The road is in Wales.", contributor=cls.nora)
        cls.editor = make.editor()

    def page(self, item=None):
        return self.client.get(reverse("catalog:trivia_item", args=[(item or self.item).pk]))

    def decided(self, state, reason=""):
        self.item.moderate(state, decision=SimpleNamespace(moderator=self.editor, facts=reason))

    def test_a_published_fact_has_a_page_of_its_own(self):
        response = self.page()
        self.assertContains(response, "<title>Piece of trivia – The Long Road (1962)")
        self.assertContains(response, "The road is in Wales.")
        self.assertContains(response, reverse("catalog:trivia", args=[self.film.pk, self.film.slug]))

    def test_a_goof_names_its_type_and_a_quote_its_speakers(self):
        self.assertContains(self.page(make.trivia(self.film, kind="goof", goof_type="boom")), "Boom mic visible")
        self.assertContains(self.page(make.quote(self.film, ("Ann", "Hello."))), "Ann")

    def test_a_spoiler_is_closed_here_too(self):
        self.item.mark_as_spoiler()
        before = self.page().content.decode().split("<details")[0]
        self.assertNotIn("Wales", before)

    def test_what_is_not_published_does_not_exist_for_others(self):
        for state in (State.DECLINED, State.HIDDEN, State.REMOVED):
            self.decided(state, "It is in England.")
            for reader in (None, make.member()):
                with self.subTest(state, reader=reader):
                    if reader:
                        self.client.force_login(reader)
                    self.assertEqual(self.page().status_code, 404)
                    self.client.logout()

    def test_who_brought_it_reads_what_was_decided_and_why(self):
        self.client.force_login(self.nora)
        for state in (State.DECLINED, State.HIDDEN, State.REMOVED):
            with self.subTest(state):
                self.decided(state, "It is in England.")
                response = self.page()
                self.assertContains(response, state.label)
                self.assertContains(response, "The reason: It is in England.")
                self.assertContains(response, "noindex")
                self.assertNotContains(response, "Report this")

    def test_who_brought_it_sees_that_it_waits(self):
        item = make.trivia(self.film, contributor=self.nora, state=State.PENDING, decided_at=None)
        self.assertEqual(self.page(item).status_code, 404)
        self.client.force_login(self.nora)
        self.assertContains(self.page(item), "Waiting for an editor.")

    def test_visitors_can_report_it(self):
        report = reverse("reviews:report_trivia_item", args=[self.item.pk])
        self.assertContains(self.page(), f'href="{report}"')

    def test_an_unknown_fact_is_404_and_other_methods_405(self):
        self.assertEqual(self.client.get("/trivia/999/").status_code, 404)
        self.assertEqual(self.client.post(self.item.get_absolute_url()).status_code, 405)

    def test_a_fact_takes_a_fixed_number_of_queries(self):
        make.trivia(self.film)
        with self.assertNumQueries(4):
            self.page()
        for _ in range(5):
            make.quote(self.film)
        with self.assertNumQueries(4):
            self.page()


class DecideTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film, cls.editor = make.film(), make.editor()
        cls.item = make.trivia(cls.film, state=State.PENDING, decided_at=None)

    def test_a_decision_says_who_when_and_why_and_changes_the_films_page(self):
        self.item.decide(State.DECLINED, by=self.editor, reason="It is in England.")
        self.item.refresh_from_db()
        self.assertEqual((self.item.state, self.item.decided_by), (State.DECLINED, self.editor))
        self.assertEqual(self.item.decision_reason, "It is in England.")
        self.assertIsNotNone(self.item.decided_at)
        self.assertEqual(Film.objects.get().version, self.film.version + 1)

    def test_a_decision_that_the_database_refuses_changes_nothing(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            self.item.decide(State.DECLINED, by=self.editor, reason="")
        self.item.refresh_from_db()
        self.assertEqual(self.item.state, State.PENDING)
        self.assertEqual(Film.objects.get().version, self.film.version)


class ConstraintTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.trivia = make.trivia(cls.film)
        cls.goof = make.trivia(cls.film, kind="goof")
        cls.quote = make.quote(cls.film, ("Ann", "One."), ("Bo", "Two."))

    def assert_refused(self, constraint, rows, **changes):
        with self.assertRaisesMessage(IntegrityError, constraint), transaction.atomic():
            rows.update(**changes)

    def row(self, item):
        return TriviaItem.objects.filter(pk=item.pk)

    def test_a_goof_has_a_type(self):
        self.assert_refused("goofs_have_a_type", self.row(self.goof), goof_type="")

    def test_nothing_but_a_goof_has_a_type(self):
        self.assert_refused("goofs_have_a_type", self.row(self.trivia), goof_type="boom")

    def test_a_quote_has_no_text_of_its_own(self):
        self.assert_refused("quotes_have_lines_others_text", self.row(self.quote), text="Two.")

    def test_everything_but_a_quote_has_a_text(self):
        self.assert_refused("quotes_have_lines_others_text", self.row(self.trivia), text="")

    def test_nothing_is_declined_without_a_reason(self):
        self.assert_refused("declined_with_a_reason", self.row(self.trivia), state=State.DECLINED)

    def test_what_waits_has_not_been_decided(self):
        self.assert_refused("decided_unless_pending", self.row(self.trivia), state=State.PENDING)

    def test_what_does_not_wait_was_decided_at_some_time(self):
        self.assert_refused("decided_unless_pending", self.row(self.trivia), decided_at=None)

    def test_a_decided_fact_can_be_put_back(self):
        self.row(self.trivia).update(state=State.PENDING, decided_at=None)
        self.row(self.trivia).update(state=State.PUBLISHED, decided_at=timezone.now())

    def test_two_lines_do_not_share_a_position(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            QuoteLine.objects.filter(position=2).update(position=F("position") - 1)

    def test_a_line_is_not_empty(self):
        self.assert_refused("quote_line_not_empty", QuoteLine.objects.filter(position=1), text="")

    def test_nobody_speaks_a_stage_direction(self):
        credit = make.credit(self.film, make.person())
        lines = QuoteLine.objects.filter(position=1)
        self.assert_refused("direction_has_no_speaker", lines, speaker="", credit=credit)

    def test_a_line_outlives_the_credit_of_its_speaker(self):
        credit = make.credit(self.film, make.person())
        self.quote.quote_lines.update(credit=credit)
        credit.delete()
        self.assertEqual(self.quote.quote_lines.filter(credit=None).count(), 2)
