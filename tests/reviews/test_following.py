from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from accounts.models import Tie, User
from reviews.views.following import NAMED
from tests import make


class FollowingTests(TestCase):
    url = reverse("reviews:following")

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.cem = make.member("ana"), make.member("ben"), make.member("cem")
        make.tie(cls.ana, "follow", cls.ben)

    def setUp(self):
        self.client.force_login(self.ana)

    def review(self, author, days_ago=0, **fields):
        return make.review(author=author, published_at=timezone.now() - timedelta(days=days_ago), **fields)

    def test_it_shows_what_members_one_follows_have_written_newest_first(self):
        make.tie(self.ana, "follow", self.cem)
        self.review(self.ben, 2, headline="Older words")
        self.review(self.cem, 1, headline="Newer words")
        text = self.client.get(self.url).text
        self.assertLess(text.index("Newer words"), text.index("Older words"))

    def test_each_review_names_its_author_and_film(self):
        review = self.review(self.ben)
        page = self.client.get(self.url)
        self.assertContains(page, 'href="/members/ben/"', count=2)
        self.assertContains(page, review.film.get_absolute_url())
        self.assertContains(page, review.get_absolute_url())

    def test_nobody_elses_reviews_and_none_that_are_not_published(self):
        self.review(self.cem, headline="Cems words")
        self.review(self.ana, headline="My own words")
        self.review(self.ben, headline="Taken back").withdraw()
        page = self.client.get(self.url)
        for words in ("Cems words", "My own words", "Taken back"):
            self.assertNotContains(page, words)

    def test_who_is_followed_and_muted_is_silent(self):
        self.review(self.ben, headline="Bens words")
        make.tie(self.ana, "mute", self.ben)
        page = self.client.get(self.url)
        self.assertNotContains(page, "Bens words")
        self.assertNotContains(page, "/members/ben/")

    def test_spoilers_stay_closed(self):
        self.review(self.ben, body=f"{make.BODY} [spoiler]The road ends.[/spoiler]")
        self.review(self.ben, body=f"He was the driver. {make.BODY}", has_spoilers=True)
        page = self.client.get(self.url)
        self.assertNotContains(page, "The road ends.")
        self.assertNotContains(page, "He was the driver.")

    def test_it_lists_whom_one_follows_and_leads_to_all(self):
        page = self.client.get(self.url)
        self.assertContains(page, 'href="/members/ben/"')
        self.assertContains(page, 'href="/me/ties/"')
        self.assertContains(page, "Nobody you follow has written a review yet.")

    def test_who_is_shut_out_is_not_listed(self):
        User.objects.filter(pk=self.ben.pk).update(is_active=False)
        self.assertNotContains(self.client.get(self.url), "/members/ben/")

    def test_following_nobody_says_what_it_is_for(self):
        Tie.objects.all().delete()
        self.assertContains(self.client.get(self.url), "You do not follow anybody yet.")

    def test_visitors_sign_in_and_come_back(self):
        self.client.logout()
        answer = f"{reverse('account_login')}?next=%2Fme%2Ffollowing%2F"
        self.assertRedirects(self.client.get(self.url), answer, fetch_redirect_response=False)

    def test_it_is_for_reading(self):
        self.assertEqual(self.client.post(self.url).status_code, 405)

    def test_pages_of_25_in_a_fixed_number_of_queries(self):
        self.review(self.ben)
        with self.assertNumQueries(5):
            self.client.get(self.url)
        others = User.objects.bulk_create(User(username=f"other{number}") for number in range(NAMED + 5))
        Tie.objects.bulk_create(Tie(member=self.ana, other=other, kind="follow") for other in others)
        for other in others[:29]:
            make.review(author=other)
        with self.assertNumQueries(5):
            page = self.client.get(self.url)
        self.assertContains(page, '<article class="member-review"', count=25)
        self.assertEqual(len(page.context["followed"]), NAMED)
        second = self.client.get(self.url, {"page": 2})
        self.assertContains(second, '<article class="member-review"', count=5)
        for number in ("0", "3", "x", "9" * 30):
            self.assertEqual(self.client.get(self.url, {"page": number}).status_code, 404)
