from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from catalog.models import Dispute, EditLock, Film
from catalog.models.dispute import AlreadyDisputedError, OvertakenError
from tests import make
from tests.making import disputes as making
from tests.making.disputes import SOURCE, WORDS


class DisputePageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.film = make.film()
        cls.fact = make.trivia(cls.film, contributor=cls.ana)
        cls.url = reverse("catalog:dispute", args=[cls.fact.pk])

    def send(self, member=None, **fields):
        self.client.force_login(member or self.ben)
        return self.client.post(self.url, {"words": WORDS, "source": SOURCE, **fields})

    def test_a_member_disputes_a_fact(self):
        self.assertRedirects(self.send(), self.fact.get_absolute_url())
        made = Dispute.objects.get()
        self.assertEqual((made.challenger, made.words, made.source), (self.ben, WORDS, SOURCE))
        self.assertEqual(made.text_before, "The road is in Wales.")

    def test_the_form_shows_the_fact_and_says_what_happens_next(self):
        self.client.force_login(self.ben)
        response = self.client.get(self.url)
        self.assertContains(response, "The road is in Wales.")
        self.assertContains(response, "What happens next")

    def test_a_spoiler_is_closed_beside_the_form(self):
        secret = make.trivia(self.film, text="It ends at the sea.", has_spoilers=True)
        self.client.force_login(self.ben)
        page = self.client.get(reverse("catalog:dispute", args=[secret.pk])).content.decode()
        self.assertNotIn("at the sea", page.split('<details class="spoiler')[0])

    def test_both_are_needed_and_nothing_typed_is_lost(self):
        for missing in ("words", "source"):
            with self.subTest(missing):
                response = self.send(**{missing: " "})
                kept = SOURCE if missing == "words" else WORDS
                self.assertContains(response, kept, status_code=400)
        self.assertContains(self.send(words="x" * 2001), "At most 2000 characters", status_code=400)
        self.assertContains(self.send(words="No."), "At least 20 characters", status_code=400)
        self.assertEqual(self.send(words="a\x00b").status_code, 400)
        self.assertFalse(Dispute.objects.exists())

    def test_visitors_sign_in_and_find_their_words_again(self):
        response = self.client.post(self.url, {"words": WORDS, "source": SOURCE})
        self.assertIn("/accounts/login/?next=", response.url)
        self.client.force_login(self.ben)
        self.assertContains(self.client.get(self.url), "Here is what you had written before.")
        self.assertContains(self.client.get(self.url), WORDS)

    def test_visitors_are_offered_it_and_sent_to_sign_in(self):
        self.assertContains(self.client.get(self.fact.get_absolute_url()), f'href="{self.url}"')
        self.assertIn("/accounts/login/", self.client.get(self.url).url)

    def test_nobody_disputes_their_own(self):
        self.assertEqual(self.send(self.ana).status_code, 403)
        self.assertEqual(self.client.get(self.url).status_code, 403)
        self.assertNotContains(self.client.get(self.fact.get_absolute_url()), f'href="{self.url}"')

    def test_what_is_not_published_is_not_there(self):
        self.client.force_login(self.ben)
        for state in ("hidden", "removed", "declined"):
            fact = make.trivia(self.film, state=state, contributor=self.ana, decision_reason="No.")
            with self.subTest(state):
                self.assertEqual(self.client.get(reverse("catalog:dispute", args=[fact.pk])).status_code, 404)

    def test_suspended_members_are_told_and_keep_their_words(self):
        make.suspension(self.ben)
        self.client.force_login(self.ben)
        response = self.client.post(self.url, {"words": WORDS, "source": SOURCE}, follow=True)
        self.assertContains(response, "You are suspended until")
        self.assertFalse(Dispute.objects.exists())

    def test_one_at_a_time(self):
        making.dispute(self.fact)
        self.assertContains(self.send(), "just before you", status_code=409)
        self.assertContains(self.send(), WORDS, status_code=409)
        self.assertRedirects(self.client.get(self.url), self.fact.get_absolute_url())
        self.assertEqual(Dispute.objects.count(), 1)

    def test_a_locked_film_is_not_disputed(self):
        EditLock.objects.begin(self.film, by=make.editor(), reason="Too much quarrel.")
        self.client.force_login(self.ben)
        self.assertContains(self.client.get(self.url), "Too much quarrel.")
        response = self.send()
        self.assertContains(response, "Too much quarrel.", status_code=409)
        self.assertContains(response, WORDS, status_code=409)
        self.assertFalse(Dispute.objects.exists())

    @override_settings(THROTTLE=True)
    def test_there_is_a_limit_and_nothing_is_lost(self):
        for number in range(5):
            making.dispute(make.trivia(self.film, text=f"Fact {number}."), self.ben)
        response = self.send()
        self.assertContains(response, WORDS, status_code=429)
        self.assertIn("Retry-After", response.headers)

    def test_the_pages_say_that_it_is_disputed_and_not_why(self):
        before = Film.objects.get(pk=self.film.pk).version
        making.dispute(self.fact)
        for page in (self.fact.get_absolute_url(), reverse("catalog:trivia", args=[self.film.pk, self.film.slug])):
            response = self.client.get(page)
            self.assertContains(response, "Disputed.")
            self.assertNotContains(response, WORDS)
            self.assertNotContains(response, f'href="{self.url}"')
        self.assertGreater(Film.objects.get(pk=self.film.pk).version, before)


class MyDisputesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ben, cls.film = make.member("ben"), make.film()
        cls.dispute = making.dispute(make.trivia(cls.film), cls.ben)
        cls.page = reverse("catalog:my_disputes")
        cls.withdraw = reverse("catalog:withdraw_dispute", args=[cls.dispute.pk])

    def test_one_sees_ones_own_and_how_it_stands(self):
        self.client.force_login(self.ben)
        self.assertContains(self.client.get(self.page), "Waiting for an editor.")
        making.decided(self.dispute)
        response = self.client.get(self.page)
        self.assertContains(response, "Corrected, on")
        self.assertContains(response, "The map says so.")

    def test_others_disputes_are_theirs(self):
        self.client.force_login(make.member())
        self.assertContains(self.client.get(self.page), "You have not disputed anything.")
        self.assertEqual(self.client.post(self.withdraw).status_code, 404)

    def test_a_dispute_can_be_withdrawn_and_leaves_no_trace_on_the_page(self):
        self.client.force_login(self.ben)
        self.assertRedirects(self.client.post(self.withdraw), f"{self.page}#dispute-{self.dispute.pk}")
        self.assertContains(self.client.get(self.page), "Withdrawn on")
        self.assertNotContains(self.client.get(self.dispute.fact.get_absolute_url()), "isputed")

    def test_what_is_decided_is_not_withdrawn(self):
        making.decided(self.dispute)
        self.client.force_login(self.ben)
        response = self.client.post(self.withdraw, follow=True)
        self.assertContains(response, "This dispute is over: corrected. Nothing was changed.")

    def test_the_words_about_a_spoiler_are_closed(self):
        self.dispute.fact.mark_as_spoiler()
        self.client.force_login(self.ben)
        page = self.client.get(self.page).content.decode()
        self.assertNotIn(WORDS, page.split('<details class="spoiler')[0])

    def test_visitors_sign_in(self):
        for response in (self.client.get(self.page), self.client.post(self.withdraw)):
            self.assertIn("/accounts/login/", response.url)

    def test_the_list_takes_a_fixed_number_of_queries(self):
        self.client.force_login(self.ben)
        self.client.get(self.page)
        for number in range(4):
            making.dispute(make.trivia(self.film, text=f"Fact {number}."), self.ben)
        with self.assertNumQueries(4):
            self.client.get(self.page)


class VerbTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.editor = make.member("ana"), make.member("ben"), make.editor()
        cls.fact = make.trivia(make.film(), kind="goof", contributor=cls.ana)
        cls.dispute = making.dispute(cls.fact, cls.ben)

    def decide(self, outcome="kept", by=None, **fields):
        self.dispute.decide(outcome, by=by or self.editor, reason="It is so.", **fields)

    def test_a_second_dispute_waits_for_the_first(self):
        with self.assertRaises(AlreadyDisputedError):
            making.dispute(self.fact)
        self.decide()
        making.dispute(self.fact)

    def test_nobody_decides_on_their_own_dispute_or_fact(self):
        for member in (self.ana, self.ben):
            with self.subTest(member), self.assertRaises(PermissionDenied):
                self.decide(by=member)

    def test_nobody_but_an_editor_decides(self):
        for member in (make.member("mia"), make.moderator("max")):
            with self.subTest(member), self.assertRaises(PermissionDenied):
                self.decide(by=member)

    def test_it_is_decided_once(self):
        self.decide()
        for verb in (self.decide, self.dispute.withdraw):
            with self.assertRaises(OvertakenError):
                verb()

    def test_a_fact_that_says_something_else_by_now_is_looked_at_again(self):
        seen = self.fact.text_mark
        self.fact.correct(text="The road is in Scotland.")
        with self.assertRaises(OvertakenError):
            self.decide(seen=seen)

    def test_a_correction_corrects_something(self):
        with self.assertRaises(ValidationError):
            self.decide("corrected", changes={"text": self.fact.text})
        self.dispute.refresh_from_db()
        self.assertTrue(self.dispute.is_open)
        self.decide("corrected", changes={"text": self.fact.text, "minute": 7})

    def test_a_goof_is_moved_to_those_that_are_none(self):
        self.decide("moved")
        self.fact.refresh_from_db()
        self.assertEqual(self.fact.goof_type, "not_a_goof")

    def test_a_locked_film_stays_as_it_is(self):
        EditLock.objects.begin(self.fact.film, by=self.editor, reason="Quarrel.")
        with self.assertRaises(ValidationError):
            self.decide("moved")

    def test_nothing_is_decided_while_a_moderator_has_taken_the_fact_down(self):
        make.decision(make.report(self.fact).case, "hide")
        self.assertFalse(Dispute.objects.waiting().exists())
        with self.assertRaises(OvertakenError):
            self.decide()

    def test_both_are_told(self):
        self.decide("moved")
        for member, words in ((self.ana, "you contributed to"), (self.ben, "you disputed in")):
            told = member.notifications.get()
            self.assertIn(words, told.subject)
            self.assertIn("It is so.", told.body)
            self.assertEqual(told.url, self.dispute.get_absolute_url())

    def test_a_reason_about_a_spoiler_is_not_sent(self):
        self.fact.mark_as_spoiler()
        self.decide()
        self.assertNotIn("It is so.", self.ben.notifications.get().body)

    def test_the_database_holds_the_rules(self):
        row = {"fact": self.fact, "challenger": self.ben, "words": WORDS, "source": SOURCE}
        over = {"outcome": "kept", "decided_at": timezone.now()}
        wrong = [
            row,
            {**row, **over},
            {**row, **over, "reason": "x", "words": ""},
            {**row, **over, "reason": "x", "source": ""},
            {**row, "outcome": "kept", "reason": "x"},
            {**row, **over, "reason": "x", "decided_by": self.ben},
        ]
        for fields in wrong:
            with self.subTest(fields), self.assertRaises(IntegrityError), transaction.atomic():
                Dispute.objects.create(**fields)
