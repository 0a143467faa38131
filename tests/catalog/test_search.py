from unittest.mock import patch

from django.test import SimpleTestCase, TestCase

from catalog.models.search_name import fold
from catalog.typing_errors import distance, pieces
from tests import make


class FilmSearchTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        for title, year in (
            ("It Happened One Night", 1934), ("Italian Roads", 1970), ("The Hermit", 1950), ("Mother", 1926),
            ("Tarnished", 1960), ("Seven Chances", 1925), ("Man with a Camera", 1929),
        ):  # fmt: skip
            make.rated(make.film(title, year), *[9] * 20)
        for title, year in (("It", 1927), ("Her", 2013), ("M", 1931), ("8½", 1963), ("Tár", 2022)):
            make.film(title, year)
        cls.samurai = make.film("Seven Samurai", 1954, original_title="七人の侍")
        cls.breathless = make.film("Breathless", 1960, original_title="À bout de souffle")
        make.film("The Third Man", 1949)

    def found(self, query):
        return [film.title for film in self.client.get("/search/", {"q": query}).context["films"]]

    def test_short_titles_come_before_longer_and_more_popular_ones(self):
        for query in ("It", "Her", "M", "8½"):
            self.assertEqual(self.found(query)[0], query)

    def test_accents_case_and_punctuation_make_no_difference(self):
        for query, title in (
            ("tar", "Tár"), ("TÁR", "Tár"), ("her!", "Her"), ("8 1/2", "8½"), ("seven-samurai", "Seven Samurai"),
            ("a bout de souffle", "Breathless"), ("À BOUT DE SOUFFLE", "Breathless"),
        ):  # fmt: skip
            self.assertEqual(self.found(query)[0], title, query)

    def test_a_film_is_found_by_its_title_in_its_own_script(self):
        self.assertEqual(self.found("七人の侍"), ["Seven Samurai"])
        self.assertContains(self.client.get("/search/", {"q": "七人の侍"}), "七人の侍")

    def test_a_film_is_found_by_an_alternative_title(self):
        self.samurai.alternative_titles.create(title="Die sieben Samurai")
        self.samurai.refresh_keys()
        self.assertEqual(self.found("sieben samurai"), ["Seven Samurai"])

    def test_the_article_may_be_missing_or_too_many(self):
        self.assertEqual(self.found("third man")[0], "The Third Man")
        self.assertEqual(self.found("the seven samurai")[0], "Seven Samurai")

    def test_words_may_be_begun_only_and_stand_in_any_order(self):
        self.assertEqual(self.found("sam sev"), ["Seven Samurai"])

    def test_an_exact_main_title_comes_before_an_exact_other_one(self):
        make.rated(make.film("Aguirre", 1972, original_title="Her"), *[9] * 30)
        self.assertEqual(self.found("her")[:2], ["Her", "Aguirre"])

    def test_beginnings_come_before_words_and_words_before_their_insides(self):
        for title in ("Crossroads", "The Long Road", "Roadkill", "Road House"):
            make.film(title)
        self.assertEqual(self.found("road"), ["Road House", "Roadkill", "Italian Roads", "The Long Road", "Crossroads"])

    def test_a_few_letters_are_not_looked_for_inside_words(self):
        make.film("Mangrove", 2020)
        make.film("Human", 2015)
        self.assertEqual(self.found("man"), ["Man with a Camera", "Mangrove", "The Third Man"])

    def test_among_equals_the_film_with_more_ratings_is_first(self):
        make.rated(make.film("Ring", 1998), 5, 5)
        make.rated(make.film("Ring", 2002), 5, 5, 5)
        response = self.client.get("/search/", {"q": "ring"})
        self.assertEqual([film.year for film in response.context["films"]], [2002, 1998])

    def test_a_film_with_several_fitting_titles_is_found_once(self):
        for title in ("Seven Swordsmen", "Seven of Them"):
            self.samurai.alternative_titles.create(title=title)
        self.samurai.refresh_keys()
        self.assertEqual(self.found("seven"), ["Seven Chances", "Seven Samurai"])

    def test_no_kind_of_result_is_longer_than_its_limit(self):
        for number in range(25):
            make.film(f"Road {number}")
            make.person(f"Roadie {number}")
            make.member(f"roader{number}")
        context = self.client.get("/search/", {"q": "road"}).context
        self.assertEqual([len(context[kind]) for kind in ("films", "people", "members")], [20, 20, 10])

    def test_a_renamed_film_is_no_longer_found_by_its_old_title(self):
        self.breathless.original_title = ""
        self.breathless.save()
        self.breathless.refresh_keys()
        self.assertEqual(self.found("a bout de souffle"), [])


