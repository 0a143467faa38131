from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from reviews.models import Rating, Review
from tests import make


class ReviewListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.url = reverse("reviews:review_list", args=[cls.film.pk, cls.film.slug])

    def add(self, headline, helpful=0, unhelpful=0, days_ago=0, rating=None, **fields):
        author = make.member()
        if rating:
            Rating.objects.record(self.film, author, rating)
        published_at = timezone.now() - timedelta(days=days_ago)
        review = make.review(self.film, author, headline=headline, published_at=published_at, **fields)
        review.count_votes(helpful, unhelpful)
        review.save(update_fields=["helpful_count", "unhelpful_count", "helpfulness"])
        return review

    def headlines(self, query="", **extra):
        return [review.headline for review in self.client.get(f"{self.url}{query}", **extra).context["page"]]

    def test_the_most_helpful_stand_first_and_the_newest_first_among_equals(self):
        self.add("one of one", 1, 0)
        self.add("28 of 32", 28, 4)
        self.add("old, no votes", days_ago=9)
        self.add("60 of 100", 60, 40)
        self.add("new, no votes")
        expected = ["28 of 32", "60 of 100", "one of one", "new, no votes", "old, no votes"]
        self.assertEqual(self.headlines(), expected)
        self.assertEqual(self.headlines("?sort=helpful"), expected)

    def test_the_other_orders(self):
        self.add("a", 5, 0, days_ago=3, rating=4)
        self.add("b", 1, 9, days_ago=2, rating=10)
        self.add("c", 0, 0, days_ago=1)
        orders = {"newest": "cba", "oldest": "abc", "highest": "bac", "lowest": "abc", "most-voted": "bac"}
        for sort, expected in orders.items():
            with self.subTest(sort=sort):
                self.assertEqual("".join(self.headlines(f"?sort={sort}")), expected)

    def test_filters(self):
        self.add("eight", rating=8)
        self.add("five, French", rating=5, language="fr")
        self.add("whole spoiler", has_spoilers=True)
        self.add("a passage", body=make.BODY + "[spoiler]He dies.[/spoiler]")
        self.assertEqual(self.headlines("?rating=8"), ["eight"])
        self.assertEqual(self.headlines("?language=fr"), ["five, French"])
        self.assertCountEqual(self.headlines("?spoilers=hide"), ["eight", "five, French"])
        self.assertEqual(self.headlines("?rating=1"), [])

    def test_pages_of_25_hold_every_review_once(self):
        for number in range(60):
            self.add(str(number), days_ago=number % 3)
        pages = [self.headlines(f"?page={page}") for page in (1, 2, 3)]
        self.assertEqual([len(page) for page in pages], [25, 25, 10])
        self.assertEqual(len({headline for page in pages for headline in page}), 60)
        self.assertContains(self.client.get(f"{self.url}?page=2"), 'aria-current="page" href="?page=2"')

    def test_links_to_other_pages_keep_order_and_filter(self):
        for number in range(30):
            self.add(str(number), rating=5)
        self.assertContains(self.client.get(f"{self.url}?sort=oldest&rating=5"), "?sort=oldest&amp;rating=5&amp;page=2")

    def test_what_is_no_order_filter_or_page_is_not_found(self):
        self.add("a")
        bad = ["sort=best", "rating=11", "rating=x", "language=xx", "spoilers=maybe", "page=0", "page=2", "page=x"]
        for query in [*bad, "page=99999999999999999999", "page=-1", "page=%F0%9F%92%A9"]:
            self.assertEqual(self.client.get(f"{self.url}?{query}").status_code, 404, query)

    def test_only_published_reviews_are_listed(self):
        for state in Review.State:
            review = self.add(state.value)
            Review.objects.filter(pk=review.pk).update(state=state)
        self.assertEqual(self.headlines(), ["published"])

    def test_a_spoiler_is_closed_and_the_headline_is_open(self):
        self.add("It ends badly for some", has_spoilers=True, body="He dies. " * 20)
        html = self.client.get(self.url).content.decode()
        before, details, after = html.partition('<details class="spoiler spoiler--whole">')
        self.assertIn("It ends badly for some", before)
        self.assertNotIn("He dies", before)
        self.assertIn("He dies", details + after)

    def test_the_line_about_votes(self):
        self.add("many", 28, 4)
        self.add("one", 1, 0)
        self.add("none")
        response = self.client.get(self.url)
        self.assertContains(response, "28 of 32 people found this review helpful.")
        self.assertContains(response, "1 of 1 person found this review helpful.")
        self.assertContains(response, "found this review helpful", count=2)
        self.assertContains(response, "Was this review helpful to you?", count=3)

    def test_visitors_get_nothing_personal(self):
        review = self.add("a")
        response = self.client.get(self.url)
        self.assertNotContains(response, "csrfmiddlewaretoken")
        self.assertFalse(response.cookies)
        self.assertContains(
            response, f"next=%2Ffilms%2F{self.film.pk}%2F{self.film.slug}%2Freviews%2F%23review-{review.pk}"
        )

    def test_members_see_their_own_vote_and_none_on_their_own_review(self):
        ben = make.member("ben")
        self.add("voted").record_vote(ben, False)
        make.review(self.film, ben, headline="mine")
        self.client.force_login(ben)
        response = self.client.get(self.url)
        self.assertContains(response, 'value="none" aria-pressed="true">No<', count=1)
        self.assertContains(response, "Was this review helpful to you?", count=1)
        self.assertContains(response, "Edit your review")

    def test_a_wrong_slug_leads_to_the_right_address_with_its_query(self):
        response = self.client.get(f"/films/{self.film.pk}/wrong/reviews/?sort=oldest")
        self.assertRedirects(response, f"{self.url}?sort=oldest", status_code=301, fetch_redirect_response=False)

    def test_the_number_of_queries_is_the_same_for_3_and_for_300_reviews(self):
        for number in range(3):
            self.add(str(number))
        with self.assertNumQueries(3):
            self.client.get(self.url)
        authors = [make.member() for _ in range(297)]
        Review.objects.bulk_create(
            Review(film=self.film, author=author, headline="x", body=make.BODY) for author in authors
        )
        type(self.film).objects.update(review_count=300)
        with self.assertNumQueries(3):
            self.client.get(self.url)
        with self.assertNumQueries(4):
            self.client.get(f"{self.url}?spoilers=hide")
        self.client.force_login(authors[0])
        with self.assertNumQueries(5):
            self.client.get(self.url)


