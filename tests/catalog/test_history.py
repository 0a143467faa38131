from django.test import TestCase

from catalog import history
from catalog.models import AlternativeTitle, Connection, Credit, EditLock, Film, Genre, Person
from tests import make
from tests.making.pictures import picture


def changes_of(row):
    return history.changes(list(history.versions_of(row)))


class VersionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        # As an importer does: many at once, with no version of any.
        Film.objects.bulk_create([Film(title="The Long Rode", year=1962)])
        cls.film = Film.objects.get()

    def correct(self, **fields):
        for name, value in fields.items():
            setattr(self.film, name, value)
        self.film.save()

    def test_the_first_change_of_a_row_keeps_what_it_was(self):
        self.correct(title="The Long Road")
        newest, beginning = changes_of(self.film)
        self.assertEqual(
            [(d.field, d.old, d.new) for d in newest.differences], [("Title", "The Long Rode", "The Long Road")]
        )
        self.assertTrue(beginning.is_beginning)

    def test_figures_that_members_make_are_no_change(self):
        self.correct(title="The Long Road")
        self.film.exchange_rating(None, 8)
        self.film.count_review(1)
        self.film.touch()
        self.assertEqual(len(changes_of(self.film)), 2)

    def test_other_rows_are_called_by_their_names(self):
        credit = make.credit(self.film, make.person("Ada Quill"), character="Ann")
        credit.person = make.person("Ben Fold")
        credit.save()
        newest = changes_of(self.film)[0]
        self.assertEqual(newest.what, "Credit: Ben Fold")
        self.assertEqual([(d.field, d.old, d.new) for d in newest.differences], [("Person", "Ada Quill", "Ben Fold")])

    def test_genres_are_compared_too(self):
        self.correct(title="The Long Road")
        self.film.genres.add(Genre.objects.create(name="Drama", slug="drama"))
        newest = changes_of(self.film)[0]
        self.assertEqual([(d.field, d.old, d.new) for d in newest.differences], [("Genres", "", "Drama")])

    def test_a_note_that_gives_the_story_away_is_in_no_version(self):
        connection = Connection.objects.connect(self.film, "references", make.film(), note="Ann is the thief.")
        connection.has_spoilers = True
        connection.save()
        told = [str(difference) for change in changes_of(self.film) for difference in change.differences]
        self.assertNotIn("thief", " ".join(told))

    def test_what_was_removed_is_told(self):
        title = AlternativeTitle.objects.create(film=self.film, title="Der lange Weg")
        title.delete()
        removed, added = changes_of(self.film)
        self.assertEqual((removed.what, removed.version.history_type), ("Alternative title: Der lange Weg", "-"))
        self.assertEqual(added.version.history_type, "+")


class FilmHistoryPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("The Long Rode")
        cls.page = f"{cls.film.get_absolute_url()}history/"

    def change_as(self, member, **fields):
        self.client.force_login(member)
        Film.objects.get(pk=self.film.pk)
        form = {"title": "The Long Road", "year": 1962, **fields}
        return form

    def test_it_says_who_changed_what(self):
        film = Film.objects.get(pk=self.film.pk)
        film.title, film._history_user = "The Long Road", make.editor()
        film.save()
        page = self.client.get(Film.objects.get().get_absolute_url() + "history/")
        self.assertContains(page, "<del>The Long Rode</del>")
        self.assertContains(page, "<ins>The Long Road</ins>")
        self.assertContains(page, "edna")
        self.assertNotContains(page, "Make it this again")

    def test_a_film_that_nobody_changed_says_so_or_how_it_began(self):
        Film.history.all().delete()
        self.assertContains(self.client.get(self.page), "Nothing has been changed here")

    def test_the_number_of_queries_is_the_same_for_few_and_many_changes(self):
        person = make.person()

        def change(times):
            for number in range(times):
                make.credit(self.film, person, character=f"Number {times}.{number}")

        change(2)
        self.client.get(self.page)
        with self.assertNumQueries(12):
            self.client.get(self.page)
        change(12)
        with self.assertNumQueries(12):
            self.client.get(self.page)

    def test_pages_that_are_not_there_are_404(self):
        for query in ("?page=2", "?page=x"):
            self.assertEqual(self.client.get(self.page + query).status_code, 404)


class RestoreTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film, cls.editor = make.film("The Long Road"), make.editor()
        cls.credit = make.credit(cls.film, make.person("Ada Quill"), character="Ann")

    def restore(self, model, pk):
        return self.client.post(f"/history/{model}/{pk}/restore/", follow=True)

    def version(self, row, **fields):
        return type(row).history.filter(id=row.pk, **fields).latest()

    def test_an_editor_sets_a_film_back(self):
        old = self.version(self.film)
        Film.objects.get().save()
        film = Film.objects.get()
        film.title = "The Wrong Road"
        film.save()
        self.client.force_login(self.editor)
        self.assertContains(self.restore("film", old.pk), "It is again what it was then.")
        self.assertEqual(Film.objects.get().title, "The Long Road")
        newest = self.version(film)
        self.assertEqual(newest.history_user, self.editor)
        self.assertIn("Restored as of", newest.history_change_reason)

    def test_the_first_version_of_a_film_has_its_genres_and_comes_back_with_them_as_one_change(self):
        drama = Genre.objects.create(name="Drama", slug="drama")
        self.film.genres.add(drama)
        Film.history.all().delete()
        film = Film.objects.get()
        film.title = "The Wrong Road"
        film.save()
        beginning = Film.history.earliest()
        self.client.force_login(self.editor)
        self.restore("film", beginning.pk)
        film = Film.objects.get()
        self.assertEqual((film.title, list(film.genres.all())), ("The Long Road", [drama]))
        differences = [[difference.field for difference in change.differences] for change in changes_of(film)]
        self.assertEqual(differences[:3], [["Title"], ["Title"], []])

    def test_genres_are_set_back_too(self):
        drama, western = (Genre.objects.create(name=name, slug=name.lower()) for name in ("Drama", "Western"))
        self.film.genres.set([drama])
        old = self.version(self.film)
        self.film.genres.set([western])
        self.client.force_login(self.editor)
        self.restore("film", old.pk)
        self.assertEqual(list(self.film.genres.all()), [drama])

    def test_setting_back_leaves_what_members_made_alone(self):
        old = self.version(self.film)
        self.film.exchange_rating(None, 9)
        self.client.force_login(self.editor)
        self.restore("film", old.pk)
        self.assertEqual(Film.objects.get().rating_count, 1)

    def test_a_portrait_that_is_gone_does_not_come_back_with_the_rest(self):
        person = self.credit.person
        person.portrait = portrait = picture(person)
        person.save()
        old = self.version(person)
        portrait.delete()
        self.client.force_login(self.editor)
        self.assertContains(self.restore("person", old.pk), "It is again what it was then.")
        self.assertIsNone(Person.objects.get().portrait_id)

    def test_a_credit_of_somebody_who_is_gone_does_not_come_back(self):
        old = self.version(self.credit)
        self.credit.delete()
        Person.objects.all().delete()
        self.client.force_login(self.editor)
        self.assertContains(self.restore("credit", old.pk), "What it named then is not here any more.")

    def test_a_film_that_was_merged_is_not_made_two_by_the_way(self):
        old = self.version(self.film)
        Film.objects.filter(pk=self.film.pk).update(merged_into=make.film())
        self.client.force_login(self.editor)
        self.assertContains(self.restore("film", old.pk), "has been merged into another page")

    def test_what_was_removed_comes_back_under_its_own_number(self):
        pk, version = self.credit.pk, self.version(self.credit)
        self.credit.delete()
        self.client.force_login(self.editor)
        self.restore("credit", version.pk)
        self.assertEqual(Credit.objects.get().pk, pk)

    def test_where_something_else_is_in_its_place_it_says_so(self):
        version = self.version(self.credit)
        person = self.credit.person
        self.credit.delete()
        make.credit(self.film, person, character="Ann")
        self.client.force_login(self.editor)
        self.assertContains(self.restore("credit", version.pk), "Something else stands in its place now.")

    def test_nothing_of_a_locked_film_is_set_back(self):
        old = self.version(self.film)
        EditLock.objects.begin(self.film, by=self.editor, reason="Settled after a dispute.")
        film = Film.objects.get()
        film.title = "The Wrong Road"
        film.save()
        self.client.force_login(self.editor)
        self.assertContains(self.restore("film", old.pk), "Settled after a dispute.")
        self.assertEqual(Film.objects.get().title, "The Wrong Road")

    def test_a_member_may_not_and_a_visitor_is_asked_to_sign_in(self):
        old = self.version(self.film)
        address = f"/history/film/{old.pk}/restore/"
        self.assertRedirects(self.client.post(address), f"/accounts/login/?next={address}")
        self.client.force_login(make.member())
        self.assertEqual(self.client.post(address).status_code, 403)

    def test_what_is_no_such_version_is_404(self):
        self.client.force_login(self.editor)
        for address in ("/history/film/0/restore/", "/history/user/1/restore/", "/history/film/99999/restore/"):
            self.assertEqual(self.client.post(address).status_code, 404)

    def test_a_get_changes_nothing(self):
        self.client.force_login(self.editor)
        old = self.version(self.film)
        self.assertEqual(self.client.get(f"/history/film/{old.pk}/restore/").status_code, 405)


class PersonHistoryTests(TestCase):
    def test_a_persons_page_has_its_own(self):
        person = make.person("Ada Quil")
        person.name = "Ada Quill"
        person.save()
        page = self.client.get(f"{Person.objects.get().get_absolute_url()}history/")
        self.assertContains(page, "<del>Ada Quil</del>")