class PeopleAndMemberSearchTests(TestCase):
    def test_people_come_with_their_best_known_film(self):
        person = make.person("Akira Kurosawa")
        make.credit(make.rated(make.film("Dodes'ka-den", 1970), 8), person, "director")
        make.credit(make.rated(make.film("Seven Samurai", 1954), 9, 9), person, "director")
        response = self.client.get("/search/", {"q": "kurosawa"})
        self.assertContains(response, "Akira Kurosawa")
        self.assertContains(response, "Directing, <cite>Seven Samurai</cite> (1954)")
        self.assertNotContains(response, "Dodes")

    def test_of_two_with_the_same_name_the_busier_one_is_first(self):
        make.person("Ada Quill")
        busy = make.person("Ada Quill")
        make.credit(make.film(), busy)
        self.assertEqual(self.client.get("/search/", {"q": "ada quill"}).context["people"][0], busy)

    def test_members_are_found_by_both_of_their_names(self):
        make.member("nora_k", display_name="Nora of the Stalls")
        for query in ("nora_k", "NORA", "stalls"):
            self.assertContains(self.client.get("/search/", {"q": query}), "Nora of the Stalls")

    def test_the_very_member_comes_first(self):
        for name in ("anna", "joanna", "ann"):
            make.member(name)
        members = self.client.get("/search/", {"q": "Ann"}).context["members"]
        self.assertEqual([member.username for member in members], ["ann", "anna", "joanna"])

    def test_who_has_been_shut_out_is_not_found(self):
        make.member("nora_k", is_active=False)
        self.assertNotContains(self.client.get("/search/", {"q": "nora_k"}), "/members/nora_k/")

    def test_a_percent_sign_is_no_wildcard(self):
        make.member("nora")
        make.film("Roads")
        context = self.client.get("/search/", {"q": "%"}).context
        self.assertEqual((context["films"], context["members"]), ([], []))


class MistypedSearchTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        for title in ("Casablanca", "Parasite", "Alien", "The Seventh Seal", "Seven Samurai"):
            make.film(title)
        make.person("Andrei Tarkovsky")

    def meant(self, query):
        suggestions = self.client.get("/search/", {"q": query}).context["suggestions"]
        return [str(row) for row in [*suggestions["films"], *suggestions["people"]]]

    def test_near_names_are_offered_under_did_you_mean(self):
        self.assertContains(self.client.get("/search/", {"q": "casablnaca"}), "Did you mean")

    def test_letters_left_out_added_mistaken_or_swapped_are_forgiven(self):
        for query in ("alen", "alieen", "alian", "ailen", "alein", "laien"):
            self.assertEqual(self.meant(query), ["Alien (1962)"], query)

    def test_long_names_may_have_two_errors(self):
        for query in ("parazyte", "apraiste", "casablanka", "casblnca"):
            self.assertEqual(len(self.meant(query)), 1, query)

    def test_a_part_of_the_name_is_enough(self):
        self.assertEqual(self.meant("tarkofski"), ["Andrei Tarkovsky"])
        self.assertEqual(self.meant("sevneth seal"), ["The Seventh Seal (1962)"])

    def test_what_is_like_nothing_says_so(self):
        response = self.client.get("/search/", {"q": "xylophone"})
        self.assertContains(response, "Nothing is called")
        self.assertNotContains(response, "Did you mean")

    def test_two_letters_are_not_guessed_at(self):
        self.assertEqual(self.meant("xq"), [])

    def test_a_found_name_is_not_second_guessed(self):
        self.assertNotContains(self.client.get("/search/", {"q": "alien"}), "Did you mean")

    def test_only_so_many_names_are_compared(self):
        with patch("catalog.search.MOST_CANDIDATES", 0):
            self.assertEqual(self.meant("casablnaca"), [])


