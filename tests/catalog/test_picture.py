from unittest import mock

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from catalog import images, pictures, tasks
from catalog.models import Film, Person, Picture
from tests import make
from tests.making.pictures import MediaFolder, kept, picture, sheet


class ConstraintTests(TestCase):
    def assert_refused(self, constraint, of, **fields):
        with self.assertRaisesMessage(IntegrityError, constraint), transaction.atomic():
            picture(of, **fields)

    def test_a_portrait_is_of_a_person_and_a_still_of_a_film(self):
        film, person = make.film(), make.person()
        self.assert_refused("picture_of_a_film_or_a_person", film, kind="portrait")
        self.assert_refused("picture_of_a_film_or_a_person", person, kind="still")
        self.assert_refused("picture_of_a_film_or_a_person", film, person=person)

    def test_only_a_picture_that_was_not_sent_yet_lacks_a_description(self):
        film = make.film()
        self.assert_refused("picture_has_a_description", film, alt="")
        picture(film, alt="", state="draft")

    def test_a_licence_that_asks_for_a_name_has_one(self):
        for licence in Picture.NAMED_LICENCES:
            self.assert_refused("licence_that_asks_for_a_name_has_one", make.film(), licence=licence)

    def test_only_what_is_gone_has_no_file(self):
        film = make.film()
        for state in ("draft", "pending", "published", "shielded"):
            self.assert_refused("picture_has_a_file_until_it_is_gone", film, file="", state=state)
        picture(film, file="", state="removed")

    def test_no_two_pictures_share_a_file(self):
        film = make.film()
        picture(film, file="pictures/one.jpg")
        with self.assertRaises(IntegrityError), transaction.atomic():
            picture(film, file="pictures/one.jpg")


