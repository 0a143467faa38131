from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Review, Revision
from tests import make

SPOILER = "the brother did it"


def address(review, **query):
    return reverse("reviews:revisions", args=[review.pk], query=query)


class RevisionsTest(TestCase):
    """A review by Ana, published with one text and then given another."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.mod = make.member("ana"), make.member("ben"), make.moderator("judge-jo")
        cls.film = make.film()
        cls.review = make.review(cls.film, cls.ana, body=f"{make.BODY}It names a shop.")
        cls.review.revise(body=f"{make.BODY}It names a street.")

    def page(self, reader=None, review=None, **query):
        self.client.logout()
        if reader:
            self.client.force_login(reader)
        return self.client.get(address(review or self.review, **query))

    def redact(self, review=None, **text):
        """Judge Jo takes words out of the review."""
        review = review or self.review
        case = make.report(review).case
        redacted = {"headline": review.headline, "body": make.BODY, **text}
        make.decision(case, "redact", by=self.mod, guideline="keep-private-things-private", redacted=redacted)
        review.refresh_from_db()


class OldHeadlineTests(RevisionsTest):
    def test_a_headline_that_was_changed_is_closed(self):
        """It may have been changed because it gave the story away."""
        review = make.review(self.film, self.ben, headline="The gardener did it")
        review.revise(headline="A quiet garden")
        page = self.page(review=review).content.decode()
        self.assertLess(page.index('<details class="spoiler'), page.index("The gardener did it"))


class RevisionsPageTests(RevisionsTest):
    def test_everybody_may_see_what_changed_last(self):
        for reader in (None, self.ben, self.ana, self.mod):
            page = self.page(reader)
            self.assertContains(page, "<del>shop.</del>")
            self.assertContains(page, "<ins>street.</ins>")
            self.assertContains(page, "From version 1 to version 2")

    def test_any_two_versions_can_be_chosen_and_the_earlier_one_stands_first(self):
        self.review.revise(body=f"{make.BODY}It names a river.")
        for query in ({"from": 1, "to": 3}, {"from": 3, "to": 1}, {"from": 1}):
            page = self.page(**query)
            self.assertContains(page, "<del>shop.</del>")
            self.assertContains(page, "<ins>river.</ins>")
        self.assertContains(self.page(to=2), "<del>shop.</del>")
        self.assertContains(self.page(**{"from": "", "to": ""}), "<del>street.</del>")

    def test_a_version_beside_itself_asks_for_another(self):
        self.assertContains(self.page(**{"from": 2, "to": 2}), "Choose two versions")

    def test_versions_that_do_not_exist_are_404(self):
        for number in ("0", "3", "-1", "x", "1.0", "²", "9" * 40, "1 "):
            for name in ("from", "to"):
                self.assertEqual(self.page(**{name: number}).status_code, 404, (name, number))
        self.assertEqual(self.page(page=2).status_code, 404)

    def test_a_changed_headline_spoiler_mark_and_language_are_told(self):
        self.review.revise(headline="A road worth a detour", has_spoilers=True, language="de")
        page = self.page()
        self.assertContains(page, "<ins>a detour</ins>")
        self.assertContains(page, "was marked as one that gives away the story")
        self.assertContains(page, "from English to Deutsch")

    def test_the_list_tells_when_and_how_much(self):
        self.review.revise(headline="A road worth a detour", body="Nothing of it is left. " * 9)
        self.review.revise(language="de")
        page = self.page()
        self.assertContains(page, "first published")
        self.assertContains(page, "2&nbsp;% changed")
        self.assertContains(page, "no word changed")
        self.assertContains(page, 'href="?from=2&amp;to=3"')

    def test_one_that_was_never_edited_says_so(self):
        page = self.page(review=make.review())
        self.assertContains(page, "never been changed")
        self.assertNotContains(page, "<table")

    def test_one_edited_before_versions_were_kept_says_so(self):
        Review.objects.filter(pk=self.review.pk).update(revision_count=1)
        self.assertContains(self.page(), "earlier versions were not kept yet")

    def test_nothing_becomes_markup(self):
        self.review.revise(headline="<b>Bold</b>", body=f"<script>alert(1)</script> {make.BODY}")
        page = self.page()
        self.assertNotContains(page, "<script>alert")
        self.assertNotContains(page, "<b>Bold")
        self.assertContains(page, "&lt;script&gt;")

    def test_search_engines_stay_away(self):
        self.assertContains(self.page(), '<meta name="robots" content="noindex">')

    def test_a_visitor_gets_nothing_personal(self):
        page = self.page()
        self.assertFalse(page.cookies)
        self.assertNotContains(page, "csrfmiddlewaretoken")

    def test_a_long_history_has_pages(self):
        for number in range(12):
            self.review.revise(body=f"{make.BODY}Version {number}.")
        self.assertContains(self.page(), '<li class="record">', count=10)
        self.assertContains(self.page(page=2), '<li class="record">', count=4)

    def test_it_takes_a_fixed_number_of_queries(self):
        def count(reader):
            self.page(reader)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(address(self.review))
            return len(queries)

        readers = (None, self.ben, self.mod)
        self.assertEqual(count(None), 5)
        self.redact()
        few = [count(reader) for reader in readers]
        # What the guideline says that a version was withheld under, for the list and for the two that are compared; and
        # which versions took words out.
        self.assertEqual(few[0], 8)
        for number in range(7):
            self.review.revise(body=f"{make.BODY}Version {number}.")
        self.redact()
        self.assertEqual([count(reader) for reader in readers], few)

    def test_looking_changes_nothing(self):
        self.assertEqual(self.client.post(address(self.review)).status_code, 405)


class EditedLinkTests(RevisionsTest):
    def test_the_review_says_when_it_was_edited_and_leads_there(self):
        page = self.client.get(self.review.get_absolute_url())
        self.assertContains(page, f'href="{address(self.review)}"')
        self.assertContains(page, f"Edited on {self.review.edited_at:%-d %B %Y}")

    def test_one_that_was_not_edited_says_nothing(self):
        review = make.review()
        page = self.client.get(review.get_absolute_url())
        self.assertNotContains(page, "Edited on")
        self.assertNotContains(page, address(review))


class WhoMayNotTests(RevisionsTest):
    def test_what_is_not_on_the_site_is_404_for_others(self):
        for state in (Review.State.WITHDRAWN, Review.State.HIDDEN, Review.State.REMOVED):
            Review.objects.update(state=state)
            for reader in (None, self.ben):
                self.assertEqual(self.page(reader).status_code, 404)
            self.assertEqual(self.page(self.ana).status_code, 200)

    def test_it_is_404_beyond_a_block(self):
        make.tie(self.ana, "block", self.ben)
        self.assertEqual(self.page(self.ben).status_code, 404)

    def test_a_review_that_does_not_exist_is_404(self):
        for path in ("/reviews/999999/revisions/", f"/reviews/{'9' * 30}/revisions/", "/reviews/x/revisions/"):
            self.assertEqual(self.client.get(path).status_code, 404)


class SpoilerTests(RevisionsTest):
    def assert_closed(self, review, **query):
        """The difference is there, inside a closed <details>, and nothing of it anywhere else."""
        page = self.page(review=review, **query).content.decode()
        self.assertNotIn('<details class="spoiler spoiler--whole" open', page)
        before, opening, rest = page.partition('<details class="spoiler spoiler--whole">')
        self.assertTrue(opening)
        inside, _, after = rest.partition("</details>")
        self.assertIn("<table", inside)
        self.assertIn("brother", inside)
        for outside in (before, after):
            self.assertNotIn("brother", outside)
            self.assertNotIn("<table", outside)

    def review_with(self, *bodies, **text):
        first, *others = bodies
        review = make.review(self.film, make.member(), body=first, **text)
        for body in others:
            review.revise(body=body)
        return review

    def test_of_a_review_that_is_one_as_a_whole(self):
        review = self.review_with(make.BODY, f"{make.BODY}And {SPOILER}.")
        review.revise(has_spoilers=True)
        self.assert_closed(review, to=2)

    def test_with_a_mark_in_the_later_version(self):
        self.assert_closed(self.review_with(make.BODY, f"{make.BODY}And [spoiler]{SPOILER}[/spoiler]."))

    def test_with_a_mark_in_the_earlier_version(self):
        self.assert_closed(self.review_with(f"{make.BODY}And [SPOILER]{SPOILER}[/SPOILER].", f"{make.BODY}So."))

    def test_where_the_passage_was_not_marked_yet(self):
        unmarked = self.review_with(f"{make.BODY}And {SPOILER}.", f"{make.BODY}And [spoiler]{SPOILER}[/spoiler].")
        self.assert_closed(unmarked)
        unmarked.revise(body=f"{make.BODY}I say no more.")
        self.assert_closed(unmarked, **{"from": 1, "to": 3})

    def test_marked_by_a_moderator(self):
        review = self.review_with(make.BODY, f"{make.BODY}And {SPOILER}.")
        make.decision(make.report(review).case, "spoiler")
        self.assert_closed(review)

    def test_a_review_without_any_stands_open(self):
        self.assertNotContains(self.page(), '<details class="spoiler')


class KeepingTests(RevisionsTest):
    def test_a_save_without_a_change_makes_no_version(self):
        before = list(self.review.revisions.values())
        edited = self.review.edited_at
        self.review.revise(**self.review.text)
        self.assertEqual(list(self.review.revisions.values()), before)
        self.assertEqual((self.review.revision_count, self.review.edited_at), (2, edited))

    def test_the_form_saved_without_a_change_makes_no_version(self):
        self.client.force_login(self.ana)
        url = reverse("reviews:my_review", args=[self.film.pk, self.film.slug])
        self.client.post(url, {"headline": self.review.headline, "body": self.review.body, "language": "en"})
        self.assertEqual(self.review.revisions.count(), 2)

    def test_a_review_withdrawn_and_published_again_unchanged_makes_no_version(self):
        self.review.withdraw()
        self.review.revise(**self.review.text)
        self.assertEqual(self.review.revisions.count(), 2)

    def test_every_version_keeps_its_text_its_time_and_who_made_it(self):
        first, second = self.review.revisions.order_by("number")
        self.assertEqual(first.plain_text(), f"A road worth walking\n\n{make.BODY}It names a shop.")
        self.assertEqual((first.made_at, second.made_at), (self.review.published_at, self.review.edited_at))
        self.assertEqual((first.made_by, second.made_by), (self.ana, self.ana))


class RevisionConstraintTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.review = make.review()

    def add(self, number):
        with transaction.atomic():
            Revision.objects.create(review=self.review, number=number, made_by=self.review.author, **self.review.text)

    def test_the_database_keeps_one_version_of_a_number(self):
        with self.assertRaises(IntegrityError):
            self.add(1)

    def test_the_database_counts_from_one(self):
        with self.assertRaises(IntegrityError):
            self.add(0)
