from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Connection, Release, SoundtrackItem
from tests import make
from tests.admin_form import fields_of
from tests.catalog import test_catalogue_admin
from tests.making.film_rows import connect, country, piece, release


class RowsAdminTestCase(test_catalogue_admin.CatalogueAdminTestCase):
    def queries_of(self, page):
        with CaptureQueriesContext(database) as queries:
            self.client.get(page)
        return len(queries)

    def assert_list_is_fixed(self, model, make_one):
        page = reverse(f"admin:catalog_{model._meta.model_name}_changelist")
        make_one(0)
        make_one(1)
        self.client.get(page)
        few = self.queries_of(page)
        for number in range(2, 8):
            make_one(number)
        self.assertEqual(self.queries_of(page), few)


class ReleaseAdminTests(RowsAdminTestCase):
    def test_a_release_is_added_changed_and_taken_away_and_its_film_has_changed(self):
        with self.assert_touches(self.film):
            self.add("release", film=self.film.pk, country=country().pk, date="1962-06", kind="premiere")
        row = Release.objects.get()
        with self.assert_touches(self.film):
            self.save(self.page(row), date="1962-06-17")
        row.refresh_from_db()
        self.assertEqual(row.date, "1962-06-17")
        with self.assert_touches(self.film):
            self.client.post(self.page(row, "delete"), {"post": "yes"})
        self.assertFalse(Release.objects.exists())

    def test_a_bad_date_and_a_second_one_are_refused(self):
        release(self.film, "1962", country())
        response = self.add("release", film=self.film.pk, country="", date="June", kind="premiere")
        self.assertContains(response, "Write a date as")
        response = self.add("release", film=self.film.pk, country=country().pk, date="1962", kind="cinema")
        self.assertEqual(response.status_code, 200)

    def test_a_change_that_would_make_two_of_a_kind_is_refused(self):
        release(self.film, "1962", country())
        row = release(self.film, "1963", country())
        response = self.save(self.page(row), date="1962")
        self.assertContains(response, "This release is there already.")
        row.refresh_from_db()
        self.assertEqual(row.date, "1963")

    def test_a_credit_changed_into_another_one_is_refused(self):
        bo, eva = make.person("Bo"), make.person("Eva")
        make.credit(self.film, bo, "editor")
        row = make.credit(self.film, eva, "editor")
        response = self.save(self.page(row), person=bo.pk)
        self.assertContains(response, "already exists")

    def test_the_list_takes_as_many_queries_for_many_as_for_few(self):
        self.assert_list_is_fixed(
            Release, lambda number: release(self.film, f"19{number + 10}", country(f"Land {number}"))
        )


class ConnectionAdminTests(RowsAdminTestCase):
    def test_it_is_entered_from_either_side(self):
        for side, film, other in (("follows", self.film, self.other_film), ("followed_by", self.other_film, self.film)):
            with self.assert_touches(self.film, self.other_film):
                response = self.add("connection", film=film.pk, side=side, other=other.pk, note="")
                self.assertEqual(response.status_code, 302)
            row = Connection.objects.get()
            self.assertEqual((row.film, row.kind, row.other), (self.film, "follows", self.other_film))
            row.delete()

    def test_what_reads_the_same_from_both_sides_can_be_entered_from_the_younger_row(self):
        self.add("connection", film=self.other_film.pk, side="franchise", other=self.film.pk, note="")
        self.assertEqual(Connection.objects.get().film, self.film)

    def test_it_can_be_turned_round(self):
        row = connect(self.film, "follows", self.other_film)
        self.assertEqual(fields_of(self.client.get(self.page(row)))["side"], ["follows"])
        self.assertEqual(self.save(self.page(row), side="remade").status_code, 302)
        row.refresh_from_db()
        self.assertEqual((row.film, row.kind, row.other), (self.other_film, "remake", self.film))

    def test_itself_and_what_is_there_already_are_refused_with_a_sentence(self):
        connect(self.film, "follows", self.other_film)
        response = self.add("connection", film=self.film.pk, side="follows", other=self.film.pk, note="")
        self.assertContains(response, "A film is not connected with itself.")
        response = self.add("connection", film=self.other_film.pk, side="followed_by", other=self.film.pk, note="")
        self.assertContains(response, "is known already")

    def test_the_list_of_one_film_holds_both_directions_and_no_other_film(self):
        third = make.film("A third")
        rows = {connect(self.film, "follows", self.other_film), connect(third, "spoofs", self.film)}
        connect(third, "spoofs", self.other_film)
        page = reverse("admin:catalog_connection_changelist")
        response = self.client.get(f"{page}?of_film={self.film.pk}")
        self.assertEqual(set(response.context["cl"].queryset), rows)
        self.assertContains(
            self.client.get(reverse("admin:catalog_film_change", args=[self.film.pk])), "Connections: 2"
        )

    def test_the_list_takes_as_many_queries_for_many_as_for_few(self):
        self.assert_list_is_fixed(Connection, lambda number: connect(self.film, "spoofs", make.film(f"Film {number}")))


class SoundtrackAdminTests(RowsAdminTestCase):
    def lines(self, *lines):
        return {f"lines-{n}-{name}": value for n, line in enumerate(lines) for name, value in line.items()}

    def test_a_piece_is_entered_with_its_lines(self):
        lines = self.lines({"role": "written", "names": "Ada Quill", "person": self.person.pk})
        with self.assert_touches(self.film):
            response = self.add("soundtrackitem", film=self.film.pk, title="The Road Song", **lines)
            self.assertEqual(response.status_code, 302)
        item = SoundtrackItem.objects.get()
        self.assertEqual((item.position, item.lines.get().person), (1, self.person))

    def test_a_piece_is_put_in_another_place(self):
        pieces = [piece(self.film, title) for title in ("One", "Two", "Three")]
        self.assertEqual(self.save(self.page(pieces[2]), place="1").status_code, 302)
        self.assertEqual(list(self.film.soundtrack.values_list("title", flat=True)), ["Three", "One", "Two"])

    def test_the_list_takes_as_many_queries_for_many_as_for_few(self):
        self.assert_list_is_fixed(SoundtrackItem, lambda number: piece(self.film, f"Song {number}"))
