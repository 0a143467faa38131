from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse

from catalog.models import Connection, Contribution, Credit, EditLock, Release, TriviaItem
from tests import make
from tests.making.contributions import drafted, sent
from tests.making.film_rows import connect
from tests.making.pictures import picture


class LockedTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.nora, cls.edna = make.member("nora"), make.editor()
        cls.film = make.film()

    def setUp(self):
        self.client.force_login(self.edna)

    def lock(self, row=None):
        return EditLock.objects.begin(row or self.film, by=self.edna, reason="The credits are being checked.")

    def assertRefused(self, verb, *args, **terms):  # noqa: N802
        with self.assertRaisesMessage(ValidationError, "is locked against changes"):
            verb(*args, **terms)


class ContributionTests(LockedTestCase):
    def test_what_waits_is_accepted_when_the_lock_has_ended(self):
        contribution = sent(self.film, self.nora)
        lock = self.lock()
        self.assertRefused(contribution.accept, by=self.edna)
        self.assertEqual(TriviaItem.objects.get().state, "pending")
        lock.end(by=self.edna)
        Contribution.objects.get().accept(by=self.edna)
        self.assertEqual(TriviaItem.objects.get().state, "published")

    def test_it_can_be_declined_all_the_same(self):
        contribution = sent(self.film, self.nora)
        self.lock()
        contribution.decline(by=self.edna, reason="Known.")
        self.assertEqual(TriviaItem.objects.get().state, "declined")

    def test_what_was_declined_is_not_accepted_after_all_and_what_stands_not_taken_back(self):
        declined, standing = sent(self.film, self.nora), sent(self.film, self.nora, "goof")
        declined.decline(by=self.edna, reason="Known.")
        standing.accept(by=self.edna)
        self.lock()
        self.assertRefused(declined.accept_after_all, by=self.edna)
        self.assertRefused(standing.take_back, by=self.edna, reason="Not so.")

    def test_nothing_is_sent_when_it_was_locked_while_somebody_wrote(self):
        draft = drafted(self.film, self.nora)
        self.lock()
        self.assertRefused(draft.send)

    def test_a_connection_to_a_locked_film_waits(self):
        other = make.film("The Short Road")
        values = {"side": "references", "other": str(other), "other_choice": str(other.pk), "note": ""}
        contribution = Contribution.objects.create(
            film=self.film, contributor=self.nora, kind="connection", values=values | {"has_spoilers": False}
        )
        contribution.send()
        self.lock(other)
        self.assertRefused(contribution.accept, by=self.edna)
        self.assertFalse(Connection.objects.exists())

    def test_the_queue_says_why(self):
        contribution = sent(self.film, self.nora)
        self.lock()
        page = reverse("admin:catalog_contribution_change", args=[contribution.pk])
        sent_form = {"decision-version": contribution.version, "decision-act": "accept"}
        self.assertContains(self.client.post(page, sent_form), "is locked against changes", status_code=409)


class AdminTests(LockedTestCase):
    def test_no_row_is_added_to_a_locked_film(self):
        self.lock()
        row = {"film": self.film.pk, "date": "1962", "kind": "cinema"}
        response = self.client.post(reverse("admin:catalog_release_add"), row)
        self.assertContains(response, "is locked against changes")
        self.assertFalse(Release.objects.exists())

    def test_no_row_of_a_locked_film_is_deleted(self):
        credit = make.credit(self.film, make.person())
        self.lock()
        page = reverse("admin:catalog_credit_delete", args=[credit.pk])
        self.assertEqual(self.client.post(page, {"post": "yes"}).status_code, 403)
        listed = reverse("admin:catalog_credit_changelist")
        chosen = {"action": "delete_selected", "_selected_action": [credit.pk], "post": "yes"}
        self.client.post(listed, chosen)
        self.assertTrue(Credit.objects.exists())

    def test_no_connection_of_a_locked_film_is_touched_from_either_side(self):
        row = connect(self.film, "references", make.film("The Short Road"))
        for film in (row.film, row.other):
            lock = self.lock(film)
            with self.subTest(film):
                page = reverse("admin:catalog_connection_delete", args=[row.pk])
                self.assertEqual(self.client.post(page, {"post": "yes"}).status_code, 403)
                fields = {"film": row.film_id, "side": "follows", "other": row.other_id, "note": ""}
                added = self.client.post(reverse("admin:catalog_connection_add"), fields)
                self.assertContains(added, "is locked against changes")
            lock.end(by=self.edna)
        self.assertEqual(Connection.objects.get(), row)

    def test_no_fact_of_a_locked_film_is_declined_from_the_list(self):
        fact = make.trivia(self.film)
        self.lock()
        listed = reverse("admin:catalog_triviaitem_changelist")
        chosen = {"action": "decline", "_selected_action": [fact.pk], "reason": "Known."}
        self.assertContains(self.client.post(listed, chosen, follow=True), "is locked against changes")
        self.assertEqual(TriviaItem.objects.get().state, "published")

    def test_no_other_portrait_is_chosen_for_a_locked_person(self):
        person = make.person()
        portrait = picture(person)
        self.lock(person)
        listed = reverse("admin:catalog_picture_changelist")
        chosen = {"action": "make_main", "_selected_action": [portrait.pk]}
        self.assertContains(self.client.post(listed, chosen, follow=True), "is locked against changes")
        person.refresh_from_db()
        self.assertIsNone(person.portrait)
