from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews import triage
from reviews.models import Case, Report, VotePair
from reviews.standing import Standing, is_trusted
from tests import make
from tests.reviews.votes import at


def seen_at(member, address):
    """The member signed in from this address."""
    UserSession.objects.create(user=member, ip=address, session_key=f"key{member.pk}", user_agent="")


def judged(reporter, action, times=1):
    """So many reports of this member, so decided."""
    mod = make.moderator(f"judge{reporter.pk}-{action}".replace("_", "-"))
    return [make.decision(make.report(make.review(), reporter).case, action, by=mod) for _ in range(times)]


class WeightTests(SimpleTestCase):
    def test_a_member_nobody_has_decided_on_weighs_one(self):
        self.assertEqual(triage.weight(Standing.MEMBER, 0, 0), 1.0)

    def test_new_accounts_weigh_a_quarter_and_trusted_members_one_and_a_half(self):
        self.assertEqual([triage.weight(one, 0, 0) for one in (Standing.NEWCOMER, Standing.TRUSTED)], [0.25, 1.5])

    def test_eight_unfounded_and_none_upheld_leave_a_third(self):
        self.assertAlmostEqual(triage.weight(Standing.MEMBER, 0, 8), 0.33, places=2)

    def test_no_record_makes_a_report_weigh_more_than_two_and_a_half(self):
        self.assertEqual(triage.weight(Standing.TRUSTED, 500, 0), 2.5)

    def test_no_record_makes_a_new_account_weigh_as_much_as_a_member(self):
        self.assertLess(triage.weight(Standing.NEWCOMER, 1000, 0), 0.5)


class StandingTests(TestCase):
    def test_ten_texts_and_thirty_days_make_a_trusted_member(self):
        self.assertTrue(is_trusted(make.trusted()))
        self.assertFalse(is_trusted(make.known(texts=9)))
        self.assertFalse(is_trusted(make.trusted(date_joined=timezone.now() - timedelta(days=29))))

    def test_what_was_upheld_against_somebody_in_ninety_days_takes_the_trust_away(self):
        author = make.trusted()
        make.decision(make.report(make.review(author=author)).case, "hide")
        self.assertFalse(is_trusted(author))
        with at(timezone.now() + timedelta(days=91)):
            self.assertTrue(is_trusted(author))


class RecordTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ben = make.known()

    def assert_weighs(self, expected):
        report = make.report(make.review(), self.ben)
        report.refresh_from_db()
        self.assertAlmostEqual(report.weight, expected)

    def test_reports_that_were_right_make_the_next_weigh_more(self):
        judged(self.ben, "remove", 2)
        self.assert_weighs(2 * 4 / 6)

    def test_reports_dismissed_in_good_faith_cost_nothing(self):
        judged(self.ben, "dismiss", 3)
        self.assert_weighs(1.0)

    def test_unfounded_reports_make_the_next_weigh_less(self):
        judged(self.ben, "unfounded", 2)
        self.assert_weighs(2 * 2 / 6)

    def test_what_is_older_than_180_days_is_forgotten(self):
        judged(self.ben, "unfounded", 2)
        with at(timezone.now() + timedelta(days=181)):
            self.assert_weighs(1.0)

    def test_a_decision_that_was_taken_back_counts_neither_way(self):
        for decision in judged(self.ben, "remove", 2):
            make.decision(decision.case, "restore")
        self.assert_weighs(1.0)

    def test_what_else_the_reporter_has_reported_is_weighed_again(self):
        waiting = make.report(make.review(), self.ben)
        judged(self.ben, "remove", 2)
        waiting.refresh_from_db()
        waiting.case.refresh_from_db()
        self.assertAlmostEqual(waiting.weight, 2 * 4 / 6)
        self.assertAlmostEqual(waiting.case.score, 2 * 2 * 4 / 6)

    def test_a_decision_weighs_other_cases_again_in_as_many_queries_however_many_they_are(self):
        def queries(waiting):
            for _ in range(waiting):
                make.report(make.review(), self.ben)
            case, mod = make.report(make.review(), self.ben).case, make.moderator(f"mod-{waiting}")
            with CaptureQueriesContext(
                connection,
            ) as found:
                make.decision(case, "remove", by=mod)
            return len(found)

        self.assertEqual(queries(2), queries(20))


class ClusterTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.review = make.review()

    def score_of(self, *reporters):
        """What their reports of spam weigh together, once severity is taken off."""
        for reporter in reporters:
            case = make.report(self.review, reporter).case
        case.refresh_from_db()
        return case.score / 2

    def test_independent_members_count_each(self):
        self.assertAlmostEqual(self.score_of(make.known(), make.known(), make.known()), 3.0)

    def test_members_of_one_network_count_as_the_greatest(self):
        one, two = make.known(), make.trusted()
        seen_at(one, "198.51.100.7")
        seen_at(two, "198.51.100.200")
        self.assertAlmostEqual(self.score_of(one, two), 1.5)

    def test_members_of_one_ipv6_network_count_as_one_and_the_next_network_is_another(self):
        one, two, three = make.known(), make.known(), make.known()
        seen_at(one, "2001:db8:0:1::1")
        seen_at(two, "2001:db8:0:1:ffff::2")
        seen_at(three, "2001:db8:0:2::1")
        self.assertAlmostEqual(self.score_of(one, two, three), 2.0)

    def test_it_is_the_network_they_were_last_seen_in(self):
        one, two = make.known(), make.known()
        seen_at(one, "198.51.100.7")
        seen_at(two, "203.0.113.7")
        later = timezone.now() + timedelta(hours=1)
        UserSession.objects.create(user=two, ip="198.51.100.9", session_key="later", user_agent="", last_seen_at=later)
        self.assertAlmostEqual(self.score_of(one, two), 1.0)

    def test_accounts_of_one_hour_count_as_one(self):
        joined = timezone.now() - timedelta(days=90)
        self.assertAlmostEqual(self.score_of(*(make.known(date_joined=joined) for _ in range(5))), 1.0)

    def test_members_who_vote_for_each_other_count_as_one(self):
        one, two, three = sorted([make.known(), make.known(), make.known()], key=lambda member: member.pk)
        VotePair.objects.create(first=one, second=two, votes=20, yes=20, share=0.8)
        VotePair.objects.create(first=two, second=three, votes=20, yes=20, share=0.79)
        self.assertAlmostEqual(self.score_of(one, two, three), 2.0)

    def test_what_ties_two_and_two_ties_all(self):
        one, two, three = sorted([make.known(), make.known(), make.known()], key=lambda member: member.pk)
        VotePair.objects.create(first=one, second=two, votes=20, yes=20, share=0.9)
        seen_at(two, "198.51.100.7")
        seen_at(three, "198.51.100.9")
        self.assertAlmostEqual(self.score_of(one, two, three), 1.0)

    def test_fifty_new_accounts_weigh_one_together(self):
        hours = [timezone.now() - timedelta(hours=number) for number in range(50)]
        self.assertAlmostEqual(self.score_of(*(make.member(date_joined=joined) for joined in hours)), 1.0)

    def test_a_new_account_in_a_cluster_with_a_member_adds_nothing(self):
        one, new = make.known(), make.member()
        seen_at(one, "198.51.100.7")
        seen_at(new, "198.51.100.9")
        self.assertAlmostEqual(self.score_of(one, new), 1.0)


class ScoreTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = make.film()
        cls.review = make.review(cls.film)

    def case(self, reason, **fields):
        report = make.report(make.review(), make.known(), reason=reason, **fields)
        report.case.refresh_from_db()
        return report.case

    def test_a_reason_counts_as_often_as_it_is_grave(self):
        scores = {reason: self.case(reason).score for reason in ("private", "abuse", "spam", "copied", "off_topic")}
        self.assertEqual(scores, {"private": 4, "abuse": 3, "spam": 2, "copied": 1.5, "off_topic": 0.5})

    def test_private_details_and_what_is_against_the_law_have_their_own_lane_on_top(self):
        self.assertEqual(self.case("abuse").lane, Case.Lane.ORDINARY)
        self.assertEqual(self.case("private").lane, Case.Lane.URGENT)
        self.assertEqual(self.case("illegal", details="Against the law.").lane, Case.Lane.URGENT)

    def test_a_reason_that_nobody_gives_any_more_no_longer_counts(self):
        report = make.report(self.review, make.known(), reason="private")
        report.amend(reason="spam")
        report.case.refresh_from_db()
        self.assertEqual((report.case.score, report.case.lane), (2, Case.Lane.ORDINARY))

    def test_reports_that_were_withdrawn_do_not_count(self):
        make.report(self.review, make.known())
        report = make.report(self.review, make.known())
        report.withdraw()
        report.case.refresh_from_db()
        self.assertEqual(report.case.score, 2)

    def test_what_many_may_see_comes_before_what_few_see(self):
        for _ in range(9):
            self.review.record_vote(make.member(), True)
        report = make.report(self.review, make.known())
        report.case.refresh_from_db()
        self.assertAlmostEqual(report.case.score, 2 * (1 + 1 / 3))

    def test_votes_of_more_than_a_day_ago_say_nothing_of_who_sees_it_now(self):
        with at(timezone.now() - timedelta(hours=25)):
            self.review.record_vote(make.member(), True)
        report = make.report(self.review, make.known())
        report.case.refresh_from_db()
        self.assertAlmostEqual(report.case.score, 2)

    def test_a_visitor_weighs_like_a_new_account_in_the_lane_on_top(self):
        notice = {"law": "Section 1", "place": "Wales", "good_faith": True, "name": "V", "email": "v@example.org"}
        words = {"reason": "illegal", "details": "It threatens somebody."}
        with self.captureOnCommitCallbacks():
            report = Report.objects.file(self.review, None, notice=notice, **words)
        report.refresh_from_db()
        report.case.refresh_from_db()
        self.assertEqual((report.weight, report.is_newcomers), (0.25, True))
        self.assertEqual((report.case.score, report.case.lane), (1, Case.Lane.URGENT))

    def test_the_site_weighs_like_a_member_and_a_moderator_like_a_trusted_one(self):
        for source, expected in (("site", 1.0), ("staff", 1.5)):
            report = Report.objects.notice_by_site(self.review, reason="copied", details="Words.", source=source)
            report.refresh_from_db()
            self.assertEqual(report.weight, expected)

    def test_a_day_of_waiting_is_worth_one(self):
        old = make.report(make.review(), make.known(), reason="off_topic")
        Case.objects.update(opened_at=timezone.now() - timedelta(days=2))
        triage.weigh(Case.objects.get())
        new = make.report(make.review(), make.known(), reason="spam")
        self.assertEqual(list(Case.objects.open().most_pressing_first()), [old.case, new.case])

    def test_nobody_makes_a_case_smaller_by_reporting_it_too(self):
        hours = [timezone.now() - timedelta(hours=number) for number in range(12)]
        for joined in hours[:4]:
            case = make.report(self.review, make.member(date_joined=joined), reason="private").case
        case.refresh_from_db()
        before = case.score
        for joined in hours[4:]:
            make.report(self.review, make.member(date_joined=joined), reason="off_topic")
        case.refresh_from_db()
        self.assertGreaterEqual(case.score, before)

    def test_a_report_takes_as_many_queries_as_the_third_and_as_the_sixtieth(self):
        def queries():
            review, member = Report.objects.get(pk=first.pk).case.review, make.member(date_joined=timezone.now())
            with CaptureQueriesContext(connection) as found:
                make.report(review, member)
            return len(found)

        first = make.report(self.review, make.member())
        make.report(self.review, make.member())
        third = queries()
        for _ in range(56):
            make.report(self.review, make.member())
        self.assertEqual(queries(), third)

    def test_the_queue_is_read_from_an_index(self):
        make.report(self.review)
        plan = Case.objects.open().most_pressing_first().explain()
        self.assertIn("open_cases_by_urgency" if connection.vendor == "sqlite" else "reviews_case", plan)


class ExplanationTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.reporters = [make.known(username="reporter-anna"), make.known(), make.member(username="reporter-nils")]
        cls.review = make.review()
        for reporter in cls.reporters:
            cls.case = make.report(cls.review, reporter, reason="abuse").case
        Case.objects.update(opened_at=timezone.now() - timedelta(hours=5))
        cls.case.refresh_from_db()

    def test_it_says_what_the_reports_weigh_why_and_for_how_long_they_wait(self):
        said = triage.explain(self.case)
        self.assertEqual(
            said,
            [
                "Three independent reports weigh together 2.2.",
                "New accounts and visitors together count as one member at most.",
                "A member’s report weighs by how often their reports of the last 180 days were right.",
                "“Abuse of a person” counts three times.",
                "It has waited five hours, which adds 0.2.",
            ],
        )

    def test_it_names_no_reporter(self):
        self.assertFalse([word for word in triage.explain(self.case) if "anna" in word or "nils" in word])

    def test_it_says_where_reports_count_as_one_and_what_comes_first(self):
        joined = self.reporters[0].date_joined
        make.report(self.review, make.known(date_joined=joined), reason="private")
        self.case.refresh_from_db()
        said = triage.explain(self.case)
        self.assertIn("It comes before every other case", said[0])
        self.assertIn("There are four reports, but those from one network", said[2])
        self.assertIn("“Private details of a person” counts four times.", said)

    def test_it_says_that_many_may_see_it(self):
        for _ in range(9):
            self.review.record_vote(make.member(), True)
        make.report(self.review, make.known(), reason="abuse")
        self.case.refresh_from_db()
        self.assertIn(
            "Many may see it: the votes there in 24 hours make this 1.3 times as much.", triage.explain(self.case)
        )

    def test_a_closed_case_stands_nowhere(self):
        make.decision(self.case, "dismiss")
        self.case.refresh_from_db()
        self.assertEqual(triage.explain(self.case), [])

    def test_it_takes_one_query(self):
        with self.assertNumQueries(1):
            triage.explain(self.case)
