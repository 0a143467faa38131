from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from accounts.models import Tie
from filmsite.sign_in import sign_in_url
from reviews.models import Review, SlowMode
from tests import make
from tests.reviews.review_list import ReviewListTestCase


class ReviewListTests(ReviewListTestCase):
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
        Review.objects.filter(headline="c").update(author_reviews=3)
        orders["prolific"] = "cab"
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
        bad = [
            "sort=best",
            "rating=11",
            "rating=x",
            "language=xx",
            "spoilers=maybe",
            "members=all",
            "page=0",
            "page=2",
            "page=x",
        ]
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

    def test_the_number_of_queries_is_the_same_for_10_and_for_300_reviews(self):
        self.add("for", 5, rating=9)
        self.add("against", 5, rating=2)
        make.many_reviews(self.film, 8, days_ago=2)
        ben = make.member("ben")
        for _ in range(2):
            self.client.logout()
            for queries, query in ((8, ""), (4, "?sort=helpful"), (4, "?sort=prolific"), (6, "?spoilers=hide")):
                with self.subTest(query), self.assertNumQueries(queries):
                    self.client.get(f"{self.url}{query}")
            self.client.force_login(ben)
            with self.assertNumQueries(11):
                self.client.get(self.url)
            make.many_reviews(self.film, 290, days_ago=2)


class FiltersTests(ReviewListTestCase):
    def test_members_i_follow(self):
        ben, ida = make.member("ben"), make.member("ida")
        Tie.objects.set(ben, self.add("by one followed").author, Tie.Kind.FOLLOW)
        self.add("by somebody else")
        self.client.force_login(ben)
        page = self.client.get(f"{self.url}?members=followed")
        self.assertEqual([review.headline for review in page.context["page"]], ["by one followed"])
        self.assertContains(page, 'name="members" value="followed" checked')
        self.assertEqual(page.context["page"].paginator.count, 1)
        self.client.force_login(ida)
        self.assertContains(self.client.get(f"{self.url}?members=followed"), "No review fits this choice.")

    def test_a_visitor_signs_in_to_see_whom_they_follow(self):
        address = f"{self.url}?members=followed&sort=newest"
        self.assertRedirects(self.client.get(address), sign_in_url(address), fetch_redirect_response=False)
        self.assertNotContains(self.client.get(self.url), "Members I follow")

    def test_whom_a_member_does_not_see_is_not_counted_for_them(self):
        ben = make.member("ben")
        self.add("seen")
        Tie.objects.set(ben, self.add("muted").author, Tie.Kind.MUTE)
        self.assertEqual(self.client.get(self.url).context["page"].paginator.count, 2)
        self.client.force_login(ben)
        page = self.client.get(self.url).context["page"]
        self.assertEqual((page.paginator.count, [review.headline for review in page]), (1, ["seen"]))

    def test_filters_work_together_and_keep_the_order(self):
        self.add("a", 1, rating=8)
        self.add("b", 5, rating=8, language="de")
        self.add("c", 3, rating=8, language="de")
        self.add("d", 9, rating=3, language="de")
        self.assertEqual(self.headlines("?rating=8&language=de"), ["b", "c"])
        self.assertEqual(self.headlines("?rating=8&language=de&sort=newest"), ["c", "b"])
        page = self.client.get(f"{self.url}?rating=8&language=de&sort=newest")
        self.assertContains(page, '<input type="hidden" name="language" value="de">')
        self.assertContains(page, '<input type="hidden" name="sort" value="newest">')
        self.assertContains(page, "2 of 4 reviews")
        self.assertContains(self.client.get(f"{self.url}?rating=3"), "1 of 4 reviews")


class ForAndAgainstTests(ReviewListTestCase):
    def pair(self, query=""):
        page = self.client.get(f"{self.url}{query}")
        shown = "For and against" in page.content.decode()
        return [page.context["best_for"].headline, page.context["best_against"].headline] if shown else None

    def test_the_most_helpful_of_each_side_stand_above_the_list(self):
        self.add("good", 3, rating=8)
        self.add("best", 28, 4, rating=7)
        self.add("so so", 90, rating=6)
        self.add("bad", 4, 1, rating=4)
        self.add("unrated", 50)
        self.assertEqual(self.pair(), ["best", "bad"])
        page = self.client.get(self.url)
        self.assertContains(page, "2 members gave 7 or more, 1 gave 4 or less.")
        self.assertContains(page, f'id="{page.context["best_for"].anchor}"', count=1)

    def test_they_stand_on_the_first_page_of_the_list_as_it_is_found(self):
        self.add("best", 2, rating=7)
        self.add("bad", 4, rating=1)
        make.many_reviews(self.film, 30)
        self.assertEqual(self.pair(), ["best", "bad"])
        for query in ("?page=2", "?sort=helpful", "?rating=7", "?language=en", "?spoilers=hide"):
            self.assertIsNone(self.pair(query), query)

    def test_there_is_nothing_where_one_is_missing(self):
        self.add("best", 2, rating=7)
        self.assertIsNone(self.pair())
        self.add("nobody found it helpful", 0, 9, rating=2)
        self.add("a spoiler", 9, rating=1, has_spoilers=True)
        self.assertIsNone(self.pair())


class AnnouncementsTests(ReviewListTestCase):
    def test_helpful_on_both_sides_is_a_badge(self):
        review = self.add("for all")
        Review.objects.filter(pk=review.pk).update(bridging=0.5)
        self.add("for some")
        page = self.client.get(self.url)
        self.assertContains(page, f'<a href="{self.url}#both-sides"', count=1)
        self.assertContains(page, 'id="both-sides"', count=1)

    def test_slow_mode_is_announced_with_its_reason_and_end(self):
        review = self.add("a")
        end = timezone.now() + timedelta(hours=20)
        SlowMode.objects.create(film=self.film, ends_at=end, voters=34, minutes=10, usual=0.4)
        words = "34 members voted within 10 minutes, where 0.4 usually do."
        for page in (self.url, self.film.get_absolute_url(), review.get_absolute_url()):
            self.assertNotContains(self.client.get(page), words)
            type(self.film).objects.update(slow_until=end)
            self.assertContains(self.client.get(page), words)
            self.assertContains(self.client.get(page), f"{timezone.localtime(end):%H:%M} UTC</time>")
            type(self.film).objects.update(slow_until=timezone.now() - timedelta(minutes=1))


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
