"""Whatever two moderators, three members and an administrator do, in any order and over months: what always holds.

I1 one open case a target; I2 one report a case and reporter; I3 only the claim's holder decides, having seen the case
as it is; I4 all or nothing; I5 one statement a restriction, one outcome a reporter; I6 an appeal goes to somebody else;
I7 nobody decides on their own; I8 the chain holds; I9 others see a text if its state says so; I10 overturning restores;
I11 public figures are a count; I12 no reporter's name leaves the queue.
"""

from collections import Counter
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Notification
from filmsite import recounting
from reviews import chain, second_look
from reviews.models import (
    AlreadyDecided,
    Appeal,
    AuditEntry,
    Case,
    Claimed,
    Decision,
    Proposal,
    Report,
    Restriction,
    Review,
    Suspension,
)
from reviews.models.appeal import AlreadyLookedAt
from reviews.models.report import AlreadyReported
from tests import make
from tests.reviews.votes import at

MEMBERS, DECIDERS = 3, 3
REFUSALS = (AlreadyDecided, AlreadyLookedAt, AlreadyReported, Claimed, PermissionDenied, ValidationError)
REASONS = ["spoiler", "spam", "abuse", "private", "off_topic"]
ACTIONS = ["dismiss", "unfounded", "spoiler", "redact", "hide", "remove", "lock", "warn", "limit", "suspend"]
WORDS = {"guideline": "respect-people", "facts": "It calls a member a walnut."}

members = st.integers(0, MEMBERS - 1)
deciders = st.integers(0, DECIDERS - 1)


