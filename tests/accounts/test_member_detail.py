from datetime import UTC, datetime, timedelta

from django.test import TestCase
from django.utils import timezone

from reviews.models import Rating, Review
from tests import make


class MemberDetailTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana", bio="Silent films,\nmostly.", date_joined=datetime(2019, 3, 7, tzinfo=UTC))
        cls.url = cls.ana.get_absolute_url()

    def review(self, **fields):
        return make.review(author=self.ana, **fields)

    def test_it_introduces_the_member(self):
        make.review(make.film(), self.ana)
        page = self.client.get(self.url)
        self.assertContains(page, "<h1>ana</h1>")
        self.assertContains(page, "@ana")
        self.assertContains(page, "member since March 2019")
        self.assertContains(page, "Silent films,<br>mostly.")
        self.assertContains(page, "1 review<")
        self.assertContains(page, 'member-heading__portrait" aria-hidden="true">A<')

    def test_the_display_name_goes_first_and_is_escaped(self):
        self.ana.display_name = "Ana <b>"
        self.ana.save()
        page = self.client.get(self.url)
        self.assertContains(page, "<h1>Ana &lt;b&gt;</h1>")
        self.assertContains(page, "@ana")

    def test_a_review_shows_film_year_headline_rating_date_and_votes(self):
        film = make.film("The Long Road", 1962)
        Rating.objects.record(film, self.ana, 7)
        review = self.review(of_film=film, headline="Worth it", published_at=datetime(2024, 5, 1, tzinfo=UTC))
        review.record_vote(make.member(), True)
        page = self.client.get(self.url)
        for words in (
            "The Long Road",
            "1962",
            "Worth it",
            "7/10",
            "1 May 2024",
            "1 of 1 person found this review helpful",
        ):
            self.assertContains(page, words)
        self.assertContains(page, film.get_absolute_url())
        self.assertContains(page, review.get_absolute_url())

    def test_spoilers_stay_hidden(self):
        self.review(body=f"{make.BODY} [spoiler]The road ends.[/spoiler]")
        self.review(body=f"He was the driver. {make.BODY}", has_spoilers=True)
        page = self.client.get(self.url)
        self.assertNotContains(page, "The road ends.")
        self.assertNotContains(page, "He was the driver.")
        self.assertContains(page, "This review gives away the story.", count=1)

    def test_the_newest_stands_first(self):
        for days, headline in [(3, "third"), (1, "first"), (2, "second")]:
            self.review(headline=headline, published_at=timezone.now() - timedelta(days=days))
        text = self.client.get(self.url).text
        self.assertLess(text.index("first"), text.index("second"))
        self.assertLess(text.index("second"), text.index("third"))

    def test_pages_of_25(self):
        for _ in range(26):
            self.review()
        self.assertEqual(len(self.client.get(self.url).context["page"]), 25)
        self.assertEqual(len(self.client.get(self.url, {"page": 2}).context["page"]), 1)
        for page in ("3", "0", "-1", "x", "9" * 30, "1\x00"):
            self.assertIn(self.client.get(self.url, {"page": page}).status_code, (400, 404))

    def test_what_is_not_published_is_for_its_author_only(self):
        self.review(headline="Taken back").withdraw()
        self.assertNotContains(self.client.get(self.url), "Taken back")
        self.client.force_login(make.member("ben"))
        self.assertNotContains(self.client.get(self.url), "Taken back")
        self.client.force_login(self.ana)
        page = self.client.get(self.url)
        self.assertContains(page, "Taken back")
        self.assertContains(page, "Only you see this: withdrawn by its author.")

    def test_any_letter_case_leads_to_the_small_one(self):
        response = self.client.get("/members/ANA/?page=1")
        self.assertRedirects(response, f"{self.url}?page=1", status_code=301)

    def test_unknown_and_closed_accounts_are_not_found(self):
        make.member("ben", is_active=False)
        for name in ("nobody", "NOBODY", "ben", "Ben", "a%00b", "%ff", "..", "ana%0a", "x" * 3000, "аnа"):
            with self.subTest(name=name):
                self.assertIn(self.client.get(f"/members/{name}/").status_code, (400, 404))

    def test_it_is_for_reading(self):
        self.assertEqual(self.client.post(self.url).status_code, 405)

    def test_visitors_get_nothing_personal(self):
        page = self.client.get(self.url)
        self.assertNotContains(page, "csrfmiddlewaretoken")
        self.assertEqual(len(page.cookies), 0)

    def test_the_number_of_queries_is_the_same_for_3_and_for_30_reviews(self):
        for _ in range(3):
            self.review()
        with self.assertNumQueries(6):
            self.client.get(self.url)
        for _ in range(27):
            self.review()
        with self.assertNumQueries(6):
            self.client.get(self.url)
        self.assertEqual(Review.objects.count(), 30)
