from django.core.exceptions import PermissionDenied
from django.test import TestCase
from django.urls import reverse

from filmsite import recounting
from reviews.models import Draft, Review
from tests import make

ADDRESSES = ["", "reviews/", "reviews.atom"]


class LimitedAuthor(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.mod, cls.film = make.member("ana"), make.moderator(), make.film()
        make.limit(cls.ana)
        cls.url = reverse("reviews:my_review", args=[cls.film.pk, cls.film.slug])

    def setUp(self):
        self.client.force_login(self.ana)

    def publish(self, **fields):
        words = {"headline": "Seen at dusk", "body": make.BODY, "language": "en", "rating": "7", **fields}
        return self.client.post(self.url, words, follow=True)

    def own(self):
        return Review.objects.get(author=self.ana)

    def assert_recounted(self):
        self.assertEqual(list(recounting.differences(mend=False)), [])


class WritingTests(LimitedAuthor):
    def test_the_form_says_so_before_anything_is_written(self):
        page = self.client.get(self.url)
        self.assertContains(page, "waits for a moderator before others see it")
        self.assertContains(page, ">Send to a moderator</button>")

    def test_others_read_no_such_notice(self):
        self.client.force_login(make.member())
        page = self.client.get(self.url)
        self.assertNotContains(page, "waits for a moderator")
        self.assertContains(page, ">Publish</button>")

    def test_what_is_sent_waits_and_its_author_is_told(self):
        page = self.publish()
        self.assertEqual(self.own().state, "waiting")
        self.assertContains(page, "A moderator looks at it first")
        self.assertContains(page, "Only you can see this review: waiting for a moderator.")
        self.assertContains(self.client.get("/me/reviews/"), "A moderator looks at it before others see it.")

    def test_others_see_nothing_of_it_and_nothing_counts_it(self):
        self.publish()
        review = self.own()
        for reader in (None, make.member(), self.mod):
            self.client.logout()
            if reader:
                self.client.force_login(reader)
            self.assertEqual(self.client.get(review.get_absolute_url()).status_code, 404)
            for address in (*(self.film.get_absolute_url() + path for path in ADDRESSES), "/", "/members/ana/"):
                self.assertNotContains(self.client.get(address), "Seen at dusk")
        self.film.refresh_from_db()
        self.assertEqual((self.film.review_count, review.author_reviews), (0, 0))
        self.assert_recounted()

    def test_ratings_votes_and_drafts_go_on_as_always(self):
        other = make.review(self.film)
        other.record_vote(self.ana, True)
        self.publish()
        Draft.objects.keep(
            self.film, self.ana, headline="", body="Later", has_spoilers=False, language="en", rating=None
        )
        other.refresh_from_db()
        self.film.refresh_from_db()
        self.assertEqual((other.helpful_count, self.film.rating_count, self.ana.drafts.count()), (1, 1, 1))

    def test_a_changed_review_waits_with_its_votes(self):
        review = make.review(make.film())
        review.record_vote(make.member(), True)
        make.limit(review.author)
        review.author.refresh_from_db()
        review.revise(body=f"{make.BODY} More.")
        review.film.refresh_from_db()
        self.assertEqual((review.state, review.film.review_count, review.helpful_count), ("waiting", 0, 1))
        self.assertEqual(review.cases.open().count(), 1)
        self.assert_recounted()

    def test_saving_without_a_change_changes_nothing(self):
        review = make.review(make.film())
        make.limit(review.author)
        review.revise(body=review.body)
        self.assertTrue(review.is_published)

    def test_who_withdraws_and_publishes_again_waits(self):
        review = make.review(make.film())
        make.limit(review.author)
        review.withdraw()
        review.revise()
        self.assertEqual(review.state, "waiting")
        review.withdraw()
        self.assertEqual(review.state, "withdrawn")

    def test_once_the_limit_is_over_what_comes_next_does_not_wait(self):
        self.publish()
        self.ana.restrictions.get().end()
        self.ana.refresh_from_db()
        self.assertEqual(self.own().state, "waiting")
        self.assertTrue(make.review(make.film(), self.ana).is_published)

    def test_what_waits_can_be_changed_meanwhile_and_goes_on_waiting(self):
        self.publish()
        self.ana.restrictions.get().end()
        self.own().revise(body=f"{make.BODY} More.")
        self.assertEqual(self.own().state, "waiting")
        self.assertEqual(self.own().cases.count(), 1)


class TwoLimitsTests(TestCase):
    """Of two limits the one that lasts longer stands."""

    def test_a_shorter_one_cuts_none_short(self):
        ana = make.member("ana")
        make.limit(ana, days=30)
        until = ana.limited_until
        make.limit(ana, days=1)
        self.assertEqual(ana.limited_until, until)

    def test_it_stands_once_the_longer_one_is_taken_back(self):
        ana = make.member("ana")
        make.limit(ana, days=30)
        longer = ana.restrictions.get().decision
        make.limit(ana, days=7)
        make.decision(longer.case, "restore")
        ana.refresh_from_db()
        self.assertEqual(ana.limited_until, ana.restrictions.standing().get().until)
        self.assertEqual(ana.restrictions.standing().get().decision.days, 7)


class DecidingTests(LimitedAuthor):
    def setUp(self):
        super().setUp()
        self.publish()
        self.case = self.own().cases.open().get()

    def test_it_is_before_the_moderators(self):
        self.assertIn(self.case, type(self.case).objects.waiting_for(self.mod))
        self.assertEqual(self.case.reports.get().source, "site")

    def test_to_dismiss_publishes_it(self):
        make.decision(self.case, "dismiss")
        self.film.refresh_from_db()
        self.assertEqual((self.own().state, self.film.review_count), ("published", 1))
        self.client.logout()
        self.assertContains(self.client.get(self.film.get_absolute_url() + "reviews/"), "Seen at dusk")
        self.assert_recounted()

    def test_to_hide_it_asks_its_author_for_another_text_which_waits_again(self):
        make.decision(self.case, "hide")
        page = self.client.get(self.own().get_absolute_url())
        self.assertContains(page, "What was decided, and why")
        self.publish(body=f"{make.BODY} Kinder.")
        self.assertEqual(self.own().state, "waiting")
        self.assertEqual(self.own().cases.open().count(), 1)

    def test_measures_about_its_author_come_after_a_decision_on_the_text(self):
        self.assertNotIn("warn", self.case.possible_actions(self.mod))
        make.decision(self.case, "dismiss")
        self.assertIn("warn", self.case.possible_actions(self.mod))


class LockedTests(TestCase):
    """A review that a moderator has closed to changes."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()
        cls.review = make.review(cls.film, cls.ana)
        make.decision(make.report(cls.review).case, "lock")
        cls.url = reverse("reviews:my_review", args=[cls.film.pk, cls.film.slug])

    def setUp(self):
        self.client.force_login(self.ana)
        self.review.refresh_from_db()

    def test_others_read_it_as_before(self):
        self.client.logout()
        self.assertContains(self.client.get(self.review.get_absolute_url()), make.BODY[:50])

    def test_the_page_says_so_and_offers_only_to_withdraw(self):
        page = self.client.get(self.url)
        self.assertContains(page, "has closed your review to changes", status_code=403)
        self.assertContains(page, "Withdraw this review", status_code=403)
        self.assertNotContains(page, 'name="body"', status_code=403)

    def test_nothing_can_be_sent_and_nothing_typed_is_lost(self):
        page = self.client.post(self.url, {"headline": "Again", "body": f"{make.BODY} More of it."})
        self.assertContains(page, "More of it.", status_code=403)
        with self.assertRaises(PermissionDenied):
            self.review.revise(headline="Again")

    def test_it_can_be_withdrawn_and_then_not_published_again(self):
        page = self.client.post(reverse("reviews:withdraw", args=[self.film.pk, self.film.slug]), follow=True)
        self.assertContains(page, "Your review is withdrawn.", status_code=403)
        self.assertNotContains(page, "Withdraw this review", status_code=403)
        self.review.refresh_from_db()
        self.assertEqual(self.review.state, "withdrawn")
        self.assertContains(self.client.get("/me/reviews/"), "A moderator has closed it to changes.")


class ShieldedTests(TestCase):
    """A review that several members reported, until a person looks at it."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()
        cls.review = make.review(cls.film, cls.ana)
        cls.case = make.report(cls.review).case
        make.automatic(cls.case, "shield")

    def test_others_do_not_see_it(self):
        for reader in (None, make.member(), make.editor()):
            if reader:
                self.client.force_login(reader)
            self.assertEqual(self.client.get(self.review.get_absolute_url()).status_code, 404)

    def test_the_author_reads_why_and_cannot_edit_it(self):
        self.client.force_login(self.ana)
        page = self.client.get(self.review.get_absolute_url())
        self.assertContains(page, "Only you can see this review: hidden for a time.")
        self.assertContains(page, f'href="{self.case.get_absolute_url()}"')
        url = reverse("reviews:my_review", args=[self.film.pk, self.film.slug])
        self.assertContains(self.client.get(url), "hidden for a time, so it cannot be edited", status_code=403)
        self.assertContains(self.client.get("/me/reviews/"), "ends by itself if nobody confirms it")