class VariantTests(MediaFolder, TestCase):
    def keep(self, **fields):
        with mock.patch.object(tasks, "make_variants") as task:
            fields = {"kind": "still", "film": make.film(), "alt": "A road", "state": "published"} | fields
            kept = Picture.objects.keep(images.prepare(sheet()), **fields)
        task.enqueue.assert_called_once_with(kept.file.name)
        return kept

    def test_the_jpeg_is_there_at_once_and_the_rest_when_the_task_has_run(self):
        still = self.keep()
        self.assertEqual(len(self.files()), 1)
        self.assertFalse(still.has_variants)
        tasks.make_variants.call(still.file.name)
        still.refresh_from_db()
        self.assertTrue(still.has_variants)
        self.assertTrue(all(default_storage.exists(name) for name in pictures.file_names(still.file.name)))

    def test_a_task_that_runs_again_changes_nothing(self):
        still = self.keep()
        tasks.make_variants.call(still.file.name)
        still.refresh_from_db()
        made_at, files = still.variants_made_at, self.files()
        tasks.make_variants.call(still.file.name)
        still.refresh_from_db()
        self.assertEqual((still.variants_made_at, self.files()), (made_at, files))

    def test_files_that_a_killed_worker_left_give_way(self):
        still = self.keep()
        half = pictures.variant_name(still.file.name, 180, "avif")
        with default_storage.open(half, "wb") as file:
            file.write(b"half")
        tasks.make_variants.call(still.file.name)
        self.assertEqual(len(self.files()), 7)
        with default_storage.open(half) as file:
            self.assertNotEqual(file.read(), b"half")

    def test_a_picture_thrown_away_meanwhile_leaves_no_files(self):
        still = self.keep()
        name = still.file.name
        with mock.patch.object(pictures, "make_variants", side_effect=lambda name: still.delete()):
            tasks.make_variants.call(name)
        self.assertEqual(self.files(), [])

    def test_a_file_that_is_missing_is_no_fault_of_the_worker(self):
        tasks.make_variants.call(picture(make.film()).file.name)

    def test_the_films_poster_says_that_its_smaller_files_are_there(self):
        poster = self.keep(kind="poster")
        poster.make_main()
        version = Film.objects.get().version
        tasks.make_variants.call(poster.file.name)
        film = Film.objects.get()
        self.assertTrue(film.poster_has_variants)
        self.assertGreater(film.version, version)

    def test_what_fails_after_the_file_was_written_leaves_none(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            self.keep(alt="")
        self.assertEqual(self.files(), [])


class MainTests(TestCase):
    def test_a_poster_can_be_chosen_for_its_film(self):
        film = make.film()
        picture(film, "poster").make_main()
        chosen = picture(film, "poster", width=300, height=450)
        chosen.make_main()
        film = Film.objects.get()
        self.assertEqual((film.poster.name, film.poster_width, film.poster_height), (chosen.file.name, 300, 450))
        self.assertTrue(Picture.objects.get(pk=chosen.pk).is_main)

    def test_a_portrait_can_be_chosen_for_its_person(self):
        person = make.person()
        portrait = picture(person)
        portrait.make_main()
        self.assertEqual(Person.objects.get().portrait, portrait)

    def test_a_still_and_what_is_not_published_cannot(self):
        film = make.film()
        for one in (picture(film), picture(film, "poster", state="pending"), picture(film, "poster", state="removed")):
            with self.assertRaises(ValidationError):
                one.make_main()

    def test_the_first_poster_and_portrait_that_are_published_are_chosen_by_themselves(self):
        film, person = make.film(), make.person()
        first = picture(film, "poster", state="pending")
        first.publish()
        picture(film, "poster", state="pending").publish()
        portrait = picture(person, state="pending")
        portrait.publish()
        self.assertEqual(Film.objects.get().poster.name, first.file.name)
        self.assertEqual(Person.objects.get().portrait, portrait)

    def test_a_poster_thrown_away_leaves_the_film_without_one(self):
        film = make.film()
        poster = picture(film, "poster")
        poster.make_main()
        poster.throw_away()
        self.assertFalse(Film.objects.get().poster)
        self.assertFalse(Picture.objects.exists())

    def test_of_one_that_a_case_is_about_the_row_stays_without_a_file(self):
        still = picture(make.film())
        make.report(still)
        still.throw_away()
        still = Picture.objects.get()
        self.assertEqual((still.state, still.file.name), ("removed", ""))


class WhoSeesTests(MediaFolder, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.editor, cls.moderator = make.editor(), make.moderator()
        cls.film = make.film()

    def statuses(self, still):
        """For a visitor, the contributor, somebody else, an editor and a moderator: page and file."""
        found = []
        for user in (None, self.ana, self.ben, self.editor, self.moderator):
            self.client.logout()
            if user:
                self.client.force_login(user)
            page, file = self.client.get(still.get_absolute_url()), self.client.get(still.file.url)
            if file.streaming:
                file.getvalue()
            found.append((page.status_code, file.status_code))
        return found

    def test_what_is_published_is_for_everybody(self):
        self.assertEqual(self.statuses(kept(self.film)), [(200, 200)] * 5)

    def test_what_waits_is_for_its_contributor_and_editors(self):
        still = kept(self.film, contributor=self.ana, state="pending")
        seen = self.statuses(still)
        self.assertEqual([page for page, _ in seen], [404, 200, 404, 200, 404])
        self.assertEqual([file for _, file in seen], [404, 200, 404, 200, 200])

    def test_what_was_not_sent_is_for_its_contributor_alone(self):
        still = kept(self.film, contributor=self.ana, state="draft")
        self.assertEqual([page for page, _ in self.statuses(still)], [404, 200, 404, 404, 404])

    def test_what_is_withheld_is_not_kept_by_browsers(self):
        still = kept(self.film, contributor=self.ana, state="removed")
        self.client.force_login(self.ana)
        response = self.client.get(still.file.url)
        response.getvalue()
        self.assertIn("no-store", response["Cache-Control"])

    def test_a_file_that_no_picture_names_is_not_given_out(self):
        still = kept(self.film)
        url = still.file.url
        Picture.objects.all().delete()
        self.assertEqual(self.client.get(url).status_code, 404)


class PicturePageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.stills = [
            picture(
                cls.film,
                caption="On the way home",
                licence="cc_by",
                credit="Ada Quill",
                source="https://films.example/road",
                variants_made_at=timezone.now(),
            )
            for _ in range(3)
        ]

    def page(self, still):
        return self.client.get(still.get_absolute_url())

    def test_it_names_caption_maker_licence_and_source(self):
        still = self.stills[0]
        still.people.add(make.person("Ada Quill"))
        response = self.page(still)
        for words in ("On the way home", "Ada Quill", "CC BY 4.0", "creativecommons.org/licenses/by/4.0/"):
            self.assertContains(response, words)
        self.assertContains(response, 'href="https://films.example/road"')
        self.assertContains(response, 'alt="A road between two walls"')

    def test_it_leads_on_to_the_one_before_and_after(self):
        response = self.page(self.stills[1])
        self.assertContains(response, f'rel="prev" href="{self.stills[0].get_absolute_url()}"')
        self.assertContains(response, f'rel="next" href="{self.stills[2].get_absolute_url()}"')
        self.assertContains(response, "2 of 3")

    def test_posters_come_before_stills(self):
        poster = picture(self.film, "poster")
        self.assertContains(self.page(self.stills[0]), f'rel="prev" href="{poster.get_absolute_url()}"')

    def test_it_takes_a_fixed_number_of_queries(self):
        with self.assertNumQueries(5):
            self.page(self.stills[1])
        for _ in range(4):
            picture(self.film)
        with self.assertNumQueries(5):
            self.page(self.stills[1])

    def test_it_holds_nothing_personal_for_visitors(self):
        response = self.page(self.stills[0])
        self.assertNotContains(response, "csrfmiddlewaretoken")
        self.assertFalse(response.cookies)

    def test_one_that_is_not_there_is_not_found(self):
        self.assertEqual(self.client.get(reverse("catalog:picture", args=[999_999])).status_code, 404)

    def test_one_without_its_file_is_not_found(self):
        gone = picture(self.film, file="", state="removed", contributor=make.member("ana"))
        self.client.force_login(gone.contributor)
        self.assertEqual(self.page(gone).status_code, 404)
