from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from catalog.models import Connection, EditLock, Film, Merge, Nomination, SoundtrackItem
from diary.models import Viewing, WatchlistEntry
from filmsite import recounting
from filmsite.merging import films, opinions
from reviews.models import MergeChoice, Rating, Review
from tests import make
from tests.making.lists import film_list


class MergingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.editor()
        cls.kept, cls.gone = make.film("The Long Road"), make.film("The Long Rode", imdb_id="tt0000001")

    def merge(self) -> Merge:
        return films.merge_films(self.kept, self.gone, by=self.editor, reason="The same film.")

    def undo(self, merge):
        films.take_apart(merge, by=self.editor)

    def assertFiguresAreRight(self):  # noqa: N802
        self.assertEqual([str(difference) for difference in recounting.differences(mend=False)], [])


class FilmTests(MergingTests):
    def test_everything_goes_over_and_comes_back(self):
        person, member = make.person(), make.member()
        rows = [
            make.credit(self.gone, person, character="Ann"),
            make.trivia(self.gone),
            make.storyline(self.gone),
            make.review(self.gone),
            WatchlistEntry.objects.create(member=member, film=self.gone),
            Viewing.objects.create(member=member, film=self.gone),
        ]
        nomination = make.nomination(make.award(), films=[self.gone])
        merge = self.merge()
        for row in rows:
            row.refresh_from_db()
            self.assertEqual(row.film, self.kept)
        self.assertEqual(list(nomination.films.all()), [self.kept])
        self.assertFiguresAreRight()
        self.undo(merge)
        for row in rows:
            row.refresh_from_db()
            self.assertEqual(row.film, self.gone)
        self.assertEqual(list(Nomination.objects.get().films.all()), [self.gone])
        self.assertFiguresAreRight()

    def test_the_one_that_is_gone_is_found_nowhere(self):
        self.merge()
        self.assertEqual(list(Film.objects.all()), [self.kept])
        self.assertNotContains(self.client.get("/films/"), f"/films/{self.gone.pk}/")
        self.assertNotContains(self.client.get("/search/?q=long+rode"), f"/films/{self.gone.pk}/")

    def test_its_title_finds_the_one_that_was_kept(self):
        self.merge()
        self.assertContains(self.client.get("/search/?q=long+rode"), f"/films/{self.kept.pk}/")

    def test_what_only_the_other_knew_is_filled_in_and_given_back(self):
        Film.objects.filter(pk=self.gone.pk).update(runtime_minutes=104)
        merge = self.merge()
        self.kept.refresh_from_db()
        self.assertEqual((self.kept.runtime_minutes, self.kept.imdb_id), (104, "tt0000001"))
        self.undo(merge)
        kept, gone = Film.objects.get(pk=self.kept.pk), Film.objects.get(pk=self.gone.pk)
        self.assertEqual((kept.runtime_minutes, kept.imdb_id), (None, None))
        self.assertEqual((gone.runtime_minutes, gone.imdb_id), (104, "tt0000001"))

    def test_what_both_have_is_there_once_and_comes_back(self):
        person = make.person()
        kept, gone = (make.credit(film, person, character="Ann") for film in (self.kept, self.gone))
        quote = make.quote(self.gone)
        quote.quote_lines.update(credit=gone)
        merge = self.merge()
        self.assertEqual(list(person.credits.all()), [kept])
        self.assertEqual({line.credit for line in quote.quote_lines.all()}, {kept})
        self.undo(merge)
        self.assertEqual(person.credits.count(), 2)
        self.assertEqual({line.credit for line in quote.quote_lines.all()}, {gone})

    def test_only_one_storyline_is_featured(self):
        for film in (self.kept, self.gone):
            make.storyline(film, is_featured=True)
        merge = self.merge()
        self.assertEqual(self.kept.storylines.filter(is_featured=True).count(), 1)
        self.undo(merge)
        self.assertEqual(self.gone.storylines.filter(is_featured=True).count(), 1)

    def test_the_pieces_of_music_of_the_other_come_after(self):
        for film in (self.kept, self.gone):
            SoundtrackItem.objects.create(film=film, position=1, title=f"Waltz of {film.title}")
        self.merge()
        self.assertEqual(
            [piece.title for piece in self.kept.soundtrack.all()], ["Waltz of The Long Road", "Waltz of The Long Rode"]
        )

    def test_connections_keep_their_direction_and_none_is_with_itself(self):
        third = make.film("The Road Ahead")
        Connection.objects.create(film=self.kept, kind="franchise", other=self.gone)
        Connection.objects.create(film=self.gone, kind="franchise", other=third)
        Connection.objects.create(film=third, kind="follows", other=self.gone)
        merge = self.merge()
        found = {(row.film, row.kind, row.other) for row in Connection.objects.all()}
        self.assertEqual(found, {(self.kept, "franchise", third), (third, "follows", self.kept)})
        self.undo(merge)
        self.assertEqual(Connection.objects.count(), 3)

    def test_a_list_that_had_both_has_the_film_once_and_gets_the_other_back(self):
        third = make.film("The Road Ahead")
        both = film_list(make.member(), self.gone, self.kept, third)
        merge = self.merge()
        self.assertEqual([(e.position, e.film) for e in both.entries.all()], [(1, self.kept), (2, third)])
        self.assertFiguresAreRight()
        self.undo(merge)
        self.assertEqual(
            [(e.position, e.film) for e in both.entries.all()], [(1, self.kept), (2, third), (3, self.gone)]
        )
        self.assertFiguresAreRight()

    def test_a_list_that_was_deleted_since_keeps_nobody_from_undoing(self):
        both = film_list(None, self.kept, self.gone)
        merge = self.merge()
        both.delete()
        self.undo(merge)
        connection.check_constraints()
        self.assertFalse(self.gone.list_entries.exists())

    def test_a_poster_goes_over_with_its_smaller_files_and_comes_back(self):
        about = {"poster": "posters/ab.jpg", "poster_width": 400, "poster_height": 600, "poster_has_variants": True}
        Film.objects.filter(pk=self.gone.pk).update(**about)
        merge = self.merge()
        self.assertEqual(Film.objects.filter(pk=self.kept.pk).values(*about).get(), about)
        self.undo(merge)
        self.assertEqual(Film.objects.filter(pk=self.gone.pk).values(*about).get(), about)
        self.assertFalse(Film.objects.get(pk=self.kept.pk).poster_has_variants)

    def test_films_that_were_merged_before_lead_on(self):
        third = make.film("The Longest Road")
        films.merge_films(self.gone, third, by=self.editor)
        self.gone.refresh_from_db()
        merge = self.merge()
        self.assertEqual(Film.with_merged.get(pk=third.pk).merged_into, self.kept)
        self.undo(merge)
        self.assertEqual(Film.with_merged.get(pk=third.pk).merged_into, self.gone)


