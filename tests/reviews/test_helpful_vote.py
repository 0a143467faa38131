from unittest.mock import patch

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.urls import reverse

from filmsite.sign_in import sign_in_url
from reviews.models import HelpfulVote, Review
from tests import make


class HelpfulVoteTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.review = make.review(make.film(), author=cls.ana)
        cls.url = reverse("reviews:helpful_vote", args=[cls.review.pk])

    def vote(self, answer, **extra):
        return self.client.post(self.url, {"is_helpful": answer, **extra})

    def figures(self):
        self.review.refresh_from_db()
        return self.review.helpful_count, self.review.unhelpful_count

    def test_a_vote_counts_and_leads_back_to_the_review(self):
        self.client.force_login(self.ben)
        response = self.vote("yes", next="/films/?page=2")
        self.assertRedirects(response, f"/films/?page=2#review-{self.review.pk}", fetch_redirect_response=False)
        self.assertEqual(self.figures(), (1, 0))
        self.assertAlmostEqual(self.review.helpfulness, 0.2065, places=4)

    def test_a_vote_from_nowhere_leads_to_the_review(self):
        own_page = f"/reviews/{self.review.pk}/#review-{self.review.pk}"
        for place in ("", "home", "reviews/1", "//evil.example/", "https://evil.example/", "/\\evil.example", "\x00"):
            self.client.logout()
            response = self.vote("yes", next=place)
            self.assertRedirects(response, sign_in_url(own_page), fetch_redirect_response=False)
            self.client.force_login(self.ben)
            self.assertRedirects(self.vote("yes", next=place), own_page)

    def test_a_second_answer_replaces_the_first(self):
        self.client.force_login(self.ben)
        self.vote("yes")
        self.vote("no")
        self.assertFalse(self.review.helpful_votes.get().is_helpful)
        self.assertEqual(self.figures(), (0, 1))

    def test_the_same_answer_twice_counts_once(self):
        self.client.force_login(self.ben)
        self.vote("yes")
        self.vote("yes")
        self.assertEqual(self.figures(), (1, 0))

    def test_a_vote_can_be_taken_back_and_taken_back_again(self):
        self.client.force_login(self.ben)
        for answer in ("no", "none", "none"):
            self.vote(answer)
        self.assertEqual(self.figures(), (0, 0))
        self.assertFalse(self.review.helpful_votes.exists())

    def test_the_film_page_changes_with_a_vote(self):
        before = self.review.film.version
        self.review.record_vote(self.ben, True)
        self.review.film.refresh_from_db()
        self.assertGreater(self.review.film.version, before)

    def test_a_script_gets_the_line_and_not_the_page(self):
        self.client.force_login(self.ben)
        response = self.client.post(self.url, {"is_helpful": "yes"}, headers={"X-Enhance": "1"})
        self.assertContains(response, "1 of 1 person found this review helpful.")
        self.assertNotContains(response, "<html")
        self.assertContains(response, 'value="none" aria-pressed="true"')

    def test_visitors_sign_in_and_come_back_to_the_review(self):
        response = self.vote("yes")
        self.assertRedirects(
            response,
            f"/accounts/login/?next=%2Freviews%2F{self.review.pk}%2F%23review-{self.review.pk}",
            fetch_redirect_response=False,
        )
        self.assertEqual(self.figures(), (0, 0))

    def test_nobody_is_sent_to_another_site(self):
        self.client.force_login(self.ben)
        for target in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"):
            response = self.vote("yes", next=target)
            self.assertTrue(response["Location"].startswith(f"/reviews/{self.review.pk}/"), target)

    def test_authors_may_not_vote_on_their_own_review(self):
        self.client.force_login(self.ana)
        self.assertEqual(self.vote("yes").status_code, 403)
        with self.assertRaises(PermissionDenied):
            self.review.record_vote(self.ana, True)
        self.assertEqual(self.figures(), (0, 0))

    def test_moderators_vote_like_everybody_else(self):
        moderator = make.moderator()
        own = make.review(author=moderator)
        self.client.force_login(moderator)
        response = self.client.post(reverse("reviews:helpful_vote", args=[own.pk]), {"is_helpful": "yes"})
        self.assertEqual(response.status_code, 403)

    def test_a_review_that_is_not_published_cannot_be_found_to_vote_on(self):
        self.client.force_login(self.ben)
        for state in (Review.State.WITHDRAWN, Review.State.HIDDEN, Review.State.REMOVED):
            Review.objects.update(state=state)
            self.assertEqual(self.vote("yes").status_code, 404)

    def test_another_answer_is_refused(self):
        self.client.force_login(self.ben)
        for data in ({}, {"is_helpful": "maybe"}, {"is_helpful": "yes\x00"}):
            self.assertEqual(self.client.post(self.url, data).status_code, 400)

    def test_looking_changes_nothing(self):
        self.client.force_login(self.ben)
        self.assertEqual(self.client.get(self.url, {"is_helpful": "yes"}).status_code, 405)

    def test_voting_at_a_gallop_is_slowed_down(self):
        self.client.force_login(self.ben)
        make.review(author=self.ana).record_vote(self.ben, True)
        with patch("accounts.limits.VOTES", [(1, 60)]):
            response = self.vote("yes")
        self.assertEqual(response.status_code, 429)
        self.assertIn("Retry-After", response)
        self.assertEqual(self.figures(), (0, 0))


class HelpfulVoteConstraintTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.review = make.review(author=cls.ana)

    def cast(self, voter, **fields):
        row = {"film": self.review.film, "author": self.ana, "revision": self.review.present_revision(), **fields}
        with transaction.atomic():
            HelpfulVote.objects.create(review=self.review, voter=voter, is_helpful=True, **row)

    def test_the_database_keeps_one_vote_per_member_and_review(self):
        self.cast(self.ben)
        with self.assertRaisesMessage(IntegrityError, "unique" if connection.vendor == "postgresql" else "UNIQUE"):
            self.cast(self.ben)

    def test_the_database_refuses_a_vote_on_ones_own_review(self):
        with self.assertRaisesMessage(IntegrityError, "no_vote_on_ones_own_review"):
            self.cast(self.ana)

    def test_the_database_knows_three_sides_of_a_film(self):
        for side in (-2, 2):
            with self.assertRaisesMessage(IntegrityError, "vote_side_is_for_between_or_against"):
                self.cast(self.ben, side=side)

    def test_the_database_wants_the_version_and_the_film_of_a_vote(self):
        for name in ("revision", "film"):
            with self.assertRaises(IntegrityError):
                self.cast(self.ben, **{name: None})
