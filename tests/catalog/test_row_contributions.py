"""What becomes of the kinds that are made into a row when an editor accepts them."""

from django.core.exceptions import ValidationError
from django.test import TestCase

from catalog.contributing import handler_of
from catalog.models import Connection, Film, Person, Picture
from tests import make
from tests.making.film_rows import connect, contributed, country, form_of, language, piece
from tests.making.pictures import picture


class RowContributionTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor, cls.member = make.editor(), make.member("mia")
        cls.film = make.film("The Long Road", 1962)
        cls.wales, cls.welsh = country(), language()

    def accept(self, contribution):
        contribution.accept(by=self.editor)
        contribution.refresh_from_db()
        return contribution.made

    def accepted(self, kind, /, **fields):
        return self.accept(contributed(kind, self.film, self.member, **fields))

    def assert_form_refuses(self, kind, field, sentence, /, **fields):
        form = form_of(kind, self.film, self.member, **fields)
        self.assertIn(sentence, " ".join(form.errors.get(field, [])), form.errors)


class FilmRowTests(RowContributionTestCase):
    FIELDS = {
        "alternative_title": {"title": "Y Ffordd Hir", "country": "wales", "language": "welsh"},
        "filming_location": {"place": "Brecon, Wales", "as_place": "Sussex"},
        "release": {"country": "wales", "date": "1962-06", "kind": "cinema"},
        "certificate": {"country": "wales", "certificate": "12A"},
        "credit": {"person": "Ada Quill", "job": "actor", "character": "Ann"},
        "soundtrack": {"title": "The Road Song", "lines": [{"role": "written", "names": "Ada Quill"}]},
        "connection": {"side": "references", "other": "The Longer Road"},
    }

    def test_nothing_is_on_the_page_before_an_editor_accepts_it(self):
        make.film("The Longer Road", 1966)
        for kind, fields in self.FIELDS.items():
            with self.subTest(kind):
                contribution = contributed(kind, self.film, self.member, **fields)
                self.assertIsNone(contribution.made)
                self.assertFalse(contribution.handler.known(self.film).exists())
                version = Film.objects.get(pk=self.film.pk).version
                row = self.accept(contribution)
                self.assertEqual(contribution.handler.known(self.film).get(), row)
                self.assertGreater(Film.objects.get(pk=self.film.pk).version, version)

    def test_what_is_there_already_is_refused_with_a_sentence_by_form_and_editor_alike(self):
        make.film("The Longer Road", 1966)
        for kind, fields in self.FIELDS.items():
            with self.subTest(kind):
                first, second = (contributed(kind, self.film, make.member(), **fields) for _ in range(2))
                self.accept(first)
                with self.assertRaisesMessage(ValidationError, "already"):
                    second.accept(by=self.editor)
                second.refresh_from_db()
                self.assertEqual(second.state, "pending")
                self.assert_form_refuses(kind, "__all__", "already", **fields)

    def test_what_is_taken_back_is_gone(self):
        make.film("The Longer Road", 1966)
        for kind, fields in self.FIELDS.items():
            with self.subTest(kind):
                contribution = contributed(kind, self.film, self.member, **fields)
                self.accept(contribution)
                contribution.take_back(by=self.editor, reason="It is another film.")
                self.assertFalse(contribution.handler.known(self.film).exists())

    def test_somebody_of_whom_there_is_a_portrait_stays_when_their_credit_is_taken_back(self):
        contribution = contributed("credit", self.film, self.member, **self.FIELDS["credit"])
        picture(self.accept(contribution).person)
        contribution.take_back(by=self.editor, reason="It is another film.")
        self.assertEqual(Picture.objects.get().person, Person.objects.get())

    def test_an_empty_form_comes_back(self):
        for kind in self.FIELDS:
            self.assertFalse(form_of(kind, self.film, self.member).is_valid(), kind)

    def test_every_kind_says_what_it_says_on_a_line(self):
        make.film("The Longer Road", 1966)
        for kind, fields in self.FIELDS.items():
            contribution = contributed(kind, self.film, self.member, **fields)
            with self.assertNumQueries(0):
                self.assertTrue(contribution.handler.words(contribution.values))

    def test_a_title_is_found_by_the_search_once_it_is_accepted(self):
        self.accepted("alternative_title", **self.FIELDS["alternative_title"])
        self.assertTrue(self.film.search_names.filter(name="y ffordd hir").exists())

    def test_a_release_has_a_date_of_the_age_of_films(self):
        for date in ("1848", "2400", "June", "1962-13", "1962-02-30"):
            self.assert_form_refuses("release", "date", "rite a", country="wales", date=date, kind="cinema")

    def test_a_country_out_of_the_list_is_needed(self):
        for place in ("atlantis", "1", "\x00"):
            self.assertFalse(form_of("certificate", self.film, self.member, country=place, certificate="U").is_valid())

    def test_nearly_the_same_is_pointed_out(self):
        other = make.film("The Longer Road", 1966)
        near = {
            "alternative_title": {"title": "Y Fford Hir"},
            "filming_location": {"place": "Brecon"},
            "release": {"country": "wales", "date": "1962-06-17", "kind": "festival"},
            "certificate": {"country": "wales", "certificate": "15"},
            "credit": {"job": "actor", "character": "Bo"},
            "soundtrack": {"title": "Road Song"},
            "connection": {"side": "spoofs"},
        }
        for kind, fields in self.FIELDS.items():
            with self.subTest(kind):
                row = self.accepted(kind, **fields)
                form = form_of(kind, self.film, **fields | near[kind])
                self.assertTrue(form.is_valid(), form.errors)
                self.assertEqual(list(handler_of(kind).near_duplicates(self.film, form.values)), [row])
        self.assertEqual(Connection.objects.of(other).count(), 1)


