"""Lists as what can be reported and decided on."""

from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lists.models import FilmList
from reviews import erasure, targets
from reviews.models import Case, Report
from tests import make
from tests.making.lists import film_list, noted

LAW = {"law": "The penal code, section 1", "place": "Wales", "good_faith": "on", "details": "All of it."}
NAME = {"name": "Vera", "email": "vera@example.org"}


class ListCaseTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.film = make.film("The Long Road")
        cls.list = noted(film_list(cls.ana, cls.film, title="Cheap lamps"), cls.film, "Ask me for lamps.")
        cls.page = cls.list.get_absolute_url()

    def decide(self, action, **fields):
        case = make.report(FilmList.objects.get(pk=self.list.pk), self.ben).case
        made = make.decision(case, action, **fields)
        self.list.refresh_from_db()
        return made

    # Reporting

    def test_members_report_it_with_its_notes(self):
        self.client.force_login(self.ben)
        self.assertContains(self.client.get(f"{self.page}report/"), "Ask me for lamps.")
        self.client.post(f"{self.page}report/", {"reason": "spam", "details": "Lamps."})
        report = Report.objects.get()
        self.assertEqual((report.case.kind, report.case.author), ("list", self.ana))
        self.assertEqual(report.text_as_reported, "Cheap lamps\n\nThe Long Road (1962): Ask me for lamps.")
        self.assertContains(self.client.get(report.case.get_absolute_url()), "list by ana")

    def test_visitors_give_notice_of_it(self):
        page = self.client.get(f"{self.page}report/")
        self.assertContains(page, "Sign in to report")
        self.assertNotContains(page, "csrfmiddlewaretoken")
        response = self.client.post(f"{self.page}report/illegal/", LAW | NAME)
        self.assertContains(self.client.get(response["Location"]), "Your notice")
        self.assertEqual(Case.objects.get().film_list, self.list)

    def test_its_owner_does_not_and_what_cannot_be_seen_is_not_there(self):
        self.client.force_login(self.ana)
        self.assertEqual(self.client.get(f"{self.page}report/").status_code, 403)
        self.client.force_login(self.ben)
        for state in ("hidden", "removed", "shielded", "withdrawn"):
            FilmList.objects.update(state=state)
            self.assertEqual(self.client.get(f"{self.page}report/").status_code, 404)
        FilmList.objects.update(state="published", visibility="private")
        self.assertEqual(self.client.get(f"{self.page}report/").status_code, 404)

    def test_a_list_is_no_fact_and_of_no_one_film(self):
        reasons = Report.reasons_for(self.list)
        self.assertNotIn("wrong_fact", reasons)
        self.assertNotIn("off_topic", reasons)
        self.assertEqual(targets.report_address(self.list), f"{self.page}report/")

    # Deciding

    def test_moderators_see_it_in_the_queue_and_on_the_page_of_the_case(self):
        case = make.report(self.list, self.ben).case
        self.client.force_login(make.moderator())
        self.assertContains(self.client.get("/admin/reviews/case/?kind=list"), "list by ana")
        page = self.client.get(reverse("admin:reviews_case_change", args=[case.pk]))
        self.assertContains(page, "Ask me for lamps.")
        self.assertContains(page, "Hide until edited")
        for words in ("Mark as spoiler", "Redact words", "Lock edits"):
            self.assertNotContains(page, words)

    def test_the_queue_takes_as_many_queries_for_more_lists(self):
        self.client.force_login(make.moderator())
        for _ in range(2):
            make.report(noted(film_list(make.member(), self.film), self.film, "A word."))
        with CaptureQueriesContext(connection) as first:
            self.client.get("/admin/reviews/case/")
        make.report(noted(film_list(make.member(), self.film), self.film, "A word."))
        with self.assertNumQueries(len(first)):
            self.client.get("/admin/reviews/case/")

    def test_hidden_until_edited(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.decide("hide")
        [statement] = [sent.body for sent in mail.outbox if sent.to == [self.ana.email]]
        self.assertIn("Your list is hidden until it has been edited.", statement)
        self.assertIn(f"/lists/{self.list.pk}/edit/", statement)
        self.assertEqual(self.client.get(self.page).status_code, 404)
        self.client.force_login(self.ana)
        self.assertContains(self.client.get(self.page), "Nobody else sees this list: hidden until edited.")
        self.assertContains(self.client.get(Case.objects.get().get_absolute_url()), "Edit your list")
        self.list.revise(self.ana, is_ranked=True)
        self.assertEqual(self.list.state, "hidden")
        entry = self.list.entries.get()
        self.list.arrange(self.ana, notes={entry.pk: "A road."})
        self.assertEqual(self.list.state, "published")

    def test_another_title_publishes_it_too(self):
        self.decide("hide")
        self.list.revise(self.ana, title="Lamps in films")
        self.assertEqual(self.list.state, "published")

    def test_removed_and_restored(self):
        removed = self.decide("remove")
        for change in (self.list.throw_away, lambda by: self.list.revise(by, title="Other")):
            with self.assertRaises(PermissionDenied):
                change(self.ana)
        self.client.force_login(self.ana)
        self.assertContains(self.client.get(self.page), "It cannot be changed.")
        self.assertEqual(self.client.get(f"{self.page}edit/").status_code, 403)
        make.decision(removed.case, "restore")
        self.list.refresh_from_db()
        self.assertEqual(self.list.state, "published")

    def test_what_its_owner_has_deleted_does_not_come_back(self):
        removed = self.decide("hide")
        self.list.throw_away(self.ana)
        make.decision(removed.case, "restore")
        self.list.refresh_from_db()
        self.assertEqual(self.list.state, "withdrawn")

    def test_a_shield_hides_it_for_a_time(self):
        case = make.report(self.list, self.ben).case
        make.automatic(case, "shield")
        self.assertEqual(self.client.get(self.page).status_code, 404)

    def test_the_film_is_told(self):
        before = type(self.film).objects.get().version
        self.decide("remove")
        self.assertEqual(type(self.film).objects.get().version, before + 1)
        self.assertNotContains(self.client.get(self.film.get_absolute_url()), "In 1 list")

    def test_the_log_names_nobody(self):
        self.decide("remove")
        page = self.client.get("/moderation/?kind=list")
        self.assertContains(page, "list")
        for words in ("Cheap lamps", "ana"):
            self.assertNotContains(page, f">{words}<")

    def test_what_was_removed_is_erased_in_the_end(self):
        self.decide("remove")
        erasure.erase_due(timezone.now() + erasure.KEPT_FOR)
        self.list.refresh_from_db()
        self.assertEqual((self.list.title, self.list.description), ("[erased]", ""))
        self.assertEqual(self.list.entries.get().note, "")
