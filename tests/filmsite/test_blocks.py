"""What a block and a mute hide: driven over every surface where members and their reviews stand."""

from django.test import TestCase
from django.urls import reverse

from accounts.models import Notification, Tie, User
from reviews.models import Review
from tests import make


class SurfacesTests(TestCase):
    """Ana and Ben have each written about the same film; then one blocks or mutes the other."""

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana", display_name="Ana Lobo")
        cls.ben = make.member("ben", display_name="Ben Ito")
        cls.cem = make.member("cem", display_name="Cem Ay")
        cls.film = make.film("The Long Road")
        words = {cls.ana: "Anas words", cls.ben: "Bens words", cls.cem: "Cems words"}
        cls.reviews = {member: make.review(cls.film, member, headline=text) for member, text in words.items()}
        cls.headlines = words
        for voter in words:
            for author in words:
                if voter != author:
                    cls.reviews[author].record_vote(voter, True)
        for member in (cls.ana, cls.ben):
            make.tie(member, "follow", cls.cem)
            make.tie(cls.cem, "follow", member)
        make.tie(cls.ana, "follow", cls.ben)
        make.tie(cls.ben, "follow", cls.ana)

    def surfaces(self):
        film = self.film.get_absolute_url()
        return [
            "/",
            film,
            f"{film}reviews/",
            f"{film}reviews/?sort=newest",
            f"{film}reviews/?members=followed",
            "/me/following/",
            "/me/votes/",
            "/search/?q=it",
            "/search/?q=lo",
        ]

    def get(self, reader, url):
        self.client.force_login(reader)
        return self.client.get(url)

    def names(self, member):
        return [self.headlines[member], f"/members/{member.username}/", str(member)]

    def assert_hidden(self, reader, other):
        for url in self.surfaces():
            page = self.get(reader, url)
            self.assertEqual(page.status_code, 200, url)
            for name in self.names(other):
                with self.subTest(reader=str(reader), url=url, name=name):
                    self.assertNotContains(page, name)

    def assert_out_of_reach(self, reader, other):
        """Nothing under the other's own addresses exists for this reader."""
        review = self.reviews[other]
        self.client.force_login(reader)
        for name in ("review_detail", "report_review", "revisions"):
            self.assertEqual(self.client.get(reverse(f"reviews:{name}", args=[review.pk])).status_code, 404, name)
        vote = reverse("reviews:helpful_vote", args=[review.pk])
        report = reverse("reviews:report_review", args=[review.pk])
        self.assertEqual(self.client.post(vote, {"is_helpful": "no"}).status_code, 404)
        self.assertEqual(self.client.post(report, {"reason": "spam"}).status_code, 404)
        self.assertTrue(review.helpful_votes.get(voter=reader).is_helpful)
        self.assertFalse(reader.reports.exists())

    def test_without_ties_everybody_stands_everywhere(self):
        for url in ("/", f"{self.film.get_absolute_url()}reviews/", "/me/following/", "/me/votes/"):
            self.assertContains(self.get(self.ana, url), "Bens words")
        self.assertContains(self.get(self.ana, "/search/?q=it"), "Ben Ito")

    def test_a_block_hides_both_ways_on_every_surface(self):
        make.tie(self.ana, "block", self.ben)
        for reader, other in ((self.ana, self.ben), (self.ben, self.ana)):
            self.assert_hidden(reader, other)
            self.assert_out_of_reach(reader, other)

    def test_the_page_of_who_blocked_one_is_not_there(self):
        make.tie(self.ana, "block", self.ben)
        for url in ("/members/ana/", "/members/ANA/"):
            self.assertEqual(self.get(self.ben, url).status_code, 404)
        self.assertContains(self.get(self.ana, "/members/ben/"), "You have blocked Ben Ito")

    def test_everybody_else_goes_on_seeing_both(self):
        make.tie(self.ana, "block", self.ben)
        make.tie(self.ana, "mute", self.ben)
        page = self.get(self.cem, f"{self.film.get_absolute_url()}reviews/")
        for words in ("Anas words", "Bens words"):
            self.assertContains(page, words)
        self.client.logout()
        page = self.client.get(f"{self.film.get_absolute_url()}reviews/")
        for words in ("Anas words", "Bens words"):
            self.assertContains(page, words)
        self.assertEqual(self.client.get("/members/ben/reviews.atom").status_code, 200)

    def test_a_mute_hides_them_from_me_alone(self):
        make.tie(self.ana, "mute", self.ben)
        self.assert_hidden(self.ana, self.ben)
        page = self.get(self.ben, f"{self.film.get_absolute_url()}reviews/")
        self.assertContains(page, "Anas words")

    def test_on_their_own_pages_who_is_muted_can_be_read_and_answered(self):
        make.tie(self.ana, "mute", self.ben)
        self.assertContains(self.get(self.ana, "/members/ben/"), "Bens words")
        review = self.reviews[self.ben]
        self.assertContains(self.get(self.ana, review.get_absolute_url()), "Bens words")
        self.assertEqual(self.get(self.ana, reverse("reviews:report_review", args=[review.pk])).status_code, 200)

    def test_undoing_it_brings_everything_back_except_the_following(self):
        make.tie(self.ana, "block", self.ben)
        Tie.objects.undo(self.ana, self.ben, "block")
        for reader, words in ((self.ana, "Bens words"), (self.ben, "Anas words")):
            self.assertContains(self.get(reader, f"{self.film.get_absolute_url()}reviews/"), words)
            self.assertNotContains(self.get(reader, "/me/following/"), words)

    def test_the_pages_of_a_list_end_where_what_one_sees_ends(self):
        for _ in range(22):
            make.review(self.film)
        reviews = f"{self.film.get_absolute_url()}reviews/"
        extra = make.review(self.film, make.member("extra"))
        self.assertEqual(self.get(self.ana, f"{reviews}?page=2").status_code, 200)
        make.tie(self.ana, "mute", extra.author)
        self.assertEqual(self.get(self.ana, f"{reviews}?page=2").status_code, 404)

    def test_nobody_is_told_of_what_somebody_hidden_has_changed(self):
        make.tie(self.ana, "mute", self.ben)
        make.tie(self.ben, "block", self.cem)
        with self.captureOnCommitCallbacks(execute=True):
            self.reviews[self.ben].revise(body="Nothing is left of what stood here before. " * 9)
        self.assertFalse(Notification.objects.exists())
        with self.captureOnCommitCallbacks(execute=True):
            self.reviews[self.cem].revise(body="Nothing is left of what stood here before. " * 9)
        self.assertEqual([told.member for told in Notification.objects.all()], [self.ana])

    def test_a_report_filed_before_leads_nowhere_any_more(self):
        case = make.report(self.reviews[self.ben], self.ana).case
        url = self.reviews[self.ben].get_absolute_url()
        self.assertContains(self.get(self.ana, case.get_absolute_url()), f'href="{url}"')
        make.tie(self.ben, "block", self.ana)
        page = self.get(self.ana, case.get_absolute_url())
        self.assertContains(page, "What you reported")
        self.assertNotContains(page, f'href="{url}"')

    def test_the_questions_the_surfaces_ask(self):
        make.tie(self.ana, "block", self.ben)
        make.tie(self.ana, "mute", self.cem)
        visible, listed = Review.objects.visible_to(self.ana), Review.objects.published_for(self.ana)
        self.assertCountEqual([review.author for review in visible], [self.ana, self.cem])
        self.assertCountEqual([review.author for review in listed], [self.ana])
        self.assertCountEqual(User.objects.visible_to(self.ana), [self.ana, self.ben, self.cem])
        self.assertCountEqual(User.objects.listed_for(self.ana), [self.ana])
        self.assertCountEqual(User.objects.visible_to(self.ben), [self.ben, self.cem])
