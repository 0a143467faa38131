import datetime
import tempfile
from pathlib import Path
from unittest import mock

from django.core.management import CommandError
from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from catalog.models import Film
from filmsite.demo import content, loader, opinions
from reviews.models import Case, HelpfulVote
from tests import make
from tests.filmsite.test_demo import load

FILM = """
title = "A Road"
year = 1962
outline = "Two people walk."
genres = ["Drama"]
credits = [{ person = "Ada Quill", job = "director" }]
"""
MEMBERS = """
[[members]]
username = "rosa"
joined = "2020-01-01"
[[members]]
username = "otto"
joined = "2020-01-01"
"""
REVIEW = f'author = "rosa"\nheadline = "A walk"\ndate = "2021-02-03"\nbody = "{make.BODY}"\n'
REVIEWS = f"ratings = [0, 0, 0, 0, 0, 0, 0, 1, 0, 0]\n[[reviews]]\n{REVIEW}"
CASE = '[[cases]]\nkind = "review"\nfilm = "a-road"\nauthor = "rosa"\n'
REPORT = CASE + '[[cases.reports]]\nreporter = "otto"\nreason = "spam"\ndate = "2021-03-04"\n'


class WrongFileTests(TestCase):
    """A small demo of its own, with one fault at a time."""

    def setUp(self):
        everything_else = [path.name for path in content.FOLDER.glob("*.toml")]
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        patch = mock.patch.object(content, "FOLDER", self.folder)
        patch.start()
        self.addCleanup(patch.stop)
        for name in everything_else:
            self.write(name, "")
        for name, text in (
            ("members.toml", MEMBERS),
            ("films/a-road.toml", FILM),
            ("reviews/a-road.toml", REVIEWS),
            ("cases.toml", REPORT),
            ("diaries.toml", "from_ratings = []"),
        ):
            self.write(name, text)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    def assert_refused(self, name, text, message):
        self.write(name, text)
        with self.assertRaises(CommandError) as raised:
            load()
        self.assertEqual(str(raised.exception), message)
        self.assertTrue(loader.site_is_empty())

    def test_without_a_fault_it_is_loaded(self):
        load()
        self.assertEqual(Film.objects.get().rating_count, 1)
        self.assertEqual(Case.objects.open().get().review.author.username, "rosa")

    def test_what_is_no_toml(self):
        with self.assertRaisesRegex(CommandError, r"^films/a-road\.toml: .*line 2"):
            self.write("films/a-road.toml", "\ntitle = A Road")
            load()

    def test_a_film_without_a_title(self):
        self.assert_refused(
            "films/a-road.toml", FILM.replace("title =", "tagline ="), "films/a-road.toml: “title” is missing"
        )

    def test_a_key_that_nobody_reads(self):
        self.assert_refused("films/a-road.toml", f"genre = 1\n{FILM}", "films/a-road.toml: “genre” means nothing here")

    def test_a_value_that_does_not_fit(self):
        text = FILM.replace("Two people walk.", "x" * 240)
        message = "films/a-road.toml: outline: Ensure this value has at most 239 characters (it has 240)."
        self.assert_refused("films/a-road.toml", text, message)

    def test_an_unknown_job(self):
        text = FILM.replace("director", "driver")
        self.assert_refused(
            "films/a-road.toml", text, "films/a-road.toml, credits 1: job: Value 'driver' is not a valid choice."
        )

    def test_an_unknown_author(self):
        text = REVIEWS.replace("rosa", "nobody")
        self.assert_refused("reviews/a-road.toml", text, "reviews/a-road.toml, reviews 1: there is no member “nobody”")

    def test_a_review_of_an_unknown_film(self):
        self.assert_refused("reviews/b.toml", REVIEWS, "reviews/b.toml: there is no film “b”")

    def test_a_second_review_by_the_same_member(self):
        text = f"{REVIEWS}\n[[reviews]]\n{REVIEW}"
        self.assert_refused("reviews/a-road.toml", text, "reviews/a-road.toml: somebody reviews the film twice")

    def test_a_review_from_before_its_author_joined(self):
        text = REVIEWS.replace("2021-02-03", "2019-02-03")
        self.assert_refused(
            "reviews/a-road.toml", text, "reviews/a-road.toml, reviews 1: rosa joined only on 2020-01-01"
        )

    def test_a_date_that_is_none(self):
        text = REVIEWS.replace("2021-02-03", "3 February")
        message = "reviews/a-road.toml, reviews 1: “3 February” is not a day like 2026-03-14"
        self.assert_refused("reviews/a-road.toml", text, message)

    def test_more_votes_than_members(self):
        message = "reviews/a-road.toml, reviews 1: 3 members can vote on it"
        self.assert_refused("reviews/a-road.toml", f"{REVIEWS}helpful = 4\n", message)

    def test_more_ratings_than_members(self):
        message = "reviews/a-road.toml: “ratings” has ten numbers, of 3 members at most in all"
        self.assert_refused("reviews/a-road.toml", REVIEWS.replace("1, 0, 0]", "4, 0, 0]"), message)

    def test_a_report_on_a_review_that_nobody_wrote(self):
        text = REPORT.replace('"rosa"', '"otto"')
        self.assert_refused("cases.toml", text, "cases.toml, cases 1: there is no such review by otto")

    def test_a_report_for_no_reason(self):
        text = REPORT.replace('"spam"', '"boring"')
        self.assert_refused("cases.toml", text, "cases.toml, cases 1, reports 1: there is no reason “boring”")

    def test_a_report_on_ones_own_review(self):
        text = REPORT.replace('"otto"', '"rosa"')
        message = "cases.toml, cases 1, reports 1: the site refuses it: You cannot report this."
        self.assert_refused("cases.toml", text, message)

    def test_a_decision_that_the_site_refuses(self):
        decision = 'by = "mod1"\naction = "redact"\nguideline = "own-words"\nfacts = "A shop."\ndate = "2021-03-06"\n'
        message = (
            "cases.toml, cases 1, decisions 1: the site refuses it: "
            "['Take the words out of the text below; as it is, nothing would change.']"
        )
        self.assert_refused("cases.toml", f"{REPORT}[[cases.decisions]]\n{decision}", message)

    def test_the_clock_is_right_again_after_a_fault(self):
        self.test_a_report_on_ones_own_review()
        self.assertLess(abs(timezone.now() - datetime.datetime.now(datetime.UTC)), datetime.timedelta(minutes=1))

    def test_an_unknown_film_in_an_award(self):
        text = """
            [[bodies]]
            slug = "critics"
            name = "Critics"
            [[bodies.categories]]
            slug = "best"
            name = "Best"
            nominations = [{ year = 1963, film_year = 1962, films = ["b-road"] }]
        """
        message = "awards.toml, bodies 1, categories 1, nominations 1: there is no film “b-road”"
        self.assert_refused("awards.toml", text, message)

    def test_a_feature_that_promotes_an_unknown_genre(self):
        text = """
            [[features]]
            slug = "roads"
            title = "Roads"
            teaser = "Roads."
            body = "Roads."
            promoted = { genres = ["Opera"] }
        """
        message = "features.toml, features 1, promoted: there is no genre “Opera”"
        self.assert_refused("features.toml", text, message)

    def test_a_goof_without_a_type_and_a_quote_without_lines(self):
        for fact, message in (
            ('{ kind = "goof", text = "x" }', "a goof has a goof_type, and nothing else has one"),
            ('{ kind = "quote", text = "x" }', "a quote has lines and no text, everything else a text and no lines"),
        ):
            with self.subTest(fact):
                text = f"{FILM}trivia = [{fact}]\n"
                self.assert_refused("films/a-road.toml", text, f"films/a-road.toml, trivia 1: {message}")

    def test_nobody_votes_twice_or_on_what_they_wrote(self):
        self.write("reviews/a-road.toml", f"{REVIEWS}helpful = 2\nunhelpful = 1\n")
        load()
        voters = {vote.voter.username: vote.is_helpful for vote in HelpfulVote.objects.all()}
        self.assertEqual(set(voters), {"otto", "alice", "bob"})
        self.assertEqual(sorted(voters.values()), [False, True, True])


class OrderOfChanceTests(SimpleTestCase):
    def test_those_one_can_sign_in_as_vote_last(self):
        members = ["alice", "bob", "mod1", "mod2", "editor", "otto", "rosa"]
        self.assertEqual(opinions.voters(members, "x")[-2:], ["bob", "alice"])
        self.assertEqual(set(opinions.voters(members, "x")[:-2]), {"otto", "rosa"})
