from datetime import date, timedelta

from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.utils import timezone

from accounts.models import OutgoingMail
from reviews.kinds import Kind
from reviews.models import (
    Appeal,
    Case,
    Decision,
    Guideline,
    GuidelineVersion,
    IllegalNotice,
    Proposal,
    Report,
    Restriction,
    SealedText,
    VoteVoiding,
)
from tests import make


class ConstraintTests(TestCase):
    """What the database itself refuses, whoever asks."""

    @classmethod
    def setUpTestData(cls):
        cls.ana, cls.ben, cls.mod, cls.other = make.member("ana"), make.member("ben"), make.moderator(), make.senior()
        cls.film = make.film()
        cls.review = make.review(cls.film, author=cls.ana)
        cls.report = make.report(cls.review, cls.ben)
        cls.case = cls.report.case

    def refused(self, constraint, model, **row):
        with self.assertRaises(IntegrityError) as caught, transaction.atomic():
            model.objects.bulk_create([model(**row)])
        # SQLite names a unique constraint by its columns.
        if "UNIQUE" not in str(caught.exception):
            self.assertIn(constraint, str(caught.exception))


class DecisionTests(ConstraintTests):
    def row(self, **fields):
        return {
            "case": self.case,
            "author": self.ana,
            "moderator": self.mod,
            "role": "moderator",
            "action": "remove",
            "guideline_id": "own-words",
            "facts": "Copied.",
            "state_before": "published",
            **fields,
        }

    def refused(self, constraint, **fields):
        super().refused(constraint, Decision, **self.row(**fields))

    def accepted(self, **fields):
        return Decision.objects.create(**self.row(**fields))

    def test_the_row_they_all_begin_with_is_accepted(self):
        self.accepted()

    def test_nobody_decides_on_their_own_text(self):
        self.refused("no_decision_on_ones_own_text", moderator=self.ana)

    def test_a_fact_of_the_editors_has_no_author_to_be_the_moderator(self):
        self.accepted(author=None)

    def test_a_decision_names_facts(self):
        self.refused("decision_names_facts", facts="")

    def test_a_decision_names_a_guideline_that_there_is(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            self.accepted(guideline_id="be-tidy")
            # PostgreSQL looks at a reference when the transaction ends.
            connection.check_constraints()

    def test_only_an_automatic_one_has_no_moderator(self):
        self.refused("only_automatic_without_moderator", moderator=None)
        self.refused("only_automatic_without_moderator", is_automated=True)
        self.accepted(moderator=None, is_automated=True, role="site")

    def test_the_second_moderator_is_not_the_first(self):
        self.refused("second_is_not_the_first", second=self.mod)
        self.accepted(second=self.other)

    def test_what_lasts_for_a_time_has_an_end(self):
        for action in Decision.NEEDS_DAYS:
            with self.subTest(action):
                self.refused("timed_decision_has_an_end", action=action)
                self.accepted(action=action, until=timezone.now())

    def test_a_decision_is_gone_back_on_once(self):
        first = self.accepted()
        self.accepted(action="restore", supersedes=first)
        self.refused("supersedes", action="restore", supersedes=first)


class CaseTests(ConstraintTests):
    def targets(self):
        film = make.film("Another road")
        return {
            "review": make.review(film),
            "trivia_item": make.trivia(film),
            "storyline": make.storyline(film),
            "poster": film,
            "member": self.ben,
        }

    def test_a_case_is_about_one_thing_and_no_more(self):
        targets = self.targets()
        self.refused("case_has_one_target", Case, kind=Kind.REVIEW)
        names = list(targets)
        for one, other in zip(names, [*names[1:], names[0]], strict=True):
            with self.subTest(f"{one} and {other}"):
                both = {one: targets[one], other: targets[other]}
                self.refused("case_has_one_target", Case, kind=Kind.REVIEW, **both)

    def test_one_open_case_of_each_thing(self):
        for name, target in self.targets().items():
            with self.subTest(name):
                row = {"kind": Kind.REVIEW, name: target}
                case = Case.objects.create(**row)
                self.refused(f"one_open_case_per_{name}", Case, **row)
                Case.objects.filter(pk=case.pk).update(closed_at=timezone.now())
                Case.objects.create(**row)

    def test_a_claim_has_an_end_and_an_end_a_claim(self):
        for fields in ({"claimed_by": self.mod}, {"claimed_until": timezone.now()}):
            with self.subTest(fields), self.assertRaises(IntegrityError), transaction.atomic():
                Case.objects.filter(pk=self.case.pk).update(**fields)


class ReportTests(ConstraintTests):
    def refused(self, constraint, **fields):
        row = {"case": self.case, "reason": "spam", "text_as_reported": "A road.", **fields}
        super().refused(constraint, Report, **row)

    def test_one_report_of_a_member_a_case(self):
        self.refused("one_report_per_member_and_case", reporter=self.ben)

    def test_one_report_of_the_site_and_one_of_the_moderators_a_case(self):
        for source in ("site", "staff"):
            Report.objects.notice_by_site(self.review, reason="spam", details="A shop.", source=source)
            self.refused("one_report_of_the_site_per_case", source=source)

    def test_a_members_report_has_a_member_and_no_other_has(self):
        self.refused("members_reports_have_a_reporter", source="member")
        for source in ("visitor", "site", "staff"):
            self.refused("members_reports_have_a_reporter", source=source, reporter=make.member())

    def test_some_reasons_need_words(self):
        for reason in ("wrong_fact", "illegal", "other"):
            self.refused("some_reasons_need_details", reporter=make.member(), reason=reason)


class NoticeTests(ConstraintTests):
    def refused(self, constraint, **fields):
        row = {"report": self.report, "law": "§ 185", "place": "Germany", "good_faith": True, **fields}
        super().refused(constraint, IllegalNotice, **row)

    def test_a_notice_names_law_and_place(self):
        self.refused("notice_names_law_and_place", law="")
        self.refused("notice_names_law_and_place", place="")

    def test_a_notice_is_given_in_good_faith(self):
        self.refused("notice_is_in_good_faith", good_faith=False)

    def test_a_report_carries_one_notice(self):
        IllegalNotice.objects.create(report=self.report, law="§ 185", place="Germany", good_faith=True)
        self.refused("report")


class AppealTests(ConstraintTests):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.decision = make.decision(cls.case, "remove", by=cls.mod)

    def row(self, **fields):
        first = {"appellant": self.ana, "first_decider": self.mod, "words": "I wrote it."}
        return {"decision": self.decision, **first, **fields}

    def refused(self, constraint, **fields):
        super().refused(constraint, Appeal, **self.row(**fields))

    def decided(self, by, **fields):
        return {"decider": by, "decided_at": timezone.now(), "outcome": "upheld", "reasons": "It stands.", **fields}

    def test_a_decision_is_appealed_once(self):
        Appeal.objects.create(**self.row())
        self.refused("decision")

    def test_an_appeal_has_words(self):
        self.refused("appeal_has_words", words="")

    def test_somebody_else_than_the_first_decider_decides(self):
        self.refused("appeal_is_decided_by_somebody_else", **self.decided(self.mod))

    def test_the_first_decider_does_where_there_is_nobody_else(self):
        Appeal.objects.create(**self.row(**self.decided(self.mod, alone=True)))

    def test_nobody_decides_their_own_appeal(self):
        self.refused("nobody_decides_their_own_appeal", **self.decided(self.ana))

    def test_a_decided_appeal_says_who_what_why_and_when(self):
        whole = self.decided(self.other)
        for name, empty in {"decider": None, "decided_at": None, "outcome": "", "reasons": ""}.items():
            with self.subTest(name):
                self.refused("decided_appeal_says_who_and_why", **whole | {name: empty})

    def test_an_answer_follows_a_question(self):
        self.refused("appeal_answer_follows_question", reply="Yes.")
        self.refused("appeal_answer_follows_question", question="Did you?")


class ProposalTests(ConstraintTests):
    def row(self, **fields):
        return {
            "case": self.case,
            "action": "suspend",
            "terms": {},
            "why": "trusted",
            "proposed_by": self.mod,
            **fields,
        }

    def ended(self, by, is_confirmed=True, **fields):
        return {"second": by, "is_confirmed": is_confirmed, "ended_at": timezone.now(), **fields}

    def refused(self, constraint, **fields):
        super().refused(constraint, Proposal, **self.row(**fields))

    def test_one_waits_on_a_case(self):
        Proposal.objects.create(**self.row())
        self.refused("case")

    def test_who_proposed_it_does_not_confirm_it(self):
        self.refused("second_moderator_is_another", **self.ended(self.mod))

    def test_who_proposed_it_may_take_it_back_or_confirm_it_where_there_is_nobody_else(self):
        Proposal.objects.create(**self.row(**self.ended(self.mod, is_confirmed=False)))
        Proposal.objects.create(**self.row(**self.ended(self.mod, alone=True)))

    def test_an_ended_one_says_by_whom_and_how(self):
        whole = self.ended(self.other)
        for name in whole:
            with self.subTest(name):
                self.refused("ended_proposal_says_by_whom", **whole | {name: None})


class RestrictionTests(ConstraintTests):
    def test_one_of_a_kind_stands(self):
        decision = make.decision(self.case, "warn")
        row = {"member": self.ana, "until": timezone.now() + timedelta(days=7), "decision": decision}
        Restriction.objects.create(kind="limit", **row)
        Restriction.objects.create(kind="pause", **row)
        for kind in ("limit", "pause"):
            self.refused("one_standing_restriction_per_kind", Restriction, kind=kind, **row)
        Restriction.objects.update(ended_at=timezone.now())
        Restriction.objects.create(kind="limit", **row)


class OtherRowsTests(ConstraintTests):
    def test_an_erased_text_is_empty(self):
        sealed = make.decision(self.case, "remove").sealed
        with self.assertRaises(IntegrityError), transaction.atomic():
            SealedText.objects.filter(pk=sealed.pk).update(erased_at=timezone.now())
        SealedText.objects.filter(pk=sealed.pk).update(erased_at=timezone.now(), text="")

    def test_a_mail_goes_to_a_member_or_to_an_address(self):
        words = {"subject": "Hello", "body": "Hello."}
        self.refused("mail_goes_to_member_or_address", OutgoingMail, **words)
        both = {"recipient": self.ana, "address": "somebody@example.org"}
        self.refused("mail_goes_to_member_or_address", OutgoingMail, **words, **both)
        OutgoingMail.objects.create(**words, address="somebody@example.org")
        OutgoingMail.objects.create(**words, recipient=self.ana)

    def test_voided_votes_are_confirmed_by_another_moderator(self):
        first, second = sorted([self.ana, self.ben], key=lambda member: member.pk)
        row = {"first": first, "second": second, "moderator": self.mod, "reason": "They vote for each other."}
        confirmed = {**row, "confirmed_at": timezone.now()}
        self.refused("voiding_is_confirmed_by_another", VoteVoiding, **confirmed, confirmed_by=self.mod)
        self.refused("confirmed_voiding_says_when", VoteVoiding, **row, confirmed_by=self.other)
        VoteVoiding.objects.create(**confirmed, confirmed_by=self.other)

    def test_a_guideline_says_something_and_each_change_says_what_it_is(self):
        rule = Guideline.objects.get(pk="own-words")
        row = {"guideline": rule, "number": 2, "title": "Own words", "text": "Write them.", "what_changed": "Shorter."}
        row["in_force_from"] = date(2030, 1, 1)
        self.refused("guideline_version_from_1", GuidelineVersion, **row | {"number": 0})
        self.refused("guideline_says_something", GuidelineVersion, **row | {"text": ""})
        self.refused("changed_guideline_says_what", GuidelineVersion, **row | {"what_changed": ""})
        self.refused("guideline_versions_are_numbered", GuidelineVersion, **row | {"number": 1})
        GuidelineVersion.objects.create(**row)
