from datetime import date

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from diary.models import Favourite, Viewing, WatchlistEntry
from tests import make


class ConstraintTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()

    def assert_refused(self, model, **fields):
        with self.assertRaises(IntegrityError), transaction.atomic():
            model.objects.create(member=self.ana, film=self.film, **fields)

    def test_nobody_saw_a_film_before_there_were_any(self):
        self.assert_refused(Viewing, watched_on=date(1895, 12, 27))
        Viewing.objects.create(member=self.ana, film=self.film, watched_on=date(1895, 12, 28))

    def test_a_film_stands_once_on_a_watchlist(self):
        WatchlistEntry.objects.create(member=self.ana, film=self.film)
        self.assert_refused(WatchlistEntry)

    def test_a_film_drops_off_for_a_reason_and_at_a_moment(self):
        self.assert_refused(WatchlistEntry, off_at=timezone.now())
        self.assert_refused(WatchlistEntry, off_because="rated")

    def test_a_film_is_a_favourite_once(self):
        Favourite.objects.create(member=self.ana, film=self.film, position=1)
        self.assert_refused(Favourite, position=2)

    def test_two_films_do_not_take_the_same_place(self):
        Favourite.objects.create(member=self.ana, film=make.film("Another"), position=1)
        self.assert_refused(Favourite, position=1)

    def test_there_are_five_places(self):
        self.assert_refused(Favourite, position=0)
        self.assert_refused(Favourite, position=6)