class ReviewDetailTests(TestCase):
    def test_everybody_can_read_a_published_review(self):
        review = make.review()
        self.assertContains(self.client.get(review.get_absolute_url()), review.headline)

    def test_only_the_author_sees_one_that_is_not(self):
        ana, ben = make.member("ana"), make.member("ben")
        review = make.review(author=ana)
        for state in ("withdrawn", "hidden", "removed"):
            Review.objects.update(state=state)
            self.client.logout()
            self.assertEqual(self.client.get(review.get_absolute_url()).status_code, 404)
            self.client.force_login(ben)
            self.assertEqual(self.client.get(review.get_absolute_url()).status_code, 404)
            self.client.force_login(ana)
            self.assertContains(self.client.get(review.get_absolute_url()), "Only you can see this review")

    def test_a_spoiler_is_not_in_the_description(self):
        review = make.review(body=make.BODY[:120] + " [spoiler]He dies.[/spoiler] " + make.BODY)
        head = self.client.get(review.get_absolute_url()).content.decode().partition("</head>")[0]
        self.assertIn('name="description"', head)
        self.assertNotIn("He dies", head)

    def test_an_unknown_review_is_not_found(self):
        for pk in ("0", "999", "99999999999999999999999"):
            self.assertEqual(self.client.get(f"/reviews/{pk}/").status_code, 404)
