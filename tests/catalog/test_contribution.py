from datetime import timedelta
from types import SimpleNamespace
from unittest import mock

from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase, override_settings
from django.utils import timezone

from catalog.contributing import Changed, is_drawn, trust
from catalog.models import Contribution, Film, TriviaItem
from tests import make
from tests.making.contributions import ROAD, decided, drafted, sent

KNOWN = "The page of this film says so already."
State = Contribution.State


class ContributionTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.nora, cls.edna, cls.ed = make.member("nora"), make.editor(), make.editor("eddy")
        cls.film = make.film()

    def fact(self):
        return TriviaItem.objects.get()

    def state(self, contribution):
        return Contribution.objects.get(pk=contribution.pk).state


class SentTests(ContributionTestCase):
    def test_a_fact_waits_where_its_contributor_alone_sees_it(self):
        contribution = sent(self.film, self.nora)
        self.assertEqual((contribution.state, contribution.made), (State.PENDING, self.fact()))
        self.assertEqual((self.fact().state, self.fact().contributor), ("pending", self.nora))
        self.assertFalse(TriviaItem.objects.visible_to(self.edna).exists())
        self.assertTrue(TriviaItem.objects.visible_to(self.nora).exists())

    def test_a_row_of_the_film_is_made_only_when_it_is_accepted(self):
        contribution = sent(self.film, self.nora, "filming_location")
        self.assertFalse(self.film.filming_locations.exists())
        contribution.accept(by=self.edna)
        self.assertEqual(contribution.made, self.film.filming_locations.get())

    def test_it_is_sent_once(self):
        with self.assertRaises(Changed):
            sent(self.film, self.nora).send()

    def test_who_is_suspended_sends_and_amends_nothing(self):
        draft, waiting = drafted(self.film, self.nora), sent(self.film, self.nora, "goof")
        make.suspension(self.nora)
        with self.assertRaises(PermissionDenied):
            Contribution.objects.get(pk=draft.pk).send()
        with self.assertRaises(PermissionDenied):
            Contribution.objects.get(pk=waiting.pk).amend(waiting.values, "")

    def test_what_is_amended_reads_otherwise_where_it_waits(self):
        contribution = sent(self.film, self.nora)
        contribution.amend(contribution.values | {"text": "The road was there before."}, "A book")
        self.assertEqual(self.fact().text, "The road was there before.")
        self.assertEqual(contribution.source, "A book")

    def test_what_is_withdrawn_is_gone_and_its_words_are_kept(self):
        contribution = sent(self.film, self.nora)
        contribution.withdraw()
        self.assertEqual((self.state(contribution), contribution.made), (State.WITHDRAWN, None))
        self.assertFalse(TriviaItem.objects.exists())
        self.assertEqual(contribution.values["text"], ROAD)

    def test_nothing_is_amended_or_withdrawn_once_it_is_decided(self):
        contribution = sent(self.film, self.nora)
        contribution.accept(by=self.edna)
        for verb in (lambda: contribution.amend({}, ""), contribution.withdraw):
            with self.assertRaises(Changed):
                verb()


