from catalog.models import Connection, Release, SoundtrackItem
from tests import make
from tests.catalog import test_catalog_constraints
from tests.making.film_rows import connect, country, piece, release


class ReleaseTests(test_catalog_constraints.ConstraintTests):
    def test_a_release_has_a_partial_date(self):
        for date in ("", "June 1962", "1962-13", "62"):
            self.refuses("release_has_a_partial_date", release, self.film, date)

    def test_a_release_stands_once_even_without_a_country(self):
        for place in (country(), None):
            release(self.film, "1962", place)
            self.refuses("release_once", release, self.film, "1962", place)
            Release.objects.create(film=self.film, country=place, date="1962", note="Restored")


class SoundtrackTests(test_catalog_constraints.ConstraintTests):
    def test_two_pieces_do_not_share_a_position(self):
        piece(self.film)
        fields = {"film": self.film, "position": 1, "title": "The Inn"}
        self.refuses("one_piece_per_position|soundtrackitem.position", SoundtrackItem.objects.create, **fields)

    def test_a_piece_has_a_title(self):
        self.refuses("piece_of_music_has_a_title", piece, self.film, "")

    def test_two_lines_do_not_share_a_position(self):
        item = piece(self.film, "The Inn", ("written", "Ada Quill"))
        fields = {"position": 1, "role": "written", "names": "Bo"}
        self.refuses("one_credit_line_per_position|soundtrackline.position", item.lines.create, **fields)

    def test_a_line_names_somebody(self):
        self.refuses("credit_line_names_somebody", piece, self.film, "The Inn", ("written", ""))


class ConnectionTests(test_catalog_constraints.ConstraintTests):
    def test_a_film_is_not_connected_with_itself(self):
        fields = {"film": self.film, "kind": "follows", "other": self.film}
        self.refuses("film_is_not_connected_with_itself", Connection.objects.create, **fields)

    def test_a_connection_stands_once(self):
        other = make.film("The Longer Road")
        connect(self.film, "follows", other)
        fields = {"film": self.film, "kind": "follows", "other": other}
        self.refuses("connection_once|connection.film_id", Connection.objects.create, **fields)

    def test_what_reads_the_same_from_both_sides_begins_with_the_older_row(self):
        other = make.film("The Longer Road")
        for kind in Connection.SYMMETRIC:
            fields = {"film": other, "kind": kind, "other": self.film}
            self.refuses("symmetric_connection_stored_one_way", Connection.objects.create, **fields)
