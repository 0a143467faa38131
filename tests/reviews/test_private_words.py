from html import unescape

from django.test import TestCase

from accounts.models import OutgoingMail
from tests import make


class NoPrivateWordTests(TestCase):
    """No name, mail or word of a reporter in any answer to the author, to another reporter or to the public."""

    @classmethod
    def setUpTestData(cls):
        cls.ana = make.member("ana")
        cls.ben = make.member("benedict", display_name="Ben Tell")
        cls.carla = make.member("carla", display_name="Carla Tell")
        cls.review = make.review(author=cls.ana)
        cls.case = make.report(cls.review, cls.ben, reason="other", details="Plum pudding.").case
        make.report(cls.review, cls.carla, reason="illegal", details="Rice pudding.")
        cls.of_ben = ["benedict", "Ben Tell", "Plum pudding"]
        cls.of_carla = ["carla", "Carla Tell", "Rice pudding"]
        cls.private = ["judge-jo", "A note among us", "Dear Ana"]

    def assert_without(self, words, secrets):
        for secret in secrets:
            self.assertNotIn(secret, words)

    def everything_told_to(self, member):
        self.client.force_login(member)
        paths = [f"/cases/{self.case.pk}/", f"/cases/{self.case.pk}/appeal/", "/me/cases/", "/me/reports/", "/me/"]
        paths += ["/me/notifications/", self.review.get_absolute_url()]
        mails = [row.body for row in OutgoingMail.objects.filter(recipient=member)]
        return unescape(" ".join([self.client.get(path).content.decode() for path in paths] + mails))

    def test_in_every_answer(self):
        mod = make.moderator("judge-jo")
        for action in ("remove", "restore"):
            make.decision(self.case, action, by=mod, note="A note among us", message="Dear Ana", facts="It is so.")
        self.assert_without(self.everything_told_to(self.ana), [*self.of_ben, *self.of_carla, *self.private[:2]])
        self.assert_without(self.everything_told_to(self.ben), [*self.of_carla, *self.private])
        self.assert_without(self.everything_told_to(self.carla), [*self.of_ben, *self.private])
        self.client.logout()
        page = self.client.get(self.review.get_absolute_url()).content.decode()
        self.assert_without(page, [*self.of_ben, *self.of_carla, *self.private])

    def test_the_appeal_of_a_reporter_is_read_by_nobody_else(self):
        decision = make.decision(self.case, "dismiss")
        make.appeal(decision, self.ben, "Walnut cake.")
        make.decision(make.report(self.review, make.member()).case, "hide")
        self.assert_without(self.everything_told_to(self.carla), ["Walnut cake", *self.of_ben])
        self.assert_without(self.everything_told_to(self.ana), ["Walnut cake", *self.of_ben])

    def test_the_appeal_of_an_author_is_read_by_no_reporter(self):
        decision = make.decision(self.case, "remove")
        make.appeal(decision, self.ana, "Walnut cake.")
        self.assert_without(self.everything_told_to(self.ben), ["Walnut cake", "appealed"])