class DecidedTests(ContributionTestCase):
    def setUp(self):
        self.contribution = sent(self.film, self.nora)

    def test_what_is_accepted_is_published_by_that_editor_and_changes_the_films_page(self):
        before = Film.objects.get(pk=self.film.pk).version
        self.contribution.accept(by=self.edna)
        self.assertEqual((self.fact().state, self.fact().decided_by), ("published", self.edna))
        self.assertEqual((self.contribution.state, self.contribution.decided_by), (State.ACCEPTED, self.edna))
        self.assertFalse(self.contribution.is_amended)
        self.assertGreater(Film.objects.get(pk=self.film.pk).version, before)

    def test_an_editors_own_words_are_published_in_the_contributors_name(self):
        self.contribution.accept(by=self.edna, values=self.contribution.values | {"text": "The road still stands."})
        self.assertEqual((self.fact().text, self.fact().contributor), ("The road still stands.", self.nora))
        self.assertTrue(self.contribution.is_amended)

    def test_what_is_declined_stays_with_its_contributor_and_the_reason(self):
        self.contribution.decline(by=self.edna, reason=KNOWN)
        self.assertEqual((self.fact().state, self.fact().decision_reason), ("declined", KNOWN))
        self.assertEqual((self.contribution.state, self.contribution.decision_reason), (State.DECLINED, KNOWN))

    def test_what_is_merged_leaves_one_row_for_both(self):
        there = make.trivia(self.film)
        self.contribution.merge_with(there, by=self.edna)
        self.assertEqual((self.fact(), self.contribution.made), (there, there))
        self.assertEqual(self.contribution.state, State.MERGED)

    def test_what_was_declined_can_be_accepted_after_all(self):
        self.contribution.decline(by=self.edna, reason=KNOWN)
        self.contribution.accept_after_all(by=self.ed)
        self.assertEqual((self.fact().state, self.contribution.state), ("published", State.ACCEPTED))
        self.assertEqual((self.contribution.decided_by, self.contribution.decision_reason), (self.ed, ""))

    def test_of_two_editors_the_second_is_told_that_it_is_decided(self):
        theirs = Contribution.objects.get(pk=self.contribution.pk)
        self.contribution.decline(by=self.edna, reason=KNOWN)
        for verb in (
            lambda: theirs.accept(by=self.ed),
            lambda: theirs.decline(by=self.ed, reason="No."),
            lambda: theirs.merge_with(self.fact(), by=self.ed),
        ):
            with self.assertRaises(Changed):
                verb()
        self.assertEqual((self.state(theirs), self.fact().state), (State.DECLINED, "declined"))

    def test_what_has_been_withdrawn_meanwhile_is_not_decided(self):
        theirs = Contribution.objects.get(pk=self.contribution.pk)
        self.contribution.withdraw()
        with self.assertRaises(Changed):
            theirs.accept(by=self.edna)
        self.assertFalse(TriviaItem.objects.exists())

    def test_what_has_been_amended_meanwhile_is_not_decided_as_it_was(self):
        seen = self.contribution.version
        self.contribution.amend(self.contribution.values | {"text": "Otherwise."}, "")
        with self.assertRaises(Changed):
            self.contribution.accept(by=self.edna, version=seen)
        self.assertEqual(self.fact().state, "pending")

    def test_whoever_saw_it_before_it_was_declined_does_not_accept_it_after_all(self):
        seen = self.contribution.version
        self.contribution.decline(by=self.edna, reason=KNOWN)
        with self.assertRaises(Changed):
            self.contribution.accept_after_all(by=self.ed, version=seen)

    def test_nobody_decides_on_their_own(self):
        own = sent(self.film, self.edna, "goof")
        for verb in (
            lambda: own.accept(by=self.edna),
            lambda: own.decline(by=self.edna, reason="No."),
            lambda: own.merge_with(make.trivia(self.film), by=self.edna),
        ):
            with self.assertRaises(PermissionDenied):
                verb()

    def test_only_editors_decide(self):
        for somebody in (make.member(), make.moderator()):
            with self.assertRaises(PermissionDenied):
                self.contribution.accept(by=somebody)

    def test_what_a_moderator_has_taken_down_is_not_taken_back_by_an_editor(self):
        self.contribution.accept(by=self.edna)
        self.fact().moderate("removed", decision=SimpleNamespace(moderator=make.moderator(), facts="Wrong."))
        with self.assertRaises(ValidationError):
            Contribution.objects.get(pk=self.contribution.pk).take_back(by=self.edna, reason=KNOWN)
        self.assertEqual((self.state(self.contribution), self.fact().state), (State.ACCEPTED, "removed"))


