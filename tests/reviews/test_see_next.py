from io import StringIO

from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase

from catalog.models import AlsoLiked, Connection, Film
from reviews.models import Rating
from tests import make


def recompute() -> str:
    output = StringIO()
    call_command("recompute_see_next", stdout=output)
    return output.getvalue()


def rate(film, members, value):
    Rating.objects.bulk_create(Rating(film=film, member=member, value=value) for member in members)


class NeighbourTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.members = [make.member() for _ in range(6)]
        cls.film, cls.other, cls.third = (make.film(title) for title in ("Road", "Lane", "Path"))

    def neighbours_of(self, film):
        return [(row.other, row.members) for row in AlsoLiked.objects.filter(film=film)]

    def test_films_that_three_members_gave_8_or_more_are_neighbours_both_ways(self):
        rate(self.film, self.members[:3], 8)
        rate(self.other, self.members[:3], 10)
        self.assertEqual(recompute(), "Films with others to see next: 2; changed: 2.\n")
        self.assertEqual(self.neighbours_of(self.film), [(self.other, 3)])
        self.assertEqual(self.neighbours_of(self.other), [(self.film, 3)])

    def test_two_members_are_too_few_so_that_no_single_taste_is_told(self):
        rate(self.film, self.members[:3], 9)
        rate(self.other, self.members[1:4], 9)
        recompute()
        self.assertEqual(self.neighbours_of(self.film), [])

    def test_7_is_no_praise(self):
        rate(self.film, self.members[:3], 9)
        rate(self.other, self.members[:3], 7)
        recompute()
        self.assertEqual(self.neighbours_of(self.film), [])

    def test_ratings_that_are_left_out_have_no_part_in_it(self):
        rate(self.film, self.members[:3], 9)
        rate(self.other, self.members[:3], 9)
        Rating.objects.filter(film=self.other, member=self.members[0]).update(is_counted=False)
        recompute()
        self.assertEqual(self.neighbours_of(self.film), [])

    def test_what_everybody_likes_comes_after_what_the_same_few_like(self):
        rate(self.film, self.members[:3], 9)
        rate(self.other, self.members, 9)
        rate(self.third, self.members[:3], 9)
        recompute()
        self.assertEqual(self.neighbours_of(self.film), [(self.third, 3), (self.other, 3)])

    def test_a_second_run_changes_nothing_and_no_page(self):
        rate(self.film, self.members[:3], 9)
        rate(self.other, self.members[:3], 9)
        recompute()
        before = Film.objects.get(pk=self.film.pk).version
        self.assertEqual(recompute(), "Films with others to see next: 2; changed: 0.\n")
        self.assertEqual(Film.objects.get(pk=self.film.pk).version, before)

    def test_what_no_longer_holds_goes(self):
        rate(self.film, self.members[:3], 9)
        rate(self.other, self.members[:3], 9)
        recompute()
        Rating.objects.filter(film=self.other).delete()
        recompute()
        self.assertFalse(AlsoLiked.objects.exists())

    def test_a_film_is_no_neighbour_twice_and_never_its_own(self):
        row = {"members": 3, "likeness": 0.5}
        AlsoLiked.objects.create(film=self.film, other=self.other, **row)
        for other in (self.other, self.film):
            with self.assertRaises(IntegrityError), transaction.atomic():
                AlsoLiked.objects.create(film=self.film, other=other, **row)


class FilmPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        genre = Film.genres.rel.model.objects.create(name="Drama", slug="drama")
        cls.film, cls.sequel, cls.liked, cls.alike = (make.film(title) for title in ("Road", "Road II", "Lane", "Path"))
        for film in (cls.film, cls.alike, cls.liked):
            film.genres.add(genre)
        AlsoLiked.objects.create(film=cls.film, other=cls.liked, members=12, likeness=0.4)
        AlsoLiked.objects.create(film=cls.film, other=cls.sequel, members=9, likeness=0.9)
        Connection.objects.create(film=cls.sequel, kind="follows", other=cls.film)

    def shown(self):
        return [(one.film, one.why) for one in self.client.get(self.film.get_absolute_url()).context["see_next"]]

    def test_what_belongs_to_the_film_comes_first_then_what_members_like_then_what_is_alike(self):
        why = "12 members who gave this 8 or more gave it 8 or more too"
        self.assertEqual(
            self.shown(),
            [(self.sequel, "Followed by"), (self.liked, why), (self.alike, "Of the same kind and time")],
        )

    def test_the_reason_stands_beside_each(self):
        self.assertContains(self.client.get(self.film.get_absolute_url()), "12 members who gave this 8 or more")

    def test_a_connection_that_gives_the_story_away_is_not_told(self):
        Connection.objects.update(has_spoilers=True)
        self.assertNotIn("Followed by", [why for _, why in self.shown()])

    def test_a_film_that_was_merged_into_another_is_not_offered(self):
        Film.objects.filter(pk=self.liked.pk).update(merged_into=self.alike)
        self.assertNotIn(self.liked, [film for film, _ in self.shown()])
