from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse

from reviews.models import Decision
from tests import make
from tests.reviews.test_decision import CaseOfReview
from tests.reviews.test_revisions import RevisionsTest

SECRET = "the gardener of Linden Street"

QUEUE = "/admin/reviews/case/"


def address(case):
    return reverse("admin:reviews_case_change", args=[case.pk])


class RedactionTests(CaseOfReview):
    """The moderator takes words out of Ana's review; the rest of it stands."""

    def redact(self, **redacted):
        return self.decide("redact", redacted={**self.review.text, **redacted})

    def decide(self, action, redacted=None, **fields):
        text = redacted and {name: redacted[name] for name in ("headline", "body")}
        return super().decide(action, redacted=text, **fields)

    def test_the_words_are_gone_and_the_rest_stands_with_its_votes(self):
        body = make.BODY.replace("looks people in the face", "[…]")
        self.redact(body=body)
        self.assertEqual((self.review.body, self.review.headline), (body, "A road worth walking"))
        self.assertTrue(self.review.is_published)
        self.assertEqual(self.review.helpful_votes.get().voter, self.voter)

    def test_the_reporter_does_not_read_them_either(self):
        report = self.case.reports.first()
        self.client.force_login(report.reporter)
        self.assertContains(self.client.get(self.case.get_absolute_url()), "looks people in the face")
        self.redact(body=make.BODY.replace("looks people in the face", "[…]"))
        page = self.client.get(self.case.get_absolute_url())
        self.assertNotContains(page, "looks people in the face")
        self.assertContains(page, "does not stand here either")

    def test_it_is_a_version_by_the_moderator_and_those_before_are_withheld(self):
        decision = self.redact(headline="A road")
        first, second = self.review.revisions.order_by("number")
        self.assertEqual((first.withheld_by, second.withheld_by), (decision, None))
        self.assertEqual((first.made_by, second.made_by), (self.ana, self.mod))

    def test_the_author_is_told_and_can_edit_it(self):
        self.redact(headline="A road")
        statement = self.mail_to(self.ana).get().body
        self.assertIn("Some words were taken out of your text.", statement)
        self.assertIn(f"/reviews/{self.review.pk}/revisions/", statement)
        self.assertTrue(self.review.can_be_edited_by(self.ana))

    def test_the_author_finds_the_outcome_and_the_words_on_the_page_of_the_case(self):
        self.redact(headline="A road")
        self.client.force_login(self.ana)
        page = self.client.get(self.case.get_absolute_url())
        self.assertContains(page, "Some words were taken out of your text.")
        self.assertContains(page, "leave out what was taken out")
        self.assertContains(page, f'href="/reviews/{self.review.pk}/revisions/"')

    def test_without_a_change_or_with_nothing_left_nothing_is_decided(self):
        for redacted in ({}, {"headline": ""}, {"body": ""}):
            with self.assertRaises(ValidationError):
                self.redact(**redacted)
        with self.assertRaises(ValidationError):
            self.decide("redact")
        self.assertFalse(Decision.objects.exists())
        self.review.refresh_from_db()
        self.assertEqual(self.review.revision_count, 1)


