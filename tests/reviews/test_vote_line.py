from django.test import TestCase
from django.urls import reverse

from reviews.models import Review
from reviews.vote_line import vote_line
from tests import make


class VoteLineTests(TestCase):
    """What stands below a review of its votes, for everybody and for whose vote waits."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.film = make.film()
        cls.review = make.review(cls.film, author=cls.ana)

    def line(self, **votes):
        return vote_line(make.voted(Review(), **votes))

    def vote(self, voter, answer="yes", **headers):
        self.client.force_login(voter)
        url = reverse("reviews:helpful_vote", args=[self.review.pk])
        return self.client.post(url, {"is_helpful": answer}, headers=headers)

    def page(self, reader=None):
        self.client.logout()
        if reader:
            self.client.force_login(reader)
        return self.client.get(self.review.get_absolute_url())

    def test_it_says_how_many_found_it_helpful(self):
        self.assertEqual(self.line(helpful=28, unhelpful=4), "28 of 32 people found this review helpful.")
        self.assertEqual(self.line(helpful=1), "1 of 1 person found this review helpful.")
        self.assertEqual(self.line(unhelpful=1), "0 of 1 person found this review helpful.")
        self.assertEqual(self.line(helpful=1200), "1,200 of 1,200 people found this review helpful.")

    def test_it_says_nothing_without_votes(self):
        self.assertEqual(self.line(), "")

    def test_votes_on_an_earlier_version_are_told_apart(self):
        self.assertEqual(
            self.line(helpful=2, earlier_helpful=12, earlier_unhelpful=3),
            "2 of 2 people found this review helpful. 12 of 15 found an earlier version helpful.",
        )

    def test_only_votes_on_an_earlier_version_are_told_alone(self):
        words = self.line(earlier_helpful=12, earlier_unhelpful=3)
        self.assertEqual(words, "12 of 15 found an earlier version helpful.")

    def test_every_page_uses_the_same_words(self):
        self.review.record_vote(self.ben, True)
        words = "1 of 1 person found this review helpful."
        for url in (
            self.review.get_absolute_url(),
            f"{self.film.get_absolute_url()}reviews/",
            self.film.get_absolute_url(),
            self.ana.get_absolute_url(),
            "/",
        ):
            self.assertContains(self.client.get(url), words)
        self.client.force_login(self.ana)
        self.assertContains(self.client.get(reverse("reviews:my_reviews")), words)

    def test_a_vote_that_waits_is_in_it_for_its_voter_alone_and_says_why(self):
        newcomer = make.newcomer()
        answer = self.vote(newcomer, **{"X-Enhance": "1"})
        for page in (answer, self.page(newcomer)):
            self.assertContains(page, "1 of 1 person found this review helpful.")
            self.assertContains(page, "once your account is a day old and your e-mail address confirmed")
        for reader in (None, self.ben, self.ana):
            page = self.page(reader)
            self.assertNotContains(page, "found this review helpful.")
            self.assertNotContains(page, "Your vote counts")

    def test_a_vote_that_counts_says_nothing_more(self):
        self.assertNotContains(self.vote(self.ben, **{"X-Enhance": "1"}), "helpful-vote__note")

    def test_in_slow_mode_the_voter_learns_that_the_vote_waits(self):
        for _ in range(11):
            self.review.record_vote(make.member(), True)
        answer = self.vote(self.ben, **{"X-Enhance": "1"})
        self.assertContains(answer, "1 of 1 person found this review helpful.")
        self.assertContains(answer, "many more than usual")


class ChangedSinceVoteTests(TestCase):
    """Ben found the review helpful; then Ana wrote another one in its place."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.cem = make.member("ana"), make.member("ben"), make.member("cem")
        cls.film = make.film()
        cls.review = make.review(cls.film, author=cls.ana)
        cls.review.record_vote(cls.ben, True)
        cls.review.record_vote(cls.cem, False)
        cls.review.revise(body="Nothing of what stood here before is left, for I have seen it again. " * 3)
        cls.url = reverse("reviews:helpful_vote", args=[cls.review.pk])

    def setUp(self):
        self.client.force_login(self.ben)

    def page(self):
        return self.client.get(self.review.get_absolute_url())

    def figures(self):
        self.review.refresh_from_db()
        review = self.review
        return review.helpful_count, review.unhelpful_count, review.earlier_vote_count

    def test_the_voter_is_asked_and_led_to_the_difference(self):
        page = self.page()
        self.assertContains(page, "Changed since your vote.")
        self.assertContains(page, f'href="{reverse("reviews:revisions", args=[self.review.pk])}?from=1"')
        self.assertContains(page, '<button name="is_helpful" value="yes">Keep Yes</button>')
        self.assertContains(page, '<button name="is_helpful" value="no">Change to No</button>')
        self.assertContains(page, '<button name="is_helpful" value="none">Take it back</button>')
        self.assertContains(page, "1 of 2 found an earlier version helpful.")

    def test_who_said_no_is_asked_the_other_way_round(self):
        self.client.force_login(self.cem)
        page = self.page()
        self.assertContains(page, '<button name="is_helpful" value="yes">Change to Yes</button>')
        self.assertContains(page, '<button name="is_helpful" value="no">Keep No</button>')

    def test_nobody_else_is_asked(self):
        for reader in (make.member(), self.ana):
            self.client.force_login(reader)
            self.assertNotContains(self.page(), "Changed since your vote")
        self.client.logout()
        self.assertNotContains(self.page(), "Changed since your vote")

    def test_an_answer_that_is_kept_is_one_to_the_review_as_it_stands(self):
        self.client.post(self.url, {"is_helpful": "yes"})
        self.assertEqual(self.figures(), (1, 0, 1))
        self.assertNotContains(self.page(), "Changed since your vote")

    def test_an_answer_can_be_changed_or_taken_back(self):
        self.client.post(self.url, {"is_helpful": "no"})
        self.assertEqual(self.figures(), (0, 1, 1))
        self.client.force_login(self.cem)
        self.client.post(self.url, {"is_helpful": "none"})
        self.assertEqual(self.figures(), (0, 1, 0))

    def test_a_script_gets_the_ordinary_question_back(self):
        answer = self.client.post(self.url, {"is_helpful": "yes"}, headers={"X-Enhance": "1"})
        self.assertNotContains(answer, "Changed since")
        self.assertContains(answer, 'value="none" aria-pressed="true"')
        self.assertContains(answer, "1 of 1 person found this review helpful. 0 of 1 found an earlier version helpful.")

    def test_a_vote_that_waits_is_among_those_on_the_version_it_was_cast_on(self):
        newcomer = make.newcomer()
        self.review.record_vote(newcomer, True)
        self.review.revise(body="And once more from the beginning, in words that nobody has read before today. " * 3)
        self.client.force_login(newcomer)
        page = self.page()
        self.assertContains(page, "2 of 3 found an earlier version helpful.")
        self.assertContains(page, "Changed since your vote.")

    def test_a_small_change_asks_nobody(self):
        review = make.review(make.film(), author=self.ana)
        review.record_vote(self.ben, True)
        review.revise(body=f"{make.BODY}!")
        page = self.client.get(review.get_absolute_url())
        self.assertNotContains(page, "Changed since your vote")
        self.assertContains(page, "1 of 1 person found this review helpful.")
