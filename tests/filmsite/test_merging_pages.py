from django.core import mail
from django.core.management import call_command
from django.test import TestCase

from accounts.models import Notification
from catalog.models import EditLock, Film, Merge, Person
from filmsite.merging import films, people
from reviews.models import MergeChoice
from tests import make


class AddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.kept, cls.gone = make.film("The Long Road"), make.film("The Long Rode")
        cls.old = cls.gone.get_absolute_url()
        films.merge_films(cls.kept, cls.gone, by=make.editor())

    def test_the_old_address_leads_to_the_film_that_was_kept(self):
        self.assertRedirects(self.client.get(self.old), self.kept.get_absolute_url(), status_code=301)

    def test_so_do_the_pages_below_it(self):
        self.assertRedirects(
            self.client.get(f"{self.old}reviews/?sort=newest"),
            f"{self.kept.get_absolute_url()}reviews/?sort=newest",
            status_code=301,
        )

    def test_a_form_that_was_open_loses_nothing(self):
        member = make.member()
        self.client.force_login(member)
        self.client.post(f"{self.old}rating/", {"value": "8"})
        self.assertEqual(self.kept.ratings.get().member, member)

    def test_a_person_has_one_address_too(self):
        kept, gone = make.person("Ada Quill"), make.person("Ada Quil")
        old = gone.get_absolute_url()
        people.merge_people(kept, gone, by=make.editor("edwin"))
        self.assertRedirects(self.client.get(old), kept.get_absolute_url(), status_code=301)


class PeopleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor, cls.film = make.editor(), make.film()
        cls.kept, cls.gone = make.person("Ada Quill"), make.person("Ada Quil", born="1930", imdb_id="nm0000001")

    def test_credits_nominations_and_names_go_over_and_come_back(self):
        credit = make.credit(self.film, self.gone)
        nomination = make.nomination(make.award(), people=[self.gone])
        merge = people.merge_people(self.kept, self.gone, by=self.editor)
        credit.refresh_from_db()
        self.kept.refresh_from_db()
        self.assertEqual((credit.person, list(nomination.people.all())), (self.kept, [self.kept]))
        self.assertEqual((self.kept.born, self.kept.imdb_id), ("1930", "nm0000001"))
        self.assertEqual([name.name for name in self.kept.other_names.all()], ["Ada Quil"])
        people.take_apart(merge, by=self.editor)
        credit.refresh_from_db()
        self.assertEqual((credit.person, list(nomination.people.all())), (self.gone, [self.gone]))
        self.assertEqual(Person.objects.get(pk=self.kept.pk).imdb_id, None)
        self.assertEqual(Person.objects.get(pk=self.gone.pk).imdb_id, "nm0000001")

    def test_a_credit_that_both_have_is_there_once_and_comes_back(self):
        for person in (self.kept, self.gone):
            make.credit(self.film, person, character="Ann")
        merge = people.merge_people(self.kept, self.gone, by=self.editor)
        self.assertEqual(self.film.credits.count(), 1)
        people.take_apart(merge, by=self.editor)
        self.assertEqual(self.film.credits.count(), 2)


class ToldTests(TestCase):
    def test_everybody_of_whom_something_went_along_is_told_once(self):
        kept, gone = make.film("The Long Road"), make.film("The Long Rode")
        reviewer, writer, other = make.member("rita"), make.member("wim"), make.member("otto")
        make.review(gone, reviewer)
        make.trivia(gone, contributor=writer)
        make.review(kept, other)
        with self.captureOnCommitCallbacks(execute=True):
            films.merge_films(kept, gone, by=make.editor())
        self.assertEqual({news.member for news in Notification.objects.all()}, {reviewer, writer})

    def test_who_wrote_about_both_is_led_to_the_choice(self):
        kept, gone, member = make.film("The Long Road"), make.film("The Long Rode"), make.member()
        make.review(kept, member)
        make.review(gone, member)
        with self.captureOnCommitCallbacks(execute=True):
            merge = films.merge_films(kept, gone, by=make.editor())
        news = Notification.objects.get()
        self.assertEqual(news.url, f"/me/merges/{merge.pk}/")
        self.assertIn("you can choose which of the two is to stand", news.body)


class ChoicePageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.kept, cls.gone, cls.member = make.film("The Long Road"), make.film("The Long Rode"), make.member()
        make.review(cls.kept, cls.member, headline="The first")
        make.review(cls.gone, cls.member, headline="The second")
        cls.merge = films.merge_films(cls.kept, cls.gone, by=make.editor())
        cls.page = f"/me/merges/{cls.merge.pk}/"

    def test_both_are_there_to_be_read(self):
        self.client.force_login(self.member)
        page = self.client.get(self.page)
        self.assertContains(page, "The first")
        self.assertContains(page, "The second")

    def test_the_other_one_is_chosen_and_chosen_back(self):
        self.client.force_login(self.member)
        self.assertRedirects(self.client.post(self.page, {"takes_gone": "yes"}), self.kept.get_absolute_url())
        self.assertEqual(self.kept.reviews.published().get().headline, "The second")
        self.client.post(self.page, {"takes_gone": "no"})
        self.assertEqual(self.kept.reviews.published().get().headline, "The first")

    def test_nonsense_chooses_nothing(self):
        self.client.force_login(self.member)
        for data in ({}, {"takes_gone": "x"}):
            self.assertEqual(self.client.post(self.page, data).status_code, 400)
        self.assertIsNone(MergeChoice.objects.get().takes_gone)

    def test_nobody_else_chooses(self):
        self.assertEqual(self.client.get(self.page).status_code, 302)
        self.client.force_login(make.member())
        for answer in (self.client.get(self.page), self.client.post(self.page, {"takes_gone": "yes"})):
            self.assertEqual(answer.status_code, 404)

    def test_a_merge_that_was_undone_leaves_nothing_to_choose(self):
        films.take_apart(self.merge, by=make.editor("edwin"))
        self.client.force_login(self.member)
        self.assertEqual(self.client.get(self.page).status_code, 404)


class MergeAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.editor()
        cls.kept, cls.gone = make.film("The Long Road"), make.film("The Long Rode")
        make.trivia(cls.gone)
        cls.page = f"/admin/catalog/merge/new/film/{cls.gone.pk}/"

    def send(self, **data):
        return self.client.post(self.page, {"kept": self.kept.pk, "reason": "The same film.", **data}, follow=True)

    def test_an_editor_sees_what_goes_along_before_merging(self):
        self.client.force_login(self.editor)
        self.assertContains(self.client.get(self.page), "See what goes along")
        self.assertContains(self.send(look="1"), "Trivia items: 1")
        self.assertFalse(Merge.objects.exists())

    def test_merging_and_undoing(self):
        self.client.force_login(self.editor)
        self.assertContains(self.send(merge="1"), "It can be undone until")
        merge = Merge.objects.get()
        self.assertEqual((merge.film, merge.gone_film, merge.by), (self.kept, self.gone, self.editor))
        undo = {"action": "undo", "_selected_action": merge.pk}
        self.client.post("/admin/catalog/merge/", undo)
        self.assertEqual(Film.objects.count(), 2)
        self.assertContains(self.client.post("/admin/catalog/merge/", undo, follow=True), "can be undone once")

    def test_what_cannot_be_merged_comes_back_with_a_sentence(self):
        self.client.force_login(self.editor)
        self.assertEqual(self.send(merge="1", kept="").status_code, 400)
        self.assertEqual(self.send(merge="1", kept=self.gone.pk).status_code, 400)
        self.assertEqual(self.send(merge="1", reason="").status_code, 400)
        EditLock.objects.begin(self.kept, by=self.editor, reason="In dispute.")
        self.assertContains(self.send(merge="1"), "In dispute.", status_code=400)

    def test_moderators_and_members_do_not_merge(self):
        for member in (make.moderator(), make.staff("sam", "moderators")):
            self.client.force_login(member)
            self.assertEqual(self.client.get(self.page).status_code, 403)
        self.client.force_login(make.member())
        self.assertEqual(self.client.get(self.page).status_code, 302)

    def test_after_30_days_nobody_remembers_whose_rows_went_where(self):
        films.merge_films(self.kept, self.gone, by=self.editor)
        Merge.objects.update(at="2020-01-01T00:00Z")
        call_command("daily", verbosity=0)
        self.assertEqual(Merge.objects.get().moved, {})
        self.assertEqual(mail.outbox, [])


class LockAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor, cls.film = make.editor(), make.film()
        cls.page = f"/admin/catalog/editlock/on/film/{cls.film.pk}/"

    def test_a_lock_begins_with_a_reason_and_is_ended(self):
        self.client.force_login(self.editor)
        self.assertEqual(self.client.post(self.page, {"reason": ""}).status_code, 400)
        self.client.post(self.page, {"reason": "Settled."})
        lock = EditLock.objects.on(self.film)
        self.assertEqual((lock.reason, lock.by), ("Settled.", self.editor))
        self.assertContains(self.client.get(self.page), "Settled.")
        self.client.post(self.page, {"end": "1"})
        self.assertIsNone(EditLock.objects.on(self.film))
        self.assertEqual(EditLock.objects.get().ended_by, self.editor)

    def test_nobody_else_locks(self):
        self.client.force_login(make.moderator())
        self.assertEqual(self.client.post(self.page, {"reason": "So."}).status_code, 403)
