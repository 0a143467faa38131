from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from reviews import chain
from reviews.models import AuditEntry, AuditHead, Decision, Guideline, GuidelineVersion
from tests import make
from tests.chain import TABLES, verified, without_triggers


class FiveEntries(TestCase):
    """Five lines of the audit, by one moderator."""

    @classmethod
    def setUpTestData(cls):
        cls.mod = make.moderator()
        for number in range(1, 6):
            AuditEntry.objects.record(cls.mod, "warn", f"review {number}", details="It was unkind.")

    def change(self, number, **fields):
        with without_triggers():
            AuditEntry.objects.filter(seq=number).update(**fields)

    def faults(self):
        return verified()[:-1]


class WholeChainTests(FiveEntries):
    def test_a_chain_nobody_has_touched_is_in_order(self):
        (line,) = verified()
        self.assertTrue(line.startswith("OK: 5 entries"), line)
        self.assertIn(AuditHead.objects.get().digest, line)

    def test_entries_are_numbered_and_each_follows_the_one_before(self):
        entries = list(AuditEntry.objects.order_by("seq"))
        self.assertEqual([entry.seq for entry in entries], [1, 2, 3, 4, 5])
        self.assertEqual([entry.previous for entry in entries], [chain.START, *(one.digest for one in entries[:-1])])
        self.assertEqual((AuditHead.objects.get().seq, AuditHead.objects.get().digest), (5, entries[-1].digest))

    def test_it_is_in_order_whatever_the_size_of_a_batch(self):
        for size in (1, 2, 5, 6):
            with mock.patch.object(chain.Walk, "BATCH", size):
                self.assertEqual(list(chain.Walk().faults()), [])

    def test_walking_it_takes_one_query_for_each_batch(self):
        with mock.patch.object(chain.Walk, "BATCH", 2), self.assertNumQueries(4 + 1 + 1 + 2):
            list(chain.Walk().faults())

    def test_what_a_moderator_decides_joins_it(self):
        make.decision(make.report(make.review()).case, "remove")
        make.decision(make.report(make.trivia(make.film())).case, "dismiss")
        self.assertIn("OK: 7 entries", verified()[0])

    def test_an_entry_of_the_site_has_nobody_as_its_actor(self):
        AuditEntry.objects.record(None, "shield", "review of Solaris (1972)")
        self.assertIn("OK: 6 entries", verified()[0])

    def test_an_entry_whose_transaction_fails_leaves_no_gap(self):
        with self.assertRaises(RuntimeError), transaction.atomic():
            AuditEntry.objects.record(self.mod, "hide", "review 6")
            raise RuntimeError
        AuditEntry.objects.record(self.mod, "hide", "review 6")
        self.assertIn("OK: 6 entries", verified()[0])

    def test_an_entry_is_one_row_more_and_one_changed(self):
        with self.assertNumQueries(3):  # the head held, the entry, the head again
            AuditEntry.objects.record(self.mod, "hide", "review 6")

    def test_an_empty_record_is_in_order(self):
        with without_triggers():
            AuditEntry.objects.all().delete()
        AuditHead.objects.all().delete()
        self.assertIn("OK: 0 entries", verified()[0])

    def test_the_first_entry_makes_the_head_where_the_tables_were_emptied(self):
        with without_triggers():
            AuditEntry.objects.all().delete()
        AuditHead.objects.all().delete()
        self.assertEqual(AuditEntry.objects.record(self.mod, "warn", "review 1").seq, 1)
        self.assertIn("OK: 1 entries", verified()[0])


