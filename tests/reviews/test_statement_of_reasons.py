"""What a decision tells its author: every part that Article 17(3) asks for, by mail and on the page."""

from datetime import timedelta
from html import unescape
from unittest import mock

from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingMail
from reviews import statement
from reviews.kinds import Kind
from reviews.models import Case, Decision, Guideline, SealedText
from tests import make

REDRESS = "The Board of Film Letters in Bern settles such disputes."
FACTS = "It names a shop & its prices."
# What is decided on a review that is reported, and what it needs besides.
ACTIONS = {
    "spoiler": {},
    "redact": {"redacted": {"headline": "A road", "body": make.BODY}},
    "hide": {},
    "remove": {},
    "lock": {},
    "pass_on": {"law": "Penal Code § 1"},
    "warn": {},
    "limit": {"days": 7},
    "suspend": {"days": 30},
}


def later(days):
    return mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=days))


@override_settings(REDRESS=REDRESS, BASE_URL="https://films.example")
class StatementTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.mod = make.member("ana"), make.member("benedict"), make.moderator("judge-jo")
        cls.film = make.film()
        cls.review = make.review(cls.film, author=cls.ana)
        cls.case = make.report(cls.review, cls.ben, reason="other", details="Plum pudding.").case

    def decide(self, action, **terms):
        return make.decision(self.case, action, by=self.mod, facts=FACTS, **ACTIONS.get(action, {}), **terms)

    def mail(self):
        return OutgoingMail.objects.filter(recipient=self.ana).latest("pk").body

    def page(self, case=None):
        self.client.force_login(self.ana)
        return unescape(self.client.get(reverse("reviews:case_detail", args=[(case or self.case).pk])).content.decode())

    def assert_said(self, case, *parts):
        """In the mail and on the page, wherever the lines of the mail end."""
        for words in (self.mail(), self.page(case)):
            words = " ".join(words.split())
            for part in parts:
                self.assertIn(part, words)

    # Article 17(3), letter by letter, for everything that can be decided about a text

    def test_every_action_is_told_with_every_part(self):
        for action in ACTIONS:
            with self.subTest(action):
                review = make.review(author=self.ana, headline="A long road")
                self.case = make.report(review, self.ben).case
                with mock.patch("reviews.standing.is_trusted", return_value=False):
                    told = statement.of([self.decide(action)])[0]
                self.assert_parts(told)
                if action in Decision.ABOUT_MEMBER:
                    make.decision(self.case, "restore")

    def assert_parts(self, told):
        parts = [told.outcome, told.scope, told.duration, FACTS, told.found, told.automation, told.rule.title]
        parts += [told.rule.text, told.what_now, REDRESS, f"/guidelines/#{told.rule.guideline_id}"]
        parts += [f"/cases/{self.case.pk}/appeal/?decision={told.decision.pk}"]
        self.assert_said(self.case, *(" ".join(part.split()) for part in parts))
        until = timezone.localtime(told.decision.decided_at + timedelta(days=184))
        self.assert_said(self.case, f"appeal until {until.day} {until:%B %Y}")

    def test_what_was_done_is_told_in_the_second_person(self):
        expected = {
            "spoiler": "Your text now stands behind a spoiler warning.",
            "redact": "Some words were taken out of your text.",
            "remove": "Your text was removed.",
            "lock": "Your text stays as it is and can no longer be edited.",
            "warn": "You were warned.",
            "limit": "What you write waits for a moderator before others see it for 7 days.",
            "suspend": "You were suspended for 30 days.",
        }
        for action, words in expected.items():
            self.case = make.report(make.review(author=make.member(), headline="A long road"), self.ben).case
            self.assertEqual(statement.Statement(self.decide(action)).outcome, words)

    def test_it_says_where_it_holds(self):
        self.decide("remove")
        self.assert_said(self.case, "The whole site, in every country.")

    def test_it_says_until_when_it_holds(self):
        decision = self.decide("suspend")
        self.assert_said(self.case, f"Until {statement.moment(decision.until)}.", "30 days")

    def test_what_has_no_end_says_so(self):
        self.decide("remove")
        self.assert_said(self.case, "Without an end, unless the decision is taken back.")

    def test_it_says_what_led_to_it(self):
        found = {
            "notice": "Somebody had given notice that it is against the law.",
            "staff": "A moderator came upon it; nobody had reported it.",
        }
        for found_by, words in found.items():
            decision = Decision(case=self.case, found_by=found_by)
            self.assertIn(words, statement.Statement(decision).found)
        case = make.unasked(make.review(author=self.ana))
        make.decision(case, "remove")
        self.assert_said(case, found["staff"])

    def test_it_says_where_a_machine_had_a_part_in_finding_it(self):
        text = make.review(author=self.ana)
        notice = Case.objects.open_for(text).reports.create
        notice(source="site", reason="copied", details="Much of it stands elsewhere.", text_as_reported="A")
        make.decision(text.cases.get(), "remove")
        self.assert_said(
            text.cases.get(), "The site had noticed, automatically, that most of the words", "A person read it"
        )

    def test_it_says_where_a_machine_decided(self):
        make.automatic(self.case, "shield").tell_author()
        self.assert_said(
            self.case,
            "by the site itself, automatically",
            "No person has decided yet",
            "At most until",
            "it is no verdict",
        )
        self.assertNotIn("A person read it", self.mail())

    def test_a_legal_ground_is_named_beside_the_guideline(self):
        self.decide("pass_on")
        self.assert_said(self.case, "Penal Code § 1", "Do not advertise")

    def test_the_guideline_is_told_as_it_stood_on_the_day(self):
        self.decide("remove")
        words = {"title": "Sell nothing", "text": "Not a thing.", "what_changed": "Shorter."}
        Guideline.objects.get(pk="no-advertising").versions.create(
            number=2, in_force_from=timezone.localdate() + timedelta(days=1), **words
        )
        with later(days=3):
            self.assertIn("Do not advertise", self.page())
            self.assertNotIn("Sell nothing", self.page())
            case = make.report(make.review(author=self.ana), self.ben).case
            make.decision(case, "hide")
            self.assert_said(case, "Sell nothing", "Not a thing.")

    def test_the_moderators_message_stands_in_it(self):
        self.decide("hide", message="Leave the shop out, and all is well.")
        self.assert_said(self.case, "A message to you", "Leave the shop out, and all is well.")

    def test_the_note_among_moderators_does_not(self):
        self.decide("hide", note="He has done this elsewhere.")
        self.assertNotIn("elsewhere", self.mail())
        self.assertNotIn("elsewhere", self.page())

    def test_it_names_the_office_and_never_the_moderator(self):
        make.decision(self.case, "hide", by=make.senior("judge-flo"))
        self.assert_said(self.case, "by a senior moderator")
        for words in (self.mail(), self.page()):
            self.assertNotIn("judge-flo", words)

    # What is given back

    def test_what_was_taken_back_says_what_comes_back(self):
        back = {
            "spoiler": "The spoiler warning was taken away again.",
            "redact": "The decision was taken back: the words that were taken out may stand.",
            "hide": "Your text was restored.",
            "remove": "Your text was restored.",
            "lock": "Your text can be edited again.",
            "warn": "The warning was taken back.",
            "limit": "What you write no longer waits for a moderator.",
            "suspend": "Your suspension was taken back: you can take part again.",
        }
        for action, words in back.items():
            with self.subTest(action):
                self.case = make.report(make.review(author=self.ana, headline="A long road"), self.ben).case
                self.decide(action)
                make.decision(self.case, "restore")
                self.assert_said(self.case, words, "It takes effect now and has no end.")
                self.assertNotIn("you can appeal", self.mail())

    def test_a_dismissal_of_what_was_shielded_gives_it_back(self):
        make.automatic(self.case, "shield")
        self.decide("dismiss")
        self.assert_said(self.case, "Your text stands again as it stood before: it does not break the guidelines.")

    def test_the_author_of_a_text_that_waited_is_told_that_it_is_published(self):
        make.limit(self.ana)
        waiting = make.review(author=self.ana)
        make.decision(waiting.cases.get(), "dismiss")
        self.assert_said(waiting.cases.get(), "Your text was published: it does not break the guidelines.")

    # Other kinds of things

    def test_a_public_page_is_told_as_one(self):
        case = make.report(make.profile(self.ana), self.ben, reason="abuse").case
        make.decision(case, "hide")
        self.assert_said(
            case, "What your public page says is hidden until it has been edited.", "Others see your username"
        )
        self.assert_said(case, reverse("accounts:settings"))

    def test_a_storyline_and_a_fact_are_corrected_by_editors(self):
        for target in (make.storyline(self.film, self.ana), make.trivia(self.film, contributor=self.ana)):
            case = make.report(target, self.ben).case
            make.decision(case, "hide")
            self.assert_said(case, "Until an editor has corrected it.", case.noun)

    def test_misuse_of_reports_is_told_with_the_counts(self):
        case = Case.objects.create(kind=Kind.REPORTING, member=self.ana, author=self.ana, closed_at=timezone.now())
        words = {"guideline": "honest-votes", "facts": "Of 6 reports of yours, 6 were unfounded."}
        decision = Decision.objects.make(case, "pause", moderator=None, days=30, **words)
        decision.carry_out()
        decision.tell_author()
        self.assert_said(
            case,
            "You cannot report anything for 30 days.",
            "Of 6 reports of yours, 6 were unfounded.",
            "how many of your reports were decided to be unfounded",
            "by counting",
            f"Until {statement.moment(decision.until)}.",
            f"/cases/{case.pk}/appeal/?decision={decision.pk}",
        )
        self.assertNotIn("Your text", self.page(case))

    # The text

    def test_a_text_that_was_erased_says_so(self):
        decision = self.decide("remove")
        SealedText.objects.filter(decision=decision).update(text="", erased_at=timezone.now())
        self.assertIn("was kept for an appeal and erased on", self.page())

    def test_a_hidden_text_that_was_changed_says_that_it_is_published_again(self):
        self.decide("hide")
        self.review.refresh_from_db()
        self.review.revise(headline="A quieter road")
        self.assertIn("You have changed it since, and it is published again.", self.page())

    def test_the_lines_of_the_mail_are_not_too_long(self):
        for action in ACTIONS:
            self.case = make.report(make.review(author=make.member(), headline="A long road"), self.ben).case
            self.decide(action, message="A calm word. " * 100)
        self.decide_long_facts()
        lines = [line for row in OutgoingMail.objects.all() for line in row.body.splitlines()]
        self.assertFalse([line for line in lines if len(line) > 120])

    def decide_long_facts(self):
        case = make.report(make.review(), self.ben).case
        make.decision(case, "remove", facts="It names a shop. " * 50)
