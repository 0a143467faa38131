from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Film, SeverityTally, SeverityVote
from tests import make
from tests.making import disputes as making

NONE, MILD, MODERATE, SEVERE = range(4)


class GuideCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film, cls.ben = make.film(), make.member("ben")
        cls.page = reverse("catalog:parents_guide", args=[cls.film.pk, cls.film.slug])
        cls.vote_url = reverse("catalog:severity_vote", args=[cls.film.pk, cls.film.slug])

    def vote(self, category="violence", severity=str(SEVERE), **fields):
        return self.client.post(self.vote_url, {"category": category, "severity": severity, **fields})

    def note(self, text="Two men fight.", category="violence", **fields):
        return make.trivia(self.film, kind="parents_guide", guide_category=category, text=text, **fields)

    def tally(self, category="violence"):
        tally = SeverityTally.objects.get(film=self.film, category=category)
        return [tally.none, tally.mild, tally.moderate, tally.severe]


class SeverityTests(GuideCase):
    def test_most_votes_win(self):
        making.severities(self.film, "violence", MODERATE, SEVERE, MODERATE)
        response = self.client.get(self.page)
        self.assertContains(response, "Moderate</b>, 2 of 3 members")

    def test_a_tie_goes_to_the_more_severe(self):
        making.severities(self.film, "fear", MILD, SEVERE, MILD, SEVERE, NONE)
        self.assertContains(self.client.get(self.page), "Severe</b>, 2 of 5 members")

    def test_the_database_finds_the_same_verdict(self):
        for votes in ((NONE,), (MILD, NONE), (MODERATE, MODERATE, SEVERE), (NONE, MILD, MODERATE, SEVERE)):
            film = make.film()
            making.severities(film, "drugs", *votes)
            [tally] = film.severity_tallies.with_verdict()
            with self.subTest(votes):
                self.assertEqual(tally.verdict, tally.severity.label)

    def test_the_film_page_says_it_too(self):
        making.severities(self.film, "fear", SEVERE)
        making.severities(self.film, "sex", NONE)
        content = self.client.get(self.film.get_absolute_url()).content.decode()
        places = [content.index(words) for words in ("Parents guide", "Sex &amp; nudity", "Frightening")]
        self.assertEqual(places, sorted(places))

    def test_a_vote_counts_and_changes_the_films_page(self):
        before = Film.objects.get(pk=self.film.pk).version
        self.client.force_login(self.ben)
        self.assertRedirects(self.vote(), f"{self.page}#violence")
        self.assertEqual(self.tally(), [0, 0, 0, 1])
        self.assertGreater(Film.objects.get(pk=self.film.pk).version, before)

    def test_a_second_vote_replaces_the_first(self):
        self.client.force_login(self.ben)
        self.vote()
        self.vote(severity=str(MILD))
        self.assertEqual(self.tally(), [0, 1, 0, 0])
        self.assertContains(self.client.get(self.page), 'value="1" required checked')

    def test_a_vote_can_be_taken_back(self):
        self.client.force_login(self.ben)
        self.vote()
        self.client.post(self.vote_url, {"category": "violence", "clear": "yes"})
        self.assertEqual(self.tally(), [0, 0, 0, 0])
        self.assertFalse(SeverityVote.objects.exists())
        self.assertNotContains(self.client.get(self.film.get_absolute_url()), "Violence")

    def test_a_script_gets_the_category_anew(self):
        self.client.force_login(self.ben)
        response = self.client.post(
            self.vote_url, {"category": "violence", "severity": "2"}, headers={"X-Enhance": "1"}
        )
        self.assertTemplateUsed(response, "catalog/_severity.html")
        self.assertContains(response, "Moderate</b>, 1 of 1 member")
        self.assertContains(response, "Take it back")

    def test_what_is_no_vote_is_refused(self):
        self.client.force_login(self.ben)
        for fields in ({"severity": "4"}, {"severity": ""}, {"severity": "x"}, {"category": "noise"}, {"category": ""}):
            with self.subTest(fields):
                self.assertEqual(self.vote(**fields).status_code, 400)

    def test_visitors_sign_in_and_come_back_to_the_category(self):
        self.assertIn("parents-guide%2F%23violence", self.vote().url)
        self.assertNotIn("%23", self.vote(category="<noise>").url)
        self.assertNotContains(self.client.get(self.page), "csrfmiddlewaretoken")

    def test_suspended_members_change_nothing(self):
        make.suspension(self.ben)
        self.client.force_login(self.ben)
        self.assertRedirects(self.vote(), f"{self.page}#violence")
        self.assertNotContains(self.client.get(self.page), "data-enhance")
        with self.assertRaises(PermissionDenied):
            SeverityVote.objects.record(self.film, self.ben, "fear", MILD)

    def test_the_database_holds_one_known_vote_for_each_member_and_category(self):
        row = {"film": self.film, "member": self.ben, "category": "fear", "severity": MILD}
        SeverityVote.objects.create(**row)
        for wrong in ({}, {"category": "noise"}, {"category": "sex", "severity": 4}):
            with self.subTest(wrong), self.assertRaises(IntegrityError), transaction.atomic():
                SeverityVote.objects.create(**row | wrong)


