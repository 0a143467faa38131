"""Going back on decisions about everything but a published review: facts, posters, pages, posts that wait."""

from django.test import TestCase

from accounts.models import User
from filmsite import recounting
from reviews.models import Case, Review
from tests import make


class OtherTargetsTests(TestCase):
    """Facts, storylines, profiles and posters."""

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana", display_name="Ana Lobo", bio="Silent films.")
        cls.film = make.pictured(make.film())
        cls.fact = make.trivia(cls.film, contributor=cls.ana)
        cls.fact.decide("published", by=make.editor())
        cls.storyline = make.storyline(cls.film, cls.ana)

    def cases(self):
        targets = [self.fact, self.storyline, make.profile(self.ana), make.poster(self.film)]
        return {Case.kind_of(target): make.report(target).case for target in targets}

    def snapshot(self):
        names = ["state", "has_spoilers", "decided_by", "decided_at", "decision_reason"]
        return (
            type(self.fact).objects.values_list(*names).get(pk=self.fact.pk),
            type(self.storyline).objects.values_list("state", "has_spoilers", "text").get(pk=self.storyline.pk),
            User.objects.values_list("profile_state", "display_name", "bio").get(pk=self.ana.pk),
            type(self.film).objects.values_list("poster_state", "poster").get(pk=self.film.pk),
        )

    def test_each_action_on_each_is_taken_back_without_a_trace(self):
        before, tried = self.snapshot(), 0
        for action in ("spoiler", "hide", "remove", "pass_on"):
            for kind, case in self.cases().items():
                with self.subTest(action, kind=kind):
                    if action not in Case.objects.get(pk=case.pk).possible_actions(make.moderator(f"{action}-{kind}")):
                        make.decision(case, "dismiss")
                        continue
                    make.decision(case, action)
                    self.assertNotEqual(self.snapshot(), before)
                    make.decision(case, "restore")
                    self.assertEqual(self.snapshot(), before)
                    tried += 1
        self.assertEqual(tried, 13)

    def test_each_is_shielded_and_stands_again(self):
        before = self.snapshot()
        for kind, case in self.cases().items():
            with self.subTest(kind):
                make.automatic(case, "shield")
                self.assertEqual(Case.objects.get(pk=case.pk).target.state, "shielded")
                self.assertNotEqual(self.snapshot(), before)
                make.decision(case, "dismiss")
                self.assertEqual(self.snapshot(), before)

    def test_a_declined_fact_is_declined_again_with_the_reason_of_its_editor(self):
        self.fact.decide("declined", by=User.objects.get(username="edna"), reason="It is not so.")
        before = self.snapshot()
        case = make.unasked(self.fact)
        make.decision(case, "remove")
        make.decision(case, "restore")
        self.assertEqual(self.snapshot(), before)

    def test_who_changes_a_hidden_profile_keeps_the_new_words(self):
        case = make.report(make.profile(self.ana)).case
        make.decision(case, "hide")
        User.objects.filter(pk=self.ana.pk).update(bio="Kinder.")
        self.ana.refresh_from_db()
        self.ana.publish_profile_again()
        make.decision(case, "restore")
        self.assertEqual(self.snapshot()[2], ("published", "Ana Lobo", "Kinder."))


class WaitingTests(TestCase):
    """What was written under a limit that should not have been."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()
        cls.case = make.report(make.review(make.film(), cls.ana)).case
        make.decision(cls.case, "limit", days=7)
        cls.ana.refresh_from_db()
        cls.review = make.review(cls.film, cls.ana)

    def test_without_the_limit_it_does_not_wait(self):
        self.assertEqual(self.review.state, "waiting")
        make.decision(self.case, "restore")
        self.review.refresh_from_db()
        self.film.refresh_from_db()
        self.assertEqual((self.review.state, self.film.review_count, self.review.author_reviews), ("published", 1, 2))
        self.assertEqual(list(recounting.differences(mend=False)), [])

    def test_what_was_taken_away_while_it_waited_comes_back_published(self):
        case = self.review.cases.open().get()
        make.decision(case, "remove")
        make.decision(case, "restore")
        self.assertEqual(Review.objects.get(pk=self.review.pk).state, "published")

    def test_whatever_lets_it_stand_publishes_it(self):
        for action in ("dismiss", "spoiler", "redact", "lock"):
            with self.subTest(action):
                review = make.review(make.film(), self.ana)
                redacted = {"redacted": {"headline": "A road", "body": review.body}} if action == "redact" else {}
                make.decision(review.cases.open().get(), action, **redacted)
                review.refresh_from_db()
                self.assertTrue(review.is_published)
        self.assertEqual(list(recounting.differences(mend=False)), [])