class RedactingTests(TestCase):
    """Taking words out of a review: the moderator edits its text below the other choices."""

    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.ana = make.moderator(), make.member("ana")
        cls.body = make.BODY.strip()
        cls.review = make.review(make.film(), cls.ana, body=cls.body)
        cls.case = make.report(cls.review, reason="abuse").case
        cls.url = address(cls.case)

    def setUp(self):
        self.client.force_login(self.mod)

    def send(self, **fields):
        data = {
            "action": "redact",
            "guideline": "respect-people",
            "facts": "It calls a member a walnut.",
            "headline": self.review.headline,
            "body": self.body,
            **fields,
        }
        return self.client.post(self.url, data)

    def refused(self, words, status=400, **fields):
        response = self.send(**fields)
        self.assertContains(response, words, status_code=status)
        self.assertContains(response, "It calls a member a walnut.", status_code=status)
        self.review.refresh_from_db()
        self.assertEqual((self.review.body, self.review.revision_count), (self.body, 1))
        self.assertFalse(Decision.objects.exists())
        return response

    def test_the_present_text_stands_there_to_be_edited(self):
        page = self.client.get(self.url)
        self.assertContains(page, 'name="headline" maxlength="100" value="A road worth walking"')
        self.assertContains(page, f'<textarea id="id_body" name="body" rows="14">\n{self.body}</textarea>')
        self.assertContains(page, '<details class="case-redaction">')

    def test_a_fact_has_no_such_fields(self):
        case = make.report(make.trivia(self.review.film)).case
        self.assertNotContains(self.client.get(address(case)), "case-redaction")

    def test_what_is_taken_out_is_gone(self):
        self.assertRedirects(self.send(body=self.body.replace("calm", "[…]")), QUEUE)
        self.review.refresh_from_db()
        self.assertNotIn("calm", self.review.body)
        self.assertEqual(self.review.revisions.get(number=2).made_by, self.mod)
        self.assertTrue(self.review.revisions.get(number=1).withheld_by)

    def test_the_headline_alone_can_be_redacted(self):
        self.send(headline="A road")
        self.review.refresh_from_db()
        self.assertEqual((self.review.headline, self.review.body), ("A road", self.body))

    def test_without_a_change_nothing_is_decided(self):
        self.refused("Nothing is taken out yet")
        self.refused("Nothing is taken out yet", body=f"  {self.body} \r\n")

    def test_with_nothing_left_nothing_is_decided_and_nothing_typed_is_lost(self):
        response = self.refused("Leave some words here", headline=" ", body="Only this is left of it.")
        self.assertContains(response, "Only this is left of it.", status_code=400)
        self.assertContains(response, '<details class="case-redaction" open>', status_code=400)
        response = self.refused("Leave some words here", headline="A street", body="")
        self.assertContains(response, 'value="A street"', status_code=400)

    def test_what_is_too_long_or_cannot_be_shown_is_refused(self):
        self.refused("At most 100 characters", headline="x" * 101)
        self.refused("At most 20000 characters", body="x" * 20_001)
        self.refused("cannot be shown", body=f"{self.body}\x07")

    def test_the_fields_do_not_matter_to_another_decision(self):
        self.assertRedirects(self.send(action="dismiss", headline="", body="x" * 20_001), QUEUE)
        self.review.refresh_from_db()
        self.assertEqual(self.review.revision_count, 1)

    def test_a_text_that_was_changed_meanwhile_is_not_written_over(self):
        mark, typed = self.case.text_mark, self.body.replace("calm", "[…]")
        self.review.revise(headline="Kinder")
        response = self.send(text_seen=mark, headline="A road", body=typed)
        self.assertContains(response, "The author has changed the text meanwhile.", status_code=409)
        self.assertContains(response, 'name="headline" maxlength="100" value="Kinder"', status_code=409)
        self.assertContains(response, f"A road\n\n{typed}", status_code=409)
        self.review.refresh_from_db()
        self.assertEqual((self.review.headline, self.review.body), ("Kinder", self.body))


class WithheldTests(RevisionsTest):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.review.revise(body=f"{make.BODY}Look for {SECRET}.")

    def setUp(self):
        self.redact()

    def test_others_read_that_it_was_taken_from_view_and_by_which_rule(self):
        for reader in (None, self.ben, make.editor()):
            page = self.page(reader)
            self.assertContains(page, "A moderator has taken version 3 from view")
            self.assertContains(page, 'href="/guidelines/#keep-private-things-private"')

    def test_no_difference_with_it_shows_others_anything(self):
        for reader in (None, self.ben, self.mod):
            for query in ({}, {"from": 1, "to": 2}, {"from": 1, "to": 4}, {"from": 2}, {"from": 3, "to": 3}):
                page = self.page(reader, **query)
                for words in (SECRET, "Linden", "shop", "<table", "<del>", "% changed", "What changed"):
                    self.assertNotContains(page, words)

    def test_versions_since_are_compared_as_always(self):
        self.review.revise(body=f"{make.BODY}Well then.")
        page = self.page()
        self.assertContains(page, "<ins>Well then.</ins>")
        self.assertContains(page, "% changed", count=1)
        self.assertNotContains(page, SECRET)

    def test_the_author_sees_it_and_is_told_that_others_do_not(self):
        page = self.page(self.ana)
        self.assertContains(page, SECRET)
        self.assertContains(page, "Only you can read it here; moderators can open it")

    def test_moderators_do_not_see_it_here_but_on_the_case_where_their_look_is_written_down(self):
        for reader in (self.mod, make.moderator("mod2"), make.senior(), make.administrator()):
            page = self.page(reader)
            self.assertNotContains(page, SECRET)
            self.assertContains(page, "What stood in it is not shown.")

    def test_who_took_words_out_is_for_moderators_to_know(self):
        for reader in (None, self.ben, self.ana):
            page = self.page(reader)
            self.assertContains(page, "by a moderator, who took words out")
            self.assertNotContains(page, "judge-jo")
        self.assertContains(self.page(make.moderator("mod2")), "by a moderator (judge-jo), who took words out")

    def test_what_was_hidden_stays_out_of_view_when_its_author_has_edited_it(self):
        review = make.review(self.film, make.member(), body=f"{make.BODY}Look for {SECRET}.")
        make.decision(make.report(review).case, "hide", by=self.mod)
        review.revise(body=f"{make.BODY}Never mind.")
        page = self.page(review=review)
        self.assertNotContains(page, SECRET)
        self.assertContains(page, "A moderator has taken version 1 from view")

    def test_what_was_restored_is_in_view_again(self):
        review = make.review(self.film, make.member(), body=f"{make.BODY}Look for the river.")
        review.revise(body=f"{make.BODY}Look for the sea.")
        case = make.report(review).case
        make.decision(case, "remove")
        make.decision(case, "restore")
        self.assertContains(self.page(review=review), "<del>river.</del>")