class NotesTests(GuideCase):
    def test_notes_stand_in_their_category(self):
        self.note("A glass of wine.", "drugs")
        self.note()
        content = self.client.get(self.page).content.decode()
        places = [content.index(words) for words in ("Two men fight.", "Alcohol, drugs", "A glass of wine.")]
        self.assertEqual(places, sorted(places))

    def test_spoilers_are_closed_and_apart(self):
        self.note("He dies at sea.", has_spoilers=True)
        self.note()
        content = self.client.get(self.page).content.decode()
        before, hidden = content.split('<details class="spoiler spoiler--whole">')
        self.assertIn("Two men fight.", before)
        self.assertNotIn("at sea", before)
        self.assertIn("at sea", hidden.split("</details>")[0])

    def test_all_five_categories_are_there_and_notes_can_be_added(self):
        response = self.client.get(self.page)
        self.assertContains(response, "Nobody has voted yet.", count=5)
        self.assertContains(response, "/contribute/parents-guide/")

    def test_others_do_not_see_what_waits_or_was_taken_down(self):
        self.note("It waits.", state="pending", decided_at=None, contributor=self.ben)
        hidden = self.note("Buy our ships.", contributor=self.ben)
        make.decision(make.report(hidden).case, "remove")
        response = self.client.get(self.page)
        self.assertNotContains(response, "It waits.")
        self.assertNotContains(response, "Buy our ships.")

    def test_a_moderator_marks_a_note_as_a_spoiler_like_every_fact(self):
        note = self.note("He dies at sea.")
        case = make.report(note).case
        self.assertEqual(case.kind, "parents_guide")
        make.decision(case, "spoiler")
        self.assertNotIn("at sea", self.client.get(self.page).content.decode().split("<details")[0])

    def test_the_page_takes_a_fixed_number_of_queries(self):
        self.client.force_login(self.ben)
        found = []
        for _ in range(2):
            for category in ("sex", "violence", "fear"):
                self.note(category=category, contributor=make.member())
                making.severities(self.film, category, MILD)
            self.client.get(self.page)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(self.page)
            found.append(len(queries))
        self.assertEqual(found[0], found[1])
        self.assertLessEqual(found[0], 10)

    def test_other_methods_and_films_are_refused(self):
        self.assertEqual(self.client.post(self.page).status_code, 405)
        self.assertEqual(self.client.get(self.vote_url).status_code, 405)
        self.assertEqual(self.client.get("/films/999/x/parents-guide/").status_code, 404)
        self.assertEqual(self.client.get(f"{self.page}?page=2").status_code, 404)
