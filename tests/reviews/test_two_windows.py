from django.test import TestCase
from django.urls import reverse

from tests import make


class TwoWindowsTests(TestCase):
    """The form is open twice, and something else was published since."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()
        cls.url = reverse("reviews:my_review", args=[cls.film.pk, cls.film.slug])

    def setUp(self):
        self.client.force_login(self.ana)

    def publish(self, headline, **fields):
        data = {"headline": headline, "body": make.BODY, "language": "en", "rating": "", **fields}
        return self.client.post(self.url, data)

    def headline(self):
        return self.ana.reviews.get().headline

    def test_the_form_notes_which_version_it_was_opened_on(self):
        self.assertContains(self.client.get(self.url), '<input type="hidden" name="revision" value="0"')
        make.review(self.film, self.ana).revise(headline="On second thoughts")
        self.assertContains(self.client.get(self.url), '<input type="hidden" name="revision" value="2"')

    def test_other_words_published_meanwhile_are_shown_beside_the_typed_ones(self):
        make.review(self.film, self.ana)
        self.publish("From the first window", revision=1)
        response = self.publish("From the second window", revision=1)
        self.assertEqual(response.status_code, 409)
        self.assertContains(response, "Another text was published while this window was open", status_code=409)
        self.assertContains(response, 'value="From the second window"', status_code=409)
        self.assertContains(response, "<del>first </del>", status_code=409)
        self.assertContains(response, "<ins>second </ins>", status_code=409)
        self.assertContains(response, "Your words are kept as a draft", status_code=409)
        self.assertEqual(self.headline(), "From the first window")

    def test_pressing_publish_again_publishes(self):
        make.review(self.film, self.ana)
        self.publish("From the first window", revision=1)
        noted = self.publish("From the second window", revision=1).context["window"]
        self.assertEqual(self.publish("From the second window", **noted).status_code, 302)
        self.assertEqual(self.headline(), "From the second window")
        self.assertFalse(self.ana.drafts.exists())

    def test_a_third_text_in_between_is_shown_again(self):
        make.review(self.film, self.ana)
        self.publish("From the first window", revision=1)
        noted = self.publish("From the second window", revision=1).context["window"]
        self.publish("From a third window")
        self.assertEqual(self.publish("From the second window", **noted).status_code, 409)

    def test_a_first_review_published_in_another_window_is_not_written_over(self):
        self.publish("From the first window", revision=0)
        self.assertEqual(self.publish("From the second window", revision=0).status_code, 409)
        self.assertEqual(self.headline(), "From the first window")

    def test_the_same_words_twice_are_published_once(self):
        for _ in range(2):
            response = self.publish("Sent twice", revision=0, rating="8")
            self.assertRedirects(response, f"/reviews/{self.ana.reviews.get().pk}/#{self.ana.reviews.get().anchor}")
        self.assertEqual(self.ana.reviews.get().revision_count, 1)

    def test_another_spoiler_mark_is_a_difference_and_is_said(self):
        make.review(self.film, self.ana, body=make.BODY.strip())
        self.publish("A road worth walking", revision=1, has_spoilers="on")
        response = self.publish("A road worth walking", revision=1)
        self.assertContains(response, "marked as giving away the story; yours is not.", status_code=409)

    def test_another_rating_alone_takes_no_words_away(self):
        make.review(self.film, self.ana, body=make.BODY.strip()).revise(language="fr")
        self.assertEqual(self.publish("A road worth walking", revision=1, rating="8").status_code, 302)
        self.assertEqual(self.ana.reviews.get().rating, 8)

    def test_a_form_that_notes_nothing_revises_as_ever(self):
        self.publish("From a page")
        for fields in ({}, {"revision": ""}, {"revision": "x"}):
            self.assertEqual(self.publish(f"From a program {fields}", **fields).status_code, 302)

    def test_an_invalid_form_does_not_forget_what_it_was_opened_on(self):
        make.review(self.film, self.ana)
        self.publish("From the first window", revision=1)
        noted = self.publish("From the second window", body="Too short", revision=1).context["window"]
        self.assertEqual(self.publish("From the second window", **noted).status_code, 409)

    def test_words_that_a_moderator_took_out_are_not_put_back_unawares(self):
        review = make.review(self.film, self.ana, headline="With a telephone number")
        case = make.report(review).case
        words = {"headline": "Without it", "body": review.body}
        make.decision(case, "redact", guideline="keep-private-things-private", redacted=words)
        response = self.publish("With a telephone number", revision=1)
        self.assertContains(response, "A moderator has changed this review", status_code=409)
        self.assertEqual(self.headline(), "Without it")
