from django.core import mail

from accounts.models import OutgoingMail
from tests import make
from tests.reviews.test_decision import CaseOfReview


class MailTests(CaseOfReview):
    def test_the_author_gets_a_statement_of_reasons(self):
        with self.settings(BASE_URL="https://films.example"):
            self.decide("remove", facts="It names a shop & its prices.")
        body = self.mail_to(self.ana).get().body
        for part in (
            "Hello ana",
            "review of The Long Road (1962)",
            f"https://films.example/reviews/{self.review.pk}/",
            "Your text was removed.",
            "Do not advertise",
            "https://films.example/guidelines/#no-advertising",
            "It names a shop & its prices.",
            "A person read it and decided. Nothing in the decision was automatic.",
            f"https://films.example/cases/{self.case.pk}/",
        ):
            self.assertIn(part, body)

    def test_a_hidden_review_comes_with_the_way_to_edit_it(self):
        self.decide("hide")
        self.assertIn(f"/films/{self.film.pk}/the-long-road/reviews/mine/", self.mail_to(self.ana).get().body)

    def test_every_change_is_told_and_a_dismissal_is_not(self):
        self.decide("dismiss")
        self.assertFalse(self.mail_to(self.ana).exists())
        for action in ("spoiler", "hide", "restore", "remove", "restore"):
            case = self.review.cases.open().first() or self.review.cases.last()
            if not case.is_open and action != "restore":
                case = make.report(self.review).case
            make.decision(case, action)
        self.assertEqual(self.mail_to(self.ana).count(), 5)

    def test_each_reporter_is_told_the_outcome_once(self):
        other = make.member("carla")
        make.report(self.review, other)
        self.decide("hide")
        self.decide("restore")
        for reporter in (self.ben, other):
            body = self.mail_to(reporter).get().body
            self.assertIn("The text is hidden until it has been edited.", body)
            self.assertIn(f"/cases/{self.case.pk}/", body)

    def test_reporters_are_told_of_a_dismissal(self):
        self.decide("dismiss")
        self.assertIn("does not break the guidelines", self.mail_to(self.ben).get().body)

    def test_no_mail_names_a_reporter_or_the_moderator(self):
        make.report(
            self.review, make.member("carla", display_name="Carla Tell"), reason="other", details="Plum pudding."
        )
        self.decide("hide", by=make.moderator("judge-jo"))
        to_author = self.mail_to(self.ana).get().body
        for secret in ("ben", "carla", "Carla Tell", "walnut", "Plum pudding", "judge-jo"):
            self.assertNotIn(secret, to_author)
        to_ben = self.mail_to(self.ben).get().body
        for secret in ("carla", "Carla Tell", "Plum pudding", "judge-jo"):
            self.assertNotIn(secret, to_ben)

    def test_no_mail_repeats_the_text_nor_the_facts_to_a_reporter(self):
        self.decide("remove", facts="It gives Ana’s telephone number.")
        for row in OutgoingMail.objects.all():
            self.assertNotIn("looks people in the face", row.body)
        self.assertNotIn("telephone", self.mail_to(self.ben).get().body)

    def test_mails_go_out_after_the_commit(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.decide("remove")
            self.assertEqual(mail.outbox, [])
        self.assertEqual({message.to[0] for message in mail.outbox}, {"ana@example.org", "ben@example.org"})

    def test_a_fact_of_the_editors_has_nobody_to_tell(self):
        case = make.report(make.trivia(self.film), self.voter).case
        make.decision(case, "remove")
        self.assertEqual([row.recipient for row in OutgoingMail.objects.all()], [self.voter])
