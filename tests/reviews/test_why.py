from tests import make
from tests.reviews.review_list import ReviewListTestCase


class WhyHereTests(ReviewListTestCase):
    def why(self, query=""):
        return {
            review.headline: " ".join(review.why) for review in self.client.get(f"{self.url}{query}").context["page"]
        }

    def test_the_votes_explain_themselves(self):
        make.voted(self.add("many"), 28, 4, earlier_helpful=2, earlier_unhelpful=1).save()
        self.add("none")
        why = self.why()
        self.assertIn("28 of 32 found it helpful. 2 of 3 found an earlier version helpful", why["many"])
        self.assertIn("With 35 votes so weighed the true share lies above 71.2%", why["many"])
        self.assertIn("Nobody has voted on it yet.", why["none"])
        self.assertContains(self.client.get(self.url), "Why here?", count=2)

    def test_the_figure_is_the_one_of_the_design(self):
        self.add("many", 28, 4)
        self.add("one", 1)
        why = self.why("?sort=helpful")
        self.assertIn("above 71.9%", why["many"])
        self.assertIn("With 1 vote the true share lies above 20.7%", why["one"])

    def test_a_place_that_is_given_says_so(self):
        make.many_reviews(self.film, 9, helpful=9)
        self.add("new", 0, 2, days_ago=3)
        self.assertEqual(
            self.why()["new"],
            "Every fifth place goes to a recent review with few votes: "
            "this one is 3 days old and had 2 votes this morning.",
        )
        self.assertIn("0 of 2 found it helpful.", self.why("?sort=helpful")["new"])

    def test_other_orders_say_what_they_go_by(self):
        self.add("a", 3, 1, rating=8)
        self.add("b")
        for sort, words in {
            "newest": "It was published on",
            "oldest": "The oldest stand first.",
            "highest": "Its author gave the film 8 of 10. The highest ratings",
            "lowest": "The lowest ratings",
            "most-voted": "It has 4 votes.",
            "prolific": "Its author has published 1 review here.",
        }.items():
            with self.subTest(sort=sort):
                self.assertIn(words, self.why(f"?sort={sort}")["a"])
        self.assertIn("has not rated the film", self.why("?sort=highest")["b"])
        self.assertIn("It has no votes.", self.why("?sort=most-voted")["b"])

    def test_the_list_says_how_the_order_works(self):
        self.assertContains(self.client.get(self.url), "How the order works")

    def test_the_page_of_a_review_says_what_its_votes_make_of_it(self):
        page = self.client.get(self.add("many", 28, 4).get_absolute_url())
        self.assertContains(page, "Its place among the most helpful")
        self.assertContains(page, "With 32 votes the true share lies above 71.9%")