class RefusalTests(MergingTests):
    def test_a_film_is_not_merged_with_itself_twice_or_while_it_is_locked(self):
        with self.assertRaises(ValidationError):
            films.merge_films(self.kept, self.kept, by=self.editor)
        EditLock.objects.begin(self.gone, by=self.editor, reason="In dispute.")
        with self.assertRaises(ValidationError):
            self.merge()
        EditLock.objects.get().end(by=self.editor)
        self.merge()
        with self.assertRaises(ValidationError):
            self.merge()

    def test_nothing_is_undone_while_the_film_is_locked(self):
        merge = self.merge()
        EditLock.objects.begin(self.kept, by=self.editor, reason="Being checked.")
        with self.assertRaisesMessage(ValidationError, "is locked against changes"):
            self.undo(merge)

    def test_a_film_whose_poster_is_with_the_moderators_is_merged_later(self):
        make.pictured(self.gone)
        self.gone.refresh_from_db()
        case = make.report(make.poster(self.gone)).case
        with self.assertRaisesMessage(ValidationError, "is with the moderators"):
            self.merge()
        make.decision(case, "dismiss")
        self.merge()

    def test_a_merge_is_undone_once_and_within_30_days(self):
        merge = self.merge()
        self.undo(merge)
        with self.assertRaises(ValidationError):
            self.undo(merge)
        later = self.merge()
        Merge.objects.filter(pk=later.pk).update(at=timezone.now() - timedelta(days=31))
        with self.assertRaises(ValidationError):
            self.undo(later)


