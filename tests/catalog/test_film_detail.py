from datetime import date, timedelta
from unittest.mock import patch

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from catalog.models import Award, AwardBody, Certificate, Country, Feature, FilmingLocation, Genre, Language, Nomination
from reviews.models import Rating
from tests import make


class FilmDetailTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("The Long Road", 1962, outline="Two people walk.", runtime_minutes=104)
        cls.url = cls.film.get_absolute_url()

    def page(self):
        return self.client.get(self.url).content.decode()

    def test_a_bare_film_has_a_page_without_empty_sections(self):
        html = self.page()
        self.assertIn("Two people walk.", html)
        for heading in ("Storyline", "Cast", "Did you know?", "Awards <", "See next"):
            self.assertNotIn(f"<h2>{heading}", html)

    def test_the_parts_stand_in_the_order_of_the_programme(self):
        self.fill()
        html = self.page().partition("</h1>")[2]
        parts = [
            "1962",
            "12A",
            "1 h 44 min",
            "Drama",
            "17 June 1962",
            "No score yet",
            "Two people walk.",
            "Dora Rector",
            "Will Writer",
            "Take a look back",
            "<h2>Storyline",
            "Written by",
            "<h2>Cast",
            "Did you know?",
            "The road is in Wales.",
            "Continuity",
            "Is it far?",
            "<h2>Awards",
            "1 win among 1 nomination",
            "A road worth walking",
            "Was this review helpful to you?",
            'Report this <span class="visually-hidden">review',
            "<h2>Ratings",
            "<h2>Details",
            "Die lange Straße",
            "Brecon",
            "<h2>See next",
        ]
        places = [html.find(part) for part in parts]
        self.assertNotIn(-1, places, parts[places.index(-1)] if -1 in places else "")
        self.assertEqual(places, sorted(places))

    def fill(self):
        film = self.film
        film.release_date = "1962-06-17"
        film.save(update_fields=["release_date"])
        drama = Genre.objects.create(name="Drama", slug="drama")
        wales = Country.objects.create(name="Wales", slug="wales")
        film.genres.add(drama)
        film.countries.add(wales)
        film.languages.add(Language.objects.create(name="Welsh", slug="welsh"))
        Certificate.objects.create(film=film, country=wales, certificate="12A")
        FilmingLocation.objects.create(film=film, place="Brecon")
        film.alternative_titles.create(title="Die lange Straße")
        make.credit(film, make.person("Dora Rector"), "director")
        make.credit(film, make.person("Will Writer"), "writer")
        make.credit(film, make.person("Ann Actor"), "actor", character="Ann")
        Feature.objects.create(
            title="Roads", slug="roads", teaser="Take a look back at roads.", body="Roads.", promoted_everywhere=True
        )
        make.storyline(film, is_featured=True)
        make.trivia(film)
        make.trivia(film, "goof", "The hat is on, then off.")
        make.quote(film)
        award = Award.objects.create(body=AwardBody.objects.create(name="Oaks", slug="oaks"), name="Best", slug="best")
        Nomination.objects.create(award=award, ceremony_year=1963, film_year=1962, won=True).films.add(film)
        make.review(film)
        Rating.objects.record(film, make.member(), 7)
        make.film("A Short Road", 1964).genres.add(drama)

    def test_a_teaser_is_never_a_spoiler(self):
        make.trivia(self.film, "trivia", "The road was a dream.", has_spoilers=True)
        html = self.page()
        self.assertNotIn("The road was a dream.", html)
        self.assertIn("What is known here gives the story away.", html)
        make.trivia(self.film, "trivia", "The road is in Wales.")
        for day in range(5):
            with patch("catalog.views.film_detail.timezone.localdate", return_value=date(2026, 5, 1) + timedelta(day)):
                html = self.page()
            self.assertIn("The road is in Wales.", html)
            self.assertNotIn("The road was a dream.", html)
            self.assertIn("(2)", html)

    def test_teasers_change_by_the_day_and_are_the_same_for_everybody(self):
        for number in range(3):
            make.trivia(self.film, "trivia", f"Fact {number}")
        seen = []
        for day in range(3):
            with patch("catalog.views.film_detail.timezone.localdate", return_value=date(2026, 5, 1) + timedelta(day)):
                visitors = self.page()
                self.client.force_login(make.member())
                self.assertEqual("Fact 1" in visitors, "Fact 1" in self.page())
                self.client.logout()
            seen += [number for number in range(3) if f"Fact {number}" in visitors]
        self.assertEqual(sorted(seen), [0, 1, 2])

    def test_what_waits_is_hidden_or_removed_does_not_show(self):
        for state in ("pending", "hidden", "removed"):
            decided = {} if state != "pending" else {"decided_at": None}
            make.trivia(self.film, "trivia", f"A {state} fact", state=state, **decided)
        self.assertNotIn("Did you know?", self.page())

    def test_a_wrong_or_missing_slug_leads_to_the_right_address(self):
        for wrong in (
            f"/films/{self.film.pk}/",
            f"/films/{self.film.pk}/the-wrong-road/",
            f"/films/{self.film.pk}/%E2%82%AC/",
        ):
            self.assertRedirects(self.client.get(wrong), self.url, status_code=301)

    def test_the_page_below_and_the_query_survive_the_redirect(self):
        pk = self.film.pk
        for wrong in (f"/films/{pk}/reviews/", f"/films/{pk}/wrong/reviews/", f"/films/0{pk}/a-long-road/reviews/"):
            with self.subTest(wrong):
                answer = self.client.get(f"{wrong}?sort=newest&x=%26")
                self.assertRedirects(answer, f"{self.url}reviews/?sort=newest&x=%26", status_code=301)

    def test_an_id_is_written_in_one_way(self):
        for url in (self.url, f"{self.url}trivia/"):
            answer = self.client.get(url.replace("/films/", "/films/00"))
            self.assertRedirects(answer, url, status_code=301)

    def test_a_film_may_be_called_like_a_page(self):
        film = make.film("Quotes")
        self.assertEqual(self.client.get(f"/films/{film.pk}/quotes/").context["film"], film)
        self.assertEqual(self.client.get(f"/films/{film.pk}/quotes/quotes/").status_code, 200)

    def test_an_unknown_film_is_not_found(self):
        for pk in ("0", "999", "99999999999999999999999"):
            self.assertEqual(self.client.get(f"/films/{pk}/x/").status_code, 404)

    def test_visitors_get_nothing_personal(self):
        make.review(self.film)
        response = self.client.get(self.url)
        self.assertNotContains(response, "csrfmiddlewaretoken")
        self.assertFalse(response.cookies)

    def test_members_see_their_own_rating_and_review(self):
        ana = make.member("ana")
        Rating.objects.record(self.film, ana, 7)
        make.review(self.film, ana)
        self.client.force_login(ana)
        html = self.page()
        self.assertIn("Your rating: <b>7</b>", html)
        self.assertIn(">Your review</a>", html)

    def test_titles_are_escaped_everywhere(self):
        film = make.film("</title><script>alert(1)</script>")
        self.assertNotContains(self.client.get(film.get_absolute_url()), "<script>alert")

    def test_the_number_of_queries_is_fixed_for_3_and_for_300_reviews(self):
        self.fill()
        for _ in range(2):
            make.review(self.film)
        with self.assertNumQueries(13):
            self.page()
        for number in range(30):
            make.credit(self.film, make.person(f"Extra {number}"), billing=number + 2)
            make.trivia(self.film, "goof", f"Goof {number}")
            make.quote(self.film)
        for _ in range(297):
            make.review(self.film)
        with self.assertNumQueries(13):
            self.page()
        self.client.force_login(make.member())
        with self.assertNumQueries(20):
            self.page()


class ReviewOfTheDayTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()

    def add(self, headline, helpful=0, **fields):
        make.many_reviews(self.film, 1, helpful=helpful, headline=headline, **fields)

    def seen(self, days=10):
        """Which reviews are printed in so many days, and which stand on the page every day."""
        printed, announced = [], []
        for day in range(days):
            with patch("catalog.views.film_detail.timezone.localdate", return_value=date(2026, 5, 1) + timedelta(day)):
                first, *others = self.client.get(self.film.get_absolute_url()).context["reviews"]
            printed.append(first.headline)
            announced.append([review.headline for review in others])
        return printed, announced

    def test_the_five_most_helpful_take_turns(self):
        for helpful in range(1, 8):
            self.add(f"{helpful} votes", helpful)
        printed, announced = self.seen()
        self.assertEqual(printed[:5], printed[5:])
        self.assertCountEqual(printed[:5], [f"{helpful} votes" for helpful in range(3, 8)])
        for first, others in zip(printed, announced, strict=True):
            expected = [f"{helpful} votes" for helpful in range(7, 2, -1)]
            expected.remove(first)
            self.assertEqual(others, expected)

    def test_what_its_author_thinks_of_the_film_plays_no_part(self):
        for rating in range(1, 6):
            self.add(f"gives {rating}", 10 - rating, rating=rating)
        self.add("gives 10", 1, rating=10)
        self.assertCountEqual(self.seen(5)[0], [f"gives {rating}" for rating in range(1, 6)])

    def test_those_that_nobody_found_helpful_wait_for_a_film_without_others(self):
        self.add("no votes")
        self.add("no votes either")
        self.assertEqual(set(self.seen()[0]), {"no votes", "no votes either"})
        self.add("found helpful", 2)
        self.assertEqual(set(self.seen()[0]), {"found helpful"})

    def test_a_spoiler_as_a_whole_is_printed_only_where_there_is_nothing_else(self):
        self.add("spoiler", 9, has_spoilers=True)
        self.assertEqual(set(self.seen()[0]), {"spoiler"})
        self.add("open")
        printed, announced = self.seen()
        self.assertEqual((set(printed), announced[0]), ({"open"}, ["spoiler"]))

    def test_another_day_costs_no_more_queries(self):
        counts = set()
        for number in range(1, 8):
            self.add("open" if number % 2 else "spoiler", number, has_spoilers=not number % 2)
            with CaptureQueriesContext(connection) as queries:
                self.seen(1)
            counts.add(len(queries))
        self.assertEqual(len(counts), 1)