class SearchPageTests(TestCase):
    def test_an_empty_search_shows_the_form_and_a_hint(self):
        for query in ({}, {"q": ""}, {"q": "  \t "}):
            response = self.client.get("/search/", query)
            self.assertContains(response, 'name="q"')
            self.assertContains(response, "Any title will do")

    def test_a_long_query_is_cut_and_the_page_says_so(self):
        response = self.client.get("/search/", {"q": "a" * 201})
        self.assertContains(response, "its first 200 characters")
        self.assertEqual(response.context["query"], "a" * 200)

    def test_search_pages_stay_out_of_search_engines(self):
        self.assertContains(
            self.client.get("/search/", {"q": "x"}), '<meta name="robots" content="noindex">', html=True
        )

    def test_what_was_typed_is_escaped(self):
        response = self.client.get("/search/", {"q": "<script>alert(1)</script>"})
        self.assertNotContains(response, "<script>alert")
        self.assertContains(response, "&lt;script&gt;alert(1)")

    def test_odd_queries_are_answered(self):
        for query in (
            "%_\\",
            "'; --",
            "\u202e",
            "ﷺ" * 200,
            "\ufdfa\u0301" * 99,
            "..",
            "a" * 200,
            "é" * 5000,
            "🎬",
            "\x01",
        ):
            self.assertEqual(self.client.get("/search/", {"q": query}).status_code, 200, repr(query))

    def test_nobody_can_send_anything_here(self):
        self.assertEqual(self.client.post("/search/").status_code, 405)

    def test_visitors_get_nothing_personal(self):
        response = self.client.get("/search/", {"q": "a"})
        self.assertFalse(response.cookies)
        self.assertNotContains(response, "csrfmiddlewaretoken")

    def test_the_number_of_queries_is_fixed(self):
        self.fill(1)
        with self.assertNumQueries(5):
            self.client.get("/search/", {"q": "road"})
        self.fill(25)
        with self.assertNumQueries(5):
            self.client.get("/search/", {"q": "road"})

    def test_guessing_takes_a_fixed_number_of_queries_too(self):
        self.fill(1)
        with self.assertNumQueries(6):
            self.assertContains(self.client.get("/search/", {"q": "raoder"}), "Did you mean")
        self.fill(25)
        with self.assertNumQueries(6):
            self.client.get("/search/", {"q": "raoder"})

    def fill(self, count):
        for number in range(count):
            film = make.film(f"Roader {number}")
            make.credit(film, make.person(f"Roader {number}"), "director")
            make.member()


class TypingErrorTests(SimpleTestCase):
    def test_distance_counts_the_four_kinds_of_errors(self):
        for typed, errors in (("seal", 0), ("sel", 1), ("seaal", 1), ("sear", 1), ("sael", 1), ("sa", 2), ("xyz", 3)):
            self.assertEqual(distance(typed, "seal", 2), errors, typed)

    def test_distance_gives_up_beyond_its_limit(self):
        self.assertEqual(distance("abcdefgh", "zzzzzzzz", 1), 2)

    def test_one_piece_stands_in_everything_that_is_near(self):
        """All single errors, and all pairs of swaps, in words of every length."""
        for length in range(3, 13):
            word = "abcdefghijkl"[:length]
            limit = 1 if length <= 7 else 2
            near = errors_of(word)
            if limit == 2:
                near |= {other for one in swaps_of(word) for other in errors_of(one)}
            for typed in near:
                self.assertTrue(any(piece in word for piece in pieces(typed, limit)), (typed, word))

    def test_folding_keeps_names_apart_and_findable(self):
        for text, folded in (
            ("À bout de souffle", "a bout de souffle"), ("8½", "8 1 2"), ("M*A*S*H", "m a s h"), ("Don’t", "dont"),
            ("Łódź", "lodz"), ("七人の侍", "七人の侍"), ("…", "…"), ("Straße", "strasse"),
        ):  # fmt: skip
            self.assertEqual(fold(text), folded)


def swaps_of(word):
    return {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}


def errors_of(word):
    places = range(len(word))
    left_out = {word[:i] + word[i + 1 :] for i in places}
    added = {word[:i] + "z" + word[i:] for i in range(len(word) + 1)}
    mistaken = {word[:i] + "z" + word[i + 1 :] for i in places}
    return left_out | added | mistaken | swaps_of(word)
