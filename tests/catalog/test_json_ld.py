from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import translation

from accounts.models import User
from catalog import json_ld
from catalog.models import Certificate, Country, Film, Genre
from reviews.models import Rating
from tests import machines, make

SITE = "https://films.example.org"
ATTACK = '</title></script><script>alert(1)</script>"><img src=x onerror=alert(1)> & \u2028'


class DurationTests(SimpleTestCase):
    def test_minutes_as_hours_and_minutes(self):
        told = {104: "PT1H44M", 60: "PT1H", 45: "PT45M", None: ""}
        self.assertEqual({minutes: json_ld.duration(minutes) for minutes in told}, told)


@override_settings(BASE_URL=SITE)
class FilmForMachinesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film("The Long Road", 1962)
        cls.url = cls.film.get_absolute_url()

    def page(self):
        return self.client.get(self.url)

    def data(self):
        return machines.json_ld(self.page())

    def give_a_poster(self):
        Film.objects.filter(pk=self.film.pk).update(poster="posters/ab.jpg", poster_width=400, poster_height=600)


class MovieTests(FilmForMachinesTests):
    def test_of_a_bare_film_only_what_is_known_is_said(self):
        self.assertEqual(
            self.data(),
            {
                "@context": "https://schema.org",
                "@type": "Movie",
                "name": "The Long Road",
                "url": SITE + self.url,
                "dateCreated": "1962",
            },
        )

    def test_a_film_is_told_with_everything_that_is_known(self):
        ids = {"imdb_id": "tt0095963", "tmdb_id": 9604, "wikidata_id": "Q11424"}
        facts = {
            "outline": "Two walk.",
            "release_date": "1962-06",
            "runtime_minutes": 104,
            "original_title": "Y Ffordd",
        }
        Film.objects.filter(pk=self.film.pk).update(**ids, **facts)
        self.film.genres.add(Genre.objects.create(name="Drama", slug="drama"))
        self.film.alternative_titles.create(title="Die lange Straße")
        wales = Country.objects.create(name="Wales", slug="wales")
        for certificate in ("12A", "15"):
            Certificate.objects.create(film=self.film, country=wales, certificate=certificate)
        data = self.data()
        self.assertEqual(data["alternateName"], ["Y Ffordd", "Die lange Straße"])
        self.assertEqual(data["description"], "Two walk.")
        self.assertEqual(data["dateCreated"], "1962-06")
        self.assertEqual(data["duration"], "PT1H44M")
        self.assertEqual(data["genre"], ["Drama"])
        self.assertEqual(data["contentRating"], "12A")
        self.assertEqual(
            data["sameAs"],
            [
                "https://www.imdb.com/title/tt0095963/",
                "https://www.themoviedb.org/movie/9604",
                "https://www.wikidata.org/wiki/Q11424",
            ],
        )

    def test_directors_and_the_first_of_the_cast_are_named_once_each(self):
        dora, ann = make.person("Dora Rector"), make.person("Ann Actor")
        make.credit(self.film, dora, "director")
        for number, character in enumerate(("Ann", "Ann as a child"), start=1):
            make.credit(self.film, ann, character=character, billing=number)
        for number in range(3, 10):
            make.credit(self.film, make.person(f"Extra {number}"), billing=number)
        data = self.data()
        expected = {"@type": "Person", "name": "Dora Rector", "url": SITE + dora.get_absolute_url()}
        self.assertEqual(data["director"], [expected])
        names = [person["name"] for person in data["actor"]]
        self.assertEqual(names, ["Ann Actor", "Extra 3", "Extra 4", "Extra 5", "Extra 6"])

    def test_the_poster_is_a_picture_at_a_full_address(self):
        self.give_a_poster()
        self.assertEqual(self.data()["image"], f"{SITE}/media/posters/ab.jpg")

    def test_there_is_no_score_below_five_ratings(self):
        make.rated(self.film, 8, 8, 8, 8)
        self.assertNotIn("aggregateRating", self.data())

    def test_a_score_says_of_how_many_and_from_where_to_where(self):
        make.rated(self.film, 8, 8, 8, 8, 7)
        expected = {
            "@type": "AggregateRating",
            "ratingValue": 7.8,
            "ratingCount": 5,
            "bestRating": 10,
            "worstRating": 1,
        }
        self.assertEqual(self.data()["aggregateRating"], expected)

    def test_the_score_is_the_one_on_the_page_with_a_point_in_every_language(self):
        # 7.25: half a tenth, which the page rounds up.
        make.rated(self.film, 7, 7, 7, 7, 7, 7, 7, 9)
        self.assertContains(self.page(), "<b>7.3</b>")
        with translation.override("de"):
            self.assertContains(self.page(), '"ratingValue":7.3,')

    def test_no_text_breaks_out_of_it(self):
        film = make.film(ATTACK, 1962, outline=ATTACK)
        make.review(film, make.member(display_name=ATTACK[:50]), headline=ATTACK[:100], body=ATTACK + make.BODY)
        response = self.client.get(film.get_absolute_url())
        self.assertNotContains(response, "<script>alert")
        self.assertNotContains(response, "<img src=x")
        data, meta = machines.json_ld(response), machines.meta(response)
        self.assertEqual((data["name"], data["description"]), (ATTACK, ATTACK))
        self.assertEqual(data["review"][0]["name"], ATTACK[:100])
        self.assertEqual((meta["og:title"], meta["og:description"]), (f"{ATTACK} (1962)", ATTACK))


