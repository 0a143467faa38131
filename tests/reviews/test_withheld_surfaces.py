"""Every page, feed and file that anybody can open, read for what a decision has taken from view."""

from django.test import TestCase

from accounts.models import User
from catalog.models import Film, Storyline, TriviaItem
from filmsite.merging.films import merge_films
from lists.models import FilmList
from reviews.models import Draft, Report, Review
from tests import make
from tests.making import contributions, diary, disputes
from tests.making.lists import film_list, noted
from tests.reviews import test_spoiler_surfaces as surfaces

KINDS = ["review", "fact", "storyline", "profile", "poster", "list"]
# Each kind in a state of its own, where it has it.
STATES = [
    dict.fromkeys(KINDS, "shielded"),
    dict.fromkeys(KINDS, "removed"),
    dict.fromkeys(KINDS, "hidden") | {"poster": "removed"},
    {"review": "withdrawn", "fact": "declined", "list": "withdrawn"},
    {"review": "waiting", "fact": "pending"},
]
SOME = [
    {"review": "removed", "storyline": "removed", "poster": "removed"},
    {"fact": "removed", "profile": "hidden"},
    {"list": "removed"},
]


class WithheldSurfacesTests(TestCase):
    """One thing of each kind, reported and decided on; each holds a word that is nowhere else."""

    rows, addresses = surfaces.SpoilerSurfacesTests.rows, surfaces.SpoilerSurfacesTests.addresses

    @classmethod
    def setUpTestData(cls):
        cls.reader, cls.person, cls.colleague = make.member("reader"), make.person(), make.person("Bo Quill")
        cls.author = make.member("wordy", display_name="Word-of-profile", bio="More word-of-profile.")
        cls.film = make.pictured(make.film("The Long Road"), "posters/word-of-poster.jpg")
        cls.films = [cls.film]
        for person in (cls.person, cls.colleague):
            make.credit(cls.film, person)
        cls.review = make.review(
            cls.film, cls.author, headline="Word-of-review", body=f"It is word-of-review. {make.BODY}"
        )
        cls.review.revise(body=f"{cls.review.body} Once more.")
        cls.fact = make.trivia(cls.film, text="It is word-of-fact.", contributor=cls.author)
        cls.storyline = make.storyline(cls.film, cls.author, text="It is word-of-storyline.", is_featured=True)
        words = {"title": "Word-of-list", "description": "It is word-of-list.", "takes_suggestions": True}
        cls.list = noted(film_list(cls.author, cls.film, **words), cls.film, "A word-of-list on it.")
        cls.others()
        for target in (cls.review, cls.fact, cls.storyline, cls.list, make.profile(cls.author), make.poster(cls.film)):
            make.decision(make.report(target, cls.reader).case, "dismiss")
            make.report(target, cls.reader)

    @classmethod
    def others(cls):
        """What the other addresses of the site need to be there."""
        make.nomination(make.award(), films=cls.films)
        make.feature().entries.create(position=1, film=cls.film)
        make.told(cls.reader)
        # The reader's own, of which nothing is withheld.
        quiet = make.film("A Quiet Road")
        contributions.sent(quiet, cls.reader)
        disputes.dispute(make.trivia(quiet), cls.reader)
        diary.viewing(quiet, cls.reader)
        cls.merge = merge_films(cls.film, make.film("The Long Rode"), by=make.editor())
        text = {"headline": "A draft", "has_spoilers": False, "language": "en", "rating": None}
        Draft.objects.keep(cls.film, cls.reader, body="Not yet.", **text)
        notice = {"law": "The penal code", "place": "Wales", "good_faith": True}
        Report.objects.file(cls.review, None, reason="illegal", details="The last line.", notice=notice)

    def setUp(self):
        self.paths = [path for paths in self.addresses().values() for path in paths]

    def put(self, states):
        """Everything is published but what is named."""
        state = {kind: states.get(kind, "published") for kind in KINDS}
        Review.objects.filter(pk=self.review.pk).update(state=state["review"])
        decided = None if state["fact"] == "pending" else self.fact.decided_at
        TriviaItem.objects.update(state=state["fact"], decided_at=decided, decision_reason="It is not so.")
        Storyline.objects.update(state=state["storyline"])
        User.objects.filter(pk=self.author.pk).update(profile_state=state["profile"])
        Film.objects.update(poster_state=state["poster"])
        FilmList.objects.update(state=state["list"])

    def seen(self) -> dict[str, set[str]]:
        """By kind: the addresses on which its word stands."""
        found = {kind: set() for kind in KINDS}
        for path in self.paths:
            response = self.client.get(path)
            self.assertLess(response.status_code, 500, path)
            words = b"".join(response) if response.streaming else response.content
            text = f"{words.decode()} {response.headers}".lower()
            for kind in KINDS:
                if f"word-of-{kind}" in text:
                    found[kind].add(path)
        return found

    def test_what_is_published_is_seen(self):
        for has_spoilers in (False, True):
            for model in (Review, TriviaItem, Storyline):
                model.objects.update(has_spoilers=has_spoilers)
            self.assertEqual({kind for kind, paths in self.seen().items() if not paths}, set())

    def test_what_is_not_is_seen_nowhere(self):
        for states in [*STATES, *SOME]:
            with self.subTest(states):
                self.put(states)
                seen = self.seen()
                self.assertEqual({kind: seen[kind] for kind in states}, {kind: set() for kind in states})
                self.assertTrue(all(seen[kind] for kind in KINDS if kind not in states))
