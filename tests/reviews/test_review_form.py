from unittest.mock import patch

from django.test import TestCase
from django.urls import reverse

from reviews import guidelines
from tests import make


class FormPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()
        cls.url = reverse("reviews:my_review", args=[cls.film.pk, cls.film.slug])

    def setUp(self):
        self.client.force_login(self.ana)

    def publish(self, **fields):
        return self.client.post(self.url, {"headline": "A road", "body": make.BODY, "language": "en", **fields})

    def test_the_rules_stand_beside_the_form_by_their_ids(self):
        page = self.client.get(self.url)
        ids = [
            "about-the-film",
            "no-other-reviewers",
            "headline-without-spoilers",
            "mark-spoilers",
            "own-words",
            "helpful-is-not-agreeing",
        ]
        short = {rule.pk: rule.short for rule in guidelines.in_force()}
        for number in ids:
            self.assertContains(page, f'href="/guidelines/#{number}"')
            self.assertContains(page, f"<code>{number}</code>")
            self.assertContains(page, short[number])

    def test_padding_is_refused_with_what_to_change(self):
        response = self.publish(body="Good film this was. " * 20)
        self.assertEqual(response.status_code, 400)
        self.assertIn("body", response.context["form"].errors)
        self.assertContains(response, "Good film this was. Good", status_code=400)

    def test_errors_belong_to_their_fields_and_the_summary_has_the_focus(self):
        page = self.publish(body="Too short", rating="11").content.decode()
        for part in (
            '<div class="writing-errors" tabindex="-1" autofocus>',
            '<a href="#id_body">Your review</a>',
            'aria-describedby="id_body_helptext id_body_error"',
            'aria-describedby="id_rating_error"',
            'id="id_rating_error"',
        ):
            self.assertIn(part, page)

    def test_a_hidden_review_without_a_change_stays_hidden_and_says_so(self):
        review = make.review(self.film, self.ana, body=make.BODY.strip())
        make.decision(make.report(review).case, "hide")
        page = self.client.post(
            self.url, {"headline": review.headline, "body": review.body, "language": "en"}, follow=True
        )
        self.assertContains(page, "so your review stays hidden")
        self.assertNotContains(page, "Your review is published")

    def test_a_spoiler_mark_by_decision_stays_in_drafts_too(self):
        review = make.review(self.film, self.ana, body=make.BODY.strip())
        make.decision(make.report(review, reason="spoiler").case, "spoiler", guideline="mark-spoilers")
        self.client.post(reverse("reviews:save_draft", args=[self.film.pk, self.film.slug]), {"body": "Half a thought"})
        self.assertTrue(self.ana.drafts.get().has_spoilers)


class LanguageOfReviewTests(TestCase):
    GERMAN = "Der Film nimmt sich alle Zeit der Welt, und am Ende wünscht man sich, er hätte noch etwas mehr davon. "

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.film = make.member("ana"), make.film()
        cls.url = reverse("reviews:my_review", args=[cls.film.pk, cls.film.slug])

    def setUp(self):
        self.client.force_login(self.ana)

    def publish(self, follow=False, **fields):
        data = {"headline": "Zeit", "body": self.GERMAN * 2, **fields}
        return self.client.post(self.url, data, follow=follow)

    def language(self):
        return self.ana.reviews.get().language

    def test_a_new_form_offers_to_find_out(self):
        self.assertContains(
            self.client.get(self.url), '<option value="" selected>Find out from the text</option>', html=True
        )

    def test_the_language_is_found_out_and_said_with_a_way_to_change_it(self):
        page = self.publish(language="", follow=True)
        self.assertEqual(self.language(), "de")
        self.assertContains(page, 'Your review is published, in <span lang="de">Deutsch</span>. Not right?')
        self.assertContains(page, f'<a href="{self.url}#id_language">Change it</a>')

    def test_a_form_without_the_field_works(self):
        self.publish()
        self.assertEqual(self.language(), "de")

    def test_a_chosen_language_is_kept(self):
        page = self.publish(language="nl", follow=True)
        self.assertEqual(self.language(), "nl")
        self.assertContains(page, "Your review is published.")

    def test_what_cannot_be_told_is_in_the_members_own_language_or_in_english(self):
        with patch("reviews.languages.detect", return_value=None):
            self.publish()
            self.assertEqual(self.language(), "en")
            self.ana.language = "fr"
            self.ana.save()
            self.publish(language="")
            self.assertEqual(self.language(), "fr")

    def test_the_stored_language_is_selected_and_can_be_corrected(self):
        make.review(self.film, self.ana, language="fr")
        page = self.client.get(self.url)
        self.assertContains(page, '<option value="fr" selected>Français</option>', html=True)
        self.publish(language="de")
        self.assertEqual(self.language(), "de")

    def test_a_revision_that_does_not_name_it_keeps_it(self):
        make.review(self.film, self.ana, language="fr")
        self.publish()
        self.assertEqual(self.language(), "fr")
