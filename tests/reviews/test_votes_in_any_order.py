"""Whatever members, authors and moderators do, in any order: stored counts and order are what a recount finds."""

from math import sqrt

from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from filmsite import recounting
from filmsite.closing import close_account
from reviews.models import Review
from tests import make

VOTERS, REVIEWS = 5, 3
SMALL_CHANGE, OTHER_TEXT = (
    "!",
    "Nothing of what stood here before is left; it was about another evening altogether. " * 3,
)

voters = st.integers(0, VOTERS - 1)
reviews = st.integers(0, REVIEWS - 1)


def wilson(yes, votes):
    """The lower bound once more, written in another way: the smaller root of its quadratic equation."""
    if not votes:
        return 0.0
    share, z2 = yes / votes, 1.96**2
    a, b, c = 1 + z2 / votes, -(2 * share + z2 / votes), share**2
    return max(0.0, (-b - sqrt(b * b - 4 * a * c)) / (2 * a))


class VotesInAnyOrder(RuleBasedStateMachine):
    """The model: who answered what on which review, on which of its texts; who is suspended, who is gone."""

    @initialize()
    def begin(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.mod = make.moderator()
        self.film = make.film()
        self.members = [make.member() for _ in range(VOTERS)]
        self.authors = [make.member() for _ in range(REVIEWS)]
        self.reviews = [make.review(self.film, author) for author in self.authors]
        self.texts = [(review.headline, review.body) for review in self.reviews]
        self.answers, self.suspended, self.gone = {}, set(), set()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def fresh(self, row):
        row.refresh_from_db()
        return row

    def can_vote(self, voter, review):
        return voter not in self.suspended | self.gone and self.fresh(self.reviews[review]).is_published

    @rule(voter=voters, review=reviews, answer=st.sampled_from([True, False, None]))
    def vote_flip_or_undo(self, voter, review, answer):
        if not self.can_vote(voter, review):
            return
        self.reviews[review].record_vote(self.fresh(self.members[voter]), answer)
        self.answers.pop((voter, review), None)
        if answer is not None:
            self.answers[voter, review] = (answer, self.texts[review])

    @rule(review=reviews, text=st.sampled_from([SMALL_CHANGE, OTHER_TEXT]))
    def edit(self, review, text):
        if self.fresh(self.reviews[review]).state == Review.State.REMOVED:
            return
        body = text if text == OTHER_TEXT else make.BODY + SMALL_CHANGE
        self.reviews[review].revise(body=body)
        self.texts[review] = (self.reviews[review].headline, body)

    @rule(review=reviews)
    def edit_back(self, review):
        if self.fresh(self.reviews[review]).state != Review.State.REMOVED:
            self.reviews[review].revise(body=make.BODY)
            self.texts[review] = (self.reviews[review].headline, make.BODY)

    @rule(review=reviews)
    def withdraw(self, review):
        self.fresh(self.reviews[review]).withdraw()

    @rule(review=reviews)
    def remove(self, review):
        if self.fresh(self.reviews[review]).is_published:
            make.decision(make.report(self.reviews[review]).case, "remove", by=self.mod)

    @rule(review=reviews)
    def restore(self, review):
        case = self.reviews[review].cases.order_by("-pk").first()
        if case and "restore" in case.possible_actions(self.mod):
            make.decision(case, "restore", by=self.mod)

    @rule(voter=voters)
    def suspend(self, voter):
        if voter not in self.suspended | self.gone:
            make.suspension(self.members[voter], by=self.mod)
            self.suspended.add(voter)

    @precondition(lambda self: self.suspended)
    @rule()
    def reinstate(self):
        voter = self.suspended.pop()
        self.members[voter].suspensions.standing().get().end(self.mod)

    @rule(voter=voters, review=reviews, value=st.integers(1, 10))
    def rate(self, voter, review, value):
        if voter not in self.suspended | self.gone:
            self.film.ratings.model.objects.record(self.film, self.fresh(self.members[voter]), value)

    @rule(voter=voters)
    def delete_account(self, voter):
        if voter not in self.gone:
            close_account(self.fresh(self.members[voter]), keep_reviews=False)
            self.gone.add(voter)
            self.suspended.discard(voter)
            self.answers = {key: answer for key, answer in self.answers.items() if key[0] != voter}

    def expected(self, review):
        """Helpful and unhelpful, on the text as it is and on an earlier one."""
        counts = {(answer, earlier): 0 for answer in (True, False) for earlier in (True, False)}
        for (voter, other), (answer, text) in self.answers.items():
            if other == review and voter not in self.suspended:
                now_other = OTHER_TEXT in (text[1], self.texts[review][1]) and text != self.texts[review]
                counts[answer, now_other] += 1
        return counts[True, False], counts[False, False], counts[True, True], counts[False, True]

    @invariant()
    def counts_and_order_are_right(self):
        for number, review in enumerate(self.reviews):
            self.fresh(review)
            stored = (
                review.helpful_count,
                review.unhelpful_count,
                review.earlier_helpful_count,
                review.earlier_unhelpful_count,
            )
            yes, no, earlier_yes, earlier_no = self.expected(number)
            assert stored == (yes, no, earlier_yes, earlier_no), (number, stored)
            bound = wilson(yes + earlier_yes / 2, yes + no + (earlier_yes + earlier_no) / 2)
            assert abs(review.helpfulness - bound) < 1e-9
        assert list(recounting.differences(mend=False)) == []

    @invariant()
    def the_list_is_in_order(self):
        listed = list(self.film.reviews.published().in_order("helpful"))
        published = [review for review in self.reviews if review.is_published]
        assert listed == sorted(published, key=lambda one: (one.helpfulness, one.published_at, one.pk), reverse=True)


class VotesInAnyOrderTests(TestCase):
    def test_counts_and_order_equal_a_recount(self):
        run_state_machine_as_test(
            VotesInAnyOrder,
            settings=settings(
                max_examples=25,
                stateful_step_count=25,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