class SoundtrackTests(RowContributionTestCase):
    LINES = [{"role": "written", "names": "Ada Quill"}, {"role": "performed", "names": "the Walkers"}]

    def test_a_piece_goes_behind_the_others_with_its_lines_in_order(self):
        piece(self.film)
        made = self.accepted("soundtrack", title="The Inn", lines=self.LINES)
        self.assertEqual(made.position, 2)
        self.assertEqual([str(line) for line in made.lines.all()], ["Written by Ada Quill", "Performed by the Walkers"])

    def test_a_line_is_linked_to_the_only_person_of_that_name(self):
        person, *_ = make.person("Ada Quill"), make.person("The Walkers"), make.person("The Walkers")
        made = self.accepted("soundtrack", title="The Inn", lines=self.LINES)
        self.assertEqual([line.person for line in made.lines.all()], [person, None])

    def test_a_piece_without_a_line_and_half_a_line_are_refused(self):
        self.assert_form_refuses("soundtrack", "__all__", "who wrote or performs it", title="The Inn")
        for half in ({"role": "written"}, {"names": "Ada Quill"}, {"role": "sung", "names": "Ada Quill"}):
            self.assertFalse(form_of("soundtrack", self.film, title="The Inn", lines=[half]).is_valid())

    def test_the_same_piece_with_other_lines_is_another_one(self):
        self.accepted("soundtrack", title="The Inn", lines=self.LINES)
        self.accepted("soundtrack", title="The Inn", lines=self.LINES[:1])
        self.assertEqual(self.film.soundtrack.count(), 2)


class ConnectionTests(RowContributionTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.other = make.film("The Longer Road", 1966)

    def test_both_films_hear_of_it(self):
        version = self.other.version
        self.accepted("connection", side="followed_by", other="longer road", note="The same road.")
        row = Connection.objects.get()
        self.assertEqual((row.film, row.kind, row.other), (self.other, "follows", self.film))
        self.other.refresh_from_db()
        self.assertGreater(self.other.version, version)

    def test_a_film_that_is_not_here_and_the_film_itself_are_refused(self):
        fields = {"side": "references"}
        self.assert_form_refuses("connection", "other", "no film of this title", other="Zebra Quartz", **fields)
        self.assert_form_refuses("connection", "__all__", "with itself", other="The Long Road", **fields)

    def test_what_the_other_side_said_already_is_refused(self):
        connect(self.other, "follows", self.film)
        self.assert_form_refuses("connection", "__all__", "known already", side="followed_by", other="The Longer Road")

    def test_only_a_note_gives_something_away(self):
        fields = {"side": "references", "other": "The Longer Road", "has_spoilers": "on"}
        self.assert_form_refuses("connection", "note", "There is no note", **fields)


class UncreditedTests(RowContributionTestCase):
    FIELDS = {"person": "Ada Quill", "job": "actor", "character": "Ann", "is_uncredited": "on"}

    def setUp(self):
        self.person = make.person("Ada Quill")

    def test_it_takes_a_source_and_another_credit(self):
        self.assert_form_refuses("credit", "source", "where it can be checked", **self.FIELDS)
        self.assert_form_refuses("credit", "is_uncredited", "credited on another film", **self.FIELDS)
        make.credit(make.film("Another"), self.person, attributes="uncredited")
        self.assert_form_refuses("credit", "is_uncredited", "credited on another film", **self.FIELDS)

    def test_with_both_it_is_noted_in_brackets(self):
        make.credit(make.film("Another"), self.person)
        made = self.accepted("credit", source="The daily call sheets.", attributes="voice", **self.FIELDS)
        self.assertEqual(made.attributes, "voice, uncredited")

    def test_nobody_new_is_uncredited(self):
        fields = self.FIELDS | {"person": "Zelda Brand", "source": "A book."}
        self.assert_form_refuses("credit", "is_uncredited", "credited on another film", **fields)
        self.assertFalse(Person.objects.filter(name="Zelda Brand").exists())