class BrokenChainTests(FiveEntries):
    def test_every_altered_word_of_an_entry_is_found(self):
        entry = AuditEntry.objects.get(seq=3)
        changes = {
            "actor": make.moderator("other"),
            "action": "dismiss",
            "subject": "review 30",
            "details": "It was kind.",
            "happened_at": entry.happened_at + timedelta(microseconds=1),
            "case": make.report(make.review()).case,
        }
        for name, value in changes.items():
            with self.subTest(name):
                before = getattr(entry, name)
                self.change(3, **{name: value})
                self.assertEqual(self.faults(), ["entry 3: altered, its digest is another one"])
                self.change(3, **{name: before})
                self.assertIn("OK", verified()[0])

    def test_an_altered_entry_with_a_digest_that_fits_is_found_by_the_next_one(self):
        entry = AuditEntry.objects.get(seq=3)
        entry.subject = "review 30"
        self.change(3, subject="review 30", digest=chain.digest_of(entry))
        self.assertEqual(self.faults(), ["entry 4: does not follow the entry before it"])

    def test_the_last_entry_altered_with_a_digest_that_fits_is_found_by_the_head(self):
        entry = AuditEntry.objects.get(seq=5)
        entry.subject = "review 50"
        self.change(5, subject="review 50", digest=chain.digest_of(entry))
        self.assertEqual(self.faults(), ["head: does not stand at the last entry, 5"])

    def test_an_entry_removed_in_the_middle_is_found(self):
        with without_triggers():
            AuditEntry.objects.filter(seq=3).delete()
        self.assertEqual(self.faults(), ["entry 3: missing"])

    def test_several_entries_removed_are_found(self):
        with without_triggers():
            AuditEntry.objects.filter(seq__in=[1, 3, 4]).delete()
        self.assertEqual(self.faults(), ["entry 1: missing", "entries 3 to 4: missing"])

    def test_entries_removed_and_the_rest_numbered_anew_are_found(self):
        with without_triggers():
            AuditEntry.objects.filter(seq=3).delete()
            AuditEntry.objects.filter(seq=4).update(seq=3)
            AuditEntry.objects.filter(seq=5).update(seq=4)
        self.assertIn("entry 3: does not follow the entry before it", self.faults())

    def test_the_last_entry_removed_is_found(self):
        with without_triggers():
            AuditEntry.objects.filter(seq=5).delete()
        self.assertEqual(self.faults(), ["head: stands at entry 5, the last entry is 4"])

    def test_all_entries_removed_are_found(self):
        with without_triggers():
            AuditEntry.objects.all().delete()
        self.assertEqual(self.faults(), ["head: stands at entry 5, the last entry is 0"])

    def test_two_entries_that_have_changed_places_are_found(self):
        for seq, to in ((2, 20), (3, 2), (20, 3)):
            self.change(seq, seq=to)
        faults = self.faults()
        for fault in ("entry 2: altered, its digest is another one", "entry 3: altered, its digest is another one"):
            self.assertIn(fault, faults)

    def test_a_head_that_was_altered_is_found(self):
        for fields in ({"seq": 4}, {"seq": 6}, {"digest": chain.START}):
            with self.subTest(fields), transaction.atomic():
                AuditHead.objects.update(**fields)
                self.assertTrue(self.faults()[0].startswith("head: "), self.faults())
                transaction.set_rollback(True)

    def test_a_head_that_was_removed_is_found_and_starts_no_other_chain(self):
        AuditHead.objects.all().delete()
        self.assertEqual(self.faults(), ["head: missing"])
        with self.assertRaises(IntegrityError), transaction.atomic():
            AuditEntry.objects.record(self.mod, "warn", "review 1")

    def test_the_command_says_every_fault_on_a_line_and_exits_with_1(self):
        self.change(2, details="")
        self.change(4, details="")
        first, second, last = verified()
        self.assertTrue(first.startswith("entry 2: ") and second.startswith("entry 4: "))
        self.assertEqual(last, "The audit is broken: 2 faults in 5 entries. (exit 1)")


class DailyTests(FiveEntries):
    def test_the_daily_run_says_that_the_audit_is_in_order(self):
        output = StringIO()
        call_command("daily", stdout=output)
        self.assertIn("OK: 5 entries", output.getvalue())

    def test_a_broken_audit_fails_the_daily_run_when_all_the_rest_is_done(self):
        self.change(2, details="")
        output = StringIO()
        with self.assertRaisesMessage(CommandError, "The audit is broken"):
            call_command("daily", stdout=output)
        for words in ("Digests sent: 0.", "entry 2: altered"):
            self.assertIn(words, output.getvalue())


class TriggerTests(FiveEntries):
    """What was decided, done and laid down: the database itself refuses to change or delete it."""

    def setUp(self):
        make.decision(make.report(make.review()).case, "remove", by=self.mod)
        self.assertTrue(GuidelineVersion.objects.exists())

    def refused(self, statement):
        with (
            self.assertRaisesMessage(IntegrityError, "append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)

    def test_no_row_of_theirs_is_changed(self):
        for table in TABLES:
            with self.subTest(table):
                self.refused(f"UPDATE {table} SET id = id")

    def test_no_row_of_theirs_is_deleted(self):
        for table in TABLES:
            with self.subTest(table):
                self.refused(f"DELETE FROM {table}")

    def test_a_guideline_gets_new_words_by_another_version_only(self):
        rule = Guideline.objects.get(pk="own-words")
        version = rule.versions.get(number=1)
        version.text = "Copy what you like."
        with self.assertRaises(IntegrityError), transaction.atomic():
            version.save()
        rule.versions.create(number=2, title="X", text="Y", what_changed="Z", in_force_from=version.in_force_from)
        self.assertEqual(rule.versions.count(), 2)

    def test_what_was_dropped_for_a_change_stands_again_afterwards(self):
        with without_triggers():
            Decision.objects.update(note="Seen.")
        with self.assertRaises(IntegrityError), transaction.atomic():
            Decision.objects.update(note="")
