from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from lists.models import Suggestion
from tests import make
from tests.making.lists import film_list, positions


class SuggestionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.eva = make.member("ana"), make.member("ben"), make.member("eva")
        cls.film, cls.other = make.film("The Long Road"), make.film("Another Road")
        cls.list = film_list(cls.ana, cls.film, takes_suggestions=True)
        cls.page = reverse("lists:suggest", args=[cls.list.pk])

    def suggest(self, member=None, **fields):
        self.client.force_login(member or self.ben)
        return self.client.post(self.page, {"title": "Another Road", "note": "It is longer.", **fields})

    def decide(self, answer, member=None):
        self.client.force_login(member or self.ana)
        waiting = Suggestion.objects.latest("pk")
        return self.client.post(reverse("lists:decide", args=[self.list.pk, waiting.pk]), {answer: "1"})

    def test_the_owner_is_told(self):
        self.assertRedirects(self.suggest(), self.list.get_absolute_url())
        told = Notification.objects.get(member=self.ana)
        self.assertIn("Another Road (1962) is suggested", told.subject)
        self.assertIn("It is longer.", told.body)

    def test_taking_it_puts_it_on_the_list_with_the_name(self):
        self.suggest()
        self.decide("take")
        self.assertEqual(positions(self.list), ["The Long Road", "Another Road"])
        self.assertContains(self.client.get(self.list.get_absolute_url()), "Suggested by")
        self.assertIn("is on the list now", Notification.objects.get(member=self.ben).subject)

    def test_leaving_it_tells_who_suggested_it(self):
        self.suggest()
        self.decide("decline")
        self.assertEqual(positions(self.list), ["The Long Road"])
        self.assertIn("was not taken", Notification.objects.get(member=self.ben).subject)
        self.assertContains(self.suggest(), "suggested Another Road (1962) before", status_code=400)

    def test_deciding_twice_changes_nothing(self):
        self.suggest()
        self.decide("take")
        self.decide("decline")
        self.assertTrue(Suggestion.objects.get().is_taken)
        self.assertEqual(Notification.objects.filter(member=self.ben).count(), 1)

    def test_putting_it_there_oneself_takes_the_suggestion(self):
        self.suggest()
        self.list.put(self.other, self.ana)
        self.assertEqual(self.list.entries.get(film=self.other).added_by, self.ben)
        self.assertTrue(Suggestion.objects.get().is_taken)

    def test_only_the_owner_decides(self):
        self.suggest()
        self.assertEqual(self.decide("take", self.ben).status_code, 403)
        self.client.logout()
        response = self.client.post(reverse("lists:decide", args=[self.list.pk, Suggestion.objects.get().pk]))
        self.assertIn("/accounts/login/", response["Location"])

    def test_an_answer_that_is_none_is_refused(self):
        self.suggest()
        self.assertEqual(self.decide("perhaps").status_code, 400)

    def test_what_is_there_or_waits_already_is_said(self):
        self.assertContains(self.suggest(title="The Long Road"), "is on this list already", status_code=400)
        self.suggest()
        response = self.suggest(self.eva)
        self.assertContains(response, "has been suggested already", status_code=400)
        self.assertContains(response, "It is longer.", status_code=400)

    def test_a_visitor_signs_in_and_finds_the_words_again(self):
        response = self.client.post(self.page, {"title": "Another Road", "note": "It is longer."})
        self.assertIn("/accounts/login/", response["Location"])
        self.client.force_login(self.ben)
        self.assertContains(self.client.get(self.page), "It is longer.")

    def test_who_may_not(self):
        make.tie(self.eva, "block", self.ana)
        limited = make.member("lim")
        make.limit(limited)
        self.assertEqual(self.suggest(self.ana).status_code, 403)
        self.assertEqual(self.suggest(self.eva).status_code, 404)
        self.assertEqual(self.suggest(limited).status_code, 403)
        self.list.revise(self.ana, takes_suggestions=False)
        self.assertEqual(self.suggest(self.ben).status_code, 403)
        with self.assertRaises(PermissionDenied):
            self.list.suggest(self.other, self.eva)
        self.assertFalse(Suggestion.objects.exists())

    def test_whom_the_owner_has_muted_is_not_heard(self):
        make.tie(self.ana, "mute", self.ben)
        self.suggest()
        self.assertFalse(Notification.objects.filter(member=self.ana).exists())
        self.client.force_login(self.ana)
        page = self.client.get(reverse("lists:arrange", args=[self.list.pk]))
        self.assertNotContains(page, "It is longer.")

    def test_whom_the_owner_has_muted_is_neither_counted_nor_credited(self):
        make.tie(self.ana, "mute", self.ben)
        self.suggest()
        self.client.force_login(self.ana)
        self.assertNotContains(self.client.get(self.list.get_absolute_url()), "suggested)")
        self.list.put(self.other, self.ana)
        self.assertEqual(self.list.entries.get(film=self.other).added_by, self.ana)

    def test_whom_the_owner_has_muted_keeps_nobody_else_from_suggesting_it(self):
        make.tie(self.ana, "mute", self.ben)
        self.suggest()
        self.assertEqual(self.suggest().status_code, 400)
        self.assertEqual(self.suggest(self.eva).status_code, 302)
        self.decide("take")
        self.assertEqual(self.list.entries.get(film=self.other).added_by, self.eva)
        self.assertEqual(Suggestion.objects.waiting().get().member, self.ben)

    def test_nobody_suggests_a_film_twice(self):
        self.suggest()
        with self.assertRaises(IntegrityError), transaction.atomic():
            Suggestion.objects.create(film_list=self.list, film=self.other, member=self.ben)

    def test_a_late_answer_is_told_what_was_decided(self):
        self.suggest()
        self.decide("decline")
        self.decide("take")
        page = self.client.get(self.list.get_absolute_url())
        self.assertContains(page, "Another Road (1962) stays off your list.")
        self.assertNotContains(page, "is on your list")

    def test_the_words_of_somebody_suspended_wait_for_them(self):
        make.suspension(self.ben)
        self.suggest()
        self.ben.suspensions.update(ended_at=timezone.now())
        type(self.ben).objects.filter(pk=self.ben.pk).update(suspended_until=None)
        self.assertContains(self.client.get(self.page), "It is longer.")

    def test_several_films_of_a_name_are_to_be_chosen_from(self):
        make.film("Another Road", 1999)
        response = self.suggest()
        self.assertContains(response, "Which of these do you mean?", status_code=400)
        self.assertContains(response, "Another Road (1999)", status_code=400)
        self.suggest(film=str(self.other.pk))
        self.assertEqual(Suggestion.objects.get().film, self.other)

    @override_settings(THROTTLE=True)
    def test_there_is_a_limit(self):
        for number in range(10):
            self.list.suggest(make.film(f"Road {number}"), self.ben)
        self.assertContains(self.suggest(), "suggested many films", status_code=429)
