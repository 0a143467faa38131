from datetime import timedelta
from unittest.mock import patch

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews.admin.case_page import said
from reviews.models import AlreadyDecided, Case, Decision
from tests import make
from tests.admin_form import fields_of

QUEUE = "/admin/reviews/case/"


def make_notice():
    return {"law": "Criminal Code, section 185", "place": "Wales", "good_faith": True}


def address(case):
    return reverse("admin:reviews_case_change", args=[case.pk])


class CasePageInAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.mod, cls.other = make.moderator(), make.moderator("mod2")
        cls.ana, cls.ben = make.member("ana"), make.member("benedict")
        cls.film = make.film()
        cls.review = make.review(cls.film, author=cls.ana)
        cls.case = make.report(cls.review, cls.ben, reason="abuse", details="It calls me a walnut.").case
        cls.url = address(cls.case)

    def setUp(self):
        self.client.force_login(self.mod)

    def send(self, action="remove", url=None, **fields):
        data = {"action": action, "guideline": "respect-people", "facts": "It calls a member a walnut.", **fields}
        return self.client.post(url or self.url, data)

    def chosen_guideline(self, url):
        return fields_of(self.client.get(url))["guideline"]

    def version(self):
        return Case.objects.get(pk=self.case.pk).version

    def decided(self):
        return list(Decision.objects.values_list("action", flat=True))

    # What it shows

    def test_it_shows_the_text_the_reports_and_the_records(self):
        make.decision(make.report(make.review(author=self.ana), self.ben).case, "hide", facts="Too loud.")
        make.report(self.review, reason="abuse")
        page = self.client.get(self.url)
        for part in (
            "looks people in the face",
            "Abuse of a person",
            "It calls me a walnut.",
            'href="/members/benedict/"',
            "2 filed, 1 upheld, 0 unfounded.",
            'href="/members/ana/"',
            "1 decision before",
            "Hide until edited",
        ):
            self.assertContains(page, part)

    def test_dismissed_cases_leave_no_mark_on_the_author(self):
        make.decision(make.report(make.review(author=self.ana)).case, "dismiss")
        self.assertContains(self.client.get(self.url), "no decisions before")

    def test_a_decision_that_was_gone_back_on_leaves_no_mark_on_the_author(self):
        case = make.report(make.review(author=self.ana)).case
        make.decision(case, "remove")
        make.decision(case, "restore")
        self.assertContains(self.client.get(self.url), "no decisions before")

    def test_a_text_that_was_changed_stands_beside_what_was_reported(self):
        self.assertContains(self.client.get(self.url), '<h2 id="text">The text</h2>')
        body = make.BODY.replace("calm", "<b>loud</b>", 1)
        self.review.revise(headline="A road worth walking", body=body, has_spoilers=False, language="en")
        page = self.client.get(self.url)
        self.assertContains(page, "changed since it was reported")
        self.assertContains(page, "<del>calm </del>")
        self.assertContains(page, "<ins>&lt;b&gt;loud&lt;/b&gt; </ins>")

    def test_a_report_of_a_later_version_shows_that_version(self):
        self.review.revise(headline="Second thoughts", body=make.BODY, has_spoilers=False, language="en")
        make.report(self.review)
        self.review.revise(headline="Third thoughts", body=make.BODY, has_spoilers=False, language="en")
        page = self.client.get(self.url)
        self.assertContains(page, "Reported a later version", count=1)
        self.assertContains(page, "Second thoughts")

    def test_it_shows_what_was_decided_on_the_text_before(self):
        make.decision(self.case, "dismiss", by=self.other, facts="A walnut is no insult.")
        later = make.report(self.review).case
        page = self.client.get(address(later))
        self.assertContains(page, "A walnut is no insult.")
        self.assertContains(page, self.url)

    def test_the_guideline_that_most_reports_are_about_is_chosen_already(self):
        make.report(self.review, reason="spam")
        make.report(self.review, reason="spam")
        self.assertEqual(self.chosen_guideline(self.url), ["no-advertising"])

    def test_something_else_chooses_no_guideline(self):
        case = make.report(make.review(), reason="other", details="Hm.").case
        self.assertEqual(self.chosen_guideline(address(case)), [""])

    def test_only_what_is_possible_can_be_chosen(self):
        page = self.client.get(self.url)
        for action in ("dismiss", "spoiler", "redact", "hide", "remove"):
            self.assertContains(page, f'name="action" value="{action}"')
        self.assertNotContains(page, 'value="restore"')

    def test_a_fact_is_shown_with_its_lines(self):
        case = make.report(make.quote(self.film)).case
        self.assertContains(self.client.get(address(case)), "Ann: Is it far?")

    def test_it_takes_a_fixed_number_of_queries(self):
        def count():
            with CaptureQueriesContext(connection) as queries:
                self.client.get(self.url)
            return len(queries)

        def more():
            make.report(self.review, reason="abuse")
            make.report(self.review, reason="illegal", details="So.", notice=make_notice())
            make.appeal(make.decision(make.report(make.review(author=self.ana), self.ben).case, "hide"))
            make.decision(make.report(make.review(), reason="abuse").case, "remove", guideline="respect-people")

        more()
        few = count()
        for _ in range(6):
            more()
        self.assertEqual(count(), few)
        self.assertLessEqual(few, 45)

    # Deciding

    def test_a_decision_is_taken_and_the_next_case_opened(self):
        waiting = make.report(make.review()).case
        response = self.client.post(
            self.url,
            {"action": "remove", "guideline": "respect-people", "facts": "A walnut.", "version": ""},
            follow=True,
        )
        self.assertRedirects(response, address(waiting))
        self.assertContains(response, f"Case {self.case.pk} is decided: Remove.")
        decision = Decision.objects.get()
        self.assertEqual(
            (decision.moderator, decision.guideline_id, decision.facts), (self.mod, "respect-people", "A walnut.")
        )
        self.review.refresh_from_db()
        self.assertEqual(self.review.state, "removed")

    def test_after_the_last_case_the_queue_is_shown(self):
        self.assertRedirects(self.send("dismiss"), QUEUE)

    def test_the_next_case_is_never_ones_own(self):
        make.report(make.review(author=self.mod))
        make.report(make.review(), self.mod)
        self.assertRedirects(self.send("dismiss"), QUEUE)

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self):
        cases = [
            {"facts": " "},
            {"guideline": ""},
            {"guideline": "x"},
            {"action": "x"},
            {"action": ""},
            {"version": "x"},
        ]
        for fields in (
            *cases,
            {"facts": "x" * 1001},
            {"facts": "bell \x07"},
            {"version": "9" * 40},
            {"text_seen": "x" * 99},
            {"shown_at": "yesterday"},
            {"action": "suspend", "days": "2"},
            {"action": "suspend"},
            {"also": "remove"},
            {"also": "limit", "also_days": "99"},
            {"action": "dismiss", "also": "warn"},
            {"action": "warn", "also": "warn"},
            {"law": "x" * 201},
            {"message": "x" * 2001},
            {"note": "x" * 1001},
        ):
            response = self.send(**{"facts": "Every word of this stays.", **fields})
            self.assertEqual(response.status_code, 400, fields)
            if "facts" not in fields:
                self.assertContains(response, "Every word of this stays.", status_code=400)
        self.assertEqual(self.decided(), [])

    def test_the_second_decider_learns_who_was_first_and_changes_nothing(self):
        seen = self.version()
        make.decision(self.case, "dismiss", by=self.other, facts="A walnut is no insult.")
        response = self.send("remove", facts="Mine.", version=seen)
        self.assertContains(
            response,
            "mod2 decided this just now: Dismiss. Nothing was changed.",
            status_code=409,
        )
        self.assertContains(response, "A walnut is no insult.", status_code=409)
        self.assertContains(response, "Mine.", status_code=409)
        self.assertEqual(self.decided(), ["dismiss"])
        self.review.refresh_from_db()
        self.assertTrue(self.review.is_published)

    def test_what_was_meant_as_something_else_does_not_become_a_restoration(self):
        self.assertNotIn("action", fields_of(self.client.get(self.url)))
        seen = self.version()
        make.decision(self.case, "hide", by=self.other)
        self.assertNotIn("action", fields_of(self.send("remove", version=seen)))
        page = self.client.get(self.url)
        self.assertContains(page, 'value="restore" required')
        self.assertNotContains(page, 'value="hide" required')

    def test_a_page_that_is_out_of_date_decides_nothing(self):
        make.decision(self.case, "remove", by=self.other)
        seen = self.version()
        make.decision(self.case, "restore", by=self.other)
        response = self.send("restore", version=seen)
        self.assertContains(response, "Restore. Nothing was changed.", status_code=409)
        self.assertEqual(self.decided(), ["remove", "restore"])

    def test_what_the_author_changed_meanwhile_is_read_again_first(self):
        mark = self.case.text_mark
        self.review.revise(headline="Kinder", body=make.BODY, has_spoilers=False, language="en")
        response = self.send(text_seen=mark)
        self.assertContains(response, "changed while you were reading", status_code=409)
        self.assertContains(response, "It calls a member a walnut.", status_code=409)
        self.assertEqual(self.decided(), [])
        self.assertRedirects(self.send(text_seen=Case.objects.get().text_mark), QUEUE)

    def test_an_action_that_does_not_fit_is_refused(self):
        response = self.send("restore")
        self.assertContains(response, "cannot be decided as the text stands now", status_code=409)
        self.assertEqual(self.decided(), [])

    def test_what_was_taken_away_can_be_restored_from_its_closed_case(self):
        make.decision(self.case, "remove", by=self.other)
        page = self.client.get(self.url)
        self.assertContains(page, "Go back on the decision")
        self.send("restore", version=fields_of(page)["version"][0])
        self.review.refresh_from_db()
        self.assertTrue(self.review.is_published)
        self.assertNotContains(self.client.get(self.url), 'value="restore"')

    # Who is refused

    def test_a_moderators_own_text_is_for_others_and_its_reporters_stay_unknown(self):
        case = make.report(make.review(author=self.mod), self.ben, reason="other", details="Plum pudding.").case
        page = self.client.get(address(case))
        self.assertContains(page, "This is about a text of your own.")
        self.assertNotContains(page, 'name="action"')
        self.assertNotContains(page, "benedict")
        self.assertNotContains(page, "Plum pudding")
        response = self.send(url=address(case))
        self.assertContains(response, "Nobody decides on their own text", status_code=403)
        self.assertEqual(self.decided(), [])

    def test_a_moderators_own_report_is_for_others(self):
        make.report(self.review, self.mod)
        page = self.client.get(self.url)
        self.assertContains(page, "You have reported this yourself")
        self.assertNotContains(page, 'name="action"')
        self.assertContains(self.send(), "Nobody decides on their own text", status_code=403)
        self.assertEqual(self.decided(), [])

    def test_visitors_and_members_are_sent_away(self):
        for member in (self.ana, self.ben):
            self.client.force_login(member)
            self.assertEqual(self.client.get(self.url).status_code, 302)
            self.assertEqual(self.send().status_code, 302)
        self.client.logout()
        self.assertEqual(self.send().status_code, 302)
        self.assertEqual(self.decided(), [])

    def test_editors_decide_on_facts_and_not_on_reviews(self):
        fact = make.trivia(self.film)
        case = make.report(fact, reason="wrong_fact", details="Kent.").case
        self.client.force_login(make.editor())
        self.assertEqual(self.send().status_code, 404)
        self.send("remove", url=address(case), guideline="get-facts-right")
        self.assertEqual(self.decided(), ["remove"])

    def test_staff_without_a_group_see_no_case(self):
        self.client.force_login(make.member("helper", is_staff=True))
        self.assertEqual(self.client.get(QUEUE).status_code, 403)
        self.assertEqual(self.client.get(self.url).status_code, 403)

    def test_a_form_without_a_token_is_refused(self):
        client = self.client_class(enforce_csrf_checks=True)
        client.force_login(self.mod)
        self.assertEqual(client.post(self.url, {"action": "remove"}).status_code, 403)
        self.assertEqual(self.decided(), [])

    def test_cases_are_neither_added_nor_deleted(self):
        self.assertEqual(self.client.get(reverse("admin:reviews_case_add")).status_code, 403)
        url = reverse("admin:reviews_case_delete", args=[self.case.pk])
        self.assertEqual(self.client.post(url, {"post": "yes"}).status_code, 403)

    def test_addresses_of_no_case_are_404(self):
        for pk in ("999999", "x", "9" * 40):
            self.assertEqual(self.client.get(f"{QUEUE}{pk}/change/").status_code, 404)


class WordsTests(TestCase):
    def test_it_says_how_long_ago_somebody_decided(self):
        case = make.report(make.review()).case
        moment = timezone.now() - timedelta(minutes=3, seconds=10)
        with patch("django.utils.timezone.now", return_value=moment):
            decision = make.decision(case, "remove", by=make.moderator("mod2"))
        decision.decided_at = moment
        self.assertEqual(
            said(AlreadyDecided(decision), case), "mod2 decided this 3 minutes ago: Remove. Nothing was changed."
        )
