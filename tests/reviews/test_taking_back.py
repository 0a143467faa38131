"""Every decision, and the way back: afterwards everything is as if it had never been taken."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from filmsite import recounting
from reviews import redactions
from reviews.changes import merged
from reviews.models import Decision, HelpfulVote, Rating, Restriction, Revision
from tests import make
from tests.reviews.votes import at

OTHER_TEXT = "Nothing of what stood here before is left; it was about another evening altogether. " * 3
REDACTED = make.BODY.replace("looks people in the face", "[…]")
FIELDS = [
    "headline",
    "body",
    "has_spoilers",
    "language",
    "state",
    "edits_locked",
    "edited_at",
    "redacted_at",
    "rating",
    "author_reviews",
    "helpful_count",
    "unhelpful_count",
    "earlier_helpful_count",
    "earlier_unhelpful_count",
    "vote_count",
    "helpfulness",
    "bridging",
]


class TakingBack(TestCase):
    """Ana's review, once edited, with votes on both versions; she has voted and rated elsewhere."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.mod = make.member("ana"), make.member("ben"), make.moderator()
        cls.film = make.film()
        cls.review = make.review(cls.film, cls.ana, headline="First words", body=OTHER_TEXT)
        cls.others = [make.review(cls.film) for _ in range(2)]
        cls.review.record_vote(make.member(), False)
        cls.review.revise(headline="A road worth walking", body=make.BODY)
        for answer in (True, True, False):
            cls.review.record_vote(make.member(), answer)
        cls.others[0].record_vote(cls.ana, True)
        Rating.objects.record(cls.film, cls.ana, 9)

    def decide(self, action, case=None, **fields):
        case = case or make.unasked(self.review)
        if action in {"limit", "suspend"}:
            fields["days"] = 7
        if action == "redact":
            fields.setdefault("redacted", {"headline": self.review.headline, "body": REDACTED})
        make.decision(case, action, **fields)
        self.review.refresh_from_db()
        return case

    def restore(self, case):
        make.decision(case, "restore")
        self.review.refresh_from_db()

    def snapshot(self):
        review, film, ana = (type(row).objects.get(pk=row.pk) for row in (self.review, self.film, self.ana))
        standing = {name: getattr(ana, name) for name in ("suspended_until", "limited_until", "profile_state")}
        votes = HelpfulVote.objects.order_by("pk").values_list(
            "review", "voter", "is_helpful", "is_counted", "revision__is_earlier", "voiding"
        )
        return {
            "review": {name: getattr(review, name) for name in FIELDS},
            "film": (film.review_count, film.rating_count, film.rating_sum, film.rating_histogram, film.score),
            "author": standing | {"record": Decision.objects.against(ana).count()},
            "votes": list(votes),
            "order": list(film.reviews.published().in_order("helpful")),
            "withheld": list(Revision.objects.exclude(withheld_by=None)),
            "own votes": self.figures(self.others[0]),
            "page": self.seen_by_visitors(),
        }

    def figures(self, review):
        review.refresh_from_db()
        return review.helpful_count, review.unhelpful_count

    def seen_by_visitors(self):
        """What a page says of it, without what only its number of versions tells."""
        page = self.client.get(self.review.get_absolute_url())
        return page.status_code, page.content if page.status_code == 200 else b""

    def assert_recounted(self):
        self.assertEqual(list(recounting.differences(mend=False)), [])


class EveryActionTests(TakingBack):
    def test_each_is_taken_back_without_a_trace(self):
        actions = ["spoiler", "redact", "hide", "remove", "pass_on", "lock", "warn", "limit", "suspend"]
        before = self.snapshot()
        for action in actions:
            with self.subTest(action):
                case = self.decide(action)
                self.assertNotEqual(self.snapshot(), before)
                self.restore(case)
                self.assertEqual(self.snapshot(), before)
                self.assert_recounted()

    def test_each_is_taken_back_from_a_withdrawn_text_and_leaves_it_withdrawn(self):
        for action in ("remove", "pass_on"):
            self.review.withdraw()
            before = self.snapshot()
            case = self.decide(action)
            self.assertEqual(self.review.state, "removed")
            self.restore(case)
            self.assertEqual(self.snapshot(), before)
            self.review.revise()
        self.assertTrue(self.review.is_published)

    def test_who_withdraws_in_between_has_withdrawn(self):
        for action in ("spoiler", "redact", "lock"):
            with self.subTest(action):
                case = self.decide(action)
                self.review.withdraw()
                self.restore(case)
                self.assertEqual((self.review.state, self.review.body), ("withdrawn", make.BODY))
                self.assertEqual((self.review.has_spoilers, self.review.edits_locked), (False, False))
                self.review.revise()

    def test_who_edits_hidden_words_in_between_keeps_the_new_ones(self):
        case = self.decide("hide")
        self.review.revise(body=f"{make.BODY} Kinder.")
        self.restore(case)
        self.assertEqual((self.review.body, self.review.state), (f"{make.BODY} Kinder.", "published"))
        self.assertFalse(self.review.revisions.exclude(withheld_by=None).exists())
        self.assert_recounted()

    def test_who_edits_behind_a_warning_finds_the_mark_as_they_had_it(self):
        case = self.decide("spoiler")
        self.review.revise(body=f"{make.BODY} More.", has_spoilers=False)
        self.assertTrue(self.review.has_spoilers)
        self.restore(case)
        self.assertEqual((self.review.body, self.review.has_spoilers), (f"{make.BODY} More.", False))

    def test_what_was_earlier_is_earlier_again(self):
        case = self.decide("redact", redacted={"headline": "Nothing", "body": "Nothing of it could stay here."})
        self.assertEqual(self.review.earlier_vote_count, 4)
        self.restore(case)
        self.assertEqual((self.review.earlier_vote_count, self.review.present_vote_count), (1, 3))

    def test_a_vote_on_the_redacted_text_is_kept(self):
        case = self.decide("redact", redacted={"headline": "Nothing", "body": "Nothing of it could stay here."})
        self.review.record_vote(self.ben, True)
        self.restore(case)
        self.assertEqual((self.review.earlier_helpful_count, self.review.helpful_count), (1, 2))
        self.assert_recounted()


