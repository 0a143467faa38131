from django.test import TestCase, override_settings

from accounts.models import Notification
from catalog.contributing import HANDLERS
from tests import make
from tests.making.contributions import ROAD, VALUES, decided, drafted, sent

KNOWN = "The page of this film says so already."


class NewsTests(TestCase):
    """What a contributor is told, once, of each outcome; never the words, which may give a story away."""

    @classmethod
    def setUpTestData(cls):
        cls.nora, cls.edna = make.member("nora"), make.editor()
        cls.film = make.film("The Long Road", 1962)

    def told(self):
        return self.nora.notifications.get()

    def test_of_what_is_accepted(self):
        contribution = sent(self.film, self.nora)
        contribution.accept(by=self.edna)
        self.assertEqual(
            self.told().subject, "The piece of trivia you contributed to The Long Road (1962) is published"
        )
        self.assertEqual((self.told().kind, self.told().url), ("contribution", f"/me/contributions/{contribution.pk}/"))
        self.assertIn("as you sent it", self.told().body)
        self.assertIn(f"/me/contributions/{contribution.pk}/", self.told().body)

    def test_of_what_is_accepted_with_changes(self):
        contribution = sent(self.film, self.nora)
        contribution.accept(by=self.edna, values=contribution.values | {"text": "The road still stands."})
        self.assertIn("is published, with changes", self.told().subject)
        self.assertIn("An editor has changed something", self.told().body)

    def test_of_what_is_declined(self):
        sent(self.film, self.nora).decline(by=self.edna, reason=KNOWN)
        self.assertIn("was declined", self.told().subject)
        self.assertIn(KNOWN, self.told().body)
        self.assertIn("does not stand on the site", self.told().body)

    def test_of_what_is_merged(self):
        contribution = sent(self.film, self.nora)
        contribution.merge_with(make.trivia(self.film), by=self.edna, reason="See the second one.")
        self.assertIn("was already known", self.told().subject)
        self.assertIn("one for both", self.told().body)
        self.assertIn("The editor adds:\nSee the second one.", self.told().body)

    @override_settings(TRUSTED_AFTER=1)
    def test_of_what_is_taken_back_and_not_of_what_is_published_directly(self):
        decided(self.nora, self.edna, accepted=1)
        contribution = sent(self.film, self.nora)
        self.assertFalse(Notification.objects.exists())
        contribution.take_back(by=self.edna, reason=KNOWN)
        self.assertIn("was taken off the site again", self.told().subject)
        self.assertIn(KNOWN, self.told().body)

    def test_neither_the_words_nor_the_editors_name_are_in_it(self):
        for kind, verb in (("trivia", {}), ("crazy_credit", {"has_spoilers": True})):
            contribution = sent(self.film, self.nora, kind, **verb)
            contribution.decline(by=self.edna, reason=KNOWN)
        for told in self.nora.notifications.all():
            for secret in (ROAD, VALUES["crazy_credit"]["text"], "edna"):
                self.assertNotIn(secret, told.subject + told.body)

    def test_nobody_is_told_that_somebody_has_looked(self):
        with override_settings(TRUSTED_AFTER=1, SAMPLE_ONE_IN=1):
            decided(self.nora, self.edna, accepted=1)
            sent(self.film, self.nora).look_at(by=self.edna)
        self.assertFalse(Notification.objects.exists())

    def test_every_kind_has_a_name_for_it(self):
        for kind in HANDLERS:
            with self.subTest(kind):
                contribution = drafted(self.film, self.nora, "trivia")
                contribution.kind = kind
                self.assertTrue(contribution.handler.noun)
                contribution.delete()

    def test_every_kind_that_is_sent_can_be_accepted_and_declined(self):
        for kind in VALUES:
            with self.subTest(kind):
                sent(self.film, self.nora, kind).accept(by=self.edna)
                self.assertIn("is published", self.nora.notifications.newest_first().first().subject)
                again = make.film("Another")
                sent(again, self.nora, kind).decline(by=self.edna, reason=KNOWN)
                self.assertIn(KNOWN, self.nora.notifications.newest_first().first().body)
