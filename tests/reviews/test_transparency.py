import csv
import io
from collections import Counter
from datetime import timedelta
from statistics import median
from xml.etree import ElementTree

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from reviews.models import Appeal, Decision, Report
from tests import make
from tests.reviews.moderation_history import (
    YEAR,
    appealed,
    case_of,
    day,
    decided,
    noticed,
    reported,
    settled,
)

PAGE, JSON, CSV = (reverse(name) for name in ("transparency", "transparency_json", "transparency_csv"))


def grouped(number):
    return "<3" if number in {1, 2} else number


class TransparencyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator, cls.other = make.moderator("quincy"), make.moderator("rosalind")
        cls.review = make.review(make.film("A Film Nobody Names"), make.member("wilhelmina"))

    def settle(self, action="remove", month=3, times=1, **fields):
        return [settled(self.review, self.moderator, action, month=month, **fields) for _ in range(times)]

    def json(self, year=YEAR):
        return self.client.get(JSON, {"year": year}).json()

    def figure(self, table, line):
        """By month, and the whole year."""
        found = self.json()["figures"][table][line]
        return found["months"], found["year"]

    def fill(self):
        """A year with a little of everything, some of it rare."""
        actions = ["dismiss", "remove", "spoiler", "hide", "unfounded", "warn", "limit", "suspend"]
        reasons = ["spam", "spoiler", "abuse", "other"]
        for number in range(90):
            month = 1 + number * number % 7
            action, reason = actions[number * number % 11 % 8], reasons[number % 13 % 4]
            (decision,) = self.settle(action, month, number=1 + number % 20, hours=number % 9, reasons=[reason])
            if number % 4 == 0:
                outcome = ["upheld", "overturned", "upheld"][number % 3]
                appealed(decision, decision.decided_at, outcome, self.other, after=timedelta(days=number % 5))
        for number in range(20):
            case = case_of(self.review, day(1 + number % 3, 2), day(1 + number % 3, 3))
            shield = decided(case, ["shield", "veil"][number % 2], case.opened_at)
            by = None if number % 3 else self.moderator
            action = "unshield" if number % 3 else "remove"
            decided(case, action, shield.decided_at + timedelta(days=1), by, supersedes=shield)
        noticed(case)

    # What is counted

    def test_the_figures_are_what_the_decisions_say(self):
        """Invariant 11, counted once more: row by row, without a query that groups."""
        self.fill()
        by_people, by_site = Counter(), Counter()
        for decision in Decision.objects.all():
            (by_site if decision.moderator is None else by_people)[decision.action, decision.decided_at.month] += 1
        for table, counted in (("decisions", by_people), ("automatic", by_site)):
            figures = self.json()["figures"][table]
            for action, line in figures.items():
                if action != "total":
                    self.assertEqual(line["months"], [grouped(counted[action, month]) for month in range(1, 13)])
            for month, told in enumerate(figures["total"]["months"], start=1):
                self.assert_tells(told, sum(number for (_, at), number in counted.items() if at == month))
            self.assert_tells(figures["total"]["year"], counted.total())
            self.assertLessEqual({action for action, _ in counted}, set(figures))

    def assert_tells(self, told, number):
        """The exact number, or bounds it lies between."""
        low, high = ("1", "2") if told == "<3" else str(told).split(" to ") if " to " in str(told) else (told, told)
        self.assertTrue(int(low) <= number <= int(high), (told, number))

    def test_reports_are_counted_by_reason(self):
        self.fill()
        counted = Counter((report.reason, report.reported_at.month) for report in Report.objects.exclude(source="site"))
        for reason, line in self.json()["figures"]["reports"].items():
            if reason != "total":
                self.assertEqual(line["months"], [grouped(counted[reason, month]) for month in range(1, 13)])
        self.assert_tells(self.figure("reports", "total")[1], counted.total())

    def test_what_nobody_reported_and_notices_are_counted_apart(self):
        for number in range(4):
            case = case_of(self.review, day(2, 1 + number), day(2, 9))
            noticed(case)
            reported(case, "copied", "site")
            reported(case, "other", "staff")
        for line in ("notices", "site", "staff"):
            self.assertEqual(self.figure("found", line), ([0, 4] + [0] * 10, 4))
        self.assertEqual(self.figure("reports", "total")[1], 4)

    def test_the_median_wait_is_that_of_the_cases_of_a_month(self):
        for number, hours in enumerate([1, 2, 30, 5]):
            self.settle(hours=hours, number=1 + number)
        for number, hours in enumerate([10, 20]):
            self.settle(month=6, hours=hours, number=1 + number)
        months, year = self.figure("time", "hours")
        self.assertEqual((months[2], months[5], year), (median([1, 2, 30, 5]), None, 7.5))

    def test_neither_a_shield_nor_a_second_decision_counts_as_an_answer(self):
        for number in range(3):
            (decision,) = self.settle(number=1 + number, hours=8)
            decided(decision.case, "shield", decision.case.opened_at)
            decided(decision.case, "restore", day(3, 28), self.other, supersedes=decision)
        self.assertEqual(self.figure("time", "hours")[1], 8)

    def test_appeals_are_counted_by_the_month_of_their_answer(self):
        for number, outcome in enumerate(["upheld"] * 6 + ["overturned"] * 3 + [""] * 3):
            (decision,) = self.settle(number=1 + number)
            appealed(decision, day(3, 30), outcome, self.other, after=timedelta(days=4))
        self.assertEqual(self.figure("appeals", "filed"), ([0, 0, 12] + [0] * 9, 12))
        self.assertEqual(self.figure("appeals", "overturned"), ([0, 0, 0, 3] + [0] * 8, 3))
        self.assertEqual(self.figure("appeals", "share")[0][3], 33)
        self.assertEqual(self.figure("appeals", "share")[1], 33)
        self.assertEqual(self.figure("appeals", "days")[1], 4)
        self.assertEqual(Appeal.objects.open().count(), 3)

    def test_a_shield_that_nobody_confirmed_is_reversed(self):
        for number, (action, by) in enumerate(
            [("unshield", None), ("dismiss", 1), ("restore", 1), *[("remove", 1)] * 6]
        ):
            shield = decided(case_of(self.review, day(5, 1 + number), day(5, 20)), "shield", day(5, 1 + number))
            decided(shield.case, action, day(5, 20), by and self.moderator, supersedes=shield)
        self.assertEqual(self.figure("shields", "shield")[1], 9)
        self.assertEqual(self.figure("shields", "share"), ([None] * 4 + [33] + [None] * 7, 33))

    def test_members_who_are_restricted_are_counted(self):
        self.settle("suspend", times=3)
        self.settle("limit", times=4, month=4)
        for _ in range(5):
            decided(case_of(self.review, day(6), day(6), kind="reporting"), "pause", day(6))
        members = self.json()["figures"]["members"]
        self.assertEqual([members[kind]["year"] for kind in ("suspend", "limit", "pause")], [3, 4, 5])

    def test_moderators_are_counted_and_few_of_them_are_few(self):
        self.settle()
        self.assertEqual(self.json()["moderators"], "<3")
        make.senior()
        make.editor()
        make.moderator("gone").groups.clear()
        self.assertEqual(self.json()["moderators"], 3)

    # What is not told

    def test_small_numbers_are_grouped_in_every_answer(self):
        self.settle(reasons=["private"])
        self.settle("dismiss", times=4, month=4)
        page = self.client.get(PAGE, {"year": YEAR}).content.decode()
        self.assertIn("<td>&lt;3</td>", page)
        self.assertEqual(self.figure("reports", "private"), ([0, 0, "<3"] + [0] * 9, "<3"))
        self.assertEqual(self.figure("decisions", "total")[1], "5 to 6")
        rows = list(csv.reader(io.StringIO(self.client.get(CSV, {"year": YEAR}).content.decode())))
        self.assertIn(["2025-03", "reports", "private", "Private details of a person", "<3", ""], rows)
        self.assertIn(["2025", "decisions", "total", "Together", "5 to 6", ""], rows)

    def test_no_answer_says_1_or_2_of_anything_or_gives_it_away(self):
        self.fill()
        for table, lines in self.json()["figures"].items():
            for key, line in lines.items():
                if line["unit"] == "":
                    self.assertFalse({1, 2} & {*line["months"], line["year"]}, (table, key))
                    self.assert_adds_up(line, lines if key == "total" else {})

    def assert_adds_up(self, line, parts):
        """A total of a month that is exact leaves for those that are grouped neither all 1 nor all 2."""
        for month, told in enumerate(line["months"]):
            of_month = [part["months"][month] for key, part in parts.items() if key != "total"]
            hidden = of_month.count("<3")
            if isinstance(told, int) and hidden:
                rest = told - sum(value for value in of_month if isinstance(value, int))
                self.assertTrue(hidden < rest < 2 * hidden)

    def test_nobody_is_named(self):
        (decision,) = self.settle()
        noticed(decision.case)
        reported(decision.case, details="I am Zebediah.", reason="other")
        appealed(decision, day(4), "upheld", self.other)
        hidden = [
            "wilhelmina",
            "Nora",
            "nora@",
            "Zebediah",
            "example.org",
            "Nobody Names",
            "Vienna",
            "quincy",
            "rosalind",
        ]
        hidden += list(decision.case.reports.exclude(reporter=None).values_list("reporter__username", flat=True))
        for address in (PAGE, JSON, CSV):
            words = self.client.get(address, {"year": YEAR}).content.decode()
            for word in hidden:
                self.assertNotIn(word, words)

    # Years

    def test_each_year_since_the_first_report_can_be_asked_for(self):
        self.settle()
        this = timezone.localdate().year
        self.assertEqual(self.json()["years"], list(range(this, YEAR - 1, -1)))
        self.assertEqual(self.client.get(JSON).json()["year"], this)
        self.assertContains(self.client.get(PAGE), f"?year={YEAR}")

    def test_a_year_of_which_there_is_nothing_is_not_found(self):
        self.settle()
        for wrong in (YEAR - 1, timezone.localdate().year + 1, "x", "-1", "9" * 40, "2025.0", "²"):
            for address in (PAGE, JSON, CSV):
                self.assertEqual(self.client.get(address, {"year": wrong}).status_code, 404)

    def test_this_year_ends_with_this_month(self):
        today = timezone.localdate()
        self.assertEqual(self.client.get(JSON).json()["months"][-1], f"{today:%Y-%m}")

    def test_the_last_moment_of_a_year_is_in_it_and_the_next_is_not(self):
        end = day(12, 31, 23) + timedelta(minutes=59, seconds=59)
        for moment in (end, end, end, end + timedelta(seconds=1)):
            decided(case_of(self.review, moment, moment), "dismiss", moment, self.moderator)
        self.assertEqual(self.figure("decisions", "dismiss"), ([0] * 11 + [3], 3))

    def test_a_site_where_nothing_has_happened_yet_says_so_in_noughts(self):
        page = self.client.get(PAGE)
        self.assertContains(page, "too few to tell")
        self.assertEqual(page.status_code, 200)

    # How it is answered

    def test_few_and_many_cases_take_the_same_queries(self):
        def queries():
            for address in (PAGE, JSON, CSV):
                with self.assertNumQueries(12):
                    self.assertEqual(self.client.get(address, {"year": YEAR}).status_code, 200)

        self.settle()
        queries()
        self.fill()
        queries()

    def test_visitors_get_no_cookie_and_nothing_twice(self):
        for address in (PAGE, JSON, CSV):
            response = self.client.get(address)
            self.assertFalse(response.cookies)
            again = self.client.get(address, headers={"if-none-match": response["ETag"]})
            self.assertEqual((again.status_code, again.content), (304, b""))

    def test_members_read_it_too_and_nobody_writes(self):
        self.client.force_login(make.member())
        for address in (PAGE, JSON, CSV):
            self.assertEqual(self.client.get(address).status_code, 200)
            self.assertEqual(self.client.post(address).status_code, 405)

    def test_the_table_is_a_file_to_keep(self):
        response = self.client.get(CSV)
        self.assertIn(f'filename="transparency-{timezone.localdate().year}.csv"', response["Content-Disposition"])
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")

    def test_each_chart_has_a_title_a_description_and_no_style(self):
        self.fill()
        page = self.client.get(PAGE, {"year": YEAR}).content.decode()
        self.assertNotIn("style=", page)
        charts = page.split('<svg class="bar-chart"')[1:]
        self.assertEqual(len(charts), 3)
        for chart in charts:
            drawn = ElementTree.fromstring('<svg class="bar-chart"' + chart.partition("</svg>")[0] + "</svg>")
            title, description = drawn.find("title"), drawn.find("desc")
            self.assertEqual(drawn.get("role"), "img")
            self.assertEqual(drawn.get("aria-labelledby"), f"{title.get('id')} {description.get('id')}")
            self.assertIn("Jan: ", description.text)
