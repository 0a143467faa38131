import csv
import io

from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from filmsite.csv_files import csv_file
from filmsite.views import moderation_log
from reviews.models import Decision, Guideline
from reviews.public_log import COLUMNS
from tests import make
from tests.reviews.moderation_history import appealed, case_of, day, decided, noticed, reported, settled

PAGE, JSON, CSV = (reverse(f"moderation_{name}") for name in ("log", "json", "csv"))


class ModerationLogTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator, cls.other = make.moderator("quincy"), make.moderator("rosalind")
        cls.review = make.review(make.film("A Film Nobody Names"), make.member("wilhelmina"))

    def settle(self, action="remove", month=3, **fields):
        return settled(self.review, self.moderator, action, month=month, **fields)

    def rows(self, address=CSV, **query):
        return list(csv.DictReader(io.StringIO(self.client.get(address, query).content.decode())))

    # What it says

    def test_a_decision_is_told_by_rule_action_kind_day_and_office(self):
        self.settle()
        page = self.client.get(PAGE)
        for words in ("Remove", "Do not advertise", "no-advertising", "review", "moderator", "1 March 2025", "stands"):
            self.assertContains(page, words)
        self.assertContains(page, f"{reverse('guidelines')}#no-advertising")
        row = dict(zip(COLUMNS, ["2025-03-01", "no-advertising", "Do not advertise", "Remove"], strict=False))
        row |= {"kind": "review", "decided_by": "moderator", "automatic": "no", "now": "stands"}
        self.assertEqual(self.rows(), [row])
        self.assertEqual(self.client.get(JSON).json()["decisions"], [row | {"automatic": False}])

    def test_the_newest_decision_stands_first(self):
        for month in (5, 9, 7):
            self.settle(month=month)
        self.assertEqual([row["date"][5:7] for row in self.rows()], ["09", "07", "05"])

    def test_what_became_of_a_decision_is_told(self):
        taken_back, overturned = self.settle(month=1), self.settle(month=2)
        dismissed = self.settle("dismiss", month=3)
        appealed(overturned, day(4), "overturned", self.other)
        for earlier, action in ((taken_back, "restore"), (overturned, "restore"), (dismissed, "unfounded")):
            decided(earlier.case, action, day(6), self.moderator, supersedes=earlier)
        found = {row["date"]: row["now"] for row in self.rows() if row["date"] < "2025-06"}
        self.assertEqual(list(found.values()), ["followed by another", "overturned on appeal", "taken back"])

    def test_an_automatic_decision_says_so_and_what_people_made_of_it(self):
        words = {
            "unshield": "ended unconfirmed",
            "dismiss": "not confirmed by a person",
            "remove": "confirmed by a person",
        }
        for month, (action, expected) in enumerate(words.items(), start=1):
            case = case_of(self.review, day(month), day(month, 3))
            shield = decided(case, "shield", day(month))
            by = None if action == "unshield" else self.moderator
            decided(case, action, day(month, 3), by, supersedes=shield)
            row = next(row for row in self.rows() if row["date"] == f"2025-0{month}-01")
            self.assertEqual((row["decided_by"], row["automatic"], row["now"]), ("automatic", "yes", expected))
        self.assertContains(self.client.get(PAGE), "the site, automatically")

    def test_a_retired_rule_leads_to_its_history(self):
        self.settle()
        rule = Guideline.objects.get(pk="no-advertising")
        rule.retire(by=make.administrator(), on=timezone.localdate())
        self.assertContains(self.client.get(PAGE), rule.get_absolute_url())

    def test_without_a_decision_it_says_so(self):
        self.assertContains(self.client.get(PAGE), "Nothing has been decided yet.")
        self.assertEqual((self.rows(), self.client.get(JSON).json()["decisions"]), ([], []))

    # Whom it names

    def test_moderators_are_named_by_their_office(self):
        self.settle()
        for address in (PAGE, JSON, CSV):
            self.assertNotContains(self.client.get(address), "quincy")

    @override_settings(MODERATORS_NAMED=True)
    def test_moderators_are_named_where_the_site_says_so(self):
        self.settle()
        decided(case_of(self.review, day(4)), "shield", day(4))
        for address in (PAGE, JSON, CSV):
            self.assertContains(self.client.get(address), "quincy")
        self.assertEqual([row["decided_by"] for row in self.rows()], ["automatic", "quincy"])

    def test_it_says_nothing_of_anybody_else_and_not_a_word_of_the_text(self):
        decision = self.settle(month=5)
        noticed(decision.case)
        reported(decision.case, details="I am Zebediah.", reason="other")
        appealed(decision, day(7), "upheld", self.other)
        hidden = ["wilhelmina", "Nora", "nora@", "Zebediah", "example.org", "A Film Nobody Names", "worth walking"]
        hidden += ["Dear author", "names a shop", "no shop", "Vienna", "12:00", "17:00", "rosalind"]
        hidden += list(decision.case.reports.exclude(reporter=None).values_list("reporter__username", flat=True))
        for address in (PAGE, JSON, CSV):
            words = self.client.get(address).content.decode()
            for word in hidden:
                self.assertNotIn(word, words)

    # Filters

    def test_it_is_narrowed_down_by_rule_action_and_kind(self):
        self.settle()
        self.settle("dismiss", month=4)
        case = case_of(self.review, day(5), day(5, 2), kind="storyline")
        decided(case, "hide", day(5, 2), self.moderator, guideline_id="own-words")
        self.assertEqual([row["action"] for row in self.rows(rule="own-words")], ["Hide until edited"])
        self.assertEqual([row["action"] for row in self.rows(action="dismiss")], ["Dismiss"])
        self.assertEqual([row["kind"] for row in self.rows(kind="storyline")], ["storyline"])
        self.assertEqual(self.rows(kind="storyline", action="dismiss"), [])
        self.assertContains(self.client.get(PAGE, {"kind": "poster"}), "No decision fits all of that.")
        self.assertEqual(len(self.client.get(JSON, {"rule": "", "action": "remove"}).json()["decisions"]), 1)

    def test_the_files_are_offered_for_what_is_chosen(self):
        page = self.client.get(PAGE, {"kind": "poster"})
        self.assertContains(page, f"{JSON}?kind=poster")
        self.assertContains(page, f"{CSV}?kind=poster")

    def test_choices_there_are_not_are_not_found(self):
        for query in ({"rule": "x"}, {"action": "x"}, {"kind": "x"}, {"kind": "review' OR 1=1"}, {"rule": "x" * 3000}):
            for address in (PAGE, JSON, CSV):
                self.assertEqual(self.client.get(address, query).status_code, 404)

    def test_pages_there_are_not_are_not_found(self):
        for page in ("0", "2", "x", "-1", "9" * 30):
            self.assertEqual(self.client.get(PAGE, {"page": page}).status_code, 404)

    # How it is answered

    def test_few_and_many_decisions_take_the_same_queries(self):
        def queries():
            for address, number in ((PAGE, 4), (JSON, 3), (CSV, 3)):
                with self.assertNumQueries(number):
                    self.assertEqual(self.client.get(address).status_code, 200)

        self.settle()
        queries()
        for month in range(1, 12):
            for number in range(1, 6):
                self.settle(month=month, number=number)
        queries()
        self.assertContains(self.client.get(PAGE), "1 to 50 on this page")
        self.assertEqual(self.client.get(PAGE, {"page": "2"}).content.count(b"<time"), 6)

    def test_visitors_get_no_cookie_and_nothing_twice(self):
        self.settle()
        for address in (PAGE, JSON, CSV):
            response = self.client.get(address)
            self.assertFalse(response.cookies)
            again = self.client.get(address, headers={"if-none-match": response["ETag"]})
            self.assertEqual((again.status_code, again.content), (304, b""))
        self.settle(month=4)
        self.assertEqual(self.client.get(PAGE, headers={"if-none-match": response["ETag"]}).status_code, 200)

    def test_members_read_it_too_and_nobody_writes(self):
        self.client.force_login(make.member())
        for address in (PAGE, JSON, CSV):
            self.assertEqual(self.client.get(address).status_code, 200)
            self.assertEqual(self.client.post(address).status_code, 405)

    def test_the_table_is_a_file_to_keep(self):
        response = self.client.get(CSV)
        self.assertEqual(response["Content-Disposition"], 'attachment; filename="moderation.csv"')
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")
        self.assertEqual(response["Content-Type"], "text/csv; charset=utf-8")

    def test_a_file_holds_so_many_and_no_more(self):
        for month in (1, 2, 3):
            self.settle(month=month)
        most, moderation_log.MOST_IN_FILE = moderation_log.MOST_IN_FILE, 2
        self.addCleanup(setattr, moderation_log, "MOST_IN_FILE", most)
        self.assertEqual([row["date"][:7] for row in self.rows()], ["2025-03", "2025-02"])

    def test_no_cell_is_a_formula(self):
        self.settle()
        for beginning in ("=", "+", "-", "@"):
            rule = Guideline.objects.get(pk="no-advertising")
            words = {"text": "Text.", "short": "", "what_changed": "Much.", "in_force_from": timezone.localdate()}
            rule.revise(by=make.administrator(f"adam{ord(beginning)}"), title=f"{beginning}1+1", **words)
            self.assertEqual(self.rows()[0]["rule_title"], f"'{beginning}1+1")
        cells = csv_file("x", [["\tcmd", "\rcmd", "plain, text", 3, "<3"]]).content.decode()
        self.assertEqual(
            next(csv.reader(io.StringIO(cells, newline=""))), ["'\tcmd", "'\rcmd", "plain, text", "3", "<3"]
        )

    def test_every_decision_there_was_is_in_it(self):
        make.decision(make.report(make.review()).case, "remove")
        make.suspension(make.member())
        self.settle()
        self.assertEqual(len(self.rows()), Decision.objects.count())
