from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase

from reviews.models import Draft
from reviews.models.draft import MAX_DRAFTS
from tests import make
from tests.reviews.draft_pages import WORDS


class DraftVerbTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()

    def keep(self, **fields):
        return Draft.objects.keep(self.film, self.ana, **{**WORDS, **fields})

    def test_the_same_window_saves_the_same_draft_again(self):
        first = self.keep()
        second = self.keep(pk=first.pk, version=first.version, body="Half a thought, and more")
        self.assertEqual((second.pk, second.version, second.body), (first.pk, 2, "Half a thought, and more"))
        self.assertEqual(Draft.objects.count(), 1)

    def test_two_windows_never_write_over_each_other(self):
        opened = self.keep()
        self.keep(pk=opened.pk, version=1, body="What the first window says")
        other = self.keep(pk=opened.pk, version=1, body="What the second window says")
        self.assertNotEqual(other.pk, opened.pk)
        self.assertEqual(
            {draft.body for draft in Draft.objects.all()},
            {"What the first window says", "What the second window says"},
        )

    def test_the_same_words_from_two_windows_are_one_draft(self):
        self.assertEqual(self.keep().pk, self.keep().pk)

    def test_a_draft_that_is_gone_is_made_anew(self):
        self.assertEqual(self.keep(pk=999, version=3).body, "Half a thought")

    def test_nobody_saves_into_the_draft_of_another_member_or_film(self):
        drafts = (
            Draft.objects.keep(self.film, make.member(), **WORDS),
            Draft.objects.keep(make.film(), self.ana, **WORDS),
        )
        for theirs in drafts:
            self.keep(pk=theirs.pk, version=1, body="Other words")
            theirs.refresh_from_db()
            self.assertEqual(theirs.body, "Half a thought")

    def test_there_is_an_end_to_texts_for_one_film(self):
        for number in range(MAX_DRAFTS):
            last = self.keep(body=f"Thought {number}")
        with self.assertRaisesMessage(ValidationError, "You have 10 texts for this film. Throw one away"):
            self.keep(body="One too many")
        self.assertEqual(self.keep(pk=last.pk, version=1, body="The last one may go on").pk, last.pk)

    def test_what_the_review_says_already_is_no_draft(self):
        review = make.review(self.film, self.ana)
        begun = self.keep()
        self.assertIsNone(self.keep(pk=begun.pk, version=1, **review.text))
        self.assertFalse(Draft.objects.exists())

    def test_publishing_settles_its_own_draft_and_equal_ones_only(self):
        review = make.review(self.film, self.ana)
        own, other = self.keep(), self.keep(body="Something else entirely")
        Draft.objects.create(film=self.film, member=self.ana, headline=review.headline, body=review.body, rating=3)
        theirs = Draft.objects.create(film=self.film, member=make.member(), headline=review.headline, body=review.body)
        Draft.objects.settle(review, pk=own.pk, version=own.version)
        self.assertCountEqual(Draft.objects.all(), [other, theirs])

    def test_publishing_leaves_what_another_window_has_made_of_the_draft(self):
        own = self.keep()
        self.keep(pk=own.pk, version=1, body="What another window made of it")
        Draft.objects.settle(make.review(self.film, self.ana), pk=own.pk, version=1)
        self.assertEqual(Draft.objects.get().body, "What another window made of it")

    def test_the_database_refuses_a_rating_out_of_range(self):
        for rating in (0, 11):
            with self.subTest(rating), self.assertRaises(IntegrityError), transaction.atomic():
                Draft.objects.create(film=self.film, member=self.ana, rating=rating)

    def test_drafts_go_with_the_member(self):
        leaver = make.member()
        Draft.objects.keep(self.film, leaver, **WORDS)
        leaver.delete()
        self.assertFalse(Draft.objects.exists())