class RedactionTests(TakingBack):
    def test_pages_say_that_a_moderator_changed_it_and_not_its_author(self):
        edited = self.review.edited_at
        case = self.decide("redact")
        page = self.client.get(self.review.get_absolute_url())
        self.assertContains(page, "Changed by a moderator on")
        self.assertNotContains(page, "Edited on")
        self.assertEqual(self.review.edited_at, edited)
        self.restore(case)
        page = self.client.get(self.review.get_absolute_url())
        self.assertContains(page, "Edited on")
        self.assertNotContains(page, "Changed by a moderator")

    def test_once_the_author_writes_on_it_is_the_authors_edit(self):
        self.decide("redact")
        self.review.revise(body=f"{REDACTED} More.")
        page = self.client.get(self.review.get_absolute_url())
        self.assertContains(page, "Edited on")
        self.assertNotContains(page, "Changed by a moderator")

    def test_the_history_says_who_took_out_and_put_back(self):
        case = self.decide("redact")
        self.restore(case)
        page = self.client.get(f"{self.review.get_absolute_url()}revisions/")
        self.assertContains(page, "by a moderator, who took words out", count=1)
        self.assertContains(page, "by a moderator, who put words back", count=1)

    def test_what_the_author_has_written_since_stands_and_the_old_words_can_be_read(self):
        case = self.decide("redact")
        self.review.revise(body=f"{REDACTED} It rains.")
        self.restore(case)
        self.assertEqual(self.review.body, f"{REDACTED} It rains.")
        self.assertFalse(self.review.revisions.exclude(withheld_by=None).exists())
        self.assertTrue(self.review.revisions.filter(body=make.BODY).exists())

    def test_of_two_redactions_the_first_can_be_taken_back_alone(self):
        first = self.decide("redact")
        both = REDACTED.replace("calm and careful", "[…]")
        second = self.decide("redact", redacted={"headline": "A road", "body": both})
        self.restore(first)
        self.assertEqual(self.review.body, make.BODY.replace("calm and careful", "[…]"))
        self.assertEqual(self.review.headline, "A road")
        withheld = self.review.revisions.exclude(withheld_by=None).order_by("number")
        self.assertEqual([one.number for one in withheld], [1, 2, 3])
        self.assertEqual({one.withheld_by.case_id for one in withheld}, {second.pk})
        self.restore(second)
        self.assertEqual((self.review.body, self.review.headline), (make.BODY, "A road worth walking"))
        self.assertIsNone(self.review.redacted_at)
        self.assertFalse(self.review.revisions.exclude(withheld_by=None).exists())

    def test_of_two_redactions_of_the_same_words_the_second_goes_first(self):
        first = self.decide("redact")
        second = self.decide("redact", redacted={"headline": self.review.headline, "body": "Only this is left of it."})
        self.restore(first)
        self.assertEqual(self.review.body, "Only this is left of it.")
        self.restore(second)
        self.assertEqual(self.review.body, make.BODY)

    def test_two_changes_of_one_text_are_put_together_where_they_can_be(self):
        self.assertEqual(merged("one two three four", "one three four", "one two three 4"), "one three 4")
        self.assertEqual(merged("one two three", "one three", "one three"), "one three")
        self.assertIsNone(merged("one two three", "one 2 three", "one zwei three"))
        self.assertEqual(merged("one", "one two", "one"), "one two")

    def test_without_a_redaction_the_text_is_what_its_author_wrote(self):
        text = {"headline": self.review.headline, "body": self.review.body}
        self.assertEqual(redactions.present_text(self.review), (text, None))