class ModerationInAnyOrder(RuleBasedStateMachine):
    """Three members with a review each, who report each other; two moderators and an administrator; a clock."""

    @initialize()
    def begin(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = timezone.now()
        self.clock = at(self.now)
        self.clock.start()
        self.deciders = [make.moderator("mod1"), make.moderator("mod2"), make.administrator("chief")]
        self.members = [make.member(f"person{number}") for number in range(MEMBERS)]
        self.film = make.film()
        self.reviews = [make.review(self.film, author) for author in self.members]
        # What stood before a decision, to be compared when it is taken back: by decision.
        self.before, self.has_changed = {}, True
        for author in range(MEMBERS):
            make.report(self.reviews[author], self.members[author - 1], "abuse")

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def move_clock(self, step):
        self.clock.stop()
        self.now += step
        self.clock = at(self.now)
        self.clock.start()

    def attempt(self, verb, *args, **kwargs):
        """Do it as a request would: whole, or, where it is refused, not at all."""
        held = self.picture()
        try:
            with transaction.atomic():
                done = verb(*args, **kwargs)
            self.has_changed = True
            return done
        except REFUSALS:
            assert self.picture() == held, "A refusal has changed something."
            return None

    def picture(self):
        """What a half-done verb would leave behind (I4)."""
        rows = [Report, Case, Decision, Proposal, Appeal, AuditEntry, Restriction, Suspension, Notification]
        states = list(Review.objects.order_by("pk").values_list("state", "has_spoilers", "edits_locked", "vote_count"))
        return [model.objects.count() for model in rows], states

    def fresh(self, row):
        row.refresh_from_db()
        return row

    def of(self, member):
        """What taking back a decision has to restore of a member and their review (I10)."""
        review, author = self.fresh(self.reviews[member]), self.fresh(self.members[member])
        return {
            "text": review.text,
            "state": review.state,
            "locked": review.edits_locked,
            "votes": (review.helpful_count, review.unhelpful_count, review.helpfulness),
            "suspended": author.is_suspended,
            "limited": author.is_limited,
        }

    # Few rules that do many things: Hypothesis leaves some rules out of every run.

    @rule(member=members, author=members, does=st.sampled_from(["appeal", "report", "vote", "edit", "withdraw_report"]))
    def a_member_does(self, member, author, does):
        getattr(self, does)(member, author)

    @rule(
        decider=deciders, author=members, action=st.sampled_from(ACTIONS), stale=st.sampled_from([False] * 4 + [True])
    )
    def a_moderator_decides(self, decider, author, action, stale):
        self.decide(decider, author, action, stale)

    @rule(decider=deciders, author=members, does=st.sampled_from(["decide_appeal", "go_back", "claim", "second_look"]))
    def a_moderator_does(self, decider, author, does):
        getattr(self, does)(decider, author)

    @rule(hours=st.sampled_from([1, 20, 80, 24 * 40]))
    def time_passes(self, hours):
        self.move_clock(timedelta(hours=hours))
        for ended in (Suspension, Restriction):
            ended.objects.end_due()
        self.has_changed = True

    def report(self, reporter, author):
        reason = REASONS[Report.objects.count() % len(REASONS)]
        target = self.fresh(self.reviews[author])
        report = self.attempt(Report.objects.file, target, self.fresh(self.members[reporter]), reason=reason)
        assert report is None or reporter != author

    def withdraw_report(self, reporter, author):
        for report in Report.objects.filter(reporter=self.members[reporter], case__review=self.reviews[author]):
            self.attempt(report.withdraw)

    def vote(self, voter, author):
        self.attempt(self.fresh(self.reviews[author]).record_vote, self.fresh(self.members[voter]), voter > author)

    def edit(self, _, author):
        words = ["A calm film. ", "Another text altogether. "][self.reviews[author].revision_count % 2]
        if self.fresh(self.reviews[author]).can_be_edited_by(self.fresh(self.members[author])):
            self.attempt(self.reviews[author].revise, body=words * 10)
            self.before.clear()

    def claim(self, decider, author):
        take_over = author == decider
        if case := Case.objects.open().filter(review=self.reviews[author]).first():
            holder = case.claimant
            self.attempt(case.claim, self.deciders[decider], take_over=take_over)
            case.refresh_from_db()
            may_take_over = take_over and self.deciders[decider].has_perm("reviews.take_over_claim")
            if holder and not may_take_over:
                assert case.claimant == holder, "A live claim was taken away."

    def decide(self, decider, author, action, stale):
        """Also what cannot be decided now, by somebody who may not, or who has seen an older case."""
        case = Case.objects.filter(review=self.reviews[author]).order_by("-pk").first()
        if case is None:
            return
        moderator = self.deciders[decider]
        self.take(case, action, moderator, author, case.version - 1 if stale else case.version)

    def go_back(self, decider, author):
        closed = Case.objects.filter(review=self.reviews[author]).exclude(closed_at=None).order_by("-pk").first()
        if closed:
            self.take(closed, "restore", self.deciders[decider], author, closed.version)

    def take(self, case, action, moderator, author, version):
        before, latest, holder, is_stale = self.of(author), case.latest_decision, case.claimant, version != case.version
        days = {"days": 7} if action in {"limit", "suspend"} else {}
        words = {"redacted": {"headline": "[…]", "body": "[…] " * 30}} if action == "redact" else {}
        made = self.attempt(case.decide, action, moderator=moderator, version=version, **WORDS, **days, **words)
        if not isinstance(made, Decision):
            return
        assert not is_stale, "I3: decided on a case of an older version."
        assert holder in {None, moderator}, "I3: decided past somebody's claim."
        assert moderator.pk not in {case.author_id, *case.reports.values_list("reporter", flat=True)}, "I7"
        if action == "restore" and made.supersedes_id == latest.pk:
            self.was_restored(made.supersedes, author)
        if not made.supersedes_id:
            # Only what is taken back next can be compared with what stood right before.
            self.before = {made.pk: before}

    def was_restored(self, earlier, author):
        if earlier.pk in self.before:
            kept, now = self.before[earlier.pk], self.of(author)
            # Votes may have been cast and time has passed meanwhile.
            for name in ("text", "state", "locked"):
                assert now[name] == kept[name], (earlier.action, name, kept[name], now[name])
            if earlier.action == "suspend":
                assert not now["suspended"]
            if earlier.action == "limit":
                assert not now["limited"]

    def second_look(self, decider, author):
        confirms = author != decider
        for proposal in Proposal.objects.waiting():
            if confirms:
                made = self.attempt(second_look.confirm, proposal, self.deciders[decider])
                assert made is None or self.deciders[decider].pk != proposal.proposed_by_id
            else:
                self.attempt(second_look.refuse, proposal, self.deciders[decider], "Too much for one word.")

    def appeal(self, appellant, _):
        member = self.fresh(self.members[appellant])
        for decision in Decision.objects.order_by("-pk")[:3]:
            self.attempt(Appeal.objects.file, decision, member, "Please look at it once more.")
            assert Appeal.objects.filter(decision=decision).count() <= 1

    def decide_appeal(self, decider, author):
        overturned = author != decider
        appeal = Appeal.objects.open().select_related("decision__case__review").order_by("pk").first()
        if appeal is None:
            return
        first, author = appeal.decision, self.members.index(appeal.decision.author)
        terms = {}
        if first.action in Decision.DISMISSES and overturned:
            terms = {"action": "spoiler", **WORDS}
        outcome = "overturned" if overturned else "upheld"
        with_words = {"reasons": "Somebody else has read it.", **terms}
        made = self.attempt(appeal.decide, outcome, by=self.deciders[decider], **with_words)
        appeal.refresh_from_db()
        if appeal.is_open:
            assert made is None
            return
        barred = {first.moderator_id, first.second_id, first.author_id, appeal.appellant_id}
        assert self.deciders[decider].pk not in barred, "I6"
        if overturned and first.action not in Decision.DISMISSES:
            assert not Decision.objects.standing().filter(pk=first.pk).exists()
            if first == first.case.latest_decision.supersedes:
                self.was_restored(first, author)

    # What always holds

    @invariant()
    def the_invariants_hold(self):
        if self.has_changed:
            self.one_open_case_and_one_report()
            self.everybody_was_told_once()
            self.the_chain_holds()
            self.others_see_what_the_state_says()
            self.stored_counts_are_right()
            self.nobody_learns_who_reported()
        self.has_changed = False

    def one_open_case_and_one_report(self):
        open_cases = Counter(Case.objects.open().values_list("review", flat=True))
        assert max(open_cases.values(), default=0) <= 1, "I1"
        by_reporter = Counter(Report.objects.values_list("case", "reporter"))
        assert max(by_reporter.values(), default=0) <= 1, "I2"

    def everybody_was_told_once(self):
        for case in Case.objects.exclude(decisions=None).select_related("author"):
            told = case.decisions.filter(pk__in=Decision.objects.told_to(case.author)).count()
            news = Notification.objects.filter(member=case.author, body__contains=case.get_absolute_url())
            statements = news.filter(subject="A decision on what you wrote").count()
            assert statements <= told, "I5: more statements than decisions."
            if case.closed_at:
                for report in case.reports.that_stand().select_related("reporter"):
                    mine = Notification.objects.filter(member=report.reporter, url=case.get_absolute_url())
                    assert mine.filter(subject="What became of your report").count() == 1, "I5"

    def the_chain_holds(self):
        assert list(chain.Walk().faults()) == [], "I8"

    def others_see_what_the_state_says(self):
        seen = set(Review.objects.visible_to(AnonymousUser()).values_list("pk", flat=True))
        assert seen == {review.pk for review in self.reviews if self.fresh(review).state == "published"}, "I9"

    def stored_counts_are_right(self):
        assert list(recounting.differences(mend=False)) == [], "I10"

    def nobody_learns_who_reported(self):
        for case in Case.objects.select_related("author"):
            names = case.reports.exclude(reporter=None).values_list("reporter__username", flat=True)
            for news in Notification.objects.filter(member=case.author, url=case.get_absolute_url()):
                assert not any(name in news.subject + news.body for name in names), "I12"


class ModerationInAnyOrderTests(TestCase):
    def test_the_invariants_hold(self):
        run_state_machine_as_test(
            ModerationInAnyOrder,
            settings=settings(
                max_examples=30,
                stateful_step_count=30,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
