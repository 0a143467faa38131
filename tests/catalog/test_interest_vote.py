from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings
from django.urls import reverse

from accounts import limits
from catalog.models import Film, InterestVote
from tests import make
from tests.making import disputes as making


class InterestVoteTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.fact = make.trivia(make.film(), contributor=cls.ana)
        cls.url = reverse("catalog:interest_vote", args=[cls.fact.pk])

    def vote(self, answer, **fields):
        return self.client.post(self.url, {"is_interesting": answer, **fields})

    def figures(self):
        self.fact.refresh_from_db()
        return self.fact.interesting_count, self.fact.dull_count, self.fact.interest

    def test_an_answer_is_counted_and_shows_on_the_page(self):
        self.client.force_login(self.ben)
        response = self.vote("yes")
        self.assertRedirects(response, f"{self.fact.get_absolute_url()}#fact-{self.fact.pk}")
        self.assertEqual(self.figures(), (1, 0, 2 / 3))
        self.assertContains(self.client.get(self.fact.get_absolute_url()), "1 of 1 found this interesting.")

    def test_one_comes_back_to_the_page_one_was_on(self):
        self.client.force_login(self.ben)
        page = reverse("catalog:trivia", args=[self.fact.film_id, self.fact.film.slug])
        self.assertRedirects(self.vote("yes", next=f"{page}?sort=film"), f"{page}?sort=film#fact-{self.fact.pk}")

    def test_a_second_answer_replaces_the_first(self):
        self.client.force_login(self.ben)
        self.vote("yes")
        self.vote("no")
        self.assertEqual(self.figures(), (0, 1, 1 / 3))
        self.assertEqual(InterestVote.objects.count(), 1)

    def test_an_answer_can_be_taken_back(self):
        self.client.force_login(self.ben)
        self.vote("yes")
        self.vote("none")
        self.assertEqual(self.figures(), (0, 0, 0.5))

    def test_the_button_of_ones_own_answer_is_pressed_and_takes_it_back(self):
        self.fact.record_interest(self.ben, is_interesting=True)
        self.client.force_login(self.ben)
        response = self.client.get(self.fact.get_absolute_url())
        self.assertContains(response, '<button name="is_interesting" value="none" aria-pressed="true">Yes</button>')
        self.assertContains(response, '<button name="is_interesting" value="no" aria-pressed="false">No</button>')

    def test_a_script_gets_the_part_of_the_page_that_has_changed(self):
        self.client.force_login(self.ben)
        response = self.client.post(self.url, {"is_interesting": "no", "next": "/x/"}, headers={"X-Enhance": "1"})
        self.assertTemplateUsed(response, "catalog/_interest_vote.html")
        self.assertContains(response, "0 of 1 found this interesting.")
        self.assertContains(response, 'name="next" value="/x/"')
        self.assertContains(response, "data-swap")

    def test_the_film_has_changed(self):
        before = Film.objects.get(pk=self.fact.film_id).version
        making.answered(self.fact, interesting=1)
        self.assertGreater(Film.objects.get(pk=self.fact.film_id).version, before)

    def test_visitors_sign_in_and_come_back(self):
        response = self.vote("yes")
        self.assertIn("/accounts/login/?next=", response.url)
        self.assertIn(f"%23fact-{self.fact.pk}", response.url)

    def test_a_page_for_visitors_has_no_form(self):
        response = self.client.get(self.fact.get_absolute_url())
        self.assertContains(response, "Is this interesting?")
        self.assertNotContains(response, "csrfmiddlewaretoken")

    def test_nobody_votes_on_their_own(self):
        self.client.force_login(self.ana)
        self.assertEqual(self.vote("yes").status_code, 403)
        self.assertNotContains(self.client.get(self.fact.get_absolute_url()), "Is this interesting?")

    def test_nobody_votes_on_what_is_not_published(self):
        pending = make.trivia(self.fact.film, state="pending", decided_at=None, contributor=self.ben)
        url = reverse("catalog:interest_vote", args=[pending.pk])
        self.client.force_login(make.member())
        self.assertEqual(self.client.post(url, {"is_interesting": "yes"}).status_code, 404)
        with self.assertRaises(PermissionDenied):
            pending.record_interest(make.member(), is_interesting=True)

    def test_nobody_is_asked_whether_a_note_for_parents_is_interesting(self):
        note = make.trivia(self.fact.film, kind="parents_guide", guide_category="fear")
        with self.assertRaises(PermissionDenied):
            note.record_interest(self.ben, is_interesting=True)
        self.assertNotContains(self.client.get(note.get_absolute_url()), "Is this interesting?")

    def test_suspended_members_are_told_why_nothing_has_changed(self):
        make.suspension(self.ben)
        self.client.force_login(self.ben)
        response = self.client.post(self.url, {"is_interesting": "yes"}, follow=True)
        self.assertContains(response, "You are suspended until")
        self.assertEqual(self.figures(), (0, 0, 0.5))

    def test_anything_but_yes_no_and_none_is_refused(self):
        self.client.force_login(self.ben)
        for answer in ("maybe", "", "yes\x00"):
            with self.subTest(answer):
                self.assertEqual(self.vote(answer).status_code, 400)

    def test_get_is_refused(self):
        self.assertEqual(self.client.get(self.url).status_code, 405)

    @override_settings(THROTTLE=True)
    def test_there_is_a_limit(self):
        self.client.force_login(self.ben)
        facts = [make.trivia(self.fact.film, text=f"Fact {n}.") for n in range(limits.VOTES[0][0])]
        InterestVote.objects.bulk_create(
            InterestVote(item=fact, member=self.ben, is_interesting=True) for fact in facts
        )
        self.assertEqual(self.vote("yes").status_code, 429)

    def test_the_database_holds_one_vote_for_each_member_and_fact(self):
        InterestVote.objects.create(item=self.fact, member=self.ben, is_interesting=True)
        with self.assertRaises(IntegrityError), transaction.atomic():
            InterestVote.objects.create(item=self.fact, member=self.ben, is_interesting=False)