class SeveralDecisionsTests(TakingBack):
    def test_hidden_then_removed_then_restored_is_hidden(self):
        before = self.snapshot()
        hidden = self.decide("hide")
        removed = self.decide("remove")
        self.restore(removed)
        self.assertEqual((self.review.state, self.film.reviews.published().count()), ("hidden", 2))
        self.restore(hidden)
        self.assertEqual(self.snapshot(), before)

    def test_in_the_other_order_too(self):
        before = self.snapshot()
        hidden = self.decide("hide")
        removed = self.decide("remove")
        self.restore(hidden)
        self.assertEqual(self.review.state, "removed")
        self.restore(removed)
        self.assertEqual(self.snapshot(), before)

    def test_removed_twice_it_is_back_when_both_are_gone_back_on(self):
        before = self.snapshot()
        removed, passed = self.decide("remove"), self.decide("pass_on")
        self.restore(removed)
        self.assertEqual(self.review.state, "removed")
        self.restore(passed)
        self.assertEqual(self.snapshot(), before)

    def test_hidden_edited_and_removed_it_comes_back_as_edited(self):
        hidden = self.decide("hide")
        self.review.revise(body=f"{make.BODY} Kinder.")
        removed = self.decide("remove")
        self.restore(hidden)
        self.assertEqual(self.review.state, "removed")
        self.restore(removed)
        self.assertEqual((self.review.state, self.review.body), ("published", f"{make.BODY} Kinder."))

    def test_versions_stay_withheld_by_what_still_stands(self):
        redacted = self.decide("redact")
        removed = self.decide("remove")
        self.restore(redacted)
        self.assertEqual(self.withheld(), {1: removed.pk, 2: removed.pk, 3: removed.pk})
        self.restore(removed)
        self.assertEqual(self.withheld(), {})

    def withheld(self):
        rows = self.review.revisions.exclude(withheld_by=None).values_list("number", "withheld_by__case")
        return dict(rows.order_by("number"))

    def test_a_measure_about_the_author_goes_back_before_the_text_does(self):
        case = self.decide("remove")
        self.decide("warn", case=case)
        self.assertEqual(self.review.state, "removed")
        self.restore(case)
        self.assertEqual(self.review.state, "removed")
        self.restore(case)
        self.assertTrue(self.review.is_published)
        self.assertFalse(Decision.objects.against(self.ana).exists())

    def test_a_limit_that_gave_way_to_another_goes_on(self):
        longer = make.decision(make.unasked(self.review), "limit", days=30)
        shorter = self.decide("limit")
        self.restore(shorter)
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.limited_until, longer.until)
        self.assertEqual(Restriction.objects.standing().get().decision, longer)
        self.restore(longer.case)
        self.ana.refresh_from_db()
        self.assertIsNone(self.ana.limited_until)

    def test_one_whose_time_is_over_does_not(self):
        make.decision(make.unasked(self.review), "limit", days=1)
        shorter = self.decide("limit")
        with at(timezone.now() + timedelta(days=2)):
            self.restore(shorter)
        self.ana.refresh_from_db()
        self.assertFalse(self.ana.is_limited)


class ShieldTests(TakingBack):
    """What hid a text automatically, and what a person then decides."""

    def begin(self, action):
        self.review.refresh_from_db()
        case = make.report(self.review, reason="spoiler").case
        decision = make.automatic(case, action)
        self.review.refresh_from_db()
        return case, decision

    def test_to_dismiss_ends_it_and_everything_is_as_before(self):
        before = self.snapshot()
        for action in ("shield", "veil"):
            case, automatic = self.begin(action)
            self.assertNotEqual(self.snapshot(), before)
            dismissal = make.decision(case, "dismiss")
            self.assertEqual(self.snapshot(), before)
            self.assertEqual(dismissal.supersedes, automatic)

    def test_it_ends_by_itself_without_a_trace(self):
        before = self.snapshot()
        for action in ("shield", "veil"):
            case, _ = self.begin(action)
            make.automatic(case, "unshield")
            self.assertEqual(self.snapshot(), before)

    def test_to_confirm_it_and_take_that_back_leaves_no_trace_either(self):
        before = self.snapshot()
        for automatic, action in (("shield", "hide"), ("shield", "remove"), ("veil", "spoiler"), ("veil", "remove")):
            case, _ = self.begin(automatic)
            self.decide(action, case=case)
            self.assertNotEqual(self.review.state, "shielded")
            self.restore(case)
            self.assertEqual(self.snapshot(), before)

    def test_a_shielded_text_cannot_be_edited_a_veiled_one_keeps_its_warning(self):
        self.begin("shield")
        self.assertFalse(self.review.can_be_edited_by(self.ana))
        self.assertEqual(self.film.reviews.published().count(), 2)
        make.decision(self.review.cases.open().get(), "dismiss")
        self.begin("veil")
        self.review.revise(has_spoilers=False)
        self.assertTrue(self.review.has_spoilers)