class OpinionTests(MergingTests):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.both, cls.one = make.member("both"), make.member("one")
        Rating.objects.record(cls.kept, cls.both, 8)
        Rating.objects.record(cls.gone, cls.both, 3)
        Rating.objects.record(cls.gone, cls.one, 9)
        cls.first = make.review(cls.kept, cls.both, headline="The first")
        cls.second = make.review(cls.gone, cls.both, headline="The second")
        cls.other = make.review(cls.gone, cls.one)
        cls.second.record_vote(cls.one, True)

    def headlines(self):
        return sorted(review.headline for review in self.kept.reviews.published())

    def test_ratings_and_reviews_count_for_the_film_that_was_kept(self):
        self.merge()
        self.kept.refresh_from_db()
        self.assertEqual((self.kept.rating_count, self.kept.rating_sum, self.kept.review_count), (2, 17, 2))
        self.assertFiguresAreRight()

    def test_of_two_reviews_the_one_on_the_kept_film_stands_until_its_author_chooses(self):
        self.merge()
        self.assertEqual(self.headlines(), ["A road worth walking", "The first"])
        self.assertEqual([choice.member for choice in MergeChoice.objects.all()], [self.both])

    def test_the_other_can_be_chosen_with_its_votes_and_its_rating(self):
        self.merge()
        opinions.choose(MergeChoice.objects.get(), takes_gone=True)
        self.assertEqual(self.headlines(), ["A road worth walking", "The second"])
        shown = self.kept.reviews.get(headline="The second")
        self.assertEqual((shown.helpful_count, shown.rating), (1, 3))
        self.assertEqual(Rating.objects.get(film=self.kept, member=self.both).value, 3)
        self.assertFiguresAreRight()

    def test_whoever_thinks_better_of_it_chooses_again(self):
        self.merge()
        choice = MergeChoice.objects.get()
        opinions.choose(choice, takes_gone=True)
        opinions.choose(choice, takes_gone=False)
        self.assertEqual(self.headlines(), ["A road worth walking", "The first"])
        self.assertEqual(Rating.objects.get(film=self.kept, member=self.both).value, 8)
        self.assertFiguresAreRight()

    def test_undone_everybody_has_what_they_had(self):
        merge = self.merge()
        opinions.choose(MergeChoice.objects.get(), takes_gone=True)
        self.undo(merge)
        published = {(review.film_id, review.headline) for review in Review.objects.published()}
        expected = {(self.kept.pk, "The first"), (self.gone.pk, "The second"), (self.gone.pk, "A road worth walking")}
        self.assertEqual(published, expected)
        ratings = set(Rating.objects.values_list("film", "member", "value"))
        both, one = self.both.pk, self.one.pk
        self.assertEqual(ratings, {(self.kept.pk, both, 8), (self.gone.pk, both, 3), (self.gone.pk, one, 9)})
        self.assertFiguresAreRight()

    def test_a_suspended_member_chooses_later_and_nobody_after_30_days(self):
        merge = self.merge()
        choice = MergeChoice.objects.get()
        make.suspension(self.both)
        with self.assertRaises(PermissionDenied):
            opinions.choose(choice, takes_gone=True)
        self.both.suspensions.get().end()
        Merge.objects.filter(pk=merge.pk).update(at=timezone.now() - timedelta(days=31))
        choice.merge.refresh_from_db()
        choice.member.refresh_from_db()
        with self.assertRaises(ValidationError):
            opinions.choose(choice, takes_gone=True)