class ReviewsOfMovieTests(FilmForMachinesTests):
    def test_the_printed_review_is_told_with_its_beginning_and_the_others_by_their_headlines(self):
        ana = make.member("ana", display_name="Ana")
        Rating.objects.record(self.film, ana, 9)
        printed = make.review(self.film, ana, headline="Worth it")
        printed.record_vote(make.member(), True)
        make.review(self.film, headline="Too long")
        first, second = self.data()["review"]
        self.assertEqual((first["name"], first["author"]["name"]), ("Worth it", "Ana"))
        self.assertEqual(first["author"]["url"], f"{SITE}/members/ana/")
        self.assertEqual(first["reviewRating"]["ratingValue"], 9)
        self.assertTrue(first["reviewBody"].startswith("A calm and careful film"))
        self.assertEqual(second["name"], "Too long")
        self.assertNotIn("reviewBody", second)
        self.assertNotIn("reviewRating", second)

    def test_nothing_that_gives_the_story_away_is_in_the_head(self):
        make.review(self.film, headline="A passage", body=f"Then [spoiler]SECRET[/spoiler]. {make.BODY}")
        make.review(self.film, headline="All of it", body="SECRET words. " * 20, has_spoilers=True)
        response = self.page()
        self.assertIn("SECRET", response.text)
        self.assertNotIn("SECRET", machines.head(response))
        self.assertEqual([review["name"] for review in machines.json_ld(response)["review"]], ["A passage"])

    def test_what_is_not_published_is_not_in_it_not_even_for_its_author(self):
        ana = make.member("ana")
        make.review(self.film, ana, headline="Taken back").withdraw()
        self.client.force_login(ana)
        self.assertNotIn("review", self.data())

    def test_somebody_who_was_shut_out_has_a_name_but_no_page(self):
        make.review(self.film, make.member("ben"))
        User.objects.filter(username="ben").update(is_active=False)
        self.assertEqual(self.data()["review"][0]["author"], {"@type": "Person", "name": "ben"})


class SharedFilmTests(FilmForMachinesTests):
    """What is shown where a link to the film is shared."""

    def test_title_address_and_outline(self):
        Film.objects.update(outline="Two people walk.")
        meta = machines.meta(self.page())
        self.assertEqual(meta["og:type"], "video.movie")
        self.assertEqual(meta["og:title"], "The Long Road (1962)")
        self.assertEqual(meta["og:url"], SITE + self.url)
        self.assertEqual((meta["og:description"], meta["description"]), ("Two people walk.", "Two people walk."))

    def test_the_poster_with_its_size_and_words_for_who_cannot_see_it(self):
        self.give_a_poster()
        meta = machines.meta(self.page())
        self.assertEqual(meta["og:image"], f"{SITE}/media/posters/ab.jpg")
        self.assertEqual((meta["og:image:width"], meta["og:image:height"]), ("400", "600"))
        self.assertEqual(meta["og:image:alt"], "Poster of The Long Road")

    def test_what_is_not_known_is_not_said(self):
        meta = machines.meta(self.page())
        self.assertFalse({"og:image", "og:image:alt", "og:description", "description"} & set(meta))
