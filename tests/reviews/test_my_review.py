import unicodedata
from unittest.mock import patch

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from reviews.models import Rating, Review
from tests import make


class MyReviewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben = make.member("ana"), make.member("ben")
        cls.film = make.film()
        cls.url = reverse("reviews:my_review", args=[cls.film.pk, cls.film.slug])
        cls.withdraw_url = reverse("reviews:withdraw", args=[cls.film.pk, cls.film.slug])

    def setUp(self):
        self.client.force_login(self.ana)

    def write(self, **fields):
        data = {"headline": "A road worth walking", "body": make.BODY, "language": "en", "rating": "", **fields}
        return self.client.post(self.url, data)

    def review_count(self):
        self.film.refresh_from_db()
        return self.film.review_count

    def test_a_review_is_published_with_its_rating(self):
        response = self.write(rating="8", has_spoilers="on", language="fr")
        review = self.ana.reviews.get()
        self.assertRedirects(response, f"/reviews/{review.pk}/#review-{review.pk}")
        self.assertEqual((review.rating, review.has_spoilers, review.language), (8, True, "fr"))
        self.assertEqual(Rating.objects.get().value, 8)
        self.assertEqual(self.review_count(), 1)

    def test_a_review_needs_no_rating(self):
        self.write()
        self.assertIsNone(self.ana.reviews.get().rating)

    def test_a_headline_with_a_spoiler_mark_comes_back_with_a_sentence(self):
        page = self.write(headline="[Spoiler]He wakes up[/spoiler]")
        self.assertContains(page, "A headline is always shown, so nothing in it can be hidden.", status_code=400)
        self.assertContains(page, "[Spoiler]He wakes up[/spoiler]", status_code=400)
        self.assertFalse(self.ana.reviews.exists())

    def test_after_saving_an_old_review_it_is_shown_however_many_are_newer(self):
        self.write()
        for _ in range(26):
            make.review(self.film)
        response = self.client.post(self.url, {"headline": "Longer", "body": make.BODY, "language": "en"}, follow=True)
        self.assertContains(response, f'id="review-{self.ana.reviews.get().pk}"')

    def test_a_second_attempt_opens_the_first_review(self):
        self.write()
        response = self.client.get(self.url)
        self.assertContains(response, "A road worth walking")
        self.assertContains(response, "Publish the changes")

    def test_writing_twice_revises_and_counts_once(self):
        self.write()
        self.write(headline="On second thoughts")
        review = self.ana.reviews.get()
        self.assertEqual(review.headline, "On second thoughts")
        self.assertIsNotNone(review.edited_at)
        self.assertEqual(self.review_count(), 1)

    def test_saving_without_a_change_is_no_edit(self):
        self.write()
        self.write()
        self.assertIsNone(self.ana.reviews.get().edited_at)

    def test_clearing_the_rating_in_the_form_clears_it(self):
        self.write(rating="8")
        self.write(rating="")
        self.assertFalse(Rating.objects.exists())

    def test_the_form_begins_with_the_rating_given_before(self):
        Rating.objects.record(self.film, self.ana, 4)
        self.assertContains(self.client.get(self.url), 'value="4" id="id_rating_3" checked')

    def test_a_refused_form_keeps_every_word_and_says_what_to_do(self):
        response = self.write(headline="", body="Too short [spoiler]but mine[/spoiler]", rating="7")
        self.assertEqual(response.status_code, 400)
        self.assertContains(response, "Too short [spoiler]but mine[/spoiler]", status_code=400)
        self.assertContains(response, "At least 100 characters are needed; there are 37.", status_code=400)
        self.assertFalse(Review.objects.exists())

    def test_limits_of_length(self):
        for length, status in ((99, 400), (100, 302), (20_000, 302), (20_001, 400)):
            with self.subTest(length=length):
                self.assertEqual(self.write(body="x" * length).status_code, status)
        self.assertEqual(self.write(headline="x" * 101).status_code, 400)

    def test_text_is_kept_in_one_normal_form(self):
        self.write(headline=unicodedata.normalize("NFD", "Café"), body=make.BODY + "\r\n\r\nEnd.")
        review = self.ana.reviews.get()
        self.assertEqual(review.headline, "Café")
        self.assertNotIn("\r", review.body)

    def test_bad_input_is_refused_and_never_an_error(self):
        for fields in ({"rating": "11"}, {"language": "xx"}, {"body": "x" * 99 + "\x00" * 9}, {"headline": "   "}):
            with self.subTest(fields=fields):
                self.assertEqual(self.write(**fields).status_code, 400)

    def test_the_author_and_film_cannot_be_chosen_by_the_form(self):
        self.write(author=self.ben.pk, film=999, helpful_count=50, state="removed")
        review = Review.objects.get()
        self.assertEqual((review.author, review.film, review.helpful_count), (self.ana, self.film, 0))
        self.assertEqual(review.state, "published")

    def test_a_withdrawn_review_leaves_the_site_and_keeps_text_and_votes(self):
        self.write()
        review = self.ana.reviews.get()
        review.record_vote(self.ben, True)
        self.assertRedirects(self.client.post(self.withdraw_url), self.url)
        self.assertEqual(self.review_count(), 0)
        review.refresh_from_db()
        self.assertEqual((review.state, review.helpful_count), ("withdrawn", 1))
        self.client.force_login(self.ben)
        self.assertEqual(self.client.get(review.get_absolute_url()).status_code, 404)

    def test_publishing_a_withdrawn_review_again_counts_it_again(self):
        self.write()
        self.client.post(self.withdraw_url)
        self.client.post(self.withdraw_url)
        self.write()
        self.assertEqual(self.ana.reviews.get().state, "published")
        self.assertEqual(self.review_count(), 1)

    def test_a_removed_review_cannot_be_edited(self):
        self.write()
        Review.objects.update(state=Review.State.REMOVED)
        self.assertEqual(self.client.get(self.url).status_code, 403)
        self.assertEqual(self.write(headline="Back again").status_code, 403)
        self.assertEqual(self.client.post(self.withdraw_url).status_code, 403)
        self.assertEqual(self.ana.reviews.get().headline, "A road worth walking")

    def test_what_was_being_written_while_a_moderator_removed_it_is_given_back(self):
        self.write()
        Review.objects.update(state=Review.State.REMOVED)
        self.assertContains(self.write(body="Words of an hour. " * 10), "Words of an hour.", status_code=403)

    def test_withdrawing_what_does_not_exist_is_refused(self):
        self.assertEqual(self.client.post(self.withdraw_url).status_code, 403)
        self.assertEqual(self.client.get(self.withdraw_url).status_code, 405)

    def test_writing_at_a_gallop_is_slowed_down_and_keeps_the_words(self):
        make.review(author=self.ana)
        with patch("accounts.limits.REVIEWS", [(1, 60)]):
            response = self.write(headline="Once more")
        self.assertContains(response, "Once more", status_code=429)
        self.assertIn("Retry-After", response)

    def test_visitors_sign_in_and_come_back(self):
        self.client.logout()
        self.assertRedirects(
            self.client.get(self.url),
            f"/accounts/login/?next={self.url.replace('/', '%2F')}",
            fetch_redirect_response=False,
        )

    def test_words_sent_after_the_session_ended_are_offered_after_signing_in(self):
        self.client.logout()
        self.assertEqual(self.write(headline="Nearly lost").status_code, 302)
        self.assertFalse(Review.objects.exists())
        self.client.force_login(self.ana)
        response = self.client.get(self.url)
        self.assertContains(response, "Nearly lost")
        self.assertContains(response, "Nothing is published yet")


class ReviewConstraintTests(TestCase):
    def test_the_database_keeps_one_review_per_member_and_film(self):
        ana, film = make.member(), make.film()
        make.review(film, ana)
        with self.assertRaises(IntegrityError), transaction.atomic():
            make.review(film, ana)

    def test_the_database_refuses_a_review_without_words_or_with_a_rating_out_of_range(self):
        review = make.review()
        for fields in ({"headline": ""}, {"body": ""}, {"rating": 11}, {"rating": 0}):
            with self.subTest(fields=fields), self.assertRaises(IntegrityError), transaction.atomic():
                Review.objects.filter(pk=review.pk).update(**fields)