@override_settings(TRUSTED_AFTER=5, SAMPLE_ONE_IN=1)
class TrustTests(ContributionTestCase):
    def test_after_enough_accepted_a_member_publishes_directly(self):
        decided(self.nora, self.edna, accepted=4)
        self.assertEqual(sent(self.film, self.nora).state, State.PENDING)
        decided(self.nora, self.edna, accepted=1)
        directly = sent(self.film, self.nora, "crazy_credit")
        self.assertEqual((directly.state, directly.decided_by), (State.ACCEPTED, None))
        self.assertEqual(directly.made.state, "published")

    def test_who_was_declined_more_than_one_time_in_five_waits(self):
        decided(self.nora, self.edna, accepted=8, declined=2)
        self.assertTrue(trust.is_trusted(self.nora))
        decided(self.nora, self.edna, declined=1)
        self.assertFalse(trust.is_trusted(self.nora))

    def test_what_was_published_directly_earns_no_trust(self):
        decided(self.nora, None, accepted=9)
        self.assertFalse(trust.is_trusted(self.nora))

    def test_who_is_limited_or_suspended_publishes_nothing_directly(self):
        for until in ("limited_until", "suspended_until"):
            member = make.member(**{until: timezone.now() + timedelta(days=1)})
            decided(member, self.edna, accepted=9)
            self.assertFalse(trust.is_trusted(member))

    def test_what_cannot_be_published_waits_for_an_editor_all_the_same(self):
        decided(self.nora, self.edna, accepted=5)
        self.film.filming_locations.create(place="Harlech, Wales")
        self.assertEqual(sent(self.film, self.nora, "filming_location").state, State.PENDING)

    def test_one_in_so_many_is_drawn(self):
        self.assertTrue(is_drawn())
        with override_settings(SAMPLE_ONE_IN=5), mock.patch("catalog.contributing._chance") as chance:
            chance.randrange.side_effect = [0, 1, 4]
            self.assertEqual([is_drawn() for _ in range(3)], [True, False, False])
            chance.randrange.assert_called_with(5)

    def test_the_figures_of_many_are_the_figures_of_each(self):
        decided(self.nora, self.edna, accepted=2, declined=1)
        both = [sent(self.film, self.nora), sent(self.film, make.member("new"), "goof")]
        found = trust.figures_of(both)
        self.assertEqual([found[one.contributor_id] for one in both], [trust.figures(one.contributor) for one in both])


@override_settings(TRUSTED_AFTER=1, SAMPLE_ONE_IN=1)
class SampleTests(ContributionTestCase):
    def setUp(self):
        decided(self.nora, self.edna, accepted=1)

    def test_what_is_drawn_is_in_the_queue_until_somebody_has_looked(self):
        contribution = sent(self.film, self.nora)
        self.assertIn(contribution, Contribution.objects.in_queue())
        contribution.look_at(by=self.edna)
        self.assertNotIn(contribution, Contribution.objects.in_queue())
        self.assertEqual((self.fact().state, contribution.looked_by), ("published", self.edna))
        with self.assertRaises(Changed):
            contribution.look_at(by=self.ed)

    def test_a_fact_that_is_taken_back_stands_declined(self):
        contribution = sent(self.film, self.nora)
        contribution.take_back(by=self.edna, reason=KNOWN)
        self.assertEqual((self.fact().state, self.fact().decision_reason), ("declined", KNOWN))
        self.assertEqual(contribution.state, State.DECLINED)
        self.assertTrue(contribution.was_taken_back)
        self.assertEqual(trust.figures(self.nora), {"accepted": 1, "declined": 1})

    def test_a_storyline_that_is_taken_back_stands_declined(self):
        contribution = sent(self.film, self.nora, "storyline")
        self.assertEqual(self.film.storylines.get().state, "published")
        contribution.take_back(by=self.edna, reason=KNOWN)
        self.assertEqual(self.film.storylines.get().state, "declined")

    def test_a_row_that_is_taken_back_is_gone(self):
        contribution = sent(self.film, self.nora, "filming_location")
        contribution.take_back(by=self.edna, reason=KNOWN)
        self.assertFalse(self.film.filming_locations.exists())
        self.assertIsNone(Contribution.objects.get(pk=contribution.pk).made)

    def test_nobody_looks_at_their_own(self):
        decided(self.ed, self.edna, accepted=1)
        contribution = sent(self.film, self.ed)
        with self.assertRaises(PermissionDenied):
            contribution.look_at(by=self.ed)

    def test_only_what_stands_is_looked_at_or_taken_back(self):
        contribution = sent(self.film, make.member())
        with self.assertRaises(Changed):
            contribution.look_at(by=self.edna)
        with self.assertRaises(Changed):
            contribution.take_back(by=self.edna, reason=KNOWN)
