from unittest import mock

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase

from catalog.models import Film
from lists.models import FilmList, ListChanged, ListEntry, Suggestion
from tests import make
from tests.making.lists import film_list, positions


class Lists(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.films = [make.film(title) for title in "ABCDE"]
        cls.list = film_list(cls.ana, *cls.films)

    def arrange(self, **places):
        entries = {entry.film.title: entry.pk for entry in self.list.entries.select_related("film")}
        self.list.arrange(self.ana, places={entries[title]: place for title, place in places.items()})
        return "".join(positions(self.list))


class OrderTests(Lists):
    def test_films_stand_in_the_order_they_came(self):
        self.assertEqual("".join(positions(self.list)), "ABCDE")
        self.assertEqual(self.list.entry_count, 5)

    def test_a_film_goes_where_its_number_says(self):
        self.assertEqual(self.arrange(E=1), "EABCD")
        self.assertEqual(self.arrange(E=3), "ABECD")
        self.assertEqual(self.arrange(A=5), "BECDA")

    def test_many_go_at_once(self):
        self.assertEqual(self.arrange(A=5, B=4, C=3, D=2, E=1), "EDCBA")

    def test_of_two_with_one_number_the_higher_comes_first(self):
        self.assertEqual(self.arrange(D=1, E=1), "DEABC")

    def test_what_lies_beyond_the_end_is_the_end(self):
        self.assertEqual(self.arrange(A=900, B=1000), "CDEAB")

    def test_taking_one_off_closes_the_gap(self):
        version = self.list.version
        self.list.arrange(self.ana, removed=self.list.entries.get(position=2).pk)
        self.assertEqual("".join(positions(self.list)), "ACDE")
        self.assertEqual((self.list.entry_count, self.list.version), (4, version + 1))

    def test_an_entry_of_another_list_is_left_alone(self):
        other = film_list(self.ben, self.films[0])
        self.list.arrange(self.ana, removed=other.entries.get().pk)
        self.assertEqual((positions(other), len(positions(self.list))), (["A"], 5))

    def test_a_film_stands_on_a_list_once(self):
        self.assertFalse(self.list.put(self.films[0], self.ana))
        self.assertEqual(self.list.entries.count(), 5)

    def test_a_full_list_takes_no_more(self):
        with mock.patch.object(FilmList, "MOST_FILMS", 5), self.assertRaises(ValidationError):
            self.list.put(make.film("F"), self.ana)

    def test_a_window_that_is_behind_changes_nothing(self):
        behind = self.list.version
        self.arrange(A=2)
        for change in (
            lambda: self.list.arrange(self.ana, version=behind, places={}),
            lambda: self.list.revise(self.ana, version=behind, title="Other"),
        ):
            with self.assertRaises(ListChanged):
                change()
        self.assertEqual("".join(positions(self.list)), "BACDE")


class RightTests(Lists):
    def test_only_its_owner_changes_a_list(self):
        for change in (
            lambda: self.list.revise(self.ben, title="Mine"),
            lambda: self.list.put(make.film("F"), self.ben),
            lambda: self.list.arrange(self.ben, places={}),
            lambda: self.list.throw_away(self.ben),
        ):
            with self.assertRaises(PermissionDenied):
                change()

    def test_who_is_suspended_changes_nothing(self):
        make.suspension(self.ana)
        with self.assertRaises(PermissionDenied):
            self.list.put(make.film("F"), self.ana)
        with self.assertRaises(PermissionDenied):
            FilmList.objects.begin(self.ana, title="Another")

    def test_a_limited_member_has_lists_for_themselves_alone(self):
        make.limit(self.ana)
        with self.assertRaises(ValidationError):
            FilmList.objects.begin(self.ana, title="For all")
        with self.assertRaises(ValidationError):
            self.list.put(make.film("F"), self.ana)
        self.list.revise(self.ana, title="Other words", visibility="private")
        self.assertTrue(self.list.put(make.film("G"), self.ana))

    def test_there_is_a_most_of_lists(self):
        with mock.patch.object(FilmList, "MOST_LISTS", 1), self.assertRaises(ValidationError):
            FilmList.objects.begin(self.ana, title="One more")

    def test_a_copy_is_private_and_without_the_owners_words(self):
        self.list.arrange(self.ana, places={}, notes={self.list.entries.first().pk: "A word."})
        copy = self.list.copy_for(self.ben)
        self.assertEqual((copy.owner, copy.visibility, copy.entry_count), (self.ben, "private", 5))
        self.assertEqual("".join(positions(copy)), "ABCDE")
        self.assertFalse(copy.entries.exclude(note="").exists())

    def test_films_are_told_of_what_their_pages_show(self):
        def versions():
            return list(Film.objects.order_by("pk").values_list("version", flat=True))

        before = versions()
        self.list.revise(self.ana, title="Other words")
        self.assertEqual(versions(), before)
        self.list.revise(self.ana, visibility="private")
        self.assertEqual(versions(), [version + 1 for version in before])


class ConstraintTests(Lists):
    def refused(self, make_row):
        with self.assertRaises(IntegrityError), transaction.atomic():
            make_row()

    def test_a_list_has_a_title(self):
        self.refused(lambda: FilmList.objects.create(owner=self.ana, title=""))

    def test_a_film_stands_once_on_a_list(self):
        row = {"film_list": self.list, "film": self.films[0], "position": 99, "added_by": self.ana}
        self.refused(lambda: ListEntry.objects.create(**row))

    def test_a_place_has_one_film(self):
        row = {"film_list": self.list, "film": make.film("F"), "position": 1, "added_by": self.ana}
        self.refused(lambda: ListEntry.objects.create(**row))

    def test_a_film_waits_once_as_a_suggestion(self):
        row = {"film_list": self.list, "film": make.film("F"), "member": self.ben}
        Suggestion.objects.create(**row)
        self.refused(lambda: Suggestion.objects.create(**row))

    def test_a_suggestion_is_decided_whole(self):
        row = {"film_list": self.list, "film": make.film("F"), "member": self.ben}
        self.refused(lambda: Suggestion.objects.create(**row, is_taken=True))
